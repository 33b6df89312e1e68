"""What a dispatcher does with orders: import, enter, edit, cancel, take back."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import Final

from optimizer.desk.orders_county import calendar_at, latest_network, zone_of
from optimizer.desk.users import Role, User, require
from optimizer.domain import Issue
from optimizer.errors import InputError
from optimizer.inputs import (
    ORDER_COLUMNS,
    Preview,
    ReadOrder,
    preview_orders,
    read_order_rows,
    read_order_values,
)
from optimizer.store import Batch, Change, NotFound, OrderRow, Store, StoredOrder

__all__ = [
    "FORM_COLUMNS",
    "Checked",
    "cancel_orders",
    "check_orders",
    "edit_order",
    "enter_order",
    "history_of",
    "import_orders",
    "mark_delivered",
    "preview_orders",
    "take_back",
    "texts_of",
]


FORM_COLUMNS: Final = ORDER_COLUMNS
"""What can be said of one order, by the names of the file's columns."""


@dataclass(frozen=True)
class Checked:
    """What may be imported of a file, and every problem with the rest, from top to bottom."""

    good: tuple[ReadOrder, ...]
    issues: tuple[Issue, ...]
    num_rows: int

    @property
    def num_bad(self) -> int:
        """How many rows have a problem."""
        return self.num_rows - len(self.good)


def check_orders(
    store: Store,
    network_id: int,
    preview: Preview,
    mapping: Sequence[str | None] | None = None,
    at: datetime | None = None,
) -> Checked:
    """
    Check a previewed file against the latest network, and against the orders that are there.

    ``mapping`` is that of `optimizer.inputs.read_order_rows`; moments more than a year from
    ``at``, which is now by default, are slips of the pen.
    """
    network = latest_network(store, network_id)
    calendar = calendar_at(network, at or datetime.now(UTC))
    good, issues = read_order_rows(preview, network, calendar, mapping)
    known = set(store.orders.known(network_id, [order.order_id for order in good]))
    if known:
        chosen = preview.guessed if mapping is None else mapping
        issues += _known_rows(preview, list(chosen).index("order_id"), known)
        issues.sort(key=lambda issue: issue.row or 0)
        good = [order for order in good if order.order_id not in known]
    return Checked(tuple(good), tuple(issues), preview.num_rows)


def import_orders(
    store: Store,
    user: User,
    network_id: int,
    orders: Sequence[ReadOrder],
    *,
    name: str,
    source: str = "",
) -> Batch:
    """
    Import the good rows of a file as one batch: all of them, or none.

    Raises
    ------
    NotAllowed
        When the user is no dispatcher.
    DuplicateOrders
        When somebody has imported some of them since they were checked.
    """
    require(user, Role.DISPATCHER)
    rows = [_stored(order) for order in orders]
    return store.orders.add(network_id, rows, name=name, kind="import", by=user.name, source=source)


def enter_order(
    store: Store,
    user: User,
    network_id: int,
    values: Mapping[str, str],
    now: datetime | None = None,
) -> StoredOrder:
    """
    Enter one order by its columns, as texts; it is checked as a file with one row is.

    Without an ``order_id`` it gets one.

    Raises
    ------
    InputError
        With all issues.
    DuplicateOrders
        When the id is there already.
    """
    require(user, Role.DISPATCHER)
    moment = now or datetime.now(UTC)
    given = dict(values)
    if not given.get("order_id", "").strip():
        local = moment.astimezone(zone_of(latest_network(store, network_id)))
        given["order_id"] = f"{local:%y%m%d}-{secrets.token_hex(3).upper()}"
    order = _checked(store, network_id, given, moment)
    rows = [_stored(order)]
    store.orders.add(network_id, rows, name=order.order_id, kind="entry", by=user.name)
    return _found(store, network_id, order.order_id)


