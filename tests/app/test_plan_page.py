"""The page 排线, as a dispatcher uses it, in both languages."""

import time
from datetime import timedelta

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from optimizer.desk.users import Role, User
from optimizer.domain import Issue
from optimizer.errors import InputError
from optimizer.jobs import described, dismiss_worker
from optimizer.jobs.starting import IDLE_VARIABLE
from optimizer.opening import open_inputs
from optimizer.pipeline import Limits, make_plan
from optimizer.ui import session
from optimizer.ui.parts import plan_ask
from optimizer.ui.words import word
from tests.jobs.desks import AT, ask, csv_of, open_store, order_row, save_county

LI, VIEWER = User("李", Role.DISPATCHER), User("王", Role.VIEWER)
BOTH = pytest.mark.parametrize("lang", ["zh", "en"])


def show():
    """Show the page without its frame."""
    from optimizer.ui import session
    from optimizer.ui.pages.plan import page

    session.keep_choices()
    page()


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A store of its own, behind the page; no worker comes up by itself."""
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path / "home"))
    monkeypatch.setenv(IDLE_VARIABLE, "60")
    made = open_store(tmp_path)
    monkeypatch.setattr(session, "store", lambda: made)
    monkeypatch.setattr(session, "user", lambda: LI)
    clear()
    yield made
    assert dismiss_worker(made), "the worker of the test did not go"
    clear()
    made.close()


@pytest.fixture
def idle(monkeypatch):
    """Let no worker come up, so that runs stay as the test puts them."""
    for room in ("optimizer.jobs", "optimizer.jobs.watching"):
        monkeypatch.setattr(f"{room}.ensure_worker", lambda _: None)


@pytest.fixture
def net(store, tmp_path):
    """The four-stop county with three open orders."""
    made = save_county(store, tmp_path)
    rows = [order_row("o1"), order_row("o2"), order_row("up", origin="Q", destination="H")]
    store.orders.add(made.network_id, rows, name="早班.csv", by="李")
    return made


def clear():
    """Forget what was kept of another store."""
    st.cache_data.clear()
    st.cache_resource.clear()


def opened(lang="zh", **choices):
    """Return the page as somebody sees it first."""
    app = AppTest.from_function(show, default_timeout=60)
    app.query_params["lang"] = lang
    for name, value in choices.items():
        app.query_params[name] = str(value)
    app.run()
    assert not app.exception
    return app


def said(app):
    """Return everything that the page says."""
    parts = (app.markdown, app.caption, app.warning, app.success, app.info, app.error)
    texts = [str(one.value) for part in parts for one in part]
    return "\n".join([*texts, *(one.proto.body for one in app.get("html"))])


def press(app, key):
    """Press a button and return the page that follows."""
    app.button(key=key).click().run()
    assert not app.exception
    return app


def save_plan(store, net, orders=None, **facts):
    """Plan some orders here and save the plan."""
    orders = csv_of("o1", "o2") if orders is None else orders
    checked = make_plan(open_inputs(store, net.version_id, orders, AT), Limits(effort=20))
    return store.plans.save(
        checked.document, orders, network_id=net.network_id, version_id=net.version_id,
        by="李", **facts,
    )  # fmt: skip


@BOTH
def test_an_empty_store_says_where_to_begin(store, idle, lang):
    """Without a network, without orders and without plans the page says what comes first."""
    assert word("shell.no_network", lang) in said(opened(lang))


@BOTH
def test_without_orders_nothing_can_be_asked_for(store, idle, tmp_path, lang):
    """A county without open orders: the button is off, and the page says why."""
    save_county(store, tmp_path)
    app = opened(lang)
    assert app.button(key="plan.go").disabled
    assert word("plan.no_orders", lang) in said(app)
    assert word("plan.none", lang) in said(app)


@BOTH
def test_a_plan_is_asked_for_made_and_shown(store, net, monkeypatch, lang):
    """One press; a worker makes the plan; the page turns to it by itself, also in a new tab."""
    monkeypatch.setitem(plan_ask.EFFORTS, "quick", 1.0)
    app = opened(lang)
    assert "11-23 06:00" in said(app)
    press(app, "plan.go")
    run = store.runs.recent(net.network_id)[0]
    assert (run.asked_by, run.request["num_orders"]) == ("李", 3)
    assert run.request["planned_at"] == AT

    other_tab = opened(lang, run=run.run_id)
    assert word("plan.run_plan", lang) in said(other_tab) or not_active(store, run)
    wait_until(lambda: not_active(store, run))
    for page in (app.run(), other_tab.run(), opened(lang, run=run.run_id)):
        plan = store.plans.get(store.runs.get(run.run_id).plan_id)
        assert page.selectbox[0].value == plan.plan_id
        assert word("plan.on_time_share", lang) in said(page)
        assert word("plan.checked", lang) in said(page)
    wait_until(lambda: store.plans.baseline_of(plan.plan_id))
    if lang == "zh":  # AppTest names the choices without the session, so in Chinese only
        app.segmented_control(key="plan.compare.last").set_value("baseline").run()
        assert not app.exception
        assert word("plan.told_baseline", lang, unserved=0, missed=0)[:20] in said(app)


def test_seconds_of_ones_own(store, net, idle):
    """Any number of seconds within an hour can be asked for."""
    app = opened()
    app.segmented_control(key="plan.effort").set_value("own").run()
    app.number_input(key="plan.seconds").set_value(7).run()
    press(app, "plan.go")
    assert store.runs.queue()[0].request["search_seconds"] == 7.0


@BOTH
def test_a_waiting_run_can_be_taken_back(store, net, idle, lang):
    """What waits is shown with what goes before it, and can be cancelled."""
    first, second = ask(store, net), ask(store, net)
    app = opened(lang)
    assert said(app).count(word("plan.queued", lang)) == 2
    assert app.button(key="plan.go").label == word("plan.queue_it", lang)
    press(app, f"plan.stop_queued.{second.run_id}")
    assert store.runs.get(second.run_id).state == "stopped"
    assert store.runs.get(first.run_id).state == "queued"


@BOTH
def test_a_run_at_work_shows_how_far_it_is(store, net, idle, lang):
    """Phase in words, best cost, curve; stopping is asked for once."""
    run = ask(store, net, search_seconds=30.0, effort=None)
    store.runs.claim("somewhere:1")
    store.runs.beat(run.run_id, "local", 9_000.0, 20.0)
    store.runs.beat(run.run_id, "local", 8_000.0, 10.0)
    app = opened(lang)
    text = said(app)
    for shown in ("8,000", "<img", word("plan.phase.local", lang)):
        assert shown in text
    assert word("plan.left", lang, seconds=10) in text
    press(app, f"plan.stop.{run.run_id}")
    assert store.runs.get(run.run_id).stop_asked
    assert word("plan.stopping", lang) in said(app)


@BOTH
def test_a_phase_that_nobody_knows_has_a_word(store, net, idle, lang):
    """A worker of a newer version may speak of other phases."""
    run = ask(store, net)
    store.runs.claim("somewhere:1")
    store.runs.beat(run.run_id, "polishing", None, None)
    text = said(opened(lang))
    assert word("plan.phase.other", lang) in text
    assert word("plan.no_best", lang) in text


@BOTH
def test_a_failure_is_said_in_words_and_asked_again(store, net, idle, lang):
    """The issue in the language of the session; one press asks with the orders as they are."""
    run = ask(store, net)
    store.runs.claim("somewhere:1")
    issue = Issue("E114", "orders.csv", "no site is given", 3, "destination")
    store.runs.fail(run.run_id, described(InputError([issue]), "abc123"))
    app = opened(lang)
    text = said(app)
    assert {"zh": "目的网点", "en": "destination"}[lang] in text
    assert "Traceback" not in text
    press(app, f"plan.again.{run.run_id}")
    again = store.runs.queue()[0]
    assert (again.run_id, again.request["num_orders"]) == (run.run_id + 1, 3)


@BOTH
def test_a_failure_is_seen_beside_a_comparison_at_work(store, net, idle, lang):
    """A baseline behind the scenes hides nothing, and nobody has to wait for it."""
    failed = ask(store, net)
    store.runs.claim("somewhere:1")
    store.runs.fail(failed.run_id, described(KeyError("x"), "abc123"))
    request = {"planned_at": AT}
    store.runs.ask(net.network_id, net.version_id, "baseline", request, csv_of("o1"), by="李")
    store.runs.claim("somewhere:1")
    app = opened(lang)
    assert "abc123" in said(app)
    assert word("plan.baseline_runs", lang, phase="")[:8] in said(app)
    assert app.button(key="plan.go").label == word("plan.go", lang)


@BOTH
def test_a_bug_has_a_number(store, net, idle, lang):
    """What nobody foresaw is a number to tell, without insides; it can be put aside."""
    run = ask(store, net)
    store.runs.claim("somewhere:1")
    store.runs.fail(run.run_id, described(KeyError("/srv/secret"), "abc123"))
    app = opened(lang)
    assert word("plan.failed_bug", lang, number="abc123") in said(app)
    assert "secret" not in said(app)
    press(app, f"plan.dismiss.{run.run_id}")
    assert "abc123" not in said(app)


@BOTH
def test_a_lost_run_is_seen_and_asked_again(store, net, idle, lang):
    """The worker died: the page says so, and one press queues the same run."""
    run = ask(store, net)
    store.runs.claim("somewhere:1")
    time.sleep(0.02)
    assert store.runs.lose_stale(timedelta(milliseconds=10))
    app = opened(lang)
    assert word("plan.lost", lang, at="")[:6] in said(app)
    press(app, f"plan.again.{run.run_id}")
    assert store.runs.get(run.run_id).state == "queued"


def test_a_refused_moment_is_said_and_nothing_is_queued(store, net, idle):
    """A date far from all orders is a slip; the page says which dates would do."""
    app = opened()
    moment = app.get("datetime_input")[0]
    moment.set_value(moment.value + timedelta(days=400)).run()
    press(app, "plan.go")
    assert "2026-11-23 06:00" in said(app).replace("\\", "")
    assert store.runs.queue() == []


def test_who_may_only_look_cannot_plan(store, net, idle, monkeypatch):
    """The role is enforced where the plan is asked for."""
    monkeypatch.setattr(session, "user", lambda: VIEWER)
    app = press(opened(), "plan.go")
    assert word("shell.viewer", "zh") in said(app)
    assert store.runs.queue() == []


@BOTH
def test_a_faulted_plan_is_shouted_out(store, net, idle, lang):
    """Should the checker fault a plan, nobody can miss it."""
    plan = save_plan(store, net, violations=2)
    app = opened(lang)
    assert word("plan.violations", lang, count=2, number=plan.plan_id) in app.error[0].value
    assert word("plan.checked", lang) not in said(app)


@BOTH
def test_other_orders_compare_per_piece_only(store, net, idle, lang):
    """Plan 2 has other orders than plan 1: totals are not compared, and the page says so."""
    first = save_plan(store, net)
    save_plan(store, net, csv_of("a", "b", "c"))
    app = opened(lang)
    assert word("plan.told_last_other", lang, number=first.plan_id) in said(app)
    assert word("plan.distance_per_piece", lang) in said(app)


@BOTH
def test_late_orders_are_listed_with_reasons(store, net, idle, lang):
    """An order that is due before it can arrive is in the table, with why."""
    orders = b"order_id,origin,destination,ready_at,due_at\n"
    orders += b"hopeless,H,Q,2026-11-23T06:00+08:00,2026-11-23T06:30+08:00\n"
    save_plan(store, net, orders)
    app = opened(lang)
    row = app.dataframe[0].value.iloc[0]
    assert row[word("plan.order", lang)] == "hopeless"
    assert row[word("plan.late_by", lang)] > 0
    assert row[word("plan.why", lang)]


def test_another_plan_can_be_chosen(store, net, idle):
    """The newest is shown first; choosing an older one holds, also after a refresh."""
    first, second = save_plan(store, net), save_plan(store, net, label="备选")
    app = opened()
    assert app.selectbox[0].value == second.plan_id
    assert "备选" in app.selectbox[0].options[0]
    app.selectbox[0].set_value(first.plan_id).run()
    assert app.query_params["plan"] in (str(first.plan_id), [str(first.plan_id)])
    assert opened(plan=first.plan_id).selectbox[0].value == first.plan_id


def not_active(store, run):
    """Whether a run is over."""
    return store.runs.get(run.run_id).state not in {"queued", "running"}


def wait_until(look):
    """Wait until something is so."""
    until = time.monotonic() + 90
    while not look():
        assert time.monotonic() < until
        time.sleep(0.1)
