"""Says what was done after the page has been drawn again."""

from __future__ import annotations

import streamlit as st

_SAID = "orders.said"


def remember_said(text: str) -> None:
    """Keep a sentence for the next drawing of the page."""
    st.session_state[_SAID] = text


def show_said() -> None:
    """Show the sentence that was kept, once."""
    text = st.session_state.pop(_SAID, None)
    if text:
        st.toast(text, icon=":material/check_circle:")
