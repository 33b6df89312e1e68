"""From an instance and its tasks to arrays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.consolidation import EmptyFleet, consolidate
from optimizer.domain import NO_WAY, SiteStatus
from optimizer.problems import two_echelon_problem
from optimizer.units import HOUR, KM
from tests.instances import clock, county, sites, travel, vehicles

INHERITED = ("busy_until", "visits_due", "territories")


def problem_of(*rows, **changes):
    """Return the problem of both echelons of a county with these orders."""
    inherited = {name: changes.pop(name) for name in INHERITED if name in changes}
    instance = replace(county(*rows, **changes), **inherited)
    work = consolidate(instance, EmptyFleet(instance, travel()))
    return two_echelon_problem(instance, local=work.local, linehaul=work.linehaul, travel=travel())


def changed(name, **changes):
    """Return the sites with one changed."""
    return tuple(replace(s, **changes) if s.site_id == name else s for s in sites())


def van_twice(**changes):
    """Return truck-1 and van-1 with a twin, both changed."""
    van = replace(vehicles()[1], **changes)
    return vehicles()[0], van, replace(van, vehicle_id="van-3", plate="x")


def test_a_duty_per_vehicle_and_shift():
    """Three days from Monday 05:00 on: two shifts of Monday, Tuesday and Wednesday each."""
    duties = problem_of({}).local_duties
    mine = duties.vehicle == 2
    first = [clock(at, day) for day in range(3) for at in ("07:00", "13:00")]
    assert duties.start[mine].tolist() == first
    assert duties.paid_until[mine].tolist() == [start + 6 * HOUR for start in first]
    assert duties.end[mine].tolist() == [start + 7 * HOUR for start in first]
    assert duties.day[mine].tolist() == [0, 0, 1, 1, 2, 2]


def test_trucks_and_vans_are_problems_apart():
    """The truck is in the linehaul's duties, the vans in the local ones."""
    found = problem_of({})
    assert set(found.linehaul_duties.vehicle.tolist()) == {0}
    assert set(found.local_duties.vehicle.tolist()) == {1, 2}
    assert sorted(set(found.local_duties.base.tolist())) == [0, 1]


def test_a_shift_that_has_begun_starts_when_the_plan_is_made():
    """Planned at 10:00 the morning is left from 10:00 on, with its nominal end."""
    ten = county().calendar.planned_at.replace(hour=10)
    duties = problem_of({}, planned_at=ten).local_duties
    assert (duties.start[0], duties.paid_until[0]) == (clock("10:00"), clock("13:00"))


def test_a_shift_that_is_over_is_left_out():
    """At 14:00 the morning is over with its overtime; a second earlier it is not."""
    two = county().calendar.planned_at.replace(hour=14)
    assert clock("13:00") not in problem_of({}, planned_at=two).local_duties.paid_until
    before = two.replace(hour=13, minute=59, second=59)
    assert clock("13:00") in problem_of({}, planned_at=before).local_duties.paid_until


def test_shifts_begin_before_the_horizon_ends():
    """A plan for two hours, made at 05:00, knows the shift of 06:00 and none of 07:00."""
    short = replace(county().rules, horizon=2 * HOUR)
    found = problem_of({}, rules=short)
    assert found.linehaul_duties.start.tolist() == [clock("06:00")]
    assert found.local_duties.start.tolist() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"vehicles": (vehicles()[0], replace(vehicles()[1], available=False), vehicles()[2])},
        {"sites": changed("A", status=SiteStatus.CLOSED)},
    ],
    ids=["away", "homed at a closed base"],
)
def test_vehicles_that_stand_still_have_no_duties(changes):
    """Van-1 is away, or its home is closed: only van-2 is left."""
    assert set(problem_of({}, **changes).local_duties.vehicle.tolist()) == {2}


def test_a_truck_homed_at_a_station_is_no_truck_of_the_hub():
    """The linehaul starts at the hub: a truck that lives elsewhere has no duty in it."""
    moved = (replace(vehicles()[0], home_site="A"), *vehicles()[1:])
    assert len(problem_of({}, vehicles=moved).linehaul_duties.vehicle) == 0


