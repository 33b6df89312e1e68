"""The page 仿真, as a dispatcher and a planner use it, in both languages."""

from __future__ import annotations

import json

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from optimizer.desk.users import Role, User
from optimizer.ui import session
from optimizer.ui.words import word
from tests.app.simulations import play, save
from tests.app.studies import save_county
from tests.desk.published import make_desk
from tests.folders import write_network
from tests.jobs.desks import open_store
from tests.siting.sixstop import sixstop, ways

LI, VIEWER = User("李", Role.DISPATCHER), User("王", Role.VIEWER)
PLANNER = User("张", Role.PLANNER)
BOTH = pytest.mark.parametrize("lang", ["zh", "en"])


def show():
    """Show the page without its frame."""
    from optimizer.ui import session
    from optimizer.ui.pages.simulation import page

    session.keep_choices()
    page()


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A store with the four-stop county and its plan, behind the page."""
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path / "home"))
    made = make_desk(tmp_path)
    monkeypatch.setattr(session, "store", lambda: made.store)
    monkeypatch.setattr(session, "user", lambda: LI)
    clear()
    yield made
    clear()
    made.store.close()


def clear():
    """Forget what was kept of another store."""
    st.cache_data.clear()
    st.cache_resource.clear()


def opened(lang="zh"):
    """Return the page as somebody sees it first."""
    app = AppTest.from_function(show, default_timeout=60)
    app.query_params["lang"] = lang
    app.run()
    assert not app.exception
    return app


def said(app):
    """Return everything that the page says."""
    parts = (app.markdown, app.caption, app.warning, app.success, app.info, app.error)
    texts = [str(one.value) for part in parts for one in part]
    return "\n".join([*texts, *(one.proto.body for one in app.get("html"))])


def mapped(app):
    """Return the figures of the map."""
    (board,) = (
        one.proto
        for one in app.get("bidi_component")
        if one.proto.component_name == "route48_board"
    )
    return json.loads(board.bytes.partition(b"\n")[2])


def table(app):
    """Return the list that is shown."""
    return app.dataframe[0].value


@BOTH
def test_without_a_network_or_a_plan_the_page_says_what_comes_first(tmp_path, monkeypatch, lang):
    """Nothing is replayed where there is nothing."""
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path / "home"))
    store = open_store(tmp_path)
    monkeypatch.setattr(session, "store", lambda: store)
    monkeypatch.setattr(session, "user", lambda: LI)
    clear()
    assert word("shell.no_network", lang) in said(opened(lang))
    store.close()


@BOTH
def test_a_plan_is_replayed_at_once(desk, lang):
    """The headline says the share, the map colours P, the lists name transfer and order."""
    app = opened(lang)
    text = said(app)
    assert "500" in text
    values = mapped(app)["values"]
    assert values["title"] == word("simulation.map_title", lang)
    assert 0 < values["sites"]["P"]["share"] <= 1
    assert values["sites"]["Q"] == {"share": None, "text": word("simulation.village_none", lang)}
    assert list(table(app)[word("simulation.giver", lang)]) == ["T3", "T1"]


def test_orders_and_trips_at_risk_are_listed(desk):
    """Beside the transfers stand the orders on trips and the trips, the worst first."""
    app = opened()
    app.segmented_control(key="simulation.list").set_value("orders").run()
    assert set(table(app)["运单号"]) == {"o1", "o2"}
    app.segmented_control(key="simulation.list").set_value("trips").run()
    assert set(table(app)["车次"]) == {"T1", "T2", "T3"}
    assert not app.exception


def test_rough_days_are_worse_and_say_what_helps(desk):
    """With rain and rough roads the share falls, and the buffer that mends the worst is said."""
    app = opened()
    before = mapped(app)["values"]["sites"]["P"]["share"]
    app.slider(key="simulation.road").set_value(60)
    app.segmented_control(key="simulation.weather").set_value("rain").run()
    assert not app.exception
    assert mapped(app)["values"]["sites"]["P"]["share"] < before
    assert "分钟" in said(app)
    assert app.button(key="simulation.adjust_mend").label.startswith("去调整 T")


def test_the_search_finds_orders_by_village_and_number(desk):
    """A village or an order is looked for; nothing found is said."""
    app = opened()
    app.segmented_control(key="simulation.list").set_value("orders").run()
    app.text_input(key="simulation.search").set_value("O2").run()
    assert list(table(app)["运单号"]) == ["o2"]
    app.text_input(key="simulation.search").set_value("丙村").run()
    assert set(table(app)["运单号"]) == {"o1", "o2"}
    app.text_input(key="simulation.search").set_value("[没有").run()
    assert "没有找到" in said(app)
    assert not app.exception


def test_viewers_look_but_are_not_sent_to_adjust(desk, monkeypatch):
    """Who may not change a plan is offered no way there."""
    monkeypatch.setattr(session, "user", lambda: VIEWER)
    app = opened()
    app.slider(key="simulation.road").set_value(60).run()
    assert not app.exception
    assert not [one for one in app.button if one.key.startswith("simulation.adjust")]


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """Three days that were really played, twice."""
    return play(tmp_path_factory.mktemp("played"))


@pytest.fixture
def valleys(tmp_path, monkeypatch):
    """A store with the county of two valleys, behind the page of a planner."""
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path / "home"))
    store = open_store(tmp_path)
    write_network(tmp_path / "county", sixstop(), ways())
    net = save_county(store, tmp_path / "county")
    monkeypatch.setattr(session, "store", lambda: store)
    monkeypatch.setattr(session, "user", lambda: PLANNER)
    for room in ("optimizer.jobs", "optimizer.jobs.watching"):
        monkeypatch.setattr(f"{room}.ensure_worker", lambda _: None)
    clear()
    yield store, net
    clear()
    store.close()


def many_days(lang="zh"):
    """Return the part of the page about many days."""
    app = AppTest.from_function(show, default_timeout=60)
    app.query_params["lang"] = lang
    app.session_state["simulation.part"] = "days"
    app.run()
    assert not app.exception
    return app


@BOTH
def test_a_planner_asks_for_days_to_be_played(valleys, monkeypatch, lang):
    """What is set goes into the queue: weather, absences, histories; only what differs."""
    store, net = valleys
    monkeypatch.setattr(session, "lang", lambda: lang)  # asked between the runs too
    app = many_days(lang)
    app.number_input(key="whatif.days.simulation").set_value(3)
    app.slider(key="simulation.ask_absent").set_value(2.5)
    app.segmented_control(key="simulation.ask_weather").set_value("rain")
    app.toggle(key="simulation.rain_is_known").set_value(True)
    app.number_input(key="simulation.seeds").set_value(3)
    app.button(key="simulation.go").click().run()
    assert not app.exception
    assert not app.error
    (run,) = store.runs.recent(net.network_id)
    assert run.kind == "simulation"
    asked = run.request
    assert (asked["days"], asked["seeds"], asked["weather"]) == (3, 3, "rain")
    assert asked["uncertainty"] == {"absent": 0.025, "rain_is_known": True}


def test_only_planners_ask(valleys, monkeypatch):
    """A dispatcher sees results and is told who may ask."""
    monkeypatch.setattr(session, "user", lambda: LI)
    app = many_days()
    assert word("simulation.only_planners", "zh") in said(app)
    assert not [one for one in app.button if one.key == "simulation.go"]


def test_a_history_without_orders_cannot_be_played(valleys):
    """Days without orders would look like days on which all went well: they are refused."""
    app = many_days()
    app.segmented_control(key="whatif.orders.simulation").set_value("history").run()
    assert app.button(key="simulation.go").disabled
    assert app.warning


@BOTH
def test_what_days_came_to_is_shown(valleys, played, lang):
    """The promise, its price beside the habit, the map of villages; verdict in words."""
    store, net = valleys
    save(store, net, played)
    app = many_days(lang)
    text = said(app)
    need = played["policies"]["by_need"]
    orders = need["on_time"] + need["late"] + need["missing"]
    assert f"{orders:,}" in text
    assert played["gain"]["verdict"][f"sentence_{lang}"] in text
    values = mapped(app)["values"]["sites"]
    shares = {one["site_id"]: one["by_need"]["on_time_share"] for one in played["villages"]}
    assert {site: values[site]["share"] for site in shares} == shares
    assert len(table(app)) == len(shares)


@pytest.mark.parametrize("view", ["days", "policies", "asked"])
def test_every_view_of_a_simulation_is_drawn(valleys, played, view):
    """Day by day, both ways to plan, and what was asked."""
    store, net = valleys
    save(store, net, played)
    app = many_days()
    app.segmented_control(key="simulation.view").set_value(view).run()
    assert not app.exception
    wanted = {"days": "每天按时送到的比例", "policies": "习惯排法", "asked": "甲站免租"}
    assert wanted[view] in said(app)


@BOTH
def test_a_simulation_says_how_many_histories_are_run_off(valleys, played, monkeypatch, lang):
    """One of an older form says that it has none, and what that does to its verdict."""
    store, net = valleys
    monkeypatch.setattr(session, "lang", lambda: lang)  # asked between the runs too
    save(store, net, played)
    app = many_days(lang)
    app.segmented_control(key="simulation.view").set_value("asked").run()
    seeds = played["seeds"]
    assert played["histories_closed"] == seeds
    assert session.as_plain(word("simulation.asked_closed", lang)) in said(app)
    save(store, net, {**played, "histories_closed": 1}, is_partial=True)
    app = many_days(lang)
    app.segmented_control(key="simulation.view").set_value("asked").run()
    told = word("simulation.asked_partly_closed", lang, closed=1, seeds=seeds)
    assert session.as_plain(told) in said(app)
    assert session.as_plain(word("simulation.asked_rain_known", lang)) not in said(app)
    older = {key: value for key, value in played.items() if key != "histories_closed"}
    policies = {
        name: {key: value for key, value in side.items() if key != "cost_run_off"}
        for name, side in played["policies"].items()
    }
    known = {"uncertainty": played["uncertainty"] | {"rain_is_known": True}}
    save(store, net, {**older, "policies": policies, **known})
    app = many_days(lang)
    app.segmented_control(key="simulation.view").set_value("asked").run()
    assert session.as_plain(word("simulation.asked_unclosed", lang)) in said(app)
    assert session.as_plain(word("simulation.asked_rain_known", lang)) in said(app)
    app.segmented_control(key="simulation.view").set_value("policies").run()
    assert not app.exception
    assert word("simulation.no_interval", lang) in said(app)  # of three days


@BOTH
def test_a_simulation_that_was_stopped_is_called_one(valleys, played, lang):
    """It is no comparison of scenarios."""
    store, net = valleys
    save(store, net, played, is_partial=True)
    kind = word("study.run_simulation", lang)
    assert word("study.partial", lang, kind=kind) in said(many_days(lang))


def test_a_day_on_which_nothing_was_due_has_no_share(valleys, played):
    """A dash in its row instead of 100 %; the other days keep theirs."""
    store, net = valleys
    idle = {"on_time": 0, "late": 0, "missing": 0, "on_time_share": 1.0}
    first, *others = played["by_day"]
    days = [first | {"by_need": first["by_need"] | idle}, *others]
    save(store, net, {**played, "by_day": days})
    app = many_days()
    app.segmented_control(key="simulation.view").set_value("days").run()
    assert not app.exception
    need, habit = (
        word("simulation.share_of", "zh", policy=word(f"simulation.beside_{policy}", "zh"))
        for policy in ("by_need", "habit")
    )
    assert list(table(app)[need].isna()) == [True, *(False for _ in others)]
    assert not table(app)[habit].isna().any()
    assert app.dataframe[0].proto.placeholder == "—"


def test_a_simulation_of_no_day_says_so(valleys, played):
    """A simulation that was stopped at once shows no shares of nothing."""
    store, net = valleys
    save(store, net, {**played, "by_day": [], "days_played": 0}, is_partial=True)
    assert word("simulation.no_days", "zh") in said(many_days())
