"""
What one duty costs, and whether it breaks a rule; compiled, for all engines.

A duty is timed forwards as early as possible, trip by trip, and then backwards from its end
as late as possible, so that nobody is paid for waiting that a later start avoids [1]_. A
rest is taken where the next drive would exceed the limit.

References
----------
.. [1] Savelsbergh, M. W. P. (1992). The vehicle routing problem with time windows:
   minimizing route duration. ORSA Journal on Computing, 4(2).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from optimizer.domain import NO_WAY, Floats, Ints
from optimizer.problems.backwards import Clocks, time_backwards
from optimizer.problems.compiling import compiled, inlined, lean
from optimizer.problems.flat import Flat
from optimizer.problems.hours import fitting_start, handling

INFEASIBLE = 1e15


@inlined
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
        weight += sign * p.weight[task] + p.pickup_weight[task]
        volume += sign * p.volume[task] + p.pickup_volume[task]
        stays = k + 1 < size and p.site[trip[k + 1]] == p.site[task]
        if not stays and (weight > p.capacity_weight[duty] or volume > p.capacity_volume[duty]):
            return False
    return True


@lean
def evaluate_duty(p: Flat, duty: int, trips: Ints, sizes: Ints, clocks: Clocks) -> Any:
    """
    Return cost in cents, start, end and metres of a duty, and write when tasks are done.

    ``trips`` has shape ``(trips, tasks)``, of which ``sizes`` count; loads and classes are
    taken as checked. The clocks are written to ``clocks``. The cost is ``INFEASIBLE``
    where a rule breaks. One long function, for speed: see ``time_duty`` for its readable
    twin.
    """
    base, profile = p.base[duty], p.profile[duty]
    home = p.bases[base]
    clock, metres, driven = p.start[duty], 0, 0
    begun = paused_from = clock
    cost, driven_trips = 0.0, 0
    for t in range(len(sizes)):
        size = sizes[t]
        if size == 0:
            continue
        driven_trips += 1
        if p.most_trips[duty] and driven_trips > p.most_trips[duty]:
            return INFEASIBLE, 0, 0, 0
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
        if driven_trips == 1:
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
        start = fitting_start(p, home, clock, length) if unloaded else clock
        clock = start + length
        if start >= NO_WAY or clock > p.end[duty]:
            return INFEASIBLE, 0, 0, 0
        clocks.late_home[t] = clock
        for k in range(size):
            task = trip[k]
            done = clocks.finish[t, k] if p.is_delivery[task] else clock
            if done > p.hard[task, base]:
                return INFEASIBLE, 0, 0, 0
            if done > p.due[task, base]:
                cost += p.late_cost[task] + p.late_rate[task] * (done - p.due[task, base])
            cost += p.wait_rate[task] * max(0, done - p.wait_from[task]) + p.price[task, base]
    if driven_trips == 0:
        return 0.0, 0, 0, 0
    if metres > p.range[duty]:
        return INFEASIBLE, 0, 0, 0
    latest, drives = time_backwards(p, duty, trips, sizes, clocks, clock)
    # A later start can eat the waiting that served as a rest: then the early one stands.
    if drives <= p.rest_after and latest > begun:
        begun = latest
    if p.max_duration[duty] and clock - begun > p.max_duration[duty]:
        return INFEASIBLE, 0, 0, 0
    regular = max(0, min(clock, p.paid_until[duty]) - begun)
    overtime = max(0, clock - max(begun, p.paid_until[duty]))
    cost += p.cost[duty] + p.metre_cost[duty] * metres
    cost += p.second_cost[duty] * regular + p.overtime_cost[duty] * overtime
    return cost, begun, clock, metres


@inlined
def duty_cost(p: Flat, duty: int, trips: Ints, sizes: Ints, clocks: Clocks) -> float:
    """Return the cost of a duty in cents, ``INFEASIBLE`` where it breaks any rule of its own."""
    for t in range(len(sizes)):
        if not check_trip(p, duty, trips[t], sizes[t]):
            return INFEASIBLE
    return evaluate_duty(p, duty, trips, sizes, clocks)[0]


@compiled
def duty_costs(p: Flat, duties: Ints, sizes: Ints, sequence: Ints) -> Floats:
    """
    Return the cost of many duties in cents, ``INFEASIBLE`` where one breaks a rule.

    ``sizes`` has shape ``(duties, trips)``; ``sequence`` holds their tasks one after another.
    """
    longest = sizes.max() if sizes.size else 0
    trips = np.zeros((sizes.shape[1], longest), dtype=np.int64)
    clocks = Clocks(
        np.zeros(trips.shape, dtype=np.int64),
        np.zeros(len(trips), dtype=np.int64),
        np.zeros(trips.shape, dtype=np.int64),
        np.zeros(len(trips), dtype=np.int64),
    )
    costs = np.zeros(len(duties))
    first = 0
    for number in range(len(duties)):
        for t in range(sizes.shape[1]):
            size = sizes[number, t]
            trips[t, :size] = sequence[first : first + size]
            first += size
        costs[number] = duty_cost(p, duties[number], trips, sizes[number], clocks)
    return costs


def padded(trips: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """Return trips as one array, shape ``(trips, longest)``, and their sizes."""
    sizes = np.array([len(trip) for trip in trips], dtype=np.int64)
    table = np.zeros((len(trips), max(int(sizes.max(initial=1)), 1)), dtype=np.int64)
    for t, trip in enumerate(trips):
        table[t, : len(trip)] = trip
    return table, sizes
