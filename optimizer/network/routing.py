"""
The roads of one profile with the sites on them, for Dijkstra's algorithm.

One weight carries time and length, ``milliseconds * 2**24 + decimetres``, so that one bare
call of scipy finds the quickest path, the shortest of equally quick ones, and the length
of that very path. Sums of such weights are whole numbers and exact in a float up to
``2**53``: paths up to 149 hours and 1,677 km.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, dijkstra

from optimizer.domain import Bools, Ints
from optimizer.network.edges import Floats
from optimizer.network.segments import Segments
from optimizer.network.slowdowns import Slowdowns, no_slowdowns
from optimizer.network.snapping import Snaps
from optimizer.network.splitting import Split, split

LENGTH_BITS: Final = 24


@dataclass(frozen=True, eq=False)
class RoutingGraph:
    """
    Nodes and arcs that one profile drives, with the sites as nodes of their own.

    ``arcs`` is a sparse matrix of weights in CSR form; for each of its entries ``segment``
    is what it drives, from fraction ``begin`` to fraction ``end`` of it (backwards where
    ``end < begin``). ``site_node`` is the node of every site. ``longest`` is the largest
    length per time of an arc, in decimetres per millisecond.
    """

    arcs: Any
    segment: Ints
    begin: Floats
    end: Floats
    site_node: Ints
    longest: float

    def predecessors(self, site: int) -> Ints:
        """Return for every node the node before it on the way from a site, shape ``(nodes,)``."""
        found = dijkstra(self.arcs, indices=self.site_node[site], return_predecessors=True)
        before: Ints = found[1]
        return before

    def way(self, origin: int, destination: int, before: Ints) -> list[int] | None:
        """Return the entries of ``arcs`` from site to site, None where there is no way."""
        arcs: list[int] = []
        node = int(self.site_node[destination])
        while (previous := int(before[node])) >= 0:
            first, past = self.arcs.indptr[previous : previous + 2]
            arcs.append(int(first + np.searchsorted(self.arcs.indices[first:past], node)))
            node = previous
        return arcs[::-1] if node == self.site_node[origin] else None

    def there_and_back(self, site: int) -> Bools:
        """Return which sites can be reached from a site and reach it, shape ``(sites,)``."""
        found = np.ones(len(self.site_node), dtype=bool)
        for arcs in (self.arcs, self.arcs.T.tocsr()):
            seen = np.zeros(arcs.shape[0], dtype=bool)
            seen[breadth_first_order(arcs, self.site_node[site], return_predecessors=False)] = True
            found &= seen[self.site_node]
        return found


def routing_graph(
    segments: Segments, snaps: Snaps, speeds: Floats, slowdowns: Slowdowns | None = None
) -> RoutingGraph:
    """
    Return the graph of one profile, its segments split where sites meet them.

    ``speeds`` are in km/h from tail to head and back, shape ``(segments, 2)``, zero where
    closed; what a slowdown closes is left out.
    """
    slow = slowdowns or no_slowdowns()
    is_open = speeds > 0
    is_open[:, 1] &= segments.two_way
    # No arc is free: scipy reads weight zero as no arc at all.
    length = segments.length[:, None]
    time = np.zeros(speeds.shape, dtype=np.int64)
    np.maximum(1, milliseconds(length, np.where(is_open, speeds, np.inf)), out=time, where=is_open)

    at, fraction = slow.cuts
    cut = split(
        segments,
        np.concatenate([snaps.segment, at]),
        np.concatenate([snaps.fraction, fraction]),
        time,
    )
    arcs, spans = _best_arcs(*_arcs(segments, cut, time, is_open, slow), cut.num_nodes)
    num = cut.num_nodes
    indptr = np.searchsorted(arcs[:, 0], np.arange(num + 1)).astype(np.int32)
    matrix = csr_array(
        (arcs[:, 2].astype(np.float64), arcs[:, 1].astype(np.int32), indptr), shape=(num, num)
    )
    used = is_open.any(axis=1)
    shortest = np.where(is_open, time, np.iinfo(np.int64).max).min(axis=1)
    return RoutingGraph(
        arcs=matrix,
        segment=arcs[:, 3],
        begin=spans[:, 0],
        end=spans[:, 1],
        site_node=cut.node[: len(snaps.segment)],
        longest=float((segments.length[used] / shortest[used]).max(initial=0.0)),
    )


def milliseconds(length: Ints, speed: Floats | float) -> Ints:
    """Return the time for decimetres at km/h."""
    time: Ints = np.rint(length * 360.0 / speed).astype(np.int64)
    return time


def _arcs(
    segments: Segments, cut: Split, time: Ints, is_open: Bools, slow: Slowdowns
) -> tuple[Ints, Floats]:
    """Return tail, head, weight and segment of all arcs, and their fractions."""
    # Whole segments stay beside their pieces, but not where only a part of one is slow.
    partly = np.isin(np.arange(len(segments)), slow.cuts[0])
    whole = np.flatnonzero(is_open.any(axis=1) & ~partly)
    ends = np.column_stack([segments.tail, segments.head, np.arange(len(segments))])
    rows = np.concatenate([ends[whole], cut.pieces])
    spans = np.concatenate([np.tile([0.0, 1.0], (len(whole), 1)), cut.spans])
    length = np.concatenate([segments.length[whole], cut.length])
    times = np.concatenate([time[whole], cut.time])
    factor = slow.factors(rows[:, 2], spans[:, 0], spans[:, 1])

    arcs, reaches = [], []
    for way, (tail, head) in enumerate(((0, 1), (1, 0))):
        kept = np.flatnonzero(is_open[rows[:, 2], way] & (factor > 0))
        taken = np.rint(times[kept, way] / factor[kept]).astype(np.int64)
        weight = np.maximum(1, (taken << LENGTH_BITS) + length[kept])
        arcs.append(np.column_stack([rows[kept][:, [tail, head]], weight, rows[kept, 2]]))
        reaches.append(spans[kept][:, [tail, head]])
    return np.concatenate(arcs), np.concatenate(reaches)


def _best_arcs(arcs: Ints, spans: Floats, num: int) -> tuple[Ints, Floats]:
    """Return arcs in order of tail and head; of parallel ones the best, and no loops."""
    order = np.lexsort((arcs[:, 2], arcs[:, 0] * num + arcs[:, 1]))
    arcs, spans = arcs[order], spans[order]
    keep = arcs[:, 0] != arcs[:, 1]
    keep[1:] &= (arcs[1:, :2] != arcs[:-1, :2]).any(axis=1)
    return arcs[keep], spans[keep]
