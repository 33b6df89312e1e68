"""What a plan inherits from the one before, and whole days that roll on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from benchmarks.ablations.arms import Arm
from benchmarks.ablations.counties import draw
from benchmarks.ablations.ledger import account, faults
from benchmarks.ablations.rolling import (
    State,
    after,
    inputs_at,
    not_visited,
    opening,
    planning_moments,
    roll,
)
from optimizer.domain import Plan, Visits
from optimizer.simulation.rolling.driven_trips import driven_of
from optimizer.units import DAY
from tests.ablations.days import (
    from_the_hub,
    from_the_station,
    pool,
    standing,
    stop,
    to_the_station,
    trip,
)
from tests.instances import PLANNED_AT, clock, county, network, travel

TUESDAY = PLANNED_AT + timedelta(days=1)


def test_plans_are_made_at_the_planning_times_of_every_day():
    """Three days, at 05:00 and at 12:00."""
    moments = [f"{moment:%d %H:%M}" for moment in planning_moments(pool())]
    assert moments == [f"{day} {at}" for day in (23, 24, 25) for at in ("05:00", "12:00")]


def test_orders_are_known_six_hours_ahead():
    """At 05:00 of Tuesday what is ready at 11:00 is known, ten minutes later is not."""
    orders = pool({}, {"ready": clock("11:00", 1)}, {"ready": clock("11:10", 1)})
    instance, rows = inputs_at(standing(), orders, opening(orders), TUESDAY)
    assert rows.tolist() == [0, 1]
    assert instance.orders.ready.tolist() == [clock("06:00") - DAY, clock("11:00")]
    assert instance.orders.due.tolist() == [clock("06:00", 1), clock("11:00", 2)]


def test_what_is_done_is_not_planned_again_and_vehicles_may_still_be_out():
    """Order 0 is done, order 1 stands at A; van-1 is back on Tuesday at 08:00."""
    orders = pool({}, {})
    busy = {"van-1": clock("08:00", 1)}
    state = State(np.array([2, 1]), orders.orders.ready, np.array([True, False]), busy)
    instance, rows = inputs_at(standing(), orders, state, TUESDAY)
    assert rows.tolist() == [1]
    assert instance.orders.origin.tolist() == [1]
    assert instance.busy_until == {"van-1": clock("08:00")}


def test_trips_are_driven_that_start_before_the_next_planning():
    """Planned at 05:00 with the next at 12:00: 11:59:59 is driven, noon is not."""
    plan = Plan((from_the_station(0, "11:59:59"), from_the_station(1, "12:00:00")))
    assert driven_of(plan, county({}, {})) == [0]


def test_a_trip_that_feeds_a_driven_one_is_driven_too():
    """The truck is on its way at 11:50 and loads at A, at 13:30, what van-1 brings after noon."""
    up = trip(
        "up",
        "van-1",
        stop("A", "12:10:00", "12:10:00"),
        stop("P", "12:20:00", "12:25:09", [0]),
        stop("A", "12:35:09", "12:50:12", [], [0]),
    )
    truck = trip(
        "truck",
        "truck-1",
        stop("H", "11:50:00", "11:50:00"),
        stop("A", "13:30:00", "13:45:03", [0]),
        stop("H", "14:15:03", "14:35:04", [], [0]),
    )
    orders = county({"origin": "P", "destination": "H"})
    assert driven_of(Plan((truck, up)), orders) == [0, 1]
    # Without the truck it would wait for the next plan.
    assert driven_of(Plan((up,)), orders) == []


def _after(*trips, row=0):
    """Return state and pool after Monday's plan of 05:00."""
    orders = pool({}, {})
    instance, rows = inputs_at(standing(), orders, opening(orders), PLANNED_AT)
    return after(opening(orders), orders, instance, rows, Plan(trips)), orders


def test_what_is_driven_to_its_end_is_done():
    """Order 0 is at P, order 1 still at the hub."""
    state, _ = _after(from_the_hub(0))
    assert state.is_done.tolist() == [True, False]
    assert state.site.tolist() == [2, 0]


def test_what_is_left_at_a_station_waits_there_from_its_transfer_on():
    """Unloaded at A by 07:15:03, it may go on at 07:35:03; the afternoon's trip is forgotten."""
    state, orders = _after(to_the_station(0), from_the_station(0, "13:10:00"))
    assert (state.site[0], state.ready[0]) == (1, clock("07:35") + 3)
    assert not state.is_done[0]
    assert len(state.driven) == 1
    instance, _ = inputs_at(standing(), orders, state, PLANNED_AT.replace(hour=12))
    assert (instance.orders.origin[0], instance.orders.due[0]) == (1, clock("06:00", 2))


def test_a_vehicle_is_out_until_it_is_back_or_its_shift_is_over():
    """Van-2 is back at 08:45, its shift lasts until 13:00; the truck's until 14:00."""
    state, _ = _after(from_the_hub(0), to_the_station(1))
    assert state.busy_until == {"van-2": clock("13:00"), "truck-1": clock("14:00")}


def test_a_daily_point_without_a_call_today_is_still_to_be_visited():
    """After Monday's trip to P only Q lacks its visit; on Tuesday both do."""
    daily = tuple(replace(site, visits=Visits.DAILY) for site in network().sites[2:])
    sites = (*network().sites[:2], *daily)
    orders = pool({})
    state = replace(opening(orders), driven=(from_the_hub(0),))
    monday = county(sites=sites, planned_at=PLANNED_AT.replace(hour=12))
    assert not_visited(monday, orders, state) == {"Q"}
    tuesday = county(sites=sites, planned_at=TUESDAY)
    assert not_visited(tuesday, orders, state) == {"P", "Q"}


@pytest.mark.parametrize("arm", Arm)
def test_three_days_roll_on_without_a_fault(arm):
    """Six plans that the checker lets pass, nothing moved twice, all due orders on time."""
    county = standing()
    orders = draw(county, days=3, seed=1)
    rolled = roll(county, orders, arm, effort=150, seed=1)
    found = account(orders, travel(), rolled.trips, range(3))
    assert list(faults(orders, rolled.trips)) == []
    assert rolled.num_plans == 6
    assert (found.on_time, found.late, found.missing) == (found.due, 0, 0)
    assert found.due > 0
