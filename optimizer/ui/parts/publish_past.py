"""The list of what was published, newest first."""

from __future__ import annotations

import streamlit as st

from optimizer.desk.plans import OpenPlan
from optimizer.ui import session
from optimizer.ui.parts.publish_said import local
from optimizer.ui.words import t


def show_past(opened: OpenPlan) -> None:
    """Show the last publications."""
    plans = session.store().plans
    found = plans.publications(opened.row.network_id, limit=30)
    if not found:
        st.info(t("publish.now_none"))
        return
    rows = []
    for one in found:
        plan = plans.get(one.plan_id)
        rows.append(
            {
                t("publish.past_number"): one.number,
                t("publish.past_at"): local(one.published_at, opened),
                t("publish.past_by"): one.published_by,
                t("publish.past_plan"): one.plan_id,
                t("publish.past_label"): plan.label,
                t("publish.past_orders"): plan.orders,
                t("publish.past_trips"): plan.trips,
            }
        )
    st.dataframe(rows, hide_index=True)
