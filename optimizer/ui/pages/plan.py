"""The page 排线: ask for a plan, watch it being made, look at it from all sides."""

from __future__ import annotations

import streamlit as st

from optimizer.desk import planning
from optimizer.store import NetworkVersion
from optimizer.ui import session
from optimizer.ui.parts.plan_ask import plan_ask
from optimizer.ui.parts.plan_board import plan_board
from optimizer.ui.parts.plan_choice import plan_choice
from optimizer.ui.parts.plan_figures import plan_figures
from optimizer.ui.parts.plan_problems import plan_problems
from optimizer.ui.parts.run_watch import arrive, run_watch
from optimizer.ui.words import t


def page() -> None:
    """Show the page."""
    net = session.network()
    if net is None:
        st.info(t("shell.no_network"))
        return
    arrive()
    planning.get_ready(session.store())
    with st.container(gap="xsmall"):
        asking = st.container(gap="xsmall")
        now = run_watch(net.network_id)
        with asking:
            plan_ask(net, must_wait=now.must_wait)
        _chosen(net)


def _chosen(net: NetworkVersion) -> None:
    """Show the chosen plan."""
    chosen = session.chosen_plan()
    if chosen is None:
        st.info(t("plan.none"))
        return
    which, compared = st.columns([5, 2], vertical_alignment="center")
    with which:
        plan_choice(session.store().plans.recent(net.network_id, limit=30), chosen)
    if chosen.violations:
        st.error(t("plan.violations", count=chosen.violations, number=chosen.plan_id))
    currency = planning.network_of(session.store(), chosen.version_id).rules.currency
    plan_figures(chosen, currency, compared)
    plan_board(chosen)
    plan_problems(chosen)
