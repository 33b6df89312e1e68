"""A Dask cluster: the package and the network arrive, and a killed worker loses no day."""

import gc
import inspect
import socket
import time
import weakref
from pathlib import Path

import pytest

from optimizer.days import DayResult, DayRun, FailedRun, cluster_executor, open_day, run_days
from optimizer.days.planning import plan_day
from optimizer.errors import InputError
from tests.days.clusters import cluster
from tests.days.fourstop import Days

pytest.importorskip("distributed", reason="clusters need the package distributed")


@pytest.fixture(scope="module")
def days(tmp_path_factory):
    return Days(tmp_path_factory.mktemp("days"))


@pytest.fixture
def hurry(monkeypatch):
    """Wait for one second only where nobody will come."""
    monkeypatch.setattr("optimizer.days.executors.connecting.PATIENCE", 1.0)


def code_of(refused):
    return [issue.code for issue in refused.value.issues]


@pytest.mark.parametrize("address", ["nonsense://x", "not an address", "tcp://127.0.0.1:99999999"])
def test_an_address_that_is_none_is_refused_soon(address, hurry):
    """E420, or E421 where only trying can tell, within seconds."""
    begun = time.monotonic()
    with pytest.raises(InputError) as refused:
        cluster_executor(address)
    assert code_of(refused) in (["E420"], ["E421"])
    assert time.monotonic() - begun < 10


def test_what_is_left_of_a_client_that_failed_is_gone_before_the_next(monkeypatch):
    """Collected while another begins it would wait for ever for a lock of the same thread."""
    begun = []
    left = []

    class Failing:
        def __init__(self, *_, **__):
            left.append([each() is not None for each in begun])
            begun.append(weakref.ref(self))
            self.itself = self
            raise OSError("nobody answers")

    monkeypatch.setattr("optimizer.days.executors.connecting.distributed.Client", Failing)
    gc.disable()
    try:
        for _ in range(2):
            with pytest.raises(InputError):
                cluster_executor("tcp://127.0.0.1:1")
    finally:
        gc.enable()
    assert left == [[], [False]]


def test_a_cluster_that_is_not_there_is_refused_soon(hurry):
    """E421 within seconds where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        begun = time.monotonic()
        with pytest.raises(InputError) as refused:
            cluster_executor(f"tcp://127.0.0.1:{taken.getsockname()[1]}")
    assert code_of(refused) == ["E421"]
    assert time.monotonic() - begun < 10


def test_without_dask_the_door_says_what_to_install(monkeypatch):
    """E422 where the extra was not installed."""
    monkeypatch.setitem(__import__("sys").modules, "optimizer.days.executors.connecting", None)
    with pytest.raises(InputError) as refused:
        cluster_executor("tcp://127.0.0.1:8786")
    assert code_of(refused) == ["E422"]


def test_a_killed_worker_loses_no_day(days, tmp_path):
    """Of two workers one is killed after the first day: every day comes to its result."""
    runs = days.runs(6, effort=2_000)
    with cluster(tmp_path) as running:
        first, _ = running.add_worker(), running.add_worker()
        with cluster_executor(running.address) as executor:
            outcomes = []
            for outcome in run_days(runs, executor, tmp_path / "out"):
                outcomes.append(outcome)
                if len(outcomes) == 1:
                    first.kill()
    assert [one for one in outcomes if isinstance(one, FailedRun)] == []
    assert sorted(outcome.day for outcome in outcomes) == [run.day for run in runs]
    here = plan_day(runs[0])
    assert next(one for one in outcomes if one.day == here.day).cost == here.cost


def test_a_cluster_without_workers_is_refused_soon(hurry, tmp_path):
    """E423 where a scheduler is, but nobody who plans."""
    with cluster(tmp_path) as running, pytest.raises(InputError) as refused:
        cluster_executor(running.address)
    assert code_of(refused) == ["E423"]


def test_package_and_network_arrive_by_themselves(days, tmp_path, monkeypatch):
    """Workers that have neither, also one that comes later, open a day as this machine does."""
    # Compiling for a new place takes minutes; opening a day does without.
    monkeypatch.setattr("optimizer.days.executors.connecting._prepare", lambda client: None)
    with cluster(tmp_path) as running:
        first = running.add_worker(has_package=False)
        with cluster_executor(running.address) as executor:
            counties = [executor.submit(open_day, days.run()).result(60)]
            place = executor.submit(inspect.getfile, DayRun).result(60)
            assert tmp_path in Path(place).parents, "the package came with the run"
            running.add_worker(has_package=False)
            first.kill()
            counties.append(executor.submit(open_day, days.run()).result(60))
    here = open_day(days.run())
    for county in counties:
        assert county.instance.network.fingerprint == days.network.fingerprint
        assert county.instance.orders.order_id == here.instance.orders.order_id


def test_a_cluster_that_goes_away_is_told(days, tmp_path):
    """When the scheduler dies, what was done is kept and the rest is refused or failed."""
    runs = days.runs(6, effort=4_000)
    with cluster(tmp_path) as running:
        running.add_worker()
        executor = cluster_executor(running.address)
        outcomes = run_days(runs, executor, tmp_path / "out")
        assert isinstance(next(outcomes), DayResult)
        running.close()
        with pytest.raises(InputError) as refused:
            list(outcomes)
        executor.shutdown(wait=False, cancel_futures=True)
    assert code_of(refused) == ["E432"]
    assert len(list((tmp_path / "out").iterdir())) >= 1
