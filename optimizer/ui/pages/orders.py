"""The page 今日运单: orders in, what is open, single orders, returns."""

from __future__ import annotations

import streamlit as st

from optimizer.desk.users import Role
from optimizer.ui import session
from optimizer.ui.parts.orders_batches import show_batches
from optimizer.ui.parts.orders_import import show_import
from optimizer.ui.parts.orders_list import current_view, show_entering, show_list
from optimizer.ui.parts.orders_said import show_said
from optimizer.ui.parts.orders_totals import show_cards, show_totals
from optimizer.ui.parts.orders_upload import ask_file, ask_sample, current_upload, speak
from optimizer.ui.words import t


def page() -> None:
    """Show the page."""
    net = session.network()
    if net is None:
        st.info(t("shell.no_network"))
        return
    show_said()
    speak()
    if session.user().role >= Role.DISPATCHER:
        ask_file()
    upload = current_upload()
    if upload is not None:
        show_import(upload, net)
        return
    view = current_view(net)
    if not view.batches:
        st.info(t("orders.empty"))
        if session.user().role >= Role.DISPATCHER:
            with st.container(horizontal=True):
                ask_sample()
                show_entering(net)
        return
    show_cards(view)
    names = [t("orders.tab_list"), t("orders.tab_totals"), t("orders.tab_batches")]
    orders, totals, batches = st.tabs(names)
    with orders:
        show_list(view, net)
    with totals:
        show_totals(view)
    with batches:
        show_batches(view, net)
