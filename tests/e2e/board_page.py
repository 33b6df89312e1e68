"""
A page with nothing but a board, for the tests of the board; run by Streamlit.

The address says how: ``mode``, ``lang``, ``chosen`` (a trip), ``names=hostile``, and ``tiles``
with ``datum`` for a tile server.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict

import streamlit as st

from optimizer.reports import PlanReading, Ways, board_figures, plan_document, site_figures
from optimizer.ui.parts.board import board
from tests.instances import travel
from tests.reports.hostile import hostile_case
from tests.reports.made_up import StraightLines
from tests.reports.plans import four_stop_instance, four_stop_plan

st.set_page_config(layout="wide")
asked = st.query_params
for name, value in (("ROUTE48_TILES", "tiles"), ("ROUTE48_TILES_DATUM", "datum")):
    os.environ[name] = asked.get(value, "")

if asked.get("names") == "hostile":
    document, instance = hostile_case()
else:
    instance = four_stop_instance()
    document = plan_document(four_stop_plan(), instance, travel())
    if st.checkbox("changed"):
        document["trips"] = document["trips"][:2]
reading, roads = PlanReading(document, instance), StraightLines(instance.network)
mode, lang = asked.get("mode", "plan"), asked.get("lang", "zh")
if mode == "sites":
    network = st.session_state.setdefault("network", instance.network)
    figures = site_figures(network, roads, lang)
else:
    figures = board_figures(reading, Ways(reading, roads), roads, lang)

st.button("again")
chosen = st.text_input("chosen") or None
if mode == "map":
    texts = {
        "P": {"share": 0.62, "text": "P 62 %"},
        "Q": {"share": 0.999, "text": "Q 99.9 %"},
        "A": {"share": None, "text": "A ?"},
    }
    roads_shut = [
        {"line": [[113.98, 24.27], [114.0, 24.3]], "kind": "closed"},
        {"line": [[114.0, 24.3], [114.1, 24.4]], "kind": "slow", "text": "S342"},
        {"at": [114.04, 24.33], "text": "drop <b>"},
    ]
    left, right = st.columns(2)
    with left:
        board(figures, key="board-left", mode="map", link="pair")
    with right:
        shown = figures.with_values(texts, title="48 h").with_marks(roads_shut)
        event = board(shown, key="board-right", mode="map", link="pair")
else:
    event = board(figures, key=f"board-{mode}", mode=mode, chosen=chosen)
if event is not None:
    st.session_state["last"] = {name: at for name, at in asdict(event).items() if at is not None}
    if event.kind == "moved" and asked.get("keep"):
        st.session_state["network"] = network.with_site(
            event.site, longitude=event.lon, latitude=event.lat
        )
        st.rerun()
st.session_state["runs"] = st.session_state.get("runs", 0) + 1
st.text("last " + json.dumps(st.session_state.get("last")))
st.text(f"runs {st.session_state['runs']}")
