"""What is done with one stop: move it or some of its orders, shift it, take it off, lock it."""

from __future__ import annotations

import streamlit as st

from optimizer.desk.adjusting import Adjusted
from optimizer.desk.plans import OpenPlan
from optimizer.edits import (
    LockStopVehicle,
    MoveOrders,
    MoveStop,
    SheetTrip,
    TakeOff,
    UnlockStopVehicle,
)
from optimizer.reports import PlanReading
from optimizer.ui.parts.adjust_draft import change
from optimizer.ui.parts.adjust_names import stop_name, targets, trip_name
from optimizer.ui.parts.choosing import multiselect
from optimizer.ui.words import t


def stop_section(opened: OpenPlan, adjusted: Adjusted, reading: PlanReading, trip_id: str) -> None:
    """Show what can be done with a stop of a trip."""
    trip = adjusted.sheet.trips[trip_id]
    places = list(range(1, len(trip.stops) - 1))
    if not places:
        st.caption(t("adjust.stop_none"))
        return
    key = f"adjust.stop.{trip_id}"
    if st.session_state.get(key) not in places:
        st.session_state.pop(key, None)
    place = st.selectbox(
        t("adjust.stop"), places, key=key,
        format_func=lambda one: stop_name(reading, trip, one),
    )  # fmt: skip
    stop, names = trip.stops[place], opened.county.instance.orders.order_id
    ids = [names[row] for row in dict.fromkeys((*stop.unload, *stop.load))]
    some = multiselect(
        t("adjust.orders"), ids, key=f"adjust.orders.{trip_id}.{place}",
        placeholder=t("adjust.orders_all"),
    )  # fmt: skip
    _move(opened, adjusted, trip, place, some)
    _shift(opened, trip, place)
    take, bind = st.columns(2)
    if take.button(t("adjust.take_off"), key="adjust.take_off", width="stretch"):
        what = TakeOff(tuple(some)) if some else TakeOff((), trip_id, place)
        change(opened, what)
    is_bound = bool(ids) and all(row in adjusted.sheet.bound for row in (*stop.load, *stop.unload))
    word = t("adjust.unbind") if is_bound else t("adjust.bind")
    if bind.button(word, key="adjust.bind", width="stretch", disabled=not ids):
        kind = UnlockStopVehicle if is_bound else LockStopVehicle
        change(opened, kind(trip_id, place))


def _move(
    opened: OpenPlan, adjusted: Adjusted, trip: SheetTrip, place: int, some: list[str]
) -> None:
    """Let the stop, or some of its orders, be moved to another trip."""
    echelon = opened.county.instance.vehicles[trip.vehicle].echelon
    reading = PlanReading(adjusted.document, opened.county.instance)
    to_trip = st.selectbox(
        t("adjust.to_trip"), targets(opened, adjusted, echelon, trip.trip_id), index=None,
        key="adjust.to_trip", placeholder=t("adjust.choose"),
        format_func=lambda one: trip_name(adjusted, reading, one),
    )  # fmt: skip
    where, button = st.columns([1.5, 1], vertical_alignment="bottom")
    last = len(adjusted.sheet.trips[to_trip].stops) if to_trip else 2
    position = where.selectbox(
        t("adjust.place"), [None, *range(1, last)], key="adjust.place",
        format_func=lambda one: t("adjust.place_best")
        if one is None
        else t("adjust.place_at", number=one),
        label_visibility="collapsed",
    )  # fmt: skip
    is_ready = to_trip is not None
    if (
        button.button(
            t("adjust.move"),
            key="adjust.move",
            type="primary",
            width="stretch",
            disabled=not is_ready,
        )
        and to_trip is not None
    ):
        if some:
            change(opened, MoveOrders(tuple(some), to_trip, position, trip.trip_id))
        else:
            change(opened, MoveStop(trip.trip_id, place, to_trip, position))


def _shift(opened: OpenPlan, trip: SheetTrip, place: int) -> None:
    """Let the stop change places with a neighbour."""
    earlier, later = st.columns(2)
    if earlier.button(
        t("adjust.earlier"), key="adjust.earlier", width="stretch", disabled=place == 1
    ):
        change(opened, MoveStop(trip.trip_id, place, trip.trip_id, place - 1))
    if later.button(
        t("adjust.later"), key="adjust.later", width="stretch",
        disabled=place == len(trip.stops) - 2,
    ):  # fmt: skip
        change(opened, MoveStop(trip.trip_id, place, trip.trip_id, place + 1))
