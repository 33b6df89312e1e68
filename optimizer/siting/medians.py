"""
p-median, exactly: open just so many sites that the customers' costs together are smallest.

The whole model is too large to be solved as it is. Swaps find a good answer, multipliers a
bound, and both together prove of most sites and assignments that no better answer has them;
what is left is a small model, which is solved to the end [1]_.

References
----------
.. [1] Beasley, J. E. (1993). Lagrangean heuristics for location problems. European Journal of
   Operational Research, 65(3), 383-399.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.domain import Bools, Floats, Ints
from optimizer.errors import EngineError
from optimizer.siting.locating import (
    TINY,
    Location,
    LocationProblem,
    SolverLimits,
    locate,
    nearest,
)

STEPS = 1_500
"""Steps of the multipliers, at most."""

PATIENCE = 25
"""Steps without a better bound after which the next ones are half as long."""

SHORTEST = 1e-4
"""Where a step is so short, as a share of the first, the bound is as good as it gets."""


def choose_medians(cost: Floats, count: int, limits: SolverLimits | None = None) -> Location:
    """
    Return the cheapest choice of ``count`` sites.

    Parameters
    ----------
    cost
        Of serving a customer from a site, shape ``(customers, sites)``, finite.
    count
        How many sites to open.
    limits
        For the model of what is left; without them the answer is proven.

    Raises
    ------
    ValueError
        When there are not so many sites, or a cost is not finite.

    Examples
    --------
    >>> line = np.abs(np.subtract.outer(np.arange(5.0), np.arange(5.0)))
    >>> found = choose_medians(line, 2)
    >>> found.cost, found.is_proven
    (3.0, True)
    """
    if not 1 <= count <= cost.shape[1]:
        raise ValueError(f"{count} sites of {cost.shape[1]} cannot be chosen")
    if not np.isfinite(cost).all():
        raise ValueError("every cost must be finite; give what cannot be a large one")
    chosen, found = swapped(cost, count)
    bound = _multiplied(cost, count, (chosen, found))
    chosen, found = bound.chosen, bound.found
    # Where all costs are whole, a better answer is better by one.
    least = 1.0 if (cost == np.rint(cost)).all() else TINY * max(1.0, found)
    if bound.value > found - least + TINY:
        return _location(cost, chosen, found)
    try:
        better = _left(cost, count, bound, found - least, limits)
    except EngineError:  # Nothing better within the limits, and no proof that there is none.
        return _location(cost, chosen, bound.value)
    if better is None or better.cost >= found:
        proven = found if better is None else min(better.bound, found)
        return _location(cost, chosen, proven)
    return better


def swapped(cost: Floats, count: int) -> tuple[Ints, float]:
    """
    Return sites that no swap of two makes cheaper, and their cost [1]_.

    References
    ----------
    .. [1] Whitaker, R. A. (1983). A fast algorithm for the greedy interchange for large-scale
       clustering and median location problems. INFOR, 21(2), 95-108.
    """
    chosen = _greedy(cost, count)
    while True:
        at = cost[:, chosen]
        order = np.argsort(at, axis=1, kind="stable")
        rows = np.arange(len(cost))
        first, here = at[rows, order[:, 0]], order[:, 0]
        second = at[rows, order[:, 1]] if count > 1 else np.full(len(cost), np.inf)
        with_new = np.minimum(cost, first[:, None])
        without = np.minimum(cost, second[:, None]) - with_new
        member = np.zeros((count, len(cost)))
        member[here, rows] = 1.0
        total = with_new.sum(axis=0)[None, :] + member @ without
        out, new = np.unravel_index(int(np.argmin(total)), total.shape)
        if total[out, new] >= first.sum() - TINY:
            return np.sort(chosen), float(first.sum())
        chosen[out] = new


def _greedy(cost: Floats, count: int) -> Ints:
    """Return sites, each the best to add to those before it."""
    reached = cost.max(axis=1)
    chosen: list[int] = []
    for _ in range(count):
        totals = np.minimum(cost, reached[:, None]).sum(axis=0)
        totals[chosen] = np.inf
        chosen.append(int(np.argmin(totals)))
        reached = np.minimum(reached, cost[:, chosen[-1]])
    return np.array(chosen, dtype=np.int64)


@dataclass(frozen=True)
class _Bound:
    """
    What the multipliers prove: no answer costs less than ``value``.

    ``saved``, shape ``(sites,)``, is what opening a site adds (negative) at the multipliers
    ``worth`` of the customers; ``chosen`` and ``found``, the best answer met on the way.
    """

    value: float
    worth: Floats
    saved: Floats
    chosen: Ints
    found: float


def _multiplied(cost: Floats, count: int, known: tuple[Ints, float]) -> _Bound:
    """Raise the bound by subgradient steps towards the best answer known."""
    worth = np.partition(cost, min(1, cost.shape[1] - 1), axis=1)[:, min(1, cost.shape[1] - 1)]
    best = _Bound(-np.inf, worth, np.zeros(cost.shape[1]), *known)
    length, waited = 1.0, 0
    for _ in range(STEPS):
        saved = np.minimum(cost - worth[:, None], 0.0).sum(axis=0)
        opened = np.argpartition(saved, count - 1)[:count]
        value = float(worth.sum() + saved[opened].sum())
        if value > best.value + TINY:
            chosen, found = best.chosen, best.found
            reached = float(cost[:, opened].min(axis=1).sum())
            if reached < found:
                chosen, found = np.sort(opened), reached
            best, waited = _Bound(value, worth, saved, chosen, found), 0
        else:
            waited += 1
            if waited >= PATIENCE:
                length, waited, worth = length / 2, 0, best.worth
                if length < SHORTEST:
                    break
                continue
        wrong = 1.0 - (cost[:, opened] < worth[:, None]).sum(axis=1)
        if not wrong.any() or best.value >= best.found - TINY:
            break
        worth = worth + length * (1.05 * best.found - value) / float(wrong @ wrong) * wrong
    return best


def _left(
    cost: Floats, count: int, bound: _Bound, below: float, limits: SolverLimits | None
) -> Location | None:
    """Solve what may still hold an answer of at most ``below``; None where there is none."""
    order = np.sort(bound.saved)
    last = order[count - 1]
    following = order[count] if count < len(order) else np.inf
    # Opening a site that the bound leaves closed costs the difference to the last open one.
    dearer = np.maximum(bound.saved - last, 0.0)
    kept = np.flatnonzero(bound.value + dearer <= below + TINY)
    forced = np.flatnonzero(bound.value + np.maximum(following - bound.saved, 0.0) > below + TINY)
    if len(kept) < count:
        return None
    extra = np.maximum(cost[:, kept] - bound.worth[:, None], 0.0) + dearer[kept]
    possible: Bools = bound.value + extra <= below + TINY
    if len(forced):
        possible &= cost[:, kept] <= cost[:, forced].min(axis=1)[:, None]
    if not possible.any(axis=1).all():
        return None
    problem = LocationProblem(
        cost=np.where(possible, cost[:, kept], np.inf),
        opening=np.zeros(len(kept)),
        room=np.full(len(kept), np.inf),
        demand=np.ones(len(cost)),
        least=count,
        most=count,
        always=frozenset(np.flatnonzero(np.isin(kept, forced)).tolist()),
    )
    found = locate(problem, limits)
    return None if found is None else _location(cost, kept[list(found.sites)], found.bound)


def _location(cost: Floats, chosen: Ints, bound: float) -> Location:
    """Return sites as an answer, everybody served from the nearest."""
    sites = tuple(sorted(int(site) for site in chosen))
    share = np.zeros(cost.shape)
    rows = np.arange(len(cost))
    share[rows, nearest(cost, sites)] = 1.0
    total = float((cost * share).sum())
    return Location(sites, share, total, min(bound, total))
