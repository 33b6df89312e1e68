"""The script that Streamlit runs for every change of a page: the frame round the pages."""

from __future__ import annotations

import streamlit as st

from optimizer.ui.frame import show_desk

st.set_page_config(page_title="Route48", page_icon=":material/local_shipping:", layout="wide")
show_desk()
