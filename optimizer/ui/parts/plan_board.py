"""The board of the chosen plan: map, timeline and trips, from figures that are made once."""

from __future__ import annotations

import streamlit as st

from optimizer.reports import Figures, board_figures
from optimizer.store import PlanRow
from optimizer.ui import session
from optimizer.ui.parts.board import board
from optimizer.ui.words import t


def plan_board(row: PlanRow) -> None:
    """Show a plan from all sides."""
    board(figures_for_board(row.plan_id, session.lang()), key="plan.board", mode="plan")


def figures_for_board(plan_id: int, lang: str) -> Figures:
    """Return what the board shows of a plan, in a language."""
    with st.spinner(t("plan.opening"), show_time=False):
        return _figures(plan_id, lang)


@st.cache_resource(show_spinner=False, max_entries=16)
def _figures(plan_id: int, lang: str) -> Figures:
    """Make the figures; plans never change."""
    opened = session.opened(plan_id)
    return board_figures(opened.reading, opened.ways, opened.county.roads, lang)
