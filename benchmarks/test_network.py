"""
What travel matrices cost, beside the bare scipy call that does the work.

``ratio`` in the extra info is the fastest of each over the same rounds: *first* is the
first time that these sites are asked for on loaded roads (snapping, splitting, building
the graphs), *again* is every later time. Small graphs leave the bare call little to do.
"""

from __future__ import annotations

import random
import time
from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from scipy.sparse.csgraph import dijkstra

from optimizer.domain import Network
from optimizer.network.edges import edges_of
from optimizer.network.roads import Roads
from optimizer.network.segments import segments_of
from tests.network.graphs import network

NUM_SITES = 93
ROUNDS = 15
SIZES = {300: 17, 2_500: 50, 20_000: 141}
"""Nodes of the grid, about, and how many stand along each side."""


def grid(side: int, *, seed: int = 1) -> nx.MultiDiGraph:
    """Return a hilly grid of streets some 500 m apart, a tenth of them missing."""
    source = random.Random(seed)
    made = nx.MultiDiGraph(crs="epsg:4326")
    for row in range(side):
        for column in range(side):
            shift = source.uniform(-0.001, 0.001)
            made.add_node(row * side + column, x=114 + column * 0.005, y=24 + row * 0.005 + shift)
    for row in range(side):
        for column in range(side):
            for other_row, other_column in ((row, column + 1), (row + 1, column)):
                if max(other_row, other_column) == side or source.random() < 0.1:
                    continue
                ends = row * side + column, other_row * side + other_column
                cells = {
                    "highway": source.choice(["trunk", "tertiary", "track"]),
                    "length": source.uniform(560, 900),
                }
                made.add_edge(*ends, **cells)
                made.add_edge(*ends[::-1], **cells)
    return made


def scattered(side: int, *, seed: int = 2) -> Network:
    """Return a network with 93 sites all over the grid and three profiles."""
    source = np.random.default_rng(seed)
    places = (source.random((NUM_SITES, 2)) * 0.005 * (side - 1) + (114, 24)).tolist()
    speeds = {"trunk": 50.0, "tertiary": 40.0, "track": 20.0}
    tables = {
        "van": speeds,
        "truck": {**speeds, "tertiary": 30.0},
        "trike": {**speeds, "trunk": 15.0},
    }
    standing = network(*places, speeds_kmh=tables)
    third = replace(standing.vehicles[1], vehicle_id="trike-1", road_profile="trike")
    return replace(standing, vehicles=(*standing.vehicles, third))


@pytest.mark.parametrize("call", ["first", "again"])
@pytest.mark.parametrize("nodes", SIZES, ids="{} nodes".format)
def test_travel_matrices(benchmark, nodes, call):
    """How much does all that surrounds the bare Dijkstra add to it?"""
    roads = Roads(segments_of(edges_of(grid(SIZES[nodes]), "grid")))
    standing = scattered(SIZES[nodes])
    roads.travel_matrices(standing)
    graphs = [graph for graph, _ in roads._routed.values()]
    bare: list[float] = []

    def prepare() -> tuple[tuple[Network], dict[str, None]]:
        # In between, so that a busy machine is as unkind to the one as to the other.
        start = time.perf_counter()
        for graph in graphs:
            dijkstra(graph.arcs, indices=graph.site_node)
        bare.append(time.perf_counter() - start)
        moved = scattered(SIZES[nodes], seed=1_000 + len(bare))
        return (moved if call == "first" else standing,), {}

    travel = benchmark.pedantic(
        roads.travel_matrices, setup=prepare, rounds=ROUNDS, warmup_rounds=1
    )
    assert [matrix.duration.shape for matrix in travel.values()] == [(NUM_SITES, NUM_SITES)] * 3
    benchmark.extra_info.update(nodes=nodes, sites=NUM_SITES, profiles=len(travel))
    if benchmark.enabled:
        benchmark.extra_info["bare_seconds"] = min(bare)
        benchmark.extra_info["ratio"] = benchmark.stats.stats.min / min(bare)
