"""A reason that claims to be a proof is proved again on an empty fleet."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer.checker.emptyfleet import EmptyFleet, metric_closure
from optimizer.checker.proofs import Proofs
from optimizer.domain import NO_WAY, SiteStatus, TravelMatrix
from optimizer.units import CUBIC_METRE, HOUR, KG
from tests.instances import clock, county, sites, travel, vehicles


def holds(code: str, instance, table=None) -> bool:
    """Whether a proof of the first order's fate holds."""
    return Proofs(instance, table or travel()).refute(0, code) is None


def proofs_that_hold(instance, table=None) -> list[str]:
    """Return every proof that holds for the first order."""
    return [
        code for code in ("U101", "U102", "U103", "U104", "U105") if holds(code, instance, table)
    ]


def fleet(**changes):
    """Return the fleet with every vehicle changed."""
    return tuple(replace(vehicle, **changes) for vehicle in vehicles())


def changed_site(name, **changes):
    """Return the sites with one of them changed."""
    return tuple(replace(s, **changes) if s.site_id == name else s for s in sites())


def test_an_ordinary_order_has_no_excuse():
    """A parcel from H to P can be carried: no proof holds, nor one that nobody knows."""
    assert proofs_that_hold(county({})) == []
    assert not holds("U190", county({}))


def test_a_village_without_a_road_is_out_of_reach():
    """No way leads to P: not reached, and so not by large vehicles or in time either."""
    table = {}
    for profile, matrix in travel().items():
        duration = matrix.duration.copy()
        duration[:, 2] = NO_WAY
        duration[2, 2] = 0
        table[profile] = TravelMatrix(duration, matrix.distance)
    assert proofs_that_hold(county({}), table) == ["U101", "U102", "U103", "U105"]


def test_a_village_from_which_no_way_leads_back_is_out_of_reach():
    """Vehicles have to come home."""
    table = {}
    for profile, matrix in travel().items():
        duration = matrix.duration.copy()
        duration[2, :] = NO_WAY
        duration[2, 2] = 0
        table[profile] = TravelMatrix(duration, matrix.distance)
    assert holds("U101", county({}), table)


@pytest.mark.parametrize(
    "changes",
    [
        {"vehicles": fleet(available=False)},
        {"sites": changed_site("P", road_profiles=frozenset({"tricycle"}))},
        {"vehicles": vehicles()[:1]},
        {"vehicles": vehicles()[:2], "sites": changed_site("A", status=SiteStatus.CLOSED)},
    ],
    ids=["nobody available", "no profile admitted", "linehaul only", "home closed"],
)
def test_no_usable_vehicle_reaches_p(changes):
    """Vehicles that may not drive there are no way to reach it."""
    assert holds("U101", county({}, **changes))


@pytest.mark.parametrize(
    ("amounts", "is_too_big"),
    [
        ({"weight": 550 * KG}, False),
        ({"weight": 550 * KG + 1}, True),
        ({"volume": 4 * CUBIC_METRE}, False),
        ({"volume": 4 * CUBIC_METRE + 1}, True),
    ],
)
def test_too_big_is_too_big_for_the_last_leg(amounts, is_too_big):
    """The truck takes 1 500 kg, but only to A; a van takes 550 kg and 4 m3 to P."""
    assert holds("U102", county(amounts)) == is_too_big


def test_a_class_that_no_van_may_carry():
    """Vans carry food only; a general parcel can get to A and no farther."""
    truck, one, other = vehicles()
    food = frozenset({"food"})
    cars = (truck, replace(one, handling_classes=food), replace(other, handling_classes=food))
    assert proofs_that_hold(county({}, vehicles=cars)) == ["U103", "U105"]


def test_a_class_for_which_only_small_vans_may_ride():
    """Van-1 takes all up to 100 kg, van-2 food up to 550: bulk of 200 kg is too big, or barred."""
    truck, one, other = vehicles()
    cars = (
        truck,
        replace(one, capacity_weight=100 * KG),
        replace(other, handling_classes=frozenset({"food"})),
    )
    instance = county({"weight": 200 * KG, "handling_class": "bulk"}, vehicles=cars)
    assert proofs_that_hold(instance) == ["U102", "U103", "U105"]


def test_a_closed_end_is_proof():
    """P is closed; a candidate counts as closed, and so does a base with a point at its door."""
    for status in (SiteStatus.CLOSED, SiteStatus.CANDIDATE):
        assert holds("U104", county({}, sites=changed_site("P", status=status)))
    at_a = tuple(
        replace(site, premises="A") if site.site_id == "P" else site
        for site in changed_site("A", status=SiteStatus.CLOSED)
    )
    assert holds("U104", county({}, sites=at_a))


def test_due_before_anybody_could_be_there():
    """By van-2 from H at 07:20:01, at P by 08:00:01, unloaded by 08:05:10 (309 s)."""
    end = clock("08:05") + 10
    for due, is_proof in ((end - 1, True), (end, False)):
        assert holds("U105", county({"due": due})) == is_proof
    assert Proofs(county({"due": end + 90}), travel()).refute(0, "U105") == (
        "it could be delivered at 2026-11-23T08:05:10+08:00, 90 s before it is due",
        90,
    )


def test_the_earliest_arrival_waits_for_a_shift_that_is_long_enough():
    """Ready at 12:50 for Q, open from 14:00: van-2 cannot be home by 14:00."""
    # So by the afternoon shift: load 13:00:00 to 13:20:01, at Q 14:05:01, unloaded 14:10:10.
    instance = county({"destination": "Q", "ready": clock("12:50")}, vehicles=vehicles()[2:])
    assert EmptyFleet(instance, travel()).earliest_delivery(0) == clock("14:10") + 10


def test_the_earliest_arrival_may_stay_overnight_at_a_station():
    """Ready at 17:40, P closes at 18:00: van-2 brings it to A at once, and to P as it opens."""
    # H 18:00:01, A 18:30:01 to 18:45:04, transferred 19:05:04; on Tuesday van-2 is at A by 07:30,
    # loads until 07:45:03, is at P by 07:55:03 and unloads from 08:00:00 for 309 s.
    instance = county({"ready": clock("17:40")}, vehicles=vehicles()[2:])
    assert EmptyFleet(instance, travel()).earliest_delivery(0) == clock("08:05", 1) + 9


def test_nothing_arrives_after_the_last_shift_of_the_horizon():
    """Ready on Thursday, an hour after the horizon ends: no shift is left."""
    instance = county({"ready": clock("06:00", 3), "due": clock("07:00", 3)})
    assert EmptyFleet(instance, travel()).earliest_delivery(0) is None


def test_measured_tables_are_closed_first():
    """A to C takes 100 s, over B only 60."""
    table = np.array([[0, 30, 100], [NO_WAY, 0, 30], [NO_WAY, NO_WAY, 0]])
    quickest = metric_closure(table)
    assert quickest[0].tolist() == [0, 30, 60]
    assert quickest[2].tolist() == [NO_WAY, NO_WAY, 0]


def test_a_shift_that_has_begun_counts_from_the_moment_of_planning():
    """Planned at 09:00: van-2 loads from 09:00:00 and is unloaded at P an hour later."""
    instance = county({}, planned_at=county().calendar.moment(9 * HOUR), vehicles=vehicles()[2:])
    # 20 min 1 s, 40 min, 5 min 9 s
    assert EmptyFleet(instance, travel()).earliest_delivery(0) == clock("10:05") + 10
