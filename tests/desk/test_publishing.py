"""Publishing: who may, what is refused and why, and who published over whom."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

import pytest

from optimizer.desk.carrying import standing
from optimizer.desk.plans import open_plan
from optimizer.desk.publishing import CannotPublish, examine, publish
from optimizer.desk.publishing_network import Change
from optimizer.desk.users import NotAllowed
from optimizer.domain import SiteStatus, TimeWindow
from optimizer.opening import open_inputs
from optimizer.pipeline import Limits, make_plan
from optimizer.store import Conflict
from optimizer.units import HOUR
from tests.desk.published import LI, VIEWER, WANG, make_desk
from tests.instances import travel


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path / "home"))
    made = make_desk(tmp_path)
    yield made
    made.store.close()


def findings(desk):
    return examine(desk.store, open_plan(desk.store, desk.plan.plan_id))


def refusal(desk, **more):
    """Return why the plan is refused."""
    with pytest.raises(CannotPublish) as caught:
        publish(desk.store, LI, desk.plan.plan_id, None, **more)
    assert desk.store.plans.current(desk.network_id) is None
    return caught.value


def test_a_dispatcher_publishes_a_plan(desk):
    """The plan is in force, under her name, with a secret for each vehicle on the road."""
    made = publish(desk.store, LI, desk.plan.plan_id, None)
    assert desk.store.plans.current(desk.network_id) == made
    assert (made.number, made.published_by) == (1, "李")
    tokens = desk.store.plans.tokens(made.publication_id)
    assert set(tokens) == {"truck-1", "van-1"}
    assert all(len(token) == 22 for token in tokens.values())


def test_a_viewer_may_not_publish(desk):
    """A viewer is refused before anything is looked at."""
    with pytest.raises(NotAllowed):
        publish(desk.store, VIEWER, desk.plan.plan_id, None)
    assert desk.store.plans.current(desk.network_id) is None


def test_a_plan_that_breaks_a_rule_is_refused(desk):
    """All violations are told, also where the plan claims that there are none."""
    document = desk.store.plans.document(desk.plan.plan_id)
    document["trips"][0]["distance_m"] += 1_000
    desk.plan = replace(desk.save(document))
    error = refusal(desk)
    assert error.code == "D401"
    assert "V230" in {one.code for one in error.findings.violations}
    assert refusal(desk, confirmed=True).code == "D401"


def test_cancelled_and_edited_orders_are_named(desk):
    """O1 was cancelled and o2 weighs more by now: both are told, with who did it."""
    store, net = desk.store, desk.network_id
    store.orders.cancel(net, ["o1"], by="王", why="客户取消")
    version = store.orders.find(net, "o2").version
    store.orders.edit(net, "o2", {"weight_kg": 30.0}, by="王", version=version)
    error = refusal(desk)
    assert error.code == "D402"
    assert [(one.order_id, one.how, one.by, one.columns) for one in error.findings.orders] == [
        ("o1", "cancelled", "王", ()),
        ("o2", "edited", "王", ("weight_kg",)),
    ]


def test_orders_that_the_plan_does_not_carry_do_not_matter(desk):
    """O3 is on no trip: cancelling it changes nothing on the road."""
    desk.store.orders.cancel(desk.network_id, ["o3"], by="王")
    assert findings(desk).code == ""


def test_an_order_that_another_plan_has_delivered_is_told(desk):
    """O1 was delivered earlier by another plan."""
    store, net = desk.store, desk.network_id
    done = store.orders.find(net, "o1").row.ready_at
    store.orders.settle(net, {"o1": done}, {}, by="李")
    assert [(one.order_id, one.how) for one in findings(desk).orders] == [("o1", "done")]


def test_what_the_plan_itself_delivered_is_no_news(desk):
    """A plan in force may be published again after its orders were delivered."""
    publish(desk.store, LI, desk.plan.plan_id, None)
    done = desk.store.orders.find(desk.network_id, "o1").row.ready_at
    desk.store.orders.settle(desk.network_id, {"o1": done}, {}, by="李")
    assert findings(desk).orders == ()


def test_an_order_that_an_earlier_plan_left_at_a_station_is_as_it_was(desk):
    """The next plan begins o1 at A, where the one in force leaves it: that is no edit."""
    publish(desk.store, LI, desk.plan.plan_id, None)
    at = datetime.fromisoformat("2026-11-23T07:20:00+08:00")
    there = standing(desk.store, desk.network_id, at)
    assert b"o1,A,P" in there.orders_csv
    version = desk.store.networks.latest(desk.network_id)
    county = open_inputs(
        desk.store, version.version_id, there.orders_csv, at.isoformat(), there.inherited
    )
    made = make_plan(county, Limits(search_seconds=None, effort=30, seed=1))
    row = desk.store.plans.save(
        made.document, there.orders_csv, network_id=desk.network_id,
        version_id=version.version_id, by="李", inherited=there.inherited,
    )  # fmt: skip
    assert examine(desk.store, open_plan(desk.store, row.plan_id)).orders == ()
    order = desk.store.orders.find(desk.network_id, "o1")
    desk.store.orders.edit(desk.network_id, "o1", {"origin": "Q"}, by="王", version=order.version)
    found = examine(desk.store, open_plan(desk.store, row.plan_id)).orders
    assert [(one.order_id, one.columns) for one in found] == [("o1", ("origin",))]


def test_a_new_phone_or_name_is_no_change(desk):
    """What people are called does not touch a plan."""
    desk.change(lambda net: net.with_site("P", name_zh="丙村新站"))
    found = findings(desk)
    assert found.network is not None
    assert found.network.changes == ()
    assert found.code == ""


def test_changed_hours_need_a_word(desk):
    """P closes an hour later: told, refused at first, published once she has agreed."""
    longer = (TimeWindow(8 * HOUR, 19 * HOUR),)
    desk.change(lambda net: net.with_site("P", hours=longer))
    error = refusal(desk)
    assert (error.code, error.findings.may_confirm) == ("D404", True)
    assert error.findings.network.changes == (Change("site", "changed", "P", "丙村", ("hours",)),)
    made = publish(desk.store, LI, desk.plan.plan_id, None, confirmed=True)
    assert made.number == 1


def test_a_closed_point_cannot_be_agreed_to(desk):
    """P is closed: the checker faults the plan over the new network, whoever agrees."""
    desk.change(lambda net: net.with_site("P", status=SiteStatus.CLOSED))
    error = refusal(desk, confirmed=True)
    assert error.code == "D403"
    assert error.findings.network.changes[0] == Change("site", "closed", "P", "丙村")
    assert "V201" in {one.code for one in error.findings.network.violations}


def test_a_point_that_is_gone_is_told(desk):
    """Without P the plan's orders no longer fit the network; both are told."""

    def edit(net):
        return replace(net, sites=tuple(site for site in net.sites if site.site_id != "P"))

    times = {
        profile: replace(
            matrix,
            duration=matrix.duration[[0, 1, 3]][:, [0, 1, 3]],
            distance=matrix.distance[[0, 1, 3]][:, [0, 1, 3]],
        )
        for profile, matrix in travel().items()
    }
    desk.change(edit, times)
    error = refusal(desk, confirmed=True)
    assert error.code == "D403"
    assert Change("site", "gone", "P", "丙村") in error.findings.network.changes
    assert error.findings.network.issues


