"""What routes break, by the exact amount, and that the compiled evaluator agrees."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import event, given, settings

from optimizer.domain import NO_WAY
from optimizer.problems import INFEASIBLE, Break, Route, Rule, breaks, evaluate, judge
from optimizer.units import HOUR, KG, MINUTE
from tests.instances import clock
from tests.problems.arrays import A, P, Q, collection, duty, problem, task
from tests.problems.drawing import problems_with_routes

HOME = clock("08:45") + 10
"""Loaded at the hub 07:00-07:20:01, at P 08:00:01-08:05:10: the van is back now."""


def broken(tasks, *trips, duties=None, **changes):
    """Return what the trips of the first duty break, as (rule, amount, trip, task)."""
    made = problem(tasks, duties or [duty()], **changes)
    routes = {0: [list(trip) for trip in trips]}
    found = breaks(made, routes)
    assert (evaluate(made, routes) >= INFEASIBLE) == bool(found)
    return [(b.rule, b.amount, b.trip, b.task) for b in found]


def test_what_keeps_every_rule_breaks_nothing():
    """A parcel to P and a collection there."""
    assert broken([task(), collection()], [0, 1]) == []


@pytest.mark.parametrize("name", ["weight", "volume"])
def test_too_much_on_board(name):
    """
    A unit too much on leaving the base; 100 too much after P, where more is taken than left.

    550 kg, or 4 m3, fit.
    """
    rule, most = Rule[name.upper()], {"weight": 550 * KG, "volume": 4_000_000}[name]
    assert broken([task(**{name: most})], [0]) == []
    assert broken([task(**{name: most + 1})], [0]) == [(rule, 1, 0, -1)]
    taken = [task(**{name: 10}), collection(**{name: most + 100}), task(site=Q, **{name: 0})]
    assert broken(taken, [0, 1, 2]) == [(rule, 100, 0, 1)]


@pytest.mark.parametrize("name", ["weight", "volume"])
def test_what_a_delivery_takes_along_needs_room(name):
    """A call at P leaves 100 and takes the whole van's room: one unit more is one too much."""
    rule, most = Rule[name.upper()], {"weight": 550 * KG, "volume": 4_000_000}[name]
    rest = {"weight": 0, "volume": 0}
    call = task(**rest | {name: 100, f"pickup_{name}": most})
    assert broken([call], [0]) == []
    assert broken([call | {f"pickup_{name}": most + 1}], [0]) == [(rule, 1, 0, 0)]
    # What is still on board for Q leaves less room at P, and none is needed after Q.
    onward = task(site=Q, **rest | {name: 7})
    assert broken([call, onward], [0, 1]) == [(rule, 7, 0, 0)]
    assert broken([call, onward], [1, 0]) == []


def test_classes_that_may_not_be_carried_or_not_together():
    """A van for class 0 takes class 1 on both trips; class 2 excludes class 0."""
    tasks = [task(classes=1), task(classes=2), task(classes=4, excluded=1)]
    picky = [duty(carries=0b101)]
    assert broken(tasks, [0], [2], duties=picky) == []
    assert broken(tasks, [0, 1], [2], duties=picky) == [(Rule.CARRIES, 1, 0, 1)]
    assert broken(tasks, [0, 2], duties=picky) == [(Rule.TOGETHER, 1, 0, 2)]
    assert broken(tasks, [2, 0], duties=picky) == [(Rule.TOGETHER, 1, 0, 0)]


def test_a_base_that_a_task_cannot_use():
    """What is never released at the hub does not start there."""
    never = task(release=(NO_WAY, 0))
    assert broken([never], [0]) == [(Rule.BASE, 1, 0, 0)]
    assert broken([never], [0], duties=[duty(base=1)]) == []


def test_a_way_that_cannot_be_driven():
    """There is no way back from P: it is named once, and nothing else with it."""
    one_way = problem().duration.copy()
    one_way[0, P, 0] = NO_WAY
    assert broken([task()], [0], duration=one_way) == [(Rule.WAY, 1, 0, -1)]
    one_way[0, 0, P] = NO_WAY
    found = broken([task()], [0], duration=one_way)
    assert found == [(Rule.WAY, 1, 0, 0), (Rule.WAY, 1, 0, -1)]


