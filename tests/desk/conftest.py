"""An empty store, and the four-stop county as a network in it."""

from __future__ import annotations

import pytest

from optimizer.desk.networks import (
    import_folder,
)
from optimizer.store import Store
from tests.desk.networks import PLANNER
from tests.folders import write_network
from tests.instances import county, travel


@pytest.fixture
def store(tmp_path, monkeypatch):
    """Return an empty store with a home of its own."""
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path / "home"))
    opened = Store.open(f"sqlite:///{tmp_path / 'desk.db'}")
    yield opened
    opened.close()


@pytest.fixture
def files(tmp_path):
    """Return the four-stop county with its travel tables, as the bytes of its files."""
    write_network(tmp_path / "county", county({}, {"destination": "Q"}).network, travel())
    return {file.name: file.read_bytes() for file in (tmp_path / "county").iterdir()}


@pytest.fixture
def four(store, files):
    """Return the first version of the four-stop county in the store."""
    return import_folder(store, PLANNER, files)
