"""How do the steps between reading and searching grow with the number of orders?"""

import time

import numpy as np
import pytest

from benchmarks.counties import SIZES, county, drafts, embedded, planned
from optimizer.checker import check_document
from optimizer.consolidation import EmptyFleet, consolidate
from optimizer.problems import two_echelon_problem
from optimizer.reports import plan_document
from optimizer.timetable import ClockLimits, set_clock

MOST_GROWTH = 2.0
"""Ten times the orders may cost at most twice the time in the steps that look at tasks."""
ROUNDS = 5


def consolidated(size):
    """Consolidate the orders of a size."""
    place = county(size)
    return consolidate(place.instance, EmptyFleet(place.instance, place.travel))


def modelled(size, work):
    """Build both echelons' arrays, and the local problem."""
    place = county(size)
    problem = two_echelon_problem(
        place.instance, local=work.local, linehaul=work.linehaul, travel=place.travel
    )
    return problem.local_problem((), np.zeros((len(work.local), problem.num_bases)))


def timed(size, trips):
    """Put clocks on the same trips."""
    place = county(size)
    return set_clock(place.instance, place.travel, trips, ClockLimits())


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_consolidate(benchmark, size):
    """How long does consolidation take, and do ten times the orders stay as many tasks?"""
    work = benchmark(consolidated, size)
    assert sum(len(rows) for rows in work.local.orders) > len(county(size).instance.orders) * 0.9
    assert len(work.local) == len(consolidated(SIZES[0]).local)
    benchmark.extra_info.update(orders=len(county(size).instance.orders), tasks=len(work.local))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_model(benchmark, size):
    """How long does it take to build the arrays of both echelons?"""
    problem = benchmark(modelled, size, consolidated(size))
    assert problem.num_tasks > 0


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_timetable(benchmark, size):
    """How long does the timetable take?"""
    trips = benchmark.pedantic(timed, args=(size, drafts(size)), rounds=3)
    # A trip that costs more than putting its orders off may be left out.
    assert len(trips) >= 0.9 * len(drafts(size))


def test_growth(benchmark):
    """Do these three steps together take at most twice the time for ten times the orders?"""
    work = {size: consolidated(size) for size in SIZES}
    trips = {size: drafts(size) for size in SIZES}

    def steps(size):
        begun = time.perf_counter()
        consolidated(size)
        modelled(size, work[size])
        timed(size, trips[size])
        return time.perf_counter() - begun

    benchmark.pedantic(steps, args=(SIZES[1],), rounds=1)
    if benchmark.disabled:
        return
    few, many = (min(steps(size) for _ in range(ROUNDS)) for size in SIZES)
    benchmark.extra_info.update(few_s=few, many_s=many, ratio=many / few)
    assert many <= MOST_GROWTH * few


def test_document(benchmark):
    """How long does it take to work out the plan document?"""
    place, plan = embedded(), planned().plan
    document = benchmark(plan_document, plan, place.instance, place.travel)
    assert len(document["orders"]) == len(place.instance.orders)


def test_check(benchmark):
    """How long does the referee take?"""
    place, document = embedded(), planned().document
    assert not benchmark(check_document, document, place.instance, place.travel)
