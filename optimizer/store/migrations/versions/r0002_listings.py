"""
The indices behind every list, so that a store of years lists as fast as a new one.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the indices."""
    op.create_index(op.f("ix_batches_network_id_batch_id"), "batches", ["network_id", "batch_id"])
    op.create_index(op.f("ix_changes_network_id_change_id"), "changes", ["network_id", "change_id"])
    op.create_index(op.f("ix_orders_batch_id"), "orders", ["batch_id"])
    op.create_index(op.f("ix_orders_network_id_trace_code"), "orders", ["network_id", "trace_code"])
    op.create_index(
        "ix_orders_open",
        "orders",
        ["network_id", "batch_id", "ready_at"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(op.f("ix_runs_network_id_run_id"), "runs", ["network_id", "run_id"])
    op.create_index(op.f("ix_runs_state_run_id"), "runs", ["state", "run_id"])
    op.create_index(op.f("ix_plans_is_baseline_of"), "plans", ["is_baseline_of"])
    op.create_index(
        "ix_plans_listed",
        "plans",
        ["network_id", "plan_id"],
        sqlite_where=sa.text("is_baseline_of IS NULL"),
        postgresql_where=sa.text("is_baseline_of IS NULL"),
    )
    op.create_index(op.f("ix_plans_parent_id"), "plans", ["parent_id"])
    op.create_index(op.f("ix_publications_plan_id"), "publications", ["plan_id"])
    op.create_index(op.f("ix_changes_target_change_id"), "changes", ["target", "change_id"])
