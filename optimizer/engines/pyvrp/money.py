"""Cents as the integers that PyVRP counts in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from optimizer.domain import Floats
from optimizer.engines.pyvrp.copies import Copies
from optimizer.problems import RoutingProblem

SCALES: Final = tuple(10**power for power in range(8))
PRECISE: Final = 1e-6
"""Largest relative error of a rate or a cost."""

PENALTY: Final = 100_000.0
"""PyVRP's own largest penalty of a second or a unit of load too much."""

WAYS: Final = 200.0
"""How many ways the load of a task costs, at the most, where it is too much."""

PRIZES: Final = 4.0
"""How many times the dearest prize the load of a task costs, at the most, likewise."""

MOST: Final = 2**60
"""What all costs together stay below."""


def scale_of(problem: RoutingProblem, prizes: Floats) -> int:
    """
    Return how many units make a cent: as few as state every cost precisely.

    Whole costs are left as they are, so that PyVRP sees them as a person would give them.
    """
    duties = problem.duties
    largest = float(prizes.sum()) + float(duties.cost.sum())
    largest += float(duties.metre_cost.max()) * float(_longest(problem))
    rates = np.concatenate([duties.metre_cost, duties.second_cost, duties.cost, prizes])
    rates = np.unique(rates[rates > 0])
    for scale in SCALES:
        if largest * scale * 10 > MOST:
            return max(scale // 10, 1)
        if (np.abs(np.round(rates * scale) - rates * scale) <= PRECISE * rates * scale).all():
            return scale
    return SCALES[-1]


def _longest(problem: RoutingProblem) -> int:
    """Return the length of the longest way that can be driven, once for every task."""
    ways = problem.distance[problem.duration < 10**9]
    return int(ways.max(initial=0)) * (problem.num_tasks + 1)


def units(amount: float, scale: int) -> int:
    """
    Return an amount in cents as units.

    Examples
    --------
    >>> units(0.55, scale=100)
    55
    """
    return round(amount * scale)


def most_penalty(
    problem: RoutingProblem, copies: Copies, prizes: Floats, scale: int, names: Sequence[str]
) -> float:
    """
    Return the largest penalty of a unit that is too much: PyVRP's own, unless it is no threat.

    PyVRP begins with half of it whatever things cost, and changes it slowly: where units of
    money are small beside those of load, or prizes are high, it would leave most of its work
    too heavy.
    """
    tasks, duties = problem.tasks, problem.duties
    sites = tasks.site[copies.task]
    metres = problem.distance[duties.profile[0]][np.ix_(sites, sites)]
    way = float(np.median(metres)) * float(np.median(duties.metre_cost)) * scale
    loads = [np.maximum(getattr(tasks, n), getattr(tasks, f"pickup_{n}")) for n in names]
    typical = min((float(load.mean()) for load in loads), default=np.inf)
    typical = min(typical, float(np.median(problem.duration[duties.profile[0]])) or np.inf)
    dearest = PRIZES * float(prizes.max(initial=0.0)) * scale
    wanted = max(WAYS * way, dearest) / max(typical, 1.0)
    amounts = [float(load.sum()) for load in loads]
    if problem.duration.any():
        amounts.append(float((duties.end - duties.start).max()) * len(copies))
    return min(max(PENALTY, wanted), max(PENALTY, MOST / max([1.0, *amounts])))
