"""Keeps of each profile's roads those from which all others can be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from optimizer.domain import Bools, Network
from optimizer.network.edges import Edges, edges_of
from optimizer.network.profiles import profile_speeds
from optimizer.network.provenance import Dropped, Island
from optimizer.network.readiness import refuse_unusable
from optimizer.network.segments import Segments, segments_of
from optimizer.network.snapping import main_part

if TYPE_CHECKING:  # importing it costs half a second
    import networkx as nx

_LISTED: Final = 5


def connect(graph: nx.MultiDiGraph, network: Network, file: str) -> tuple[Dropped, ...]:
    """
    Leave in the graph what is strongly connected for at least one profile, in place.

    An edge that one profile could drive, but only to get stuck or from nowhere, gets
    ``access_PROFILE`` = ``no``. Roads that nobody may drive stay where they touch others:
    the rules may open them later.

    Raises
    ------
    NetworkError
        E205 to E213, all that apply.
    """
    edges = edges_of(graph, file)
    segments = segments_of(edges)
    profiles = sorted({*network.rules.speeds_kmh, *network.road_profiles})
    refuse_unusable(network, profiles, segments)
    connected = np.zeros(len(edges.ends), dtype=bool)
    closed = np.ones(len(edges.ends), dtype=bool)
    touched = np.zeros(len(edges.nodes), dtype=bool)
    dropped = []
    cells: list[dict[str, Any]] = [cell for *_, cell in graph.edges(data=True)]
    for profile in profiles:
        speeds = profile_speeds(segments, profile, network.rules)
        usable: Bools = np.any(speeds > 0, axis=1)
        inside = main_part(segments, speeds)
        dropped.append(_dropped(profile, segments, usable & ~inside))
        touched[segments.tail[inside]] = touched[segments.head[inside]] = True
        connected |= inside[segments.of_edge]
        closed &= ~usable[segments.of_edge]
        for edge in np.flatnonzero((usable & ~inside)[segments.of_edge]).tolist():
            cells[edge][f"access_{profile}"] = "no"
    keep = connected | (closed & touched[edges.ends].any(axis=1))
    _remove(graph, edges, keep)
    return tuple(dropped)


def _dropped(profile: str, segments: Segments, lost: Bools) -> Dropped:
    """Return what a profile lost, by pieces that hang together."""
    rows = np.flatnonzero(lost)
    num = len(segments.nodes)
    arcs = coo_array(
        (np.ones(len(rows), dtype=np.int8), (segments.tail[rows], segments.head[rows])),
        shape=(num, num),
    )
    _, piece = connected_components(arcs.tocsr(), directed=False)
    pieces, first, number = np.unique(
        piece[segments.tail[rows]], return_index=True, return_inverse=True
    )
    metres = np.bincount(number, weights=segments.length[rows] / 10, minlength=len(pieces))
    largest = np.argsort(-metres, kind="stable")[:_LISTED].tolist()
    places = segments.nodes[segments.tail[rows[first]]].tolist()
    return Dropped(
        road_profile=profile,
        parts=len(pieces),
        metres=round(metres.sum()),
        largest=tuple(Island(places[at][0], places[at][1], round(metres[at])) for at in largest),
    )


def _remove(graph: nx.MultiDiGraph, edges: Edges, keep: Bools) -> None:
    """Remove the edges that are not kept, and the nodes that they leave alone."""
    names = list(graph.edges(keys=True))
    graph.remove_edges_from(names[edge] for edge in np.flatnonzero(~keep).tolist())
    graph.remove_nodes_from([node for node, degree in graph.degree() if not degree])
    for node, streets in _streets(graph).items():
        graph.nodes[node]["street_count"] = str(streets)


def _streets(graph: nx.MultiDiGraph) -> dict[Any, int]:
    """Return how many roads meet at every node; there and back is one road, a loop is two."""
    streets = dict.fromkeys(graph.nodes, 0)
    for node in graph.nodes:
        for other in {*graph.successors(node), *graph.predecessors(node)}:
            ways = (graph.number_of_edges(node, other), graph.number_of_edges(other, node))
            streets[node] += 2 * ((ways[0] + 1) // 2) if node == other else max(ways)
    return streets
