"""What Alembic runs: the revisions, on the connection and in the transaction it is given."""

from __future__ import annotations

from alembic import context

from optimizer.store.tables import metadata

if hasattr(context, "config"):  # only inside Alembic, not where a tool imports every module
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        version_table=context.config.attributes["version_table"],
        render_as_batch=True,
    )
    context.run_migrations()
