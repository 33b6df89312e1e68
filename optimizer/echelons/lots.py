"""What the local trips ask of the linehaul: goods to be there in time, goods to be fetched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from optimizer.domain import NO_WAY, Bools, Floats, Ints, Tasks
from optimizer.problems import (
    RoutingProblem,
    Solution,
    TimedTrip,
    TwoEchelonProblem,
    flatten,
    time_duty,
)
from optimizer.units import HOUR, MINUTE

WAVE: Final = 6 * HOUR
SLACK: Final = 10 * MINUTE
"""Goods are asked for this much earlier than they are loaded: a dock may be taken."""
COLLECTING: Final = 2 * HOUR
"""A collection that is ready this long before a shift ends is made in it."""


@dataclass(frozen=True)
class LocalTrip:
    """A timed trip of the local echelon: its duty, base and tasks."""

    duty: int
    base: int
    tasks: tuple[int, ...]
    timed: TimedTrip


@dataclass(frozen=True)
class Lots:
    """
    The linehaul's tasks.

    Those that the orders ask for at stations, and those that hand goods over to or from
    local trips. ``hard`` is when a delivery is of no use any more, ``drop_cost`` what
    leaving it out costs, in cents; shape ``(tasks,)`` each.
    """

    tasks: Tasks
    hard: Ints
    drop_cost: Floats


def local_trips(problem: RoutingProblem, solution: Solution) -> list[LocalTrip]:
    """Return the trips of a local solution with their clocks."""
    flat = flatten(problem)
    return [
        LocalTrip(route.duty, int(flat.base[route.duty]), trip, timed)
        for route in solution.routes
        for trip, timed in zip(route.trips, time_duty(flat, route.duty, route.trips), strict=True)
    ]


def lots_of(problem: TwoEchelonProblem, routing: RoutingProblem, trips: list[LocalTrip]) -> Lots:
    """Return what the linehaul has to do for these local trips, and on its own account."""
    shortcut = _shortcut(problem, trips)
    rows = [
        row
        for trip in trips
        if trip.base != 0
        for row in _handovers(problem, routing, trip, shortcut)
    ]
    return _with_own(problem, rows, shortcut)


def _with_own(problem: TwoEchelonProblem, rows: list[_Row], shortcut: Bools) -> Lots:
    """Return these lots together with the linehaul's own tasks."""
    own = _own(problem, shortcut)
    hard = [NO_WAY] * len(own) + [row.hard for row in rows]
    return Lots(
        tasks=own.joined(_tasks(rows)),
        hard=np.array(hard, dtype=np.int64),
        drop_cost=np.array([*problem.drop_cost(own).tolist(), *(row.drop_cost for row in rows)]),
    )


@dataclass(frozen=True)
class _Row:
    """One lot, before it becomes a column."""

    site: int
    is_delivery: bool
    ready: int
    due: int
    is_firm: bool
    hard: int
    drop_cost: float
    amounts: tuple[int, int, int]
    classes: int
    num_orders: int
    urgency: float
    orders: Ints


def _handovers(
    problem: TwoEchelonProblem, routing: RoutingProblem, trip: LocalTrip, shortcut: Bools
) -> Iterator[_Row]:
    """Yield the lots of one local trip, by what may and must ride together."""
    local = problem.local
    wait = int(problem.transfer[trip.base])
    groups: dict[tuple[bool, int, int, bool], list[int]] = {}
    for task in trip.tasks:
        if local.base[task] < 0 and local.num_orders[task]:
            is_delivery = bool(local.is_delivery[task])
            # What is ready much earlier can come with an earlier truck.
            wave = int(local.ready[task]) // WAVE if is_delivery else 0
            excluded = int(routing.tasks.excluded[task])
            key = (is_delivery, excluded, wave, bool(local.is_firm[task]))
            groups.setdefault(key, []).append(task)
    for key, tasks in groups.items():
        for part in _loads(problem, tasks):
            rows = np.concatenate([local.orders[task] for task in part])
            rows = rows[~shortcut[rows]]
            if not len(rows):
                continue
            hard = trip.timed.start - wait - SLACK if key[0] else NO_WAY
            ready = int(local.ready[part].max()) if key[0] else trip.timed.end + wait
            due = hard if key[0] else int(local.due[part].min())
            yield _row(problem, routing, trip.base, part, rows, ready=ready, due=due, hard=hard)


def _row(
    problem: TwoEchelonProblem,
    routing: RoutingProblem,
    base: int,
    tasks: Ints,
    rows: Ints,
    *,
    ready: int,
    due: int,
    hard: int,
) -> _Row:
    """Return one lot of these local tasks, with these of their orders."""
    local = problem.local
    is_delivery = bool(local.is_delivery[tasks[0]])
    return _Row(
        site=int(problem.ground.bases[base]),
        is_delivery=is_delivery,
        ready=ready,
        due=due,
        is_firm=bool(local.is_firm[tasks[0]]),
        hard=hard,
        drop_cost=float(routing.tasks.drop_cost[tasks].sum()),
        amounts=(
            int(problem.orders.pieces[rows].sum()),
            int(problem.orders.weight[rows].sum()),
            int(problem.orders.volume[rows].sum()),
        ),
        classes=int(np.bitwise_or.reduce(local.classes[tasks])),
        # Goods that a trip waits for have arrived when it leaves: earlier gains nothing.
        num_orders=0 if hard < NO_WAY else len(rows),
        urgency=float(local.urgency[tasks].sum()),
        orders=rows,
    )


