"""The page 仿真: what the promise is worth when times stray."""

from __future__ import annotations

import streamlit as st

from optimizer.ui import session
from optimizer.ui.words import t


def page() -> None:
    """Show the page."""
    net = session.network()
    if net is None:
        st.info(t("shell.no_network"))
        return
