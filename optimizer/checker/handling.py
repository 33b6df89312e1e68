"""Rules 3, 9 and 12: stops last long enough, at open doors and free docks, and villages see us."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from optimizer.checker.case import Case, breach
from optimizer.checker.duties import UNKNOWN
from optimizer.domain import Stop, TimeWindow, Violation, Visits


def check_stops(case: Case) -> Iterator[Violation]:
    """Yield every stop that starts before its arrival, is too short, or finds closed doors."""
    for trip, position, stop in case.stops():
        early = stop.arrival - stop.start
        if early > 0:
            message = f"the stop starts {early} s before the vehicle arrives"
            yield breach("V130", case.where(trip, position), message, excess=early, unit="s")
        site = case.site(stop)
        due = site.handling_time(case.pieces(stop)) if site else 0
        short = stop.start + due - stop.departure
        if short > 0:
            message = f"the stop is {short} s too short for what is handled"
            yield breach("V131", case.where(trip, position), message, excess=short, unit="s")
        if site is not None and (stop.load or stop.unload):
            outside = _outside(case, stop)
            if outside > 0:
                message = f"the stop lies {outside} s outside the hours of the site"
                yield breach("V132", case.where(trip, position), message, excess=outside, unit="s")


def _outside(case: Case, stop: Stop) -> int:
    """Return how much of a stop lies outside that interval of hours that suits it best."""
    end = max(stop.departure, stop.start)
    days = sorted({case.day(stop.start), case.day(end)})
    windows = [window for day in days for window in case.hours(stop.site, day)]
    return min((_missed(window, stop.start, end) for window in windows), default=0)


def _missed(window: TimeWindow, start: int, end: int) -> int:
    """Return how many seconds from start to end are not within the window."""
    return (end - start) - max(0, min(end, window.latest) - max(start, window.earliest))


def check_docks(case: Case) -> Iterator[Violation]:
    """Yield every time at which a base handles more vehicles than it has docks."""
    calls: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for _, _, stop in case.stops():
        if (stop.load or stop.unload) and stop.departure > stop.start:
            calls[stop.site] += [(stop.start, 1), (stop.departure, -1)]
    for site_index, changes in calls.items():
        site = case.instance.sites[site_index]
        if site_index == UNKNOWN or not site.is_base or site.docks is None:
            continue
        for clock, most in _crowds(sorted(changes), site.docks):
            where = f"{site.site_id} from {case.instance.calendar.text(clock)}"
            message = f"{most} vehicles are handled at once, the site has {site.docks} docks"
            yield breach("V190", where, message, excess=most - site.docks, unit="count")


def _crowds(changes: list[tuple[int, int]], docks: int) -> Iterator[tuple[int, int]]:
    """
    Yield when a crowd at the docks begins and how many it becomes.

    Changes are sorted, so that at one clock who leaves goes before who comes.
    """
    here, most, since = 0, 0, 0
    for clock, change in changes:
        here += change
        if here > docks:
            since = clock if most == 0 else since
            most = max(most, here)
        elif most:
            yield since, most
            most = 0


def check_visits(case: Case) -> Iterator[Violation]:
    """Yield every daily visit that is neither made nor listed as missed."""
    listed = {(entry["site_id"], entry["date"]) for entry in case.document["missed_visits"]}
    for site_index, day in missed_visits(case):
        site_id = case.instance.sites[site_index].site_id
        date = case.instance.calendar.date(day).isoformat()
        if (site_id, date) not in listed:
            message = "the daily visit is neither made nor listed under missed_visits"
            yield breach("V220", f"{site_id} on {date}", message, excess=1, unit="count")


def missed_visits(case: Case) -> list[tuple[int, int]]:
    """
    Return every daily visit that is not made, as site and day of the horizon.

    A visit is due on days whose hours lie wholly in the horizon, and on the first day where
    nobody has been yet and the site has not closed before the plan is made; at a point on
    the premises of a base these are the base's, and any stop at the base is a visit.
    """
    visited = {(stop.site, case.day(stop.start)) for _, _, stop in case.stops()}
    calendar, door = case.instance.calendar, case.instance.network.door
    missed = []
    for index, site in enumerate(case.instance.sites):
        place = door[index]
        if site.visits is not Visits.DAILY or not (
            site.is_open and case.instance.sites[place].is_open
        ):
            continue
        for day in range(calendar.num_days):
            hours = case.hours(place, day) or [
                TimeWindow(calendar.at(day, 0), calendar.at(day + 1, 0))
            ]
            is_due = all(w.earliest >= calendar.start and w.latest <= calendar.end for w in hours)
            if day == 0 and site.site_id in case.instance.visits_due:
                is_due |= calendar.start < max(w.latest for w in hours) <= calendar.end
            if is_due and (place, day) not in visited:
                missed.append((index, day))
    return missed
