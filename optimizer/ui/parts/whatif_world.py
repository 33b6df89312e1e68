"""The tools for what the county cannot choose or decides once: demand, rain, promise, prices."""

from __future__ import annotations

from typing import Final

import streamlit as st

from optimizer.desk.scenarios_checking import town_names
from optimizer.store import NetworkVersion
from optimizer.ui import session
from optimizer.ui.parts.choosing import multiselect
from optimizer.ui.parts.whatif_draft import Draft, applied, put
from optimizer.ui.parts.whatif_said import say_refused
from optimizer.ui.words import t
from optimizer.units import HOUR, YUAN
from optimizer.wording.changes import direction_name, penalty_name
from optimizer.wording.goods import class_name

STEPS: Final = (
    *(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0),
    *(1.05, 1.1, 1.2, 1.3, 1.4, 1.5, 1.75, 2.0, 2.5, 3.0),
)
"""So many times the orders: the nearer to today the finer."""

PROMISES: Final = (24, 36, 48, 72)
_PENALTIES: Final = (
    *("unserved_per_order", "late_per_order", "late_per_order_hour", "deferred_per_order"),
    *("waiting_per_order_hour", "missed_visit"),
)


def demand_tool(net: NetworkVersion, draft: Draft) -> None:
    """Ask for more or fewer orders: of some towns, classes, a direction."""
    say_refused(net, draft, "demand")
    network = applied(net, draft.changes).network
    lang = session.lang()
    with st.form(f"whatif.demand.{draft.generation}", border=False):
        factor = st.select_slider(
            t("whatif.times"), STEPS, value=1.0, format_func=lambda one: f"×{one:g}"
        )
        towns = multiselect(
            t("whatif.towns"), town_names(network), placeholder=t("whatif.all_towns")
        )
        classes = multiselect(
            t("whatif.classes"), network.rules.handling_classes,
            format_func=lambda one: class_name(one, lang), placeholder=t("whatif.all_classes"),
        )  # fmt: skip
        direction = st.segmented_control(
            t("whatif.direction"), ("down", "up"),
            format_func=lambda one: direction_name(one, lang), help=t("whatif.direction_help"),
        )  # fmt: skip
        wants = st.form_submit_button(t("whatif.add"), type="primary", width="stretch")
    st.caption(t("whatif.demand_help"))
    if not wants:
        return
    change = {
        "change": "scale_demand", "factor": factor, "towns": towns, "classes": classes,
        "direction": direction,
    }  # fmt: skip
    if factor == 1.0:
        st.info(t("whatif.no_difference"))
    else:
        put(net, draft, change, "demand")
        st.rerun()


def rain_tool(net: NetworkVersion, draft: Draft) -> None:
    """Ask how much rain slows all roads."""
    say_refused(net, draft, "rain")
    with st.form(f"whatif.rain.{draft.generation}", border=False):
        percent = st.slider(t("whatif.rain_speed"), 50, 95, 90, step=5, format="%d%%")
        wants = st.form_submit_button(t("whatif.let_it_rain"), type="primary", width="stretch")
    st.caption(t("whatif.rain_help"))
    if wants:
        put(net, draft, {"change": "rain", "factor": percent / 100}, "rain")
        st.rerun()


def promise_tool(net: NetworkVersion, draft: Draft) -> None:
    """Ask for another promise, and for what breaking it costs."""
    say_refused(net, draft, "promise")
    rules = applied(net, draft.changes).network.rules
    with st.form(f"whatif.promise.{draft.generation}", border=False):
        chosen_at, own_at = st.columns([3, 2], vertical_alignment="bottom")
        chosen = chosen_at.segmented_control(
            t("whatif.promise"), PROMISES, format_func=lambda one: t("whatif.hours", hours=one)
        )
        own = own_at.number_input(
            t("whatif.own_hours"), 1.0, 336.0, value=None, step=1.0, format="%.10g",
            placeholder=t("whatif.now", value=f"{rules.promise / HOUR:g}"),
        )  # fmt: skip
        wants = st.form_submit_button(t("whatif.add"), type="primary", width="stretch")
    hours = own or chosen
    if wants and hours:
        put(net, draft, {"change": "change_promise", "hours": hours}, "promise")
        st.rerun()
    with st.expander(t("whatif.penalties")):
        _penalties(net, draft)


def _penalties(net: NetworkVersion, draft: Draft) -> None:
    """Ask for other prices of what is late, put off, missed."""
    now = applied(net, draft.changes).network.rules.penalties
    with st.form(f"whatif.penalties.{draft.generation}", border=False):
        cells = st.columns(2)
        found = {
            name: cells[at % 2].number_input(
                penalty_name(name, session.lang()), 0.0, 1e9, value=None, format="%.10g",
                placeholder=t("whatif.now", value=f"{getattr(now, name) / YUAN:g}"),
            )
            for at, name in enumerate(_PENALTIES)
        }  # fmt: skip
        wants = st.form_submit_button(t("whatif.add"), width="stretch")
    prices = {name: price for name, price in found.items() if price is not None}
    if wants and prices:
        put(net, draft, {"change": "change_penalties", "penalties": prices}, "promise")
        st.rerun()
