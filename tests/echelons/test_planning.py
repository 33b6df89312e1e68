"""Linehaul and local decided together, on the county that everyone knows by heart."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from optimizer.domain import SiteStatus
from optimizer.problems import evaluate
from optimizer.units import CUBIC_METRE, KG, YUAN
from tests.echelons.joint import effort, joint
from tests.features.line import changed_sites, changed_vehicles
from tests.instances import clock, rules, vehicles

UP = {"origin": "P", "destination": "H", "ready": clock("08:00")}
ACROSS = {"origin": "P", "destination": "Q", "ready": clock("08:00")}


def test_one_parcel_rides_the_hub_van():
    """Truck, station and van-1 cost far more than 80 km of van-2."""
    assert joint({}).vehicles() == {"van-2"}


def test_loads_that_fill_many_vans_ride_the_truck():
    """
    Ten lots of 300 kg for P and Q are worth the truck and the van of A, if A costs nothing.

    Van-2 makes a trip of 80 km for each; from A it is 20 km.
    """
    heavy = {"weight": 300 * KG, "volume": 2 * CUBIC_METRE, "due": clock("19:00", 1)}
    rows = [heavy | {"destination": "PQ"[number % 2]} for number in range(10)]
    found = joint(*rows, spent=effort(3_000), sites=changed_sites("A", operating_cost_per_day=0))
    assert {"truck-1", "van-1"} <= found.vehicles()
    assert len(found.plan.local_solution.dropped(len(found.problem.local))) == 0


def test_a_dear_station_is_left_alone():
    """What it takes the truck there, but not at 100 000 yuan a day: van-2 does what it can."""
    heavy = {"weight": 300 * KG, "volume": 2 * CUBIC_METRE}
    dear = changed_sites("A", operating_cost_per_day=100_000 * YUAN)
    assert joint(*[heavy] * 4, sites=dear).vehicles() == {"van-2"}


def test_without_the_hub_van_the_station_serves():
    """Down and up over A, each order on both vehicles."""
    found = joint({}, UP, vehicles=vehicles()[:2])
    assert found.vehicles() == {"truck-1", "van-1"}
    assert balance(found) == {0: [("H", "A"), ("A", "P")], 1: [("P", "A"), ("A", "H")]}


def balance(found):
    """Return, per order, from where to where each draft trip carries it."""
    ways = {}
    ids = [site.site_id for site in found.instance.sites]
    for draft in found.drafts:
        loaded = {row: stop.site for stop in draft.stops for row in stop.load.tolist()}
        unloaded = {row: stop.site for stop in draft.stops for row in stop.unload.tolist()}
        assert loaded.keys() == unloaded.keys()
        for row, site in loaded.items():
            way = (ids[site], ids[unloaded[row]])
            ways.setdefault(row, []).append((draft.stops[0].hint, way))
    return {row: [way for _, way in sorted(legs)] for row, legs in ways.items()}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"vehicles": vehicles()[:2]},
        {"sites": changed_sites("A", status=SiteStatus.CLOSED)},
        {"vehicles": changed_vehicles("truck-1", available=False)},
    ],
    ids=["all", "no hub van", "no station", "no truck"],
)
def test_what_is_carried_is_carried_all_the_way(changes):
    """Each order's legs lead without a gap from its origin to its destination."""
    rows = [{}, UP, ACROSS, {"destination": "Q"}, {"origin": "Q", "destination": "H"}]
    found = joint(*rows, **changes)
    ways = balance(found)
    orders, ids = found.instance.orders, [site.site_id for site in found.instance.sites]
    assert sorted(ways) == [0, 1, 2, 3, 4]
    for row, legs in ways.items():
        assert legs[0][0] == ids[orders.origin[row]]
        assert legs[-1][1] == ids[orders.destination[row]]
        assert all(a[1] == b[0] for a, b in pairwise(legs))


def test_an_order_is_on_all_of_its_trips_or_on_none():
    """The parcel across is collected, but never delivered: Q is open for a minute."""
    shut = changed_sites("Q", hours=(replace(vehicles()[0].shifts[0], latest=clock("06:01")),))
    found = joint(ACROSS, {}, sites=shut)
    assert sorted(balance(found)) == [1]


def test_the_cost_is_that_of_both_echelons():
    """Without handling and stations the joint cost is that of the routes of both."""
    found = joint(
        {}, UP, vehicles=vehicles()[:2], sites=changed_sites("A", handling_cost_per_piece=0.0)
    )
    plan = found.plan
    prices = 0.0
    for trip in plan.trips:
        prices += float(plan.local.tasks.price[list(trip.tasks), trip.base].sum())
    local = evaluate(
        plan.local, {r.duty: [*map(list, r.trips)] for r in plan.local_solution.routes}
    )
    trucks = evaluate(
        plan.linehaul, {r.duty: [*map(list, r.trips)] for r in plan.linehaul_solution.routes}
    )
    assert plan.cost == pytest.approx(local + trucks - prices)


