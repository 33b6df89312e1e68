"""Full disks, locks, read-only files, wrong files: a clear error, and nothing lost."""

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import event, make_url, text

from optimizer.store import Damaged, DiskFull, Locked, NoStore, ReadOnly, Store, Unreachable
from tests.store.examples import orders, save_plan, table_counts

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65_534


def file_of(url):
    """Return the file of a SQLite address."""
    return Path(make_url(url).database)


@pytest.fixture
def filled(new_store, new_url):
    """A SQLite store with a network, an import and a published plan."""
    store = new_store(new_url("sqlite"), patience=0.2)
    network = store.networks.save("翁源县", {"a": b"b"}, fingerprint="f", by="li")
    store.orders.add(network.network_id, orders(50), name="n", by="li")
    plan = save_plan(store, network)
    store.plans.publish(plan.plan_id, by="li", violations=[], expecting=None, tokens={"a": "b"})
    return store


def actions(store):
    """Return what a dispatcher does that writes a lot, as functions."""
    (network,) = store.networks.list()
    plan = store.plans.recent(network.network_id)[0]
    current = store.plans.current(network.network_id)
    net = network.network_id
    return {
        "import": lambda: store.orders.add(net, orders(20_000, "x"), name="big", by="li"),
        "save a plan": lambda: save_plan(
            store, network, document={**store.plans.document(plan.plan_id), "x": noise()}
        ),
        "publish": lambda: store.plans.publish(
            plan.plan_id,
            by="li",
            violations=[],
            expecting=current.publication_id,
            tokens={f"{n}": f"{n}" * 50 for n in range(5_000)},
        ),
        "save a network": lambda: store.networks.save(
            "n", {"roads": noise().encode()}, fingerprint="g", by="li", network_id=net
        ),
    }


def noise():
    """Return a megabyte that does not compress."""
    return os.urandom(1 << 20).hex()


ACTIONS = ("import", "save a plan", "publish", "save a network")


@pytest.mark.parametrize("action", ACTIONS)
def test_a_full_disk_loses_nothing(filled, action):
    """The error says so; what was there is there, what was refused is not; then it works."""
    before, do = table_counts(filled), actions(filled)[action]
    pages = {"limit": 0}

    @event.listens_for(filled.database.engine, "begin")
    def _limit(connection):
        used = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {used + 4 + pages['limit']}")

    with pytest.raises(DiskFull, match="free some"):
        do()
    assert table_counts(filled) == before
    pages["limit"] = 1_000_000  # somebody made room
    do()
    assert table_counts(filled) != before


@pytest.mark.parametrize("action", ACTIONS)
def test_a_locked_database_is_waited_for_and_then_said(filled, action):
    """Another program holds it: readers go on, a writer is told, and later it works."""
    before, do = table_counts(filled), actions(filled)[action]
    other = sqlite3.connect(filled.database.address.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Locked, match="try again"):
        do()
    assert table_counts(filled) == before
    other.execute("COMMIT")
    other.close()
    do()


def test_a_short_lock_is_not_noticed(new_store, new_url):
    """A writer waits for another that is done within its patience."""
    store = new_store(new_url("sqlite"), patience=10.0)
    other = sqlite3.connect(
        store.database.address.database, isolation_level=None, check_same_thread=False
    )
    other.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.3, lambda: other.execute("COMMIT"))
    timer.start()
    store.changes.note("x", "y", by="li")
    timer.join()
    other.close()
    assert len(store.changes.recent()) == 1


def test_a_locked_row_of_a_server_is_said(new_store, new_url):
    """Somebody holds a network for longer than the patience."""
    store = new_store(new_url("postgresql"), patience=0.2)
    network = store.networks.save("翁源县", {}, fingerprint="f", by="li")
    with store.database.writing() as other:
        other.execute(text("SELECT * FROM networks FOR UPDATE"))
        with pytest.raises(Locked):
            store.networks.save("n", {}, fingerprint="f", by="li", network_id=network.network_id)
    assert store.networks.latest(network.network_id) == network


def test_a_server_that_may_only_be_read_is_said(new_store, new_url):
    """A role or a standby that refuses to write."""
    url = new_url("postgresql")
    store = new_store(url)
    with store.database.writing() as connection:
        name = make_url(url).database
        connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    reader = new_store(url)
    with pytest.raises(ReadOnly):
        reader.changes.note("x", "y", by="li")
    assert reader.changes.recent() == []


def test_a_connection_that_breaks_is_made_again(new_store, new_url):
    """The server threw everybody out, as at its restart: the next action finds it again."""
    store, killer = new_store(url := new_url("postgresql")), new_store(url)
    store.changes.note("x", "y", by="li")
    throw = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE pid != pg_backend_pid() AND datname = current_database()"
    )
    with killer.database.writing() as connection:
        connection.execute(throw)
    assert len(store.changes.recent()) == 1
    with pytest.raises(Unreachable), store.database.writing() as connection:
        with killer.database.writing() as other:
            other.execute(throw)
        connection.execute(text("SELECT 1"))
    store.changes.note("x", "y", by="li")


def test_a_file_that_is_no_database_is_refused(tmp_path):
    """It stays as it is."""
    file = tmp_path / "orders.csv"
    file.write_bytes("运单,重量\n".encode() * 500)
    before = file.read_bytes()
    with pytest.raises(NoStore):
        Store.open(f"sqlite:///{file}")
    assert file.read_bytes() == before


def test_a_damaged_file_is_said(new_store, new_url):
    """Its middle was overwritten: the sentence says how to restore a backup."""
    url = new_url("sqlite")
    store = new_store(url)
    network = store.networks.save("翁源县", {}, fingerprint="f", by="li")
    store.orders.add(network.network_id, orders(2_000), name="n", by="li")
    with store.database.reading() as connection:
        connection.exec_driver_sql("SELECT 1")
    store.close()
    file = file_of(url)
    size = file.stat().st_size
    with file.open("r+b") as handle:
        handle.seek(size // 3)
        handle.write(b"\xff" * (size // 2))
    with pytest.raises(Damaged, match="route48 store restore"):
        new_store(url).orders.open(network.network_id)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_read_only_database_is_said(filled, what):
    """Its file, or its folder, belongs to somebody else: that is said, and nothing is lost."""
    if os.name != "posix":
        pytest.skip("permissions differ here")
    file = Path(filled.database.address.database)
    filled.close()
    for part in file.parent.glob(f"{file.name}-*"):
        part.unlink()
    for folder in (file.parent, *file.parent.parents):
        if folder.stat().st_uid == os.geteuid():
            folder.chmod(folder.stat().st_mode | stat.S_IXGRP | stat.S_IXOTH)
    file.chmod(0o444)
    file.parent.chmod(0o555 if what == "folder" else 0o777)
    try:
        said = as_nobody(
            "from optimizer.store import Store\n"
            f"store = Store.open('sqlite:///{file}')\n"
            "store.changes.note('x', 'y', by='li')\n"
        )
    finally:
        file.parent.chmod(0o755)
        file.chmod(0o644)
    assert "ReadOnly: S113" in said
    assert "write access" in said
    with Store.open(f"sqlite:///{file}") as store:
        assert len(store.orders.open(1)) == 50


def as_nobody(code):
    """Run code as a user without rights, root being stopped by nothing; return its stderr."""
    drop = f"import os\nif os.geteuid() == 0: os.setgroups([]); os.setgid({NOBODY})\n"
    drop += f"if os.geteuid() == 0: os.setuid({NOBODY})\n"
    early = "import optimizer.store.store, alembic.command, psycopg\n"
    done = subprocess.run(
        [sys.executable, "-c", early + drop + code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr
