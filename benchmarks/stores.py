"""Stores of a county that has planned for years, made in a minute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, func, insert, literal, select, true

from optimizer.store import NetworkVersion, OrderRow, Store
from optimizer.store.tables import orders, plan_documents, plans

READY = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)
BATCH = 10_000
"""So many orders are written by the store itself; the rest are copies made by the database."""


@dataclass(frozen=True)
class History:
    """How much a store has seen."""

    plans: int
    orders: int


def seasoned(store: Store, history: History, document: dict[str, Any]) -> NetworkVersion:
    """Fill an empty store with a network, orders of which most are done, and plans."""
    version = store.networks.save("翁源县", {"a": b"b"}, fingerprint="f", by="li")
    net = version.network_id
    first = min(history.orders, BATCH)
    rows = [_order(number) for number in range(first)]
    batch = store.orders.add(net, rows, name="晨单", by="li")
    store.orders.settle(net, {row.order_id: READY for row in rows}, {}, by="li")
    plan = store.plans.save(
        document, b"csv", network_id=net, version_id=version.version_id, by="li"
    )
    with store.database.writing() as connection:
        copies = -(-history.orders // first)
        for number in range(1, copies):
            _copy(connection, orders, ["key"], {"order_id": f"{number}-"}, batch.batch_id)
        for _ in range(history.plans - 1):
            _copy(connection, plans, ["plan_id"], {}, plan.plan_id)
        others = [column for column in plan_documents.c if column.name != "plan_id"]
        copied = (
            select(plans.c.plan_id, *others)
            .join(plan_documents, true())
            .where(plan_documents.c.plan_id == plan.plan_id, plans.c.plan_id != plan.plan_id)
        )
        connection.execute(insert(plan_documents).from_select(list(plan_documents.c), copied))
    return version


def _copy(
    connection: Connection, table: Table, keys: Sequence[str], prefixes: dict[str, str], of: int
) -> None:
    """Write the rows of the first batch, or the first plan, again under other names."""
    columns = [column for column in table.c if column.name not in keys]
    values = [
        literal(prefixes[column.name]).concat(column) if column.name in prefixes else column
        for column in columns
    ]
    first = table.c.key <= BATCH if "key" in table.c else table.c.plan_id == of
    connection.execute(insert(table).from_select(columns, select(*values).where(first)))


def counted(store: Store) -> History:
    """Return how much a store holds."""
    with store.database.reading() as connection:
        num = [
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (plans, orders)
        ]
    return History(*num)


def _order(number: int) -> OrderRow:
    """Return an order like those of the embedded county."""
    return OrderRow(
        order_id=f"261123-{number:05d}",
        origin="H01",
        destination=f"S{number % 70:02d}",
        pieces=1,
        weight_kg=0.98,
        volume_m3=0.0037,
        ready_at=READY,
        due_at=None,
        handling_class="general",
        priority="normal",
        carrier="韵达",
        product="家居用品",
        trace_code=f"YD{number:012d}",
    )
