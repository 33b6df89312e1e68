"""Cents as the integers that PyVRP counts in."""

from __future__ import annotations

from typing import Final

import numpy as np

from optimizer.domain import Floats
from optimizer.problems import RoutingProblem

SCALES: Final = tuple(10**power for power in range(8))
PRECISE: Final = 1e-6
"""Largest relative error of a rate or a cost."""

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
