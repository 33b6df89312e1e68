"""Drafts: what one person is changing in a plan, kept with every step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, delete, select, update

from optimizer.store.columns import now
from optimizer.store.database import Database, add_row
from optimizer.store.errors import BrokenRule, Conflict, NotFound
from optimizer.store.records import Draft
from optimizer.store.tables import drafts, plans

_COLUMNS: Final = [drafts.c[name] for name in Draft.__dataclass_fields__]


class Drafts:
    """The drafts of a store: one for each person and plan; nobody else's business."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, plan_id: int, owner: str) -> Draft:
        """Return a person's draft over a plan; it is made where there is none."""
        with self._database.reading() as connection:
            found = _find(connection, plan_id, owner)
        if found is not None:
            return found
        try:
            with self._database.writing() as connection:
                query = select(plans.c.network_id).where(plans.c.plan_id == plan_id)
                network_id = connection.execute(query).scalar()
                if network_id is None:
                    raise NotFound("plan", plan_id)
                values = {
                    "plan_id": plan_id,
                    "network_id": network_id,
                    "edits": [],
                    "position": 0,
                    "owner": owner,
                    "changed_at": now(),
                    "version": 1,
                }
                return _get(connection, add_row(connection, drafts, values))
        except BrokenRule:  # another tab of theirs was quicker
            return self.open(plan_id, owner)

    def get(self, draft_id: int) -> Draft:
        """Return a draft; `NotFound` where there is none."""
        with self._database.reading() as connection:
            return _get(connection, draft_id)

    def save(
        self, draft_id: int, edits: Sequence[dict[str, Any]], position: int, *, version: int
    ) -> Draft:
        """
        Keep the edits of a draft that was seen at ``version``.

        Raises
        ------
        Conflict
            When it was saved since, as in another tab; ``current`` is that state.
        NotFound
            When it was discarded.
        """
        if not 0 <= position <= len(edits):
            raise ValueError(f"position {position} is outside {len(edits)} edits")
        values = {
            "edits": list(edits),
            "position": position,
            "changed_at": now(),
            "version": version + 1,
        }
        with self._database.writing() as connection:
            same = (drafts.c.draft_id == draft_id) & (drafts.c.version == version)
            changed = connection.execute(update(drafts).where(same).values(values)).rowcount
            there = _get(connection, draft_id)
            if not changed:
                raise Conflict("the draft", there, by=there.owner)
            return there

    def discard(self, draft_id: int) -> None:
        """Throw a draft away; one that is gone already stays so."""
        with self._database.writing() as connection:
            connection.execute(delete(drafts).where(drafts.c.draft_id == draft_id))


def _find(connection: Connection, plan_id: int, owner: str) -> Draft | None:
    """Return a person's draft over a plan."""
    query = select(*_COLUMNS).where(drafts.c.plan_id == plan_id, drafts.c.owner == owner)
    row = connection.execute(query).first()
    return None if row is None else Draft(*row)


def _get(connection: Connection, draft_id: int) -> Draft:
    """Return a draft."""
    row = connection.execute(select(*_COLUMNS).where(drafts.c.draft_id == draft_id)).first()
    if row is None:
        raise NotFound("draft", draft_id)
    return Draft(*row)
