"""
Travel matrices from routing graphs, and what of them changes where roads close.

The work is one call of scipy's Dijkstra per chunk of sources, on the graph without its dead
ends and bends (`shrinking`). scipy was chosen before igraph, which takes three times as long
per source on 200,000 nodes, and before whole contraction hierarchies: those answer single
queries in microseconds, but would have to be prepared again after every change of speed or
closure, for the few hundred sources that a county has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from scipy.sparse.csgraph import dijkstra

from optimizer.domain import NO_WAY, Bools, Ints, Issue, TravelMatrix
from optimizer.network.edges import Floats
from optimizer.network.graphml import refuse
from optimizer.network.routing import LENGTH_BITS, RoutingGraph
from optimizer.network.shrinking import shrunk
from optimizer.network.slowdowns import Slowdowns

_LENGTH_MASK: Final = (1 << LENGTH_BITS) - 1
_EXACT: Final = 1 << 53
_CELLS_AT_ONCE: Final = 1 << 25
"""So many distances are held at once: 256 MB."""

_SOURCES_TO_SHRINK: Final = 40
"""For fewer sources the graph is searched as it is: shrinking costs as much as so many."""


@dataclass(frozen=True, eq=False)
class SiteWays:
    """
    The best ways between the sites of a network, for one profile.

    ``weight`` is infinite where there is none, shape ``(sites, sites)``; ``access`` is the
    straight way from site to road in decimetres, ``access_time`` in milliseconds,
    ``on_main`` whether the road there belongs to the largest connected part of the roads;
    shape ``(sites,)`` each. ``cut_off`` maps sites to the closures that cut them off from
    the hub; ``notes`` are warnings about the roads themselves.
    """

    weight: Floats
    access: Ints
    access_time: Ints
    on_main: Bools
    cut_off: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[Issue, ...] = ()

    def matrix(self, places: Floats) -> TravelMatrix:
        """
        Return travel between all sites; zero between sites at the same place.

        Times are rounded up to whole seconds, a promise of time is never shortened.
        """
        no_way = np.isinf(self.weight)
        exact = np.where(no_way, 0.0, self.weight).astype(np.int64)
        duration = (exact >> LENGTH_BITS) + self.access_time[:, None] + self.access_time
        distance = (exact & _LENGTH_MASK) + self.access[:, None] + self.access
        duration, distance = (duration + 999) // 1000, (distance + 5) // 10
        together = (places[:, None] == places).all(axis=2)
        for amounts in (duration, distance):
            amounts[no_way] = NO_WAY
            amounts[together] = 0
        return TravelMatrix(duration, distance)


def weights_on(graph: RoutingGraph) -> Floats:
    """
    Return the weight of the best path between all sites, infinite where there is none.

    Raises
    ------
    NetworkError
        E214 where a path is too long to be added up exactly.
    """
    arcs, nodes = _shrunk(graph, len(graph.site_node))
    weight = rows_between(arcs, nodes, nodes)
    assert_exact(weight, graph.longest)
    return weight


def weights_after(
    weight: Floats, before: RoutingGraph, slow: Slowdowns, after: Callable[[], RoutingGraph]
) -> Floats:
    """
    Return the weights on a graph on which pieces of road became slow or closed.

    ``weight`` is what held ``before``, ``after`` gives the graph as it became. A pair
    changes only if a changed arc from *u* to *v* was on a best path of it: if *s* to *u*,
    the arc, and *v* to *t* add up to *s* to *t*. Only rows and columns of such pairs are
    computed again; weights are whole numbers, so that the test is exact.
    """
    changed = np.flatnonzero(slow.touches(before.segment, before.begin, before.end))
    tails = np.searchsorted(before.arcs.indptr, changed, side="right") - 1
    heads, nodes = before.arcs.indices[changed], before.site_node
    enough = len(np.unique(nodes))
    if len(np.unique(tails)) + len(np.unique(heads)) >= enough:
        return weights_on(after())
    reverse = before.arcs.T.tocsr()
    to_tail, from_head = (
        rows_between(reverse, tails, nodes),
        rows_between(before.arcs, heads, nodes),
    )
    touched = np.zeros(weight.shape, dtype=bool)
    for arc, over in enumerate(before.arcs.data[changed].tolist()):
        way = to_tail[arc][:, None] + (over + from_head[arc])
        touched |= (way == weight) & np.isfinite(way)
    rows, columns = _cover(touched)
    if len(rows) + len(columns) == 0:
        return weight
    graph = after()
    if len(rows) + len(columns) >= enough:
        return weights_on(graph)

    fresh = weight.copy()
    arcs, nodes = _shrunk(graph, len(rows) + len(columns))
    fresh[rows] = rows_between(arcs, nodes[rows], nodes)
    if len(columns):
        fresh[:, columns] = rows_between(arcs.T.tocsr(), nodes[columns], nodes).T
    assert_exact(fresh, graph.longest)
    return fresh


def _shrunk(graph: RoutingGraph, sources: int) -> tuple[Any, Ints]:
    """Return arcs with the same ways between sites, and the nodes of those."""
    if sources < _SOURCES_TO_SHRINK:
        return graph.arcs, graph.site_node
    arcs, number = shrunk(graph.arcs, graph.site_node)
    return arcs, number[graph.site_node]


def rows_between(arcs: Any, sources: Ints, targets: Ints) -> Floats:
    """Return the weights from sources to targets, both nodes, chunk by chunk."""
    # Sites that share a node share its row.
    nodes, row = np.unique(sources, return_inverse=True)
    found = np.empty((len(nodes), len(targets)))
    for chunk in _chunks(len(nodes), arcs.shape[0]):
        found[chunk] = dijkstra(arcs, indices=nodes[chunk])[:, targets]
    return found[row]


def _chunks(num: int, width: int) -> Iterator[slice]:
    """Yield the rows that are worked on at once."""
    step = max(1, _CELLS_AT_ONCE // max(1, width))
    return (slice(start, start + step) for start in range(0, num, step))


def _cover(touched: Bools) -> tuple[Ints, Ints]:
    """Return few rows and columns that hold all that is touched, the fullest first."""
    left = touched.copy()
    by_row, by_column = left.sum(axis=1), left.sum(axis=0)
    rows: list[int] = []
    columns: list[int] = []
    while by_row.any():
        row, column = int(by_row.argmax()), int(by_column.argmax())
        if by_row[row] >= by_column[column]:
            rows.append(row)
            by_column -= left[row]
            left[row], by_row[row] = False, 0
        else:
            columns.append(column)
            by_row -= left[:, column]
            left[:, column], by_column[column] = False, 0
    return np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64)


def assert_exact(weight: Floats, longest: float) -> None:
    """Refuse sums beyond what a float holds exactly, or whose length spills into time."""
    heaviest = float(weight[np.isfinite(weight)].max(initial=0.0))
    time = heaviest / (1 << LENGTH_BITS)
    if heaviest >= _EXACT or (time + 1) * longest >= _LENGTH_MASK:
        refuse(
            Issue(
                "E214",
                "roads.graphml",
                f"a way between two sites takes about {time / 3.6e6:.0f} hours: "
                "too long to be added up exactly",
                fix="cut the roads to the county; are the speeds in km/h, the lengths in m?",
            )
        )
