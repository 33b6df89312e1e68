"""The page 仿真: what a plan, and what the promise, is worth when times stray."""

from __future__ import annotations

from typing import Final

import streamlit as st

from optimizer.ui import session
from optimizer.ui.parts.simulation_days import days_part
from optimizer.ui.parts.simulation_plan import replay_part
from optimizer.ui.words import t

PARTS: Final = ("plan", "days")


def page() -> None:
    """Show the page."""
    net = session.network()
    if net is None:
        st.info(t("shell.no_network"))
        return
    part_at, beside = st.columns([1, 4.6])
    if session.recall("simulation_part") in PARTS:
        st.session_state.setdefault("simulation.part", session.recall("simulation_part"))
    st.session_state.setdefault("simulation.part", PARTS[0])
    part = part_at.segmented_control(
        t("simulation.part"), PARTS, key="simulation.part", required=True,
        format_func=lambda one: t(f"simulation.part_{one}"), label_visibility="collapsed",
        wrap=False,
    )  # fmt: skip
    session.remember("simulation_part", part)
    if part == "plan":
        replay_part(net, beside)
    else:
        days_part(net, beside)
