"""Files of location-routing and of plain location, and their judges, by cases known by heart."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.literature.choosing import benchmark_of_choice, judge_choice
from benchmarks.literature.located import Located, judge_located
from benchmarks.literature.located_files import (
    read_capacitated,
    read_located,
    read_medians,
    read_two_located,
)
from benchmarks.literature.siting import benchmark_of_located
from benchmarks.literature.two_echelons import Freighter, Levels, Truck
from optimizer.engines import Limits
from optimizer.engines.strings import StringsEngine
from optimizer.siting import Location

ONE = "2\n2\n\n0 0\n10 0\n\n3 4\n10 1\n\n8\n\n9\n7\n\n5\n6\n\n100\n200\n\n30\n\n{code}\n"
TWO = "2\n2\n\n0 0\n0 1\n10 0\n\n3 4\n10 1\n\n8\n20\n\n9\n7\n\n5\n6\n\n100\n200\n\n30\n50\n\n0\n"
NGUYEN = "2 2\n20 8\n50 30\n0 0\n0 1 9 100\n10 0 7 200\n3 4 5\n10 1 6\n"
MEDIANS = "3 3 1\n1 2 9\n2 3 4\n1 2 5\n"
STORES = "2 2\n9 100\n7 200\n5 1 4\n6 8 2\n"


def written(folder, name, text):
    """Write a file and return its path."""
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_code_0_counts_hundredths_rounded_up(tmp_path):
    """From (0, 0) to (3, 4) are 500; from (10, 0) it is the root of 65 times 100, rounded up."""
    case = read_located(written(tmp_path, "a.dat", ONE.format(code=0)))
    assert case.way[1, 3] == 500
    assert case.way[2, 3] == 807
    assert (case.capacity, case.fixed, case.sites, len(case.customers)) == (8, 30, 2, 2)
    assert case.room.tolist() == [9, 7]
    assert case.demand.tolist() == [5, 6]
    assert case.opening.tolist() == [100, 200]


def test_code_1_counts_doubles(tmp_path):
    """Nothing is rounded."""
    case = read_located(written(tmp_path, "a.dat", ONE.format(code=1)))
    assert case.way[2, 3] == pytest.approx(np.sqrt(65.0))


@pytest.mark.parametrize(("name", "text", "unit"), [("a.dat", TWO, 100), ("a.txt", NGUYEN, 10)])
def test_trucks_pay_twice(tmp_path, name, text, unit):
    """Both sets double the first level; the file's form tells how finely it counts."""
    case = read_two_located(written(tmp_path, name, text))
    assert case.truck_way[0, 1] == 2 * unit
    assert case.way[0, 1] == unit
    assert (case.truck_capacity, case.truck_fixed, case.capacity, case.fixed) == (20, 50, 8, 30)
    assert case.room.tolist() == [9, 7]
    assert case.opening.tolist() == [100, 200]


def test_of_two_edges_the_last_one_counts(tmp_path):
    """Between nodes 1 and 2 it is 5, so 9 from 1 to 3 over 2; the median is node 2."""
    case = read_medians(written(tmp_path, "a.txt", MEDIANS))
    assert case.cost.tolist() == [[0, 5, 9], [5, 0, 4], [9, 4, 0]]
    bench = benchmark_of_choice(case)
    verdict = bench.judge(bench.solve(StringsEngine(), Limits()).routes)
    assert (verdict.cost, verdict.breaks, verdict.vehicles) == (9.0, (), 1)


def test_costs_of_a_capacitated_file_are_for_all_of_a_demand(tmp_path):
    """Customer 1 at site 1 for 1, customer 2 at site 2 for 2, and 300 to open both."""
    bench = benchmark_of_choice(read_capacitated(written(tmp_path, "a.txt", STORES)))
    verdict = bench.judge(bench.solve(StringsEngine(), Limits()).routes)
    assert (verdict.cost, verdict.breaks) == (303.0, ())


def test_a_choice_that_breaks_a_rule_is_named(tmp_path):
    """Half a customer, a closed site, too much, no answer."""
    case = read_capacitated(written(tmp_path, "a.txt", STORES))
    share = np.array([[1.0, 0.0], [1.0, 0.0]])
    assert judge_choice(case, Location((0,), share, 0.0, 0.0)).breaks == ("site 0 gives 2 over 9",)
    closed = judge_choice(case, Location((1,), np.array([[0.5, 0.0], [0.0, 1.0]]), 0.0, 0.0))
    assert closed.breaks == ("customer 0 is served 0.5 times", "site 0 serves and is closed")
    assert not judge_choice(case, None).is_feasible


def line(**changes) -> Located:
    """
    Return two sites at 10 and 20, customers at 12, 21 and 25, and trucks from 0.

    Opening costs 7 and 8, a route 1, a truck 2. Customer 3 from site 1, the others from site
    2 with 5 of 6: 4 + 10 on the way, 2 routes, 15 to open, and a truck of 12 over both for 42.
    """
    spots = np.array([0.0, 10.0, 20.0, 12.0, 21.0, 25.0])
    way = np.abs(spots[:, None] - spots[None])
    parts = {
        "name": "line",
        "way": way,
        "truck_way": way[:3, :3],
        "opening": np.array([7.0, 8.0]),
        "room": np.array([6.0, 5.0]),
        "demand": np.array([4.0, 3.0, 2.0]),
        "capacity": 6.0,
        "fixed": 1.0,
        "truck_capacity": 12.0,
        "truck_fixed": 2.0,
    }
    return Located(**(parts | changes))


ROUTES = (Freighter(1, (3,)), Freighter(2, (4, 5)))
LEVELS = Levels((Truck((1, 2), (4.0, 5.0)),), ROUTES)


def test_the_judge_pays_sites_routes_and_trucks():
    """15 to open, 2 for routes, 14 on the way, 42 for the truck: 73."""
    verdict = judge_located(line(), LEVELS)
    assert verdict.breaks == ()
    assert verdict.cost == 73.0
    assert judge_located(line(truck_way=None), Levels((), ROUTES)).cost == 31.0


@pytest.mark.parametrize(
    ("case", "levels", "broken"),
    [
        (line(), replace(LEVELS, freighters=ROUTES[1:]), "customer 3 is served 0 times"),
        (line(), replace(LEVELS, freighters=(*ROUTES, ROUTES[0])), "customer 3 is served 2 times"),
        (line(capacity=4.0), LEVELS, "route 1 carries 1 over 4"),
        (line(room=np.array([6.0, 4.0])), LEVELS, "site 2 gives 1 over 4"),
        (line(truck_capacity=8.0), LEVELS, "truck 0 carries 1 over 8"),
        (line(), replace(LEVELS, trucks=(Truck((1, 2), (4.0, 4.0)),)), "site 2 lacks 1"),
        (line(), replace(LEVELS, trucks=(Truck((1, 3), (4.0, 5.0)),)), "node 3 is no site"),
        (line(truck_way=None), LEVELS, "1 trucks where nothing is brought"),
    ],
)
def test_every_broken_rule_is_named_by_its_amount(case, levels, broken):
    """What is short, too much, or not there, is said with its number."""
    assert broken in judge_located(case, levels).breaks


def test_the_line_is_solved_to_its_optimum():
    """Site 2 alone has too little room; both sites and one truck it is."""
    bench = benchmark_of_located(line())
    engine = StringsEngine()
    engine.prepare()
    verdict = bench.judge(bench.solve(engine, Limits(iterations=400)).routes)
    assert (verdict.cost, verdict.breaks) == (73.0, ())
