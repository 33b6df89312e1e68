"""The panel beside the board: choose a trip and say what is to be done with it."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from optimizer.desk.adjusting import Adjusted
from optimizer.desk.plans import OpenPlan
from optimizer.reports import PlanReading
from optimizer.ui import session
from optimizer.ui.parts.adjust_draft import reading_of
from optimizer.ui.parts.adjust_free import free_section, vehicle_section
from optimizer.ui.parts.adjust_names import trip_name
from optimizer.ui.parts.adjust_stop import stop_section
from optimizer.ui.parts.adjust_trip import trip_section
from optimizer.ui.parts.board import BoardEvent
from optimizer.ui.words import t

SECTIONS: Final = ("stop", "trip", "free", "vehicle")


def follow(event: BoardEvent | None, adjusted: Adjusted) -> None:
    """Choose in the panel what was chosen on the board."""
    if event is None or event.trip not in adjusted.sheet.trips:
        return
    st.session_state["adjust.trip"] = event.trip
    if event.stop is not None:
        st.session_state["adjust.section"] = "stop"
        st.session_state[f"adjust.stop.{event.trip}"] = event.stop


def adjust_panel(opened: OpenPlan, adjusted: Adjusted) -> None:
    """Show the panel."""
    reading = reading_of(opened, adjusted)
    _find(adjusted, reading)
    trip_id = _trip(adjusted, reading)
    st.session_state.setdefault("adjust.section", "stop")
    section = st.segmented_control(
        t("adjust.section"), SECTIONS, key="adjust.section", required=True,
        format_func=lambda one: t(f"adjust.section_{one}"), label_visibility="collapsed",
        width="stretch",
    )  # fmt: skip
    if section == "free":
        free_section(opened, adjusted, reading)
    elif section == "vehicle":
        vehicle_section(opened, adjusted, reading)
    elif trip_id is not None and section == "trip":
        trip_section(opened, adjusted, reading, trip_id)
    elif trip_id is not None:
        stop_section(opened, adjusted, reading, trip_id)


def _find(adjusted: Adjusted, reading: PlanReading) -> None:
    """Let an order be looked for, and choose the stop that handles it."""
    wanted = st.text_input(
        t("adjust.find"), key="adjust.find", placeholder=t("adjust.find"),
        label_visibility="collapsed", icon=":material/search:",
    ).strip()  # fmt: skip
    if not wanted:
        return
    if wanted not in reading.rows:
        st.info(session.as_plain(t("adjust.find_none", order=wanted)))
        return
    legs = reading.document["orders"][reading.rows[wanted]]["legs"]
    if not legs:
        st.info(session.as_plain(t("adjust.find_free", order=wanted)))
        return
    trips = ", ".join(leg["trip_id"] for leg in legs)
    st.caption(session.as_plain(t("adjust.find_on", order=wanted, trips=trips)))
    if st.session_state.get("adjust.found") != wanted:
        st.session_state["adjust.found"] = wanted
        _choose(adjusted, reading, wanted, legs)


def _choose(adjusted: Adjusted, reading: PlanReading, order: str, legs: list[Any]) -> None:
    """Choose the stop between bases at which an order is handled, local trips first."""
    row = reading.rows[order]
    places = [
        (reading.trips[leg["trip_id"]]["echelon"] != "local", leg["trip_id"], position)
        for leg in legs
        for position, stop in enumerate(adjusted.sheet.trips[leg["trip_id"]].stops[1:-1], start=1)
        if row in stop.load or row in stop.unload
    ]
    if places:
        _, trip_id, position = min(places)
        st.session_state["adjust.trip"] = trip_id
        st.session_state["adjust.section"] = "stop"
        st.session_state[f"adjust.stop.{trip_id}"] = position


def _trip(adjusted: Adjusted, reading: PlanReading) -> str | None:
    """Let a trip be chosen."""
    names = list(adjusted.sheet.trips)
    if st.session_state.get("adjust.trip") not in names:
        st.session_state.pop("adjust.trip", None)
    return st.selectbox(
        t("adjust.trip"), names, key="adjust.trip", index=0 if names else None,
        format_func=lambda one: trip_name(adjusted, reading, one),
    )  # fmt: skip
