"""Rules 2 and 8: nobody drives faster than the roads allow, or longer than a driver can."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.checker.case import Case, breach
from optimizer.checker.duties import UNKNOWN, Duty
from optimizer.domain import Stop, Trip, Violation


def check_driving(case: Case) -> Iterator[Violation]:
    """Yield every way between two stops that is driven too fast or cannot be driven."""
    for trip, position, stop in case.stops():
        if position == 0:
            continue
        before = trip.stops[position - 1]
        if before.site == stop.site != UNKNOWN:
            message = "two calls in a row at one site are one stop"
            yield breach("V122", case.where(trip, position), message, excess=1, unit="count")
            continue
        way = case.drive(trip, position)
        if way is not None:
            hurry = before.departure + way[0] - stop.arrival
            if hurry > 0:
                message = f"the vehicle arrives {hurry} s sooner than it can drive"
                yield breach("V120", case.where(trip, position), message, excess=hurry, unit="s")
        elif case.vehicle(trip) is not None and UNKNOWN not in (before.site, stop.site):
            message = "the vehicle's road profile has no way to this stop from the one before"
            yield breach("V121", case.where(trip, position), message, excess=1, unit="count")


def check_rests(case: Case) -> Iterator[Violation]:
    """Yield every time that a driver drives on too long without a pause."""
    rules = case.instance.rules
    for duty in case.duties.values():
        driven, where = 0, ""
        for trip, position, seconds, pause in _ways_and_pauses(case, duty):
            if pause >= rules.rest:
                yield from _tired(driven - rules.rest_after_driving, where)
                driven = 0
            driven += seconds
            where = case.where(trip, position)
        yield from _tired(driven - rules.rest_after_driving, where)


def _tired(excess: int, where: str) -> Iterator[Violation]:
    """Yield the violation of one stretch of driving, if it is one."""
    if excess > 0:
        message = f"the driver drives {excess} s too long without a pause"
        yield breach("V180", where, message, excess=excess, unit="s")


def _ways_and_pauses(case: Case, duty: Duty) -> Iterator[tuple[Trip, int, int, int]]:
    """
    Yield each way of a duty as trip, stop it leads to, seconds, and the pause before it.

    Between two trips the vehicle stands at its base from the arrival of the last stop of
    the one to the departure of the first stop of the other.
    """
    last: Stop | None = None
    for trip in (case.trips[position] for position in duty.trips):
        since = trip.stops[0].arrival if last is None else last.arrival
        for position in range(1, len(trip.stops)):
            before = trip.stops[position - 1]
            if position > 1:
                since = before.arrival
            way = case.drive(trip, position)
            yield trip, position, way[0] if way else 0, before.departure - since
        last = trip.stops[-1]
