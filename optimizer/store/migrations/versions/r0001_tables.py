"""
The tables.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    _networks()
    _orders()
    _runs()
    _plans()
    _published()
    _desk()


def _networks() -> None:
    """Blobs, networks and their versions."""
    op.create_table(
        "blobs",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blobs")),
    )
    op.create_table(
        "networks",
        sa.Column("network_id", KEY, autoincrement=True, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("network_id", name=op.f("pk_networks")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "network_versions",
        sa.Column("version_id", KEY, autoincrement=True, nullable=False),
        sa.Column("network_id", KEY, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.Column("saved_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"], ["networks.network_id"], name=op.f("fk_network_versions_network_id")
        ),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_network_versions")),
        sa.UniqueConstraint(
            "network_id", "number", name=op.f("uq_network_versions_network_id_number")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "version_files",
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("path", NAME, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["blobs.sha256"], name=op.f("fk_version_files_sha256")),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["network_versions.version_id"],
            name=op.f("fk_version_files_version_id"),
        ),
        sa.PrimaryKeyConstraint("version_id", "path", name=op.f("pk_version_files")),
    )


def _orders() -> None:
    """Batches and orders."""
    op.create_table(
        "batches",
        sa.Column("batch_id", KEY, autoincrement=True, nullable=False),
        sa.Column("network_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("num_orders", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"], ["networks.network_id"], name=op.f("fk_batches_network_id")
        ),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_batches")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "orders",
        sa.Column("key", KEY, autoincrement=True, nullable=False),
        sa.Column("network_id", KEY, nullable=False),
        sa.Column("batch_id", KEY, nullable=False),
        sa.Column("order_id", NAME, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("destination", sa.Text(), nullable=False),
        sa.Column("pieces", sa.BigInteger(), nullable=False),
        sa.Column("weight_kg", sa.Double(), nullable=False),
        sa.Column("volume_m3", sa.Double(), nullable=False),
        sa.Column("ready_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT),
        sa.Column("handling_class", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("trace_code", NAME, nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at_site", sa.Text()),
        sa.Column("at_since", MOMENT),
        sa.Column("done_at", MOMENT),
        sa.Column("return_of", sa.Text()),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batches.batch_id"], name=op.f("fk_orders_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["networks.network_id"], name=op.f("fk_orders_network_id")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_orders")),
        sa.UniqueConstraint("network_id", "order_id", name=op.f("uq_orders_network_id_order_id")),
        sqlite_autoincrement=True,
    )


def _runs() -> None:
    """Runs and their curves."""
    op.create_table(
        "runs",
        sa.Column("run_id", KEY, autoincrement=True, nullable=False),
        sa.Column("network_id", KEY, nullable=False),
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("orders_sha256", sa.Text(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("started_at", MOMENT),
        sa.Column("ended_at", MOMENT),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("best_cost", sa.Double()),
        sa.Column("seconds_left", sa.Double()),
        sa.Column("beat_at", MOMENT),
        sa.Column("stop_asked", sa.Boolean(), nullable=False),
        sa.Column("error", sa.Text()),
        sa.Column("plan_id", KEY),
        sa.Column("worker", sa.Text()),
        sa.ForeignKeyConstraint(
            ["network_id"], ["networks.network_id"], name=op.f("fk_runs_network_id")
        ),
        sa.ForeignKeyConstraint(
            ["orders_sha256"], ["blobs.sha256"], name=op.f("fk_runs_orders_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["network_versions.version_id"], name=op.f("fk_runs_version_id")
        ),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_runs")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "run_points",
        sa.Column("run_id", KEY, autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("cost", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.run_id"], name=op.f("fk_run_points_run_id")),
        sa.PrimaryKeyConstraint("run_id", "number", name=op.f("pk_run_points")),
    )


def _plans() -> None:
    """Plans and their documents."""
    op.create_table(
        "plans",
        sa.Column("plan_id", KEY, autoincrement=True, nullable=False),
        sa.Column("network_id", KEY, nullable=False),
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("run_id", KEY),
        sa.Column("parent_id", KEY),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("planned_at", MOMENT, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("orders", sa.BigInteger(), nullable=False),
        sa.Column("on_time", sa.BigInteger(), nullable=False),
        sa.Column("late", sa.BigInteger(), nullable=False),
        sa.Column("unserved", sa.BigInteger(), nullable=False),
        sa.Column("deferred", sa.BigInteger(), nullable=False),
        sa.Column("on_time_share", sa.Double()),
        sa.Column("operating_cost", sa.Double(), nullable=False),
        sa.Column("total_cost", sa.Double(), nullable=False),
        sa.Column("cost_per_piece", sa.Double()),
        sa.Column("trips", sa.BigInteger(), nullable=False),
        sa.Column("vehicles", sa.BigInteger(), nullable=False),
        sa.Column("distance_m", sa.BigInteger(), nullable=False),
        sa.Column("violations", sa.BigInteger(), nullable=False),
        sa.Column("is_baseline_of", KEY),
        sa.Column("orders_sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["is_baseline_of"], ["plans.plan_id"], name=op.f("fk_plans_is_baseline_of")
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["networks.network_id"], name=op.f("fk_plans_network_id")
        ),
        sa.ForeignKeyConstraint(
            ["orders_sha256"], ["blobs.sha256"], name=op.f("fk_plans_orders_sha256")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["plans.plan_id"], name=op.f("fk_plans_parent_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.run_id"], name=op.f("fk_plans_run_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["network_versions.version_id"], name=op.f("fk_plans_version_id")
        ),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_plans")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "plan_documents",
        sa.Column("plan_id", KEY, autoincrement=False, nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("inherited", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plans.plan_id"], name=op.f("fk_plan_documents_plan_id")
        ),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_plan_documents")),
    )


def _published() -> None:
    """What was published."""
    op.create_table(
        "publications",
        sa.Column("publication_id", KEY, autoincrement=True, nullable=False),
        sa.Column("network_id", KEY, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("plan_id", KEY, nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("published_by", sa.Text(), nullable=False),
        sa.Column("replaces", KEY),
        sa.ForeignKeyConstraint(
            ["network_id"], ["networks.network_id"], name=op.f("fk_publications_network_id")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plans.plan_id"], name=op.f("fk_publications_plan_id")
        ),
        sa.ForeignKeyConstraint(
            ["replaces"], ["publications.publication_id"], name=op.f("fk_publications_replaces")
        ),
        sa.PrimaryKeyConstraint("publication_id", name=op.f("pk_publications")),
        sa.UniqueConstraint("network_id", "number", name=op.f("uq_publications_network_id_number")),
        sa.UniqueConstraint("replaces", name=op.f("uq_publications_replaces")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "publication_tokens",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("publication_id", KEY, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publications.publication_id"],
            name=op.f("fk_publication_tokens_publication_id"),
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_publication_tokens")),
        sa.UniqueConstraint(
            "publication_id", "key", name=op.f("uq_publication_tokens_publication_id_key")
        ),
    )


def _desk() -> None:
    """Drafts, and who did what."""
    op.create_table(
        "drafts",
        sa.Column("draft_id", KEY, autoincrement=True, nullable=False),
        sa.Column("plan_id", KEY, nullable=False),
        sa.Column("network_id", KEY, nullable=False),
        sa.Column("edits", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"], ["networks.network_id"], name=op.f("fk_drafts_network_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.plan_id"], name=op.f("fk_drafts_plan_id")),
        sa.PrimaryKeyConstraint("draft_id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("plan_id", "owner", name=op.f("uq_drafts_plan_id_owner")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "changes",
        sa.Column("change_id", KEY, autoincrement=True, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("network_id", KEY),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"], ["networks.network_id"], name=op.f("fk_changes_network_id")
        ),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_changes")),
        sqlite_autoincrement=True,
    )
