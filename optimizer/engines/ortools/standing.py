"""What holds in every solution: fixed trips are driven, and one of each group at most is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from optimizer.problems import Route, RoutingProblem, keeps_fixed

Trips = tuple[tuple[int, ...], ...]


def fixed_trips(problem: RoutingProblem) -> dict[int, Trips]:
    """Return the trips that stand by duty, empty ones left out."""
    fixed = {route.duty: tuple(trip for trip in route.trips if trip) for route in problem.fixed}
    return {duty: trips for duty, trips in fixed.items() if trips}


def share_drop_costs(problem: RoutingProblem) -> RoutingProblem:
    """Return the problem in which each of a group costs to drop what its dearest member does."""
    tasks = problem.tasks
    members = np.flatnonzero(tasks.group)
    if not len(members):
        return problem
    _, which = np.unique(tasks.group[members], return_inverse=True)
    dearest = np.zeros(int(which.max()) + 1)
    np.maximum.at(dearest, which, tasks.drop_cost[members])
    costs = tasks.drop_cost.copy()
    costs[members] = dearest[which]
    return replace(problem, tasks=replace(tasks, drop_cost=costs))


def set_standing(problem: RoutingProblem, routes: Iterable[Route]) -> tuple[Route, ...]:
    """
    Return the routes with the fixed trips first, and no task or alternative done twice.

    Where fixed trips do not stand already, the other trips of their duty follow behind them.
    """
    fixed, group = fixed_trips(problem), problem.tasks.group
    done = {task for trips in fixed.values() for trip in trips for task in trip}
    met = {int(group[task]) for task in done} - {0}
    table = dict.fromkeys(fixed, ()) | {route.duty: route.trips for route in routes}
    standing = []
    for duty, trips in sorted(table.items()):
        first = fixed.get(duty, ())
        rows = [list(trip) for trip in first]
        # Where they stand already, what follows in their trips stays there.
        skipped = len(first) if keeps_fixed(trips, first) else 0
        rows += [[] for _ in range(len(trips) - skipped)]
        for number, trip in enumerate(trips):
            row = rows[number + len(first) - skipped]
            for task in trip:
                alternatives = int(group[task])
                if task not in done and alternatives not in met:
                    row.append(task)
                    done.add(task)
                    met |= {alternatives} - {0}
        standing.append(Route(duty, tuple(tuple(row) for row in rows if row)))
    return tuple(standing)
