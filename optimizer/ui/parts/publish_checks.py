"""The checks before publishing: rules, orders, network, each with what it has found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from optimizer.desk.plans import OpenPlan
from optimizer.desk.publishing import Findings, examine
from optimizer.ui import session
from optimizer.ui.parts.publish_said import network_said, orders_said, rules_said
from optimizer.ui.words import t

_MOST: Final = 20
"""So many lines of one check are shown; the rest is counted."""

_DO: Final = {
    "D401": "publish.do_adjust",
    "D402": "publish.do_orders",
    "D403": "publish.do_network",
    "D404": "publish.do_confirm",
}


def findings_of(opened: OpenPlan) -> Findings:
    """Return what speaks against a plan; looked for again once anything in the store changes."""
    row, store = opened.row, session.store()
    last = store.changes.recent(row.network_id, limit=1)
    mark = f"{last[0].at.isoformat()} {last[0].kind} {last[0].target}" if last else ""
    return _findings(row.plan_id, mark)


@st.cache_resource(show_spinner=False, max_entries=8)
def _findings(plan_id: int, mark: str) -> Findings:
    """Examine a plan as the store is after its last change."""
    del mark
    return examine(session.store(), session.opened(plan_id))


def show_checks(findings: Findings, opened: OpenPlan) -> None:
    """Show the three checks, and what to do where one of them fails."""
    news = findings.network
    off = news is not None and news.breaks
    changes = len(news.changes) if news is not None else 0
    with st.container(horizontal=True):
        _badge(not findings.violations, "publish.rules", len(findings.violations))
        _badge(not findings.orders, "publish.orders", len(findings.orders))
        if off:
            st.badge(t("publish.network_off"), icon=":material/error:", color="red")
        else:
            _badge(not changes, "publish.network", changes)
    lines = [*rules_said(findings), *orders_said(findings, opened), *network_said(findings)]
    if lines:
        with st.expander(t("publish.what"), expanded=bool(findings.code)):
            _list(lines)
    if findings.code:
        st.warning(t(_DO[findings.code]), icon=":material/info:")


def _badge(good: bool, key: str, count: int) -> None:
    """Show one check; sign and colour both say how it went."""
    if good:
        st.badge(t(f"{key}_good"), icon=":material/check:", color="green")
    else:
        st.badge(t(f"{key}_bad", count=count), icon=":material/error:", color="red")


def _list(lines: Sequence[str]) -> None:
    """Show lines as they are, and count those that are too many."""
    shown = [f"- {session.as_plain(line)}" for line in lines[:_MOST]]
    if len(lines) > _MOST:
        shown.append(f"- {t('publish.more', count=len(lines) - _MOST)}")
    st.markdown("\n".join(shown))
