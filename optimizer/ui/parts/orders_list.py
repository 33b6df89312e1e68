"""The table of the open orders: looked through, chosen from, and acted upon."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

import streamlit as st

from optimizer.desk.carrying import settle_past
from optimizer.desk.orders_view import GROUPS, OpenOrder, OpenOrders, open_orders, stamp
from optimizer.desk.users import Role
from optimizer.store import NetworkVersion
from optimizer.ui import session
from optimizer.ui.parts import orders_dialogs as dialogs
from optimizer.ui.parts.orders_totals import group_name
from optimizer.ui.words import t
from optimizer.wording import column_name
from optimizer.wording.goods import class_name

MOST_SHOWN: Final = 2_000
_MANY: Final = 100_000
_ACTIONS: Final[dict[str, tuple[str, int, int, dialogs.Act]]] = {
    "enter": (":material/add:", 0, _MANY, dialogs.enter),
    "edit": (":material/edit:", 1, 1, dialogs.edit),
    "return": (":material/undo:", 1, 1, dialogs.take_back),
    "deliver": (":material/done_all:", 1, _MANY, dialogs.deliver),
    "cancel": (":material/delete:", 1, _MANY, dialogs.cancel),
    "history": (":material/history:", 1, 1, dialogs.history),
}
_MARKS: Final = ("earlier", "overdue", "urgent", "returns")


def current_view(net: NetworkVersion) -> OpenOrders:
    """Return the open orders, read again only when anything was done in the network."""
    store = session.store()
    current = store.plans.current(net.network_id)
    hour = f"{datetime.now(UTC):%Y-%m-%dT%H}"
    if current is not None and session.user().role >= Role.DISPATCHER:
        _settled(net.network_id, current.publication_id, hour, session.user().name)
    return _view(net.network_id, net.version_id, f"{stamp(store, net.network_id)} {hour}")


@st.cache_resource(show_spinner=False, max_entries=4)
def _view(network_id: int, version_id: int, state: str) -> OpenOrders:
    """Read the open orders as they are in a state; all sessions share them unchanged."""
    del version_id, state  # what tells one reading from another
    return open_orders(session.store(), network_id)


@st.cache_resource(show_spinner=False, max_entries=16)
def _settled(network_id: int, publication_id: int, hour: str, _by: str) -> bool:
    """Write down, once an hour for a publication, what those before it have delivered."""
    del hour
    settle_past(session.store(), network_id, by=_by)
    return publication_id > 0


def show_entering(net: NetworkVersion) -> None:
    """Offer to enter the first order."""
    if st.button(t("orders.do_enter"), icon=_ACTIONS["enter"][0], key="orders.do_enter"):
        dialogs.enter(net, [])


def show_list(view: OpenOrders, net: NetworkVersion) -> None:
    """Show the orders that are looked for, and what can be done with them."""
    found = _ask(view)
    bar = st.container(horizontal=True, vertical_alignment="center")
    shown = found[:MOST_SHOWN]
    if not shown:
        with bar:
            _actions([], net)
        st.info(t("orders.nothing_found" if view.rows else "orders.nothing_open"))
        return
    event: Any = st.dataframe(
        _table(shown), hide_index=True, height=420, on_select="rerun", selection_mode="multi-row",
        key=f"orders.table.{st.session_state.get('orders.times', 0)}",
        column_config=_columns(),
    )  # fmt: skip
    chosen = [shown[at] for at in event.selection.rows if at < len(shown)]
    with bar:
        _actions(chosen, net)
        st.caption(_said(len(found), len(view.rows), len(chosen)))


def _ask(view: OpenOrders) -> list[OpenOrder]:
    """Return the orders that fit what is asked for."""
    places = st.columns([2.6, 1.8, 1.8, 1.8, 1.8, 3.4], vertical_alignment="center")
    text = places[0].text_input(
        t("orders.search"), key="orders.search", icon=":material/search:",
        placeholder=t("orders.search_hint"), label_visibility="collapsed",
    )  # fmt: skip
    wanted: dict[str, str | bool | None] = {}
    for place, group in zip(places[1:-1], GROUPS, strict=True):
        names = {total.name: group_name(group, total.name) for total in view.totals[group]}
        title = t(f"orders.{group}")
        wanted[group] = place.selectbox(
            title, names, index=None, key=f"orders.pick.{group}", label_visibility="collapsed",
            placeholder=t("orders.any", what=title), format_func=names.__getitem__,
        )  # fmt: skip
    words = {mark: t(f"orders.mark_{mark}") for mark in _MARKS}
    marks = places[-1].pills(
        t("orders.marks"), _MARKS, selection_mode="multi", key="orders.marks",
        format_func=words.__getitem__, label_visibility="collapsed",
    )  # fmt: skip
    return view.found(text, **wanted, **dict.fromkeys(marks, True))


def _said(num_found: int, num_open: int, num_chosen: int) -> str:
    """Say how many orders are shown, and how many are chosen."""
    said = t("orders.found", found=f"{num_found:,}", all=f"{num_open:,}")
    if num_found > MOST_SHOWN:
        said = t("orders.found_more", found=f"{num_found:,}", most=f"{MOST_SHOWN:,}")
    return f"{said} · {t('orders.chosen', count=num_chosen)}" if num_chosen else said


def _actions(chosen: Sequence[OpenOrder], net: NetworkVersion) -> None:
    """Offer what can be done with the chosen orders."""
    may = session.user().role >= Role.DISPATCHER
    stored = [row.stored for row in chosen]
    for name, (icon, least, most, act) in _ACTIONS.items():
        is_free = name == "history"
        enabled = least <= len(stored) <= most and (may or is_free)
        pressed = st.button(
            t(f"orders.do_{name}"), icon=icon, disabled=not enabled, key=f"orders.do_{name}",
            help=None if enabled else t("orders.choose_first" if may else "orders.may_not"),
        )  # fmt: skip
        if pressed:
            act(net, stored)


def _columns() -> dict[str, Any]:
    """Return how columns are written."""
    moment = st.column_config.DatetimeColumn(format="MM-DD HH:mm", width=100)
    lang = session.lang()
    return {
        column_name("ready_at", lang): moment,
        column_name("due_at", lang): moment,
        column_name("origin", lang): st.column_config.TextColumn(width=150),
        column_name("destination", lang): st.column_config.TextColumn(width=150),
        column_name("pieces", lang): st.column_config.NumberColumn(width=60),
        t("orders.marks"): st.column_config.TextColumn(width=110),
    }


def _table(rows: Sequence[OpenOrder]) -> dict[str, list[Any]]:
    """Return orders as columns."""
    lang = session.lang()
    words = {mark: t(f"orders.mark_{mark}") for mark in _MARKS}
    every = [row.stored.row for row in rows]
    names = {each: column_name(each, lang) for each in ("order_id", "origin", "destination",
             "pieces", "weight_kg", "ready_at", "due_at", "handling_class", "carrier", "product",
             "trace_code", "phone")}  # fmt: skip
    classes = {order.handling_class: class_name(order.handling_class, lang) for order in every}
    return {
        names["order_id"]: [order.order_id for order in every],
        t("orders.marks"): [_marks(row, words) for row in rows],
        names["origin"]: [row.origin for row in rows],
        names["destination"]: [row.destination for row in rows],
        t("orders.lies_at"): [row.at for row in rows],
        names["pieces"]: [order.pieces for order in every],
        names["weight_kg"]: [order.weight_kg for order in every],
        names["ready_at"]: [row.ready_at.replace(tzinfo=None) for row in rows],
        names["due_at"]: [row.due_at.replace(tzinfo=None) for row in rows],
        names["handling_class"]: [classes[order.handling_class] for order in every],
        names["carrier"]: [order.carrier for order in every],
        names["product"]: [order.product for order in every],
        names["trace_code"]: [order.trace_code for order in every],
        names["phone"]: [order.phone for order in every],
        t("orders.batch"): [row.batch for row in rows],
    }


def _marks(row: OpenOrder, words: dict[str, str]) -> str:
    """Return what is to be noticed about an order."""
    has = {
        "overdue": row.is_overdue,
        "urgent": row.stored.row.priority == "urgent",
        "earlier": row.is_earlier,
        "returns": row.stored.return_of is not None,
    }
    return " ".join(words[name] for name, is_so in has.items() if is_so)
