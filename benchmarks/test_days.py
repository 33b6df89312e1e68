"""How much sooner are many days planned by two processes, and by a cluster of two workers?"""

import gc
import tracemalloc
from concurrent.futures import Executor, Future
from dataclasses import replace
from time import perf_counter

import pytest

from benchmarks.days import drawn_runs
from optimizer.days import DayResult, cluster_executor, local_executor, run_days
from tests.days.clusters import cluster
from tests.days.results import result

TWO_PROCESSES, CLUSTER = 1.7, 0.9
"""What is aimed at, and reported: two against one, and the cluster against the pool."""
DAYS, EFFORT = 20, 2_000
SMALL_DAYS, SMALL_EFFORT = 2, 50
MOST_GROWTH = 100_000
"""Bytes that 6 000 days may hold more than 2 000."""


def took(executor, runs):
    """Return the seconds that the runs take once the workers are there."""
    list(run_days(drawn_runs(4, effort=50, seed=99), executor))
    begun = perf_counter()
    outcomes = list(run_days(runs, executor))
    seconds = perf_counter() - begun
    assert len(outcomes) == len(runs)
    assert all(isinstance(outcome, DayResult) for outcome in outcomes)
    return seconds


def workload(benchmark):
    """Return what to plan: twenty days, or a few where nothing is measured."""
    if benchmark.disabled:
        return drawn_runs(SMALL_DAYS, effort=SMALL_EFFORT)
    return drawn_runs(DAYS, effort=EFFORT)


def test_two_processes(benchmark):
    """How many times sooner are two processes than one?"""
    runs = workload(benchmark)
    with local_executor(1) as one:
        alone = took(one, runs)
    with local_executor(2) as two:
        both = benchmark.pedantic(took, args=(two, runs), rounds=1)
    benchmark.extra_info.update(one=alone, two=both, times=alone / both, aim=TWO_PROCESSES)


def test_cluster(benchmark, tmp_path):
    """How does a Dask cluster of two workers on this machine compare with two processes?"""
    pytest.importorskip("distributed", reason="clusters need the package distributed")
    runs = workload(benchmark)
    with local_executor(2) as pool:
        processes = took(pool, runs)
    with cluster(tmp_path) as running:
        for _ in range(2):
            running.add_worker()
        with cluster_executor(running.address) as executor:
            executor_took = benchmark.pedantic(took, args=(executor, runs), rounds=1)
    times = processes / executor_took
    benchmark.extra_info.update(pool=processes, cluster=executor_took, times=times, aim=CLUSTER)


class Ready(Executor):
    """An executor that has every result at once."""

    def submit(self, fn, /, *args, **kwargs):
        """Return a result that nobody planned."""
        future = Future()
        villages = {f"V{number}": (10, 9, 30.0) for number in range(80)}
        future.set_result(result(0, 1.0, villages=villages))
        return future


def held(num):
    """Return the most bytes that so many days hold at once."""
    (recipe,) = drawn_runs(1, effort=1)
    source = (replace(recipe, seed=number) for number in range(num))
    gc.collect()
    tracemalloc.start()
    try:
        for _ in run_days(source, Ready()):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_days(benchmark):
    """Do 6 000 days hold no more memory than 2 000?"""
    few = held(2_000)
    many = benchmark.pedantic(held, args=(6_000,), rounds=1)
    benchmark.extra_info.update(few=few, many=many)
    assert many - few <= MOST_GROWTH
