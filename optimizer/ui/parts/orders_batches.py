"""The batches in which orders came: when, by whom, from what file, how many are still open."""

from __future__ import annotations

import streamlit as st

from optimizer.desk.orders_county import latest_network, zone_of
from optimizer.desk.orders_view import OpenOrders
from optimizer.store import NetworkVersion
from optimizer.ui import session
from optimizer.ui.words import t


def show_batches(view: OpenOrders, net: NetworkVersion) -> None:
    """Show the last batches, newest first."""
    zone = zone_of(latest_network(session.store(), net.network_id))
    batches = view.batches
    st.dataframe(
        {
            t("orders.batch_number"): [batch.batch_id for batch in batches],
            t("orders.batch"): [batch.name for batch in batches],
            t("orders.batch_kind"): [t(f"orders.did_{batch.kind}") for batch in batches],
            t("orders.history_at"): [
                f"{batch.added_at.astimezone(zone):%Y-%m-%d %H:%M}" for batch in batches
            ],
            t("orders.history_by"): [batch.added_by for batch in batches],
            t("orders.count"): [batch.num_orders for batch in batches],
            t("orders.still_open"): [batch.num_open for batch in batches],
        },
        hide_index=True,
    )
