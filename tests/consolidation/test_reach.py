"""How early an empty fleet could bring an order."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer.consolidation import EmptyFleet
from optimizer.domain import NO_WAY, Echelon, SiteStatus
from optimizer.units import DAY, HOUR, KG, MINUTE
from tests.instances import clock, county, rules, sites, travel, vehicles


def arrival(*rows, **changes):
    """Return the earliest arrival of the first order."""
    return EmptyFleet(county(*rows, **changes), travel()).earliest_arrival(0)


def fleet_of(*names, **changes):
    """Return these vehicles of the county, changed."""
    return tuple(replace(v, **changes) for v in vehicles() if v.vehicle_id in names)


def test_a_parcel_to_p_rides_the_hub_van():
    """Loaded at 07:00 in 20 min 1 s, at P at 08:00:01, unloaded in 5 min 9 s."""
    assert arrival({}) == clock("08:05") + 10


def test_hours_hold_back_the_unloading():
    """Q shuts at noon: loaded from 11:30 on, the van is there at 12:35 and waits until 14:00."""
    order = {"destination": "Q", "ready": clock("11:30")}
    only = fleet_of("van-2", shifts=(vehicles()[2].shifts[0].shifted(0),), max_overtime=3 * HOUR)
    assert arrival(order, vehicles=only) == clock("14:05") + 9


def test_the_way_home_must_fit_the_overtime():
    """
    From Q at 14:05:09 it is 45 min home: 13:00 plus an hour of overtime is too early.

    So it is brought to A today, and from there tomorrow: at A 07:30, loaded in 15:03, at Q
    at 08:00:03, unloaded in 5:09.
    """
    order = {"destination": "Q", "ready": clock("11:30")}
    only = fleet_of("van-2", shifts=vehicles()[2].shifts[:1])
    assert arrival(order, vehicles=only) == clock("08:05", 1) + 12


def test_over_the_station_goods_need_time_to_change():
    """
    Without the hub van a parcel goes over A.

    Truck: 06:00 + 20:01, at A 06:50:01, which opens at 07:00, + 15:03; 20 min later van-1
    loads 15:03, drives 10 min, P unloads in 5:09.
    """
    there = clock("07:00") + 15 * MINUTE + 3
    at_p = there + 20 * MINUTE + 15 * MINUTE + 3 + 10 * MINUTE
    expected = at_p + 5 * MINUTE + 9
    assert arrival({}, vehicles=fleet_of("truck-1", "van-1")) == expected


def test_goods_for_the_hub_are_delivered_with_the_next_departure():
    """Collected at P at 08:05:09 the parcel is off the van long before 13:30, and leaves then."""
    order = {"origin": "P", "destination": "H"}
    assert arrival(order) == clock("13:30")


def test_without_onward_departures_arrival_at_the_hub_counts():
    """Van-2 loads at P until 08:05:09, is at H at 08:45:09 and unloads in 20:01."""
    order = {"origin": "P", "destination": "H"}
    assert arrival(order, rules=rules(onward_departures=())) == clock("09:05") + 10


def test_an_order_counts_from_its_ready_time_on():
    """Ready at 09:00 at the hub, it is at P an hour and 5:10 later."""
    assert arrival({"ready": clock("09:00")}) == clock("10:05") + 10


def test_a_late_plan_starts_late():
    """Planned at 12:00 nothing is loaded before, though the parcel stands ready since 06:00."""
    noon = county().calendar.planned_at.replace(hour=12)
    assert arrival({}, planned_at=noon) == clock("13:05") + 10


def test_vehicles_that_are_away_or_homed_at_closed_bases_do_not_count():
    """With van-2 unavailable and A closed nobody reaches P."""
    away = (*vehicles()[:2], replace(vehicles()[2], available=False))
    shut = tuple(
        replace(site, status=SiteStatus.CLOSED) if site.site_id == "A" else site for site in sites()
    )
    assert arrival({}, vehicles=away) < NO_WAY
    assert arrival({}, vehicles=away, sites=shut) == NO_WAY


def test_goods_do_not_change_vehicle_at_a_closed_base():
    """Trucks from H and vans homed at H that only reach P from A: closing A cuts P off."""
    cut = np.array(travel()["van"].duration)
    cut[0, 2] = cut[2, 0] = cut[0, 3] = cut[3, 0] = NO_WAY
    table = {profile: replace(matrix, duration=cut) for profile, matrix in travel().items()}
    shut = tuple(
        replace(site, status=SiteStatus.CLOSED) if site.site_id == "A" else site for site in sites()
    )
    fleet = EmptyFleet(county({}, sites=shut, vehicles=fleet_of("truck-1")), table)
    assert fleet.earliest_arrival(0) == NO_WAY


def test_a_truck_only_stops_at_bases():
    """A truck alone brings nothing to a point, but a parcel for A."""
    assert arrival({}, vehicles=fleet_of("truck-1")) == NO_WAY
    brought = arrival({"destination": "A"}, vehicles=fleet_of("truck-1"))
    assert brought == clock("07:00") + 15 * MINUTE + 3


def test_a_vehicle_that_is_too_small_or_barred_does_not_count():
    """600 kg fit no van, and a van for food takes no general goods."""
    assert arrival({"weight": 600 * KG}) == NO_WAY
    barred = fleet_of("van-1", "van-2", handling_classes=frozenset({"food"}))
    assert arrival({}, vehicles=barred) == NO_WAY
    assert arrival({"handling_class": "food"}, vehicles=barred) < NO_WAY


def test_shortcuts_over_other_sites_count():
    """From H over A to P takes 40 minutes; a table that says 60 is beaten by the way over A."""
    slow = np.array(travel()["van"].duration)
    slow[0, 2] = 60 * MINUTE
    table = {profile: replace(matrix, duration=slow) for profile, matrix in travel().items()}
    assert EmptyFleet(county({}), table).earliest_arrival(0) == clock("08:05") + 10


@pytest.mark.parametrize("days", [1, 4])
def test_what_is_ready_after_the_last_shift_never_arrives(days):
    """Shifts begin within three days; a parcel ready on the first evening still finds one."""
    ready = clock("21:00") + (days - 1) * DAY
    found = arrival({"ready": ready})
    assert (found == NO_WAY) == (days == 4)


def test_orders_from_a_station_start_there():
    """Left at A by an earlier plan: van-1 has it at P at 07:25:03, which opens at 08:00."""
    assert arrival({"origin": "A"}) == clock("08:05") + 9


def test_like_vehicles_are_one_kind():
    """Van-2 and its twin are one kind of vehicle; a van elsewhere is another."""
    twin = replace(vehicles()[2], vehicle_id="van-3", plate="x")
    fleet = EmptyFleet(county({}, vehicles=(*vehicles(), twin)), travel())
    assert len(fleet.kinds) == 3
    assert {kind.vehicle.echelon for kind in fleet.kinds} == {Echelon.LINEHAUL, Echelon.LOCAL}


def test_a_vehicle_that_is_still_out_comes_later():
    """Back at 07:00:03, three seconds into its shift, the hub van is three seconds later at P."""
    out = replace(county({}), busy_until={"van-2": clock("07:00") + 3})
    assert EmptyFleet(out, travel()).earliest_arrival(0) == clock("08:05") + 13
