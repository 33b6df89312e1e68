"""The script that Streamlit runs for every change of a page: the frame round the pages."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from optimizer.ui.frame import show_desk

# A picture of our own: Streamlit would fetch one of its icons from the internet.
_ICON = Path(__file__).with_name("icon.svg")

st.set_page_config(page_title="Route48", page_icon=_ICON, layout="wide")
show_desk()
