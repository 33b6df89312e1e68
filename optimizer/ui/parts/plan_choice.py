"""The row in which a plan is chosen from the latest, and what it is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import streamlit as st

from optimizer.desk import planning
from optimizer.store import PlanRow
from optimizer.ui import session
from optimizer.ui.parts.kpis import money
from optimizer.ui.words import t


def plan_choice(rows: Sequence[PlanRow], chosen: PlanRow) -> None:
    """Let one of the latest plans be chosen; the page is drawn anew for another."""
    known = {row.plan_id: row for row in (*rows, chosen)}  # an older one was chosen elsewhere
    key = f"plan.which.{chosen.plan_id}"
    picked = st.selectbox(
        t("plan.which"), list(known), index=list(known).index(chosen.plan_id), key=key,
        format_func=lambda plan_id: plan_name(known[plan_id]), label_visibility="collapsed",
    )  # fmt: skip
    if picked != chosen.plan_id:
        session.choose_plan(picked)
        st.rerun()


def plan_name(row: PlanRow) -> str:
    """Return a plan in one line."""
    rules = planning.network_of(session.store(), row.version_id).rules
    zone = ZoneInfo(rules.timezone)
    share = "—" if row.on_time_share is None else f"{int(row.on_time_share * 1000) / 10}%"
    text = t(
        "plan.row",
        number=row.plan_id,
        made=f"{row.made_at.astimezone(zone):%m-%d %H:%M}",
        at=f"{row.planned_at.astimezone(zone):%m-%d %H:%M}",
        orders=f"{row.orders:,}",
        share=share,
        cost=money(row.operating_cost, rules.currency),
    )
    if row.label:
        text += t("plan.row_label", label=row.label)
    if row.parent_id is not None:
        text += t("plan.row_changed", number=row.parent_id)
    if row.published:
        text += t("plan.row_published")
    return text
