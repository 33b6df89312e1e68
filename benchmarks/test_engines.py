"""How long do engines take to start, to build their models, and for one move?"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.legs import SIZES, leg
from optimizer.domain import NO_WAY
from optimizer.engines import Limits
from optimizer.engines.ortools import OrtoolsEngine
from optimizer.engines.ortools.starts import prepare
from optimizer.engines.portfolio import PortfolioEngine
from optimizer.engines.pyvrp import PyvrpEngine
from optimizer.engines.ruin import RuinEngine
from optimizer.engines.strings import StringsEngine
from optimizer.problems import RoutingProblem, check_problem, flatten

ENGINES = (RuinEngine, OrtoolsEngine, PyvrpEngine, StringsEngine, PortfolioEngine)
SEARCH_SECONDS = 10
MOST_SHARE = 0.1
"""The part of a search that building its model may take."""

RUINS, STRINGS, SOLUTIONS = 200, 2_000, 50
"""Iterations of a round, by engine."""


def plain_leg(size) -> RoutingProblem:
    """Return a leg of one trip to a duty, without the rules that quick engines do not know."""
    problem = leg(size)
    tasks, duties, count = problem.tasks, problem.duties, problem.num_duties
    sites = len(problem.stop_time)
    return replace(
        problem,
        opens=np.full((sites, 1), -NO_WAY),
        closes=np.full((sites, 1), NO_WAY),
        stop_time=np.zeros(sites, dtype=np.int64),
        piece_time=np.zeros(sites, dtype=np.int64),
        rest_after=NO_WAY,
        tasks=replace(
            tasks,
            excluded=np.zeros_like(tasks.excluded),
            due=np.full_like(tasks.due, NO_WAY),
            wait_rate=np.zeros_like(tasks.wait_rate),
        ),
        duties=replace(
            duties,
            paid_until=duties.end,
            range=np.full(count, NO_WAY),
            most_trips=np.ones(count, dtype=np.int64),
        ),
    )


@pytest.mark.parametrize("kind", ENGINES, ids=lambda kind: kind.name)
def test_start(benchmark, kind):
    """How long does an engine take to be ready that was ready before?"""
    kind().prepare()
    benchmark.pedantic(lambda: kind().prepare(), rounds=3)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_check(benchmark, size):
    """How long does it take to see that a problem has a meaning?"""
    benchmark(check_problem, leg(size))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_flatten(benchmark, size):
    """How long does it take to hand a problem to compiled functions?"""
    problem = leg(size)
    assert len(benchmark(flatten, problem).site) == size.tasks


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_model(benchmark, size):
    """Is one OR-Tools model of all tasks and duties built in a tenth of a search of 10 s?"""
    problem, duties = leg(size), np.arange(size.duties)
    OrtoolsEngine().prepare()
    taken = []

    def build():
        # Processor time: what else the machine does is none of the model's business.
        begun = time.process_time()
        prepared = prepare(problem, duties, (), Limits(seconds=SEARCH_SECONDS))
        taken.append(time.process_time() - begun)
        return prepared

    prepared = benchmark.pedantic(build, rounds=3)
    layout = prepared.model.layout
    assert (layout.num_tasks, layout.num_vehicles) == (size.tasks, size.duties)
    benchmark.extra_info.update(nodes=layout.num_nodes, share=min(taken) / SEARCH_SECONDS)
    assert min(taken) < MOST_SHARE * SEARCH_SECONDS


@pytest.mark.parametrize(
    ("kind", "iterations"),
    [(RuinEngine, RUINS), (OrtoolsEngine, SOLUTIONS)],
    ids=["ruin", "ortools"],
)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_moves(benchmark, kind, iterations, size):
    """How long do so many moves take, from the same routes, with every rule?"""
    problem, engine = leg(size), kind()
    engine.prepare()
    start = RuinEngine().solve(problem, Limits(iterations=1))
    found = benchmark.pedantic(
        engine.solve, (problem, Limits(iterations=iterations), start), rounds=3
    )
    assert found.cost <= start.cost * (1 + 1e-6)
    benchmark.extra_info.update(iterations=iterations, cost=found.cost)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_moves_of_strings(benchmark, size):
    """How long do so many moves take where the rules are plain?"""
    problem, engine = plain_leg(size), StringsEngine()
    engine.prepare()
    assert engine.cannot(problem) is None
    found = benchmark.pedantic(engine.solve, (problem, Limits(iterations=STRINGS)), rounds=3)
    assert found.iterations >= STRINGS
    benchmark.extra_info.update(iterations=found.iterations, cost=found.cost)
