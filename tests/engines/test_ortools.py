"""OR-Tools routing: it keeps every rule, never ends worse than it began, and repeats itself."""

from __future__ import annotations

import subprocess
import sys
from random import Random
from threading import Event

import numpy as np
import pytest

from optimizer.consolidation import EmptyFleet, consolidate
from optimizer.domain import NO_WAY
from optimizer.engines import Limits
from optimizer.engines.ortools import OrtoolsEngine, starts
from optimizer.engines.ortools import search as searching
from optimizer.engines.ortools.blocks import contract, expand, stop_blocks
from optimizer.engines.ortools.dimensions import covering_classes
from optimizer.engines.ortools.exact import Pricer
from optimizer.engines.ortools.ranks import rank_clocks
from optimizer.errors import EngineError
from optimizer.problems import Route, Solution, evaluate, two_echelon_problem
from optimizer.units import HOUR, KG, KM, MINUTE
from tests.instances import clock, county, travel
from tests.problems.arrays import A, P, Q, collection, duty, problem, task

AFTERNOON = {
    "start": clock("13:00"),
    "paid_until": clock("19:00"),
    "end": clock("20:00"),
    "shift": 1,
}


def solved(made, iterations=60, start=None, **limits):
    """Return the engine's solution after so many iterations, its cost checked."""
    found = OrtoolsEngine().solve(made, Limits(iterations=iterations, **limits), start)
    assert found.cost == pytest.approx(evaluate(made, routes(found)))
    return found


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
                pieces=dice.randrange(0, 40),
                weight=dice.randrange(20, 300) * KG,
                earliest=ready,
                release=(ready, ready),
                due=(ready + 8 * HOUR, ready + 8 * HOUR),
                classes=dice.choice([1, 2, 4]),
                excluded=dice.choice([0, 0, 8]),
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
    served = [number for route in found.routes for trip in route.trips for number in trip]
    assert sorted([*served, *found.dropped(made.num_tasks).tolist()]) == list(range(12))
    assert found.cost < evaluate(made, {})


@pytest.mark.parametrize("seed", range(5))
def test_it_is_never_worse_than_its_start(seed):
    """From a start it only gets better, with whatever effort."""
    made = drawn(seed)
    start = solved(made, 5)
    for iterations in (0, 1, 80):
        assert solved(made, iterations, start, seed=seed).cost <= start.cost + 1e-6


def test_a_good_start_is_kept():
    """Both parcels on one trip is the optimum: the search returns these routes."""
    made = problem([task(), task(site=Q)], [duty(), duty(**AFTERNOON)])
    start = Solution((Route(0, ((0, 1),)),), evaluate(made, {0: [[0, 1]]}))
    assert solved(made, 40, start).routes == start.routes


def test_a_start_that_breaks_a_rule_is_mended():
    """Of four times 300 kg only one fits a trip: what the start has too much comes later."""
    made = problem([task(weight=300 * KG) for _ in range(4)], [duty(), duty(**AFTERNOON)])
    broken = Solution((Route(0, ((0, 1, 2, 3),)),), 0.0)
    assert len(solved(made, start=broken).dropped(4)) == 0


def test_the_same_effort_gives_the_same_routes():
    """Two searches of 60 iterations return the same routes at the same cost."""
    assert solved(drawn(3), seed=3) == solved(drawn(3), seed=3)


def test_seconds_end_the_search():
    """A search by the clock ends, and serves two parcels on one trip."""
    made = problem([task(), task(site=Q)], [duty(), duty(**AFTERNOON)])
    found = OrtoolsEngine().solve(made, Limits(seconds=0.5))
    assert [len(route.trips) for route in found.routes] == [1]


def test_a_stopped_search_ends_at_once():
    """Stopped before it begins it returns its start, stopped on its first cost soon after."""
    stop, costs = Event(), []

    def listen(cost):
        costs.append(cost)
        stop.set()

    found = solved(drawn(1), 10**9, stop=stop, on_cost=listen)
    assert 0 < found.iterations < 1_000
    assert costs[-1] == pytest.approx(found.cost / 100)
    again = solved(drawn(1), 10**9, found, stop=stop)
    assert (again.iterations, again.routes) == (0, found.routes)


def test_without_any_limit_it_does_not_search():
    """Neither iterations nor seconds are given: everything is dropped."""
    assert OrtoolsEngine().solve(drawn(2), Limits()).routes == ()


