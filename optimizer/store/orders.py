"""The orders of a network: imported, entered, edited, cancelled, carried on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, Select, func, insert, or_, select, update

from optimizer.store.changes import note
from optimizer.store.columns import now
from optimizer.store.database import Database, add_row
from optimizer.store.errors import BrokenRule, Conflict, DuplicateOrders, NotFound, Refused
from optimizer.store.records import Batch, OrderRow, StoredOrder
from optimizer.store.settling import settle
from optimizer.store.tables import LIVE, batches, orders

KINDS: Final = ("import", "entry", "return")

_ROW: Final = tuple(OrderRow.__dataclass_fields__)
_REST: Final = tuple(name for name in StoredOrder.__dataclass_fields__ if name != "row")
_COLUMNS: Final = [orders.c[name] for name in (*_ROW, *_REST)]
_BATCH: Final = tuple(batches.columns.keys())
_CHUNK: Final = 1_000
_LAST_SIGN: Final = "\U0010ffff"


class Orders:
    """The orders of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        network_id: int,
        rows: Sequence[OrderRow],
        *,
        name: str,
        kind: str = "import",
        by: str,
        source: str = "",
        return_of: Mapping[str, str] | None = None,
    ) -> Batch:
        """
        Add orders as one batch: all of them, or none.

        Parameters
        ----------
        network_id, by
            The network, and who adds them.
        rows
            The orders; their ids differ from each other and from those of the network.
        name
            What people call the batch.
        kind
            import, entry or return.
        source
            Where they come from: the name of a file.
        return_of
            For returns: the order that each brings back, by the id of the return.

        Raises
        ------
        DuplicateOrders
            When ids are there already; ``order_ids`` are all of them.
        """
        if kind not in KINDS:
            raise ValueError(f"{kind!r} is no kind of batch")
        ids = [row.order_id for row in rows]
        twice = _twice(ids)
        if twice:
            raise DuplicateOrders(twice)
        try:
            with self._database.writing() as connection:
                present = _present(connection, network_id, ids)
                if present:
                    raise DuplicateOrders(present)
                batch = Batch(0, network_id, name, kind, now(), by, len(rows), len(rows), source)
                return _write(connection, batch, rows, return_of or {})
        except BrokenRule:
            with self._database.reading() as connection:
                present = _present(connection, network_id, ids)
            if not present:
                raise NotFound("network", network_id) from None
            raise DuplicateOrders(present) from None

    def batches(self, network_id: int, limit: int = 50) -> list[Batch]:
        """Return the last batches of a network, newest first, with how much is still open."""
        query = (
            select(batches)
            .where(batches.c.network_id == network_id)
            .order_by(batches.c.batch_id.desc())
            .limit(limit)
        )
        with self._database.reading() as connection:
            found = connection.execute(query).mappings().all()
            still_open = _num_open(connection, network_id, [row["batch_id"] for row in found])
        return [Batch(**row, num_open=still_open.get(row["batch_id"], 0)) for row in found]

    def edit(
        self,
        network_id: int,
        order_id: str,
        changes: Mapping[str, object],
        *,
        by: str,
        version: int,
    ) -> StoredOrder:
        """
        Change columns of an open order that the editor saw at ``version``.

        Raises
        ------
        Conflict
            When it has another version by now; ``current`` is the order as it is.
        Refused
            When it is cancelled or done.
        NotFound
            When there is no such order.
        """
        wrong = sorted(set(changes) - set(_ROW[1:]))
        if wrong:
            raise ValueError(f"{', '.join(wrong)} cannot be changed in an order")
        with self._database.writing() as connection:
            query = _where(network_id).where(orders.c.order_id == order_id).with_for_update()
            old = next(_read(connection, query), None)
            if old is None:
                raise NotFound("order", order_id)
            if old.version != version:
                raise Conflict(f"order {order_id}", old, by=old.changed_by)
            if old.state != "open":
                raise Refused(
                    old.state,
                    f"order {order_id} is {old.state} and cannot be changed; enter a new one",
                    order_id=order_id,
                )
            values = {
                **changes,
                "version": old.version + 1,
                "changed_at": now(),
                "changed_by": by,
            }
            connection.execute(update(orders).where(orders.c.key == old.key).values(values))
            detail = {
                name: [_said(getattr(old.row, name)), _said(new)] for name, new in changes.items()
            }
            note(connection, "orders.edit", order_id, by=by, network_id=network_id, detail=detail)
            return next(_read(connection, query))

    def cancel(self, network_id: int, order_ids: Iterable[str], *, by: str, why: str = "") -> int:
        """Cancel orders that are open, and return how many were."""
        ids = sorted(set(order_ids))
        cancelled = 0
        with self._database.writing() as connection:
            for some in _chunks(ids):
                change = (
                    update(orders)
                    .where(orders.c.network_id == network_id, orders.c.order_id.in_(some))
                    .where(orders.c.state == "open")
                    .values(
                        state="cancelled",
                        version=orders.c.version + 1,
                        changed_at=now(),
                        changed_by=by,
                    )
                )
                cancelled += connection.execute(change).rowcount
            target = ids[0] if len(ids) == 1 else f"{cancelled} orders"
            detail = {"why": why, "order_ids": ids[:100], "count": cancelled}
            note(connection, "orders.cancel", target, by=by, network_id=network_id, detail=detail)
        return cancelled

    def known(self, network_id: int, order_ids: Sequence[str]) -> list[str]:
        """Return which of these ids the network has already, in the order given."""
        with self._database.reading() as connection:
            return _present(connection, network_id, order_ids)

    def find(self, network_id: int, order_id: str) -> StoredOrder | None:
        """Return an order, None where there is none of that id."""
        with self._database.reading() as connection:
            query = _where(network_id).where(orders.c.order_id == order_id)
            return next(_read(connection, query), None)

    def search(self, network_id: int, text: str, limit: int = 20) -> list[StoredOrder]:
        """
        Return orders whose id or trace code begins with a text; then those that contain it.

        Beginnings are found by an index, to the letter; the rest without regard to case.
        """
        text = text.strip()
        if not text:
            return []
        with self._database.reading() as connection:
            found: dict[int, StoredOrder] = {}
            for column in (orders.c.order_id, orders.c.trace_code):
                begins = _where(network_id).where(column >= text, column < text + _LAST_SIGN)
                for order in _read(connection, begins.order_by(column).limit(limit)):
                    found.setdefault(order.key, order)
            if len(found) < limit:
                low = text.lower()
                contains = _where(network_id).where(
                    or_(
                        func.lower(orders.c.order_id).contains(low, autoescape=True),
                        func.lower(orders.c.trace_code).contains(low, autoescape=True),
                    )
                )
                newest = contains.order_by(orders.c.key.desc()).limit(limit)
                for order in _read(connection, newest):
                    found.setdefault(order.key, order)
        return list(found.values())[:limit]

    def open(
        self,
        network_id: int,
        *,
        batches: Sequence[int] | None = None,
        ready_before: datetime | None = None,
    ) -> list[StoredOrder]:
        """Return the orders that are neither cancelled nor done, as they came in."""
        query = _where(network_id).where(orders.c.state == "open")
        if batches is not None:
            query = query.where(orders.c.batch_id.in_(list(batches)))
        if ready_before is not None:
            query = query.where(orders.c.ready_at < ready_before)
        with self._database.reading() as connection:
            return list(_read(connection, query.order_by(orders.c.key)))

    def ready_between(self, network_id: int, first: datetime, until: datetime) -> list[StoredOrder]:
        """Return the orders ready from one moment until before another, all but cancelled ones."""
        query = _ready(_where(network_id), first, until).order_by(orders.c.ready_at, orders.c.key)
        with self._database.reading() as connection:
            return list(_read(connection, query))

    def ready_moments(self, network_id: int, first: datetime, until: datetime) -> list[datetime]:
        """Return when each of these orders is ready, in order; an index knows them all."""
        moments = select(orders.c.ready_at).where(orders.c.network_id == network_id)
        query = _ready(moments, first, until).order_by(orders.c.ready_at)
        with self._database.reading() as connection:
            return list(connection.execute(query).scalars())

    def settle(
        self,
        network_id: int,
        done: Mapping[str, datetime],
        lying: Mapping[str, tuple[str, datetime]],
        *,
        by: str,
    ) -> None:
        """
        Write down what published plans have done: orders delivered, and orders on their way.

        What is cancelled stays so, and ids that the store does not know are passed over. An
        order that was done and lies somewhere now is open again.
        """
        with self._database.writing() as connection:
            settle(connection, network_id, done, lying, by=by)


