"""The orders that are late or unserved, each with its reason and what would help."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from optimizer.reports import PlanReading
from optimizer.store import PlanRow
from optimizer.ui import session
from optimizer.ui.words import t
from optimizer.wording import reason_text

MOST: Final = 2000
"""So many orders are listed; more are counted."""


def plan_problems(row: PlanRow) -> None:
    """List what is late or unserved, worst first."""
    if not row.late and not row.unserved:
        return
    title = t("plan.problems", late=f"{row.late:,}", unserved=f"{row.unserved:,}")
    with st.expander(title, icon=":material/warning:"):
        entries = problem_rows(row.plan_id, session.lang())
        st.dataframe(entries[:MOST], hide_index=True, height=260, key="plan.problems")
        if len(entries) > MOST:
            st.caption(t("plan.shown_some", count=f"{MOST:,}"))


@st.cache_resource(show_spinner=False, max_entries=50)
def problem_rows(plan_id: int, lang: str) -> list[dict[str, Any]]:
    """Return what is late or unserved as rows for people, in the language of the session."""
    reading = session.opened(plan_id).reading
    found = [
        order for order in reading.document["orders"] if order["status"] in {"unserved", "late"}
    ]
    found.sort(key=lambda order: (order["status"] == "late", order["slack_minutes"] or 0))
    return [_row(reading, order, lang) for order in found]


def _row(reading: PlanReading, order: dict[str, Any], lang: str) -> dict[str, Any]:
    """Return an order for people."""
    instance = reading.instance
    at = reading.rows[order["order_id"]]
    orders, calendar = instance.orders, instance.calendar
    ends = [
        reading.name(instance.sites[index].site_id, lang)
        for index in (orders.origin[at], orders.destination[at])
    ]
    delivered = order["delivered_at"]
    slack = order["slack_minutes"]
    return {
        t("plan.order"): order["order_id"],
        t("plan.state"): t(f"plan.{order['status']}"),
        t("plan.from"): ends[0],
        t("plan.to"): ends[1],
        t("plan.pieces"): int(orders.pieces[at]),
        t("plan.due"): f"{calendar.moment(int(orders.due[at])):%m-%d %H:%M}",
        t("plan.delivered"): "" if delivered is None else delivered[5:16].replace("T", " "),
        t("plan.late_by"): None if slack is None or slack >= 0 else -slack,
        t("plan.why"): reason_text(order["reason"], lang) if order["reason"] else "",
    }
