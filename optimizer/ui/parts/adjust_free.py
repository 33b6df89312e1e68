"""Orders that nobody carries, and vehicles: put on, forbid, allow, send out again."""

from __future__ import annotations

from typing import Final

import streamlit as st

from optimizer.desk.adjusting import Adjusted
from optimizer.desk.plans import OpenPlan
from optimizer.domain import Echelon
from optimizer.edits import AllowVehicle, ForbidVehicle, NewTrip, PutOn
from optimizer.reports import PlanReading
from optimizer.ui import session
from optimizer.ui.parts.adjust_draft import change
from optimizer.ui.parts.adjust_names import targets, trip_name
from optimizer.ui.parts.choosing import multiselect
from optimizer.ui.words import t

MOST: Final = 2_000
"""So many orders are offered; others are found by their number."""


def free_section(opened: OpenPlan, adjusted: Adjusted, reading: PlanReading) -> None:
    """Show the orders that nobody carries, and let them be put on a trip."""
    orders = reading.document["orders"]
    free = [
        order["order_id"] for order in orders if not order["legs"] and not order["delivered_at"]
    ]
    if not free:
        st.caption(t("adjust.free_none"))
        return
    ranks = {"unserved": 0, "deferred": 1}
    free.sort(key=lambda name: ranks.get(orders[reading.rows[name]]["status"], 2))
    chosen = multiselect(
        t("adjust.free_order"), free[:MOST], key="adjust.free", placeholder=t("adjust.choose"),
        format_func=lambda name: _order_name(reading, name),
    )  # fmt: skip
    names = [
        *targets(opened, adjusted, Echelon.LOCAL),
        *targets(opened, adjusted, Echelon.LINEHAUL),
    ]
    to_trip = st.selectbox(
        t("adjust.to_trip"), names, index=None, key="adjust.free_trip",
        placeholder=t("adjust.choose"),
        format_func=lambda one: trip_name(adjusted, reading, one),
    )  # fmt: skip
    if st.button(
        t("adjust.put_on"), key="adjust.put_on", type="primary", width="stretch",
        disabled=not chosen or to_trip is None,
    ) and to_trip is not None:  # fmt: skip
        change(opened, PutOn(tuple(chosen), to_trip))


def vehicle_section(opened: OpenPlan, adjusted: Adjusted, reading: PlanReading) -> None:
    """Show the vehicles: forbid, allow, add a trip."""
    instance = opened.county.instance
    vehicles = {vehicle.vehicle_id: vehicle for vehicle in instance.vehicles if vehicle.available}
    name = st.selectbox(
        t("adjust.vehicle"), list(vehicles), key="adjust.vehicle",
        format_func=lambda one: f"{one} · {vehicles[one].plate}",
    )  # fmt: skip
    if name is None:
        return
    forbidden = adjusted.sheet.forbidden
    is_forbidden = name in forbidden
    word = t("adjust.allow") if is_forbidden else t("adjust.forbid")
    if st.button(word, key="adjust.forbid", width="stretch", icon=":material/block:"):
        change(opened, AllowVehicle(name) if is_forbidden else ForbidVehicle(name))
    if forbidden:
        listed = ", ".join(sorted(forbidden))
        st.caption(session.as_plain(t("adjust.forbidden", vehicles=listed)))
    calendar = instance.calendar
    windows = [
        window
        for window in calendar.windows(vehicles[name].shifts)
        if window.latest > calendar.start and window.earliest < calendar.end
    ]
    shift = st.selectbox(
        t("adjust.shift"), windows, key=f"adjust.shift.{name}", index=0 if windows else None,
        format_func=lambda one: f"{calendar.moment(one.earliest):%m-%d %H:%M}"
        f"–{calendar.moment(one.latest):%H:%M}",
    )  # fmt: skip
    if st.button(
        t("adjust.new_trip"), key="adjust.new_trip", width="stretch", icon=":material/add:",
        disabled=shift is None or is_forbidden,
    ) and shift is not None:  # fmt: skip
        change(opened, NewTrip(name, calendar.text(shift.earliest)))


def _order_name(reading: PlanReading, order: str) -> str:
    """Return an order in one line: number, from, to."""
    orders, sites = reading.instance.orders, reading.instance.sites
    row = reading.rows[order]
    ends = [
        reading.name(sites[int(site)].site_id, session.lang())
        for site in (orders.origin[row], orders.destination[row])
    ]
    return f"{order} · {ends[0]} → {ends[1]}"