def edit_order(
    store: Store,
    user: User,
    network_id: int,
    order_id: str,
    values: Mapping[str, str],
    *,
    version: int,
    now: datetime | None = None,
) -> StoredOrder:
    """
    Change columns of an open order that the user saw at ``version``.

    Raises
    ------
    InputError
        With all issues of the order as it would be.
    Conflict
        When somebody was quicker; ``current`` is the order as it is now.
    Refused
        When the order is cancelled or delivered.
    """
    require(user, Role.DISPATCHER)
    old = _found(store, network_id, order_id)
    texts = {**texts_of(old.row), **values, "order_id": order_id}
    new = _stored(_checked(store, network_id, texts, now or datetime.now(UTC)))
    changes = {
        column.name: getattr(new, column.name)
        for column in fields(OrderRow)
        if getattr(new, column.name) != getattr(old.row, column.name)
    }
    if not changes and old.version == version:
        return old
    return store.orders.edit(network_id, order_id, changes, by=user.name, version=version)


def cancel_orders(
    store: Store, user: User, network_id: int, order_ids: Sequence[str], why: str = ""
) -> int:
    """Cancel open orders, and return how many were."""
    require(user, Role.DISPATCHER)
    return store.orders.cancel(network_id, order_ids, by=user.name, why=why.strip()[:200])


def mark_delivered(
    store: Store,
    user: User,
    network_id: int,
    order_ids: Sequence[str],
    now: datetime | None = None,
) -> None:
    """Say that orders have arrived, whatever the plans know of it."""
    require(user, Role.DISPATCHER)
    at = (now or datetime.now(UTC)).replace(microsecond=0)
    store.orders.settle(network_id, dict.fromkeys(order_ids, at), {}, by=user.name)


def take_back(
    store: Store, user: User, network_id: int, order_id: str, now: datetime | None = None
) -> StoredOrder:
    """
    Make the return of an order: from its destination to its origin, ready now.

    It is due by the promise of its class, and knows what it is the return of.
    """
    require(user, Role.DISPATCHER)
    old = _found(store, network_id, order_id).row
    moment = (now or datetime.now(UTC)).replace(microsecond=0)
    name = _free_name(store, network_id, f"{order_id}-R")
    texts = texts_of(old) | {
        "order_id": name,
        "origin": old.destination,
        "destination": old.origin,
        "ready_at": moment.isoformat(),
        "due_at": "",
    }
    row = _stored(_checked(store, network_id, texts, moment))
    store.orders.add(
        network_id, [row], name=name, kind="return", by=user.name, return_of={name: order_id}
    )
    return _found(store, network_id, name)


def history_of(store: Store, network_id: int, order: StoredOrder) -> list[Change]:
    """Return what was done to one order, newest first."""
    return store.changes.recent(network_id, limit=50, target=order.row.order_id)


def texts_of(row: OrderRow) -> dict[str, str]:
    """Return an order as the texts of an order file."""
    texts = {name: "" if value is None else str(value) for name, value in asdict(row).items()}
    texts["ready_at"] = row.ready_at.isoformat()
    texts["due_at"] = row.due_at.isoformat() if row.due_at else ""
    return texts


def _checked(
    store: Store, network_id: int, values: Mapping[str, str], moment: datetime
) -> ReadOrder:
    """Return one order that passes the checks of the files."""
    network = latest_network(store, network_id)
    order, issues = read_order_values(values, network, calendar_at(network, moment))
    if order is None:
        raise InputError(issues)
    return order


def _stored(order: ReadOrder) -> OrderRow:
    """Return an order as the store keeps it."""
    return OrderRow(**{column.name: getattr(order, column.name) for column in fields(OrderRow)})


def _found(store: Store, network_id: int, order_id: str) -> StoredOrder:
    """Return an order that must be there."""
    order = store.orders.find(network_id, order_id)
    if order is None:
        raise NotFound("order", order_id)
    return order


def _free_name(store: Store, network_id: int, name: str) -> str:
    """Return a name that no order has: this one, or with the next number."""
    names = [name, *(f"{name}{number}" for number in range(2, 1_000))]
    return next(each for each in names if store.orders.find(network_id, each) is None)


def _known_rows(preview: Preview, position: int, known: set[str]) -> list[Issue]:
    """Return an issue for every row whose order is there already."""
    if preview.grid is None:
        return []
    message = "this order is in the store already"
    fix = "leave it out, or give it another id"
    cells = zip(preview.grid.rows.tolist(), preview.grid.columns[position], strict=True)
    return [
        Issue("E127", preview.filename, message, row, preview.header[position], name, fix)
        for row, text in cells
        if (name := str(text).strip()) in known
    ]
