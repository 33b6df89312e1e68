"""Studies: a row for lists; its document and its files apart, compressed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Select, delete, insert, select, update

from optimizer.store import blobs
from optimizer.store.changes import note
from optimizer.store.columns import now
from optimizer.store.database import Database, add_row
from optimizer.store.errors import Damaged, NotFound
from optimizer.store.records import StudyRow
from optimizer.store.runs import STUDIES
from optimizer.store.tables import runs, studies, study_documents, study_files

_COLUMNS: Final = [studies.c[name] for name in StudyRow.__dataclass_fields__]


class Studies:
    """The studies of a store; a study never changes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(
        self,
        network_id: int,
        version_id: int,
        kind: str,
        title: str,
        *,
        headline: Mapping[str, Any],
        document: Mapping[str, Any],
        files: Mapping[str, bytes],
        run_id: int | None,
        by: str,
        is_partial: bool = False,
    ) -> StudyRow:
        """
        Save a study with its files, in one transaction; its run is told.

        Parameters
        ----------
        network_id, version_id, run_id
            What it was made from, and the run that made it.
        kind, title
            whatif, siting or simulation; and what people call it.
        headline
            What lists say of it.
        document, files
            Its answer; and what belongs to it, by name.
        by
            Who asked for it.
        is_partial
            Whether it was stopped before all days were planned.
        """
        if kind not in STUDIES:
            raise ValueError(f"{kind!r} is no kind of study")
        values = {
            "network_id": network_id,
            "version_id": version_id,
            "run_id": run_id,
            "kind": kind,
            "title": title,
            "headline": dict(headline),
            "made_at": now(),
            "made_by": by,
            "is_partial": is_partial,
        }
        packed = blobs.pack(json.dumps(document, ensure_ascii=False).encode())
        parts = [{"name": name, "data": blobs.pack(data)} for name, data in files.items()]
        with self._database.writing() as connection:
            study_id = add_row(connection, studies, values)
            connection.execute(insert(study_documents), {"study_id": study_id, "document": packed})
            if parts:
                rows = [{"study_id": study_id, **part} for part in parts]
                connection.execute(insert(study_files), rows)
            if run_id is not None:
                made = update(runs).where(runs.c.run_id == run_id)
                connection.execute(made.values(study_id=study_id))
            detail = {"kind": kind, "title": title, "run_id": run_id, "is_partial": is_partial}
            note(connection, "studies.save", study_id, by=by, network_id=network_id, detail=detail)
            return _get(connection, study_id)

    def get(self, study_id: int) -> StudyRow:
        """Return a study's row; `NotFound` where there is none."""
        with self._database.reading() as connection:
            return _get(connection, study_id)

    def recent(
        self, network_id: int, kinds: Sequence[str] | None = None, limit: int = 30
    ) -> list[StudyRow]:
        """Return the last studies of a network, newest first; of these kinds, or of all."""
        query = select(*_COLUMNS).where(studies.c.network_id == network_id)
        if kinds is not None:
            query = query.where(studies.c.kind.in_(list(kinds)))
        with self._database.reading() as connection:
            return _read(connection, query.order_by(studies.c.study_id.desc()).limit(limit))

    def document(self, study_id: int) -> dict[str, Any]:
        """Return the document of a study, as it was saved."""
        query = select(study_documents.c.document).where(study_documents.c.study_id == study_id)
        with self._database.reading() as connection:
            packed = connection.execute(query).scalar()
        if packed is None:
            raise NotFound("study", study_id)
        place = f"study {study_id}"
        document = json.loads(blobs.unpack(packed, place))
        if not isinstance(document, dict):
            raise Damaged(place)
        return document

    def files(self, study_id: int) -> list[str]:
        """Return the names of the files of a study."""
        query = select(study_files.c.name).where(study_files.c.study_id == study_id)
        with self._database.reading() as connection:
            _get(connection, study_id)
            return list(connection.execute(query.order_by(study_files.c.name)).scalars())

    def file(self, study_id: int, name: str) -> bytes:
        """Return the bytes of a file of a study; `NotFound` where there is none."""
        query = select(study_files.c.data).where(
            study_files.c.study_id == study_id, study_files.c.name == name
        )
        with self._database.reading() as connection:
            packed = connection.execute(query).scalar()
        if packed is None:
            raise NotFound("file", f"{name} of study {study_id}")
        return blobs.unpack(packed, f"study {study_id}")

    def drop(self, study_id: int, *, by: str) -> None:
        """Throw a study away for good, with its document and its files."""
        with self._database.writing() as connection:
            row = _get(connection, study_id)
            for table in (study_files, study_documents, studies):
                connection.execute(delete(table).where(table.c.study_id == study_id))
            made_by_run = (runs.c.run_id == row.run_id) & (runs.c.study_id == study_id)
            connection.execute(update(runs).where(made_by_run).values(study_id=None))
            detail = {"kind": row.kind, "title": row.title}
            note(
                connection,
                "studies.drop",
                study_id,
                by=by,
                network_id=row.network_id,
                detail=detail,
            )


def _get(connection: Connection, study_id: int) -> StudyRow:
    """Return a study's row."""
    found = _read(connection, select(*_COLUMNS).where(studies.c.study_id == study_id))
    if not found:
        raise NotFound("study", study_id)
    return found[0]


def _read(connection: Connection, query: Select[Any]) -> list[StudyRow]:
    """Return the studies that a query finds."""
    return [StudyRow(**row) for row in connection.execute(query).mappings()]
