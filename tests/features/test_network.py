"""What sites, roads and fleet allow, one rule each, through the whole line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.domain import (
    NO_WAY,
    Echelon,
    Site,
    SiteKind,
    SiteStatus,
    TravelMatrix,
    Visits,
)
from optimizer.units import HOUR, KG, KM, MINUTE
from tests.features.line import changed_sites, changed_vehicles, planned
from tests.instances import MINUTES, clock, rules, sites, travel, vehicles

UP = {"origin": "P", "destination": "H", "ready": clock("08:00")}


def test_orders_of_a_point_at_a_station_start_and_end_at_its_door():
    """P stands at A's door: its orders ride the truck, and no vehicle drives to P."""
    plan = planned({}, UP, sites=changed_sites("P", premises="A"))
    assert plan.statuses() == ["on_time"] * 2
    assert (plan.way_of("o1"), plan.way_of("o2")) == ("HA", "AH")
    assert list(plan.stops_at("P")) == []


def test_goods_for_a_point_at_the_hub_leave_with_the_onward_departure():
    """P stands at the hub's door: what Q sends it ends at the hub, and counts from 13:30."""
    plan = planned(
        {"origin": "Q", "destination": "P", "ready": clock("08:00")},
        sites=changed_sites("P", premises="H"),
    )
    assert plan.statuses() == ["on_time"]
    assert plan.order("o1")["delivered_at"][11:16] in {"13:30", "21:00"}


def test_a_closed_point_is_not_visited():
    """P is closed: its orders are unserved with the proof, Q's are brought."""
    plan = planned({}, {"destination": "Q"}, sites=changed_sites("P", status=SiteStatus.CLOSED))
    assert plan.statuses() == ["unserved", "on_time"]
    assert plan.codes() == {"o1": "U104"}


@pytest.mark.parametrize("status", [SiteStatus.CLOSED, SiteStatus.CANDIDATE])
def test_without_an_open_station_the_hub_van_serves_all(status):
    """A is not open: van-1 stands still, van-2 brings everything from the hub."""
    plan = planned({}, UP, {"destination": "Q"}, sites=changed_sites("A", status=status))
    assert plan.statuses() == ["on_time"] * 3
    assert {trip["vehicle_id"] for trip in plan.trips} == {"van-2"}


def test_without_a_truck_the_hub_van_serves_all():
    """Nobody drives the linehaul: points are served from the hub."""
    plan = planned({}, UP, vehicles=changed_vehicles("truck-1", available=False))
    assert plan.statuses() == ["on_time"] * 2
    assert {trip["vehicle_id"] for trip in plan.trips} == {"van-2"}


def test_a_truck_homed_at_a_station_stands_aside():
    """The linehaul starts at the hub; a truck that lives at A is not in its way."""
    plan = planned({}, UP, vehicles=changed_vehicles("truck-1", home_site="A"))
    assert plan.statuses() == ["on_time"] * 2


def test_without_the_hub_van_goods_change_at_the_station():
    """Down and up over A: each order on the truck and on van-1, 20 minutes between them."""
    plan = planned({}, UP, vehicles=vehicles()[:2])
    assert plan.statuses() == ["on_time"] * 2
    assert (plan.way_of("o1"), plan.way_of("o2")) == ("HAP", "PAH")
    assert plan.vehicles_of("o2") == ["van-1", "truck-1"]


def test_a_closed_hub_is_not_used():
    """The hub is closed: nothing from or to it is carried, but from A to P is."""
    plan = planned({}, UP, {"origin": "A"}, sites=changed_sites("H", status=SiteStatus.CLOSED))
    assert plan.statuses() == ["unserved", "unserved", "on_time"]
    assert plan.codes() == {"o1": "U104", "o2": "U104"}


def test_what_no_vehicle_can_carry_is_refused_with_the_proof():
    """Too heavy, of a class for nobody, without a road: three proofs, one parcel on time."""
    duration = travel()["van"].duration.copy()
    duration[3, :] = duration[:, 3] = NO_WAY
    duration[3, 3] = 0
    cut = {name: replace(matrix, duration=duration) for name, matrix in travel().items()}
    every = frozenset(rules().handling_classes) - {"bulk"}
    plan = planned(
        {"weight": 600 * KG},
        {"handling_class": "bulk"},
        {"destination": "Q"},
        {},
        roads=cut,
        vehicles=tuple(replace(v, handling_classes=every) for v in vehicles()),
    )
    assert plan.codes() == {"o1": "U102", "o2": "U103", "o3": "U101"}
    assert plan.statuses()[3] == "on_time"
    assert all(plan.order(name)["reason"]["proof"] for name in plan.codes())


def test_a_lane_for_tricycles():
    """
    Q admits tricycles only: the one at A brings it what the truck has brought there.

    Its range of 20 km per shift allows one trip of 15 km.
    """
    trike = replace(
        vehicles()[1],
        vehicle_id="trike-1",
        road_profile="trike",
        range=20 * KM,
        capacity_weight=200 * KG,
        capacity_volume=1_500_000,
    )
    heavy = {"destination": "Q", "weight": 150 * KG}
    lane = changed_sites("Q", road_profiles=frozenset({"trike"}))
    roads = travel() | {"trike": travel()["van"]}
    plan = planned(heavy, heavy, {}, roads=roads, sites=lane, vehicles=(*vehicles(), trike))
    assert plan.statuses() == ["on_time"] * 3
    assert plan.vehicles_of("o1")[-1] == plan.vehicles_of("o2")[-1] == "trike-1"
    shifts = [t["shift"]["start"] for t in plan.trips if t["vehicle_id"] == "trike-1"]
    assert len(set(shifts)) == len(shifts) == 2


