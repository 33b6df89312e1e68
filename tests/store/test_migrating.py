"""Tables: made, brought up to date, or refused."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, inspect, select, text

from optimizer.store import NewerSchema, NoStore, OldSchema, Store
from optimizer.store.address import read_address
from optimizer.store.database import Database
from optimizer.store.migrating import FOLDER, REVISIONS, VERSION_TABLE, migrate, revision_of
from optimizer.store.tables import metadata
from tests.store.examples import fill, orders, table_counts


def rows_of(database):
    """Return every row of every table that a database has, as its columns are by now."""
    found = MetaData()
    with database.reading() as connection:
        found.reflect(connection)
        return {
            table.name: {
                tuple(zip(row._fields, row, strict=True))
                for row in connection.execute(select(table))
            }
            for table in found.sorted_tables
            if table.name != VERSION_TABLE
        }


def copied_into_older(store, url, revision):
    """Return a database of an older schema with all rows of a store that fit into it."""
    database = Database(read_address(url))
    migrate(database, target=revision)
    older = MetaData()
    with database.writing() as target, store.database.reading() as source:
        older.reflect(target)
        for table in (one for one in metadata.sorted_tables if one.name in older.tables):
            there = older.tables[table.name].columns.keys()
            rows = source.execute(select(*(table.c[name] for name in there))).mappings()
            for row in rows:
                target.execute(table.insert(), dict(row))
    return database


def read_only(database):
    """Make every connection of a SQLite database refuse to write."""
    database.engine.dispose()
    from sqlalchemy import event

    @event.listens_for(database.engine, "connect")
    def _refuse(connection, _record):
        connection.execute("PRAGMA query_only = ON")


def test_every_revision_is_known():
    """The list in the code is that of the files, in their order."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    walked = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(revision.revision for revision in walked)[::-1] == REVISIONS


def test_the_revisions_make_the_tables_of_the_code(store):
    """Nothing differs between the two, indices and types included."""
    with store.database.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "version_table": VERSION_TABLE}
        )
        assert compare_metadata(context, metadata) == []


def test_an_older_store_is_brought_up_to_date(engine, empty_url, new_store, tmp_path):
    """What it holds is still there afterwards, and the missing indices are."""
    url = empty_url(engine)
    database = Database(read_address(url))
    migrate(database, target=REVISIONS[0])
    old = Store(database, tmp_path)
    version = old.networks.save("翁源县", {"a": b"b"}, fingerprint="f", by="li")
    old.orders.add(version.network_id, orders(5), name="n", by="li")
    before = rows_of(database)
    database.close()

    store = new_store(url)
    after = rows_of(store.database)
    assert {name: after[name] for name in before} == before
    with store.database.reading() as connection:
        assert revision_of(connection, store.database) == REVISIONS[-1]


def test_a_filled_store_without_studies_loses_nothing(store, engine, empty_url, new_store):
    """Schema 0002 with something in every table: each row is there, new columns are empty."""
    fill(store)
    url = empty_url(engine)
    database = copied_into_older(store, url, "0002")
    before = rows_of(database)
    assert "studies" not in before
    assert all(before.values())
    database.close()

    moved = new_store(url)
    after = rows_of(moved.database)
    for name, rows in before.items():
        columns = {column for row in rows for column, _ in row}
        kept = {tuple(pair for pair in row if pair[0] in columns) for row in after[name]}
        assert kept == rows, name
    run = moved.runs.get(1)
    assert (run.done, run.total, run.study_id) == (None, None, None)
    assert moved.studies.recent(1) == []
    assert moved.scenarios.list(1) == []
    with moved.database.reading() as connection:
        names = {index["name"] for index in inspect(connection).get_indexes("orders")}
    assert "ix_orders_history" in names


def test_a_store_of_a_newer_route48_is_refused(store, url):
    """It is not touched; the sentence says what to do."""
    with store.database.writing() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(NewerSchema, match="update Route48") as refused:
        Store.open(url)
    assert refused.value.code == "S112"


def test_an_older_store_that_may_not_be_written_is_refused(empty_url, tmp_path):
    """It stays as it is, and the sentence says why."""
    database = Database(read_address(empty_url("sqlite")))
    migrate(database, target=REVISIONS[0])
    read_only(database)
    with pytest.raises(OldSchema):
        migrate(database)
    database.close()


def test_the_file_of_another_program_is_refused(tmp_path):
    """Its tables stay alone."""
    file = tmp_path / "other.db"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE songs (title TEXT)")
    other.close()
    with pytest.raises(NoStore):
        Store.open(f"sqlite:///{file}")
    with sqlite3.connect(file) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("songs",)]
    other.close()


def test_other_tables_may_stand_beside_ours_on_a_server(make_database, new_store):
    """A server's database may have extensions; only our own names are taken."""
    url = make_database()
    database = Database(read_address(url))
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE spatial_ref_sys (srid int)"))
    new_store(url)

    taken = Database(read_address(make_database()))
    with taken.writing() as connection:
        connection.execute(text("CREATE TABLE orders (id int)"))
    with pytest.raises(NoStore):
        migrate(taken)
    taken.close()
    database.close()


def test_many_may_open_an_empty_store_at_once(engine, empty_url):
    """One makes the tables, the others find them."""
    url = empty_url(engine)

    def open_it(_):
        with Store.open(url) as store:
            return table_counts(store)

    with ThreadPoolExecutor(6) as pool:
        assert len({str(counts) for counts in pool.map(open_it, range(6))}) == 1
