"""Where the store is: the address of its database, and the folder beside it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from optimizer.store.errors import BadAddress

DATABASE: Final = "ROUTE48_DATABASE_URL"
HOME: Final = "ROUTE48_HOME"
FILE: Final = "route48.db"

_DRIVERS: Final = {
    "sqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


def home_folder() -> Path:
    """Return the folder for what is unpacked: ``$ROUTE48_HOME``, else ``~/.route48``."""
    told = os.environ.get(HOME)
    return Path(told).expanduser().absolute() if told else Path.home() / ".route48"


def read_address(url: str | None) -> URL:
    """
    Return the address of the database; None means the environment's, or a file in the home.

    Raises
    ------
    BadAddress
        When it names no SQLite file and no PostgreSQL database. The address is not
        repeated, as it may hold a password.

    Examples
    --------
    >>> str(read_address("postgres://desk@db.example/county"))
    'postgresql+psycopg://desk@db.example/county'
    """
    told = url or os.environ.get(DATABASE)
    if not told:
        return URL.create("sqlite", database=str(home_folder() / FILE))
    try:
        address = make_url(told)
    except (ArgumentError, ValueError):
        raise BadAddress("it cannot be read") from None
    driver = _DRIVERS.get(address.drivername)
    if driver is None:
        raise BadAddress("it names neither sqlite nor postgresql")
    if driver == "sqlite":
        if not address.database or address.database == ":memory:" or address.query:
            raise BadAddress("SQLite needs the name of a file, and nothing else")
        file = Path(address.database).expanduser().absolute()
        return URL.create("sqlite", database=str(file))
    if not address.database:
        raise BadAddress("the name of the database is missing")
    return address.set(drivername=driver)


def shown_address(address: URL) -> str:
    """
    Return an address as messages show it: without user, password and options.

    Examples
    --------
    >>> shown_address(read_address("postgresql://desk:secret@db.example:5433/county"))
    'db.example:5433/county'
    """
    if address.drivername == "sqlite":
        return str(address.database)
    port = f":{address.port}" if address.port else ""
    return f"{address.host or 'localhost'}{port}/{address.database}"
