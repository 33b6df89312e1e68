"""Which sites a plan visits, on which days, and which daily visits it misses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from optimizer.domain import Calendar, Instance, Plan, Site, Visits
from optimizer.units import DAY


def visited(plan: Plan, instance: Instance, *, handled: bool) -> set[tuple[int, date]]:
    """Return the sites and dates with a stop, or only those at which something is handled."""
    moment = instance.calendar.moment
    return {
        (stop.site, moment(stop.start).date())
        for trip in plan.trips
        for stop in trip.stops
        if not handled or stop.load or stop.unload
    }


def missed_visits(plan: Plan, instance: Instance) -> list[tuple[int, date]]:
    """
    Return which site with daily visits has no stop on which day, by day and site.

    Only open sites, and only days whose hours lie wholly in the horizon, count. Where a
    site stands at the door of a base, the hours are the base's and any stop there will do.
    """
    seen = visited(plan, instance, handled=False)
    found = []
    for position, site in enumerate(instance.sites):
        door = instance.network.door[position]
        base = instance.sites[door]
        if site.visits is Visits.DAILY and site.is_open and base.is_open:
            is_late = site.site_id in instance.visits_due
            days = _days(base, instance.calendar, is_late=is_late)
            found += [(position, day) for day in days if (door, day) not in seen]
    return sorted(found, key=lambda visit: (visit[1], visit[0]))


def _days(site: Site, calendar: Calendar, *, is_late: bool) -> Iterator[date]:
    """
    Yield the dates on which all of a site's hours lie in the horizon.

    Where the first day's visit ``is_late``, any time that is left of that day will do.
    """
    opens = min((window.earliest for window in site.hours), default=0)
    closes = max((window.latest for window in site.hours), default=DAY)
    for day in range(calendar.num_days):
        begin, end = calendar.at(day, opens), calendar.at(day, closes)
        if is_late and day == 0:
            begin = max(begin, calendar.start) if end > calendar.start else begin
        if calendar.start <= begin and end <= calendar.end:
            yield calendar.date(day)
