"""A stored plan replayed: plain chances, the same for the same request, refused out of reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.desk.plans import open_plan
from optimizer.desk.replaying import REPLAYS, ReplayRequest, mend_plan, replay_plan
from optimizer.errors import InputError
from optimizer.wording import issue_text
from tests.desk.published import make_desk

STEADY = ReplayRequest(weather="dry", road_spread=0.0, stop_spread=0.0, day_spread=0.0)


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """The four-stop plan in a store: truck-1 brings o1 to A, van-1 takes it on to P."""
    desk = make_desk(tmp_path_factory.mktemp("desk"))
    yield open_plan(desk.store, desk.plan.plan_id)
    desk.store.close()


def test_a_steady_day_goes_as_planned(opened):
    """Without any spread the transfer holds; o1 is brought, less those refused or absent."""
    found = replay_plan(opened, STEADY)
    assert found.replays == REPLAYS
    assert [transfer.probability for transfer in found.transfers] == [1.0] * len(found.transfers)
    assert {trip.trip_id: trip.home_in_time for trip in found.trips} == {
        "T1": 1.0,
        "T2": 1.0,
        "T3": 1.0,
    }
    chances = {order.order_id: order for order in found.orders}
    # 1 % are absent and 0.5 % refuse; nobody is asked at the hub, where o2 goes.
    assert chances["o1"].delivered == pytest.approx(0.985)
    assert chances["o1"].village == "P"
    assert chances["o1"].trips == ("T1", "T3")
    assert found.villages["P"][0] == sum(order.village == "P" for order in found.orders)
    assert mend_plan(opened, STEADY) is None
    everybody = replay_plan(opened, replace(STEADY, absent=0.0, refused=0.0))
    assert everybody.delivered == 1.0


def test_only_orders_on_trips_count(opened):
    """Orders o3, on no trip, and o4, put off, have no chance to lose."""
    found = replay_plan(opened, STEADY)
    assert {order.order_id for order in found.orders} == {"o1", "o2"}
    assert found.carried == 2
    assert found.on_time == pytest.approx(sum(order.on_time for order in found.orders) / 2)


def test_the_same_request_finds_the_same(opened):
    """Nothing hangs on the clock; another seed draws other times."""
    rough = ReplayRequest(weather="rain", road_spread=0.4, stop_spread=0.5, seed=3)
    assert replay_plan(opened, rough) == replay_plan(opened, rough)
    assert replay_plan(opened, rough) != replay_plan(
        opened, ReplayRequest(weather="rain", road_spread=0.4, stop_spread=0.5, seed=4)
    )


def test_rough_days_break_what_is_tight(opened):
    """The more times stray the less holds, and a buffer says by how much it helps."""
    calm, rough = (
        replay_plan(opened, ReplayRequest(weather=weather, road_spread=spread))
        for weather, spread in (("dry", 0.05), ("rain", 0.5))
    )
    assert rough.transfers[0].probability < calm.transfers[0].probability
    mend = mend_plan(opened, ReplayRequest(weather="rain", road_spread=0.5))
    assert mend is not None
    assert mend.after > mend.before


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"weather": "snow"}, "weather"),
        ({"road_spread": 1.5}, "road_spread"),
        ({"stop_spread": -0.1}, "stop_spread"),
        ({"day_spread": float("nan")}, "day_spread"),
        ({"absent": 2.0}, "absent"),
        ({"seed": -1}, "seed"),
    ],
)
def test_what_is_out_of_reason_is_refused(opened, wrong, column):
    """An unknown weather, a spread beyond its bounds: one sentence that names it."""
    with pytest.raises(InputError) as caught:
        replay_plan(opened, ReplayRequest(**wrong))
    (issue,) = caught.value.issues
    assert (issue.code, issue.column) == ("E462", column)
    assert str(issue.value) in issue_text(issue, "zh")