def test_collections_share_the_room_with_deliveries():
    """300 kg out and 300 kg back ride together; 300 kg fetched first would not leave room."""
    both = problem([task(weight=300 * KG), collection(weight=300 * KG)], [duty()])
    assert routes(solved(both)) == {0: [[0, 1]]}
    order = problem(
        [
            collection(weight=300 * KG, latest=clock("08:30")),
            task(weight=300 * KG, site=Q, earliest=clock("09:30")),
        ],
        [duty()],
    )
    assert [len(route.trips) for route in solved(order).routes] == [2]


def test_a_stop_lies_within_hours():
    """Q closes from 12 to 14: what is released at the hub at 11:30 waits for the afternoon."""
    late = clock("11:30")
    made = problem([task(site=Q, release=(late, late))], [duty(), duty(**AFTERNOON)])
    assert routes(solved(made)) == {1: [[0]]}


def test_a_trip_leaves_when_all_is_released():
    """One parcel at once and one at 10:00, due at 9:00 and 12:00, are two trips of a morning."""
    ten = clock("10:00")
    made = problem(
        [
            task(due=(clock("09:00"), NO_WAY), release=(0, NO_WAY)),
            task(due=(clock("12:00"), NO_WAY), release=(ten, NO_WAY)),
        ],
        [duty()],
    )
    assert routes(solved(made)) == {0: [[0], [1]]}


def test_a_collection_is_back_when_it_is_due():
    """Fetched at P after 8:00 and of use at the hub until 9:30 only, it does not wait for Q."""
    noon = clock("09:30")
    made = problem(
        [
            collection(hard=(noon, NO_WAY), due=(noon, NO_WAY), release=(0, NO_WAY)),
            task(site=Q, earliest=clock("10:30"), release=(0, NO_WAY)),
        ],
        [duty()],
    )
    assert routes(solved(made)) == {0: [[0], [1]]}


def test_a_van_reloads():
    """Three times 300 kg fit a van of 550 kg in three trips over two shifts."""
    made = problem([task(weight=300 * KG) for _ in range(3)], [duty(), duty(**AFTERNOON)])
    found = solved(made)
    assert sum(len(route.trips) for route in found.routes) == 3


def test_classes_that_exclude_each_other_ride_apart():
    """Food (bit 1) and agrochemicals (bit 3) for P take two trips, general goods join either."""
    made = problem(
        [task(classes=2, excluded=8), task(classes=8, excluded=2), task(classes=1)], [duty()]
    )
    trips = solved(made).routes[0].trips
    assert sorted(len(trip) for trip in trips) == [1, 2]
    assert not any({0, 1} <= set(trip) for trip in trips)


def test_a_duty_keeps_its_range():
    """P and Q are 47.5 km round from the hub: with 47 km one of them is left out."""
    tasks = [task(release=(0, NO_WAY)), task(site=Q, release=(0, NO_WAY))]
    assert len(solved(problem(tasks, [duty(range=47_500)])).dropped(2)) == 0
    assert len(solved(problem(tasks, [duty(range=47 * KM)])).dropped(2)) == 1


def test_a_late_task_is_served_late():
    """Nobody can be at P before 8:00; due at 7:30 it costs a fine and is served all the same."""
    made = problem([task(due=(clock("07:30"), NO_WAY), release=(0, NO_WAY))], [duty()])
    assert routes(solved(made)) == {0: [[0]]}


def test_a_start_that_is_late_may_stay_so():
    """A task could be on time alone, but the start serves it late: the cost is no worse."""
    made = problem(
        [task(due=(clock("08:10"), NO_WAY)), task(site=Q, latest=clock("08:00"))],
        [duty(base=1)],
    )
    start = Solution((Route(0, ((1, 0),)),), evaluate(made, {0: [[1, 0]]}))
    assert solved(made, 30, start).cost <= start.cost


@pytest.mark.parametrize(
    ("tasks", "left"),
    [
        ([task(weight=600 * KG), task()], [0]),
        ([task(site=Q, earliest=clock("12:10"), latest=clock("13:50"))], [0]),
        ([task(earliest=clock("11:00"), latest=clock("10:00"))], [0]),
        ([task(release=(NO_WAY, NO_WAY))], [0]),
        ([task(classes=2, excluded=2)], [0]),
        ([collection(pieces=0, weight=0, volume=0, site=Q, latest=clock("13:00"))], []),
        ([task(volume=50_000) for _ in range(40)], []),
        ([task(site=A)], []),
    ],
    ids=["heavy", "lunch", "windows", "no base", "itself", "visit", "one site", "at a base"],
)
def test_what_cannot_be_done_is_dropped(tasks, left):
    """Whatever the task, the search ends with a solution that serves what can be served."""
    made = problem(tasks, [duty(), duty(base=1)])
    assert solved(made, 20).dropped(len(tasks)).tolist() == left


