"""
The roads of one profile with the sites on them: matrices and paths by Dijkstra.

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
from scipy.sparse.csgraph import dijkstra

from optimizer.domain import NO_WAY, Bools, Ints, Issue, TravelMatrix
from optimizer.network.edges import Floats
from optimizer.network.graphml import refuse
from optimizer.network.segments import Segments
from optimizer.network.snapping import Snaps

LENGTH_BITS: Final = 24
_LENGTH_MASK: Final = (1 << LENGTH_BITS) - 1
_EXACT: Final = 1 << 53
_CELLS_AT_ONCE: Final = 1 << 25
"""So many distances are held at once: 256 MB."""


@dataclass(frozen=True, eq=False)
class RoutingGraph:
    """
    Nodes and arcs that one profile drives, with the sites as nodes of their own.

    ``arcs`` is a sparse matrix of weights in CSR form; for each of its entries ``segment``
    is what it drives, from fraction ``begin`` to fraction ``end`` of it (backwards where
    ``end < begin``). ``site_node`` is the node of every site, ``access_time`` in
    milliseconds and ``access`` in decimetres lead from the site to it. ``together`` says
    which sites are at the same place, shape ``(sites, sites)``. ``longest`` is the largest
    length per time of an arc, in decimetres per millisecond.
    """

    arcs: Any
    segment: Ints
    begin: Floats
    end: Floats
    site_node: Ints
    access_time: Ints
    access: Ints
    together: Bools
    longest: float

    def matrix(self) -> TravelMatrix:
        """
        Return travel between all sites; zero between sites at the same place.

        Times are rounded up to whole seconds, a promise of time is never shortened.

        Raises
        ------
        NetworkError
            E214 where a path is too long to be added up exactly.
        """
        weight = self._weights()
        no_way = np.isinf(weight)
        weight[no_way] = 0.0
        self._assert_exact(float(weight.max(initial=0.0)))
        exact = weight.astype(np.int64)
        duration = (exact >> LENGTH_BITS) + self.access_time[:, None] + self.access_time
        distance = (exact & _LENGTH_MASK) + self.access[:, None] + self.access
        duration, distance = (duration + 999) // 1000, (distance + 5) // 10
        for amounts in (duration, distance):
            amounts[no_way] = NO_WAY
            amounts[self.together] = 0
        return TravelMatrix(duration, distance)

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

    def _weights(self) -> Floats:
        """Return the weight of the best path between the nodes of all sites."""
        # Sites that share a node share its row.
        nodes, row = np.unique(self.site_node, return_inverse=True)
        step = max(1, _CELLS_AT_ONCE // self.arcs.shape[0])
        weights: Floats = np.concatenate(
            [
                dijkstra(self.arcs, indices=nodes[start : start + step])[:, self.site_node]
                for start in range(0, len(nodes), step)
            ]
        )
        return weights[row]

    def _assert_exact(self, heaviest: float) -> None:
        """Refuse sums beyond what a float holds exactly, or whose length spills into time."""
        time = heaviest / (1 << LENGTH_BITS)
        if heaviest >= _EXACT or (time + 1) * self.longest >= _LENGTH_MASK:
            refuse(
                Issue(
                    "E214",
                    "roads.graphml",
                    f"a way between two sites takes about {time / 3.6e6:.0f} hours: "
                    "too long to be added up exactly",
                    fix="cut the roads to the county; are the speeds in km/h, the lengths in m?",
                )
            )


def routing_graph(
    segments: Segments, snaps: Snaps, speeds: Floats, access_speed: float
) -> RoutingGraph:
    """
    Return the graph of one profile, its segments split where sites meet them.

    ``speeds`` and ``access_speed`` are in km/h, speed zero closes a segment.
    """
    open_ones = np.flatnonzero(speeds > 0)
    time = np.zeros(len(segments), dtype=np.int64)
    # No arc is free: scipy reads weight zero as no arc at all.
    time[open_ones] = np.maximum(1, _milliseconds(segments.length[open_ones], speeds[open_ones]))
    weight = (time << LENGTH_BITS) + segments.length

    split = _split(segments, snaps, time, weight)
    whole = np.column_stack([segments.tail, segments.head, weight, np.arange(len(segments))])
    forward = np.concatenate([whole[open_ones], split.pieces])
    spans = np.concatenate([np.tile([0.0, 1.0], (len(open_ones), 1)), split.spans])
    both = segments.two_way[forward[:, 3]]
    arcs = np.concatenate([forward, forward[both][:, [1, 0, 2, 3]]])
    spans = np.concatenate([spans, spans[both][:, ::-1]])

    num = split.num_nodes
    arcs, spans = _best_arcs(arcs, spans, num)
    indptr = np.searchsorted(arcs[:, 0], np.arange(num + 1)).astype(np.int32)
    matrix = csr_array(
        (arcs[:, 2].astype(np.float64), arcs[:, 1].astype(np.int32), indptr), shape=(num, num)
    )
    return RoutingGraph(
        arcs=matrix,
        segment=arcs[:, 3],
        begin=spans[:, 0],
        end=spans[:, 1],
        site_node=split.site_node,
        access_time=_milliseconds(snaps.access, access_speed),
        access=snaps.access,
        together=snaps.together,
        longest=float((segments.length[open_ones] / time[open_ones]).max()),
    )


def _best_arcs(arcs: Ints, spans: Floats, num: int) -> tuple[Ints, Floats]:
    """Return arcs in order of tail and head; of parallel ones the best, and no loops."""
    order = np.lexsort((arcs[:, 2], arcs[:, 0] * num + arcs[:, 1]))
    arcs, spans = arcs[order], spans[order]
    keep = arcs[:, 0] != arcs[:, 1]
    keep[1:] &= (arcs[1:, :2] != arcs[:-1, :2]).any(axis=1)
    return arcs[keep], spans[keep]


@dataclass(frozen=True, eq=False)
class _Split:
    """Segments cut where sites meet them; ``pieces`` are tail, head, weight, segment."""

    num_nodes: int
    site_node: Ints
    pieces: Ints
    spans: Floats


def _split(segments: Segments, snaps: Snaps, time: Ints, weight: Ints) -> _Split:
    """Give every site a node: an end of its segment, or a new one between them."""
    at = snaps.segment
    cut = (np.rint(snaps.fraction * time[at]).astype(np.int64) << LENGTH_BITS) + np.rint(
        snaps.fraction * segments.length[at]
    ).astype(np.int64)
    inside = (cut > 0) & (cut < weight[at])
    site_node = np.where(cut > 0, segments.head[at], segments.tail[at])

    # Sites at the same point of a segment share one node; cuts are in order along it.
    rows, first, number = np.unique(
        np.column_stack([at, cut])[inside], axis=0, return_index=True, return_inverse=True
    )
    num = len(segments.nodes)
    site_node[inside] = num + number.reshape(-1)
    segment, cuts, fraction = rows[:, 0], rows[:, 1], snaps.fraction[inside][first]
    node = num + np.arange(len(rows))
    opens = np.ones(len(rows), dtype=bool)
    opens[1:] = segment[1:] != segment[:-1]
    closes = np.roll(opens, -1)

    before = np.where(opens, segments.tail[segment], node - 1)
    since = np.where(opens, 0, np.roll(cuts, 1))
    into = np.column_stack([before, node, cuts - since, segment])
    rest = segment[closes]
    out = np.column_stack([node[closes], segments.head[rest], weight[rest] - cuts[closes], rest])
    spans_in = np.column_stack([np.where(opens, 0.0, np.roll(fraction, 1)), fraction])
    spans_out = np.column_stack([fraction[closes], np.ones(len(rest))])
    return _Split(
        num_nodes=num + len(rows),
        site_node=site_node,
        pieces=np.concatenate([into, out]),
        spans=np.concatenate([spans_in, spans_out]),
    )


def _milliseconds(length: Ints, speed: Floats | float) -> Ints:
    """Return the time for decimetres at km/h."""
    time: Ints = np.rint(length * 360.0 / speed).astype(np.int64)
    return time
