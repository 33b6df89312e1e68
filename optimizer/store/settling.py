"""What published plans have done to orders: some are delivered, some lie at a station."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, update

from optimizer.store.changes import note
from optimizer.store.columns import now
from optimizer.store.tables import orders


def settle(
    connection: Connection,
    network_id: int,
    done: Mapping[str, datetime],
    lying: Mapping[str, tuple[str, datetime]],
    *,
    by: str,
) -> None:
    """
    Mark orders as delivered, or as lying at a site; only rows that differ are touched.

    An order that is in both is done.
    """
    standing = {"changed_at": now(), "changed_by": by}
    here = orders.c.order_id == bindparam("b_order")
    of_network = orders.c.network_id == bindparam("b_network")
    delivered = (
        update(orders)
        .where(of_network, here, orders.c.state != "cancelled")
        .where(
            (orders.c.state != "done")
            | orders.c.done_at.is_distinct_from(bindparam("b_at", type_=orders.c.done_at.type))
        )
        .values(
            state="done",
            done_at=bindparam("b_at"),
            version=orders.c.version + 1,
            **standing,
        )
    )
    moved = (
        update(orders)
        .where(of_network, here, orders.c.state != "cancelled")
        .where(
            (orders.c.state != "open")
            | orders.c.at_site.is_distinct_from(bindparam("b_site", type_=orders.c.at_site.type))
            | orders.c.at_since.is_distinct_from(bindparam("b_at", type_=orders.c.at_since.type))
        )
        .values(
            state="open",
            done_at=None,
            at_site=bindparam("b_site"),
            at_since=bindparam("b_at"),
            version=orders.c.version + 1,
            **standing,
        )
    )
    first: list[dict[str, Any]] = [
        {"b_network": network_id, "b_order": order_id, "b_at": at}
        for order_id, at in sorted(done.items())
    ]
    second: list[dict[str, Any]] = [
        {"b_network": network_id, "b_order": order_id, "b_site": site, "b_at": at}
        for order_id, (site, at) in sorted(lying.items())
        if order_id not in done
    ]
    if first:
        connection.execute(delivered, first)
    if second:
        connection.execute(moved, second)
    if first or second:
        detail = {"done": len(first), "lying": len(second)}
        note(connection, "orders.settle", "orders", by=by, network_id=network_id, detail=detail)
