"""
What travel matrices cost, beside the bare scipy call that does the work.

``ratio`` in the extra info is the fastest of each over the same rounds: *first* is the
first time that these sites are asked for on loaded roads (snapping, splitting, building
and shrinking the graphs), *again* is every later time. Small graphs leave the bare call
little to do. Targets are asserted where times are measured.
"""

from __future__ import annotations

import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse.csgraph import dijkstra

from benchmarks.grids import grid, on_nodes, scattered
from benchmarks.memory import peak_memory
from optimizer.domain import Network
from optimizer.inputs import read_network
from optimizer.network import Closure, Roads, load_roads
from optimizer.network.caching import Cache
from optimizer.network.importing import Place, import_roads
from optimizer.network.matrices import weights_on
from tests import andorra

NUM_SITES = 93
ROUNDS = 15
SIZES = {300: 17, 2_500: 50, 20_000: 141}
"""Nodes of the grid, about, and how many stand along each side."""

EMBEDDED = Path(__file__).parent.parent / "data" / "wengyuan"
LARGE_SIDE = 447  # 199 809 nodes
MOST_MEGABYTES = 2_000


@pytest.mark.parametrize("call", ["first", "again"])
@pytest.mark.parametrize("nodes", SIZES, ids="{} nodes".format)
def test_travel_matrices(benchmark, nodes, call):
    """How much does all that surrounds the bare Dijkstra add to it?"""
    side = SIZES[nodes]
    roads = Roads(grid(side))
    _beside_bare(benchmark, roads, lambda seed: scattered(side, NUM_SITES, seed=seed), call)


@pytest.mark.parametrize("call", ["first", "again"])
def test_travel_matrices_on_real_roads(benchmark, country, tmp_path, call):
    """Do 100 x 100 sites on the roads of Andorra take at most 1.3 times the bare call?"""
    rules = read_network(country).rules
    roads = load_roads(country, Cache(tmp_path))
    ratio = _beside_bare(
        benchmark, roads, lambda seed: on_nodes(roads.segments, rules, 100, seed=seed), call
    )
    assert ratio is None or ratio <= 1.3


def _beside_bare(benchmark, roads: Roads, place, call: str) -> float | None:
    """Measure matrices, and in between the bare call on the same graphs; return their ratio."""
    standing = place(2)
    roads.travel_matrices(standing)
    graphs = [roads._ways.graph(standing, name) for name in standing.road_profiles]
    bare: list[float] = []

    def prepare() -> tuple[tuple[Network], dict[str, None]]:
        # In between, so that a busy machine is as unkind to the one as to the other.
        start = time.perf_counter()
        for graph in graphs:
            dijkstra(graph.arcs, indices=graph.site_node)
        bare.append(time.perf_counter() - start)
        return (place(1_000 + len(bare)) if call == "first" else standing,), {}

    travel = benchmark.pedantic(
        roads.travel_matrices, setup=prepare, rounds=ROUNDS, warmup_rounds=1
    )
    sites = len(standing.sites)
    assert [matrix.duration.shape for matrix in travel.values()] == [(sites, sites)] * len(graphs)
    benchmark.extra_info.update(nodes=graphs[0].arcs.shape[0], sites=sites, profiles=len(travel))
    if not benchmark.enabled:
        return None
    ratio = benchmark.stats.stats.min / min(bare)
    benchmark.extra_info.update(bare_seconds=min(bare), ratio=ratio)
    return ratio


@pytest.fixture(scope="module")
def country(tmp_path_factory) -> Path:
    """The second county with its real roads."""
    folder = andorra.write(tmp_path_factory.mktemp("network") / "andorra", andorra.network())
    import_roads(andorra.extract(), Place(folder, read_network(folder, needs_roads=False), 5.0))
    return folder


@pytest.fixture(params=["embedded", "andorra"])
def roads_of(request) -> tuple[Path, Network]:
    """A folder with roads, and 100 sites on them."""
    folder = EMBEDDED if request.param == "embedded" else request.getfixturevalue("country")
    segments = load_roads(folder).segments
    return folder, on_nodes(segments, read_network(folder).rules, 100, seed=3)


