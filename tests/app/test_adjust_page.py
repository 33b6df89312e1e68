"""The page 调整, as a dispatcher uses it, in both languages."""

from __future__ import annotations

from functools import partial

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from optimizer import jobs
from optimizer.desk import adjusting
from optimizer.desk.plans import open_plan
from optimizer.edits import LockTrip, PinDeparture, ReverseTrip, edit_to
from optimizer.ui import session
from optimizer.ui.words import word
from tests.desk.published import LI, VIEWER, make_desk

t = partial(word, lang="zh")


def show():
    """Show the page without its frame."""
    from optimizer.ui.pages.adjust import page

    page()


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Return the four-stop plan in a store, served to the page; no worker is started."""
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(jobs, "ensure_worker", lambda store: None)
    made = make_desk(tmp_path)
    monkeypatch.setattr(session, "store", lambda: made.store)
    monkeypatch.setattr(session, "user", lambda: LI)
    # AppTest formats the options of a box once more, where there is no session.
    monkeypatch.setattr(session, "lang", lambda: "zh")
    st.cache_resource.clear()
    yield made
    st.cache_resource.clear()
    made.store.close()


def opened(**state):
    """Return the page as somebody sees it first."""
    app = AppTest.from_function(show, default_timeout=60)
    for name, value in state.items():
        app.session_state[name.replace("__", ".")] = value
    return checked(app.run())


def checked(app):
    """Return the page, on which nothing has gone wrong."""
    assert not app.exception, app.exception
    return app


def press(app, key):
    """Press a button and return the page that follows."""
    return checked(app.button(key=key).click().run())


def said(app):
    """Return everything that the page says."""
    parts = (app.markdown, app.caption, app.warning, app.success, app.info, app.error)
    return "\n".join(str(one.value) for part in parts for one in part)


def draft_of(desk):
    """Return Li's draft."""
    return desk.store.drafts.open(desk.plan.plan_id, LI.name)


def at_stop(trip="T3", **state):
    """Return the page at the first stop of a trip."""
    return opened(adjust__trip=trip, adjust__section="stop", **state)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("section", ["stop", "trip", "free", "vehicle"])
def test_every_part_speaks_one_language(desk, monkeypatch, lang, section):
    """The page opens on the plan as it is."""
    monkeypatch.setattr(session, "lang", lambda: lang)
    app = opened(adjust__section=section)
    assert word("adjust.none", lang) in said(app)
    assert app.button(key="adjust.undo").disabled
    other = "en" if lang == "zh" else "zh"
    shown = said(app) + "".join(button.label for button in app.button)
    assert word("adjust.none", other) not in shown
    assert word("adjust.undo", other) not in shown


def test_a_stop_moves_and_says_what_that_costs(desk):
    """A van from the hub takes over: cheaper, shorter, no rule broken; and kept in the store."""
    app = opened(adjust__section="vehicle")
    app = checked(app.selectbox(key="adjust.vehicle").select("van-2").run())
    app = press(app, "adjust.new_trip")
    app.session_state["adjust.section"] = "stop"
    app = checked(app.selectbox(key="adjust.trip").select("T3").run())
    app = checked(app.selectbox(key="adjust.to_trip").select("van-2-1").run())
    app = press(app, "adjust.move")
    text = said(app)
    assert t("adjust.last") in text
    assert t("adjust.clean") in text
    assert "-30.0 km" in text.replace("\\", "")
    assert [edit["kind"] for edit in draft_of(desk).edits] == ["new_trip", "move_stop"]


def test_a_draft_survives_a_refresh(desk):
    """A new session shows the edits of the old one."""
    press(at_stop(), "adjust.take_off")
    assert t("adjust.steps", count=1) in said(opened())


def test_undo_and_redo(desk):
    """One step back, one forward."""
    app = press(at_stop(), "adjust.take_off")
    app = press(app, "adjust.undo")
    assert draft_of(desk).position == 0
    assert t("adjust.none") in said(app)
    press(app, "adjust.redo")
    assert draft_of(desk).position == 1


def test_what_breaks_is_said_in_her_words(desk):
    """T3 pinned before its goods: the sentence names order, trip and amount, and no code."""
    opened_plan = open_plan(desk.store, desk.plan.plan_id)
    draft = adjusting.open_draft(desk.store, LI, desk.plan.plan_id)
    adjusting.apply_edit(
        desk.store, LI, opened_plan, draft, PinDeparture("T3", "2026-11-23T07:31:00+08:00")
    )
    app = opened()
    (error,) = app.error
    assert "o1" in error.value
    assert "V141" not in error.value
    assert t("adjust.breaks", count=1) in error.value


