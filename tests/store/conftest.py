"""A fresh store for each test, on SQLite and on PostgreSQL."""

import itertools
import os

import psycopg
import pytest
from sqlalchemy import make_url

from optimizer.store import Store
from tests.store.cluster import binaries, cluster

ENGINES = ("sqlite", "postgresql")
_NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def postgres():
    """The address of a server where databases may be made: ours, or the one we are told."""
    told = os.environ.get("ROUTE48_TEST_POSTGRES")
    if told:
        yield told
        return
    programs = binaries()
    if programs is None:
        pytest.skip("no PostgreSQL here: install postgresql, or set ROUTE48_TEST_POSTGRES")
    with cluster(programs) as address:
        yield address


@pytest.fixture
def new_url(request, tmp_path):
    """A function that returns the address of an empty database of an engine."""
    made = []

    def make(engine):
        number = next(_NUMBERS)
        if engine == "sqlite":
            return f"sqlite:///{tmp_path / f'store-{number}.db'}"
        server = request.getfixturevalue("postgres")
        name = f"route48_test_{os.getpid()}_{number}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        made.append((server, name))
        return make_url(server).set(database=name).render_as_string(hide_password=False)

    yield make
    for server, name in made:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=ENGINES)
def url(request, new_url):
    """The address of an empty database, of each engine in turn."""
    return new_url(request.param)


@pytest.fixture
def new_store(tmp_path, monkeypatch):
    """A function that opens a store and closes it after the test."""
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path / "home"))
    opened = []

    def make(address, **options):
        opened.append(Store.open(address, **options))
        return opened[-1]

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def store(new_store, url):
    """An empty store, of each engine in turn."""
    return new_store(url)


@pytest.fixture
def network(store):
    """A saved network of the store."""
    return store.networks.save("翁源县", {"sites.csv": b"H01"}, fingerprint="f1", by="li")
