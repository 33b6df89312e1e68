"""Who did what, and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select

from optimizer.store.columns import now
from optimizer.store.database import Database
from optimizer.store.records import Change
from optimizer.store.tables import changes


class Changes:
    """The diary of a store; it is only ever added to."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(
        self,
        kind: str,
        target: str,
        *,
        by: str,
        network_id: int | None = None,
        detail: dict[str, Any] | None = None,
    ) -> None:
        """Write down what somebody did."""
        with self._database.writing() as connection:
            note(connection, kind, target, by=by, network_id=network_id, detail=detail)

    def recent(
        self, network_id: int | None = None, limit: int = 100, *, target: str | None = None
    ) -> list[Change]:
        """Return what was done last, newest first; of one network or all, to one target or all."""
        query = select(changes).order_by(changes.c.change_id.desc()).limit(limit)
        if network_id is not None:
            query = query.where(changes.c.network_id == network_id)
        if target is not None:
            query = query.where(changes.c.target == target)
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return [
            Change(
                row["at"], row["by"], row["kind"], row["target"], row["detail"], row["network_id"]
            )
            for row in rows
        ]


def note(
    connection: Connection,
    kind: str,
    target: object,
    *,
    by: str,
    network_id: int | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Write down what somebody did, in the transaction that does it."""
    values = {
        "at": now(),
        "by": by,
        "kind": kind,
        "target": str(target),
        "network_id": network_id,
        "detail": dict(detail or {}),
    }
    connection.execute(insert(changes), values)
