"""What of a plan is weak: transfers with what mends the worst, orders and trips at risk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import streamlit as st

from optimizer.desk.plans import OpenPlan
from optimizer.desk.replaying import OrderChance, Replayed, ReplayRequest, TripChance, mend_plan
from optimizer.desk.users import Role
from optimizer.simulation import Mend, Transfer
from optimizer.simulation.replays import Remedy
from optimizer.ui import session
from optimizer.ui.parts.study_numbers import share
from optimizer.ui.words import t
from optimizer.units import MINUTE

FRAGILE: Final = 0.95
"""What holds less often is at risk."""
MOST: Final = 1000
"""So many rows are listed; the search finds them all."""
_HEIGHT: Final = 227


def show_weak(opened: OpenPlan, found: Replayed, request: ReplayRequest) -> None:
    """Show one of the lists, and the way to where a trip is changed."""
    counts = {
        "transfers": sum(each.probability < FRAGILE for each in found.transfers),
        "orders": sum(each.on_time < FRAGILE for each in found.orders),
        "trips": sum(each.home_in_time < FRAGILE for each in found.trips),
    }
    which, search = st.columns([2.4, 1], vertical_alignment="center")
    part = which.segmented_control(
        t("simulation.lists"), list(counts), default="transfers", required=True, wrap=False,
        format_func=lambda one: t(f"simulation.list_{one}", count=f"{counts[one]:,}"),
        key="simulation.list", label_visibility="collapsed",
    )  # fmt: skip
    wanted = search.text_input(
        t("simulation.search"), key="simulation.search", placeholder=t("simulation.search"),
        label_visibility="collapsed", icon=":material/search:",
    ).strip().casefold()  # fmt: skip
    if part == "transfers" and not found.transfers:
        st.info(t("simulation.no_transfers"))
        return
    if part == "transfers":
        trips = _transfers(opened, found, wanted)
    elif part == "orders":
        trips = _orders(opened, found, wanted)
    else:
        trips = _trips(opened, found, wanted)
    _to_adjust(trips)
    if part == "transfers" and counts["transfers"]:
        _mend(opened, request)


def _transfers(opened: OpenPlan, found: Replayed, wanted: str) -> Sequence[str]:
    """List the transfers; return the trips of the chosen one."""

    def row(transfer: Transfer) -> dict[str, Any]:
        return {
            t("simulation.holds"): 100 * transfer.probability,
            t("simulation.station"): _short(opened, transfer.site_id),
            t("simulation.giver"): transfer.giver,
            t("simulation.taker"): transfer.taker,
            t("simulation.slack"): transfer.slack / MINUTE,
            t("simulation.orders"): len(transfer.orders),
        }

    def words(transfer: Transfer) -> str:
        station = _short(opened, transfer.site_id)
        return " ".join([station, transfer.giver, transfer.taker, *transfer.orders])

    rows = [each for each in found.transfers if wanted in words(each).casefold()]
    at = _table([row(each) for each in rows[:MOST]], len(rows), t("simulation.holds"), "transfers")
    return () if at is None else (rows[at].giver, rows[at].taker)


def _orders(opened: OpenPlan, found: Replayed, wanted: str) -> Sequence[str]:
    """List the orders that are most likely late; return the trips of the chosen one."""
    reading, lang = opened.reading, session.lang()
    names = {site.site_id: reading.name(site.site_id, lang) for site in reading.instance.sites}

    def row(order: OrderChance) -> dict[str, Any]:
        return {
            t("simulation.in_time"): 100 * order.on_time,
            t("simulation.order"): order.order_id,
            t("simulation.to"): names[order.destination],
            t("simulation.due"): order.due,
            t("simulation.by_trips"): " → ".join(order.trips),
            t("simulation.brought"): 100 * order.delivered,
        }

    def words(order: OrderChance) -> str:
        ends = (names[order.origin], names[order.destination])
        return " ".join([order.order_id, *ends, *order.trips]).casefold()

    rows = [each for each in found.orders if not wanted or wanted in words(each)]
    at = _table([row(each) for each in rows[:MOST]], len(rows), t("simulation.in_time"), "orders")
    return () if at is None else rows[at].trips


def _trips(opened: OpenPlan, found: Replayed, wanted: str) -> Sequence[str]:
    """List the trips that are least likely over in time; return the chosen one."""
    vehicles = opened.reading.vehicle

    def row(trip: TripChance) -> dict[str, Any]:
        return {
            t("simulation.home"): 100 * trip.home_in_time,
            t("simulation.trip"): trip.trip_id,
            t("simulation.plate"): vehicles(trip.vehicle_id).plate or trip.vehicle_id,
            t("simulation.leaves"): trip.leaves,
            t("simulation.orders"): trip.orders,
        }

    def words(trip: TripChance) -> str:
        plate = vehicles(trip.vehicle_id).plate
        return f"{trip.trip_id} {trip.vehicle_id} {plate}".casefold()

    rows = [each for each in found.trips if wanted in words(each)]
    at = _table([row(each) for each in rows[:MOST]], len(rows), t("simulation.home"), "trips")
    return () if at is None else (rows[at].trip_id,)


def _table(rows: list[dict[str, Any]], count: int, chance: str, name: str) -> int | None:
    """Show rows with their chance as a bar; return which one is chosen."""
    if not rows:
        st.caption(t("simulation.nothing_found"))
        return None
    shown = st.dataframe(
        rows, hide_index=True, height=_HEIGHT, key=f"simulation.table_{name}",
        on_select="rerun", selection_mode="single-row",
        column_config={
            chance: st.column_config.ProgressColumn(
                min_value=0, max_value=100, format="%.1f%%", width=110
            ),
            t("simulation.brought"): st.column_config.NumberColumn(format="%.1f%%"),
            t("simulation.slack"): st.column_config.NumberColumn(
                format="%.0f", help=t("simulation.slack_help")
            ),
        },
    )  # fmt: skip
    if count > len(rows):
        st.caption(t("simulation.shown_some", count=f"{len(rows):,}", all=f"{count:,}"))
    picked = shown["selection"]["rows"]
    return picked[0] if picked and picked[0] < len(rows) else None


def _mend(opened: OpenPlan, request: ReplayRequest) -> None:
    """Say which buffer mends the worst transfer, with the way to its trip."""
    with st.spinner(t("simulation.mending"), show_time=False):
        mend = _mended(opened.row.plan_id, request)
    if mend is None:
        return
    transfer = mend.transfer
    moved = transfer.giver if mend.remedy is Remedy.GIVER_EARLIER else transfer.taker
    about = {
        "station": session.as_plain(_short(opened, transfer.site_id)),
        "giver": session.as_plain(transfer.giver),
        "taker": session.as_plain(transfer.taker),
        "before": share(mend.before),
    }
    if mend.after <= mend.before:
        st.caption(t("simulation.no_mend", **about))
        return
    remedy = t(f"simulation.{mend.remedy}", trip=session.as_plain(moved), minutes=mend.minutes)
    more = mend.on_time_after - mend.on_time_before
    said = t("simulation.mend", remedy=remedy, after=share(mend.after), **about)
    if not mend.holds:
        said += " " + t("simulation.mend_part")
    worth = "simulation.mend_orders" if more > 0 else "simulation.mend_costs"
    said += " " + t(worth, count=f"{more:+.1f}")
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/build: {said}")
        _adjust_button(moved, "simulation.adjust_mend")


@st.cache_resource(show_spinner=False, max_entries=60)
def _mended(plan_id: int, request: ReplayRequest) -> Mend | None:
    """Look for a buffer once for the same request; plans never change."""
    return mend_plan(session.opened(plan_id), request)


def _short(opened: OpenPlan, site_id: str) -> str:
    """Return the name of a site without what it says in brackets."""
    name = opened.reading.name(site_id, session.lang())
    return re.sub(r"(.)\s*[(\uff08].*[)\uff09]\s*$", r"\1", name)


def _to_adjust(trips: Sequence[str]) -> None:
    """Offer the page on which the trips of what is chosen can be changed."""
    if not trips:
        st.caption(t("simulation.choose_row"))
        return
    with st.container(horizontal=True):
        for place, trip_id in enumerate(trips):
            _adjust_button(trip_id, f"simulation.adjust_{place}")


def _adjust_button(trip_id: str, key: str) -> None:
    """Offer the page Adjust with a trip chosen, to whoever may change plans."""
    if session.user().role < Role.DISPATCHER:
        return
    label = t("simulation.adjust", trip=session.as_plain(trip_id))
    if st.button(label, key=key, icon=":material/tune:"):
        st.session_state["adjust.trip"] = trip_id
        st.session_state["adjust.section"] = "trip"
        st.switch_page(st.Page(lambda: None, url_path="adjust"))
