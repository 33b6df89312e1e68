"""What is asked for, what is refused, and what a plan is compared with."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from optimizer.desk import planning, planning_comparing
from optimizer.desk.planning import CannotPlan, OpenOrders
from optimizer.desk.users import NotAllowed, Role, User
from optimizer.jobs import BASELINE, read_request
from optimizer.opening import open_inputs
from optimizer.pipeline import Limits, make_plan
from tests.jobs.desks import AT, csv_of, open_store, order_row, save_county

LI, VIEWER = User("李", Role.DISPATCHER), User("王", Role.VIEWER)
ZONE = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 11, 23, 5, tzinfo=ZONE)


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A store of its own; no worker comes up."""
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("optimizer.jobs.ensure_worker", lambda _: None)
    with open_store(tmp_path) as made:
        yield made


@pytest.fixture
def net(store, tmp_path):
    """The four-stop county with two open orders."""
    made = save_county(store, tmp_path)
    store.orders.add(made.network_id, [order_row("o1"), order_row("o2")], name="早班", by="李")
    return made


def save_plan(store, net, orders, **facts):
    """Plan some orders here and save the plan."""
    checked = make_plan(open_inputs(store, net.version_id, orders, AT), Limits(effort=20))
    return store.plans.save(
        checked.document, orders, network_id=net.network_id, version_id=net.version_id,
        by="李", **facts,
    )  # fmt: skip


def test_a_plan_is_asked_for_with_the_open_orders(store, net):
    """The run holds the orders, the moment in local time, the effort and who asked."""
    utc = MORNING.astimezone(ZoneInfo("UTC"))
    run = planning.ask_plan(store, LI, net.network_id, None, utc, effort=9, label=" 早 ")
    request = read_request(run.request)
    assert (run.kind, run.state, run.asked_by) == ("plan", "queued", "李")
    assert (request.planned_at, request.effort, request.label) == (AT, 9, "早")
    assert request.num_orders == 2
    assert b"o2" in store.runs.orders_csv(run.run_id)


def test_a_double_press_is_one_run(store, net):
    """Who asks twice for the same gets the run that waits; another effort is another run."""

    def ask(effort=9):
        return planning.ask_plan(store, LI, net.network_id, None, MORNING, effort=effort).run_id

    first = ask()
    assert ask() == first
    assert ask(7) != first
    planning.stop_run(store, LI, first)
    assert ask() != first


def test_only_the_chosen_batches_are_planned(store, net):
    """An order of another batch stays where it is."""
    late = store.orders.add(net.network_id, [order_row("o3")], name="加单", by="李")
    run = planning.ask_plan(store, LI, net.network_id, [late.batch_id], MORNING)
    assert read_request(run.request).num_orders == 1
    assert b"o1" not in store.runs.orders_csv(run.run_id)


@pytest.mark.parametrize("act", ["ask", "stop", "again", "baseline"])
def test_who_may_only_look_changes_nothing(store, net, act):
    """Asking, stopping and asking again need a dispatcher."""
    run = planning.ask_plan(store, LI, net.network_id, None, MORNING)
    acts = {
        "ask": lambda: planning.ask_plan(store, VIEWER, net.network_id, None, MORNING),
        "stop": lambda: planning.stop_run(store, VIEWER, run.run_id),
        "again": lambda: planning.ask_again(store, VIEWER, run.run_id),
        "baseline": lambda: planning_comparing.ask_baseline(store, VIEWER, 1),
    }
    with pytest.raises(NotAllowed):
        acts[act]()
    assert [one.state for one in store.runs.queue()] == ["queued"]


@pytest.mark.parametrize("act", [planning.stop_run, planning.ask_again])
def test_a_study_is_stopped_by_planners_only(store, net, act):
    """Whichever door a dispatcher comes through."""
    run = store.runs.ask(net.network_id, net.version_id, "whatif", {}, b"", by="张")
    with pytest.raises(NotAllowed):
        act(store, LI, run.run_id)
    assert store.runs.get(run.run_id).state == "queued"


@pytest.mark.parametrize(
    ("moment", "effort", "code"),
    [
        (MORNING - timedelta(days=61), {}, "D202"),
        (MORNING + timedelta(days=62), {}, "D202"),
        (MORNING - timedelta(days=3), {}, "D205"),
        (MORNING, {"search_seconds": 0.0}, "D203"),
        (MORNING, {"search_seconds": float("nan")}, "D203"),
        (MORNING, {"search_seconds": 3601.0}, "D203"),
        (MORNING, {"effort": 0}, "D203"),
    ],
)
def test_what_makes_no_sense_is_refused(store, net, moment, effort, code):
    """A slip in date or effort is named, and nothing is queued."""
    with pytest.raises(CannotPlan) as caught:
        planning.ask_plan(store, LI, net.network_id, None, moment, **effort)
    assert caught.value.code == code
    assert store.runs.queue() == []


def test_without_orders_there_is_nothing_to_plan(store, net):
    """When all is cancelled, asking says so."""
    store.orders.cancel(net.network_id, ["o1", "o2"], by="李")
    with pytest.raises(CannotPlan) as caught:
        planning.ask_plan(store, LI, net.network_id, None, MORNING)
    assert caught.value.code == "D201"


def test_stopping_what_is_over_says_so(store, net):
    """The second stop of a queued run finds it stopped."""
    run = planning.ask_plan(store, LI, net.network_id, None, MORNING)
    planning.stop_run(store, LI, run.run_id)
    with pytest.raises(CannotPlan) as caught:
        planning.stop_run(store, LI, run.run_id)
    assert caught.value.code == "D204"


