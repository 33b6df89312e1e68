"""The page 发布打印: check a plan, publish it, print it, find its parcels."""

from __future__ import annotations

import streamlit as st

from optimizer.ui import session
from optimizer.ui.parts.plan_choice import plan_choice
from optimizer.ui.parts.publish_action import show_action
from optimizer.ui.parts.publish_checks import findings_of, show_checks
from optimizer.ui.parts.publish_papers import show_papers
from optimizer.ui.parts.publish_parcels import show_parcels
from optimizer.ui.parts.publish_past import show_past
from optimizer.ui.parts.publish_phones import show_phones
from optimizer.ui.words import t


def page() -> None:
    """Show the page."""
    net = session.network()
    if net is None:
        st.info(t("shell.no_network"))
        return
    chosen = session.chosen_plan()
    if chosen is None:
        st.info(t("shell.no_plan"))
        return
    plan_choice(session.store().plans.recent(net.network_id), chosen)
    with st.spinner(t("publish.checking")):
        opened = session.opened(chosen.plan_id)
        findings = findings_of(opened)
    left, right = st.columns(2, gap="medium")
    with left.container(border=True):
        st.markdown(f"**{t('publish.checks')}**")
        show_checks(findings, opened)
        show_action(findings, opened)
    with right.container(border=True):
        show_papers(opened, findings.current)
    phones, parcels, past = st.tabs([t("publish.phones"), t("publish.parcels"), t("publish.past")])
    with phones:
        show_phones(findings.current)
    with parcels:
        show_parcels(opened, findings.current)
    with past:
        show_past(opened)
