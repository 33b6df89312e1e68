"""The draft that a page speaks of: read once, changed by actions, shown with what it makes."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from optimizer.desk import adjusting
from optimizer.desk.adjusting import Adjusted
from optimizer.desk.plans import OpenPlan
from optimizer.edits import Edit
from optimizer.errors import OptimizerError
from optimizer.reports import Figures, PlanReading, Ways, board_figures
from optimizer.store import Conflict, Draft
from optimizer.ui import session
from optimizer.ui.words import t

_NOW, _BEFORE, _FAILED = "adjust.kept_now", "adjust.kept_before", "adjust.kept_failed"


def current(opened: OpenPlan) -> Adjusted | None:
    """Return the draft of whoever is here over a plan; None where its edits no longer fit."""
    draft = adjusting.open_draft(session.store(), session.user(), opened.row.plan_id)
    kept = st.session_state.get(_NOW)
    if isinstance(kept, Adjusted) and _same(kept.draft, draft):
        return kept
    st.session_state.pop(_BEFORE, None)
    try:
        made = adjusting.look(opened, draft)
    except OptimizerError as error:
        _offer_way_out(draft, error)
        return None
    st.session_state[_NOW] = made
    if isinstance(kept, Adjusted) and kept.draft.draft_id == draft.draft_id:
        # What was just pressed was meant for what another window has changed since.
        st.session_state[_FAILED] = True
        st.rerun()
    return made


def before_last(adjusted: Adjusted) -> Adjusted | None:
    """Return the draft as it was before the last step of this session."""
    kept = st.session_state.get(_BEFORE)
    is_other = isinstance(kept, Adjusted) and kept.draft.draft_id == adjusted.draft.draft_id
    return kept if is_other else None


def change(opened: OpenPlan, edit: Edit) -> None:
    """Make an edit and draw the page anew; say why where it cannot be made."""
    act(opened, lambda draft: adjusting.apply_edit(
        session.store(), session.user(), opened, draft, edit
    ))  # fmt: skip


def act(opened: OpenPlan, step: Callable[[Draft], Adjusted]) -> None:
    """Take a step with the draft and draw the page anew."""
    now = st.session_state.get(_NOW)
    if not isinstance(now, Adjusted) or now.draft.plan_id != opened.row.plan_id:
        return
    try:
        made = step(now.draft)
    except Conflict:
        forget()
        st.session_state[_FAILED] = True
        st.rerun()
    except OptimizerError as error:
        session.show_error(error)
        return
    st.session_state[_NOW], st.session_state[_BEFORE] = made, now
    st.rerun()


def forget() -> None:
    """Read the draft again the next time."""
    st.session_state.pop(_NOW, None)
    st.session_state.pop(_BEFORE, None)


def say_failed() -> None:
    """Say that a step was not made because another window was quicker."""
    if st.session_state.pop(_FAILED, False):
        st.warning(t("adjust.elsewhere"))


def reading_of(opened: OpenPlan, adjusted: Adjusted) -> PlanReading:
    """Return the plan as it is now beside its instance."""
    return PlanReading(adjusted.document, opened.county.instance)


def figures_of(opened: OpenPlan, adjusted: Adjusted, lang: str) -> Figures:
    """Return what the board shows of a draft, made once for each state of it."""
    draft = adjusted.draft
    return _figures(draft.draft_id, draft.version, lang, opened, adjusted)


@st.cache_resource(show_spinner=False, max_entries=8)
def _figures(
    draft_id: int, version: int, lang: str, _opened: OpenPlan, _adjusted: Adjusted
) -> Figures:
    """Make the figures of one state of a draft."""
    reading = reading_of(_opened, _adjusted)
    roads = _opened.county.roads
    return board_figures(reading, Ways(reading, roads), roads, lang)


def _same(one: Draft, other: Draft) -> bool:
    """Whether two drafts are the same state of the same draft."""
    return (one.draft_id, one.version) == (other.draft_id, other.version)


def _offer_way_out(draft: Draft, error: OptimizerError) -> None:
    """Say that a draft no longer fits its plan, and let it be discarded."""
    st.error(t("adjust.broken"))
    session.show_error(error)
    if st.button(t("adjust.yes_discard"), key="adjust.way_out"):
        adjusting.discard(session.store(), session.user(), draft)
        forget()
        st.rerun()
