"""What routes cost all together, for all engines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from optimizer.domain import Bools, Ints
from optimizer.problems.evaluator import INFEASIBLE, duty_costs
from optimizer.problems.flat import flatten
from optimizer.problems.routing import RoutingProblem, TaskArrays
from optimizer.problems.trucks import NOWHERE, trucks_cost

TOUR_UNITS = 100
"""Tours are priced in hundredths of a cent, as the search prices them."""


def evaluate(problem: RoutingProblem, routes: Mapping[int, Sequence[Sequence[int]]]) -> float:
    """
    Return the cost in cents of routes given as trips by duty, dropped tasks included.

    ``INFEASIBLE`` where any rule breaks, or a route names what is not there; ``breaks`` says
    which. Trucks of a supply are the cheapest that bring what the routes ask for.
    """
    kept = {duty: [list(trip) for trip in trips if len(trip)] for duty, trips in routes.items()}
    kept = {duty: trips for duty, trips in kept.items() if trips}
    sequence = np.array([k for trips in kept.values() for t in trips for k in t], dtype=np.int64)
    duties = np.array(list(kept), dtype=np.int64)
    if not _are_numbers(sequence, problem.num_tasks) or not _are_numbers(
        duties, problem.num_duties
    ):
        return INFEASIBLE
    served = np.zeros(problem.num_tasks, dtype=np.bool_)
    served[sequence] = True
    groups = problem.tasks.group[sequence]
    groups = groups[groups > 0]
    if served.sum() < len(sequence) or len(np.unique(groups)) < len(groups):
        return INFEASIBLE
    if not all(keeps_fixed(kept.get(route.duty, ()), route.trips) for route in problem.fixed):
        return INFEASIBLE
    sizes = np.zeros((len(kept), max(map(len, kept.values()), default=0)), dtype=np.int64)
    for row, trips in zip(sizes, kept.values(), strict=True):
        row[: len(trips)] = [len(trip) for trip in trips]
    costs = duty_costs(flatten(problem), duties, sizes, sequence)
    if (costs >= INFEASIBLE).any():
        return INFEASIBLE
    total = float(costs.sum()) + dropped_cost(problem.tasks, served)
    used = zip(problem.duties.base[duties], problem.duties.day[duties], strict=True)
    total += sum(float(problem.base_day_cost[base]) for base, _ in set(used))
    return min(total + supply_cost(problem, kept), INFEASIBLE)


def supply_cost(problem: RoutingProblem, routes: Mapping[int, Sequence[Sequence[int]]]) -> float:
    """
    Return what the trucks cost in cents that bring what routes ask for, 0 without a supply.

    ``INFEASIBLE`` where there are too few, or more duties at work than may be.
    """
    supply, tasks = problem.supply, problem.tasks
    if supply is None:
        return 0.0
    if len(routes) > supply.most_duties:
        return INFEASIBLE
    asked = np.zeros((2, supply.num_stations), dtype=np.int64)
    for duty, trips in routes.items():
        station = supply.station[problem.duties.base[duty]]
        served = np.array([task for trip in trips for task in trip], dtype=np.int64)
        if station >= 0:
            down, weight = tasks.is_delivery[served], tasks.weight[served]
            asked[0, station] += weight[down].sum()
            asked[1, station] += weight[~down].sum() + tasks.pickup_weight[served].sum()
    tours = np.rint(supply.tour_cost * TOUR_UNITS).astype(np.int64)
    cost = trucks_cost(tours, supply.capacity, supply.trucks, asked.max(axis=0), 0)
    return INFEASIBLE if cost >= NOWHERE else cost / TOUR_UNITS


def _are_numbers(values: Ints, count: int) -> bool:
    """Return whether these are numbers of things of which there are so many."""
    return bool(((values >= 0) & (values < count)).all())


def dropped_cost(tasks: TaskArrays, served: Bools) -> float:
    """
    Return what the tasks cost in cents that are not served; ``served`` has shape ``(tasks,)``.

    A group none of which is served costs what its dearest member does, once.
    """
    alone = tasks.group == 0
    total = float(tasks.drop_cost[alone & ~served].sum())
    if alone.all():
        return total
    members = np.flatnonzero(~alone)
    numbers, which = np.unique(tasks.group[members], return_inverse=True)
    dearest, done = np.zeros(len(numbers)), np.zeros(len(numbers), dtype=np.bool_)
    np.maximum.at(dearest, which, tasks.drop_cost[members])
    done[which[served[members]]] = True
    return total + float(dearest[~done].sum())


def keeps_fixed(trips: Sequence[Sequence[int]], fixed: Sequence[Sequence[int]]) -> bool:
    """
    Return whether a duty's first trips begin with its fixed ones.

    Examples
    --------
    >>> keeps_fixed([[4, 7, 1], [2]], fixed=[[4, 7]])
    True
    >>> keeps_fixed([[2], [4, 7]], fixed=[[4, 7]])
    False
    """
    standing = [tuple(trip) for trip in fixed if len(trip)]
    return len(trips) >= len(standing) and all(
        tuple(trip[: len(first)]) == first for trip, first in zip(trips, standing, strict=False)
    )
