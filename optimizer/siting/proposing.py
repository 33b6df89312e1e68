"""
Proposes sets of bases to open, by the location model over an estimate of what routes cost.

The estimate is linear, routes are not: so the best set comes with others. Sets with one base
less and one more, and the best ones under other weights of the way and with some noise, none
of them twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from optimizer.domain import Floats, Ints
from optimizer.problems import RoutingProblem
from optimizer.siting.locating import LocationProblem, SolverLimits, locate

WEIGHTS = (0.7, 1.4, 0.5, 2.0)
"""What the way counts for in turn: routes share it between more customers, or fewer."""

NOISE = 0.15
"""Assignments are dearer or cheaper by up to this share in sets that are drawn."""

TREE = SolverLimits(nodes=2_000, gap=0.001)
"""Effort for one set; an estimate is not worth a closer look."""


@dataclass(frozen=True, slots=True)
class OpenSet:
    """Sites to open, ascending, and what the model estimates that it costs with them."""

    sites: tuple[int, ...]
    estimate: float


def location_of(problem: RoutingProblem, room: Ints) -> LocationProblem:
    """
    Return the location model of a routing problem whose bases cost to open.

    A task pays its share of a vehicle that drives straight to it and back, and its share of
    a truck that drives straight to the base.

    Parameters
    ----------
    problem
        ``base_day_cost`` is what opening costs.
    room
        What each base may hand out in all, in grams, shape ``(bases,)``.
    """
    tasks, duties = problem.tasks, problem.duties
    weight = tasks.weight.astype(np.float64)
    cost = np.full((problem.num_tasks, len(problem.bases)), np.inf)
    for base, site in enumerate(problem.bases):
        rows = np.flatnonzero(duties.base == base)
        if not len(rows):
            continue
        row = rows[int(np.argmax(duties.weight[rows]))]
        way = problem.distance[duties.profile[row]]
        both = way[site, tasks.site] + way[tasks.site, site]
        there = both * duties.metre_cost[row] + duties.cost[row]
        cost[:, base] = there * weight / float(duties.weight[row]) + tasks.price[:, base]
        cost[:, base] += _truck_share(problem, base) * weight
    return LocationProblem(
        cost=cost,
        opening=problem.base_day_cost.astype(np.float64),
        room=room.astype(np.float64),
        demand=weight,
    )


def _truck_share(problem: RoutingProblem, base: int) -> float:
    """Return what a gram costs on a full truck straight to a base, nothing where none comes."""
    supply = problem.supply
    if supply is None or supply.station[base] < 0:
        return 0.0
    return float(supply.tour_cost[1 << int(supply.station[base])]) / supply.capacity


def propose(problem: LocationProblem, count: int, seed: int) -> list[OpenSet]:
    """
    Return at most ``count`` different sets, the cheapest by the unchanged model first.

    The model as it is, with one site less and one more, under other weights of the way, and
    with noise; what has come out once is barred.
    """
    found: list[OpenSet] = []
    for variant in islice(_variants(problem, found, seed), 2 * count):
        if len(found) >= count:
            break
        location = locate(variant, TREE, barred=[each.sites for each in found])
        if location is not None:
            total = estimated(problem, location.share, location.sites)
            found.append(OpenSet(location.sites, total))
    return sorted(found, key=lambda each: each.estimate)


def estimated(problem: LocationProblem, share: Floats, sites: tuple[int, ...]) -> float:
    """Return what the model says that a choice costs."""
    used = share > 0.0
    return float((problem.cost[used] * share[used]).sum() + problem.opening[list(sites)].sum())


def _variants(
    problem: LocationProblem, found: list[OpenSet], seed: int
) -> Iterator[LocationProblem]:
    """Yield models, the later ones after what the first one gave."""
    random = np.random.default_rng(seed)
    yield problem
    if found:
        count = len(found[0].sites)
        for number in (count - 1, count + 1):
            if max(problem.least, 1) <= number <= (problem.most or len(problem.opening)):
                yield replace(problem, least=number, most=number)
    for weight in WEIGHTS:
        yield replace(problem, cost=problem.cost * weight)
    while True:
        noise = 1.0 + NOISE * random.uniform(-1.0, 1.0, problem.cost.shape)
        weight = random.choice(WEIGHTS)
        yield replace(problem, cost=problem.cost * noise * weight)
