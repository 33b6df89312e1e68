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
            days = _whole_days(base, instance.calendar)
            found += [(position, day) for day in days if (door, day) not in seen]
    return sorted(found, key=lambda visit: (visit[1], visit[0]))


def _whole_days(site: Site, calendar: Calendar) -> Iterator[date]:
    """Yield the dates on which all of a site's hours lie in the horizon."""
    opens = min((window.earliest for window in site.hours), default=0)
    closes = max((window.latest for window in site.hours), default=DAY)
    for day in range(calendar.num_days):
        if calendar.start <= calendar.at(day, opens) and calendar.at(day, closes) <= calendar.end:
            yield calendar.date(day)
