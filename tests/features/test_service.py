"""What the county promises, one rule each, through the whole line."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from optimizer.units import HOUR, KG
from tests.features.line import changed_vehicles, planned
from tests.instances import PLANNED_AT, clock, rules, vehicles


def at(text):
    """Return the clock of a moment of a document."""
    moment = datetime.fromisoformat(text)
    return int((moment - PLANNED_AT.replace(hour=0)).total_seconds())


def test_orders_of_several_days_share_a_visit():
    """Three small parcels for P, ready on two days, are brought on one trip within 48 hours."""
    later = [{}, {"ready": clock("15:00")}, {"ready": clock("03:00", 1)}]
    plan = planned(*later)
    assert plan.statuses() == ["on_time"] * 3
    assert len(list(plan.stops_at("P"))) == 1


def test_deliveries_and_collections_ride_together():
    """A parcel for P and one from P take one trip."""
    plan = planned({}, {"origin": "P", "destination": "H"})
    assert plan.statuses() == ["on_time"] * 2
    assert len(plan.trips) == 1


def test_live_plants_are_promised_in_36_hours():
    """Ready at 08:00 plants are due at 20:00 tomorrow, and so leave the hub by 13:30."""
    plan = planned(
        {
            "origin": "P",
            "destination": "H",
            "handling_class": "live_plants",
            "ready": clock("08:00"),
        }
    )
    entry = plan.order("o1")
    assert entry["status"] == "on_time"
    assert at(entry["delivered_at"]) <= clock("13:30", 1)


def test_agrochemicals_never_ride_with_food():
    """Both are brought to P, on trips of their own; general goods ride with either."""
    plan = planned({"handling_class": "agrochemicals"}, {"handling_class": "food"}, {"pieces": 2})
    assert plan.statuses() == ["on_time"] * 3
    assert not plan.shared_trips("o1", "o2")


def test_from_point_to_point():
    """A parcel from P to Q is collected, meets the hub, and is brought the next day."""
    plan = planned({"origin": "P", "destination": "Q", "ready": clock("08:00")})
    assert plan.statuses() == ["on_time"]
    assert plan.way_of("o1") in {"PHQ", "PAQ"}
    assert len(plan.order("o1")["legs"]) == 2


def test_plants_from_point_to_point():
    """Ready at 12:30 and promised in 36 hours, plants cross the hub tomorrow at midday."""
    plants = {"origin": "P", "destination": "Q", "handling_class": "live_plants"}
    plan = planned(plants | {"ready": clock("12:30")})
    assert plan.statuses() == ["on_time"]


def test_an_order_left_at_a_station_goes_on_from_there():
    """Yesterday's plan left it at A: van-1 brings it to P."""
    plan = planned({"origin": "A"})
    assert plan.statuses() == ["on_time"]
    assert plan.way_of("o1") == "AP"
    assert plan.vehicles_of("o1") == ["van-1"]


def test_an_order_for_a_station_rides_the_truck():
    """A parcel from the hub to A needs no van."""
    plan = planned({"destination": "A"}, {"origin": "A", "destination": "H"})
    assert plan.statuses() == ["on_time"] * 2
    assert plan.vehicles_of("o1") == plan.vehicles_of("o2") == ["truck-1"]


def test_capacity_that_is_short_serves_the_urgent_ones():
    """One trip of 550 kg fits the only shift: of two heavy orders the urgent one rides."""
    shift = replace(vehicles()[2].shifts[0], latest=clock("09:30"))
    only = replace(vehicles()[2], shifts=(shift,), max_overtime=0)
    heavy = {"weight": 400 * KG, "due": clock("10:00")}
    plan = planned(
        heavy,
        heavy | {"priority": "urgent"},
        vehicles=(only,),
        rules=rules(horizon=6 * HOUR),
    )
    assert plan.statuses() == ["unserved", "on_time"]
    assert plan.codes() == {"o1": "U190"}


def test_a_late_order_is_still_brought_with_the_proof():
    """Due at 08:00, and nobody is at P before 08:05:10: it is brought late, and says why."""
    plan = planned({"due": clock("08:00")})
    assert plan.statuses() == ["late"]
    assert plan.codes() == {"o1": "U105"}
    assert plan.order("o1")["reason"]["proof"]


@pytest.mark.parametrize(
    ("order", "status"),
    [
        ({"ready": clock("18:00", 2), "due": clock("18:00", 4)}, "deferred"),
        ({"ready": clock("06:00"), "due": clock("18:00", 2)}, "on_time"),
    ],
    ids=["due after the horizon", "due within it"],
)
def test_putting_off_is_for_what_is_due_later(order, status):
    """A parcel that is ready when the last shift is all but over waits for the next plan."""
    assert planned(order).statuses() == [status]


def test_a_cheap_order_due_later_waits_for_company():
    """Due after the horizon, a lone parcel is not worth a trip; in company it is."""
    later = {"due": clock("12:00", 3)}
    assert planned(later).statuses() == ["deferred"]
    assert planned(later, {}).statuses() == ["on_time"] * 2


def test_planned_at_noon_nothing_happens_before():
    """At 12:00 the morning shift is half over: duties begin from then on, in its nominal shift."""
    noon = PLANNED_AT.replace(hour=12)
    plan = planned({}, {"origin": "P", "destination": "H"}, planned_at=noon)
    assert plan.statuses() == ["on_time"] * 2
    starts = [stop["start"] for trip in plan.trips for stop in trip["stops"]]
    assert min(starts) >= noon.isoformat()


def test_an_order_due_this_afternoon_uses_what_is_left_of_the_morning():
    """Due at P at 13:06, planned at 12:00: van-2 leaves at once, in the shift 07:00-13:00."""
    noon = PLANNED_AT.replace(hour=12)
    plan = planned({"due": clock("13:06")}, planned_at=noon)
    assert plan.statuses() == ["on_time"]
    assert plan.trips[0]["shift"]["start"] == PLANNED_AT.replace(hour=7).isoformat()
    assert plan.document["duties"][0]["start"] == noon.isoformat()


def test_a_vehicle_that_is_away_stands_still():
    """Without van-2 the truck and van-1 bring the parcel over A."""
    plan = planned({}, vehicles=changed_vehicles("van-2", available=False))
    assert plan.statuses() == ["on_time"]
    assert plan.vehicles_of("o1") == ["truck-1", "van-1"]


def test_no_orders_no_trips():
    """A day without orders needs nobody."""
    plan = planned()
    assert (plan.trips, plan.document["cost"]["total"]) == ([], 0)
