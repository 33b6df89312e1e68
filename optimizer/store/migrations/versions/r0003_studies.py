"""
Scenarios and studies, and how far a run is with its days.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables, and the columns of runs."""
    _scenarios()
    _studies()
    op.add_column("runs", sa.Column("done", sa.BigInteger(), nullable=True))
    op.add_column("runs", sa.Column("total", sa.BigInteger(), nullable=True))
    op.add_column("runs", sa.Column("study_id", KEY, nullable=True))
    _index("ix_orders_history", "orders", ["network_id", "ready_at"], "state <> 'cancelled'")


def _scenarios() -> None:
    """Scenarios; two of one network that are not dropped have no name in common."""
    op.create_table(
        "scenarios",
        sa.Column("scenario_id", KEY, autoincrement=True, nullable=False),
        sa.Column("network_id", KEY, nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("dropped_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id"], ["networks.network_id"], name=op.f("fk_scenarios_network_id")
        ),
        sa.PrimaryKeyConstraint("scenario_id", name=op.f("pk_scenarios")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_scenarios_network_id_scenario_id"), "scenarios", ["network_id", "scenario_id"]
    )
    for name in ("name_zh", "name_en"):
        is_taken = f"dropped_at IS NULL AND {name} <> ''"
        _index(f"ix_scenarios_{name}", "scenarios", ["network_id", name], is_taken, unique=True)


def _studies() -> None:
    """Studies, with their documents and files apart."""
    op.create_table(
        "studies",
        sa.Column("study_id", KEY, autoincrement=True, nullable=False),
        sa.Column("network_id", KEY, nullable=False),
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("run_id", KEY, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("is_partial", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"], ["networks.network_id"], name=op.f("fk_studies_network_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["network_versions.version_id"], name=op.f("fk_studies_version_id")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["runs.run_id"], name=op.f("fk_studies_run_id")),
        sa.PrimaryKeyConstraint("study_id", name=op.f("pk_studies")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_studies_network_id_study_id"), "studies", ["network_id", "study_id"])
    op.create_table(
        "study_documents",
        sa.Column("study_id", KEY, autoincrement=False, nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id"], ["studies.study_id"], name=op.f("fk_study_documents_study_id")
        ),
        sa.PrimaryKeyConstraint("study_id", name=op.f("pk_study_documents")),
    )
    op.create_table(
        "study_files",
        sa.Column("study_id", KEY, autoincrement=False, nullable=False),
        sa.Column("name", NAME, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id"], ["studies.study_id"], name=op.f("fk_study_files_study_id")
        ),
        sa.PrimaryKeyConstraint("study_id", "name", name=op.f("pk_study_files")),
    )


def _index(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    """Make an index over the rows for which a condition holds."""
    condition = sa.text(where)
    op.create_index(
        name,
        table,
        columns,
        unique=unique,
        sqlite_where=condition,
        postgresql_where=condition,
    )
