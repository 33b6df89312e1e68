"""What was driven, paid and kept, worked out by hand on the four-stop county."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.ablations.ledger import account, deliveries, faults
from tests.ablations.days import (
    from_the_hub,
    from_the_station,
    pool,
    stop,
    to_the_station,
    trip,
)
from tests.instances import clock, travel

DAYS = range(3)


def test_a_duty_costs_its_shift_its_way_and_its_hours():
    """35 yuan, 40 km at 0.85 and 1:45:10 at 28 yuan; the hub's day is 200 yuan."""
    found = account(pool({}), travel(), [from_the_hub()], DAYS)
    assert found.vehicles == pytest.approx(35 + 40 * 0.85 + 6_310 / 3_600 * 28)
    assert (found.stations, found.handling) == (200.0, 0.0)
    assert found.operating_cost == found.vehicles + found.stations
    assert (found.km, found.km_local, found.km_linehaul) == (40.0, 40.0, 0.0)
    assert found.hours == pytest.approx(6_310 / 3_600)


def test_trips_of_two_plans_in_one_shift_are_one_duty():
    """Two trips of van-1: 35 yuan once, 2 x 10 km, from 07:35:03 to 13:35:12, 35:12 of it over."""
    trips = [from_the_station(0), from_the_station(1, "12:55:00")]
    found = account(pool({}, {}), travel(), trips, DAYS)
    begin, over = clock("07:35") + 3, 35 * 60 + 12
    paid = (clock("13:00") - begin) / 3_600 * 28 + over / 3_600 * 42
    assert found.vehicles == pytest.approx(35 + 20 * 0.85 + paid)
    assert (found.duties, found.trips, found.calls, found.point_days) == (1, 2, 2, 1)


def test_what_changes_vehicle_at_a_station_costs_its_day_and_its_handling():
    """A piece over A: 80 yuan for A, 200 for the hub, five cents, 30 km of truck, 10 of van."""
    found = account(pool({}), travel(), [to_the_station(), from_the_station()], DAYS)
    assert (found.stations, found.handling) == (280.0, 0.05)
    assert (found.km_linehaul, found.km_local) == (30.0, 10.0)


def test_orders_count_on_the_day_on_which_they_are_due():
    """Due Wednesday 06:00: one on time, one late by a second, one missing; none due on Tuesday."""
    orders = pool({"due": clock("08:05", 2) + 10}, {"due": clock("08:05", 2) + 9}, {})
    late = from_the_hub(1, day=2)
    trips = [replace(late, stops=_also(late.stops, 0))]
    found = account(orders, travel(), trips, range(2, 3))
    assert (found.due, found.on_time, found.late, found.missing) == (3, 1, 1, 1)
    assert found.on_time_share == pytest.approx(1 / 3)
    assert found.hours_to_delivery == pytest.approx((2 * 86_400 + 2 * 3_600 + 310) / 3_600)
    assert account(orders, travel(), trips, range(1, 2)).due == 0


def _also(stops, order):
    """Return the stops with one more order from the first to the second."""
    first, second, last = stops
    return (
        replace(first, load=(*first.load, order)),
        replace(second, unload=(*second.unload, order)),
        last,
    )


def test_only_counted_days_are_paid():
    """The same trip on Monday and on Tuesday: Tuesday alone costs one of them."""
    trips = [from_the_hub(0), from_the_hub(1, day=1)]
    both = account(pool({}, {}), travel(), trips, DAYS)
    one = account(pool({}, {}), travel(), trips, range(1, 2))
    assert one.operating_cost == pytest.approx(both.operating_cost / 2)
    assert (one.km, one.pieces, both.pieces) == (40.0, 1, 2)


def test_what_leaves_by_the_hub_is_delivered_with_the_next_departure():
    """Unloaded at the hub at 09:20:01 it leaves at 13:30."""
    up = {"origin": "P", "destination": "H", "ready": clock("08:00")}
    made = trip(
        "up",
        "van-2",
        stop("H", "07:00:00", "07:00:00"),
        stop("P", "08:00:00", "08:05:09", [0]),
        stop("H", "09:00:00", "09:20:01", [], [0]),
    )
    assert deliveries(pool(up), [made]) == {0: clock("13:30")}


def test_a_day_that_can_have_happened_has_no_faults():
    """The truck unloads by 07:15:03, the van loads 20 minutes later."""
    assert list(faults(pool({}), [to_the_station(), from_the_station()])) == []


@pytest.mark.parametrize(
    ("trips", "fault"),
    [
        (lambda: [to_the_station(), from_the_station(start="07:35:02")], "1 s before it is ready"),
        (lambda: [from_the_station()], "loaded at A, where it is not"),
        (lambda: [from_the_hub(), from_the_hub(day=1)], "after it has arrived"),
        (lambda: [from_the_hub(), _again("08:45:09")], "1 s before hub is over"),
    ],
)
def test_what_cannot_have_happened_is_found(trips, fault):
    """A second too early, at the wrong place, twice, or by a vehicle that is still out."""
    assert any(fault in found for found in faults(pool({}), trips()))


def _again(start):
    """Return a trip of van-2 without orders."""
    return trip("again", "van-2", stop("H", start, start), stop("H", "09:30:00", "09:30:00"))
