"""The stored studies of a network, and what each of them came to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from optimizer.desk import planning, studies
from optimizer.desk.users import Role
from optimizer.errors import OptimizerError
from optimizer.store import NotFound, StudyRow
from optimizer.ui import session
from optimizer.ui.parts.study_files import show_files
from optimizer.ui.parts.study_open import days_of, older_text, shown
from optimizer.ui.parts.study_siting import siting
from optimizer.ui.parts.study_watch import choose_study
from optimizer.ui.parts.study_whatif import comparison
from optimizer.ui.words import t

AGAIN: Final = ("stopped", "lost", "failed")
"""Runs in these states can be asked for again."""


def study_choice(network_id: int, kinds: Sequence[str]) -> StudyRow | None:
    """
    Let one of the stored studies of some kinds be chosen, and a planner drop it.

    Call `study_watch` first: it turns to a study that has just ended. Return the chosen one,
    the newest at first; None where there is none.
    """
    rows = studies.recent_studies(session.store(), network_id, kinds)
    if not rows:
        st.info(t("study.none"))
        return None
    known = {row.study_id: row for row in rows}
    wanted = session.recall(kinds[0])
    chosen = next((row for row in rows if str(row.study_id) == wanted), rows[0])
    which, files, drop = st.columns([8, 1.3, 1], vertical_alignment="center")
    picked = which.selectbox(
        t("study.which"), list(known), index=list(known).index(chosen.study_id),
        key=f"study.which.{kinds[0]}.{chosen.study_id}.{len(rows)}",
        format_func=lambda study_id: study_name(known[study_id]), label_visibility="collapsed",
    )  # fmt: skip
    if picked != chosen.study_id:
        choose_study(kinds, picked)
        st.rerun()
    with files.popover(t("study.files"), icon=":material/download:", width="stretch"):
        show_files(shown(chosen))
    if session.user().role >= Role.PLANNER:
        _drop(chosen, kinds, drop)
    if older := older_text(chosen.version_id):
        st.caption(f":material/history: {older}")
    if chosen.is_partial:
        _partial(chosen)
    return chosen


def show_whatif(row: StudyRow) -> None:
    """Show what a comparison of scenarios came to."""
    comparison(shown(row))


def show_siting(row: StudyRow) -> None:
    """Show which stations a siting proposes, and what they save."""
    siting(shown(row))


def study_name(row: StudyRow) -> str:
    """Return a study in one line: number, kind, title, when, who, and what it says."""
    zone = planning.network_of(session.store(), row.version_id).rules.timezone
    text = t(
        "study.row",
        number=row.study_id,
        kind=t(f"study.run_{row.kind}"),
        title=row.title,
        days=days_of(row.study_id),
        made=f"{row.made_at.astimezone(ZoneInfo(zone)):%m-%d %H:%M}",
        by=row.made_by,
    )
    said = str(row.headline.get(f"sentence_{session.lang()}") or "")
    return (
        text
        + (t("study.row_said", said=said) if said else "")
        + (t("study.row_partial") if row.is_partial else "")
    )


def _partial(row: StudyRow) -> None:
    """Say that a study was stopped, and let a planner go on with it."""
    warning, button = st.columns([7, 1.3], vertical_alignment="center")
    warning.warning(t("study.partial", kind=t(f"study.run_{row.kind}")))
    if row.run_id is None or not _can_go_on(row.run_id) or session.user().role < Role.PLANNER:
        return
    if not button.button(t("study.go_on"), key=f"study.go_on.{row.study_id}", width="stretch"):
        return
    try:
        studies.ask_study_again(session.store(), session.user(), row.run_id)
    except OptimizerError as error:
        session.show_error(error)
        return
    st.rerun()


def _can_go_on(run_id: int) -> bool:
    """Return whether a run can be asked for again: not one that is done, waits or is at work."""
    try:
        return session.store().runs.get(run_id).state in AGAIN
    except NotFound:
        return False


def _drop(row: StudyRow, kinds: Sequence[str], place: DeltaGenerator) -> None:
    """Let a planner drop a study, after a question."""
    with place.popover(":material/delete:", help=t("study.drop"), width="stretch"):
        st.write(t("study.drop_question", title=session.as_plain(row.title)))
        if not st.button(t("study.drop"), key=f"study.drop.{row.study_id}", type="primary"):
            return
        try:
            studies.drop_study(session.store(), session.user(), row.study_id)
        except OptimizerError as error:
            session.show_error(error)
            return
    choose_study(kinds, None)
    st.rerun()
