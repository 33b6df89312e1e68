"""The embedded county served to the page 推演, in each language."""

from __future__ import annotations

import pytest
import streamlit as st

from optimizer import jobs
from optimizer.desk.networks import ensure_embedded
from optimizer.store import Store
from optimizer.ui import session
from tests.app.whatif.pages import PLANNER


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Return the embedded county in a store."""
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'desk.db'}")
    yield store, ensure_embedded(store)
    store.close()


@pytest.fixture(params=["zh", "en"])
def lang(request):
    """Return each language."""
    return request.param


@pytest.fixture
def desk(kept, lang, monkeypatch):
    """Return the county served to the page, without any scenario."""
    store, version = kept
    monkeypatch.setattr(session, "store", lambda: store)
    monkeypatch.setattr(session, "user", lambda: PLANNER)
    monkeypatch.setattr(session, "lang", lambda: lang)
    monkeypatch.setattr(jobs, "ensure_worker", lambda _: None)
    for row in store.scenarios.list(version.network_id):
        store.scenarios.drop(row.scenario_id, version=row.version, by="李")
    st.cache_data.clear()
    yield store, version
    st.cache_data.clear()