def test_handling_at_the_station_is_paid_by_the_piece():
    """Ten pieces over A at five cents each cost half a yuan more than for nothing."""
    rows = {"pieces": 10}
    free = joint(
        rows, vehicles=vehicles()[:2], sites=changed_sites("A", handling_cost_per_piece=0.0)
    )
    paid = joint(rows, vehicles=vehicles()[:2])
    assert paid.plan.cost - free.plan.cost == pytest.approx(50)


def test_an_order_left_at_a_station_pays_no_way():
    """It stands at A: neither truck nor handling are in its price."""
    found = joint({"origin": "A", "pieces": 10})
    assert found.vehicles() == {"van-1"}
    assert found.plan.local.tasks.price.tolist() == [[0.0, 0.0]]
    assert found.plan.cost == pytest.approx(found.plan.local_solution.cost)


def test_progress_is_told_and_never_gets_dearer():
    """The best cost that is told falls, or stands still."""
    told = []
    joint({}, UP, ACROSS, spent=effort(told=told))
    costs = [cost for _, cost in told if cost is not None]
    assert costs
    assert all(b <= a + 1e-9 for a, b in pairwise(costs))
    assert {phase for phase, _ in told} == {"linehaul", "local"}


def test_a_search_that_is_over_has_a_plan():
    """Over before it began, it returns its first plan."""
    found = joint({}, UP, spent=effort(stop_after=0))
    assert sorted(balance(found)) == [0, 1]


def lots_over_a(*rows, **changes):
    """Return the lots of a county that has no hub van, with the plan."""
    found = joint(*rows, vehicles=vehicles()[:2], **changes)
    return found, found.plan.lots


def test_lots_hold_what_the_local_trips_hand_over():
    """Down 2 + 3 pieces, up 4: the lots' pieces, grams and millilitres are those."""
    rows = [{"pieces": 2}, {"pieces": 3, "destination": "Q"}, UP | {"pieces": 4}]
    _, lots = lots_over_a(*rows)
    tasks = lots.tasks
    assert tasks.pieces[tasks.is_delivery].sum() == 5
    assert tasks.pieces[~tasks.is_delivery].sum() == 4
    assert tasks.weight.sum() == 3 * 1_500
    assert tasks.volume.sum() == 3 * 8_000
    assert sorted(np.concatenate(tasks.orders).tolist()) == [0, 1, 2]
    assert set(tasks.site.tolist()) == {1}


def test_lots_are_at_the_station_before_their_trip_is_loaded():
    """A lot comes 20 minutes before its trip starts, or more; what comes up waits as long."""
    found, lots = lots_over_a({}, UP)
    down = int(np.flatnonzero(lots.tasks.is_delivery)[0])
    up = int(np.flatnonzero(~lots.tasks.is_delivery)[0])
    trips = {
        bool(found.problem.local.is_delivery[task]): trip
        for trip in found.plan.trips
        for task in trip.tasks
    }
    assert lots.hard[down] <= trips[True].timed.start - 20 * 60
    assert lots.tasks.ready[up] == trips[False].timed.end + 20 * 60


def test_goods_that_stay_at_their_base_ride_no_truck():
    """Collected at P and delivered to Q from A, nothing goes up to the hub."""
    found, lots = lots_over_a(ACROSS)
    assert len(lots.tasks) == 0
    assert found.vehicles() == {"van-1"}


def test_what_belongs_to_the_station_is_the_linehauls_own():
    """An order for A and one from A are lots without any local trip."""
    found, lots = lots_over_a({"destination": "A"}, {"origin": "A", "destination": "H"})
    assert len(lots.tasks) == 2
    assert found.plan.trips == ()
    assert (lots.drop_cost >= 500_000).all()


def test_classes_that_exclude_each_other_are_lots_apart():
    """Food and agrochemicals for P are handed over in two lots."""
    rows = [{"handling_class": "food"}, {"handling_class": "agrochemicals"}]
    found, lots = lots_over_a(*rows)
    assert len(lots.tasks) == 2
    assert sorted(balance(found)) == [0, 1]


def test_nothing_to_do():
    """Without orders there are no trips."""
    found = joint(rules=rules())
    assert (found.drafts, found.plan.cost) == ([], 0.0)
