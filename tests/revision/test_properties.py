"""Random counties, plans and edits: what holds whatever a dispatcher does."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from optimizer.domain import Echelon
from optimizer.edits import (
    EditRefused,
    ForbidVehicle,
    LockStopVehicle,
    LockTrip,
    MoveOrders,
    MoveStop,
    NewTrip,
    PinDeparture,
    PutOn,
    RemoveTrip,
    ReverseTrip,
    TakeOff,
    apply_edit,
)
from optimizer.edits.ground import Ground
from optimizer.network import StraightRoads
from optimizer.pipeline import County, Limits, make_plan
from optimizer.revision import compare, reoptimise, retime, start_sheet
from tests.properties.worlds import worlds

LIMITS = Limits(search_seconds=None, effort=40, seed=1)
FIGURES = frozenset(("V110", "V111", "V112", "V113", "V116", "V117", "V118"))
PATIENT = settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[
        HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much
    ],
)  # fmt: skip


def planned(world):
    """Return a county with a plan that has trips."""
    instance, travel = world
    county = County(instance, travel, StraightRoads())
    base = make_plan(county, LIMITS)
    assume(base.plan.trips and len(instance.orders))
    return county, base


def any_edit(draw, county, sheet):
    """Draw an edit, most often one that makes sense."""
    instance = county.instance
    trips = st.sampled_from(sorted(sheet.trips)) if sheet.trips else st.just("none")
    orders = st.sampled_from(instance.orders.order_id)
    vehicles = st.sampled_from([vehicle.vehicle_id for vehicle in instance.vehicles])
    trip = draw(trips)
    stops = len(sheet.trips[trip].stops) if trip in sheet.trips else 3
    stop = draw(st.integers(1, max(stops - 2, 1)))
    windows = list(instance.calendar.windows(instance.vehicles[0].shifts))
    shift = instance.calendar.text(draw(st.sampled_from(windows)).earliest)
    moment = instance.calendar.text(instance.calendar.start + draw(st.integers(0, 40)) * 1_800)
    return draw(
        st.sampled_from(
            (
                MoveStop(trip, stop, draw(trips)),
                MoveOrders((draw(orders),), draw(trips)),
                PutOn((draw(orders),), draw(trips)),
                TakeOff((draw(orders),)),
                TakeOff(trip=trip, stop=stop),
                ReverseTrip(trip),
                RemoveTrip(trip),
                NewTrip(draw(vehicles), shift),
                PinDeparture(trip, moment),
                LockTrip(trip),
                LockStopVehicle(trip, stop),
                ForbidVehicle(draw(vehicles)),
            )
        )
    )


def any_sheet(draw, county, plan, most):
    """Draw a sheet after some edits; those that are refused change nothing."""
    sheet, ground = start_sheet(plan), Ground(county.instance, county.travel)
    for _ in range(draw(st.integers(0, most))):
        try:
            sheet = apply_edit(sheet, any_edit(draw, county, sheet), ground)
        except EditRefused as refused:
            assert refused.code in str(refused)
    return sheet


@PATIENT
@given(worlds(), st.data())
def test_whatever_is_edited_the_document_says_what_the_trips_do(world, data):
    """The checker finds broken rules, but never a wrong figure, and no order is lost."""
    county, base = planned(world)
    sheet = any_sheet(data.draw, county, base.plan, most=6)
    checked = retime(county, sheet, base.plan)
    wrong = [v for v in checked.violations if v.rule >= 13 or v.rule == 11 or v.code in FIGURES]
    assert [(v.code, v.where, v.message) for v in wrong] == []
    carried = {row for trip in sheet.trips.values() for row in trip.rows()}
    ridden = {row for trip in checked.plan.trips for stop in trip.stops for row in stop.load}
    assert ridden == carried
    assert not carried & sheet.off
    compare(base.document, checked.document)


@PATIENT
@given(worlds(), st.data())
def test_without_edits_the_plan_is_the_same(world, data):
    """Locks alone change nothing either."""
    county, base = planned(world)
    trip = data.draw(st.sampled_from(base.plan.trips))
    sheet = apply_edit(
        start_sheet(base.plan), LockTrip(trip.trip_id), Ground(county.instance, county.travel)
    )
    assert retime(county, sheet, base.plan).plan.trips == base.plan.trips


@PATIENT
@given(worlds(), st.data())
def test_planned_again_around_locks(world, data):
    """Locked trips are the same, forbidden vehicles idle, locked stops on their vehicle."""
    county, base = planned(world)
    sheet = any_sheet(data.draw, county, base.plan, most=4)
    present = retime(county, sheet, base.plan)
    found = reoptimise(county, base.plan, sheet, LIMITS)
    now = {trip.trip_id: trip for trip in found.plan.trips}
    for trip in present.plan.trips:
        on_sheet = sheet.trips[trip.trip_id]
        if on_sheet.is_locked or on_sheet.pinned is not None:
            assert now[trip.trip_id] == trip
    vehicles = county.instance.vehicles
    assert not {vehicles[trip.vehicle].vehicle_id for trip in now.values()} & sheet.forbidden
    for trip in now.values():
        if vehicles[trip.vehicle].echelon is Echelon.LOCAL:
            rows = {row for stop in trip.stops for row in stop.load}
            names = {sheet.bound.get(row, vehicles[trip.vehicle].vehicle_id) for row in rows}
            assert names <= {vehicles[trip.vehicle].vehicle_id}
    ridden = {row for trip in now.values() for stop in trip.stops for row in stop.load}
    assert not ridden & sheet.off
    if not present.violations:
        assert found.violations == ()
        assert found.document["cost"]["total"] <= present.document["cost"]["total"]
    again = reoptimise(county, base.plan, sheet, LIMITS)
    assert again.plan.trips == found.plan.trips
