"""Ruin and recreate: never worse than its start, repeatable, right on what can be counted."""

from __future__ import annotations

import subprocess
import sys
from itertools import permutations, product
from pathlib import Path
from random import Random
from threading import Event

import pytest

from optimizer.domain import NO_WAY
from optimizer.engines import Limits
from optimizer.engines.ruin import RuinEngine
from optimizer.problems import INFEASIBLE, Route, Solution, evaluate
from optimizer.units import HOUR, KG
from tests.instances import clock
from tests.problems.arrays import P, Q, collection, duty, problem, task

ROOT = Path(__file__).resolve().parents[2]
AFTERNOON = {
    "start": clock("13:00"),
    "paid_until": clock("19:00"),
    "end": clock("20:00"),
    "shift": 1,
}


def solved(made, iterations=200, seed=1, start=None, **limits):
    """Return the engine's solution after so many iterations."""
    return RuinEngine().solve(made, Limits(iterations=iterations, seed=seed, **limits), start)


def routes(solution):
    """Return the trips of a solution by duty."""
    return {route.duty: [list(trip) for trip in route.trips] for route in solution.routes}


def drawn(seed, count=12):
    """Return tasks at random over a day, and two vans of two shifts each."""
    dice = Random(seed)
    tasks = []
    for _ in range(count):
        ready = clock("06:00") + dice.randrange(0, 8) * HOUR
        tasks.append(
            task(
                site=dice.choice([P, Q]),
                is_delivery=dice.random() < 0.6,
                pieces=dice.randrange(1, 40),
                weight=dice.randrange(20, 300) * KG,
                earliest=ready,
                release=(ready, ready),
                due=(ready + 8 * HOUR, ready + 8 * HOUR),
                classes=dice.choice([1, 2, 4]),
                drop_cost=dice.choice([2_000.0, 500_000.0]),
            )
        )
    shifts = [{}, AFTERNOON]
    return problem(tasks, [duty(base=base, **shift) for base in (0, 1) for shift in shifts])


@pytest.mark.parametrize("seed", range(5))
def test_its_cost_is_what_the_evaluator_says(seed):
    """The cost that it returns is that of its routes, and every task is served once at most."""
    made = drawn(seed)
    found = solved(made)
    assert found.cost == pytest.approx(evaluate(made, routes(found)))
    served = [number for route in found.routes for trip in route.trips for number in trip]
    assert len(served) == len(set(served))
    assert sorted([*served, *found.dropped(made.num_tasks).tolist()]) == list(range(12))


@pytest.mark.parametrize("seed", range(5))
def test_it_is_never_worse_than_its_start(seed):
    """From its own best, whatever the seed, it only gets better."""
    made = drawn(seed)
    start = solved(made, iterations=300, seed=seed)
    for iterations in (0, 1, 50):
        again = solved(made, iterations=iterations, seed=seed + 99, start=start)
        assert again.cost <= start.cost + 1e-6


def test_more_effort_is_never_worse():
    """What a longer search returns is at least as good as dropping everything."""
    made = drawn(3)
    assert solved(made, 500).cost <= evaluate(made, {})


def test_a_start_that_breaks_a_rule_is_repaired():
    """A van loaded with a ton is no start: its tasks are placed anew."""
    made = problem([task(weight=300 * KG) for _ in range(4)], [duty()])
    broken = Solution((Route(0, ((0, 1, 2, 3),)),), 0.0)
    found = solved(made, start=broken)
    assert found.cost == pytest.approx(evaluate(made, routes(found)))
    assert found.cost < INFEASIBLE


@pytest.mark.parametrize("seed", [0, 7])
def test_the_same_effort_and_seed_give_the_same_routes(seed):
    """Two searches of 300 iterations return the same routes at the same cost."""
    made = drawn(seed)
    one, two = solved(made, 300, seed), solved(made, 300, seed)
    assert one == two


