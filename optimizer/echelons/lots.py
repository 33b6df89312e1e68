"""What the local trips ask of the linehaul: goods to be there in time, goods to be fetched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from optimizer.domain import NO_WAY, Floats, Ints, Tasks
from optimizer.problems import (
    RoutingProblem,
    Solution,
    TimedTrip,
    TwoEchelonProblem,
    flatten,
    time_duty,
)


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
        for trip, timed in zip(
            route.trips, time_duty(flat, route.duty, route.trips), strict=True
        )
    ]


def lots_of(
    problem: TwoEchelonProblem, routing: RoutingProblem, trips: list[LocalTrip]
) -> Lots:
    """Return what the linehaul has to do for these local trips, and on its own account."""
    shortcut = _shortcut(problem, trips)
    rows = [
        row
        for trip in trips
        if trip.base != 0
        for row in _handovers(problem, routing, trip, shortcut)
    ]
    own = _own(problem, shortcut)
    worth = problem.linehaul_problem(own, np.full(len(own), NO_WAY), np.zeros(len(own)))
    default = problem.money.unserved * own.urgency
    late = own.due > problem.horizon[1]
    drop = np.where(late, problem.money.deferred * own.num_orders, default)
    drop += worth.tasks.wait_rate * np.maximum(0, problem.horizon[1] - worth.tasks.wait_from)
    handed = _tasks(rows)
    return Lots(
        tasks=own.joined(handed),
        hard=np.concatenate([np.full(len(own), NO_WAY), [row.hard for row in rows]]).astype(
            np.int64
        ),
        drop_cost=np.concatenate([drop, [row.drop_cost for row in rows]]).astype(np.float64),
    )


@dataclass(frozen=True)
class _Row:
    """One lot, before it becomes a column."""

    site: int
    is_delivery: bool
    ready: int
    due: int
    hard: int
    drop_cost: float
    amounts: tuple[int, int, int]
    classes: int
    num_orders: int
    urgency: float
    orders: Ints


def _handovers(
    problem: TwoEchelonProblem, routing: RoutingProblem, trip: LocalTrip, shortcut: Ints
) -> Iterator[_Row]:
    """Yield the lots of one local trip, by direction and by the classes that they exclude."""
    local, arrays = problem.local, routing.tasks
    site, wait = int(problem.ground.bases[trip.base]), int(problem.transfer[trip.base])
    for is_delivery in (True, False):
        groups: dict[int, list[int]] = {}
        for task in trip.tasks:
            if arrays.is_delivery[task] == is_delivery and local.base[task] < 0:
                if local.num_orders[task]:
                    groups.setdefault(int(arrays.excluded[task]), []).append(task)
        for tasks in groups.values():
            for part in _loads(problem, tasks):
                rows = np.concatenate([local.orders[task] for task in part])
                rows = rows[~shortcut[rows]]
                if not len(rows):
                    continue
                hard = trip.timed.start - wait if is_delivery else NO_WAY
                yield _Row(
                    site=site,
                    is_delivery=is_delivery,
                    ready=int(local.ready[part].max()) if is_delivery else trip.timed.end + wait,
                    due=hard if is_delivery else int(local.due[part].min()),
                    hard=hard,
                    drop_cost=float(arrays.drop_cost[part].sum()),
                    amounts=(
                        int(problem.orders.pieces[rows].sum()),
                        int(problem.orders.weight[rows].sum()),
                        int(problem.orders.volume[rows].sum()),
                    ),
                    classes=int(np.bitwise_or.reduce(local.classes[part])),
                    num_orders=0 if is_delivery else len(rows),
                    urgency=float(local.urgency[part].sum()),
                    orders=rows,
                )


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


def _shortcut(problem: TwoEchelonProblem, trips: list[LocalTrip]) -> Ints:
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


def _own(problem: TwoEchelonProblem, shortcut: Ints) -> Tasks:
    """Return the linehaul's own tasks without the orders that never leave their base."""
    tasks = problem.linehaul
    if not len(tasks):
        return tasks
    keep = np.array([not shortcut[rows].all() for rows in tasks.orders])
    return tasks.take(np.flatnonzero(keep))


def _tasks(rows: list[_Row]) -> Tasks:
    """Return lots as tasks."""

    def ints(values: list[int]) -> Ints:
        return np.array(values, dtype=np.int64)

    return Tasks(
        site=ints([row.site for row in rows]),
        is_delivery=np.array([row.is_delivery for row in rows], dtype=np.bool_),
        ready=ints([row.ready for row in rows]),
        due=ints([row.due for row in rows]),
        base=ints([-1] * len(rows)),
        pieces=ints([row.amounts[0] for row in rows]),
        weight=ints([row.amounts[1] for row in rows]),
        volume=ints([row.amounts[2] for row in rows]),
        classes=ints([row.classes for row in rows]),
        num_orders=ints([row.num_orders for row in rows]),
        urgency=np.array([row.urgency for row in rows], dtype=np.float64),
        orders=tuple(row.orders for row in rows),
    )
