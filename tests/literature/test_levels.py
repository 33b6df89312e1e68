"""Two levels: every rule of the judge, and what engines make of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.literature.judging_stages import judge_stages
from benchmarks.literature.staging import benchmark_of_stages
from benchmarks.literature.supplied import benchmark_of_levels
from benchmarks.literature.timed_levels import Run, Stages, read_dellaert, read_pickup_set
from benchmarks.literature.two_echelons import (
    Freighter,
    Levels,
    Truck,
    judge_levels,
    read_levels,
    read_two_levels,
)
from optimizer.engines.limits import Limits
from optimizer.engines.ruin import RuinEngine
from optimizer.engines.strings import StringsEngine
from optimizer.problems import check_problem
from tests.literature.levels import FREIGHTERS, LEVELS, LEVELS_FILE, TIMED, levels, timed


def broken(case, routes):
    """Return what routes of two levels break."""
    return list(judge_levels(case, routes).breaks)


def late(case, stages):
    """Return what stages break."""
    return list(judge_stages(case, stages).breaks)


def test_both_levels_are_paid():
    """Freighters drive 14 and trucks 60; half a unit for each of the 4 at satellite 1 is 2."""
    assert judge_levels(levels(), LEVELS).cost == pytest.approx(74)
    assert broken(levels(), LEVELS) == []
    dear = levels(handling=np.array([0.0, 0.5, 0.0, 0.0, 0.0, 0.0]), unit=100.0)
    assert judge_levels(dear, LEVELS).cost == pytest.approx(0.76)


def test_a_satellite_gets_just_what_its_freighters_take():
    """One unit too few and one too many are told with their amounts."""
    few = replace(LEVELS, trucks=(Truck((1, 2), (1.0, 5.0)), Truck((1,), (2.0,))))
    assert broken(levels(), few) == ["satellite 1 lacks 1"]
    many = replace(LEVELS, trucks=(Truck((1, 2), (2.0, 5.0)), Truck((1,), (3.0,))))
    assert broken(levels(), many) == ["satellite 1 has too much by 1"]


def test_loads_of_both_levels_have_limits():
    """A truck of 5 is one short for 6, a freighter of 4 one short for 5."""
    assert broken(levels(truck_capacity=5.0), LEVELS) == ["truck 0 carries 1 over 5"]
    assert broken(levels(capacity=4.0), LEVELS) == ["freighter 1 carries 1 over 4"]


def test_fleets_of_both_levels_have_limits():
    """One truck, one freighter, and one at a satellite are each one too few."""
    assert broken(levels(trucks=1), LEVELS) == ["2 trucks; there are 1"]
    assert broken(levels(freighters=1), LEVELS) == ["2 freighters; there are 1"]
    both = replace(LEVELS, freighters=(Freighter(2, (3,)), Freighter(2, (4, 5))))
    told = "satellite 2 has 2 freighters; 1 at most"
    assert broken(levels(most_each=1), both) == [told]


def test_customers_of_two_levels_are_served_once():
    """Left out or twice is told, and so is a base that is no satellite."""
    none = replace(LEVELS, freighters=FREIGHTERS[:1])
    assert broken(levels(), none)[0] == "customer 4 is served 0 times"
    twice = replace(LEVELS, freighters=(Freighter(1, (3,)), Freighter(2, (4, 5, 4))))
    assert broken(levels(), twice) == ["customer 4 is served 2 times"]
    nowhere = replace(LEVELS, freighters=(Freighter(3, (3,)), FREIGHTERS[1]))
    assert broken(levels(), nowhere) == ["node 3 is no satellite"]


def test_files_of_two_levels_are_read(tmp_path):
    """The line stands in a file as in its case, handling costs included."""
    path = tmp_path / "Set9_line.dat"
    path.write_text(LEVELS_FILE, encoding="utf-8")
    case = read_two_levels(path)
    assert case.distance.tolist() == levels().distance.tolist()
    assert case.demand.tolist() == levels().demand.tolist()
    assert case.handling.tolist() == [0, 0.5, 0, 0, 0, 0]
    assert (case.trucks, case.freighters, case.most_each, case.unit) == (2, 3, 2, 1.0)
    routes = "0 - 0 -> 1(4.0) -> 0 - 20\n1 - 1 -> 3(4.0) -> 1 - 4\n"
    (tmp_path / "a.txt").write_text(routes, encoding="utf-8")
    assert read_levels(tmp_path / "a.txt") == Levels((Truck((1,), (4.0,)),), FREIGHTERS[:1])


def test_an_engine_finds_the_best_of_the_line():
    """All from satellite 2 would ask for more freighters: 74 is the best, and it is found."""
    bench = benchmark_of_levels(levels())
    check_problem(bench.problem)
    verdict = bench.judge(bench.solve(StringsEngine(), Limits(iterations=2_000, seed=1)).routes)
    assert verdict.breaks == ()
    assert verdict.cost <= 74 + 1e-9


def test_stages_keep_their_clocks_to_the_unit():
    """The stages of the line are in time everywhere, with nothing to spare, and cost 94."""
    verdict = judge_stages(timed(), TIMED)
    assert (verdict.breaks, verdict.cost) == ((), pytest.approx(94))


def test_a_freighter_waits_for_its_truck():
    """Unloading a unit more slowly makes both freighters late, by what is unloaded before."""
    told = late(timed(per_unit=0.75), TIMED)
    assert told == ["freighter 0 is 1 late at 3", "freighter 1 is 2.25 late at 4"]
    stops = timed(per_stop=np.array([0.0, 0.0, 1.0, 0.0, 0.0, 0.0]))
    assert late(stops, TIMED) == ["freighter 1 is 1 late at 4"]


def test_every_freighter_is_loaded_and_emptied_by_one_truck():
    """No truck, and two trucks, are told for both stages."""
    assert late(timed(), replace(TIMED, deliveries=(Run(0, (0,)),))) == [
        "freighter 1 is loaded by 0 trucks"
    ]
    assert late(timed(), replace(TIMED, collections=(Run(0, (0, 1)), Run(0, (1,))))) == [
        "freighter 1 is emptied by 2 trucks"
    ]


def test_loads_of_stages_have_limits():
    """Trucks of 8 are one short for 9; what is picked up counts on the way."""
    assert late(timed(truck_capacity=8.0), TIMED) == ["truck 0 delivers 1 over 8"]
    full = timed(pickup=np.array([0.0, 0.0, 0.0, 2.0, 5.0, 1.0]))
    assert late(full, TIMED) == ["freighter 1 carries 1 over 6"]


@pytest.mark.parametrize("engine", [StringsEngine(), RuinEngine()], ids=lambda each: each.name)
def test_stages_that_an_engine_finds_are_feasible(engine):
    """Freighters are planned so that trucks can be there before."""
    due = np.array([0.0, 0.0, 0.0, 15.0, 28.0, 37.0])
    bench = benchmark_of_stages(timed(due=due))
    check_problem(bench.problem)
    answer = bench.solve(engine, Limits(iterations=1_000, seed=1))
    assert bench.judge(answer.routes).breaks == ()


def test_files_with_windows_are_read(tmp_path):
    """Customers come first in the file and last in the numbering; the depots' number is told."""
    text = " 12 0 1 14 4 5\n 21 0 2 25 3 5\n 10 0 9\n 20 0 9\n 0 0 0\n"
    (tmp_path / "set1").mkdir()
    for place in (tmp_path / "Ca1-1,2,2.txt", tmp_path / "set1" / "2-2-1.txt"):
        place.write_text(text, encoding="utf-8")
    plain = read_dellaert(tmp_path / "Ca1-1,2,2.txt")
    assert (plain.depots, plain.satellites, list(plain.customers)) == (1, 2, [3, 4])
    assert (plain.per_stop.tolist(), plain.per_unit) == ([0, 9, 9, 0, 0], 0)
    assert (plain.truck_capacity, plain.capacity, plain.fixed) == (200, 50, 25)
    both = read_pickup_set(tmp_path / "set1" / "2-2-1.txt")
    assert (both.pickup.tolist(), both.per_unit) == ([0, 0, 0, 2, 1], 0.5)
    assert both.distance[0, 3] == 12


def test_an_empty_answer_is_none():
    """Nobody served is three customers missing."""
    assert len(late(timed(), Stages((), (), ()))) == 3