def test_a_drive_without_a_rest():
    """40 minutes to P and back, where 38 are allowed: two minutes, twice."""
    assert broken([task()], [0], rest_after=40 * MINUTE) == []
    found = broken([task()], [0], rest_after=38 * MINUTE)
    assert found == [(Rule.REST, 120, 0, 0), (Rule.REST, 120, 0, -1)]


def test_handling_that_fits_no_hours():
    """1 566 pieces take 5 min and 9 s each: they fit into half a day of Q, one more does not."""
    lots = task(site=Q, pieces=1_566)
    long = [duty(end=clock("20:00", 2))]
    assert broken([lots], [0], duties=long) == []
    found = broken([lots | {"pieces": 1_567}], [0], duties=long)
    assert found == [(Rule.HOURS, 4 * 3_600 + 3, 0, 0)]


def test_a_window_that_is_missed():
    """The van can start at P at 08:00:01; by 07:59 is 61 s too late."""
    assert broken([task(latest=clock("08:00") + 1)], [0]) == []
    assert broken([task(latest=clock("07:59"))], [0]) == [(Rule.WINDOW, 61, 0, 0)]


def test_what_comes_too_late_to_be_of_use():
    """A delivery is done at 08:05:10; a collection when it is unloaded, at 09:05:10."""
    done = clock("08:05") + 10
    assert broken([task(hard=(done, NO_WAY))], [0]) == []
    assert broken([task(hard=(done - 3, NO_WAY))], [0]) == [(Rule.HARD, 3, 0, 0)]
    home = clock("09:05") + 10
    assert broken([collection(hard=(home, NO_WAY))], [0]) == []
    assert broken([collection(hard=(home - 3, NO_WAY))], [0]) == [(Rule.HARD, 3, 0, 0)]


def test_the_limits_of_a_duty():
    """Back at 08:45:10 after 40 km and 105 min 10 s: each limit breaks by one."""
    length = 105 * MINUTE + 10
    exact = {"end": HOME, "range": 40_000, "max_duration": length, "most_trips": 1}
    assert broken([task()], [0], duties=[duty(**exact)]) == []
    for name, rule in (("end", "END"), ("range", "RANGE"), ("max_duration", "DURATION")):
        found = broken([task()], [0], duties=[duty(**exact | {name: exact[name] - 1})])
        assert found == [(Rule[rule], 1, -1, -1)]
    twice = broken([task(), task()], [0], [1], duties=[duty(most_trips=1)])
    assert twice == [(Rule.TRIPS, 1, -1, -1)]


def test_a_duration_counts_from_the_last_begin():
    """To be at P from 10:00 on the van may leave later: it is no longer on its way."""
    short = [duty(max_duration=105 * MINUTE + 10)]
    assert broken([task(earliest=clock("10:00"))], [0], duties=short) == []
    # It looks in at A by 08:00 and is at P from 10:00 on: it waits, whenever it leaves.
    first = task(site=A, earliest=clock("07:30"), latest=clock("08:00"), pieces=0)
    found = broken([first, task(earliest=clock("10:00"))], [0, 1], duties=short)
    assert [rule for rule, *_ in found] == [Rule.DURATION]


def test_alternatives():
    """One of a group is enough; the second one is too many, on whatever trip."""
    tasks = [task(group=4), task(group=4, site=Q), task(group=5)]
    assert broken(tasks, [0, 2]) == []
    assert broken(tasks, [0, 2, 1]) == [(Rule.ALTERNATIVES, 1, 0, 1)]
    assert broken(tasks, [0, 2], [1]) == [(Rule.ALTERNATIVES, 1, 1, 1)]


def test_a_group_is_dropped_once():
    """Of 3 and 5 yuan for the members the dearer one is paid, once; none where one is done."""
    made = problem(
        [task(group=1, drop_cost=300.0), task(group=1, drop_cost=500.0), task(drop_cost=7.0)],
        [duty()],
    )
    assert evaluate(made, {}) == judge(made, {}).cost == 507.0
    one = evaluate(made, {0: [[0]]})
    assert one == pytest.approx(judge(made, {0: [[0]]}).cost)
    alone = problem([task()], [duty()])
    assert one == pytest.approx(evaluate(alone, {0: [[0]]}) + 7.0)