def test_twins_differ_in_nothing_but_the_name():
    """Two like vans are twins, shift by shift; a dearer one is none."""
    alike = problem_of({}, vehicles=van_twice()).local_duties
    assert len(set(alike.twin.tolist())) == 6
    truck, van, other = van_twice()
    dearer = (truck, van, replace(other, cost_per_km=86))
    assert len(set(problem_of({}, vehicles=dearer).local_duties.twin.tolist())) == 12


def test_prices_are_cents_per_metre_and_second():
    """0.85 yuan a km are 0.085 cents a metre; 28 yuan an hour 0.78 cents a second."""
    duties = problem_of({}).local_duties
    assert duties.metre_cost[0] == pytest.approx(85 / KM)
    assert duties.second_cost[0] == pytest.approx(2_800 / HOUR)
    assert duties.overtime_cost[0] == pytest.approx(4_200 / HOUR)
    assert set(duties.range.tolist()) == {NO_WAY}


def test_barred_and_closed_sites_cannot_be_driven_to():
    """P admits vans only, Q is closed: no truck drives to P, nobody to Q."""
    standing = tuple(
        replace(s, road_profiles=frozenset({"van"}))
        if s.site_id == "P"
        else replace(s, status=SiteStatus.CLOSED)
        if s.site_id == "Q"
        else s
        for s in sites()
    )
    truck, van = problem_of({}, sites=standing).ground.duration
    assert truck[0, 2] == truck[2, 1] == NO_WAY
    assert van[0, 2] == 40 * 60
    assert (truck[:, 3] == NO_WAY).all()
    assert (van[:, 3] == NO_WAY).all()


def test_bases_are_the_hub_and_the_open_stations():
    """The hub is first and costs nothing to use; A costs 80 yuan a day, unless it is closed."""
    ground = problem_of({}).ground
    assert (ground.bases.tolist(), ground.base_day_cost.tolist()) == ([0, 1], [0.0, 8_000.0])
    shut = problem_of({}, sites=changed("A", status=SiteStatus.CLOSED)).ground
    assert shut.bases.tolist() == [0]


def test_goods_leave_the_hub_at_the_onward_departures():
    """Twice a day, in order, for every day of the horizon and the days after."""
    onward = problem_of({}).onward
    days = [clock(at, day) for day in range(3) for at in ("13:30", "21:00")]
    assert onward[:6].tolist() == days
    assert onward[-1] > clock("05:00", 3)


def test_a_vehicle_that_is_still_out_begins_when_it_is_back():
    """Van-1 is back at 09:00: its first shift begins then, and it is no twin of an equal van."""
    duties = problem_of({}, vehicles=van_twice(), busy_until={"van-1": clock("09:00")}).local_duties
    assert duties.start[duties.vehicle == 1].tolist()[:2] == [clock("09:00"), clock("13:00")]
    assert duties.start[duties.vehicle == 2].tolist()[:2] == [clock("07:00"), clock("13:00")]
    assert duties.twin[duties.vehicle == 1][0] != duties.twin[duties.vehicle == 2][0]
    assert duties.twin[duties.vehicle == 1][1] == duties.twin[duties.vehicle == 2][1]


def test_who_is_out_until_a_shift_is_over_begins_nothing_in_its_overtime():
    """Van-1 is back at 13:00, as its first shift ends: the hour of overtime is no duty."""
    out = problem_of({}, busy_until={"van-1": clock("13:00")}).local_duties
    assert out.start[out.vehicle == 1].tolist()[0] == clock("13:00")
    assert out.paid_until[out.vehicle == 1].tolist()[0] == clock("19:00")


def test_a_point_of_a_territory_is_served_from_its_base_only():
    """P belongs to A: the hub may not serve it, while Q may be served by both."""
    found = problem_of({}, {"destination": "Q"}, territories={"P": "A"})
    usable = {int(s): row.tolist() for s, row in zip(found.local.site, found.usable, strict=True)}
    assert usable == {2: [False, True], 3: [True, True]}


def test_without_territories_nothing_is_masked():
    """By default any base serves any point."""
    assert problem_of({}).usable is None
