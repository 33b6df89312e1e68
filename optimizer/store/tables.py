"""
The tables of the store.

::

    networks ─< network_versions ─< version_files >─ blobs (bytes, once per content)
        ├─< batches ─< orders
        ├─< runs ─< run_points                runs and plans keep their order file as a blob
        ├─< plans ── plan_documents           apart, so that lists of plans never read them
        │      └─< drafts
        ├─< publications ─< publication_tokens
        ├─< scenarios                         what may be asked of a network
        ├─< studies ─< study_documents, study_files    apart, as those of plans
        └─< changes

Columns are named as the fields of `optimizer.store.records`. A change here needs a revision
in ``migrations/versions``; a test compares the two.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from optimizer.store.columns import Facts, Key, Moment, Name

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id(name: str) -> Column[int]:
    """Return a key that the database counts up, never using a number twice."""
    return Column(name, Key, primary_key=True, autoincrement=True)


def _to(name: str, target: str, *, optional: bool = False) -> Column[Any]:
    """Return a reference to another row."""
    return Column(name, Key, ForeignKey(target), nullable=optional)


def _blob(name: str) -> Column[str]:
    """Return a reference to bytes."""
    return Column(name, Text, ForeignKey("blobs.sha256"), nullable=False)


def _must(name: str, kind: Any) -> Column[Any]:
    """Return a column that always has a value."""
    return Column(name, kind, nullable=False)


def _table(name: str, *parts: Any) -> Table:
    """Return a table; SQLite, too, never gives an id again."""
    counted = any(isinstance(part, Column) and part.autoincrement is True for part in parts)
    return Table(name, metadata, *parts, sqlite_autoincrement=counted)


blobs = _table(
    "blobs",
    Column("sha256", Text, primary_key=True),
    _must("size", BigInteger),
    _must("data", LargeBinary),
)

networks = _table("networks", _id("network_id"), _must("made_at", Moment), _must("made_by", Text))

network_versions = _table(
    "network_versions",
    _id("version_id"),
    _to("network_id", "networks.network_id"),
    _must("number", BigInteger),
    _must("name", Text),
    _must("fingerprint", Text),
    _must("saved_at", Moment),
    _must("saved_by", Text),
    _must("note", Text),
    UniqueConstraint("network_id", "number"),
)

version_files = _table(
    "version_files",
    Column("version_id", Key, ForeignKey("network_versions.version_id"), primary_key=True),
    Column("path", Name, primary_key=True),
    _blob("sha256"),
)

batches = _table(
    "batches",
    _id("batch_id"),
    _to("network_id", "networks.network_id"),
    _must("name", Text),
    _must("kind", Text),
    _must("added_at", Moment),
    _must("added_by", Text),
    _must("num_orders", BigInteger),
    _must("source", Text),
    Index(None, "network_id", "batch_id"),
)

orders = _table(
    "orders",
    _id("key"),
    _to("network_id", "networks.network_id"),
    _to("batch_id", "batches.batch_id"),
    _must("order_id", Name),
    _must("origin", Text),
    _must("destination", Text),
    _must("pieces", BigInteger),
    _must("weight_kg", Double),
    _must("volume_m3", Double),
    _must("ready_at", Moment),
    Column("due_at", Moment),
    _must("handling_class", Text),
    _must("priority", Text),
    _must("carrier", Text),
    _must("product", Text),
    _must("trace_code", Name),
    _must("phone", Text),
    _must("state", Text),
    Column("at_site", Text),
    Column("at_since", Moment),
    Column("done_at", Moment),
    Column("return_of", Text),
    _must("version", BigInteger),
    _must("changed_at", Moment),
    _must("changed_by", Text),
    UniqueConstraint("network_id", "order_id"),
    Index(None, "network_id", "trace_code"),
    Index(None, "batch_id"),
)
_OPEN = text("state = 'open'")
LIVE = text("state <> 'cancelled'")
"""Written alike in index and query: SQLite knows the two as one only so."""
Index(
    "ix_orders_history",
    orders.c.network_id,
    orders.c.ready_at,
    sqlite_where=LIVE,
    postgresql_where=LIVE,
)
Index(
    "ix_orders_open",
    orders.c.network_id,
    orders.c.batch_id,
    orders.c.ready_at,
    sqlite_where=_OPEN,
    postgresql_where=_OPEN,
)

runs = _table(
    "runs",
    _id("run_id"),
    _to("network_id", "networks.network_id"),
    _to("version_id", "network_versions.version_id"),
    _must("kind", Text),
    _must("state", Text),
    _must("request", Facts),
    _blob("orders_sha256"),
    _must("asked_at", Moment),
    _must("asked_by", Text),
    Column("started_at", Moment),
    Column("ended_at", Moment),
    _must("phase", Text),
    Column("best_cost", Double),
    Column("seconds_left", Double),
    Column("beat_at", Moment),
    _must("stop_asked", Boolean),
    Column("error", Facts),
    Column("plan_id", Key),  # no foreign key: plans refer to runs, and neither is deleted
    Column("worker", Text),
    Column("done", BigInteger),
    Column("total", BigInteger),
    Column("study_id", Key),  # no foreign key, as plan_id
    Index(None, "network_id", "run_id"),
    Index(None, "state", "run_id"),
)

run_points = _table(
    "run_points",
    Column("run_id", Key, ForeignKey("runs.run_id"), primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    _must("seconds", Double),
    _must("cost", Double),
)

plans = _table(
    "plans",
    _id("plan_id"),
    _to("network_id", "networks.network_id"),
    _to("version_id", "network_versions.version_id"),
    _to("run_id", "runs.run_id", optional=True),
    _to("parent_id", "plans.plan_id", optional=True),
    _must("label", Text),
    _must("planned_at", Moment),
    _must("made_at", Moment),
    _must("made_by", Text),
    _must("engine", Text),
    _must("orders", BigInteger),
    _must("on_time", BigInteger),
    _must("late", BigInteger),
    _must("unserved", BigInteger),
    _must("deferred", BigInteger),
    Column("on_time_share", Double),
    _must("operating_cost", Double),
    _must("total_cost", Double),
    Column("cost_per_piece", Double),
    _must("trips", BigInteger),
    _must("vehicles", BigInteger),
    _must("distance_m", BigInteger),
    _must("violations", BigInteger),
    _to("is_baseline_of", "plans.plan_id", optional=True),
    _blob("orders_sha256"),
    Index(None, "is_baseline_of"),
    Index(None, "parent_id"),
)
_NO_BASELINE = text("is_baseline_of IS NULL")
Index(
    "ix_plans_listed",
    plans.c.network_id,
    plans.c.plan_id,
    sqlite_where=_NO_BASELINE,
    postgresql_where=_NO_BASELINE,
)

plan_documents = _table(
    "plan_documents",
    Column("plan_id", Key, ForeignKey("plans.plan_id"), primary_key=True, autoincrement=False),
    _must("document", LargeBinary),
    _must("inherited", Facts),
)

publications = _table(
    "publications",
    _id("publication_id"),
    _to("network_id", "networks.network_id"),
    _must("number", BigInteger),
    _to("plan_id", "plans.plan_id"),
    _must("published_at", Moment),
    _must("published_by", Text),
    _to("replaces", "publications.publication_id", optional=True),
    UniqueConstraint("network_id", "number"),
    UniqueConstraint("replaces"),
    Index(None, "plan_id"),
)

publication_tokens = _table(
    "publication_tokens",
    Column("token", Text, primary_key=True),
    _to("publication_id", "publications.publication_id"),
    _must("key", Text),
    UniqueConstraint("publication_id", "key"),
)

drafts = _table(
    "drafts",
    _id("draft_id"),
    _to("plan_id", "plans.plan_id"),
    _to("network_id", "networks.network_id"),
    _must("edits", Facts),
    _must("position", BigInteger),
    _must("owner", Text),
    _must("changed_at", Moment),
    _must("version", BigInteger),
    UniqueConstraint("plan_id", "owner"),
)

scenarios = _table(
    "scenarios",
    _id("scenario_id"),
    _to("network_id", "networks.network_id"),
    _must("name_zh", Text),
    _must("name_en", Text),
    _must("changes", Facts),
    _must("note", Text),
    _must("version", BigInteger),
    _must("changed_at", Moment),
    _must("changed_by", Text),
    Column("dropped_at", Moment),
    Index(None, "network_id", "scenario_id"),
)
for _name in ("name_zh", "name_en"):
    _TAKEN = text(f"dropped_at IS NULL AND {_name} <> ''")
    Index(
        f"ix_scenarios_{_name}",
        scenarios.c.network_id,
        scenarios.c[_name],
        unique=True,
        sqlite_where=_TAKEN,
        postgresql_where=_TAKEN,
    )

studies = _table(
    "studies",
    _id("study_id"),
    _to("network_id", "networks.network_id"),
    _to("version_id", "network_versions.version_id"),
    _to("run_id", "runs.run_id", optional=True),
    _must("kind", Text),
    _must("title", Text),
    _must("headline", Facts),
    _must("made_at", Moment),
    _must("made_by", Text),
    _must("is_partial", Boolean),
    Index(None, "network_id", "study_id"),
)

study_documents = _table(
    "study_documents",
    Column("study_id", Key, ForeignKey("studies.study_id"), primary_key=True, autoincrement=False),
    _must("document", LargeBinary),
)

study_files = _table(
    "study_files",
    Column("study_id", Key, ForeignKey("studies.study_id"), primary_key=True, autoincrement=False),
    Column("name", Name, primary_key=True),
    _must("data", LargeBinary),
)

changes = _table(
    "changes",
    _id("change_id"),
    _must("at", Moment),
    _must("by", Text),
    _must("kind", Text),
    _must("target", Text),
    _to("network_id", "networks.network_id", optional=True),
    _must("detail", Facts),
    Index(None, "network_id", "change_id"),
    Index(None, "target", "change_id"),
)
