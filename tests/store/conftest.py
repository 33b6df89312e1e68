"""A fresh store for each test."""

import pytest

from optimizer.store import Store


@pytest.fixture
def store(tmp_path, monkeypatch):
    """An empty store."""
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path / "home"))
    with Store.open(f"sqlite:///{tmp_path / 'route48.db'}") as opened:
        yield opened
