"""The page 仿真, as a dispatcher and a planner use it, in both languages."""

from __future__ import annotations

import json

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from optimizer.desk.users import Role, User
from optimizer.ui import session
from optimizer.ui.words import word
from tests.desk.published import make_desk
from tests.jobs.desks import open_store

LI, VIEWER = User("李", Role.DISPATCHER), User("王", Role.VIEWER)
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
