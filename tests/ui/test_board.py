"""What the board takes and tells."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from optimizer.reports import PlanReading, Ways, board_figures, board_script, plan_document
from optimizer.ui.parts.board import BoardEvent
from tests.instances import travel
from tests.reports.made_up import StraightLines
from tests.reports.plans import four_stop_instance, four_stop_plan

EVENTS = [
    {"kind": "trip", "trip": "T1"},
    {"kind": "trip", "trip": None},
    {"kind": "stop", "trip": "T1", "stop": 2, "site": "A"},
    {"kind": "order", "order": "o1"},
    {"kind": "moved", "site": "A", "lon": 114.0, "lat": 24},
    {"kind": "dropped", "trip": "T3", "stop": 1, "site": "P", "onto": "T1", "before": 2},
]


@pytest.mark.parametrize("sent", EVENTS)
def test_events_are_read(sent):
    """What the browser sends is the event, what it leaves out is None."""
    event = BoardEvent.of(sent)
    assert event is not None
    assert {name: getattr(event, name) for name in sent} == sent


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "trip",
        {},
        {"kind": "drop table"},
        {"kind": "trip", "trip": 1},
        {"kind": "stop", "stop": "1"},
        {"kind": "stop", "stop": True},
        {"kind": "moved", "site": "A", "lon": "114", "lat": 24.0},
        {"kind": "moved", "site": "A", "lon": float("nan"), "lat": 24.0},
        {"kind": "place", "lon": 114.0, "lat": 91.0},
    ],
)
def test_nonsense_is_no_event(sent):
    """A browser can send anything; what makes no sense is nothing."""
    assert BoardEvent.of(sent) is None


def page(mode: str, lang: str, chosen: str | None) -> None:
    """A page with a board."""
    import streamlit as st

    from optimizer.reports import PlanReading, Ways, board_figures, plan_document, site_figures
    from optimizer.ui.parts.board import board
    from tests.instances import travel
    from tests.reports.made_up import StraightLines
    from tests.reports.plans import four_stop_instance, four_stop_plan

    instance = four_stop_instance()
    plan = PlanReading(plan_document(four_stop_plan(), instance, travel()), instance)
    roads = StraightLines(instance.network)
    if mode == "sites":
        figures = site_figures(instance.network, roads, lang)
    else:
        figures = board_figures(plan, Ways(plan, roads), roads, lang)
    st.text(repr(board(figures, key="board", mode=mode, chosen=chosen)))


def mounted(app: AppTest) -> tuple[dict, dict]:
    """Return head and figures of the board on a page."""
    found = [
        one.proto
        for one in app.get("bidi_component")
        if one.proto.component_name == "route48_board"
    ]
    assert len(found) == 1
    head, _, figures = found[0].bytes.partition(b"\n")
    return json.loads(head), json.loads(figures)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("mode", ["plan", "adjust", "sites", "map"])
def test_a_page_mounts_a_board(mode, lang):
    """In every mode and language the figures go to the browser, and no event comes back."""
    app = AppTest.from_function(page, args=(mode, lang, "T2")).run()
    assert not app.exception
    head, figures = mounted(app)
    assert head["mode"] == mode
    assert head["tiles"] is None
    assert head["chosen"]["trip"] == "T2"
    assert figures["lang"] == lang
    assert len(figures["trips"]) == (0 if mode == "sites" else 3)
    assert [text.value for text in app.text] == ["None"]


def test_a_rerun_sends_the_same(monkeypatch):
    """Two runs send the same bytes, so that Streamlit sends nothing at all."""
    app = AppTest.from_function(page, args=("plan", "zh", None)).run()
    before = mounted(app)
    assert mounted(app.run()) == before


def test_a_wrong_tile_server_is_said_on_the_page(monkeypatch):
    """The board is drawn without tiles, and the page says what is wrong."""
    monkeypatch.setenv("ROUTE48_TILES", "http://tiles.example/<b>")
    app = AppTest.from_function(page, args=("plan", "zh", None)).run()
    assert not app.exception
    assert mounted(app)[0]["tiles"] is None
    assert len(app.warning) == 1
    assert "<b>" not in app.warning[0].value


def test_figures_have_a_fingerprint():
    """The same plan has the same fingerprint, another language another one."""
    instance = four_stop_instance()
    plan = PlanReading(plan_document(four_stop_plan(), instance, travel()), instance)
    roads = StraightLines(instance.network)
    zh, again, en = (
        board_figures(plan, Ways(plan, roads), roads, lang) for lang in ("zh", "zh", "en")
    )
    assert zh == again
    assert zh.fingerprint != en.fingerprint
    assert zh.bounds == (113.98, 24.27, 114.1, 24.4)
    assert zh.values["rest"] == 20 * 60


def test_the_script_is_a_module_that_asks_for_nothing():
    """It exports one function, and names no address and no way to ask for one."""
    script = board_script()
    assert script.count("export default") == 1
    for danger in ("fetch(", "XMLHttpRequest", "import(", "http://", "https://", "localStorage"):
        assert danger not in script.replace("http://www.w3.org/2000/svg", "")
