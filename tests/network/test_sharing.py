"""Threads and processes may share the ground of a county."""

import pickle
import time
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import numpy as np
import pytest

from benchmarks.grids import grid, scattered
from optimizer.network import Roads, ground
from optimizer.network.ground import Ground

SIDE, SITES, THREADS = 12, 6, 6


@pytest.fixture(scope="module")
def streets():
    """Return a grid of streets."""
    return grid(SIDE)


def together(work):
    """Return what each thread gets; all begin at once."""
    start = Barrier(THREADS)

    def begin(number):
        start.wait()
        return work(number)

    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(begin, range(THREADS)))


def test_what_threads_ask_at_once_is_worked_out_once(streets):
    """The first works, the others wait for it."""
    shared, kept, built = Ground(streets), OrderedDict(), []

    def build():
        built.append(time.sleep(0.05))
        return len(built)

    assert together(lambda _: shared.kept(kept, "key", 8, build)) == [1] * THREADS


def test_threads_get_what_each_would_get_alone(streets, monkeypatch):
    """Also where one makes room for what another is about to use."""
    monkeypatch.setattr(ground, "GRAPHS_KEPT", 1)
    roads = Roads(streets)
    networks = [scattered(SIDE, SITES, seed=seed) for seed in range(THREADS)]
    found = together(lambda n: [roads.travel_matrices(networks[n - k]) for k in range(THREADS)])
    alone = [Roads(streets).travel_matrices(each) for each in networks]
    for number, travels in enumerate(found):
        for k, travel in enumerate(travels):
            for profile, matrix in alone[number - k].items():
                assert np.array_equal(travel[profile].duration, matrix.duration)


def test_a_ground_travels_without_its_lock(streets):
    """What was worked out goes along; the copy has a lock of its own."""
    network, roads = scattered(SIDE, SITES), Roads(streets)
    travel = roads.travel_matrices(network)
    copied = pickle.loads(pickle.dumps(roads))
    again = copied.travel_matrices(network)
    assert all(np.array_equal(again[name].distance, travel[name].distance) for name in travel)
    assert copied._ground.lock is not roads._ground.lock
    assert copied._ground.ways_before.keys() == roads._ground.ways_before.keys()