def _where(network_id: int) -> Select[Any]:
    """Return the query for the orders of a network."""
    return select(*_COLUMNS).where(orders.c.network_id == network_id)


def _ready(query: Select[Any], first: datetime, until: datetime) -> Select[Any]:
    """Return the query for what was ready from one moment until before another."""
    return query.where(LIVE, orders.c.ready_at >= first, orders.c.ready_at < until)


def _read(connection: Connection, query: Select[Any]) -> Iterator[StoredOrder]:
    """Yield the orders that a query finds."""
    num = len(_ROW)
    for row in connection.execute(query):
        yield StoredOrder(OrderRow(*row[:num]), *row[num:])


def _write(
    connection: Connection,
    batch: Batch,
    rows: Sequence[OrderRow],
    return_of: Mapping[str, str],
) -> Batch:
    """Write a batch with its orders, and note it."""
    values = {name: getattr(batch, name) for name in _BATCH if name != "batch_id"}
    batch_id = add_row(connection, batches, values)
    standing = {
        "network_id": batch.network_id,
        "batch_id": batch_id,
        "state": "open",
        "version": 1,
        "changed_at": batch.added_at,
        "changed_by": batch.added_by,
    }
    for some in _chunks(rows):
        connection.execute(
            insert(orders),
            [{**asdict(row), **standing, "return_of": return_of.get(row.order_id)} for row in some],
        )
    note(
        connection,
        f"orders.{batch.kind}",
        batch.name,
        by=batch.added_by,
        network_id=batch.network_id,
        detail={"batch_id": batch_id, "orders": len(rows), "source": batch.source},
    )
    return Batch(batch_id, *(getattr(batch, name) for name in list(Batch.__dataclass_fields__)[1:]))