def test_what_failed_is_asked_with_the_orders_as_they_are(store, net):
    """After a failure the corrected orders are planned; after a death the same ones."""
    run = planning.ask_plan(store, LI, net.network_id, None, MORNING)
    store.runs.claim("w")
    store.runs.fail(run.run_id, {"kind": "bug"})
    store.orders.cancel(net.network_id, ["o2"], by="李")
    again = planning.ask_again(store, LI, run.run_id)
    assert again.run_id != run.run_id
    assert b"o2" not in store.runs.orders_csv(again.run_id)

    store.runs.claim("w")
    store.runs.lose_stale(timedelta(seconds=-1))
    same = planning.ask_again(store, LI, again.run_id)
    assert (same.run_id, same.state) == (again.run_id, "queued")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # The county plans at 05:00 and 12:00; both orders are ready on Monday at 06:00.
        ("2026-11-23T04:30", "2026-11-23T05:00"),
        ("2026-11-23T05:00", "2026-11-23T12:00"),
        ("2026-11-23T13:00", "2026-11-24T05:00"),
        ("2026-11-25T04:00", "2026-11-25T05:00"),  # the promise of 48 hours is still open
        ("2026-11-25T06:30", "2026-11-23T05:00"),  # all would be late: an old file
        ("2026-11-20T04:00", "2026-11-23T05:00"),  # beyond the horizon of three days
        ("2026-11-20T13:00", "2026-11-21T05:00"),
    ],
)
def test_the_usual_moment(store, net, now, expected):
    """The next planning time where it suits the orders, else the first of their day."""
    ready = MORNING + timedelta(hours=1)
    moment = planning.usual_moment(
        store, net.version_id, OpenOrders(2, ready, ready),
        datetime.fromisoformat(now).replace(tzinfo=ZONE),
    )  # fmt: skip
    assert moment == datetime.fromisoformat(expected).replace(tzinfo=ZONE)


def test_a_plan_is_compared_with_the_one_before(store, net):
    """Same orders and start: totals compare; other orders: they do not."""
    first = save_plan(store, net, csv_of("o1", "o2"))
    second = save_plan(store, net, csv_of("o1", "o2"))
    third = save_plan(store, net, csv_of("o1"))
    assert planning_comparing.compare_with_last(store, first.plan_id) is None
    like = planning_comparing.compare_with_last(store, second.plan_id)
    assert (like.kind, like.same_orders, like.other.plan_id) == ("last", True, first.plan_id)
    assert like.mine == like.theirs
    unlike = planning_comparing.compare_with_last(store, third.plan_id)
    assert (unlike.same_orders, unlike.other.plan_id) == (False, second.plan_id)
    assert (unlike.mine.pieces, unlike.theirs.pieces) == (1, 2)
    assert unlike.mine.distance_per_piece == unlike.mine.distance


def test_a_changed_plan_is_compared_with_what_it_was_before(store, net):
    """A revision looks back at its parent, not at whatever was made in between."""
    first = save_plan(store, net, csv_of("o1", "o2"))
    save_plan(store, net, csv_of("o1"))
    revised = save_plan(store, net, csv_of("o1", "o2"), parent_id=first.plan_id)
    found = planning_comparing.compare_with_last(store, revised.plan_id)
    assert (found.kind, found.other.plan_id) == ("before", first.plan_id)


def test_daily_visits_are_asked_for_once_and_found_by_their_inputs(store, net):
    """Plans of the same inputs and effort share a baseline, and so do their revisions."""
    orders = csv_of("o1", "o2")
    runs = [planning.ask_plan(store, LI, net.network_id, None, MORNING) for _ in range(2)]
    plans = [save_plan(store, net, orders, run_id=run.run_id) for run in runs]
    revised = save_plan(store, net, orders, parent_id=plans[1].plan_id)
    every = [*plans, revised]
    compare = planning_comparing.compare_with_baseline
    assert [compare(store, plan.plan_id) for plan in every] == [None] * 3

    for plan in every:
        planning_comparing.ask_baseline(store, LI, plan.plan_id)
    asked = [run for run in store.runs.queue() if run.kind == BASELINE]
    assert len(asked) == 1
    assert [compare(store, plan.plan_id).run_id for plan in every] == [asked[0].run_id] * 3

    made = save_plan(store, net, orders, run_id=asked[0].run_id, is_baseline_of=plans[0].plan_id)
    store.runs.finish(asked[0].run_id, made.plan_id)
    found = [compare(store, plan.plan_id) for plan in every]
    assert {(one.kind, one.other.plan_id) for one in found} == {("baseline", made.plan_id)}


def test_what_delivers_much_less_is_not_cheaper(store, net):
    """Of the same orders one plan delivers nothing: its totals do not compare, and it shows."""
    orders = csv_of("o1", "o2")
    first = save_plan(store, net, orders)
    county = open_inputs(store, net.version_id, orders, AT)
    standing = [replace(one, available=False) for one in county.instance.vehicles]
    parked = replace(county.instance.network, vehicles=tuple(standing))
    idle = make_plan(
        replace(county, instance=replace(county.instance, network=parked)), Limits(effort=1)
    )
    nothing = store.plans.save(
        idle.document, orders, network_id=net.network_id, version_id=net.version_id, by="李"
    )
    found = planning_comparing.compare_with_last(store, nothing.plan_id)
    assert (found.other.plan_id, found.mine.pieces, found.theirs.pieces) == (first.plan_id, 0, 2)
    assert (found.same_orders, found.is_like) == (True, False)