def test_a_daily_point_is_visited_without_orders():
    """Q wants the driver to look in every day: three visits, nothing on board."""
    plan = planned(sites=changed_sites("Q", visits=Visits.DAILY))
    days = {stop["start"][:10] for stop in plan.stops_at("Q")}
    missed = {entry["date"] for entry in plan.document["missed_visits"]}
    assert len(days) + len(missed) == 3
    assert not days & missed


def test_visits_that_pay_are_made():
    """A missed visit of 1 000 yuan is dearer than a trip: nobody is missed."""
    dear = rules(penalties=replace(rules().penalties, missed_visit=100_000.0))
    plan = planned(sites=changed_sites("Q", visits=Visits.DAILY), rules=dear)
    assert plan.document["missed_visits"] == []
    assert len({stop["start"][:10] for stop in plan.stops_at("Q")}) == 3


def test_visits_that_do_not_pay_are_listed():
    """A missed visit of a yuan is cheaper than a trip: all three are missed."""
    cheap = rules(penalties=replace(rules().penalties, missed_visit=100.0))
    plan = planned(sites=changed_sites("Q", visits=Visits.DAILY), rules=cheap)
    assert [entry["site_id"] for entry in plan.document["missed_visits"]] == ["Q"] * 3
    assert plan.trips == []


def test_a_base_that_is_visited_daily_needs_no_trip_of_its_own():
    """The hub is visited by whoever loads there."""
    plan = planned({}, sites=changed_sites("H", visits=Visits.DAILY))
    assert plan.statuses() == ["on_time"]


@pytest.mark.parametrize("rest_after", [240, 70, 60])
def test_drivers_rest(rest_after):
    """After so many minutes at the wheel a pause of 20 is due, also between trips."""
    orders = [{}, {"destination": "Q"}, {"weight": 500 * KG}, UP]
    plan = planned(*orders, rules=rules(rest_after_driving=rest_after * MINUTE))
    assert plan.statuses() == ["on_time"] * 4


def test_a_way_longer_than_the_limit_is_not_driven():
    """Nobody drives 40 minutes where a rest is due after 39; no proof claims it impossible."""
    plan = planned({}, rules=rules(rest_after_driving=29 * MINUTE))
    assert plan.statuses() == ["unserved"]
    assert plan.codes() == {"o1": "U190"}


def test_two_trucks_at_one_dock_take_turns():
    """A has one dock: handling there never overlaps, which the checker sees to."""
    second = replace(vehicles()[0], vehicle_id="truck-2")
    heavy = {"destination": "A", "weight": 900 * KG, "pieces": 200, "due": clock("12:00")}
    plan = planned(heavy, heavy, vehicles=(*vehicles(), second))
    assert plan.statuses() == ["on_time"] * 2
    assert len(list(plan.stops_at("A"))) == 2


def test_two_stations_share_the_county():
    """B serves Q as A serves P; a parcel from P to Q changes vehicle on its way."""
    station = replace(sites()[1], site_id="B", name_zh="乙中转站", docks=None)
    minutes = [[*row, 60] for row in MINUTES.tolist()] + [[60, 40, 50, 5, 0]]
    minutes[3][4] = 5
    table = {}
    for profile in travel():
        duration = replace_diagonal(minutes)
        table[profile] = TravelMatrix(duration * MINUTE, duration * 500)
    van_b = replace(vehicles()[1], vehicle_id="van-b", home_site="B")
    plan = planned(
        {"weight": 300 * KG},
        {"destination": "Q", "weight": 300 * KG},
        {"origin": "P", "destination": "Q", "ready": clock("08:00")},
        {"origin": "B", "destination": "P"},
        roads=table,
        sites=(*sites(), station),
        vehicles=(*vehicles()[:2], van_b),
    )
    assert plan.statuses() == ["on_time"] * 4
    assert plan.way_of("o3") == "PAHBQ"


def replace_diagonal(minutes):
    """Return minutes as an array with zeros on the diagonal."""
    import numpy as np

    found = np.array(minutes)
    np.fill_diagonal(found, 0)
    return found


def test_a_truck_may_carry_what_no_van_can():
    """A ton for A, and a town station at its door, ride the truck."""
    town = Site("S", SiteKind.TOWN_STATION, "甲镇", premises="A")
    size = range(5)
    wide = {}
    for profile, matrix in travel().items():
        pick = [*range(4), 1]
        wide[profile] = TravelMatrix(
            *(m[pick][:, pick].copy() for m in (matrix.duration, matrix.distance))
        )
    assert len(size) == len(wide["van"].duration)
    plan = planned(
        {"destination": "S", "weight": 1_000 * KG},
        {"destination": "A", "weight": 400 * KG},
        roads=wide,
        sites=(*sites(), town),
    )
    assert plan.statuses() == ["on_time"] * 2
    assert plan.vehicles_of("o1") == ["truck-1"]
    assert {v.echelon for v in vehicles()} == {Echelon.LINEHAUL, Echelon.LOCAL}


def test_crossing_goods_need_no_onward_departure():
    """
    Goods leave the county at 13:30 only, and vans drive from 13:00: P to Q still works.

    What crosses the hub must be there when it closes, not when goods leave the county.
    """
    late = tuple(replace(v, shifts=v.shifts[1:]) for v in vehicles())
    plan = planned(
        {"origin": "P", "destination": "Q", "ready": clock("10:00"), "due": clock("10:00", 2)},
        vehicles=late,
        rules=rules(onward_departures=(clock("13:30"),), horizon=72 * HOUR),
    )
    assert plan.statuses() == ["on_time"]
