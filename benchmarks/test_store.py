"""Is a store of years as quick as a new one, and is opening a plan as quick as reading its file?"""

import json
import time

import pytest

from benchmarks.counties import planned
from benchmarks.stores import History, counted, seasoned
from optimizer.reports.document import write_document
from optimizer.store import Store, backup, restore

NEW = History(plans=30, orders=50_000)
YEARS = History(plans=1_000, orders=2_000_000)
SEASON = History(plans=100, orders=200_000)
FEW = History(plans=40, orders=20_000)
"""Instead of more where nothing is timed."""
LISTED = 30
ROUNDS = 30
MOST = 2.0


@pytest.fixture(scope="module")
def document():
    """The document of a plan with 7,384 orders."""
    return planned().document


@pytest.fixture
def made(tmp_path, monkeypatch, document):
    """A function that makes a store with a history, and returns it and its network."""
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path / "home"))
    stores = []

    def make(name, history):
        stores.append(Store.open(f"sqlite:///{tmp_path / name}.db"))
        version = seasoned(stores[-1], history, document)
        assert counted(stores[-1]) == history
        return stores[-1], version.network_id

    yield make
    for store in stores:
        store.close()


def quickest(function, rounds=ROUNDS):
    """
    Return the shortest time of a few calls, in seconds of the processor.

    SQLite works in this process; on a busy machine clocks tell how others hold it up.
    """
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        function()
        times.append(time.process_time() - begun)
    return min(times)


def lists(store, network_id):
    """Return every list that a page shows at its first paint, as functions."""
    return {
        "plans": lambda: store.plans.recent(network_id, LISTED),
        "batches": lambda: store.orders.batches(network_id, LISTED),
        "open_orders": lambda: store.orders.open(network_id),
        "runs": lambda: store.runs.recent(network_id, LISTED),
        "publications": lambda: store.plans.publications(network_id, LISTED),
        "changes": lambda: store.changes.recent(network_id, LISTED),
        "find": lambda: store.orders.find(network_id, "261123-00007"),
        "search": lambda: store.orders.search(network_id, "261123-0000", 10),
    }


def test_listing(benchmark, made):
    """Do 1,000 plans and 2 million orders list the last 30 plans as fast as 30 plans do?"""
    small, large = made("new", NEW), made("years", FEW if benchmark.disabled else YEARS)
    assert len(benchmark(lists(*large)["plans"])) == LISTED
    if benchmark.disabled:
        return
    ratios = {
        name: quickest(lists(*large)[name]) / quickest(lists(*small)[name])
        for name in lists(*small)
    }
    benchmark.extra_info.update(ratios)
    assert ratios["plans"] < MOST, ratios


def test_opening(benchmark, made, document, tmp_path):
    """Does opening a plan from the store take at most twice as long as reading its JSON?"""
    store, network_id = made("new", History(plans=30, orders=1_000))
    (*_, first) = store.plans.recent(network_id, LISTED)
    file = tmp_path / "plan.json"
    write_document(document, file)
    assert benchmark(store.plans.document, first.plan_id) == document
    if benchmark.disabled:
        return
    ratio = quickest(lambda: store.plans.document(first.plan_id)) / quickest(
        lambda: json.loads(file.read_text("utf-8"))
    )
    benchmark.extra_info.update(ratio=ratio, file_bytes=file.stat().st_size)
    assert ratio <= MOST


def test_saving(benchmark, made, document):
    """How long does saving a plan of 7,384 orders take?"""
    store, network_id = made("new", History(plans=1, orders=10))
    version = store.networks.latest(network_id).version_id
    benchmark(
        store.plans.save, document, b"csv", network_id=network_id, version_id=version, by="li"
    )


def test_backup(benchmark, made, tmp_path):
    """How long does a store of a season take to be backed up, and to be restored?"""
    store, _ = made("season", FEW if benchmark.disabled else SEASON)
    file = tmp_path / "backup.db"
    benchmark.pedantic(backup, args=(store, file), rounds=1)
    with Store.open(f"sqlite:///{tmp_path / 'other.db'}") as other:
        begun = time.perf_counter()
        restore(file, other)
        benchmark.extra_info.update(restore_s=time.perf_counter() - begun)
        assert counted(other) == counted(store)
