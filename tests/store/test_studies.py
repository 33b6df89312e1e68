"""Studies: listed by their rows, opened by document and files, dropped whole."""

from dataclasses import replace
from datetime import timedelta

import pytest

from optimizer.store import Damaged, NotFound
from optimizer.store.tables import study_documents
from tests.store.examples import READY, order, save_study, table_counts


@pytest.fixture
def ask(store, network):
    """A function that asks for a run of a kind."""

    def wish(kind="whatif"):
        return store.runs.ask(network.network_id, network.version_id, kind, {}, b"", by="li")

    return wish


def test_a_study_keeps_document_and_files(store, network):
    """To the letter and to the byte."""
    row = save_study(store, network)
    assert store.studies.get(row.study_id) == row
    assert (row.kind, row.title, row.is_partial, row.made_by) == ("whatif", "官渡", False, "li")
    assert row.headline["sentence_zh"] == "省钱"
    assert store.studies.document(row.study_id)["days"] == [0.1 + 0.2, "雨"]
    assert store.studies.files(row.study_id) == ["board-1-zh.json", "board-base-zh.json"]
    assert store.studies.file(row.study_id, "board-1-zh.json") == bytes(range(256))
    with pytest.raises(NotFound):
        store.studies.file(row.study_id, "board-2-zh.json")
    with pytest.raises(ValueError, match="kind"):
        save_study(store, network, kind="plan")


def test_studies_are_listed_by_kind_newest_first(store, network):
    """Of some kinds, or of all; never those of another network."""
    kinds = ("whatif", "siting", "simulation", "whatif")
    ids = [save_study(store, network, kind=kind).study_id for kind in kinds]
    listed = store.studies.recent(network.network_id)
    assert [row.study_id for row in listed] == ids[::-1]
    some = store.studies.recent(network.network_id, ["whatif", "siting"], limit=2)
    assert [row.kind for row in some] == ["whatif", "siting"]
    assert store.studies.recent(network.network_id, []) == []
    assert store.studies.recent(network.network_id + 1) == []


def test_a_dropped_study_leaves_nothing(store, network, ask):
    """Document and files go with it, its run no longer points to it, the diary knows."""
    run = ask()
    row = save_study(store, network, run_id=run.run_id)
    other = save_study(store, network)
    assert store.runs.get(run.run_id).study_id == row.study_id
    store.studies.drop(row.study_id, by="wang")
    assert store.runs.get(run.run_id).study_id is None
    assert store.studies.recent(network.network_id) == [other]
    counts = table_counts(store)
    assert (counts["studies"], counts["study_documents"], counts["study_files"]) == (1, 1, 2)
    for act in (
        lambda: store.studies.get(row.study_id),
        lambda: store.studies.document(row.study_id),
        lambda: store.studies.files(row.study_id),
        lambda: store.studies.drop(row.study_id, by="li"),
    ):
        with pytest.raises(NotFound):
            act()
    last = store.changes.recent(network.network_id)[0]
    assert (last.kind, last.by, last.detail["title"]) == ("studies.drop", "wang", "官渡")


def test_a_damaged_document_says_so(store, network):
    """Bytes on the disk have changed."""
    row = save_study(store, network)
    with store.database.writing() as connection:
        connection.execute(study_documents.update().values(document=b"x"))
    with pytest.raises(Damaged):
        store.studies.document(row.study_id)


def test_a_run_tells_its_days(store, ask):
    """How many of how many; they stand while it waits again, and a new start forgets them."""
    run_id = ask().run_id
    store.runs.claim("w")
    store.runs.beat(run_id, "days", None, 20.0, done=3, total=60)
    store.runs.beat(run_id, "days", None, 20.0)
    run = store.runs.get(run_id)
    assert (run.done, run.total, run.study_id) == (3, 60, None)
    store.runs.lose_stale(timedelta(0))
    again = store.runs.requeue(run_id)
    assert (again.done, again.total) == (3, 60)
    started = store.runs.claim("w")
    assert (started.done, started.total) == (None, None)


def test_plans_go_first_and_studies_last(store, ask):
    """Whatever they were asked for first."""
    kinds = ("whatif", "baseline", "simulation", "plan", "siting", "revision")
    for kind in kinds:
        ask(kind)
    claimed = [store.runs.claim("w").kind for _ in kinds]
    assert claimed == ["plan", "revision", "baseline", "whatif", "simulation", "siting"]


def test_a_run_ends_with_its_study(store, network, ask):
    """Done, or stopped with a part; a worker that died after saving has finished."""
    done, stopped, died = (ask().run_id for _ in range(3))
    for run_id in (done, stopped, died):
        store.runs.claim("w")
        save_study(store, network, run_id=run_id)
    store.runs.finish(done, study_id=1)
    store.runs.stopped(stopped, study_id=2)
    assert store.runs.lose_stale(timedelta(0)) == []
    ended = [store.runs.get(run_id) for run_id in (done, stopped, died)]
    assert [(run.state, run.study_id) for run in ended] == [
        ("done", 1),
        ("stopped", 2),
        ("done", 3),
    ]
    assert store.runs.requeue(stopped).study_id is None
    assert store.studies.get(2).title == "官渡"


def test_the_history_holds_all_but_cancelled_orders(store, network):
    """Those of one moment and later, before another; in the order in which they were ready."""
    hour = timedelta(hours=1)
    rows = [order(str(number), ready_at=READY + number * hour) for number in (3, 0, 1, 2)]
    store.orders.add(network.network_id, rows, name="n", by="li")
    other = store.networks.save("乳源县", {}, fingerprint="f", by="li")
    store.orders.add(other.network_id, rows, name="n", by="li")
    store.orders.cancel(network.network_id, ["1"], by="li")
    store.orders.settle(network.network_id, {"0": READY + hour}, {}, by="li")
    found = store.orders.ready_between(network.network_id, READY, READY + 3 * hour)
    assert [(one.row.order_id, one.state) for one in found] == [("0", "done"), ("2", "open")]
    assert [replace(one.row, phone="") for one in found] == [rows[1], rows[3]]
    moments = store.orders.ready_moments(network.network_id, READY, READY + 3 * hour)
    assert moments == [READY, READY + 2 * hour]
