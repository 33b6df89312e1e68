"""What is done with a whole trip: reverse it, lock it, pin its departure, remove it."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from optimizer.desk.adjusting import Adjusted, lock_of
from optimizer.desk.plans import OpenPlan
from optimizer.edits import PinDeparture, RemoveTrip, ReverseTrip, UnlockTrip
from optimizer.reports import PlanReading
from optimizer.ui.parts.adjust_draft import change
from optimizer.ui.words import t


def trip_section(opened: OpenPlan, adjusted: Adjusted, reading: PlanReading, trip_id: str) -> None:
    """Show what can be done with a trip."""
    trip = adjusted.sheet.trips[trip_id]
    reverse, lock = st.columns(2)
    if reverse.button(
        t("adjust.reverse"), key="adjust.reverse", width="stretch", icon=":material/swap_vert:",
        disabled=len(trip.stops) < 4 or trip.is_locked,
    ):  # fmt: skip
        change(opened, ReverseTrip(trip_id))
    word = t("adjust.unlock") if trip.is_locked else t("adjust.lock")
    icon = ":material/lock_open:" if trip.is_locked else ":material/lock:"
    if lock.button(word, key="adjust.lock", width="stretch", icon=icon):
        change(opened, UnlockTrip(trip_id) if trip.is_locked else lock_of(adjusted, trip_id))
    _departure(opened, adjusted, reading, trip_id)
    if st.button(
        t("adjust.remove"), key="adjust.remove", width="stretch", icon=":material/delete:",
        disabled=trip.is_locked,
    ):  # fmt: skip
        change(opened, RemoveTrip(trip_id))


def _departure(opened: OpenPlan, adjusted: Adjusted, reading: PlanReading, trip_id: str) -> None:
    """Let the departure be pinned to a moment."""
    trip, calendar = adjusted.sheet.trips[trip_id], reading.instance.calendar
    told = reading.trips.get(trip_id)
    usual = (
        datetime.fromisoformat(told["stops"][0]["departure"])
        if told is not None
        else calendar.moment(trip.begins)
    )
    now = usual.replace(second=0, microsecond=0, tzinfo=None)
    moment = st.datetime_input(
        t("adjust.departure"), value=now, step=300, key=f"adjust.departure.{trip_id}.{now:%d%H%M}",
        format="YYYY-MM-DD",
    )  # fmt: skip
    pin, unpin = st.columns(2)
    if pin.button(
        t("adjust.pin"), key="adjust.pin", width="stretch", icon=":material/push_pin:",
        disabled=trip.is_locked,
    ) and moment is not None:  # fmt: skip
        aware = moment.replace(tzinfo=calendar.zone)
        change(opened, PinDeparture(trip_id, aware.isoformat(timespec="seconds")))
    if unpin.button(
        t("adjust.unpin"), key="adjust.unpin", width="stretch",
        disabled=trip.pinned is None or trip.is_locked,
    ):  # fmt: skip
        change(opened, PinDeparture(trip_id, None))
