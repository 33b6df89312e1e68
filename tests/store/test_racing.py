"""Two at once: who was slower is told, and no run is taken twice."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from optimizer.store import Conflict, DuplicateOrders, Store
from tests.store.examples import orders, save_plan

ROUNDS = 5
PLANNERS = 4


@pytest.fixture
def stores(store, network, url):
    """Stores over one database, each with connections of its own."""
    others = [Store.open(url, patience=30.0) for _ in range(PLANNERS)]
    yield others
    for other in others:
        other.close()


def at_once(stores, do):
    """Let each store do the same at the same moment; return what each has got or raised."""
    ready = threading.Barrier(len(stores))

    def one(store):
        ready.wait()
        try:
            return do(store)
        except (Conflict, DuplicateOrders) as error:
            return error

    with ThreadPoolExecutor(len(stores)) as pool:
        return list(pool.map(one, stores))


def test_of_those_who_publish_at_once_one_succeeds(store, network, stores):
    """The others are told who did, and with what; nothing is overwritten."""
    plan = save_plan(store, network)
    expecting = None
    for _ in range(ROUNDS):
        saw = expecting
        results = at_once(
            stores,
            lambda one, saw=saw: one.plans.publish(
                plan.plan_id, by=f"p{id(one)}", violations=[], expecting=saw, tokens={}
            ),
        )
        won = [each for each in results if not isinstance(each, Conflict)]
        lost = [each for each in results if isinstance(each, Conflict)]
        assert len(won) == 1
        assert [each.current for each in lost] == won * (PLANNERS - 1)
        assert {each.values["by"] for each in lost} == {won[0].published_by}
        expecting = won[0].publication_id
    published = store.plans.publications(network.network_id)
    assert [each.number for each in published] == list(range(ROUNDS, 0, -1))


def test_the_database_itself_refuses_a_second_heir(store, network, monkeypatch, new_url):
    """Even where both saw the same publication in force, only one row can follow it."""
    from optimizer.store import publishing

    plan = save_plan(store, network)
    first = store.plans.publish(plan.plan_id, by="a", violations=[], expecting=None, tokens={})
    real, asked = publishing.current, []

    def blind(connection, network_id):
        asked.append(network_id)
        return None if len(asked) == 1 else real(connection, network_id)

    monkeypatch.setattr(publishing, "current", blind)
    with pytest.raises(Conflict) as conflict:
        store.plans.publish(plan.plan_id, by="b", violations=[], expecting=None, tokens={})
    assert conflict.value.current == first


def test_no_run_is_claimed_twice(store, network, stores):
    """Forty runs, four workers: each is taken by one, in the order they were asked for."""
    for _ in range(40):
        store.runs.ask(network.network_id, network.version_id, "plan", {}, b"", by="li")

    def take(one):
        taken = []
        while (run := one.runs.claim(f"w{id(one)}")) is not None:
            taken.append(run.run_id)
        return taken

    taken = at_once(stores, take)
    assert sorted(run_id for some in taken for run_id in some) == list(range(1, 41))
    assert all(some == sorted(some) for some in taken)


def test_of_those_who_save_a_network_at_once_one_succeeds(store, network, stores):
    """Versions count without a gap, and none is overwritten."""

    def save(one):
        return one.networks.save(
            "n",
            {"a": b"same for all"},
            fingerprint="f2",
            by=f"p{id(one)}",
            network_id=network.network_id,
            based_on=network.version_id,
        )

    results = at_once(stores, save)
    (won,) = [each for each in results if not isinstance(each, Conflict)]
    assert won.number == 2
    assert all(each.current == won for each in results if isinstance(each, Conflict))


def test_of_those_who_import_the_same_file_at_once_one_succeeds(store, network, stores):
    """The others are told of duplicates; no order is there twice, and no half batch."""

    def add(one):
        return one.orders.add(network.network_id, orders(300), name="n", by="li")

    results = at_once(stores, add)
    assert sum(not isinstance(each, DuplicateOrders) for each in results) == 1
    assert len(store.orders.open(network.network_id)) == 300
    assert len(store.orders.batches(network.network_id)) == 1


def test_two_who_edit_one_order_are_told_apart(store, network, stores):
    """One edit is kept, the others see it."""
    store.orders.add(network.network_id, orders(1), name="n", by="li")

    def edit(one):
        changes = {"pieces": 7}
        return one.orders.edit(network.network_id, "o00000", changes, by="x", version=1)

    results = at_once(stores, edit)
    assert sum(not isinstance(each, Conflict) for each in results) == 1
    assert store.orders.find(network.network_id, "o00000").version == 2


def test_a_draft_that_two_tabs_open_is_one(store, network, stores):
    """Neither tab sees an error."""
    plan = save_plan(store, network)
    assert len({each.draft_id for each in at_once(stores, lambda s: s.drafts.open(1, "li"))}) == 1
    assert plan.plan_id == 1


def test_threads_share_a_store(store, network):
    """As the sessions of a browser do: many read and write through one store."""
    run = store.runs.ask(network.network_id, network.version_id, "plan", {}, b"", by="li")
    store.runs.claim("w")

    def work(number):
        store.changes.note("x", str(number), by="li")
        store.runs.beat(run.run_id, "local", 1_000.0 - number, 1.0)
        return len(store.plans.recent(network.network_id))

    with ThreadPoolExecutor(12) as pool:
        assert set(pool.map(work, range(60))) == {0}
    assert len([each for each in store.changes.recent() if each.kind == "x"]) == 60
