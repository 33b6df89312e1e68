"""Visiting everybody daily from the nearest station, on the four-stop county."""

import pytest

from optimizer.domain import Visits
from optimizer.jobs import Request, baseline_key, by_habit
from optimizer.network import StraightRoads
from optimizer.pipeline import County, Limits, make_plan
from tests.instances import county, travel

AT = "2026-11-23T05:00:00+08:00"


@pytest.fixture
def habit():
    """The county with one order to P, as it would run by habit."""
    return by_habit(County(county({}), travel(), StraightRoads(None)))


def test_every_point_is_by_habit_by_the_nearest_base(habit):
    """P and Q are 10 and 15 minutes from A, 40 and 45 from H: both belong to A."""
    daily = [site.site_id for site in habit.instance.sites if site.visits is Visits.DAILY]
    assert daily == ["P", "Q"]
    assert habit.instance.territories == {"P": "A", "Q": "A"}


def test_the_plan_of_habit_calls_at_points_without_orders(habit):
    """Q has no order and is driven to all the same, from A only; the checker agrees."""
    checked = make_plan(habit, Limits(effort=50))
    assert checked.violations == ()
    calls = {
        (trip["vehicle_id"], stop["site_id"])
        for trip in checked.document["trips"]
        for stop in trip["stops"]
        if stop["site_id"] in {"P", "Q"}
    }
    assert calls == {("van-1", "P"), ("van-1", "Q")}


@pytest.mark.parametrize(
    "other",
    [
        {"planned_at": "2026-11-23T12:00:00+08:00"},
        {"effort": 8},
        {"inherited": {"visits_due": ["P"]}},
    ],
)
def test_a_baseline_hangs_on_what_it_is_made_from(other):
    """Another moment, effort or inheritance is another baseline; another seed or label is not."""
    asked = {"planned_at": AT, "effort": 7}
    key = baseline_key("f", b"orders", Request(**asked))
    assert baseline_key("f", b"orders", Request(**asked, seed=4, label="again")) == key
    assert baseline_key("f", b"orders", Request(**(asked | other))) != key
    assert baseline_key("g", b"orders", Request(**asked)) != key
    assert baseline_key("f", b"other", Request(**asked)) != key