def test_a_locked_trip_cannot_be_changed(desk):
    """The buttons are off until it is unlocked."""
    app = opened(adjust__trip="T3", adjust__section="trip")
    app = press(app, "adjust.lock")
    assert app.button(key="adjust.reverse").disabled
    (edit,) = draft_of(desk).edits
    assert (edit["kind"], edit["trip"], len(edit["starts"])) == ("lock_trip", "T3", 3)
    app = press(app, "adjust.lock")
    assert not app.button(key="adjust.remove").disabled


def test_a_refused_edit_says_why_and_changes_nothing(desk):
    """A stop of a locked trip cannot be taken off: the sentence names the trip, not a code."""
    app = press(opened(adjust__trip="T3", adjust__section="trip"), "adjust.lock")
    app.session_state["adjust.section"] = "stop"
    app = press(checked(app.run()), "adjust.take_off")
    (error,) = app.error
    assert "T3" in error.value
    assert "D225" not in error.value
    assert [edit["kind"] for edit in draft_of(desk).edits] == ["lock_trip"]


def test_another_window_was_quicker(desk):
    """The step is not made, since it was meant for another state; the page shows the latest."""
    app = opened(adjust__trip="T3", adjust__section="stop")
    draft, locked = draft_of(desk), [edit_to(LockTrip("T1"))]
    desk.store.drafts.save(draft.draft_id, locked, 1, version=draft.version)
    app = press(app, "adjust.take_off")
    assert t("adjust.elsewhere") in said(app)
    assert draft_of(desk).edits == locked
    press(app, "adjust.undo")
    assert draft_of(desk).position == 0


def test_a_draft_that_no_longer_fits_can_be_discarded(desk):
    """An edit of a trip that is not there: the page says so and offers the way out."""
    draft = draft_of(desk)
    desk.store.drafts.save(draft.draft_id, [edit_to(ReverseTrip("T9"))], 1, version=draft.version)
    app = opened()
    assert t("adjust.broken") in said(app)
    app = press(app, "adjust.way_out")
    assert t("adjust.none") in said(app)


def test_saved_as_a_plan_of_its_own(desk):
    """The page turns to the new plan, which knows its parent."""
    app = press(at_stop(), "adjust.take_off")
    app.text_input(key="adjust.label").set_value("午班")
    app = press(app, "adjust.save")
    newest = desk.store.plans.recent(desk.network_id)[0]
    assert (newest.parent_id, newest.label) == (desk.plan.plan_id, "午班")
    assert t("adjust.saved", number=newest.plan_id) in said(app)


def test_a_second_press_saves_no_copy_without_the_edits(desk):
    """The first press was broken off after it had saved and closed the draft."""
    app = opened()
    before = len(desk.store.plans.recent(desk.network_id))
    app = press(app, "adjust.save")
    assert len(desk.store.plans.recent(desk.network_id)) == before


def test_the_rest_is_asked_to_be_planned_again(desk):
    """A run of the kind revision waits with the edits."""
    app = press(opened(adjust__trip="T3", adjust__section="trip"), "adjust.lock")
    press(app, "adjust.start")
    (run,) = desk.store.runs.recent(desk.network_id)
    assert (run.kind, run.request["position"]) == ("revision", 1)


def test_an_order_is_found_on_its_stop(desk):
    """Its local trip and stop are chosen; one that nobody knows is said so."""
    app = opened()
    app = checked(app.text_input(key="adjust.find").set_value("o1").run())
    assert app.selectbox(key="adjust.trip").value == "T3"
    app = checked(app.text_input(key="adjust.find").set_value("<b>x").run())
    assert "&lt;b&gt;" in said(app)


def test_orders_that_nobody_carries_are_put_on(desk):
    """o3 goes with T3."""
    app = opened(adjust__section="free")
    app.multiselect(key="adjust.free").select("o3")
    app = checked(app.selectbox(key="adjust.free_trip").select("T3").run())
    press(app, "adjust.put_on")
    assert [edit["kind"] for edit in draft_of(desk).edits] == ["put_on"]


def test_a_viewer_is_told(desk, monkeypatch):
    """Adjusting is for dispatchers."""
    monkeypatch.setattr(session, "user", lambda: VIEWER)
    assert t("adjust.only_look") in said(opened())
