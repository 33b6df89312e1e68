"""Random counties through the whole line, the checker as judge."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings

from optimizer.network import StraightRoads
from optimizer.pipeline import County, Limits, make_plan
from tests.properties.worlds import worlds

LIMITS = Limits(search_seconds=None, effort=40, seed=1)


@settings(
    max_examples=250,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(worlds())
def test_any_county_gets_a_plan_that_breaks_no_rule(world):
    """Whatever the county, every order is planned or explained, and the checker finds nothing."""
    instance, travel = world
    plan = make_plan(County(instance, travel, StraightRoads()), LIMITS)
    assert [(found.code, found.where, found.message) for found in plan.violations] == []
    listed = Counter(entry["order_id"] for entry in plan.document["orders"])
    assert listed == Counter(instance.orders.order_id)