def expected_lots(problem: TwoEchelonProblem, routing: RoutingProblem, prices: Floats) -> Lots:
    """
    Return what the linehaul would have to do if every task used its likeliest base.

    The likeliest is the cheapest by the way to the hub and the drive to the point. Goods go
    down as early as they can and come up after the shift in which they are collected: what
    a first linehaul is planned for, before there are local trips.
    """
    local, duties = problem.local, problem.local_duties
    ground = problem.ground
    cost = prices + np.inf
    for base in range(problem.num_bases):
        mine = np.flatnonzero(duties.base == base)
        if len(mine):
            profile, site = duties.profile[mine[0]], ground.bases[base]
            metres, seconds = (
                matrix[profile, site, local.site] + matrix[profile, local.site, site]
                for matrix in (ground.distance, ground.duration)
            )
            cost[:, base] = prices[:, base] + metres * duties.metre_cost[mine].mean()
            cost[:, base] += seconds * duties.second_cost[mine].mean()
    if problem.usable is not None:
        cost[~problem.usable] = np.inf
    likeliest = np.argmin(cost, axis=1)
    ends = np.unique(duties.paid_until)
    groups: dict[tuple[int, ...], list[int]] = {}
    for task in range(len(local)):
        base = int(likeliest[task])
        if base == 0 or local.base[task] >= 0 or not local.num_orders[task]:
            continue
        is_delivery = bool(local.is_delivery[task])
        ready = int(local.ready[task])
        if not is_delivery:
            shift = min(int(np.searchsorted(ends, ready + COLLECTING)), len(ends) - 1)
            ready = int(ends[shift])
        key = (base, is_delivery, int(routing.tasks.excluded[task]), ready, local.is_firm[task])
        groups.setdefault(key, []).append(task)
    rows = [
        _row(
            problem,
            routing,
            key[0],
            part,
            np.concatenate([local.orders[task] for task in part]),
            ready=key[3] + (0 if key[1] else int(problem.transfer[key[0]])),
            due=int(local.due[part].min()),
            hard=NO_WAY,
        )
        for key, tasks in groups.items()
        for part in _loads(problem, tasks)
    ]
    nothing = np.zeros(len(problem.orders), dtype=np.bool_)
    return _with_own(problem, rows, nothing)


def _loads(problem: TwoEchelonProblem, tasks: list[int]) -> Iterator[Ints]:
    """Yield the tasks in groups that fill at most half of the largest truck."""
    duties = problem.linehaul_duties
    most_weight = int(duties.weight.max(initial=0)) // 2
    most_volume = int(duties.volume.max(initial=0)) // 2
    group: list[int] = []
    weight = volume = 0
    for task in tasks:
        weight += int(problem.local.weight[task])
        volume += int(problem.local.volume[task])
        if group and (weight > most_weight or volume > most_volume):
            yield np.array(group)
            group = []
            weight, volume = int(problem.local.weight[task]), int(problem.local.volume[task])
        group.append(task)
    if group:
        yield np.array(group)


def _shortcut(problem: TwoEchelonProblem, trips: list[LocalTrip]) -> Bools:
    """Return which orders come up to and go down from one base, shape ``(orders,)``."""
    up = np.full(len(problem.orders), -1, dtype=np.int64)
    down = np.full(len(problem.orders), -2, dtype=np.int64)
    for trip in trips:
        for task in trip.tasks:
            side = down if problem.local.is_delivery[task] else up
            side[problem.local.orders[task]] = trip.base
    base_of = {int(site): base for base, site in enumerate(problem.ground.bases)}
    for task, rows in enumerate(problem.linehaul.orders):
        side = down if problem.linehaul.is_delivery[task] else up
        side[rows] = base_of.get(int(problem.linehaul.site[task]), -3)
    return np.asarray(up == down)


def _own(problem: TwoEchelonProblem, shortcut: Bools) -> Tasks:
    """Return the linehaul's own tasks without the orders that never leave their base."""
    tasks, orders = problem.linehaul, problem.orders
    kept = [rows[~shortcut[rows]] for rows in tasks.orders]
    chosen = np.array([k for k, rows in enumerate(kept) if len(rows)], dtype=np.int64)
    rows_of = [kept[k] for k in chosen]
    return replace(
        tasks.take(chosen),
        orders=tuple(rows_of),
        pieces=np.array([orders.pieces[rows].sum() for rows in rows_of], dtype=np.int64),
        weight=np.array([orders.weight[rows].sum() for rows in rows_of], dtype=np.int64),
        volume=np.array([orders.volume[rows].sum() for rows in rows_of], dtype=np.int64),
        num_orders=np.array([len(rows) for rows in rows_of], dtype=np.int64),
    )


def _tasks(rows: list[_Row]) -> Tasks:
    """Return lots as tasks."""

    def ints(values: list[int]) -> Ints:
        return np.array(values, dtype=np.int64)

    return Tasks(
        site=ints([row.site for row in rows]),
        is_delivery=np.array([row.is_delivery for row in rows], dtype=np.bool_),
        ready=ints([row.ready for row in rows]),
        due=ints([row.due for row in rows]),
        is_firm=np.array([row.is_firm for row in rows], dtype=np.bool_),
        base=ints([-1] * len(rows)),
        pieces=ints([row.amounts[0] for row in rows]),
        weight=ints([row.amounts[1] for row in rows]),
        volume=ints([row.amounts[2] for row in rows]),
        classes=ints([row.classes for row in rows]),
        num_orders=ints([row.num_orders for row in rows]),
        urgency=np.array([row.urgency for row in rows], dtype=np.float64),
        orders=tuple(row.orders for row in rows),
    )
