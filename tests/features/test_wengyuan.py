"""The embedded county, planned end to end."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from optimizer.demand import draw_orders, write_orders
from optimizer.inputs import read_network
from optimizer.pipeline import Limits, make_plan, open_county

DATA = Path(__file__).resolve().parents[2] / "data"
COUNTY = DATA / "wengyuan"


def planned(orders, at, effort):
    """Return county and plan of an order file; the checker finds nothing."""
    county = open_county(COUNTY, orders, at)
    plan = make_plan(county, Limits(search_seconds=None, effort=effort, seed=1))
    assert [(v.code, v.where, v.message) for v in plan.violations] == []
    listed = [entry["order_id"] for entry in plan.document["orders"]]
    assert Counter(listed) == Counter(county.instance.orders.order_id)
    return plan.document


def test_ordinary_days_are_served_on_time():
    """Of two ordinary days every order is on time, deferred, or unserved with a proof."""
    document = planned(DATA / "orders" / "ordinary.csv", "2026-11-23T05:00", effort=4_000)
    broken = [
        entry
        for entry in document["orders"]
        if entry["status"] == "late"
        or (entry["status"] == "unserved" and not entry["reason"]["proof"])
    ]
    assert broken == []
    assert document["kpis"]["on_time_share"] == 1.0
    used = {trip["vehicle_id"] for trip in document["trips"]}
    echelons = {trip["echelon"] for trip in document["trips"]}
    assert len(used) > 10
    assert echelons == {"linehaul", "local"}


def test_the_orchid_season_gets_a_valid_plan():
    """With twice the freight the plan still breaks no rule, and serves most orders on time."""
    document = planned(DATA / "orders" / "orchid-season.csv", "2027-01-18T05:00", effort=300)
    assert document["kpis"]["on_time_share"] > 0.8
    late = [entry for entry in document["orders"] if entry["status"] in ("late", "unserved")]
    assert all(entry["reason"]["code"] for entry in late)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_other_days_get_valid_plans(seed, tmp_path):
    """Orders drawn from another seed are planned without breaking a rule."""
    table = draw_orders(read_network(COUNTY), first_day=date(2026, 11, 30), days=2, seed=seed)
    write_orders(tmp_path / "orders.csv", table)
    document = planned(tmp_path / "orders.csv", "2026-11-30T05:00", effort=300)
    assert document["kpis"]["on_time_share"] > 0.9
