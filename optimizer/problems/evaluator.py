"""
What a route costs and where it breaks, for all engines.

A duty is timed forwards as early as possible, trip by trip, and then backwards from its end
as late as possible, so that nobody is paid for waiting that a later start avoids [1]_. A
rest is taken where the next drive would exceed the limit.

References
----------
.. [1] Savelsbergh, M. W. P. (1992). The vehicle routing problem with time windows:
   minimizing route duration. ORSA Journal on Computing, 4(2).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from optimizer.domain import NO_WAY, Bools, Floats, Ints
from optimizer.problems.routing import RoutingProblem

INFEASIBLE = 1e15


class Flat(NamedTuple):
    """The arrays of a `RoutingProblem` in the one tuple that compiled functions take."""

    duration: Ints
    distance: Ints
    opens: Ints
    closes: Ints
    stop_time: Ints
    piece_time: Ints
    bases: Ints
    base_day_cost: Floats
    rest_after: int
    rest: int
    site: Ints
    is_delivery: Bools
    pieces: Ints
    weight: Ints
    volume: Ints
    classes: Ints
    excluded: Ints
    earliest: Ints
    latest: Ints
    release: Ints
    due: Ints
    hard: Ints
    late_cost: Floats
    late_rate: Floats
    wait_rate: Floats
    wait_from: Ints
    drop_cost: Floats
    price: Floats
    base: Ints
    day: Ints
    profile: Ints
    capacity_weight: Ints
    capacity_volume: Ints
    start: Ints
    paid_until: Ints
    end: Ints
    range: Ints
    carries: Ints
    cost: Floats
    metre_cost: Floats
    second_cost: Floats
    overtime_cost: Floats
    twin: Ints


class Clocks(NamedTuple):
    """
    When the tasks of one duty are done, and how late they could be.

    ``finish`` of service and ``late``, the latest arrival, have the shape of the trips,
    ``(trips, tasks)``; ``leaves``, when a trip leaves the base, and ``late_home``, the
    latest arrival there, ``(trips,)``.
    """

    finish: Ints
    leaves: Ints
    late: Ints
    late_home: Ints


def new_clocks(trips: int, tasks: int) -> Clocks:
    """Return room for the clocks of one duty."""
    return Clocks(
        np.zeros((trips, tasks), dtype=np.int64),
        np.zeros(trips, dtype=np.int64),
        np.zeros((trips, tasks), dtype=np.int64),
        np.zeros(trips, dtype=np.int64),
    )


def flatten(problem: RoutingProblem) -> Flat:
    """Return the problem as the tuple that compiled functions take."""
    tasks, duties = problem.tasks, problem.duties
    values: dict[str, Any] = {}
    for name in Flat._fields:
        if name in ("capacity_weight", "capacity_volume"):
            values[name] = getattr(duties, name.removeprefix("capacity_"))
        else:
            owner = next(o for o in (problem, tasks, duties) if hasattr(o, name))
            values[name] = getattr(owner, name)
    return Flat(
        **{
            name: np.ascontiguousarray(value) if isinstance(value, np.ndarray) else value
            for name, value in values.items()
        }
    )


@njit(cache=True)
def fitting_start(p: Flat, site: int, clock: int, length: int) -> int:
    """Return the first start from a clock on such that handling ends within the hours."""
    for window in range(p.opens.shape[1]):
        start = max(clock, p.opens[site, window])
        if start + length <= p.closes[site, window]:
            return start
    return NO_WAY


@njit(cache=True)
def fitting_start_before(p: Flat, site: int, clock: int, length: int) -> int:
    """Return the last start up to a clock such that handling ends within the hours."""
    for back in range(p.opens.shape[1]):
        window = p.opens.shape[1] - 1 - back
        if p.opens[site, window] >= NO_WAY:
            continue
        start = min(clock, p.closes[site, window] - length)
        if start >= p.opens[site, window]:
            return start
    return -NO_WAY


@njit(cache=True)
def handling(p: Flat, site: int, pieces: int) -> int:
    """Return how long a stop lasts that handles this many pieces."""
    if pieces == 0:
        return 0
    return p.stop_time[site] + (p.piece_time[site] * pieces + 999) // 1000


@njit(cache=True)
def check_trip(p: Flat, duty: int, trip: Ints, size: int) -> bool:
    """Return whether loads, classes and bases of a trip are allowed, clocks apart."""
    base = p.base[duty]
    weight, volume, carried, excluded = 0, 0, 0, 0
    for k in range(size):
        task = trip[k]
        if p.release[task, base] >= NO_WAY or p.classes[task] & ~p.carries[duty]:
            return False
        if p.classes[task] & excluded or p.excluded[task] & carried:
            return False
        carried |= p.classes[task]
        excluded |= p.excluded[task]
        if p.is_delivery[task]:
            weight += p.weight[task]
            volume += p.volume[task]
    if weight > p.capacity_weight[duty] or volume > p.capacity_volume[duty]:
        return False
    # Consecutive tasks at one site are one stop: what is counted is the load on leaving it.
    for k in range(size):
        task = trip[k]
        sign = -1 if p.is_delivery[task] else 1
        weight += sign * p.weight[task]
        volume += sign * p.volume[task]
        stays = k + 1 < size and p.site[trip[k + 1]] == p.site[task]
        if not stays and (
            weight > p.capacity_weight[duty] or volume > p.capacity_volume[duty]
        ):
            return False
    return True


@njit(cache=True)
def evaluate_duty(p: Flat, duty: int, trips: Ints, sizes: Ints, clocks: Clocks) -> tuple:
    """
    Return cost in cents, start, end and metres of a duty, and write when tasks are done.

    ``trips`` has shape ``(trips, tasks)``, of which ``sizes`` count; loads and classes are
    taken as checked. The clocks are written to ``clocks``. The cost is ``INFEASIBLE``
    where a rule breaks.
    """
    base, profile = p.base[duty], p.profile[duty]
    home = p.bases[base]
    clock, metres, driven, begun = p.start[duty], 0, 0, -1
    paused_from = clock
    cost = 0.0
    for t in range(len(sizes)):
        size = sizes[t]
        if size == 0:
            continue
        trip = trips[t]
        released, loaded, unloaded = clock, 0, 0
        for k in range(size):
            task = trip[k]
            if p.is_delivery[task]:
                released = max(released, p.release[task, base])
                loaded += p.pieces[task]
            else:
                unloaded += p.pieces[task]
        length = handling(p, home, loaded)
        begin = fitting_start(p, home, released, length) if loaded else released
        if begin >= NO_WAY:
            return INFEASIBLE, 0, 0, 0
        if begun < 0:
            begun = begin
        clock = begin + length
        clocks.leaves[t] = clock
        if clock - paused_from >= p.rest:
            driven = 0
        here, k = home, 0
        while k < size:
            there = p.site[trip[k]]
            drive = p.duration[profile, here, there]
            metres += p.distance[profile, here, there]
            if drive >= NO_WAY:
                return INFEASIBLE, 0, 0, 0
            if driven + drive > p.rest_after:
                if drive > p.rest_after:
                    return INFEASIBLE, 0, 0, 0
                clock = max(clock, paused_from + p.rest)
                driven = 0
            clock += drive
            driven += drive
            arrival = clock
            last, pieces, earliest, latest = k, 0, arrival, NO_WAY
            while last < size and p.site[trip[last]] == there:
                task = trip[last]
                pieces += p.pieces[task]
                earliest = max(earliest, p.earliest[task])
                latest = min(latest, p.latest[task])
                last += 1
            length = handling(p, there, pieces)
            start = fitting_start(p, there, earliest, length) if pieces else earliest
            if start > latest or start >= NO_WAY:
                return INFEASIBLE, 0, 0, 0
            clock = start + length
            paused_from = arrival
            if clock - arrival >= p.rest:
                driven = 0
            for j in range(k, last):
                clocks.finish[t, j] = clock
            here, k = there, last
        drive = p.duration[profile, here, home]
        metres += p.distance[profile, here, home]
        if drive >= NO_WAY:
            return INFEASIBLE, 0, 0, 0
        if driven + drive > p.rest_after:
            if drive > p.rest_after:
                return INFEASIBLE, 0, 0, 0
            clock = max(clock, paused_from + p.rest)
            driven = 0
        clock += drive
        driven += drive
        paused_from = clock
        length = handling(p, home, unloaded)
        clock = (fitting_start(p, home, clock, length) if unloaded else clock) + length
        if clock > p.end[duty]:
            return INFEASIBLE, 0, 0, 0
        for k in range(size):
            task = trip[k]
            done = clocks.finish[t, k] if p.is_delivery[task] else clock
            if done > p.hard[task, base]:
                return INFEASIBLE, 0, 0, 0
            if done > p.due[task, base]:
                cost += p.late_cost[task] + p.late_rate[task] * (done - p.due[task, base])
            cost += p.wait_rate[task] * max(0, done - p.wait_from[task]) + p.price[task, base]
    if begun < 0:
        return 0.0, 0, 0, 0
    if metres > p.range[duty]:
        return INFEASIBLE, 0, 0, 0
    latest, drives = time_backwards(p, duty, trips, sizes, clocks, clock)
    # A later start can eat the waiting that served as a rest: then the early one stands.
    if drives <= p.rest_after and latest > begun:
        begun = latest
    regular = max(0, min(clock, p.paid_until[duty]) - begun)
    overtime = max(0, clock - max(begun, p.paid_until[duty]))
    cost += p.cost[duty] + p.metre_cost[duty] * metres
    cost += p.second_cost[duty] * regular + p.overtime_cost[duty] * overtime
    return cost, begun, clock, metres


@njit(cache=True)
def time_backwards(
    p: Flat, duty: int, trips: Ints, sizes: Ints, clocks: Clocks, ended: int
) -> tuple:
    """
    Time a duty from its end; return how late it may begin, and how long it drives.

    Writes the latest arrivals that let everything after them end by ``ended`` and keep on
    time what is on time now. Rests are not counted.
    """
    base, profile = p.base[duty], p.profile[duty]
    home = p.bases[base]
    clock, drives = ended, 0
    for back in range(len(sizes)):
        t = len(sizes) - 1 - back
        size = sizes[t]
        if size == 0:
            continue
        trip = trips[t]
        loaded, unloaded = 0, 0
        for k in range(size):
            if p.is_delivery[trip[k]]:
                loaded += p.pieces[trip[k]]
            else:
                unloaded += p.pieces[trip[k]]
        if unloaded:
            length = handling(p, home, unloaded)
            clock = fitting_start_before(p, home, clock - length, length)
        clocks.late_home[t] = clock
        here, k = home, size - 1
        while k >= 0:
            there = p.site[trip[k]]
            drives += p.duration[profile, there, here]
            clock -= p.duration[profile, there, here]
            first, pieces = k, 0
            while first >= 0 and p.site[trip[first]] == there:
                pieces += p.pieces[trip[first]]
                first -= 1
            length = handling(p, there, pieces)
            for j in range(first + 1, k + 1):
                task = trip[j]
                clock = min(clock, p.latest[task] + length)
                if p.is_delivery[task]:
                    if clocks.finish[t, j] <= p.due[task, base]:
                        clock = min(clock, p.due[task, base])
                    clock = min(clock, p.hard[task, base])
            clock -= length
            if pieces:
                clock = fitting_start_before(p, there, clock, length)
            for j in range(first + 1, k + 1):
                clocks.late[t, j] = clock
            here, k = there, first
        drives += p.duration[profile, home, here]
        clock -= p.duration[profile, home, here]
        length = handling(p, home, loaded)
        clock = fitting_start_before(p, home, clock - length, length) if loaded else clock
    return clock, drives


def evaluate(problem: RoutingProblem, routes: dict[int, list[list[int]]]) -> float:
    """
    Return the cost in cents of routes given as trips by duty, dropped tasks included.

    ``INFEASIBLE`` where any route breaks a rule.
    """
    flat = flatten(problem)
    total = float(flat.drop_cost.sum())
    used = set()
    for duty, trips in routes.items():
        kept = [trip for trip in trips if trip]
        if not kept:
            continue
        table, sizes = padded(kept)
        if not all(check_trip(flat, duty, table[t], sizes[t]) for t in range(len(sizes))):
            return INFEASIBLE
        cost = evaluate_duty(flat, duty, table, sizes, new_clocks(*table.shape))[0]
        if cost >= INFEASIBLE:
            return INFEASIBLE
        total += cost - sum(float(flat.drop_cost[task]) for trip in kept for task in trip)
        used.add((int(flat.base[duty]), int(flat.day[duty])))
    return total + sum(float(problem.base_day_cost[base]) for base, _ in used)


def padded(trips: list[list[int]]) -> tuple[Ints, Ints]:
    """Return trips as one array, shape ``(trips, longest)``, and their sizes."""
    sizes = np.array([len(trip) for trip in trips], dtype=np.int64)
    table = np.zeros((len(trips), max(int(sizes.max(initial=1)), 1)), dtype=np.int64)
    for t, trip in enumerate(trips):
        table[t, : len(trip)] = trip
    return table, sizes
