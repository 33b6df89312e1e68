"""
Our quickest ways against those of others, on the same extract at the same speeds.

1 000 pairs of nodes all over Andorra, drawn from a seed: networkx always, over a plain
reading of the extract that shares no code with the importer; OSRM where it is installed.
"""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest

from optimizer.domain import Network, TravelMatrix
from optimizer.network import load_roads
from optimizer.network.importing import Place, import_roads
from tests import andorra
from tests.network.osrm import programs, routing
from tests.network.plain import plain_graph

ORIGINS, DESTINATIONS = 40, 25
CLOSED = ("no", "private")
SPEEDS = andorra.SPEEDS["van"]


@pytest.fixture(scope="module")
def plain() -> nx.DiGraph:
    """The part of the extract from which everything in it can be reached, node by node."""
    graph = plain_graph(andorra.extract(), SPEEDS, CLOSED)
    return graph.subgraph(max(nx.strongly_connected_components(graph), key=len))


@pytest.fixture(scope="module")
def nodes(plain: nx.DiGraph) -> list[int]:
    """OSM ids of 40 origins, then of 25 destinations."""
    known = sorted(plain)
    drawn = np.random.default_rng(48).choice(len(known), ORIGINS + DESTINATIONS, replace=False)
    return [known[at] for at in drawn]


@pytest.fixture(scope="module")
def county(plain: nx.DiGraph, nodes: list[int]) -> Network:
    """A network with a site at every one of these nodes, and only vans."""
    made = andorra.network()
    point = made.sites[-1]
    sites = tuple(
        replace(point, site_id=f"s{node}", longitude=x, latitude=y)
        for node, (x, y) in ((node, plain.nodes[node]["at"]) for node in nodes)
    )
    vans = tuple(
        replace(each, home_site=sites[0].site_id)
        for each in made.vehicles
        if each.road_profile == "van"
    )
    roads = replace(made.rules.roads, closed_access=CLOSED)
    rules = replace(made.rules, speeds_kmh={"van": SPEEDS}, roads=roads)
    return Network(rules=rules, sites=sites, vehicles=vans)


@pytest.fixture(scope="module")
def ours(county: Network, tmp_path_factory) -> TravelMatrix:
    """What Route48 finds between the sites after importing the whole extract."""
    folder = tmp_path_factory.mktemp("andorra")
    import_roads(andorra.extract(), Place(folder, county, margin_km=60))
    return load_roads(folder).travel_matrices(county)["van"]


def agreeing(ours: TravelMatrix, theirs: np.ndarray) -> tuple[float, float]:
    """
    Return the shares of pairs within 1 % in time and in length.

    ``theirs`` is seconds and metres, shape ``(40, 25, 2)``; ours are rounded to whole ones.
    """
    pairs = np.s_[:ORIGINS, ORIGINS:]
    found = np.stack([ours.duration[pairs], ours.distance[pairs]], axis=-1)
    near = np.abs(found - theirs) <= 0.01 * theirs
    assert near.shape == (ORIGINS, DESTINATIONS, 2)
    return tuple(near.mean(axis=(0, 1)).tolist())


def metres_to(plain: nx.DiGraph, before: dict[int, list[int]], node: int) -> float:
    """Return how long the way to a node is, back along the nodes before it."""
    metres = 0.0
    while came := before[node]:
        metres += plain[came[0]][node]["metres"]
        node = came[0]
    return metres


def test_networkx_finds_the_same_ways(ours, plain, nodes):
    """At least 99 % of 1 000 pairs agree within 1 %, in time and in length."""
    theirs = np.zeros((ORIGINS, DESTINATIONS, 2))
    for row, origin in enumerate(nodes[:ORIGINS]):
        before, seconds = nx.dijkstra_predecessor_and_distance(plain, origin, weight="seconds")
        for column, node in enumerate(nodes[ORIGINS:]):
            theirs[row, column] = seconds[node], metres_to(plain, before, node)
    assert min(agreeing(ours, theirs)) >= 0.99


def test_osrm_finds_the_same_ways(ours, plain, nodes, tmp_path):
    """A router in daily use, told our speeds, agrees on at least 99 % of 1 000 pairs."""
    programs()
    at = [plain.nodes[node]["at"] for node in nodes]
    with routing(andorra.extract(), SPEEDS, CLOSED, tmp_path) as osrm:
        theirs = np.array([[osrm.way(x, y) for y in at[ORIGINS:]] for x in at[:ORIGINS]])
    assert min(agreeing(ours, theirs)) >= 0.99
