"""From what a database driver says to the errors of the store, without passwords or data."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from optimizer.errors import StoreError
from optimizer.store.errors import (
    BrokenRule,
    Damaged,
    DiskFull,
    Locked,
    NoStore,
    ReadOnly,
    Unreachable,
    Unstorable,
)

_PRIMARY: Final = 0xFF  # SQLite's extended codes carry the plain one in their last byte
_SQLITE: Final[dict[int, type[StoreError]]] = {
    sqlite3.SQLITE_BUSY: Locked,
    sqlite3.SQLITE_LOCKED: Locked,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_READONLY: ReadOnly,
    sqlite3.SQLITE_PERM: ReadOnly,
    sqlite3.SQLITE_CANTOPEN: ReadOnly,
    sqlite3.SQLITE_NOTADB: NoStore,
    sqlite3.SQLITE_CORRUPT: Damaged,
    sqlite3.SQLITE_IOERR: Damaged,
    sqlite3.SQLITE_TOOBIG: Unstorable,
}
_POSTGRES: Final[dict[str, type[StoreError]]] = {
    "53100": DiskFull,
    "25006": ReadOnly,
    "42501": ReadOnly,
    "55P03": Locked,
    "57014": Locked,
    "40P01": Locked,
    "40001": Locked,
    "22": Unstorable,
    "XX001": Damaged,
    "XX002": Damaged,
}
_WHY: Final = {
    "08": "the connection broke",
    "28": "the server does not let this user in",
    "3D": "the server has no such database",
    "53": "the server has no room for another connection",
    "57": "the server is starting or stopping",
}


@contextmanager
def translated(place: str) -> Iterator[None]:
    """
    Raise the store's own errors for what the database says inside.

    What a broken rule means (`BrokenRule`), the caller may know better.
    """
    try:
        yield
    except IntegrityError:
        raise BrokenRule from None
    except DBAPIError as error:
        raise _from_driver(error.orig, place, lost=error.connection_invalidated) from None
    except PoolTimeout:
        raise Locked(place) from None
    except (StatementError, OverflowError, UnicodeEncodeError) as error:
        cause = error.orig if isinstance(error, StatementError) else error
        if isinstance(cause, (OverflowError, UnicodeEncodeError)):
            raise Unstorable from None
        raise


def _from_driver(error: BaseException | None, place: str, *, lost: bool) -> StoreError:
    """Return the store's error for one of a driver."""
    if isinstance(error, sqlite3.Error):
        return _from_sqlite(error, place)
    state = str(getattr(error, "sqlstate", None) or "")
    for length in (5, 2):
        kind = _POSTGRES.get(state[:length])
        if kind is not None:
            return _made(kind, place)
    why = next((why for start, why in _WHY.items() if state.startswith(start)), "")
    if why or lost or not state:
        if not state and _is_text(error):
            return Unstorable()
        return Unreachable(place, why or _reason(error))
    return StoreError(f"the database at {place} refused ({state}); this is a bug in Route48")


def _from_sqlite(error: sqlite3.Error, place: str) -> StoreError:
    """Return the store's error for one of SQLite."""
    code = getattr(error, "sqlite_errorcode", None)
    kind = _SQLITE.get(code & _PRIMARY) if isinstance(code, int) else None
    if kind is not None:
        return _made(kind, place)
    if isinstance(error, sqlite3.InterfaceError | sqlite3.DataError):
        return Unstorable()
    return StoreError(f"the database at {place} refused: {error}; this is a bug in Route48")


def _made(kind: type[StoreError], place: str) -> StoreError:
    """Return an error of a kind about a place."""
    return Unstorable() if kind is Unstorable else kind(place)


def _is_text(error: BaseException | None) -> bool:
    """Tell whether psycopg refused a text before it was sent."""
    return type(error).__name__ == "DataError"


def _reason(error: BaseException | None) -> str:
    """Say in known words why a server does not answer; its own may hold names."""
    said = str(error).lower()
    known = {
        "refused": "nobody listens there",
        "no such file": "nobody listens there",
        "resolve": "no such host",
        "name or service": "no such host",
        "timeout": "no answer in time",
        "timed out": "no answer in time",
        "password": "the server does not let this user in",
        "role": "the server does not let this user in",
        "pg_hba": "the server does not let this user in",
        "does not exist": "the server has no such database",
        "too many": "the server has no room for another connection",
        "starting up": "the server is starting or stopping",
        "shutting down": "the server is starting or stopping",
    }
    return next((words for sign, words in known.items() if sign in said), "")
