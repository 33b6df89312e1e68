"""Each echelon's problem given the other's runs."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.domain import NO_WAY, Visits
from optimizer.problems import Run
from optimizer.problems.two_echelon import ONWARD_SLACK
from tests.instances import clock
from tests.problems.test_building import changed, problem_of

DOWN, UP = {}, {"origin": "P", "destination": "H", "ready": clock("08:00")}
ACROSS = {"origin": "P", "destination": "Q", "ready": clock("08:00")}
STATION = 1
MORNING = Run(
    base=STATION,
    cutoff=clock("06:30"),
    available=clock("07:45"),
    last=clock("06:45"),
    at_hub=clock("08:00"),
)
EVENING = Run(
    base=STATION,
    cutoff=clock("16:00"),
    available=clock("17:00"),
    last=clock("16:30"),
    at_hub=clock("18:00"),
)


def local(*rows, runs=(), closed=frozenset(), **changes):
    """Return the tasks of the local echelon against these runs."""
    found = problem_of(*rows, **changes)
    prices = np.zeros((len(found.local), found.num_bases))
    return found.local_problem(runs, prices, closed).tasks


def test_from_the_hub_goods_leave_when_they_are_ready():
    """Ready at 06:00 a parcel may be loaded at the hub from 06:00 on, at A never."""
    tasks = local(DOWN)
    assert tasks.release.tolist() == [[clock("06:00"), NO_WAY]]


@pytest.mark.parametrize(
    ("ready", "release"),
    [("06:00", "07:45"), ("06:30", "07:45"), ("06:31", "17:00"), ("16:00", "17:00")],
)
def test_at_a_station_goods_are_there_with_the_first_run_that_takes_them(ready, release):
    """What is ready by 06:30 comes with the morning run, by 16:00 with the evening's."""
    tasks = local({"ready": clock(ready)}, runs=(EVENING, MORNING))
    assert tasks.release[0, STATION] == clock(release)


def test_what_misses_every_run_cannot_use_the_station():
    """Ready at 16:01 no run takes it."""
    tasks = local({"ready": clock("16:01")}, runs=(EVENING, MORNING))
    assert tasks.release[0, STATION] == NO_WAY


def test_a_closed_station_serves_nobody():
    """Runs or not: a base that is closed on trial releases nothing."""
    tasks = local(DOWN, UP, runs=(EVENING, MORNING), closed=frozenset({STATION}))
    assert (tasks.release[:, STATION] == NO_WAY).all()


def test_collections_must_be_at_the_hub_for_the_departure():
    """Due on Wednesday at 08:00 they must catch the departure of Tuesday 21:00, with some slack."""
    tasks = local(UP)
    assert tasks.due[0, 0] == clock("21:00", 1) - ONWARD_SLACK
    assert tasks.hard[0, 0] == NO_WAY
    assert tasks.earliest[0] == clock("08:00")


def test_collections_at_a_station_are_due_with_the_last_run_in_time():
    """Unloaded at A by 16:30 they are at the hub at 18:00, before 21:00; later is of no use."""
    tasks = local(UP, runs=(MORNING, EVENING))
    assert tasks.release[0, STATION] == 0
    assert tasks.due[0, STATION] == tasks.hard[0, STATION] == clock("16:30")


def test_without_a_run_nothing_is_collected_to_a_station():
    """What nobody fetches may not be brought there."""
    assert local(UP).release[0, STATION] == NO_WAY


def test_what_crosses_is_firm():
    """The collection of an order between points must be at the hub when it closes at 21:00."""
    tasks = local(ACROSS)
    up = int(np.flatnonzero(~tasks.is_delivery)[0])
    down = int(np.flatnonzero(tasks.is_delivery)[0])
    assert tasks.hard[up, 0] == clock("21:00")
    assert tasks.release[down, 0] == clock("21:00")


def test_an_order_left_at_a_station_starts_there_only():
    """It needs no run, and the hub's van cannot have it."""
    tasks = local({"origin": "A"})
    assert tasks.release.tolist() == [[NO_WAY, clock("06:00")]]


def test_visits_use_any_base_that_is_open():
    """A visit needs no run, is never late, and costs its price to miss."""
    tasks = local(sites=changed("P", visits=Visits.DAILY))
    assert (tasks.release == 0).all()
    assert (tasks.hard == NO_WAY).all()
    assert tasks.latest.tolist() == [clock("18:00", day) for day in range(3)]
    assert tasks.drop_cost.tolist() == [10_000.0] * 3


@pytest.mark.parametrize(
    ("order", "cents"),
    [
        ({"due": clock("06:00", 2)}, 500_000),
        ({"due": clock("06:00", 2), "priority": "urgent"}, 2_500_000),
        ({"due": clock("05:00", 3) + 1}, 400),
    ],
)
def test_dropping_costs_the_penalty_and_the_wait(order, cents):
    """Unserved by priority, deferred flat; ready at 06:00 and the horizon ends 71 h later."""
    assert local(order).drop_cost[0] == pytest.approx(cents + 71 * 2.0)


def test_lateness_is_weighted_by_priority():
    """An urgent order is five times as dear to be late."""
    normal, urgent = local({}), local({"priority": "urgent"})
    assert (normal.late_cost[0], urgent.late_cost[0]) == (30_000, 150_000)
    assert urgent.late_rate[0] == pytest.approx(5 * normal.late_rate[0])


def test_the_linehaul_takes_what_starts_or_ends_at_stations():
    """Down to A from 06:00 on; up from A by Tuesday 21:00, where it leaves the hub."""
    found = problem_of({"destination": "A"}, {"origin": "A", "destination": "H"})
    tasks = found.linehaul
    order = np.argsort(~tasks.is_delivery)
    hard, drop = np.full(2, NO_WAY), np.array([7.0, 8.0])
    arrays = found.linehaul_problem(tasks, hard, drop).tasks
    down, up = order
    assert arrays.release[:, 0].tolist() == [
        clock("06:00") * bool(tasks.is_delivery[k]) for k in (0, 1)
    ]
    assert arrays.due[down, 0] == clock("06:00", 2)
    assert arrays.due[up, 0] == clock("21:00", 1) - ONWARD_SLACK
    assert arrays.drop_cost.tolist() == [7.0, 8.0]


def test_a_base_that_may_not_serve_a_task_releases_nothing():
    """P belongs to A: neither a delivery nor a collection may use the hub, runs or not."""
    tasks = local(DOWN, UP, runs=(EVENING, MORNING), territories={"P": "A"})
    assert tasks.release[:, 0].tolist() == [NO_WAY, NO_WAY]
    assert (tasks.release[:, STATION] < NO_WAY).all()
