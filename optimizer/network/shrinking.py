"""
A smaller graph with the same ways between the nodes that matter.

This is how contraction hierarchies begin [1]_, stopped where it would cost more than it
saves: a node with one neighbour is on no way between others, and one with two neighbours
is only passed, so that one arc in place of two keeps every distance. Dead ends and bends
are half of a road network, and each source that is searched from is spared them.

References
----------
.. [1] Geisberger, R., Sanders, P., Schultes, D., Delling, D. (2008). Contraction
   hierarchies: faster and simpler hierarchical routing in road networks. WEA 2008.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from scipy.sparse import csr_array

from optimizer.domain import Bools, Ints
from optimizer.network.edges import Floats

_MOST_ROUNDS: Final = 12
_WORTH: Final = 0.02
"""A round that removes a smaller share of the nodes is the last."""


def shrunk(arcs: Any, matters: Ints) -> tuple[Any, Ints]:
    """
    Return a graph without nodes that do not matter, and the new number of every node.

    Distances between the nodes that matter are those of ``arcs``, to the last bit where
    weights are whole numbers. A node that was removed has number -1.
    """
    num = arcs.shape[0]
    is_free = np.ones(num, dtype=bool)
    is_free[matters] = False
    tail = np.repeat(np.arange(num), np.diff(arcs.indptr))
    code, weight = tail * num + arcs.indices, arcs.data
    for _ in range(_MOST_ROUNDS):
        ends, degree = _neighbours(code, num)
        removed = _apart(ends, is_free & (degree > 0) & (degree <= 2), num)
        if np.count_nonzero(removed) < _WORTH * np.count_nonzero(degree):
            break
        code, weight = _without(code, weight, removed, _sides(ends, removed & (degree == 2)))
    used = np.zeros(num, dtype=bool)
    used[matters] = used[code // num] = used[code % num] = True
    number = np.where(used, np.cumsum(used) - 1, -1)
    size = int(np.count_nonzero(used))
    indptr = np.searchsorted(number[code // num], np.arange(size + 1)).astype(np.int32)
    heads = number[code % num].astype(np.int32)
    return csr_array((weight, heads, indptr), shape=(size, size)), number


def _neighbours(code: Ints, num: int) -> tuple[Ints, Ints]:
    """Return each pair of neighbours once, shape ``(pairs, 2)``, and how many each node has."""
    tail, head = code // num, code % num
    pairs = np.unique(np.minimum(tail, head) * num + np.maximum(tail, head))
    ends = np.column_stack([pairs // num, pairs % num])
    return ends, np.bincount(ends.ravel(), minlength=num)


def _apart(ends: Ints, candidates: Bools, num: int) -> Bools:
    """Return candidates of which no two are neighbours."""
    # Numbers run along roads: shuffled, every second node of a chain goes at once.
    rank = np.random.default_rng(0).permutation(num)
    both = ends[candidates[ends].all(axis=1)]
    chosen = candidates.copy()
    chosen[np.where(rank[both[:, 0]] > rank[both[:, 1]], both[:, 0], both[:, 1])] = False
    return chosen


def _sides(ends: Ints, passed: Bools) -> Ints:
    """Return nodes that are only passed between their two neighbours, shape ``(nodes, 3)``."""
    node = np.concatenate([ends[:, 0], ends[:, 1]])
    other = np.concatenate([ends[:, 1], ends[:, 0]])
    rows = np.flatnonzero(passed[node])
    rows = rows[np.argsort(node[rows], kind="stable")]
    return np.column_stack([node[rows[::2]], other[rows[::2]], other[rows[1::2]]])


def _without(code: Ints, weight: Floats, removed: Bools, sides: Ints) -> tuple[Ints, Floats]:
    """Return the arcs without the removed nodes, with arcs between the sides of passed ones."""
    num = len(removed)
    node, left, right = sides.T

    def over(first: Ints, second: Ints) -> Floats:
        """Return the weight from a node to a neighbour, infinite where it is one-way."""
        wanted = first * num + second
        at = np.minimum(np.searchsorted(code, wanted), len(code) - 1)
        return np.where(code[at] == wanted, weight[at], np.inf)

    keep = ~(removed[code // num] | removed[code % num])
    codes = np.concatenate([code[keep], left * num + right, right * num + left])
    weights = np.concatenate(
        [
            weight[keep],
            over(left, node) + over(node, right),
            over(right, node) + over(node, left),
        ]
    )
    order = np.lexsort((weights, codes))
    codes, weights = codes[order], weights[order]
    best = np.isfinite(weights)
    best[1:] &= codes[1:] != codes[:-1]
    return codes[best], weights[best]
