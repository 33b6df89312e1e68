"""Backup and restore: everything, in one file, verified, and back again into either engine."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import event, select

from optimizer.store import (
    Damaged,
    DiskFull,
    NewerSchema,
    NoStore,
    NotEmpty,
    ReadOnly,
    Store,
    backup,
    copying,
    restore,
)
from optimizer.store.address import read_address
from optimizer.store.database import Database, Use
from optimizer.store.migrating import REVISIONS, migrate
from optimizer.store.tables import metadata
from tests.store.examples import document, fill, order, orders, save_plan, table_counts


def contents(store):
    """Return every row of every table."""
    with store.database.reading() as connection:
        return {
            table.name: connection.execute(
                select(table).order_by(*table.primary_key.columns)
            ).fetchall()
            for table in metadata.sorted_tables
        }


@pytest.fixture
def file(tmp_path):
    """Where the backup goes."""
    return tmp_path / "backups" / "desk.db"


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_a_store_moves_from_either_engine_to_either(store, new_store, new_url, file, target):
    """Every row of every table is the same there, and so is a backup of the restored one."""
    fill(store)
    before = contents(store)
    assert all(before.values()), [name for name, rows in before.items() if not rows]
    backup(store, file)

    other = new_store(new_url(target))
    restore(file, other)
    assert contents(other) == before
    backup(other, file)
    restore(file, store, replace=True)
    assert contents(store) == before


def test_a_restored_store_goes_on_counting(store, new_store, new_url, engine, file):
    """New rows get new numbers, and what people do works on."""
    fill(store)
    store.drafts.discard(1)
    backup(store, file)
    other = new_store(new_url(engine))
    restore(file, other)
    version = other.networks.latest(1)
    assert other.networks.save("n", {}, fingerprint="f", by="li").network_id == 2
    assert save_plan(other, version).plan_id == 3
    other.orders.add(1, [order("new")], name="n", by="li")
    current = other.plans.current(1)
    assert current.number == 2
    other.plans.publish(3, by="li", violations=[], expecting=current.publication_id, tokens={})
    assert other.drafts.open(3, "li").edits == []
    assert other.plans.document(1) == document()


def test_a_backup_is_one_file(store, file):
    """Nothing is left beside it, and it stands alone."""
    fill(store)
    backup(store, file)
    assert [each.name for each in file.parent.iterdir()] == ["desk.db"]
    assert file.stat().st_mode & 0o077 == 0  # phone numbers are in it
    plain = sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)
    assert plain.execute("SELECT count(*) FROM orders").fetchone() == (3_001,)
    plain.close()


def test_a_backup_can_be_opened_as_a_store(store, new_store, file):
    """It is a store like any other."""
    fill(store)
    backup(store, file)
    assert table_counts(new_store(f"sqlite:///{file}")) == table_counts(store)


def test_a_filled_store_is_not_written_over(store, new_store, new_url, engine, file):
    """Unless that is asked for; then what it held is gone."""
    fill(store)
    backup(store, file)
    other = new_store(new_url(engine))
    other.networks.save("乳源县", {}, fingerprint="f", by="li")
    before = contents(other)
    with pytest.raises(NotEmpty, match="--replace"):
        restore(file, other)
    assert contents(other) == before
    restore(file, other, replace=True)
    assert contents(other) == contents(store)


def test_a_restore_that_fails_changes_nothing(store, new_store, new_url, file, monkeypatch):
    """The store that was to be replaced is as it was."""
    fill(store)
    source = new_store(new_url("sqlite"))
    source.networks.save("乳源县", {}, fingerprint="f", by="li")
    backup(source, file)
    before = contents(store)
    monkeypatch.setattr(copying, "count_rows", lambda _: {})
    with pytest.raises(Damaged):
        restore(file, store, replace=True)
    assert contents(store) == before


def test_an_older_backup_is_brought_up_to_date(tmp_path, new_store, url, file):
    """A copy of it is; the file itself stays as it is."""
    file.parent.mkdir()
    database = Database(read_address(f"sqlite:///{file}"), use=Use.COPY)
    migrate(database, target=REVISIONS[0])
    old = Store(database, tmp_path)
    version = old.networks.save("翁源县", {"a": b"b"}, fingerprint="f", by="li")
    database.close()
    whole = file.read_bytes()
    store = new_store(url)
    restore(file, store)
    assert store.networks.versions(version.network_id) == [version]
    assert store.networks.files(version.version_id) == {"a": b"b"}
    assert file.read_bytes() == whole


def test_what_is_no_backup_is_refused(store, tmp_path, file):
    """A missing file, a table of orders, another program's database, an empty one."""
    with pytest.raises(NoStore):
        restore(file, store)
    assert not file.exists()
    table = tmp_path / "orders.csv"
    table.write_bytes("运单\n".encode() * 1_000)
    with pytest.raises(NoStore):
        restore(table, store)
    empty = tmp_path / "empty.db"
    empty.touch()
    with pytest.raises(NoStore):
        restore(empty, store)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    connection.close()
    with pytest.raises(NoStore):
        restore(other, store)


