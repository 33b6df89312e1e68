"""A process is killed in the middle of its work: all of it is there, or nothing."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.store.examples import save_plan, table_counts

ROOT = Path(__file__).resolve().parents[2]

IMPORT = """
import sys
from optimizer.store import Store
from tests.store.examples import orders
store = Store.open(sys.argv[1])
print("ready", flush=True)
number = 0
while True:
    number += 1
    store.orders.add(1, orders(4_000, f"k{number}-"), name=f"k{number}", by="li")
    print(number, flush=True)
"""
PUBLISH = """
import sys
from optimizer.store import Store
store = Store.open(sys.argv[1])
current = store.plans.current(1)
print("ready", flush=True)
while True:
    tokens = {f"{n}": f"{current.number}-{n}" for n in range(200)}
    current = store.plans.publish(
        1, by="li", violations=[], expecting=current.publication_id, tokens=tokens
    )
    print(current.number, flush=True)
"""


def killed(code, url, seconds):
    """Run code, kill it after a while, and return the last number that it had finished."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, url],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline().strip() == "ready", process.stderr.read()
    time.sleep(seconds)
    os.kill(process.pid, signal.SIGKILL)
    said, _ = process.communicate()
    return max((int(line) for line in said.split()), default=0)


@pytest.fixture
def published(store, network):
    """A store in which a plan is in force."""
    plan = save_plan(store, network)
    store.plans.publish(plan.plan_id, by="li", violations=[], expecting=None, tokens={"a": "b"})
    return store


@pytest.mark.parametrize("seconds", [0.05, 0.31, 0.77])
def test_a_killed_import_leaves_no_half(published, url, seconds):
    """Every batch that is there is whole, every batch that was told of is there."""
    told = killed(IMPORT, url, seconds)
    batches = published.orders.batches(1)
    assert len(batches) in (told, told + 1)
    assert all(batch.num_open == batch.num_orders == 4_000 for batch in batches)
    assert table_counts(published)["orders"] == 4_000 * len(batches)
    published.orders.cancel(1, ["k1-00000"], by="li")  # nobody holds a lock


@pytest.mark.parametrize("seconds", [0.05, 0.31, 0.77])
def test_a_killed_publishing_loses_no_plan(published, url, seconds):
    """What was told of is in force or was replaced; the one in force has all its secrets."""
    told = killed(PUBLISH, url, seconds)
    current = published.plans.current(1)
    assert current.number in (max(told, 1), max(told, 1) + 1)
    all_of_them = published.plans.publications(1, limit=100_000)
    assert [each.number for each in all_of_them] == list(range(current.number, 0, -1))
    assert all(len(published.plans.tokens(each.publication_id)) == 200 for each in all_of_them[:-1])
    again = published.plans.publish(
        1, by="li", violations=[], expecting=current.publication_id, tokens={}
    )
    assert again.number == current.number + 1
