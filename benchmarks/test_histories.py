"""How much sooner are histories played by two processes, and what do their days hold in memory?"""

import gc
import tracemalloc
from concurrent.futures import Executor, Future
from dataclasses import replace
from time import perf_counter

from benchmarks.days import FIRST
from optimizer.days import Drawn, NetworkFolder, local_executor
from optimizer.simulation import (
    DayRecord,
    PlayedDay,
    Promise,
    SimulationQuestion,
    play_histories,
)
from tests.folders import write_network
from tests.siting.sixstop import sixstop, ways

DAYS, EFFORT = 10, 500
SMALL_DAYS, SMALL_EFFORT = 1, 20
AIM = 1.6
"""What is aimed at, and reported: two processes against one, over two histories."""
MOST_GROWTH = 100_000
"""Bytes that 1 500 days may hold more than 500."""


def question(folder, days, effort):
    """Return two histories of the county of two valleys."""
    write_network(folder, sixstop(), ways())
    return SimulationQuestion(
        network=NetworkFolder.of(folder),
        first_day=FIRST,
        days=days,
        orders=Drawn(scale=0.3),
        effort=effort,
    )


def took(executor, asked):
    """Return the seconds that all histories take once the workers are there."""
    list(play_histories(replace(asked, days=1, effort=20, seed=99), executor))
    begun = perf_counter()
    played = list(play_histories(asked, executor))
    assert all(isinstance(each, PlayedDay) for each in played)
    return perf_counter() - begun


def test_two_processes(benchmark, tmp_path):
    """How many times sooner are two processes than one?"""
    sizes = (SMALL_DAYS, SMALL_EFFORT) if benchmark.disabled else (DAYS, EFFORT)
    asked = question(tmp_path, *sizes)
    with local_executor(1) as one:
        alone = took(one, asked)
    with local_executor(2) as two:
        both = benchmark.pedantic(took, args=(two, asked), rounds=1)
    benchmark.extra_info.update(one=alone, two=both, times=alone / both, aim=AIM)


class Ready(Executor):
    """An executor that has every day at once."""

    def submit(self, fn, /, *args, **kwargs):
        """Return a day that nobody played."""
        (run,) = args
        promises = tuple(Promise(f"V{n}", "standard", 10, 0, 0, 0, 30.0) for n in range(80))
        future = Future()
        future.set_result(
            PlayedDay(
                policy=run.policy,
                seed=run.seed,
                search=run.search,
                number=run.number,
                day=run.day,
                key=run.key,
                history=run.history,
                record=DayRecord(day=run.day.isoformat()),
                promises=promises,
                seconds=1.0,
                is_over=run.number + 1 == run.days,
                memory={"known_until": run.day.isoformat(), "days": run.number + 1},
            )
        )
        return future


def held(folder, days):
    """Return the most bytes that histories of so many days hold at once."""
    asked = question(folder, days, 1)
    gc.collect()
    tracemalloc.start()
    try:
        for _ in play_histories(asked, Ready()):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_days(benchmark, tmp_path):
    """Do 1 500 days hold no more memory than 500?"""
    few = held(tmp_path, 500)
    many = benchmark.pedantic(held, args=(tmp_path, 1_500), rounds=1)
    benchmark.extra_info.update(few=few, many=many)
    assert many - few <= MOST_GROWTH