def test_a_backup_of_a_newer_route48_is_refused(store, file):
    """Its sentence says to update."""
    backup(store, file)
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE route48_schema SET version_num = '9999'")
    connection.close()
    with pytest.raises(NewerSchema):
        restore(file, store)


def test_the_file_of_a_store_in_use_is_a_backup_too(new_store, new_url, url):
    """Somebody has only that: it is read with what is in its log, and not changed."""
    source = new_store(new_url("sqlite"))
    fill(source)
    file = Path(source.database.address.database)
    before = file.read_bytes()
    store = new_store(url)
    restore(file, store)
    assert contents(store) == contents(source)
    assert file.read_bytes() == before


def test_a_damaged_backup_is_refused(store, new_store, new_url, engine, file):
    """Pages were overwritten: nothing is restored from it."""
    fill(store)
    backup(store, file)
    size = file.stat().st_size
    with file.open("r+b") as handle:
        handle.seek(size // 2)
        handle.write(b"\xff" * (size // 4))
    other = new_store(new_url(engine))
    with pytest.raises((Damaged, NoStore)):
        restore(file, other)
    assert not any(table_counts(other).values())


def test_a_backup_that_fails_leaves_the_one_before(store, file, monkeypatch):
    """No space is left for it: the old file is there, and nothing of the new one."""
    backup(store, file)
    before = file.read_bytes()
    fill(store)
    made = copying._file_database

    def small(path, *use):
        database = made(path, *use)

        @event.listens_for(database.engine, "begin")
        def _limit(connection):
            connection.exec_driver_sql("PRAGMA max_page_count = 60")

        return database

    monkeypatch.setattr(copying, "_file_database", small)
    with pytest.raises(DiskFull):
        backup(store, file)
    assert file.read_bytes() == before
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_a_backup_needs_a_folder(store, tmp_path):
    """A file stands where the folder should be; a folder where the file should be."""
    (tmp_path / "taken").touch()
    with pytest.raises(ReadOnly):
        backup(store, tmp_path / "taken" / "desk.db")
    (tmp_path / "folder").mkdir()
    with pytest.raises(ReadOnly):
        backup(store, tmp_path / "folder")
    assert sorted(Path(tmp_path).glob(".route48-*")) == []


def test_a_backup_is_one_moment_of_a_store_in_use(store, new_store, new_url, url, file):
    """What is imported while it is made is in it whole, or not at all."""
    fill(store)
    writer = new_store(url)
    real, added = copying.insert, []

    def busy(table):
        if not added:
            added.append(writer.orders.add(1, orders(500, "late"), name="n", by="li"))
        return real(table)

    copying.insert = busy
    try:
        backup(store, file)
    finally:
        copying.insert = real
    other = new_store(new_url("sqlite"))
    restore(file, other)
    assert added
    assert table_counts(other)["orders"] == 3_001
    assert table_counts(store)["orders"] == 3_501
