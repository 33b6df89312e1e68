"""What is in a store, and how large it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, select, text

from optimizer.store.migrating import revision_of
from optimizer.store.store import Store
from optimizer.store.tables import metadata, orders


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """A store from outside: where it is, its schema, its bytes, the rows of each table."""

    place: str
    engine: str
    revision: str
    size: int
    rows: dict[str, int]
    open_orders: int


def store_facts(store: Store) -> StoreFacts:
    """Return what there is to say about a store."""
    database = store.database
    with database.reading() as connection:
        is_open = select(func.count()).select_from(orders).where(orders.c.state == "open")
        return StoreFacts(
            place=database.place,
            engine="SQLite" if database.is_sqlite else "PostgreSQL",
            revision=str(revision_of(connection, database)),
            size=_size(store, connection),
            rows=count_rows(connection),
            open_orders=connection.execute(is_open).scalar_one(),
        )


def count_rows(connection: Connection) -> dict[str, int]:
    """Return how many rows each table has."""
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in metadata.sorted_tables
    }


def _size(store: Store, connection: Connection) -> int:
    """Return how many bytes the database takes, its log included."""
    if not store.database.is_sqlite:
        asked = text("SELECT pg_database_size(current_database())")
        return int(connection.execute(asked).scalar_one())
    file = Path(store.database.place)
    return sum(part.stat().st_size for part in file.parent.glob(f"{file.name}*") if part.is_file())
