"""The open orders in figures: small cards, and sums by town, carrier, class and due day."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from optimizer.desk.orders_view import GROUPS, OpenOrders, Total
from optimizer.ui import session
from optimizer.ui.words import t
from optimizer.wording.goods import class_name


def show_cards(view: OpenOrders) -> None:
    """Show the sums over all."""
    whole = view.whole
    cards = (
        ("open", f"{whole.orders:,}"),
        ("pieces", f"{whole.pieces:,}"),
        ("weight", f"{whole.weight_kg:,.0f}"),
        ("volume", f"{whole.volume_m3:,.1f}"),
        ("urgent", f"{whole.urgent:,}"),
        ("earlier", f"{view.num_earlier:,}"),
        ("overdue", f"{view.num_overdue:,}"),
    )
    for place, (name, value) in zip(st.columns(len(cards)), cards, strict=True):
        place.metric(t(f"orders.card_{name}"), value, help=t(f"orders.help_{name}"))


def show_totals(view: OpenOrders) -> None:
    """Show the sums by what orders have in common."""
    for place, group in zip(st.columns(len(GROUPS)), GROUPS, strict=True):
        with place:
            st.markdown(f"**{t(f'orders.by_{group}')}**")
            st.dataframe(
                _table(view.totals[group], group), hide_index=True,
                column_config={
                    t("orders.kg"): st.column_config.NumberColumn(format="%d"),
                },
            )  # fmt: skip


def _table(totals: Sequence[Total], group: str) -> dict[str, list[str] | list[int] | list[float]]:
    """Return sums as columns."""
    return {
        t(f"orders.{group}"): [group_name(group, total.name) for total in totals],
        t("orders.count"): [total.orders for total in totals],
        t("orders.pieces"): [total.pieces for total in totals],
        t("orders.kg"): [total.weight_kg for total in totals],
    }


def group_name(group: str, name: str) -> str:
    """Return what people call one of the groups that orders are summed up in."""
    if group == "class":
        return class_name(name, session.lang())
    return name or t("orders.none_given")
