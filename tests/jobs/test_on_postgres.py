"""The worker of a store that lies in PostgreSQL."""

import os
import signal
from datetime import timedelta
from pathlib import Path

import pytest

from optimizer.jobs import dismiss_worker, ensure_worker, watch, watching
from optimizer.jobs.lease import holder
from optimizer.jobs.starting import IDLE_VARIABLE, lease_of
from optimizer.store import Store
from tests.jobs.desks import ask, ended, save_county, wait_for
from tests.store.conftest import make_database, postgres  # noqa: F401 - fixtures

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of this kind are POSIX")


@pytest.fixture
def store(make_database, tmp_path, monkeypatch):  # noqa: F811 - the fixture above
    """An empty store whose worker goes with the test."""
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path / "home"))
    monkeypatch.setenv(IDLE_VARIABLE, "60")
    with Store.open(make_database()) as opened:
        yield opened
        assert dismiss_worker(opened), "the worker of the test did not go"


def test_a_worker_serves_postgresql(store, tmp_path):
    """It makes the plan, and the address with its password is on no command line."""
    net = save_county(store, tmp_path)
    run = ask(store, net)
    ensure_worker(store)
    pid = wait_for(lambda: holder(lease_of(store)), "a worker")
    assert store.plans.get(ended(store, run).plan_id).orders == 2
    command = Path(f"/proc/{pid}/cmdline")
    assert not command.exists() or b"postgresql" not in command.read_bytes()


def test_a_killed_worker_is_found_by_its_silence(store, tmp_path, monkeypatch):
    """Workers of other machines may serve the store too: a run is lost when it is silent."""
    monkeypatch.setattr(watching, "FAR_SILENCE", timedelta(seconds=3))
    net = save_county(store, tmp_path)
    run = ask(store, net, search_seconds=600.0, effort=None)
    ensure_worker(store)
    wait_for(lambda: store.runs.get(run.run_id).best_cost, "a first plan")
    assert watch(store, net.network_id).running.run_id == run.run_id
    os.kill(holder(lease_of(store)), signal.SIGKILL)
    wait_for(lambda: watch(store, net.network_id).running is None, "the loss")
    assert store.runs.get(run.run_id).state == "lost"