def test_a_vehicle_out_of_service_is_told(desk):
    """The van is in repair."""

    def edit(net):
        truck, van, other = net.vehicles
        return replace(net, vehicles=(truck, replace(van, available=False), other))

    desk.change(edit)
    error = refusal(desk, confirmed=True)
    assert error.code == "D403"
    assert error.findings.network.changes == (Change("vehicle", "off", "van-1", "粤F·V0001"),)


def test_a_vehicle_that_does_not_drive_does_not_matter(desk):
    """Van-2 stands still in this plan; that it is gone changes nothing."""
    desk.change(lambda net: replace(net, vehicles=net.vehicles[:2]))
    assert findings(desk).network.changes == ()


def test_slower_roads_are_told(desk):
    """A road takes longer by now; the plan cannot be driven in its time."""
    slow = {
        profile: replace(matrix, duration=matrix.duration * 2)
        for profile, matrix in travel().items()
    }
    desk.change(lambda net: net, slow)
    error = refusal(desk, confirmed=True)
    assert error.code == "D403"
    assert Change("roads", "changed") in error.findings.network.changes


def test_two_dispatchers_do_not_write_over_each_other(desk):
    """Wang looked before Li published: she is told, and chooses; nothing is lost."""
    store = desk.store
    hers = desk.save(label="王的方案")
    first = publish(store, LI, desk.plan.plan_id, None)
    with pytest.raises(Conflict) as caught:
        publish(store, WANG, hers.plan_id, None)
    assert caught.value.current == first
    assert store.plans.current(desk.network_id) == first
    second = publish(store, WANG, hers.plan_id, first.publication_id)
    assert (second.number, second.replaces) == (2, first.publication_id)


def test_of_two_at_once_one_is_told(desk):
    """Both press at the same moment: one is in force, the other has a conflict."""
    plans = [desk.plan.plan_id, desk.save().plan_id]

    def press(pair):
        try:
            return publish(desk.store, pair[0], pair[1], None)
        except Conflict as conflict:
            return conflict

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(press, zip((LI, WANG), plans, strict=True)))
    conflicts = [one for one in answers if isinstance(one, Conflict)]
    assert len(conflicts) == 1
    assert len(desk.store.plans.publications(desk.network_id)) == 1
