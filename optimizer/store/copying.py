"""Backup and restore: one SQLite file, whatever the database; it moves a store, too."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EDQUOT, ENOSPC
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Column, Connection, LargeBinary, Table, func, insert, select, text

from optimizer.errors import StoreError
from optimizer.store.database import Database, Use
from optimizer.store.errors import Damaged, DiskFull, NoStore, NotEmpty, ReadOnly
from optimizer.store.looking import count_rows
from optimizer.store.migrating import HEAD, migrate, revision_of
from optimizer.store.store import Store
from optimizer.store.tables import metadata

_ROWS: Final = 2_000
_BIG_ROWS: Final = 16  # of tables with files and documents, which are megabytes each


def backup(store: Store, file: Path) -> int:
    """
    Write a whole store to one SQLite file, as it is at this moment; return its rows.

    The file is verified before it takes its name; a file of that name stays until then.

    Raises
    ------
    DiskFull, ReadOnly
        When the file cannot be written.
    """
    file = file.absolute()
    with _scratch(file.parent) as scratch:
        copy = _file_database(scratch)
        try:
            migrate(copy)
            with store.database.reading() as source, copy.writing() as target:
                copied = _copy(source, target)
            _verify(copy, copied)
        finally:
            copy.close()
        _settle(scratch, file)
    return sum(copied.values())


def restore(file: Path, store: Store, *, replace: bool = False) -> int:
    """
    Fill a store from a backup, in one transaction, and return its rows.

    A backup of an older Route48 will do.

    Parameters
    ----------
    file, store
        The backup, and the store that it fills.
    replace
        Throw away what the store holds. Without it only an empty store is filled.

    Raises
    ------
    NotEmpty
        When the store holds something, and may not be replaced.
    NoStore, NewerSchema, Damaged
        When the file is no backup, or none that this Route48 can read.
    """
    with (
        _opened(file.absolute()) as backup_file,
        backup_file.reading() as source,
        store.database.writing() as target,
    ):
        tables = metadata.sorted_tables
        if target.dialect.name == "postgresql":
            names = ", ".join(table.name for table in tables)
            target.execute(text(f"LOCK TABLE {names} IN EXCLUSIVE MODE"))
        if any(target.execute(select(1).select_from(table)).first() for table in tables):
            if not replace:
                raise NotEmpty(store.database.place)
            for table in reversed(tables):
                target.execute(table.delete())
        copied = _copy(source, target)
        if count_rows(target) != copied:
            raise Damaged(store.database.place)
        if target.dialect.name == "postgresql":
            _count_on(target)
    return sum(copied.values())


def _file_database(file: Path, use: Use = Use.COPY) -> Database:
    """Return a database that is one file, and nothing beside it."""
    return Database(URL.create("sqlite", database=str(file)), use=use)


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """Give a name beside the file that is to be written; what is left there is removed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".route48-", suffix=".part", dir=folder)
    except OSError as error:
        raise _failure(error, folder) from None
    os.close(handle)
    scratch = Path(name)
    try:
        yield scratch
    finally:
        for left in (scratch, Path(f"{name}-journal")):
            left.unlink(missing_ok=True)


@contextmanager
def _opened(file: Path) -> Iterator[Database]:
    """Open a backup; one of an older schema is brought up to date in a copy."""
    if not file.is_file():
        raise NoStore(str(file))
    database = _file_database(file, Use.SOURCE)
    with tempfile.TemporaryDirectory(prefix="route48-") as folder:
        try:
            with database.reading() as connection:
                revision = revision_of(connection, database)
                _require_whole(connection, database.place)
            if revision is None:
                raise NoStore(str(file))
            if revision != HEAD:
                database.close()
                copy = Path(folder) / "older.db"
                _duplicate(file, copy)
                database = _file_database(copy)
                migrate(database)
            yield database
        finally:
            database.close()


def _duplicate(file: Path, copy: Path) -> None:
    """Copy a file."""
    try:
        shutil.copyfile(file, copy)
    except OSError as error:
        raise _failure(error, copy) from None


def _failure(error: OSError, file: Path) -> StoreError:
    """Return the store's error for one of the file system."""
    return (DiskFull if error.errno in (ENOSPC, EDQUOT) else ReadOnly)(str(file))


def _copy(source: Connection, target: Connection) -> dict[str, int]:
    """Copy every row, a few at a time, and return how many each table has."""
    copied = {}
    for table in metadata.sorted_tables:
        size = _BIG_ROWS if _is_big(table) else _ROWS
        query = select(table).order_by(*table.primary_key.columns)
        found = source.execution_options(yield_per=size).execute(query).mappings()
        copied[table.name] = 0
        for rows in found.partitions():
            target.execute(insert(table), [dict(row) for row in rows])
            copied[table.name] += len(rows)
    return copied


def _is_big(table: Table) -> bool:
    """Tell whether a table holds files or documents."""
    return any(isinstance(column.type, LargeBinary) for column in table.columns)


def _count_on(connection: Connection) -> None:
    """Let PostgreSQL count on after the highest number that was restored."""
    for table in metadata.sorted_tables:
        counted: Column[Any] | None = table.autoincrement_column
        if counted is None or connection.dialect.name != "postgresql":
            continue
        sequence = func.pg_get_serial_sequence(table.name, counted.name)
        top = select(func.coalesce(func.max(counted), 0)).scalar_subquery()
        connection.execute(select(func.setval(sequence, top + 1, False)))


def _verify(database: Database, copied: dict[str, int]) -> None:
    """Read a copy from the disk again: rows, links, pages and schema."""
    database.close()
    with database.reading() as connection:
        whole = count_rows(connection) == copied and revision_of(connection, database) == HEAD
        if not whole:
            raise Damaged(database.place)
        _require_whole(connection, database.place)


def _require_whole(connection: Connection, place: str) -> None:
    """Refuse a SQLite file whose pages or links are broken."""
    said = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
    if said != "ok" or connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise Damaged(place)


def _settle(scratch: Path, file: Path) -> None:
    """Give a finished file its name, on the disk and not only in memory."""
    try:
        with scratch.open("rb+") as handle:
            os.fsync(handle.fileno())
        scratch.replace(file)
    except OSError as error:
        raise _failure(error, file) from None
