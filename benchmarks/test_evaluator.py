"""How many routes a second does the evaluator price, beside a plain Python loop over objects?"""

from __future__ import annotations

import time
from functools import cache

import numpy as np
import pytest

from benchmarks.legs import SIZES, leg
from benchmarks.objects import objects_of, price
from optimizer.engines import Limits
from optimizer.engines.ruin import RuinEngine
from optimizer.problems import INFEASIBLE, duty_costs, evaluate, flatten, judge

LEAST_RATIO = 50
ROUNDS = 20
EFFORT = 300


@cache
def routed(size):
    """Return a leg and the trips of its duties, which break no rule."""
    problem = leg(size)
    found = RuinEngine().solve(problem, Limits(iterations=EFFORT))
    return problem, {route.duty: [list(trip) for trip in route.trips] for route in found.routes}


def packed(routes, copies=1):
    """Return duties, sizes of trips, and tasks one after another, so many times over."""
    trips = max(map(len, routes.values()))
    sizes = np.zeros((len(routes), trips), dtype=np.int64)
    for row, duty_trips in zip(sizes, routes.values(), strict=True):
        row[: len(duty_trips)] = [len(trip) for trip in duty_trips]
    sequence = [task for duty_trips in routes.values() for trip in duty_trips for task in trip]
    return (
        np.tile(np.array(list(routes)), copies),
        np.tile(sizes, (copies, 1)),
        np.tile(np.array(sequence), copies),
    )


def as_objects(problem, routes):
    """Return vans with their trips as objects."""
    tasks, vans = objects_of(problem)
    return [
        (vans[duty], [[tasks[number] for number in trip] for trip in trips])
        for duty, trips in routes.items()
    ]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_routes_by_the_loop_over_objects(benchmark, size):
    """How long does the peer take, and does it come to the same costs?"""
    problem, routes = routed(size)
    rows = as_objects(problem, routes)
    costs = benchmark(lambda: [price(van, trips) for van, trips in rows])
    expected = duty_costs(flatten(problem), *packed(routes))
    assert costs == pytest.approx(expected.tolist())
    assert max(expected) < INFEASIBLE
    benchmark.extra_info.update(routes=len(rows))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_routes_by_the_evaluator(benchmark, size):
    """How long does the compiled evaluator take for the same routes?"""
    problem, routes = routed(size)
    costs = benchmark(duty_costs, flatten(problem), *packed(routes))
    assert len(costs) == len(routes)
    benchmark.extra_info.update(routes=len(routes))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_whole_solution(benchmark, size):
    """How long does it take to price a solution that is lists of Python, checks included?"""
    problem, routes = routed(size)
    cost = benchmark(evaluate, problem, routes)
    assert cost == pytest.approx(judge(problem, routes).cost)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_fifty_times_as_many_routes(benchmark, size):
    """Does the evaluator price at least 50 times as many routes a second as the loop?"""
    problem, routes = routed(size)
    rows, flat, copies = as_objects(problem, routes), flatten(problem), 40
    many = packed(routes, copies)
    loop, compiled = [], []
    for _ in range(ROUNDS):
        # In turns, so that a busy machine is as unkind to the one as to the other.
        begun = time.perf_counter()
        for van, trips in rows:
            price(van, trips)
        loop.append((time.perf_counter() - begun) / len(rows))
        begun = time.perf_counter()
        duty_costs(flat, *many)
        compiled.append((time.perf_counter() - begun) / len(rows) / copies)
    ratio = min(loop) / min(compiled)
    benchmark.pedantic(duty_costs, (flat, *many), rounds=1)
    benchmark.extra_info.update(
        ratio=ratio, routes_per_second=1 / min(compiled), loop_routes_per_second=1 / min(loop)
    )
    assert ratio >= LEAST_RATIO