def test_the_same_routes_in_another_process():
    """A process of its own finds the same routes."""
    code = (
        "from tests.engines.test_ruin import drawn, solved\nprint(solved(drawn(4), 150, 5).routes)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == repr(solved(drawn(4), 150, 5).routes)


def test_what_fits_nowhere_is_dropped():
    """Of two tasks one weighs 600 kg: it is left out at its price, the other is served."""
    made = problem([task(weight=600 * KG), task()], [duty()])
    found = solved(made)
    assert found.dropped(2).tolist() == [0]
    assert found.cost == pytest.approx(500_000 + evaluate(made, {0: [[1]]}) - 500_000)


def test_what_costs_more_than_it_is_worth_is_dropped():
    """A trip to P costs some 118 yuan: a task worth 100 stays, one worth 200 goes."""
    assert solved(problem([task(drop_cost=10_000.0)], [duty()])).routes == ()
    assert len(solved(problem([task(drop_cost=20_000.0)], [duty()])).routes) == 1


def test_nothing_to_do():
    """Without tasks there are no routes, and no cost."""
    assert solved(problem([], [duty()])) == Solution((), 0.0)


def test_nobody_to_do_it():
    """Without duties everything is dropped."""
    found = solved(problem([task(), task()], []))
    assert (found.routes, found.cost) == ((), 1_000_000)


def test_everything_at_one_site():
    """Fifty tasks of 10 kg at P ride together: one trip, one stop."""
    found = solved(
        problem([task(volume=50_000) for _ in range(50)], [duty(), duty(**AFTERNOON)]), 300
    )
    assert [len(route.trips) for route in found.routes] == [1]
    assert sorted(found.routes[0].trips[0]) == list(range(50))


def test_a_stopped_search_returns_what_it_has():
    """Stopped before it begins it still places what it can, and ends at once."""
    stop = Event()
    stop.set()
    made = drawn(1)
    found = RuinEngine().solve(made, Limits(iterations=10**9, seed=1, stop=stop))
    assert found.iterations == 0
    assert found.cost == pytest.approx(evaluate(made, routes(found)))


def test_it_can_be_stopped_from_within():
    """Stopped at the first cost that it reports it ends long before its iterations are spent."""
    stop = Event()
    costs = []

    def listen(cost):
        costs.append(cost)
        stop.set()

    found = solved(drawn(1), 10**9, stop=stop, on_cost=listen)
    assert 0 < found.iterations < 10**6
    assert costs[-1] == pytest.approx(found.cost / 100)


def test_without_any_limit_it_does_not_search():
    """Neither iterations nor seconds are given: it places the tasks and ends."""
    assert RuinEngine().solve(drawn(2), Limits()).iterations == 0


def every_route(tasks, duties):
    """Yield every way to share tasks out over duties of up to two trips each, in any order."""
    for places in product(range(-1, 2 * duties), repeat=tasks):
        trips = [[t for t in range(tasks) if places[t] == n] for n in range(2 * duties)]
        for orders in product(*(list(permutations(trip)) for trip in trips)):
            yield {
                number: [list(trip) for trip in orders[2 * number : 2 * number + 2] if trip]
                for number in range(duties)
            }


@pytest.mark.parametrize("seed", range(6))
def test_it_finds_the_optimum_of_a_tiny_problem(seed):
    """Four tasks, one of them dear to drop, and two duties: nothing is cheaper than its find."""
    dice = Random(seed)
    made = problem(
        [
            task(
                site=dice.choice([P, Q]),
                is_delivery=dice.random() < 0.5,
                weight=dice.choice([100, 300, 400]) * KG,
                release=(clock("06:00") + dice.randrange(0, 6) * HOUR, NO_WAY),
                due=(clock("12:00") + dice.randrange(0, 6) * HOUR, NO_WAY),
                drop_cost=dice.choice([5_000.0, 500_000.0]) if number else 500_000.0,
            )
            for number in range(4)
        ],
        [duty(), duty(**AFTERNOON)],
    )
    best = min(evaluate(made, found) for found in every_route(4, 2))
    assert solved(made, 400).cost == pytest.approx(best)


def test_collections_ride_home_with_deliveries():
    """A parcel to P and one from P are one trip: cheaper than two."""
    made = problem([task(), collection()], [duty(), duty(**AFTERNOON)])
    found = solved(made)
    assert [sorted(route.trips[0]) for route in found.routes] == [[0, 1]]
