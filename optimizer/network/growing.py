"""Best ways where only a few sites are new: theirs are searched, the others stay."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from optimizer.network.edges import Floats
from optimizer.network.matrices import rows_between
from optimizer.network.routing import RoutingGraph

MOST_NEW: Final = 12
"""For more new sites all are searched: the graph is then worth shrinking."""

_KEPT: Final = 12


@dataclass
class Grown:
    """
    Weights that are known on bare ground, by profile and rules, with the places of the sites.

    Where a site meets a road the road is cut, and the pieces add up to the whole: one more
    site changes no way between the others.
    """

    known: OrderedDict[Any, tuple[Floats, Floats]] = field(default_factory=OrderedDict)

    def keep(self, rules: tuple[str, str], places: Floats, weight: Floats) -> None:
        """Keep the weights between the sites at some places."""
        key = (rules, places.tobytes())
        self.known[key] = (places, weight)
        self.known.move_to_end(key)
        if len(self.known) > _KEPT:
            self.known.popitem(last=False)

    def nearest(
        self, rules: tuple[str, str], places: Floats
    ) -> tuple[list[int | None], Floats] | None:
        """
        Return known weights of which only a few places are missing.

        For every place its row in them, None for a new one; None where too many are new.
        """
        best: tuple[list[int | None], Floats] | None = None
        least = min(MOST_NEW, len(places) // 2) + 1
        for (of, _), (before, weight) in reversed(self.known.items()):
            if of != rules:
                continue
            number = {place.tobytes(): row for row, place in enumerate(before)}
            rows = [number.get(place.tobytes()) for place in places]
            new = rows.count(None)
            if new < least:
                best, least = (rows, weight), new
        return best


def weights_grown(graph: RoutingGraph, rows: list[int | None], weight: Floats) -> Floats:
    """
    Return the weights between all sites of a graph, from those that are known.

    ``rows`` says for every site which row of ``weight`` it is, None for a new one.
    """
    new = np.array([site for site, row in enumerate(rows) if row is None], dtype=np.int64)
    old = np.array([site for site, row in enumerate(rows) if row is not None], dtype=np.int64)
    were = np.array([row for row in rows if row is not None], dtype=np.int64)
    nodes = graph.site_node
    grown = np.empty((len(rows), len(rows)))
    grown[np.ix_(old, old)] = weight[np.ix_(were, were)]
    if len(new):
        grown[new] = rows_between(graph.arcs, nodes[new], nodes)
        grown[:, new] = rows_between(graph.arcs.T.tocsr(), nodes[new], nodes).T
    return grown
