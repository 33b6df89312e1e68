"""A store of its own for every test, and no worker that outlives it."""

import pytest

from optimizer.jobs import dismiss_worker
from optimizer.jobs.starting import IDLE_VARIABLE
from tests.folders import write_network
from tests.instances import county, travel
from tests.jobs.desks import open_store, save_county


@pytest.fixture
def store(tmp_path, monkeypatch):
    """An empty store whose worker goes with the test."""
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ROUTE48_DATABASE_URL", f"sqlite:///{tmp_path / 'desk.db'}")
    monkeypatch.setenv(IDLE_VARIABLE, "60")
    opened = open_store(tmp_path)
    yield opened
    assert dismiss_worker(opened), "the worker of the test did not go"
    opened.close()


@pytest.fixture
def net(store, tmp_path):
    """The four-stop county in the store."""
    return save_county(store, tmp_path)


@pytest.fixture
def folder(tmp_path):
    """The four-stop county as a folder."""
    write_network(tmp_path / "four", county({}).network, travel())
    return tmp_path / "four"
