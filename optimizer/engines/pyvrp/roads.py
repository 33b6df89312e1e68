"""
Matrices between bases and clients, one profile for the types that may visit the same.

What a type may not visit is far away on its profile: PyVRP's own trick for sites that only
some vehicles may visit.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from optimizer.domain import NO_WAY, Bools, Ints
from optimizer.engines.pyvrp.copies import Copies
from optimizer.engines.pyvrp.kinds import Kinds
from optimizer.engines.pyvrp.rules import shares_stops
from optimizer.problems import RoutingProblem

FURTHER = 1_000
"""How many times further than the longest way is what may not be visited."""

FURTHEST = 2**40


class Roads(NamedTuple):
    """Matrices by profile, and the profile of each kind of duty, shape ``(kinds,)``."""

    distance: list[Ints]
    duration: list[Ints]
    profile: Ints


def road_matrices(problem: RoutingProblem, copies: Copies, kinds: Kinds, allowed: Bools) -> Roads:
    """Return metres and seconds from place to place: the bases first, then the clients."""
    num_bases = len(problem.bases)
    sites = np.concatenate([problem.bases, problem.tasks.site[copies.task]])
    stops = np.concatenate([np.zeros(num_bases, dtype=np.int64), stops_on_the_way(problem, copies)])
    known: dict[tuple[int, bytes], int] = {}
    distances: list[Ints] = []
    durations: list[Ints] = []
    profiles: list[int] = []
    for kind, duty in enumerate(kinds.first.tolist()):
        road = int(problem.duties.profile[duty])
        key = road, allowed[kind].tobytes()
        if key not in known:
            known[key] = len(distances)
            metres = problem.distance[road][np.ix_(sites, sites)].copy()
            seconds = problem.duration[road][np.ix_(sites, sites)].copy()
            barred = np.concatenate([np.zeros(num_bases, dtype=np.bool_), ~allowed[kind]])
            closed = (seconds >= NO_WAY) | barred[:, None] | barred[None, :]
            seconds += np.where(sites[:, None] != sites[None, :], stops[None, :], 0)
            np.fill_diagonal(closed, val=False)
            far_metres, far_seconds = _far(problem, metres, seconds, closed)
            metres[closed], seconds[closed] = far_metres, far_seconds
            np.fill_diagonal(metres, 0)
            np.fill_diagonal(seconds, 0)
            distances.append(metres)
            durations.append(seconds)
        profiles.append(known[key])
    return Roads(distances, durations, np.array(profiles, dtype=np.int64))


def _far(problem: RoutingProblem, metres: Ints, seconds: Ints, closed: Bools) -> tuple[int, int]:
    """Return metres that no saving is worth, and seconds that no duty has, if it ends at all."""
    duties = problem.duties
    longest = int(metres[~closed].max(initial=1))
    per_metre = float(duties.metre_cost[duties.metre_cost > 0].min(initial=np.inf))
    worth = int(float(duties.cost.max()) / per_metre) if per_metre < np.inf else 0
    lasts = int((duties.end - duties.start).max())
    if lasts >= NO_WAY // 2:
        lasts = FURTHER * int(seconds[~closed].max(initial=1))
    return min(FURTHER * (longest + worth), FURTHEST), lasts + 1


def stops_on_the_way(problem: RoutingProblem, copies: Copies) -> Ints:
    """
    Return the time of stopping that passes on the way into each client, shape ``(clients,)``.

    What shares its stop with others stops once: on the way there, and not between them.
    """
    tasks = problem.tasks
    shared = (shares_stops(problem) & (tasks.pieces > 0))[copies.task]
    return np.where(shared, problem.stop_time[tasks.site[copies.task]], 0)
