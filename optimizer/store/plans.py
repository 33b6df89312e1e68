"""Plans: a row of figures for lists, a document apart, and what was published."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, exists, insert, select, update

from optimizer.store import blobs, publishing
from optimizer.store.changes import note
from optimizer.store.columns import now
from optimizer.store.database import Database, add_row
from optimizer.store.errors import Damaged, NotFound
from optimizer.store.records import PlanRow, Publication
from optimizer.store.tables import plan_documents, plans, publications, runs

_PUBLISHED: Final = exists().where(publications.c.plan_id == plans.c.plan_id)
_COLUMNS: Final = [
    *(plans.c[name] for name in PlanRow.__dataclass_fields__ if name != "published"),
    _PUBLISHED.label("published"),
]
_KPIS: Final = (
    *("orders", "on_time", "late", "unserved", "deferred", "on_time_share", "operating_cost"),
    *("cost_per_piece", "trips", "vehicles", "distance_m"),
)


class Plans:
    """The plans of a store; a plan never changes, an adjusted one is a new plan."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(
        self,
        document: dict[str, Any],
        orders_csv: bytes,
        *,
        network_id: int,
        version_id: int,
        by: str,
        run_id: int | None = None,
        parent_id: int | None = None,
        label: str = "",
        violations: int = 0,
        inherited: dict[str, Any] | None = None,
        is_baseline_of: int | None = None,
    ) -> PlanRow:
        """
        Save a plan with the orders that it was made from.

        Parameters
        ----------
        network_id, version_id, orders_csv
            What it was made from.
        by, label
            Who saves it, and what they call it.
        document
            The plan document; its figures become the columns of the row.
        violations
            How many the checker found.
        inherited
            What earlier plans left to this one, as `optimizer.opening` reads it.
        run_id, parent_id, is_baseline_of
            The run that made it; the plan that it was adjusted from; the plan that it is
            compared with.
        """
        kpis = document["kpis"]
        values = {
            **{name: kpis[name] for name in _KPIS},
            "network_id": network_id,
            "version_id": version_id,
            "run_id": run_id,
            "parent_id": parent_id,
            "label": label,
            "planned_at": datetime.fromisoformat(document["planned_at"]),
            "made_at": now(),
            "made_by": by,
            "engine": document["engine"],
            "total_cost": document["cost"]["total"],
            "violations": violations,
            "is_baseline_of": is_baseline_of,
        }
        packed = blobs.pack(json.dumps(document, ensure_ascii=False).encode())
        with self._database.writing() as connection:
            values["orders_sha256"] = blobs.keep(connection, orders_csv)
            plan_id = add_row(connection, plans, values)
            connection.execute(
                insert(plan_documents),
                {"plan_id": plan_id, "document": packed, "inherited": inherited or {}},
            )
            if run_id is not None and is_baseline_of is None:
                connection.execute(
                    update(runs).where(runs.c.run_id == run_id).values(plan_id=plan_id)
                )
            detail = {"run_id": run_id, "parent_id": parent_id, "label": label}
            note(connection, "plans.save", plan_id, by=by, network_id=network_id, detail=detail)
            return _get(connection, plan_id)

    def get(self, plan_id: int) -> PlanRow:
        """Return a plan's row; `NotFound` where there is none."""
        with self._database.reading() as connection:
            return _get(connection, plan_id)

    def recent(self, network_id: int, limit: int = 30) -> list[PlanRow]:
        """Return the last plans of a network, newest first, without baselines."""
        query = (
            select(*_COLUMNS)
            .where(plans.c.network_id == network_id, plans.c.is_baseline_of.is_(None))
            .order_by(plans.c.plan_id.desc())
            .limit(limit)
        )
        with self._database.reading() as connection:
            return _read(connection, query)

    def document(self, plan_id: int) -> dict[str, Any]:
        """Return the plan document, as it was saved."""
        query = select(plan_documents.c.document).where(plan_documents.c.plan_id == plan_id)
        with self._database.reading() as connection:
            packed = connection.execute(query).scalar()
        if packed is None:
            raise NotFound("plan", plan_id)
        place = f"plan {plan_id}"
        document = json.loads(blobs.unpack(packed, place))
        if not isinstance(document, dict):
            raise Damaged(place)
        return document

    def orders_csv(self, plan_id: int) -> bytes:
        """Return the order file that a plan was made from."""
        with self._database.reading() as connection:
            query = select(plans.c.orders_sha256).where(plans.c.plan_id == plan_id)
            sha256 = connection.execute(query).scalar()
            if sha256 is None:
                raise NotFound("plan", plan_id)
            return blobs.fetch(connection, [sha256])[sha256]

    def inherited(self, plan_id: int) -> dict[str, Any]:
        """Return what earlier plans left to this one."""
        query = select(plan_documents.c.inherited).where(plan_documents.c.plan_id == plan_id)
        with self._database.reading() as connection:
            found = connection.execute(query).first()
        if found is None:
            raise NotFound("plan", plan_id)
        return dict(found.inherited)

    def baseline_of(self, plan_id: int) -> PlanRow | None:
        """Return the newest plan that this one is compared with, None without one."""
        query = (
            select(*_COLUMNS)
            .where(plans.c.is_baseline_of == plan_id)
            .order_by(plans.c.plan_id.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            return next(iter(_read(connection, query)), None)

    def current(self, network_id: int) -> Publication | None:
        """Return what is in force in a network, None where nothing was published."""
        with self._database.reading() as connection:
            return publishing.current(connection, network_id)

    def publications(self, network_id: int, limit: int = 30) -> list[Publication]:
        """Return what was published last, newest first."""
        with self._database.reading() as connection:
            return publishing.recent(connection, network_id, limit)

    def publish(
        self,
        plan_id: int,
        *,
        by: str,
        violations: Sequence[object],
        expecting: int | None,
        tokens: Mapping[str, str],
    ) -> Publication:
        """
        Put a plan in force; all of it in one transaction.

        Parameters
        ----------
        plan_id, by
            The plan, and who publishes it.
        violations
            What the checker finds in it now; has to be empty.
        expecting
            The publication that the user saw in force, None where there was none.
        tokens
            A secret for each page that is handed out, by its key, such as ``truck-01``.

        Raises
        ------
        Refused
            When the checker faults the plan, or it is a baseline.
        Conflict
            When another publication is in force by now; it is ``current``.
        NotFound
            When there is no such plan.
        """
        wish = publishing.Wish(plan_id, by, expecting, dict(tokens))
        return publishing.publish(self._database, wish, violations)

    def tokens(self, publication_id: int) -> dict[str, str]:
        """Return the secrets of a publication, by key."""
        with self._database.reading() as connection:
            return publishing.tokens(connection, publication_id)

    def by_token(self, token: str) -> tuple[Publication, str] | None:
        """Return the publication and the key that a secret opens, None where it opens none."""
        with self._database.reading() as connection:
            return publishing.by_token(connection, token)


def _get(connection: Connection, plan_id: int) -> PlanRow:
    """Return a plan's row."""
    found = _read(connection, select(*_COLUMNS).where(plans.c.plan_id == plan_id))
    if not found:
        raise NotFound("plan", plan_id)
    return found[0]


def _read(connection: Connection, query: Select[Any]) -> list[PlanRow]:
    """Return the plans that a query finds."""
    return [
        PlanRow(**{**row, "published": bool(row["published"])})
        for row in connection.execute(query).mappings()
    ]
