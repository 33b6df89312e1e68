"""The connection to the database: transactions that read, and transactions that write."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from threading import Lock
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, insert

from optimizer.store.address import shown_address
from optimizer.store.errors import Locked, ReadOnly
from optimizer.store.failing import translated

PATIENCE: Final = 5.0
"""Seconds that a writer waits for another before it is told that the store is locked."""

_IN_HOUSE: Final = 6.0  # threads of one process queue for longer: each is known to be at work
_WRITES: Final = "route48_writes"
_SNAPSHOT: Final[dict[str, Any]] = {"isolation_level": "REPEATABLE READ"}


class Use(Enum):
    """What a SQLite file is for: a store with its log, one file alone, or only to be read."""

    STORE = "store"
    COPY = "copy"
    SOURCE = "source"


class Database:
    """
    One database, shared by all threads of a process.

    Parameters
    ----------
    address
        Of the database, as `read_address` returns it.
    patience
        Seconds to wait for whoever writes.
    use
        What a SQLite file is for.
    """

    def __init__(self, address: URL, *, patience: float = PATIENCE, use: Use = Use.STORE) -> None:
        self.address = address
        self.place = shown_address(address)
        self.is_sqlite = address.drivername == "sqlite"
        self._turn = Lock()
        self._longest_turn = max(patience, 1.0) * _IN_HOUSE
        if self.is_sqlite:
            self.engine = _sqlite(address, patience, self.place, use)
        else:
            self.engine = _postgres(address, patience)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """
        Open a transaction that sees one state of the store and changes nothing.

        Raises
        ------
        StoreFailure
            When the database cannot be read.
        """
        with translated(self.place), self.engine.connect() as connection:
            options = {} if self.is_sqlite else _SNAPSHOT
            reader = connection.execution_options(**options)
            with reader.begin():
                yield reader

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """
        Open a transaction that writes all or nothing.

        SQLite has one writer at a time, which takes its turn before it reads: what it has
        read is still so when it writes. In PostgreSQL the rows are locked by who reads them.

        Raises
        ------
        StoreFailure
            When the database cannot be written; then nothing was.
        """
        with translated(self.place), self._in_turn(), self.engine.connect() as connection:
            writer = connection.execution_options(**{_WRITES: True})
            with writer.begin():
                yield writer

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """Let the threads of a process write to SQLite in turn; its own waiting is unfair."""
        if not self.is_sqlite:
            yield
            return
        if not self._turn.acquire(timeout=self._longest_turn):
            raise Locked(self.place)
        try:
            yield
        finally:
            self._turn.release()

    def close(self) -> None:
        """Close every connection that is not in use."""
        self.engine.dispose()


def add_row(connection: Connection, table: Table, values: dict[str, Any]) -> int:
    """Insert a row and return the number that the database gave it."""
    key = connection.execute(insert(table).values(values)).inserted_primary_key
    assert key is not None  # noqa: S101 - one row has one key
    return int(key[0])


def _sqlite(address: URL, patience: float, place: str, use: Use) -> Engine:
    """Return an engine for a SQLite file; its folder is made, for its owner only."""
    file = Path(str(address.database))
    folder = file.parent
    if not folder.exists():
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            raise ReadOnly(place) from None
    name = file.as_uri() + ("?mode=ro" if use is Use.SOURCE else "")
    engine = create_engine(
        address,
        hide_parameters=True,
        pool_timeout=max(patience, 1.0) * _IN_HOUSE,
        max_overflow=30,
        creator=lambda: sqlite3.connect(name, uri=True, timeout=patience, check_same_thread=False),
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin where `_begin` says so
        connection.execute("PRAGMA foreign_keys = ON")
        if use is Use.STORE:
            mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
            if mode != "wal":
                connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")  # what is saved survives a power cut

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgres(address: URL, patience: float) -> Engine:
    """Return an engine for a PostgreSQL server."""
    waits = f"-c lock_timeout={int(patience * 1000)} -c timezone=UTC"
    return create_engine(
        address,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=max(patience, 1.0) * _IN_HOUSE,
        max_overflow=30,
        connect_args={"connect_timeout": 5, "options": waits, "application_name": "route48"},
    )
