"""A fresh store for each test, on SQLite and on PostgreSQL."""

import itertools
import os
import shutil

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


@pytest.fixture(scope="session")
def make_database(postgres):
    """A function that makes a database, empty or like another, and returns its address."""
    made = []

    def make(template="template0"):
        name = f"route48_test_{os.getpid()}_{next(_NUMBERS)}"
        with psycopg.connect(postgres, autocommit=True) as connection:
            # Copying files is quicker than logging pages, where the server can do both.
            copies = "STRATEGY FILE_COPY" if connection.info.server_version >= 150_000 else ""
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} {copies}")
        made.append(name)
        return make_url(postgres).set(database=name).render_as_string(hide_password=False)

    yield make
    if os.environ.get("ROUTE48_TEST_POSTGRES"):  # ours is thrown away whole
        with psycopg.connect(postgres, autocommit=True) as connection:
            for name in reversed(made):
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def templates(request, tmp_path_factory):
    """The databases of empty stores by engine, made when they are asked for."""
    made = {}

    def template(engine):
        if engine not in made:
            if engine == "sqlite":
                made[engine] = f"sqlite:///{tmp_path_factory.mktemp('template') / 'route48.db'}"
            else:
                made[engine] = request.getfixturevalue("make_database")()
            Store.open(made[engine]).close()
        return make_url(made[engine]).database

    return template


@pytest.fixture
def empty_url(request, tmp_path):
    """A function that returns the address of a database of an engine, without any table."""

    def make(engine):
        if engine == "sqlite":
            return f"sqlite:///{tmp_path / f'empty-{next(_NUMBERS)}.db'}"
        return request.getfixturevalue("make_database")()

    return make


@pytest.fixture
def new_url(request, tmp_path, templates):
    """A function that returns the address of an empty store of an engine."""

    def make(engine):
        if engine == "sqlite":
            file = tmp_path / f"store-{next(_NUMBERS)}.db"
            shutil.copyfile(templates(engine), file)
            return f"sqlite:///{file}"
        return request.getfixturevalue("make_database")(templates(engine))

    return make


@pytest.fixture(params=ENGINES)
def engine(request):
    """Each engine in turn."""
    return request.param


@pytest.fixture
def url(engine, new_url):
    """The address of an empty store, of each engine in turn."""
    return new_url(engine)


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