def test_trips_that_stand():
    """Task 1 and then task 0 stand: others follow behind, or on later trips."""
    fixed = (Route(0, ((1, 0),)),)
    tasks = [task(), task(site=Q), task()]
    for right in ([[1, 0]], [[1, 0, 2]], [[1, 0], [2]]):
        assert broken(tasks, *right, fixed=fixed) == []
    for wrong in ([[0, 1]], [[1, 2, 0]], [[2], [1, 0]], [[1], [0]], []):
        assert broken(tasks, *wrong, fixed=fixed) == [(Rule.FIXED, 1, 0, -1)]
    second = (Route(0, ((1,), (0,))),)
    assert broken(tasks, [1, 2], [0], fixed=second) == []
    assert broken(tasks, [1, 2], [2, 0], fixed=second)[-1] != (Rule.FIXED, 1, 0, -1)


def test_what_does_not_exist_or_stands_twice():
    """Task 7, task -1, duty 3, and task 0 on two duties."""
    made = problem([task()], [duty(), duty()])
    cases = {
        Break(Rule.UNKNOWN, 0, 1, 1, 7): {0: [[0], [7]]},
        Break(Rule.UNKNOWN, 0, 1, 0, -1): {0: [[-1]]},
        Break(Rule.UNKNOWN, 3): {3: [[0]]},
        Break(Rule.TWICE, 1, 1, 0, 0): {0: [[0]], 1: [[0]]},
    }
    for expected, routes in cases.items():
        assert breaks(made, routes) == [expected]
        assert evaluate(made, routes) == INFEASIBLE
        assert judge(made, routes).cost is None


def test_all_of_it_is_found():
    """Too heavy, too late at P and at home, and too far: one pass names them all."""
    tasks = [task(weight=600 * KG, latest=clock("07:00"), hard=(clock("07:00"), NO_WAY))]
    found = broken(tasks, [0], duties=[duty(end=clock("08:00"), range=39_000)])
    assert found == [
        (Rule.WEIGHT, 50 * KG, 0, -1),
        (Rule.WINDOW, 3_601, 0, 0),
        (Rule.HARD, 3_910, 0, 0),
        (Rule.END, 2_710, -1, -1),
        (Rule.RANGE, 1_000, -1, -1),
    ]


def test_amounts_near_the_largest_number():
    """2^31 g fit a van of 2^31 g to the gram, as do 2^53."""
    for most in (2**31, 2**53):
        wide = [duty(weight=most - 1)]
        assert broken([task(weight=most - 1)], [0], duties=wide) == []
        assert broken([task(weight=most)], [0], duties=wide) == [(Rule.WEIGHT, 1, 0, -1)]


@given(problems_with_routes())
@settings(max_examples=400, deadline=None, derandomize=True)
def test_the_evaluator_agrees(drawn):
    """Whatever the problem and its routes: it breaks or costs the same to the cent."""
    made, routes = drawn
    judged, cost = judge(made, routes), evaluate(made, routes)
    event("breaks " + ", ".join(sorted({b.rule.name for b in judged.breaks})))
    assert (cost >= INFEASIBLE) == bool(judged.breaks)
    if not judged.breaks:
        assert cost == pytest.approx(judged.cost, abs=1e-6)


def test_clocks_may_be_negative():
    """A duty from before midnight on is timed and paid like any other."""
    early = problem(
        [task(release=(-NO_WAY, -NO_WAY), earliest=-NO_WAY) for _ in range(2)],
        [duty(start=-(4 * HOUR), end=0, paid_until=-HOUR)],
        opens=np.full((4, 1), -NO_WAY),
        closes=np.full((4, 1), NO_WAY),
    )
    for routes in ({0: [[0]]}, {0: [[0], [1]]}):
        cost = judge(early, routes).cost
        assert cost is not None
        assert evaluate(early, routes) == pytest.approx(cost)