def _cold(folder: Path, standing: Network, caches: Path) -> float:
    """Return how long roads and matrices take that were never asked for, the best of three."""
    taken = []
    for number in range(3):
        start = time.perf_counter()
        load_roads(folder, Cache(caches / f"cold-{number}")).travel_matrices(standing)
        taken.append(time.perf_counter() - start)
    return min(taken)


def test_warm_start(benchmark, roads_of, tmp_path):
    """Do roads and matrices that are in the cache take less than a tenth of the cold start?"""
    folder, standing = roads_of
    cold = _cold(folder, standing, tmp_path)
    kept = Cache(tmp_path / "cold-0")
    travel = benchmark.pedantic(
        lambda: load_roads(folder, kept).travel_matrices(standing), rounds=ROUNDS, warmup_rounds=1
    )
    assert len(travel) == len(standing.road_profiles)
    if benchmark.enabled:
        share = benchmark.stats.stats.median / cold
        benchmark.extra_info.update(cold_seconds=cold, share=share)
        assert share < 1 / 10


def test_one_closed_edge(benchmark, roads_of, tmp_path):
    """Does a closed edge, each round another one, cost less than a third of the cold start?"""
    folder, standing = roads_of
    cold = _cold(folder, standing, tmp_path)
    roads = load_roads(folder, Cache(tmp_path / "cold-0"))
    roads.travel_matrices(standing)
    roads.with_closures([_closure(roads, 0)]).travel_matrices(standing)
    rounds = iter(range(1, 1_000))

    def prepare() -> tuple[tuple[Roads], dict[str, None]]:
        return (roads.with_closures([_closure(roads, next(rounds))]),), {}

    benchmark.pedantic(
        lambda closed: closed.travel_matrices(standing), setup=prepare, rounds=2 * ROUNDS
    )
    if benchmark.enabled:
        stats = benchmark.stats.stats
        benchmark.extra_info.update(
            cold_seconds=cold, share=stats.median / cold, largest_share=stats.max / cold
        )
        assert stats.median < cold / 3


def _closure(roads: Roads, seed: int) -> Closure:
    """Return the closure of a random edge."""
    chosen = np.random.default_rng(seed).choice(roads.segments.edge_ids)
    return Closure("one edge", edges=(tuple(str(chosen).split()),))


@cache
def _large_graph(sites: int):
    """Return the routing graph of a middling grid with so many sites on it."""
    standing = scattered(200, sites, profiles=1)
    return Roads(grid(200))._ways.graph(standing, "van")


def test_time_grows_with_the_sources(benchmark):
    """Do four times the sources take four times the time, on 40 000 nodes?"""
    few, many = (60, 240) if benchmark.enabled else (10, 40)
    _large_graph(few)
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        weights_on(_large_graph(few))
        taken.append(time.perf_counter() - start)
    weight = benchmark.pedantic(weights_on, (_large_graph(many),), rounds=3)
    assert weight.shape == (many, many)
    if benchmark.enabled:
        growth = benchmark.stats.stats.min / min(taken)
        benchmark.extra_info.update(growth=growth, sources=many / few)
        assert growth < 1.3 * many / few


def test_memory_of_a_thousand_sites(benchmark):
    """Do 1 000 x 1 000 sites on 200 000 nodes stay below 2 GB, the whole process counted?"""
    sites = 1_000 if benchmark.enabled else 50
    command = [sys.executable, "-m", "benchmarks.test_network", str(sites)]
    folder = Path(__file__).parent.parent
    run = benchmark.pedantic(
        subprocess.run, (command,), {"cwd": folder, "check": True, "capture_output": True}, rounds=1
    )
    seconds, megabytes = map(float, run.stdout.split())
    benchmark.extra_info.update(sites=sites, seconds=seconds, megabytes=megabytes)
    assert megabytes < MOST_MEGABYTES


def _measure_large(sites: int) -> None:
    """Print how long the matrix of a large grid takes, and the most memory that was in use."""
    standing, roads = scattered(LARGE_SIDE, sites, profiles=1), Roads(grid(LARGE_SIDE))
    start = time.perf_counter()
    matrix = roads.travel_matrices(standing)["van"]
    taken = time.perf_counter() - start
    assert matrix.reachable.mean() > 0.9
    print(taken, peak_memory() / 1024)


if __name__ == "__main__":
    _measure_large(int(sys.argv[1]))
