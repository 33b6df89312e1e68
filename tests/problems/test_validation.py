"""What no engine can be asked is told at once: where, what, and what to do."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from optimizer.domain import NO_WAY
from optimizer.errors import EngineError
from optimizer.problems import (
    DutyArrays,
    Route,
    Solution,
    Supply,
    TaskArrays,
    check_problem,
    check_start,
)
from optimizer.problems.validation import COLUMNS
from tests.problems.arrays import P, Q, duty, problem, task


def told(made):
    """Return the lines about a problem without the heading."""
    with pytest.raises(EngineError) as raised:
        check_problem(made)
    first, *lines = str(raised.value).splitlines()
    assert first.startswith(f"the routing problem has {len(lines)} issue")
    return [line.strip() for line in lines]


def codes(made):
    """Return the codes of what is wrong with a problem."""
    return [line.split()[0] for line in told(made)]


def with_tasks(made, **columns):
    """Return the problem with other columns of tasks."""
    return replace(made, tasks=replace(made.tasks, **columns))


def with_duties(made, **columns):
    """Return the problem with other columns of duties."""
    return replace(made, duties=replace(made.duties, **columns))


@pytest.fixture
def made():
    """Two parcels and a van."""
    return problem([task(), task(site=Q)], [duty()])


def test_every_array_is_checked():
    """No column of tasks or duties is forgotten."""
    names = {f"tasks.{column.name}" for column in fields(TaskArrays)}
    names |= {f"duties.{column.name}" for column in fields(DutyArrays)}
    assert names == {column.name for column in COLUMNS if "." in column.name}


@pytest.mark.parametrize(
    "tasks",
    [
        [],
        [task(earliest=10, latest=5)],
        [task(weight=2**53)],
        [task(weight=2**31, volume=2**31)],
        [task(release=(NO_WAY, NO_WAY))],
        [task(price=(-5.0, 0.0))],
    ],
    ids=["none", "contradictory window", "2^53 g", "2^31", "no base", "a gain"],
)
def test_what_is_an_answer_is_no_mistake(tasks):
    """What nobody can serve may be asked, and amounts up to 2^53."""
    check_problem(problem(tasks, [duty()]))
    check_problem(problem(tasks, []))


def test_a_way_there_and_none_back_is_no_mistake(made):
    """P can be reached and not be left."""
    one_way = made.duration.copy()
    one_way[0, P, :] = NO_WAY
    check_problem(replace(made, duration=one_way))


def test_negative_ways(made):
    """A way of -60 s is named with its place, and how many more there are."""
    ways = made.duration.copy()
    ways[0, 0, P] = ways[0, P, 0] = -60
    (line,) = told(replace(made, duration=ways))
    assert line == f"E312 duration[0, 0, {P}]: -60 (and 1 more); give 0 or more"


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("weight", -1, "E312"),
        ("group", -1, "E312"),
        ("weight", 2**53 + 1, "E313"),
        ("latest", 2**53 + 1, "E313"),
        ("earliest", -(2**53) - 1, "E313"),
        ("site", 4, "E314"),
        ("site", -1, "E314"),
        ("drop_cost", np.nan, "E311"),
        ("late_rate", np.inf, "E311"),
        ("wait_rate", -0.5, "E312"),
        ("price", np.nan, "E311"),
        ("late_cost", 2e15, "E313"),
    ],
)
def test_values_of_tasks(made, column, value, code):
    """One task has what no task can have: one line names the column and the task."""
    values = getattr(made.tasks, column).copy()
    values[1] = value
    (line,) = told(with_tasks(made, **{column: values}))
    assert line.startswith(f"{code} tasks.{column}[1")


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("base", 2, "E314"),
        ("profile", 1, "E314"),
        ("day", 4, "E314"),
        ("weight", -1, "E312"),
        ("most_trips", -1, "E312"),
        ("cost", np.nan, "E311"),
        ("metre_cost", -1.0, "E312"),
        ("end", 0, "E315"),
    ],
)
def test_values_of_duties(made, column, value, code):
    """The van has what no van can have."""
    values = getattr(made.duties, column).copy()
    values[0] = value
    (line,) = told(with_duties(made, **{column: values}))
    assert line.startswith(f"{code} duties.{column}[0]")


def test_a_duty_of_no_length_is_one(made):
    """It may end when it starts; a second earlier it may not."""
    check_problem(with_duties(made, end=made.duties.start))
    (line,) = told(with_duties(made, end=made.duties.start - 1))
    start = int(made.duties.start[0])
    assert f"{start - 1}, before it starts at {start}" in line


def test_shapes_and_types(made):
    """A column too short, one of floats, and a list are told together."""
    bad = with_tasks(made, weight=np.zeros(3, np.int64), volume=np.zeros(2))
    bad = replace(with_duties(bad, cost=[1.0]), bases=made.bases.astype(np.int32))
    assert sorted(line.split(":")[0] for line in told(bad)) == [
        "E310 tasks.weight",
        "E311 bases",
        "E311 duties.cost",
        "E311 tasks.volume",
    ]


def test_everything_is_told_at_once(made):
    """A negative way, a task nowhere and a duty that ends first are three lines."""
    bad = with_tasks(made, site=made.tasks.site + 9)
    bad = with_duties(bad, end=made.duties.end * 0)
    assert sorted(codes(replace(bad, distance=made.distance - 1))) == ["E312", "E314", "E315"]


def test_what_overflows_together(made):
    """Weights that fit one by one, and dropped tasks as dear as a broken rule."""
    many = problem([task(weight=2**53)] * 600, [duty()])
    assert codes(many) == ["E313"]
    assert codes(with_tasks(made, drop_cost=np.full(2, 6e14))) == ["E313"]
    slow = replace(made, piece_time=np.full(4, 2**40))
    assert codes(with_tasks(slow, pieces=np.full(2, 2**30))) == ["E313"]


def test_hours_ascend(made):
    """Windows in the wrong order would be passed over."""
    assert codes(replace(made, opens=made.opens[:, ::-1].copy())) == ["E316"]


def test_clocks_since_1970_are_none(made):
    """A duty of November 2026 in seconds since 1970 would begin after never."""
    begin = np.array([1_795_000_000])
    late = with_duties(made, start=begin, paid_until=begin + 9, end=begin + 9)
    assert codes(late) == ["E313"]
    check_problem(with_duties(made, start=begin * 0 + NO_WAY - 1, end=begin * 0 + NO_WAY))


def test_a_negative_rest(made):
    """A rest of -1 s is none."""
    assert codes(replace(made, rest=-1, rest_after=-1)) == ["E312", "E312"]


def test_fixed_trips_name_what_there_is(made):
    """Duty 3 and task 7 do not exist, and task 0 is fixed twice."""
    bad = replace(made, fixed=(Route(3, ((0, 7), (0,))),))
    assert codes(bad) == ["E317", "E317", "E317"]
    check_problem(replace(made, fixed=(Route(0, ((1,),)),)))


def test_fixed_trips_break_no_rule(made):
    """600 kg stand on a van of 550 kg: nothing can be planned around that."""
    heavy = problem([task(weight=600_000)], [duty()], fixed=(Route(0, ((0,),)),))
    (line,) = told(heavy)
    assert line.startswith("E317 fixed: duty 0, trip 0: more weight than fits [g]: 50000;")
    check_problem(replace(made, fixed=(Route(0, ((0, 1),)),)))


@pytest.mark.parametrize(
    "changes",
    [
        {"station": np.array([0])},
        {"station": np.array([-1, 1])},
        {"tour_cost": np.array([0.0, 1.0, 2.0])},
        {"tour_cost": np.array([0.0, np.nan])},
        {"trucks": -1},
    ],
    ids=["shape", "station", "tours", "no number", "trucks"],
)
def test_a_supply_fits_the_bases(made, changes):
    """The hub without and A with a truck is right, anything else is told."""
    right = Supply(np.array([-1, 0]), np.array([0.0, 9.0]), capacity=9, trucks=1, most_duties=1)
    check_problem(replace(made, supply=right))
    assert codes(replace(made, supply=replace(right, **changes)))[0] == "E318"


def test_starts_name_what_there_is(made):
    """A start that knows task 9 and duty 4, and task 1 twice, is refused with three lines."""
    check_start(made, None)
    check_start(made, Solution((Route(0, ((1, 0),)),), 0.0))
    bad = Solution((Route(0, ((1, 9),)), Route(4, ((1,),))), 0.0)
    with pytest.raises(EngineError) as raised:
        check_start(made, bad)
    assert str(raised.value).count("E320") == 3
    with pytest.raises(EngineError, match="duty 0 stands twice"):
        check_start(made, Solution((Route(0, ((1,),)), Route(0, ((0,),))), 0.0))
