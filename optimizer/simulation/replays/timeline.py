"""A plan as a chain of events: what each stop waits for, and in which order they happen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

import numpy as np

from optimizer.domain import Instance, Ints, Issue, TimeWindow, Trip
from optimizer.errors import InputError

Way = tuple[tuple[int, int], ...]
"""Where an order is loaded and unloaded, leg by leg, as numbers of stops."""


@dataclass(frozen=True, slots=True)
class Handover:
    """
    Goods change vehicle: unloaded at the stop ``giver``, loaded at the stop ``taker``.

    ``wait`` is the time for changing vehicle, in seconds; ``orders`` are rows.
    """

    giver: int
    taker: int
    wait: int
    orders: tuple[int, ...]


@dataclass(frozen=True)
class Timeline:
    """
    The stops of all trips, one after the other, with all that their clocks hang on.

    Clocks and seconds, shape ``(stops,)`` each: ``arrival``, ``start`` and ``length`` (from
    start to departure) as planned, ``drive`` from the stop before (zero for the first of a
    trip). ``trip`` numbers the trips, ``day`` the days of the horizon, ``site`` the sites.
    ``first`` and ``last`` are the first and the last stop of each trip, ``before`` the trip
    that its vehicle makes before it (-1 for none), ``duty`` numbers the duties; ``home_by``
    is when it has to be over, shape ``(trips,)`` each.

    ``hours`` are for each stop the windows in which it may start, from the planned one on;
    empty where hours do not matter. ``into`` are the handovers by the stop that loads, ``order``
    is one in which nothing comes before what it waits for. ``ways`` are the orders by what
    carries them.
    """

    trips: tuple[Trip, ...]
    site: Ints
    trip: Ints
    day: Ints
    arrival: Ints
    start: Ints
    length: Ints
    drive: Ints
    first: Ints
    last: Ints
    before: Ints
    duty: Ints
    home_by: Ints
    hours: tuple[tuple[TimeWindow, ...], ...]
    handovers: tuple[Handover, ...]
    into: tuple[tuple[int, ...], ...]
    order: tuple[int, ...]
    ways: dict[Way, tuple[int, ...]]

    @property
    def num_stops(self) -> int:
        """How many stops there are."""
        return len(self.site)

    def later(self, stops: Sequence[int], seconds: int) -> Timeline:
        """Return the timeline in which these stops are planned so much later; or earlier."""
        moved = np.zeros(self.num_stops, dtype=np.int64)
        moved[list(stops)] = seconds
        return replace(self, arrival=self.arrival + moved, start=self.start + moved)


def timeline_of(trips: Sequence[Trip], instance: Instance) -> Timeline:
    """
    Return trips as a chain of events.

    Raises
    ------
    InputError
        When trips wait for each other in a circle, which no valid plan does.
    """
    stops = [(number, stop) for number, trip in enumerate(trips) for stop in trip.stops]
    ends = np.cumsum([len(trip.stops) for trip in trips], dtype=np.int64)
    firsts = np.concatenate([np.zeros(1, dtype=np.int64), ends])[: len(trips)]

    def ints(values: Iterator[int]) -> Ints:
        return np.fromiter(values, dtype=np.int64)

    arrival = ints(stop.arrival for _, stop in stops)
    departure = ints(stop.departure for _, stop in stops)
    drive = np.concatenate([np.zeros(1, dtype=np.int64), arrival[1:] - departure[:-1]])
    drive = drive[: len(stops)]
    drive[firsts] = 0
    before, duty = _duties(trips)
    handovers, ways = _carriage(trips, firsts, instance)
    into: list[list[int]] = [[] for _ in stops]
    for number, handover in enumerate(handovers):
        into[handover.taker].append(number)
    calendar = instance.calendar
    days = {}
    for _, stop in stops:
        if stop.start not in days:
            days[stop.start] = (calendar.moment(stop.start).date() - calendar.first_day).days
    overtime = [instance.vehicles[trip.vehicle].max_overtime for trip in trips]
    found = Timeline(
        trips=tuple(trips),
        site=ints(stop.site for _, stop in stops),
        trip=ints(number for number, _ in stops),
        day=ints(days[stop.start] for _, stop in stops),
        arrival=arrival,
        start=ints(stop.start for _, stop in stops),
        length=ints(stop.departure - stop.start for _, stop in stops),
        drive=drive,
        first=firsts,
        last=ends - 1,
        before=before,
        duty=duty,
        # A plan may be later than it should be: then it is no worse for being driven.
        home_by=ints(
            max(trip.shift.latest + over, trip.end)
            for trip, over in zip(trips, overtime, strict=True)
        ),
        hours=tuple(
            tuple(_hours(instance, stop.site, stop.start, stop.departure))
            if stop.load or stop.unload
            else ()
            for _, stop in stops
        ),
        handovers=handovers,
        into=tuple(map(tuple, into)),
        order=(),
        ways=ways,
    )
    return replace(found, order=_in_order(found))


def _duties(trips: Sequence[Trip]) -> tuple[Ints, Ints]:
    """Return the trip that each vehicle makes before each trip, and the number of its duty."""
    before = np.full(len(trips), -1, dtype=np.int64)
    duty = np.zeros(len(trips), dtype=np.int64)
    numbers: dict[tuple[int, int], int] = {}
    by_vehicle: dict[int, list[int]] = {}
    for number, trip in enumerate(trips):
        duty[number] = numbers.setdefault((trip.vehicle, trip.shift.earliest), len(numbers))
        by_vehicle.setdefault(trip.vehicle, []).append(number)
    for made in by_vehicle.values():
        made.sort(key=lambda number: trips[number].start)
        for earlier, later in pairwise(made):
            before[later] = earlier
    return before, duty


def _carriage(
    trips: Sequence[Trip], firsts: Ints, instance: Instance
) -> tuple[tuple[Handover, ...], dict[Way, tuple[int, ...]]]:
    """Return the handovers, and the orders by what carries them."""
    legs: dict[int, list[tuple[int, int, int]]] = {}
    for trip, first in zip(trips, firsts.tolist(), strict=True):
        boarded: dict[int, int] = {}
        for number, stop in enumerate(trip.stops, start=first):
            for order in stop.unload:
                loaded = boarded.pop(order)
                legs.setdefault(order, []).append((stop.departure, loaded, number))
            boarded.update(dict.fromkeys(stop.load, number))
    ways: dict[Way, list[int]] = {}
    pairs: dict[tuple[int, int], list[int]] = {}
    for order in sorted(legs):
        way = tuple((loaded, unloaded) for _, loaded, unloaded in sorted(legs[order]))
        ways.setdefault(way, []).append(order)
        for (_, giver), (taker, _) in pairwise(way):
            pairs.setdefault((giver, taker), []).append(order)
    sites = [stop.site for trip in trips for stop in trip.stops]
    handovers = tuple(
        Handover(giver, taker, instance.sites[sites[giver]].transfer_time, tuple(orders))
        for (giver, taker), orders in sorted(pairs.items())
    )
    return handovers, {way: tuple(orders) for way, orders in ways.items()}


def _hours(instance: Instance, site: int, start: int, departure: int) -> Iterator[TimeWindow]:
    """
    Yield when a stop may start at a site, from the planned window to the end of its day.

    The start counts: whoever has come in time is served to the end.
    """
    length = departure - start
    windows = [w for w in instance.hours[site] if w.latest - w.earliest >= length]
    inside = [w for w in windows if w.earliest <= start <= w.latest - length]
    if not inside:
        return
    day = instance.calendar.moment(start).date()
    for window in windows:
        if window.earliest < inside[0].earliest:
            continue
        if window is inside[0] or instance.calendar.moment(window.earliest).date() == day:
            yield TimeWindow(window.earliest, window.latest - length)


def _in_order(timeline: Timeline) -> tuple[int, ...]:
    """Return an order of the stops in which nothing comes before what it waits for."""
    graph: dict[int, list[int]] = {}
    for stop, trip in enumerate(timeline.trip.tolist()):
        if stop != timeline.first[trip]:
            graph[stop] = [stop - 1]
        else:
            earlier = int(timeline.before[trip])
            graph[stop] = [int(timeline.last[earlier])] if earlier >= 0 else []
        graph[stop] += [timeline.handovers[number].giver for number in timeline.into[stop]]
    try:
        return tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        names = sorted({timeline.trips[timeline.trip[stop]].trip_id for stop in error.args[1]})
        message = f"the trips {', '.join(names)} wait for each other in a circle"
        fix = "let route48 check say which rules the plan breaks"
        raise InputError([Issue("E464", "plan.json", message, fix=fix)]) from error
