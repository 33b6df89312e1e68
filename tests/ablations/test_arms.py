"""What each arm changes about the inputs of a planning run."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.ablations.arms import Arm
from optimizer.domain import Visits
from optimizer.habit import nearest_bases
from tests.instances import county, network, sites, travel, vehicles


def test_by_need_plans_what_it_is_given():
    """The planner as it is gets its inputs as they are."""
    instance = county({})
    assert Arm.BY_NEED.arranged(instance, travel()) is instance


def test_daily_visits_every_point_with_orders():
    """P has an order, Q has none; the hub is no point."""
    found = Arm.DAILY.arranged(county({}), travel()).sites
    assert [site.visits for site in found] == [Visits.BY_NEED] * 2 + [Visits.DAILY, Visits.BY_NEED]


def test_patient_lets_wait_what_is_due_in_more_than_30_hours():
    """Only horizon and prices change, and being unserved or late costs what it did."""
    before = county({})
    found = Arm.PATIENT.arranged(before, travel())
    assert found.calendar.end - found.calendar.start == 30 * 3_600
    assert found.rules.penalties.deferred_per_order == 100.0
    assert found.rules.penalties.unserved_per_order == before.rules.penalties.unserved_per_order
    assert found.rules.penalties.late_per_order == before.rules.penalties.late_per_order


def test_nearest_is_by_time_and_only_where_vehicles_are():
    """P and Q are 10 and 15 minutes from A, 40 and 45 from the hub; without van-1 A serves none."""
    assert nearest_bases(network(), travel()) == {"P": "A", "Q": "A"}
    fleet = tuple(replace(v, available=v.vehicle_id != "van-1") for v in vehicles())
    assert nearest_bases(network(vehicles=fleet), travel()) == {"P": "H", "Q": "H"}


def test_points_at_the_door_of_a_base_have_no_territory():
    """P stands at the door of A: trucks bring its orders."""
    changed = tuple(replace(s, premises="A") if s.site_id == "P" else s for s in sites())
    assert nearest_bases(network(sites=changed), travel()) == {"Q": "A"}


def test_all_arms_make_as_many_iterations():
    """Nearest closes no stations on trial and gets what the trials take elsewhere."""
    assert Arm.NEAREST.effort(800) == 1_000
    assert {arm.effort(800) for arm in Arm if arm is not Arm.NEAREST} == {800}
