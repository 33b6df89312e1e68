"""
Which duties are searched together: few enough for OR-Tools to be quick about them.

A large problem is improved part by part [1]_: some duties that work near each other, in
place and time, with idle ones beside them and what nobody serves.

References
----------
.. [1] Taillard, É. D., & Voss, S. (2002). POPMUSIC: partial optimization metaheuristic under
   special intensification conditions. In Essays and Surveys in Metaheuristics. Springer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.domain import NO_WAY, Ints
from optimizer.problems import Route, RoutingProblem, Solution
from optimizer.units import HOUR

MOST_TASKS = 120
"""Tasks of a group."""

MOST_DUTIES = 4
"""Duties at work of a group; half as many idle ones join them."""

FIRST_DUTIES, FIRST_TASKS = 6, 160
"""Duties that are filled together when there is nothing yet, and tasks for them."""


@dataclass(frozen=True)
class Group:
    """Duties, their routes, and dropped tasks that they might serve."""

    duties: Ints
    routes: tuple[Route, ...]
    dropped: Ints


def first_groups(problem: RoutingProblem) -> list[Ints]:
    """Return the duties in the order in which they begin, neighbours together."""
    duties = problem.duties
    order = np.lexsort((duties.base, duties.paid_until, duties.day))
    shifts = np.stack([duties.day, duties.paid_until])[:, order]
    parts = np.split(order, np.flatnonzero((np.diff(shifts) != 0).any(axis=0)) + 1)
    return [part[k : k + FIRST_DUTIES] for part in parts for k in range(0, len(part), FIRST_DUTIES)]


def group_of(
    problem: RoutingProblem, solution: Solution, duties: Ints, most: int = MOST_TASKS
) -> Group:
    """Return these duties with what they do and what they might do, at ``most`` so many tasks."""
    own = set(duties.tolist())
    routes = tuple(route for route in solution.routes if route.duty in own)
    bases = np.unique(problem.duties.base[duties])
    dropped = solution.dropped(problem.num_tasks)
    tasks = problem.tasks
    others = [trip for r in solution.routes if r.duty not in own for trip in r.trips]
    elsewhere = tasks.group[[task for trip in others for task in trip]]
    dropped = dropped[~np.isin(tasks.group[dropped], elsewhere[elsewhere > 0])]
    usable = (tasks.release[dropped][:, bases] <= problem.duties.end[duties].max()).any(axis=1)
    usable &= tasks.earliest[dropped] <= problem.duties.end[duties].max()
    dropped = dropped[usable]
    room = max(most - sum(len(trip) for route in routes for trip in route.trips), 0)
    order = np.lexsort((-tasks.drop_cost[dropped], _detours(problem, dropped, bases)))
    return Group(duties, routes, np.sort(dropped[order[:room]]))


def _detours(problem: RoutingProblem, tasks: Ints, bases: Ints) -> Ints:
    """Return how many half hours the tasks are farther from these bases than from any."""
    ways = problem.duration.min(axis=0)[np.ix_(problem.bases, problem.tasks.site[tasks])]
    return (ways[bases].min(axis=0) - ways.min(axis=0)) // (HOUR // 2)


def related_group(
    problem: RoutingProblem, solution: Solution, random: np.random.Generator
) -> Group:
    """Return a duty at work, drawn at random, with those that are most like it."""
    used = np.array([route.duty for route in solution.routes], dtype=np.int64)
    if not len(used):
        drawn = random.permutation(problem.num_duties)[:MOST_DUTIES]
        return group_of(problem, solution, np.sort(drawn))
    apart = _distances(problem, solution)
    seed = int(random.integers(len(used)))
    near = used[np.argsort(apart[seed], kind="stable")]
    sizes = {route.duty: sum(len(trip) for trip in route.trips) for route in solution.routes}
    taken = near[np.cumsum([sizes[duty] for duty in near.tolist()]) <= MOST_TASKS][:MOST_DUTIES]
    chosen = taken if len(taken) else near[:1]
    idle = np.setdiff1d(np.arange(problem.num_duties), used)
    strange = np.abs(problem.duties.start[idle] - problem.duties.start[used[seed]])
    strange += np.where(np.isin(problem.duties.base[idle], problem.duties.base[chosen]), 0, 7200)
    strange = strange + random.integers(0, 7200, len(idle))
    joining = idle[np.argsort(strange, kind="stable")][: MOST_DUTIES // 2]
    return group_of(problem, solution, np.sort(np.concatenate([chosen, joining])))


def _distances(problem: RoutingProblem, solution: Solution) -> Ints:
    """Return how unlike the routes are: the way between their sites, and between their shifts."""
    count = len(solution.routes)
    sites = [
        np.unique(problem.tasks.site[[task for trip in route.trips for task in trip]])
        for route in solution.routes
    ]
    starts = problem.duties.start[[route.duty for route in solution.routes]]
    apart = np.zeros((count, count))
    ways = np.minimum(problem.duration.min(axis=0), NO_WAY)
    for one in range(count):
        for other in range(count):
            apart[one, other] = ways[np.ix_(sites[one], sites[other])].min(axis=1).mean()
    return apart + np.abs(starts[:, None] - starts[None, :]) / 10
