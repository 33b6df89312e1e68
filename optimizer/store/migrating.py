"""Brings the tables of a store up to date, and refuses those of a newer Route48."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import Final

from sqlalchemy import Connection, inspect, text

from optimizer.store.database import Database
from optimizer.store.errors import NewerSchema, NoStore, OldSchema, ReadOnly
from optimizer.store.tables import metadata

REVISIONS: Final = ("0001", "0002", "0003")
"""Every revision, oldest first; a test compares them with the files in ``migrations``."""

HEAD: Final = REVISIONS[-1]
VERSION_TABLE: Final = "route48_schema"
FOLDER: Final = Path(__file__).parent / "migrations"

_ALEMBIC: Final = Lock()  # its context is one for all threads
_ADVISORY: Final = 48_48_48


def migrate(database: Database, *, target: str = HEAD) -> None:
    """
    Bring a database to the schema of this Route48; an empty one gets its tables.

    All of it is one transaction: whoever opens the store at the same time waits, and then
    finds the work done. Alembic is imported only where there is something to do.

    Raises
    ------
    NewerSchema
        When a newer Route48 has written it.
    NoStore
        When it is another program's.
    OldSchema
        When it is older, and may not be written to.
    """
    with database.reading() as connection:
        found = revision_of(connection, database)
    if found == target:
        return
    try:
        with _ALEMBIC, database.writing() as connection:
            if not database.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _ADVISORY})
            if revision_of(connection, database) != target:
                _upgrade(connection, target)
    except ReadOnly:
        if found is None:
            raise
        raise OldSchema(database.place, found) from None


def revision_of(connection: Connection, database: Database) -> str | None:
    """
    Return the revision of a store, None where there are no tables yet.

    Raises
    ------
    NewerSchema
        When this Route48 does not know the revision.
    NoStore
        When the tables are another program's.
    """
    names = set(inspect(connection).get_table_names())
    if VERSION_TABLE not in names:
        others = names if database.is_sqlite else names & set(metadata.tables)
        if others:
            raise NoStore(database.place)
        return None
    found = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalar()  # noqa: S608
    if found is None:
        raise NoStore(database.place)
    if found not in REVISIONS:
        raise NewerSchema(database.place, str(found))
    return str(found)


def _upgrade(connection: Connection, target: str) -> None:
    """Run the revisions that are missing, in the transaction of this connection."""
    from alembic import command  # noqa: PLC0415 - slow to import, and seldom needed
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["version_table"] = VERSION_TABLE
    command.upgrade(config, target)
