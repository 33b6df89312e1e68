"""Clock times of given trips: windows, handovers, docks, rests, overtime, departures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.domain import TimeWindow
from optimizer.units import HOUR, KG, MINUTE
from tests.features.line import changed_sites, changed_vehicles
from tests.instances import clock, county, rules, vehicles
from tests.timetable.drafts import collection, delivery, stop, stop_of, timed, trip

AFTERNOON = {"shift": ("13:00", "19:00")}
TRUCK = {"shift": ("06:00", "14:00")}
EVENING = {"shift": ("14:00", "21:00")}


def test_a_trip_drives_and_handles_as_long_as_it_takes():
    """20:01 at H, 40 min, 5:09 at P, which opens at 08:00, and 40 min home."""
    one = timed(county({"due": clock("08:10")}), delivery("van-2", "H", "P", 0))[0]
    assert one.trip_id == "van-2-1"
    load, unload, home = one.stops
    assert load.departure - load.start == 20 * MINUTE + 1
    assert unload.arrival - load.departure == 40 * MINUTE
    assert unload.departure - unload.start == 5 * MINUTE + 9
    assert home.arrival - unload.departure == 40 * MINUTE
    assert unload.start >= clock("08:00")


def test_waiting_costs_less_than_standing_about():
    """
    The driver's hour is 28 yuan, the parcel's two cents: nobody waits at P's door.

    The van loads so that it is there when P opens at 08:00, or later.
    """
    one = timed(county({}), delivery("van-2", "H", "P", 0))[0]
    assert one.stops[1].arrival == one.stops[1].start
    assert one.end - one.start == 105 * MINUTE + 10


def test_goods_are_not_loaded_before_they_are_ready():
    """Ready at 10:00 and loaded then; on the morning shift it is back at 11:45:10."""
    one = timed(county({"ready": clock("10:00")}), delivery("van-2", "H", "P", 0))[0]
    assert one.start == clock("10:00")


def test_handling_keeps_off_the_lunch_break():
    """Ready at 11:00 a parcel for Q is there at 12:05:01, and handed over from 14:00 on."""
    late = delivery("van-2", "H", "Q", 0, **AFTERNOON)
    one = timed(county({"destination": "Q", "ready": clock("11:00")}), late)[0]
    assert one.stops[1].start >= clock("14:00")


@pytest.mark.parametrize("pieces", [1, 60])
def test_goods_change_vehicle_with_time_to_spare(pieces):
    """The truck unloads at A; van-1 loads 20 minutes later, or more."""
    trips = timed(
        county({"pieces": pieces}),
        delivery("truck-1", "H", "A", 0, **TRUCK),
        delivery("van-1", "A", "P", 0),
    )
    given, taken = stop_of(trips, "truck-1-1", 2), stop_of(trips, "van-1-1", 1)
    assert taken.start >= given.departure + 20 * MINUTE
    assert (given.unload, taken.load) == ((0,), (0,))


def test_collections_change_vehicle_on_their_way_up():
    """Van-1 unloads at A, the truck of the evening takes it to the hub before 21:00."""
    trips = timed(
        county({"origin": "P", "destination": "H", "ready": clock("13:00")}),
        collection("van-1", "A", "P", 0, **AFTERNOON),
        collection("truck-1", "H", "A", 0, **EVENING),
    )
    given, taken = stop_of(trips, "van-1-1", 3), stop_of(trips, "truck-1-1", 2)
    assert taken.start >= given.departure + 20 * MINUTE
    assert stop_of(trips, "truck-1-1", 3).departure <= clock("21:00")


def test_an_impossible_handover_leaves_the_order_behind():
    """The truck comes in the evening, the van leaves in the morning: o1 is on neither."""
    trips = timed(
        county({}, {"origin": "A", "destination": "P"}),
        delivery("truck-1", "H", "A", 0, **EVENING),
        delivery("van-1", "A", "P", 0, 1),
    )
    assert [found.trip_id for found in trips] == ["van-1-1"]
    assert trips[0].stops[0].load == trips[0].stops[1].unload == (1,)


def test_a_trip_that_cannot_be_made_leaves_its_orders():
    """Ready at 12:30 nothing is brought to P and back by 13:00 and an hour of overtime."""
    trips = timed(
        county({"ready": clock("12:30")}, {"destination": "Q"}),
        delivery("van-2", "H", "P", 0),
        delivery("van-2", "H", "Q", 1),
    )
    assert [found.stops[0].load for found in trips] == [(1,)]


def test_stops_that_meet_when_one_between_is_lost_are_one():
    """
    P, Q, P with an order for Q that is not there in time: the two calls at P become one.

    Consecutive calls at one site are one stop.
    """
    trips = timed(
        county({"origin": "A"}, {"destination": "Q"}, {"origin": "A"}),
        delivery("truck-1", "H", "A", 1, **EVENING),
        trip(
            "van-1",
            stop("A", load=(0, 1, 2)),
            stop("P", unload=(0,)),
            stop("Q", unload=(1,)),
            stop("P", unload=(2,)),
            stop("A"),
        ),
    )
    sites = [found.site for found in trips[-1].stops]
    assert sites == [1, 2, 1]
    assert sorted(trips[-1].stops[1].unload) == [0, 2]


def test_two_vehicles_take_turns_at_one_dock():
    """A has one dock: the truck's and the van's handling there do not overlap."""
    trips = timed(
        county({"destination": "A", "pieces": 300}, {"origin": "A", "pieces": 200}),
        delivery("truck-1", "H", "A", 0, **TRUCK),
        delivery("van-1", "A", "P", 1),
    )
    truck, van = stop_of(trips, "truck-1-1", 2), stop_of(trips, "van-1-1", 1)
    assert truck.departure <= van.start or van.departure <= truck.start


def test_with_docks_for_all_they_load_at_once():
    """Two vans that must leave A early load side by side where docks abound, not at one dock."""
    fleet = (*vehicles()[:2], replace(vehicles()[2], home_site="A"))
    hurry = {"origin": "A", "due": clock("08:06")}

    def starts(docks):
        place = changed_sites("A", docks=docks)
        instance = county(hurry, hurry, sites=place, vehicles=fleet)
        trips = timed(instance, delivery("van-1", "A", "P", 0), delivery("van-2", "A", "P", 1))
        return [(found.stops[0].start, found.stops[0].departure) for found in trips]

    (a, b), (c, d) = starts(1)
    assert b <= c or d <= a
    assert len(starts(2)) == 2


def test_a_vehicle_makes_one_trip_after_the_other():
    """Two trips of van-2 in one shift do not overlap, and are numbered by their start."""
    trips = timed(
        county({}, {"destination": "Q"}),
        delivery("van-2", "H", "P", 0),
        delivery("van-2", "H", "Q", 1),
    )
    assert [found.trip_id for found in trips] == ["van-2-1", "van-2-2"]
    assert trips[0].end <= trips[1].start


@pytest.mark.parametrize("limit", [60, 79])
def test_a_rest_is_taken_when_driving_adds_up(limit):
    """40 min to P and 40 back: beyond the limit the van pauses for 20 minutes at P."""
    instance = county({}, rules=rules(rest_after_driving=limit * MINUTE))
    one = timed(instance, delivery("van-2", "H", "P", 0))[0]
    assert one.stops[1].departure - one.stops[1].arrival >= 20 * MINUTE
    free = timed(
        county({}, rules=rules(rest_after_driving=80 * MINUTE)), delivery("van-2", "H", "P", 0)
    )
    assert free[0].stops[1].departure - free[0].stops[1].arrival == 5 * MINUTE + 9


def test_a_rest_between_two_trips():
    """Two trips of 80 min with a limit of 80: a pause of 20 min lies between them."""
    instance = county({}, {"weight": 500 * KG}, rules=rules(rest_after_driving=80 * MINUTE))
    first, second = timed(instance, delivery("van-2", "H", "P", 0), delivery("van-2", "H", "P", 1))
    assert second.stops[0].departure - first.stops[-1].arrival >= 20 * MINUTE


def test_overtime_is_avoided_where_it_costs_more():
    """Overtime is dearer than the shift: ready in the morning, the van is back by 13:00."""
    one = timed(county({}), delivery("van-2", "H", "P", 0))[0]
    assert one.end <= clock("13:00")


def test_overtime_is_done_where_it_must_be():
    """Ready at 12:00 the van is back at 13:45:10, within its hour of overtime."""
    one = timed(county({"ready": clock("12:00")}), delivery("van-2", "H", "P", 0))[0]
    assert (one.start, one.end) == (clock("12:00"), clock("13:45") + 10)


def test_the_departure_is_met_when_being_late_costs():
    """Due at 14:00 goods must be off the van by 13:30, when they leave the county."""
    up = {"origin": "P", "destination": "H", "due": clock("14:00")}
    one = timed(county(up), collection("van-2", "H", "P", 0))[0]
    assert one.end <= clock("13:30")


def test_urgent_lateness_weighs_more_at_one_dock():
    """Two vans at one dock, of which one is late: it is not the one with the urgent order."""
    fleet = (*vehicles()[:2], replace(vehicles()[2], home_site="A"))
    hurry = {"origin": "A", "due": clock("07:40"), "pieces": 1}
    open_early = changed_sites("P", hours=(TimeWindow(clock("06:00"), clock("18:00")),))
    instance = county(hurry, hurry | {"priority": "urgent"}, sites=open_early, vehicles=fleet)
    trips = timed(instance, delivery("van-1", "A", "P", 0), delivery("van-2", "A", "P", 1))
    done = {found.stops[1].unload[0]: found.stops[1].departure for found in trips}
    assert done[1] <= clock("07:40") < done[0]


def test_a_visit_is_made_within_its_day():
    """The driver looks in at Q between 08:00 and 18:00, without any time for it."""
    look = stop("Q", visit=TimeWindow(clock("08:00"), clock("18:00")))
    one = timed(county(), trip("van-2", stop("H"), look, stop("H")))[0]
    assert clock("08:00") <= one.stops[1].start == one.stops[1].departure <= clock("18:00")


def test_a_visit_that_cannot_be_made_is_left_out():
    """At Q at 19:30 van-2 is home at 20:15, a quarter of an hour after its last overtime."""
    look = stop("Q", visit=TimeWindow(clock("19:30"), clock("19:40")))
    assert timed(county(), trip("van-2", stop("H"), look, stop("H"), **AFTERNOON)) == ()


def test_a_plan_made_at_noon_starts_at_noon():
    """The morning shift goes on from 12:00."""
    noon = county().calendar.planned_at.replace(hour=12)
    one = timed(county({}, planned_at=noon), delivery("van-2", "H", "P", 0))[0]
    assert one.start >= clock("12:00")


def test_no_trips_need_no_clock():
    """Nothing in, nothing out."""
    assert timed(county({})) == ()


def test_the_same_drafts_give_the_same_clocks():
    """Timing is repeatable."""
    instance = county({}, {"destination": "Q"}, {"origin": "P", "destination": "H"})
    drafts = (
        delivery("truck-1", "H", "A", 0, 1, **TRUCK),
        trip(
            "van-1",
            stop("A", load=(0, 1)),
            stop("P", unload=(0,), load=(2,)),
            stop("Q", unload=(1,)),
            stop("A", unload=(2,)),
        ),
        collection("truck-1", "H", "A", 2, **EVENING),
    )
    first = timed(instance, *drafts)
    assert first == timed(instance, *drafts)
    assert len(first) == 3


def test_the_longest_overtime_binds():
    """Without any overtime a van that is ready at 12:00 cannot bring its parcel."""
    strict = changed_vehicles("van-2", max_overtime=0)
    assert (
        timed(county({"ready": clock("12:00")}, vehicles=strict), delivery("van-2", "H", "P", 0))
        == ()
    )
    loose = changed_vehicles("van-2", max_overtime=2 * HOUR)
    assert (
        len(
            timed(county({"ready": clock("13:00")}, vehicles=loose), delivery("van-2", "H", "P", 0))
        )
        == 1
    )


def test_losses_upon_losses_do_not_cost_the_rest():
    """
    A chain of six vans, each waiting for the one before: only what hangs on it is lost.

    The truck comes in the evening, so that nothing of it can be brought on; the parcel that
    van-2 brings from the hub is brought all the same.
    """
    instance = county(*[{}] * 8)
    chain = [
        delivery("van-1", "A", "P", number, day=0 if number % 2 else 1, **AFTERNOON)
        for number in range(6)
    ]
    brought = [delivery("truck-1", "H", "A", *range(6), shift=("14:00", "21:00"), day=2)]
    trips = timed(instance, *brought, *chain, delivery("van-2", "H", "P", 6))
    assert "van-2-1" in {found.trip_id for found in trips}
    carried = {row for found in trips for row in found.stops[0].load}
    assert carried == {6}


def test_a_vehicle_that_is_still_out_starts_when_it_is_back():
    """Van-2 is back at 09:00, so that the parcel waits; without that it leaves before eight."""
    out = replace(county({}), busy_until={"van-2": clock("09:00")})
    assert timed(out, delivery("van-2", "H", "P", 0))[0].start == clock("09:00")
    assert timed(county({}), delivery("van-2", "H", "P", 0))[0].start < clock("08:00")
