"""The bar above the board: undo, redo, discard, plan the rest again, save."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from optimizer.desk import adjusting
from optimizer.desk.adjusting import Adjusted
from optimizer.desk.plans import OpenPlan
from optimizer.errors import OptimizerError
from optimizer.ui import session
from optimizer.ui.parts.adjust_draft import act, forget
from optimizer.ui.parts.run_watch import expect
from optimizer.ui.words import t

SECONDS = 10


def adjust_bar(opened: OpenPlan, adjusted: Adjusted) -> None:
    """Show what is done with the draft as a whole."""
    columns = st.columns([1.1, 1, 1, 1.4, 1.7, 1.5], vertical_alignment="center")
    count = adjusted.draft.position
    columns[0].markdown(t("adjust.steps", count=count) if count else t("adjust.none"))
    store, user = session.store(), session.user()
    if columns[1].button(
        t("adjust.undo"), icon=":material/undo:", key="adjust.undo", width="stretch",
        disabled=not adjusted.can_undo,
    ):  # fmt: skip
        act(opened, lambda draft: adjusting.undo(store, user, opened, draft))
    if columns[2].button(
        t("adjust.redo"), icon=":material/redo:", key="adjust.redo", width="stretch",
        disabled=not adjusted.can_redo,
    ):  # fmt: skip
        act(opened, lambda draft: adjusting.redo(store, user, opened, draft))
    _discard(columns[3], adjusted)
    _reoptimise(columns[4], opened, adjusted)
    _save(columns[5], opened, adjusted)


def _discard(place: DeltaGenerator, adjusted: Adjusted) -> None:
    """Let all changes be forgotten, after a question."""
    edits = len(adjusted.draft.edits)
    with place.popover(t("adjust.discard"), width="stretch", disabled=not edits):
        st.write(t("adjust.discard_sure", count=edits))
        if st.button(t("adjust.yes_discard"), key="adjust.discard", type="primary"):
            adjusting.discard(session.store(), session.user(), adjusted.draft)
            forget()
            st.rerun()


def _reoptimise(place: DeltaGenerator, opened: OpenPlan, adjusted: Adjusted) -> None:
    """Let the rest be planned again around the locks."""
    with place.popover(t("adjust.reoptimise"), width="stretch"):
        st.caption(t("adjust.reoptimise_help"))
        seconds = st.number_input(
            t("adjust.seconds"), min_value=1, max_value=3600, value=SECONDS, key="adjust.seconds"
        )
        if not st.button(t("adjust.start"), key="adjust.start", type="primary"):
            return
        try:
            run = adjusting.ask_reoptimise(
                session.store(), session.user(), opened, adjusted.draft,
                search_seconds=float(seconds),
            )  # fmt: skip
        except OptimizerError as error:
            session.show_error(error)
            return
        expect(run)
        st.toast(t("adjust.asked"))
        st.rerun()


def _save(place: DeltaGenerator, opened: OpenPlan, adjusted: Adjusted) -> None:
    """Let the draft become a plan of its own."""
    with place.popover(t("adjust.save"), width="stretch", disabled=not adjusted.draft.position):
        label = st.text_input(t("adjust.label"), key="adjust.label", max_chars=60)
        wants = st.button(t("adjust.save"), key="adjust.save", type="primary")
        if not wants or not adjusted.draft.position:  # a second press finds the draft closed
            return
        try:
            row = adjusting.save_as_plan(
                session.store(), session.user(), opened, adjusted.draft, label
            )
        except OptimizerError as error:
            session.show_error(error)
            return
        forget()
        session.choose_plan(row.plan_id)
        st.session_state["adjust.saved"] = row.plan_id, row.violations
        st.rerun()


def say_saved() -> None:
    """Say once that a draft was saved."""
    saved = st.session_state.pop("adjust.saved", None)
    if saved is None:
        return
    number, count = saved
    if count:
        st.warning(t("adjust.saved_broken", number=number, count=count))
    else:
        st.success(t("adjust.saved", number=number))