def _present(connection: Connection, network_id: int, ids: Sequence[str]) -> list[str]:
    """Return which of these ids the network has, in the order in which they were given."""
    found: set[str] = set()
    for some in _chunks(ids):
        query = select(orders.c.order_id).where(
            orders.c.network_id == network_id, orders.c.order_id.in_(some)
        )
        found.update(connection.execute(query).scalars())
    return [order_id for order_id in ids if order_id in found]


def _num_open(connection: Connection, network_id: int, batch_ids: Sequence[int]) -> dict[int, int]:
    """Return how many orders of each batch are open."""
    query = (
        select(orders.c.batch_id, func.count())
        .where(orders.c.network_id == network_id, orders.c.state == "open")
        .where(orders.c.batch_id.in_(batch_ids))
        .group_by(orders.c.batch_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _twice(ids: Sequence[str]) -> list[str]:
    """Return the ids that stand more than once."""
    seen: set[str] = set()
    return sorted({order_id for order_id in ids if order_id in seen or seen.add(order_id)})  # type: ignore[func-returns-value]


def _said(value: object) -> object:
    """Return a value as a note keeps it."""
    return value.isoformat() if isinstance(value, datetime) else value


def _chunks(items: Sequence[Any]) -> Iterator[list[Any]]:
    """Yield the items a thousand at a time."""
    rest = iter(items)
    while some := list(islice(rest, _CHUNK)):
        yield some
