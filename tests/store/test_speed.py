"""A store of years lists as fast as a new one, and opens plans as fast as files; wide bounds."""

import json
import time
from itertools import count

import pytest
from sqlalchemy import event

from tests.store.examples import document, orders, save_plan

ROUNDS = 15
MOST = 4.0
FEW, MANY = 30, 120


def quickest(function):
    """Return the shortest time of a few calls, in seconds of the processor: not of others'."""
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        function()
        times.append(time.process_time() - begun)
    return min(times)


def heavy(num):
    """Return a document with so many orders."""
    entries = [
        {
            "order_id": f"261123-{number:05d}",
            "status": "on_time",
            "delivered_at": "2026-11-24T09:31:48+08:00",
            "slack_s": number * 7 % 90_000,
            "legs": [{"trip_id": f"车次-{number % 50}", "from": "H01", "to": "S01"}],
        }
        for number in range(num)
    ]
    return {**document(), "orders": entries}


def test_lists_do_not_grow_with_the_store(store, network):
    """Four times the plans and orders, and the last thirty take about as long."""
    net, batch = network.network_id, count()

    def fill(num):
        for _ in range(num):
            save_plan(store, network, document=heavy(20))
        for _ in range(num // 10):
            rows = orders(200, f"b{next(batch)}-")
            store.orders.add(net, rows, name="n", by="li")
            store.orders.settle(net, {row.order_id: row.ready_at for row in rows}, {}, by="li")

    def lists():
        store.plans.recent(net, FEW)
        store.orders.batches(net, FEW)
        store.orders.open(net)
        store.changes.recent(net, FEW)

    fill(FEW)
    few = quickest(lists)
    fill(MANY - FEW)
    assert len(store.plans.recent(net, FEW)) == FEW
    assert quickest(lists) < MOST * few


def test_a_plan_opens_as_fast_as_its_file(store, network, tmp_path):
    """A document of 7,000 orders, from the store and from a file."""
    plan = heavy(7_000)
    plan_id = save_plan(store, network, document=plan).plan_id
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan, ensure_ascii=False), "utf-8")
    from_file = quickest(lambda: json.loads(file.read_text("utf-8")))
    assert quickest(lambda: store.plans.document(plan_id)) < MOST * from_file


QUERIES = {
    "plans": lambda store, net: store.plans.recent(net),
    "batches": lambda store, net: store.orders.batches(net),
    "open": lambda store, net: store.orders.open(net),
    "open of a batch": lambda store, net: store.orders.open(net, batches=[1]),
    "find": lambda store, net: store.orders.find(net, "o00001"),
    "begins": lambda store, net: store.orders.search(net, "o00001", limit=1),
    "runs": lambda store, net: store.runs.recent(net),
    "queue": lambda store, net: store.runs.queue(),
    "claim": lambda store, net: store.runs.claim("w"),
    "curve": lambda store, net: store.runs.curve(1),
    "baseline": lambda store, net: store.plans.baseline_of(1),
    "publications": lambda store, net: store.plans.publications(net),
    "tokens": lambda store, net: store.plans.tokens(1),
    "by token": lambda store, net: store.plans.by_token("x"),
    "changes": lambda store, net: store.changes.recent(net),
    "changes of all": lambda store, net: store.changes.recent(),
    "changes of one": lambda store, net: store.changes.recent(net, target="o00001"),
    "versions": lambda store, net: store.networks.versions(net),
    "files": lambda store, net: store.networks.files(1),
    "draft": lambda store, net: store.drafts.open(1, "li"),
}


@pytest.mark.parametrize("name", QUERIES)
def test_every_list_has_its_index(new_store, new_url, name):
    """SQLite reads no table from end to end to answer it."""
    store = new_store(new_url("sqlite"))
    network = store.networks.save("n", {"a": b"b"}, fingerprint="f", by="li")
    store.orders.add(network.network_id, orders(3), name="n", by="li")
    save_plan(store, network)
    asked = []

    @event.listens_for(store.database.engine, "before_cursor_execute")
    def _listen(_connection, _cursor, statement, parameters, _context, _many):
        if statement.startswith("SELECT"):
            asked.append((statement, parameters))

    QUERIES[name](store, network.network_id)
    assert asked
    with store.database.reading() as connection:
        for statement, parameters in list(asked):
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps = [row[3] for row in plan]
            scans = [step for step in steps if step.startswith("SCAN") and "INDEX" not in step]
            # The diary of all networks is read from its end, as many rows as are shown.
            allowed = name == "changes of all" and scans == ["SCAN changes"]
            assert allowed or scans == [], (statement, steps)
