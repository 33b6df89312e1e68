"""What is in force, how the chosen plan differs from it, and the button that replaces it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

import streamlit as st

from optimizer.desk.plans import OpenPlan
from optimizer.desk.publishing import Findings, publish
from optimizer.desk.publishing_difference import Difference, difference
from optimizer.desk.users import Role
from optimizer.store import Conflict, Publication
from optimizer.ui import session
from optimizer.ui.parts.publish_said import difference_said, local
from optimizer.ui.words import t

_ASKING: Final = "publish.asking"
_SAID: Final = "publish.said"
_CONFLICT: Final = "publish.conflicting"
_STALE: Final = timedelta(hours=24)
"""So long after its moment a plan is hardly meant for the road any more."""


def show_action(findings: Findings, opened: OpenPlan) -> None:
    """Show what is in force and let the chosen plan take its place."""
    current, plan_id = findings.current, opened.row.plan_id
    _show_said(opened)
    if _show_conflict(opened):
        return
    if current is None:
        st.markdown(t("publish.now_none"))
    else:
        st.markdown(f"**{_about('publish.now', current, opened)}**")
        if current.plan_id == plan_id:
            st.caption(t("publish.is_current"))
        else:
            _show_difference("publish.against_now", current, opened)
    agreed = True
    if findings.may_confirm:
        agreed = st.checkbox(t("publish.agree"), key=f"publish.agree.{plan_id}")
    may = session.user().role >= Role.DISPATCHER
    possible = may and (not findings.code or (findings.may_confirm and agreed))
    again = current is not None and current.plan_id == plan_id
    st.button(
        t("publish.again" if again else "publish.go"), key="publish.go", icon=":material/publish:",
        type="secondary" if again else "primary", disabled=not possible,
        help=None if may else t("publish.viewer"), on_click=_ask, args=(plan_id,),
    )  # fmt: skip
    if st.session_state.get(_ASKING) == plan_id and possible:
        _confirm(opened, current.publication_id if current else None, findings.may_confirm)


def _ask(plan_id: int) -> None:
    """Ask whether to publish."""
    st.session_state[_ASKING] = plan_id


def _confirm(opened: OpenPlan, expecting: int | None, confirmed: bool) -> None:
    """Let publishing be confirmed, over what is in force as this page shows it."""
    plan_id, planned_at = opened.row.plan_id, opened.row.planned_at
    with st.container(border=True):
        st.markdown(t("publish.ask", plan=plan_id))
        if datetime.now(UTC) - planned_at > _STALE:
            st.warning(t("publish.stale", at=local(planned_at, opened)))
        with st.container(horizontal=True):
            st.button(
                t("publish.yes"), key="publish.yes", type="primary",
                on_click=_publish, args=(plan_id, expecting, confirmed),
            )  # fmt: skip
            st.button(t("publish.no"), key="publish.no", on_click=_forget)


def _publish(plan_id: int, expecting: int | None, confirmed: bool) -> None:
    """Publish, and keep what came of it for the page that follows."""
    _forget()
    try:
        made = publish(session.store(), session.user(), plan_id, expecting, confirmed=confirmed)
    except Conflict as conflict:
        st.session_state[_CONFLICT] = (plan_id, conflict.current)
    except Exception as error:
        st.session_state[_SAID] = error
    else:
        st.session_state[_SAID] = made


def _forget() -> None:
    """Forget what was asked and what was in the way."""
    for key in (_ASKING, _CONFLICT, _SAID):
        st.session_state.pop(key, None)


def _show_said(opened: OpenPlan) -> None:
    """Say once what came of publishing."""
    said = st.session_state.pop(_SAID, None)
    if isinstance(said, Publication):
        st.success(_about("publish.done", said, opened), icon=":material/check_circle:")
    elif isinstance(said, Exception):
        session.show_error(said)


def _show_conflict(opened: OpenPlan) -> bool:
    """Show who was quicker, how the plans differ, and let the user choose."""
    plan_id, theirs = st.session_state.get(_CONFLICT, (None, None))
    if plan_id != opened.row.plan_id:
        return False
    if theirs is None:
        st.session_state.pop(_CONFLICT)
        st.warning(t("publish.conflict_gone"))
        return False
    with st.container(border=True):
        st.warning(_about("publish.conflict", theirs, opened), icon=":material/group:")
        _show_difference("publish.against_theirs", theirs, opened)
        with st.container(horizontal=True):
            st.button(
                t("publish.keep"), key="publish.keep", type="primary", on_click=_keep,
                args=(theirs.plan_id,),
            )  # fmt: skip
            st.button(
                t("publish.replace"), key="publish.replace", on_click=_publish,
                args=(plan_id, theirs.publication_id, False),
            )  # fmt: skip
    return True


def _keep(plan_id: int) -> None:
    """Leave theirs in force, and look at it."""
    _forget()
    session.choose_plan(plan_id)


def _about(key: str, publication: Publication, opened: OpenPlan) -> str:
    """Return a sentence on a publication."""
    return t(
        key, number=publication.number, plan=publication.plan_id,
        by=session.as_plain(publication.published_by), at=local(publication.published_at, opened),
    )  # fmt: skip


def _show_difference(key: str, other: Publication, opened: OpenPlan) -> None:
    """Show in words how the chosen plan differs from a published one."""
    found = _difference(opened.row.plan_id, other.plan_id)
    lines = [f"- {session.as_plain(line)}" for line in difference_said(found, opened)]
    st.markdown("\n".join([t(key), "", *lines]))


@st.cache_data(show_spinner=False, max_entries=32)
def _difference(mine: int, theirs: int) -> Difference:
    """Compare two plans; they never change."""
    return difference(session.store(), mine, theirs)
