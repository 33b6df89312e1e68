"""
Keeps a base from handing out more than it has, whatever engine routes.

Engines know what a vehicle holds, not what a base does. So the room of a base is shared out
among its vehicles: each may take at most so much that all of them together cannot take too
much. A few ways to share are tried, and from routes that stand a way is made that fits them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields, replace

import numpy as np

from optimizer.domain import Ints
from optimizer.problems import Route, RoutingProblem, Solution


@dataclass(frozen=True)
class Roomy:
    """
    A problem whose duties share the room of their bases.

    ``duties[k]`` is the duty of the whole problem that row *k* of this one stands for.
    """

    problem: RoutingProblem
    duties: Ints

    def widened(self, solution: Solution) -> Solution:
        """Return a solution of this problem as one of the whole problem."""
        routes = tuple(
            Route(int(self.duties[route.duty]), route.trips) for route in solution.routes
        )
        return replace(solution, routes=routes)

    def narrowed(self, solution: Solution) -> Solution:
        """Return what fits of a solution of the whole problem, the largest routes first."""
        mine, weight = self.problem.duties, self.problem.tasks.weight
        homes = dict(zip(self.duties.tolist(), mine.base.tolist(), strict=True))
        free = {
            int(base): sorted(np.flatnonzero(mine.base == base), key=lambda k: -mine.weight[k])
            for base in np.unique(mine.base)
        }
        routes = []
        for route in sorted(solution.routes, key=lambda each: -loaded(weight, each)):
            rows = free.get(homes.get(route.duty, -1), [])
            fits = [row for row in rows if mine.weight[row] >= loaded(weight, route)]
            if fits:
                rows.remove(fits[-1])
                routes.append(Route(int(fits[-1]), route.trips))
        return Solution(tuple(routes), solution.cost)


def loaded(weight: Ints, route: Route) -> int:
    """Return what a route takes out."""
    return sum(int(weight[task]) for trip in route.trips for task in trip)


def filled(problem: RoutingProblem, room: Ints, sites: Collection[int] | None = None) -> Roomy:
    """
    Return the problem with room for full vehicles, and one that takes the rest of it.

    ``room``, shape ``(bases,)``, in grams; ``sites`` are the bases that may be used, all by
    default.
    """
    most = np.array(problem.duties.weight)
    for base in range(len(problem.bases)):
        rows = np.flatnonzero(problem.duties.base == base)
        left = int(room[base]) if sites is None or base in sites else 0
        for row in rows:
            most[row] = max(min(int(most[row]), left), 0)
            left -= int(most[row])
    return _kept(problem, most)


def evened(problem: RoutingProblem, room: Ints, solution: Solution) -> Roomy:
    """
    Return the problem with the room shared out so that routes that stand keep theirs.

    What a base has left goes to its routes in equal parts, and what no vehicle can hold to
    another one. Bases without routes are shared out as by `filled`.
    """
    plain = filled(problem, room)
    most = np.zeros(problem.num_duties, dtype=np.int64)
    most[plain.duties] = plain.problem.duties.weight
    weight = problem.tasks.weight
    for base in {int(problem.duties.base[route.duty]) for route in solution.routes}:
        rows = np.flatnonzero(problem.duties.base == base)
        if int(problem.duties.weight[rows].sum()) <= int(room[base]):
            continue
        loads = np.zeros(problem.num_duties, dtype=np.int64)
        for route in solution.routes:
            loads[route.duty] += loaded(weight, route)
        most[rows] = _shared(loads[rows], problem.duties.weight[rows], int(room[base]))
    return _kept(problem, most)


def _shared(loads: Ints, holds: Ints, room: int) -> Ints:
    """
    Return what each vehicle may take: its load and an equal part of what is left.

    Examples
    --------
    >>> _shared(np.array([120, 110, 0]), np.array([150, 150, 150]), 350)
    array([150, 150,  50])
    >>> _shared(np.array([120, 110, 0]), np.array([150, 150, 150]), 250)
    array([130, 120,   0])
    """
    most = loads.copy()
    for idle in (False, True):
        rows = np.flatnonzero((loads == 0) == idle)
        for position, row in enumerate(rows[np.argsort(holds[rows] - most[rows], kind="stable")]):
            left = max(room - int(most.sum()), 0)
            part = left if idle else -(-left // (len(rows) - position))
            most[row] += min(part, int(holds[row] - most[row]))
    return most


def _kept(problem: RoutingProblem, most: Ints) -> Roomy:
    """Return the problem with these weights, without the duties that may take nothing."""
    rows = np.flatnonzero(most > 0)
    old = problem.duties
    columns = {each.name: getattr(old, each.name)[rows] for each in fields(old)}
    kinds = np.stack([old.twin[rows], old.base[rows], most[rows]], axis=1)
    twin = np.unique(kinds, axis=0, return_inverse=True)[1].ravel().astype(np.int64)
    duties = replace(old, **(columns | {"weight": most[rows], "twin": twin}))
    return Roomy(replace(problem, duties=duties), rows)
