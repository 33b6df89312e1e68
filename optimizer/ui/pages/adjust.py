"""The page 调整: correct a plan by hand, see at once what that costs and breaks."""

from __future__ import annotations

import streamlit as st

from optimizer.desk.users import Role
from optimizer.edits import MoveStop
from optimizer.ui import session
from optimizer.ui.parts.adjust_bar import adjust_bar, say_saved
from optimizer.ui.parts.adjust_draft import change, current, figures_of, say_failed
from optimizer.ui.parts.adjust_panel import adjust_panel, follow
from optimizer.ui.parts.adjust_said import adjust_cost, adjust_said
from optimizer.ui.parts.board import board
from optimizer.ui.parts.plan_choice import plan_choice
from optimizer.ui.parts.run_watch import arrive, run_watch
from optimizer.ui.words import t


def page() -> None:
    """Show the page."""
    arrive()
    net, chosen = session.network(), session.chosen_plan()
    if net is None:
        st.info(t("shell.no_network"))
        return
    if chosen is None:
        st.info(t("adjust.no_plan"))
        return
    if session.user().role < Role.DISPATCHER:
        st.info(t("adjust.only_look"))
        return
    plan_choice(session.store().plans.recent(net.network_id, limit=30), chosen)
    run_watch(net.network_id)
    say_saved()
    say_failed()
    opened = session.opened(chosen.plan_id)
    adjusted = current(opened)
    if adjusted is None:
        return
    adjust_bar(opened, adjusted)
    drawing, panel = st.columns([2.7, 1])
    with drawing:
        adjust_cost(opened, adjusted)
        event = board(
            figures_of(opened, adjusted, session.lang()), key="adjust.board", mode="adjust"
        )
        adjust_said(opened, adjusted)
    follow(event, adjusted)
    if event is not None and event.kind == "dropped" and event.trip and event.onto:
        change(opened, MoveStop(event.trip, event.stop or 0, event.onto, event.before or None))
    with panel:
        adjust_panel(opened, adjusted)
