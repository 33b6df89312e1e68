"""What is being studied and what waits, refreshed while anything does."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from optimizer.desk import planning
from optimizer.ui import session
from optimizer.ui.words import t


def study_watch(network_id: int, kinds: Sequence[str]) -> None:
    """Show the studies of some kinds that run or wait on a network."""
    now = planning.watch(session.store(), network_id)
    running = [now.running] if now.running else []
    for run in [*running, *now.queued]:
        if run.kind in kinds:
            st.caption(t("study.works"))
