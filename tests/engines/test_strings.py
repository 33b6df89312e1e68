"""String removals: every plain rule is kept, no start is lost, trucks are paid exactly."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

import numpy as np
import pytest

from optimizer.domain import NO_WAY
from optimizer.engines import Limits
from optimizer.engines.strings import StringsEngine, plan_supply
from optimizer.errors import EngineError
from optimizer.problems import (
    INFEASIBLE,
    NOWHERE,
    Route,
    Solution,
    Supply,
    beyond_plain,
    breaks,
    evaluate,
    tour_costs,
    trucks_cost,
)
from optimizer.units import HOUR, KG, KM, MINUTE
from tests.engines.test_pyvrp import altered, plain

ENGINE = StringsEngine()


def once(seed=0, count=9, **changes):
    """Return a drawn problem in which a duty is one trip."""
    return altered(plain(seed, count), **{"most_trips": 1} | changes)


def trips_of(solution):
    """Return a solution as the evaluator takes it."""
    return {route.duty: [list(trip) for trip in route.trips] for route in solution.routes}


def solved(problem, iterations=2_000, start=None, seed=0):
    """Return a solution after so many ruins."""
    return ENGINE.solve(problem, Limits(iterations=iterations, seed=seed), start)


VARIANTS = {
    "windows, pickups, two types, two bases": {},
    "volume binds too": {"volume": [300_000 + 50_000 * k for k in range(9)]},
    "released at one base later than at the other": {
        "release": [(8 * HOUR, 9 * HOUR + k * MINUTE) for k in range(9)]
    },
    "short duties": {"max_duration": 150 * MINUTE},
    "no pay for time": {"second_cost": 0.0, "overtime_cost": 0.0},
    "some vans may not serve some": {"classes": [1 << k % 3 for k in range(9)], "carries": 5},
    "a base that opens at a price": {"base_day_cost": np.array([9_000.0, 500.0])},
}


@pytest.mark.parametrize("changes", VARIANTS.values(), ids=VARIANTS.keys())
@pytest.mark.parametrize("seed", range(3))
def test_routes_keep_every_rule_at_the_cost_that_is_told(seed, changes):
    """The evaluator finds no broken rule and the same cost, to the cent."""
    problem = once(seed, **changes)
    assert ENGINE.cannot(problem) is None
    solution = solved(problem)
    assert breaks(problem, trips_of(solution)) == []
    assert solution.cost == pytest.approx(evaluate(problem, trips_of(solution)), abs=1.0)
    assert len(solution.dropped(problem.num_tasks)) < problem.num_tasks


def test_it_finds_what_trying_everything_finds():
    """Three tasks of two vans: no assignment and order is cheaper than what is found."""
    from itertools import permutations, product

    problem = once(1, count=3)
    best = INFEASIBLE
    for duties in product(range(problem.num_duties), repeat=3):
        for order in permutations(range(3)):
            routes: dict[int, list[list[int]]] = {}
            for task in order:
                routes.setdefault(duties[task], [[]])[0].append(task)
            best = min(best, evaluate(problem, routes))
    assert solved(problem).cost == pytest.approx(best, abs=1.0)


def test_a_start_is_never_lost():
    """With no more than one ruin the answer costs no more than the start."""
    problem = once(2)
    start = solved(problem, 3_000)
    assert solved(problem, 1, start, seed=5).cost <= start.cost + 1e-6


def test_a_stopped_search_ends_at_once():
    """A set stop leaves the routes that insertion alone has found."""
    stop = Event()
    stop.set()
    solution = ENGINE.solve(once(), Limits(seconds=30.0, stop=stop))
    assert solution.routes


def test_the_same_effort_gives_the_same_routes():
    """Two searches of one seed end alike, of another seed they need not."""
    problem = once(3)
    assert solved(problem) == solved(problem)


@pytest.mark.parametrize(
    ("rule", "changes"),
    {
        "several trips to a duty": {"most_trips": 2},
        "lateness": {"due": [(8 * HOUR, 8 * HOUR)] * 9},
        "paid waiting of goods": {"wait_rate": 0.1},
        "ranges": {"range": 50 * KM},
        "classes that exclude each other": {"excluded": 2},
        "alternatives": {"group": 1},
    }.items(),
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_it_names_the_rule_that_it_does_not_know(rule, changes):
    """What is not plain is refused by name, and solving it is an error of its own code."""
    problem = once(**changes)
    assert ENGINE.cannot(problem) == beyond_plain(problem) == rule
    with pytest.raises(EngineError, match="E303"):
        solved(problem)


def drawn_supply(seed, stations=4):
    """Return a supply of stations round a hub, and what they ask for."""
    dice = np.random.default_rng(seed)
    places = dice.uniform(0, 100, (stations, 2)) - 50
    one_way = np.hypot(*places.T)
    between = np.hypot(*(places[:, None] - places[None]).T)
    loads = dice.integers(0, 230, stations)
    trucks = int(np.ceil(loads.sum() / 100)) + int(dice.integers(0, 2))
    tours = tour_costs(one_way, one_way, between, per_truck=0.0)
    return Supply(np.arange(stations), np.rint(tours * 100), 100, trucks, 99), loads


@pytest.mark.parametrize("seed", range(40))
def test_trucks_cost_nearly_what_the_exact_model_finds(seed):
    """Chains of split loads are never cheaper than the integer program, 1 % dearer at most."""
    supply, loads = drawn_supply(seed)
    tours = plan_supply(supply, loads)
    cost = sum(supply.tour_cost[sum(1 << s for s in tour.stations)] for tour in tours)
    quick = trucks_cost(supply.tour_cost.astype(np.int64), 100, supply.trucks, loads, 0)
    assert cost - 1.0 <= quick <= 1.01 * cost
    brought = np.zeros_like(loads)
    for tour in tours:
        assert sum(tour.amounts) <= supply.capacity
        brought[list(tour.stations)] += tour.amounts
    assert brought.tolist() == loads.tolist()
    assert len(tours) <= supply.trucks


def test_trucks_mostly_cost_what_the_exact_model_finds():
    """Of forty drawn supplies at least thirty-five are priced exactly."""
    exact = 0
    for seed in range(40):
        supply, loads = drawn_supply(seed)
        tours = plan_supply(supply, loads)
        cost = sum(supply.tour_cost[sum(1 << s for s in tour.stations)] for tour in tours)
        quick = trucks_cost(supply.tour_cost.astype(np.int64), 100, supply.trucks, loads, 0)
        exact += abs(quick - cost) <= 1.0
    assert exact >= 35


def test_too_few_trucks_are_said_to_be_too_few():
    """Two trucks of 100 cannot bring 201: E305, and no price in the search."""
    supply, _ = drawn_supply(0)
    loads = np.array([100, 50, 51, 0])
    with pytest.raises(EngineError, match="E305"):
        plan_supply(replace(supply, trucks=2), loads)
    tours = supply.tour_cost.astype(np.int64)
    assert trucks_cost(tours, 100, 2, loads, 0) >= NOWHERE
    assert trucks_cost(tours, 100, 3, loads, 0) < NOWHERE
    assert trucks_cost(tours, 100, 2, np.array([100, 50, 50, 0]), 0) < NOWHERE


def test_a_full_truck_that_may_be_overfilled_pays_its_share():
    """110 on a truck of 100 cost a tenth of the tour more, if ten on top may be."""
    tours = np.array([0, 1_000], dtype=np.int64)
    assert trucks_cost(tours, 100, 1, np.array([110]), 10) == NOWHERE
    both = np.array([0, 1_000, 1_000, 1_200], dtype=np.int64)
    assert trucks_cost(both, 100, 1, np.array([60, 50]), 10) == 1_320
    assert trucks_cost(both, 100, 1, np.array([60, 50]), 0) == NOWHERE


def test_routes_gather_where_trucks_are_cheap():
    """Where the trucks to one station cost far more, all routes begin at the other."""
    problem = once(4, second_cost=0.0, overtime_cost=0.0)
    dear = Supply(np.array([0, 1]), np.array([0.0, 1e7, 10.0, 1e7]), 10_000 * KG, 9, 12)
    solution = solved(replace(problem, supply=dear), 3_000)
    assert {int(problem.duties.base[route.duty]) for route in solution.routes} == {1}
    priced = evaluate(replace(problem, supply=dear), trips_of(solution))
    assert solution.cost == pytest.approx(priced, abs=1.0)


def test_no_more_duties_work_than_the_supply_allows():
    """With two duties allowed in all, at most two are at work."""
    problem = once(4)
    few = Supply(np.array([0, 1]), np.array([0.0, 1.0, 1.0, 1.0]), 10_000 * KG, 9, 2)
    solution = solved(replace(problem, supply=few), 2_000)
    assert 1 <= len(solution.routes) <= 2
    assert evaluate(replace(problem, supply=few), trips_of(solution)) < INFEASIBLE


def test_tours_of_too_many_stations_are_refused():
    """Tours are enumerated: thirteen stations are said to be too many."""
    many = np.ones(13)
    with pytest.raises(ValueError, match="13 stations"):
        tour_costs(many, many, np.ones((13, 13)), per_truck=0.0)


def test_a_start_on_a_busy_vehicle_counts_it():
    """A start with one route is read with its vehicle in use: no second route gets it."""
    problem = once(0, count=4)
    start = Solution((Route(0, ((0,),)),), 0.0)
    solution = solved(problem, 500, start)
    duties = [route.duty for route in solution.routes]
    assert len(set(duties)) == len(duties)
    assert evaluate(problem, trips_of(solution)) < INFEASIBLE
    assert max(duties) < NO_WAY
