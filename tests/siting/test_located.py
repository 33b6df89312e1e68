"""Location-routing: room is kept, and the best set of bases is found."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.literature.case import euclidean
from benchmarks.literature.located import Located, judge_located
from benchmarks.literature.siting import benchmark_of_located, located_problem
from optimizer.engines import Limits
from optimizer.engines.strings import StringsEngine
from optimizer.problems import Route, Solution
from optimizer.siting import locate_and_route, opened
from optimizer.siting.located import part
from optimizer.siting.proposing import location_of, propose
from optimizer.siting.rooms import evened, filled, loaded
from tests.siting.subsets import subsets


def case(seed: int = 2, **changes) -> Located:
    """Return twelve customers of 10 and four sites on a square of 100; vehicles hold 30."""
    rng = np.random.default_rng(seed)
    way = np.ceil(euclidean(rng.uniform(0.0, 100.0, (17, 2))))
    parts = {
        "name": "square",
        "way": way,
        "truck_way": None,
        "opening": np.array([90.0, 60.0, 120.0, 75.0]),
        "room": np.array([70.0, 80.0, 120.0, 50.0]),
        "demand": np.full(12, 10.0),
        "capacity": 30.0,
        "fixed": 10.0,
    }
    return Located(**(parts | changes))


def two_levels(seed: int = 2) -> Located:
    """Return the same with trucks of 70 from a depot."""
    plain = case(seed)
    return replace(plain, truck_way=2 * plain.way[:5, :5], truck_capacity=70.0, truck_fixed=50.0)


@pytest.fixture(scope="module")
def engine():
    """Return the engine that knows bases that cost to open."""
    found = StringsEngine()
    found.prepare()
    return found


@pytest.mark.parametrize("square", [case(), two_levels()], ids=["one echelon", "two"])
def test_no_subset_of_the_bases_is_cheaper(square, engine):
    """Every subset with room for all, routed alone with as much effort, costs at least as much."""
    bench = benchmark_of_located(square)
    answer = bench.solve(engine, Limits(iterations=12_000, seed=1))
    verdict = bench.judge(answer.routes)
    assert verdict.breaks == ()
    room = square.room.astype(np.int64)
    for sites in subsets(4):
        if room[list(sites)].sum() < square.demand.sum():
            continue
        roomy = filled(bench.problem, room, sites)
        alone = roomy.widened(engine.solve(roomy.problem, Limits(iterations=4_000, seed=1)))
        assert verdict.cost <= bench.judge(bench.routes(alone)).cost + 1e-6


def test_the_same_effort_gives_the_same_routes(engine):
    """Effort counts iterations, all laps together."""
    problem, room = located_problem(case()), case().room.astype(np.int64)
    one, two = (
        locate_and_route(problem, room, engine, Limits(iterations=2_000, seed=3)) for _ in range(2)
    )
    assert one == two
    assert one.iterations == pytest.approx(2_000, abs=20)
    assert set(opened(problem, one)) <= {0, 1, 2, 3}


def test_the_model_proposes_different_sets_with_room_for_all():
    """Six sets, none twice, the cheapest estimate first."""
    square = case()
    problem = located_problem(square)
    sets = propose(location_of(problem, square.room.astype(np.int64)), 6, seed=0)
    assert len({each.sites for each in sets}) == len(sets) == 6
    assert all(square.room[list(each.sites)].sum() >= 120 for each in sets)
    assert [each.estimate for each in sets] == sorted(each.estimate for each in sets)


def test_vehicles_share_the_room_of_their_base():
    """Room of 70 is two vehicles of 30 and one of 10; a closed base has none."""
    square = case()
    problem = located_problem(square)
    roomy = filled(problem, square.room.astype(np.int64), {0, 3})
    duties = roomy.problem.duties
    assert duties.weight[duties.base == 0].tolist() == [30, 30, 10]
    assert duties.weight[duties.base == 3].tolist() == [30, 20]
    assert set(duties.base.tolist()) == {0, 3}
    assert len(set(duties.twin.tolist())) == 4


def test_room_is_shared_out_anew_round_routes_that_stand():
    """Three routes of 20 at a base of 70 may all grow, together by no more than 10."""
    square = case()
    problem, room = located_problem(square), square.room.astype(np.int64)
    first = np.flatnonzero(problem.duties.base == 0)[:3]
    routes = tuple(Route(int(duty), ((2 * k, 2 * k + 1),)) for k, duty in enumerate(first.tolist()))
    roomy = evened(problem, room, Solution(routes, 0.0))
    mine = roomy.problem.duties
    assert sorted(mine.weight[mine.base == 0].tolist(), reverse=True) == [24, 23, 23]
    start = roomy.narrowed(Solution(routes, 0.0))
    assert len(start.routes) == 3
    assert roomy.widened(start).routes != ()
    for route in start.routes:
        assert loaded(problem.tasks.weight, route) <= mine.weight[route.duty]


def test_what_does_not_fit_is_left_to_the_engine():
    """Three routes of 30 from a base of 70: two of them stand."""
    square = case()
    problem, room = located_problem(square), square.room.astype(np.int64)
    rows = np.flatnonzero(problem.duties.base == 0)[:3].tolist()
    routes = tuple(Route(d, ((3 * k, 3 * k + 1, 3 * k + 2),)) for k, d in enumerate(rows))
    assert len(filled(problem, room).narrowed(Solution(routes, 0.0)).routes) == 2


def test_the_judge_counts_opening_routes_trucks_and_ways():
    """Prices are those of the file: what is closed costs nothing, what breaks is named."""
    square = two_levels()
    bench = benchmark_of_located(square)
    assert bench.customers == 12
    nothing = judge_located(square, bench.routes(Solution((), 0.0)))
    assert len(nothing.breaks) == 12


def test_a_share_of_the_effort_is_never_nothing():
    """Whatever the share, there is an iteration."""
    assert part(Limits(iterations=3), 0.01, seed=5).iterations == 1
    assert part(Limits(seconds=4.0), 0.5, seed=5).seconds == 2.0