def test_nothing_to_do_and_nobody_to_do_it():
    """Without tasks there is no cost, without duties everything is dropped."""
    assert solved(problem([], [duty()])) == Solution((), 0.0)
    assert solved(problem([task(), task()], [])) == Solution((), 1_000_000)


def test_the_county_is_served():
    """Of a consolidated day each local task rides, both ways, and a station is no detour."""
    rows = [{"destination": site, "pieces": n} for site in "PQ" for n in (1, 7, 30)]
    rows += [{"origin": site, "destination": "H"} for site in "PQ"]
    instance, matrices = county(*rows), travel()
    work = consolidate(instance, EmptyFleet(instance, matrices))
    whole = two_echelon_problem(instance, local=work.local, linehaul=work.linehaul, travel=matrices)
    made = whole.local_problem((), np.zeros((len(work.local), whole.num_bases)))
    assert made.num_tasks >= 4
    assert len(solved(made).dropped(made.num_tasks)) == 0


def test_a_refused_model_is_an_error(monkeypatch):
    """Where OR-Tools calls the search invalid, here by a share above 1, the engine says E301."""

    def spoiled(model, limits):
        parameters = searching.close_model(model, limits)
        parameters.ls_operator_neighbors_ratio = 7.0
        return parameters

    monkeypatch.setattr(starts, "close_model", spoiled)
    with pytest.raises(EngineError, match="E301"):
        solved(drawn(0))


def test_it_is_loaded_only_where_it_is_used():
    """Importing the engine does not import OR-Tools."""
    code = "import sys, optimizer.engines.ortools; print('ortools' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def test_blocks_are_stops():
    """What a stop delivers and what it collects are blocks; expanded they cost the same."""
    made = problem([task(), collection(), task(pieces=3), task(site=Q)], [duty()])
    way = (Route(0, ((0, 1, 2, 3),)),)
    blocks, inner = stop_blocks(made, way, whole=True)
    assert blocks == [(0, 2), (1,), (3,)]
    assert contract(made, blocks).tasks.pieces.tolist() == [4, 1, 1]
    assert expand(blocks, inner) == (Route(0, ((0, 2, 1, 3),)),)
    pricer = Pricer(made)
    assert pricer.settle(expand(blocks, inner)).cost == pytest.approx(pricer.settle(way).cost)


def test_ranks_follow_the_clocks_of_every_base():
    """Where bases disagree a clock is later than need be, never earlier."""
    clocks = np.array([[10, 50], [20, 40], [30, NO_WAY], [5, 5]])
    ranks = rank_clocks(clocks, np.array([True, True, True, False]))
    assert ranks.of_task.tolist() == [1, 2, 3, 0]
    assert ranks.clocks[:, 1:].tolist() == [[10, 20, 30], [50, 50, 50]]
    assert (ranks.reached(0, 9), ranks.reached(0, 20), ranks.between(0, 10, 30)) == (0, 2, [2])


def test_few_classes_cover_all_exclusions():
    """Agrochemicals exclude food and plants: one dimension parts all three."""
    classes, excluded = np.array([1, 2, 4, 8]), np.array([0, 8, 8, 6])
    assert covering_classes(classes, excluded) == [3]


def test_insertion_finds_the_cheapest_place():
    """A dropped parcel for P joins the trip that goes there, not a trip of its own."""
    made = problem([task(), task(site=Q), task()], [duty(), duty(**AFTERNOON)])
    pricer = Pricer(made)
    start = pricer.settle((Route(0, ((0,),)), Route(1, ((1,),))))
    full = pricer.insert(start, [2], [0, 1])
    assert sorted(full.routes[0].trips[0]) == [0, 2]
    assert full.cost == pytest.approx(evaluate(made, routes(full)))


def test_overlong_handling_is_no_hang():
    """A thousand pieces take two and a half hours at P: one stop within its hours."""
    made = problem([task(pieces=1_000, earliest=10 * MINUTE)], [duty()])
    assert routes(solved(made, 10)) == {0: [[0]]}
