"""Plans that Route48 did not make are judged by the same rules, and accepted when right."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime

import pytest

from optimizer.checker import check_document, recompute_costs
from optimizer.domain import SiteKind, Visits
from optimizer.errors import InputError
from tests.checker.plans import at, good_document
from tests.checker.world import World
from tests.instances import county, sites, travel


def test_what_only_route48_knows_may_be_absent():
    """Engine, seed, search time and hashes belong to Route48's own plans."""
    world = World()
    for key in ("inputs", "seed", "engine", "search_seconds"):
        del world.document[key]
    for name in ("o8", "o9"):
        reason = world.order(name)["reason"]
        world.order(name)["reason"] = {"code": reason["code"], "proof": True}
    assert world.check() == []


def test_more_keys_than_ours_are_no_mistake():
    """Another program may say more about its plan."""
    world = World()
    world.document["solver"] = {"version": [1, 2]}
    world.document["kpis"]["smiles"] = 12
    world.stop("trip-1", 1)["note"] = "回单"
    assert world.check() == []


def test_moments_may_be_written_in_another_time_zone():
    """08:00+08:00 and 00:00Z are one moment."""

    def in_utc(value):
        if isinstance(value, dict):
            return {key: in_utc(entry) for key, entry in value.items()}
        if isinstance(value, list):
            return [in_utc(entry) for entry in value]
        if isinstance(value, str) and value.endswith("+08:00"):
            moment = datetime.fromisoformat(value).timestamp()
            return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))
        return value

    world = World()
    world.document = in_utc(world.document)
    assert world.document["planned_at"] == "2026-11-22T21:00:00Z"
    assert world.check() == []


def test_the_order_of_lists_does_not_matter():
    """Trips, duties, orders and sites may be listed in any order."""
    world = World()
    for key in ("trips", "duties", "orders", "sites_used"):
        world.document[key].reverse()
    assert world.check() == []


def test_rounding_is_no_violation():
    """Costs may be rounded to cents and shares to four digits."""
    world = World()
    for figures in (world.document["cost"], *world.document["duties"]):
        for key in figures:
            if key in world.document["cost"] or key == "cost":
                figures[key] = round(figures[key], 2)
    world.document["kpis"]["operating_cost"] = 937.77
    world.document["kpis"]["distance_m"] = 142_500.0
    assert world.check() == []


def test_a_false_figure_is_not_taken_for_rounding():
    """A share of 1 where 0.75 is right is no rounded figure."""
    world = World()
    world.document["kpis"]["on_time_share"] = 1
    assert world.amounts("V238") == [(0.25, "share")]


def test_recomputed_costs_are_the_ones_worked_out_by_hand():
    """Every part of the objective, in yuan."""
    world = World()
    costs = recompute_costs(world.document, world.instance, world.travel)
    said = world.document["cost"]
    assert costs == pytest.approx(said, abs=0.0001)
    assert sum(costs.values()) == pytest.approx(2 * costs["total"])


def nothing_done(**kpis):
    """Return the document of a plan without trips."""
    document = good_document()
    document |= {key: [] for key in ("trips", "duties", "orders", "missed_visits", "sites_used")}
    document["cost"] = dict.fromkeys(document["cost"], 0)
    nothing = ("on_time_share", "cost_per_piece", "hours_mean", "hours_p95")
    document["kpis"] = dict.fromkeys(document["kpis"], 0) | dict.fromkeys(nothing) | kpis
    return document


def test_an_empty_plan_of_no_orders_is_good():
    """Nothing to do, nothing done: no costs, and no share of nothing."""
    assert check_document(nothing_done(), county(), travel()) == []


def premises_county(**changes):
    """Return a county whose third site is a town station T on the premises of A."""
    hub, station, point, other = sites()
    town = {"site_id": "T", "kind": SiteKind.TOWN_STATION, "premises": "A"} | changes
    return (hub, station, replace(point, **town), other)


def test_an_order_that_shares_a_door_with_its_origin_needs_no_vehicle():
    """What stands at A for the town station at A is delivered as soon as it is ready."""
    instance = county({"origin": "A", "destination": "T"}, sites=premises_county())
    shares = {"on_time_share": 1, "cost_per_piece": 0, "hours_mean": 0, "hours_p95": 0}
    document = nothing_done(orders=1, on_time=1, **shares)
    document["orders"] = [
        {
            "order_id": "o1",
            "status": "on_time",
            "delivered_at": at("06:00:00"),
            "slack_minutes": 48 * 60,
            "legs": [],
            "reason": None,
        }
    ]
    assert check_document(document, instance, travel()) == []


def test_an_order_for_a_point_on_premises_ends_at_the_base():
    """H to T by truck: A is its destination, so that handling there costs nothing more."""
    world = World()
    world.sites = {site.site_id: site for site in premises_county(visits=Visits.DAILY)}
    world.orders = {"o1": {"destination": "T"}}
    trip = world.trip("trip-1")
    world.document["trips"] = [trip]
    trip["stops"][0]["load"] = trip["stops"][1]["unload"] = ["o1"]
    assert world.amounts("V115") == []
    assert recompute_costs(world.document, world.instance, world.travel)["handling"] == 0
    # The truck at A on Monday is the visit of T; Tuesday and Wednesday are missed.
    missed = [violation.where for violation in world.check() if violation.code == "V220"]
    assert missed == ["T on 2026-11-24", "T on 2026-11-25"]


def test_overtime_is_paid_at_its_own_price():
    """Van-2 home at 13:30:00: 6 h to the shift's end at 28 and half an hour at 42."""
    world = World()
    world.stop("trip-5", 3)["departure"] = "2026-11-23T13:30:00+08:00"
    costs = recompute_costs(world.document, world.instance, world.travel)
    others = 654.6183333 - 118.3111111
    assert costs["vehicles"] == pytest.approx(others + 35 + 34 + 6 * 28 + 0.5 * 42)
    duty = world.document["duties"][4]
    duty |= {"end": "2026-11-23T13:30:00+08:00", "paid_s": 23_400, "overtime_s": 1_800}
    duty["cost"] = 258.0
    assert world.amounts("V235") == []
    assert world.amounts("V240") == []


def test_a_document_of_the_wrong_shape_is_refused_not_judged():
    """A plan whose trips are missing cannot be judged."""
    document = good_document()
    del document["trips"]
    with pytest.raises(InputError) as error:
        check_document(document, World().instance, travel())
    assert [(issue.code, issue.column) for issue in error.value.issues] == [("E192", "trips")]
