"""Networks and their versions: whole folders, each file kept once per content."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from errno import EDQUOT, ENOSPC
from pathlib import Path, PurePosixPath
from typing import Any, Final

from sqlalchemy import Connection, Select, func, insert, select

from optimizer.store import blobs
from optimizer.store.changes import note
from optimizer.store.columns import now
from optimizer.store.database import Database, add_row
from optimizer.store.errors import BrokenRule, Conflict, DiskFull, NotFound, ReadOnly
from optimizer.store.records import NetworkVersion
from optimizer.store.tables import blobs as blob_table
from optimizer.store.tables import network_versions, networks, version_files

Versions = list[NetworkVersion]

_FINGERPRINT: Final = re.compile(r"[\w-]{1,128}", re.ASCII)
_VERSION: Final = [network_versions.c[name] for name in NetworkVersion.__dataclass_fields__]


class Networks:
    """The networks of a store; ``home`` is where their folders are unpacked."""

    def __init__(self, database: Database, home: Path) -> None:
        self._database = database
        self._home = home

    def save(
        self,
        name: str,
        files: Mapping[str, bytes],
        *,
        fingerprint: str,
        by: str,
        note: str = "",
        network_id: int | None = None,
        based_on: int | None = None,
    ) -> NetworkVersion:
        """
        Save a state of a network folder as its next version.

        Parameters
        ----------
        name
            What people call the network.
        files
            The bytes of each file by its path inside the folder, with ``/``.
        by, note
            Who saves it, and what they say of it.
        fingerprint
            Of the folder, as `optimizer.inputs.network_fingerprint` returns it.
        network_id
            The network of which this is a version; None makes a new network.
        based_on
            The version that the editor saw.

        Raises
        ------
        Conflict
            When that is no longer the latest version; ``current`` is the one that is.
        NotFound
            When there is no such network.
        """
        _require_paths(files)
        if not _FINGERPRINT.fullmatch(fingerprint):
            raise ValueError(f"{fingerprint!r} is no fingerprint of a network")
        try:
            with self._database.writing() as connection:
                number = 1
                if network_id is None:
                    made = {"made_at": now(), "made_by": by}
                    network_id = add_row(connection, networks, made)
                else:
                    latest = self._next(connection, network_id, based_on)
                    number = latest.number + 1
                values = {
                    "network_id": network_id,
                    "number": number,
                    "name": name,
                    "fingerprint": fingerprint,
                    "saved_at": now(),
                    "saved_by": by,
                    "note": note,
                }
                return _write(connection, values, files)
        except BrokenRule:
            assert network_id is not None  # noqa: S101 - only two versions can collide
            current = self.latest(network_id)
            raise Conflict("the network", current, by=current.saved_by) from None

    def latest(self, network_id: int) -> NetworkVersion:
        """Return the version of a network that is in force; `NotFound` without one."""
        with self._database.reading() as connection:
            return _latest(connection, network_id)

    def versions(self, network_id: int) -> Versions:
        """Return every version of a network, newest first."""
        query = (
            select(*_VERSION)
            .where(network_versions.c.network_id == network_id)
            .order_by(network_versions.c.number.desc())
        )
        with self._database.reading() as connection:
            return [NetworkVersion(**row) for row in connection.execute(query).mappings()]

    def get(self, version_id: int) -> NetworkVersion:
        """Return a version; `NotFound` where there is none."""
        with self._database.reading() as connection:
            return _get(connection, version_id)

    def files(self, version_id: int) -> dict[str, bytes]:
        """Return the bytes of each file of a version, by its path inside the folder."""
        listed = select(version_files.c.path, version_files.c.sha256).where(
            version_files.c.version_id == version_id
        )
        with self._database.reading() as connection:
            _get(connection, version_id)
            paths = connection.execute(listed.order_by(version_files.c.path)).all()
            found = blobs.fetch(connection, (row.sha256 for row in paths))
        return {row.path: found[row.sha256] for row in paths}

    def folder(self, version_id: int) -> Path:
        """
        Return the folder of a version, unpacked once and shared by all who read it.

        It appears whole or not at all; a folder from which files have gone, or whose sizes
        differ, is unpacked again.

        Raises
        ------
        NotFound
            When there is no such version.
        ReadOnly, DiskFull
            When the folder cannot be written.
        """
        sizes = (
            select(version_files.c.path, blob_table.c.size)
            .join(blob_table, blob_table.c.sha256 == version_files.c.sha256)
            .where(version_files.c.version_id == version_id)
        )
        with self._database.reading() as connection:
            version = _get(connection, version_id)
            wanted = {row.path: row.size for row in connection.execute(sizes)}
        folder = self._home / "networks" / version.fingerprint
        if _is_whole(folder, wanted):
            return folder
        try:
            _unpack(folder, self.files(version_id), wanted)
        except OSError as error:
            raise (DiskFull if error.errno in (ENOSPC, EDQUOT) else ReadOnly)(
                str(folder.parent)
            ) from None
        return folder

    def list(self) -> Versions:
        """Return the latest version of each network, in the order they were made."""
        newest = (
            select(network_versions.c.network_id, func.max(network_versions.c.number).label("top"))
            .group_by(network_versions.c.network_id)
            .subquery()
        )
        query = (
            select(*_VERSION)
            .join(
                newest,
                (newest.c.network_id == network_versions.c.network_id)
                & (newest.c.top == network_versions.c.number),
            )
            .order_by(network_versions.c.network_id)
        )
        with self._database.reading() as connection:
            return [NetworkVersion(**row) for row in connection.execute(query).mappings()]

    def _next(
        self, connection: Connection, network_id: int, based_on: int | None
    ) -> NetworkVersion:
        """Return the version that is to be followed, if it is the one that the editor saw."""
        locked = select(networks).where(networks.c.network_id == network_id).with_for_update()
        if connection.execute(locked).first() is None:
            raise NotFound("network", network_id)
        latest = _latest(connection, network_id)
        if based_on is not None and based_on != latest.version_id:
            raise Conflict("the network", latest, by=latest.saved_by)
        return latest


def _write(
    connection: Connection, values: dict[str, Any], files: Mapping[str, bytes]
) -> NetworkVersion:
    """Write a version with its files."""
    version_id = add_row(connection, network_versions, values)
    kept = [
        {"version_id": version_id, "path": path, "sha256": blobs.keep(connection, data)}
        for path, data in sorted(files.items())
    ]
    if kept:
        connection.execute(insert(version_files), kept)
    note(
        connection,
        "network.save",
        version_id,
        by=values["saved_by"],
        network_id=values["network_id"],
        detail={"name": values["name"], "number": values["number"], "note": values["note"]},
    )
    return _get(connection, version_id)


def _latest(connection: Connection, network_id: int) -> NetworkVersion:
    """Return the latest version of a network."""
    query = (
        select(*_VERSION)
        .where(network_versions.c.network_id == network_id)
        .order_by(network_versions.c.number.desc())
        .limit(1)
    )
    return _one(connection, query, "network", network_id)


def _get(connection: Connection, version_id: int) -> NetworkVersion:
    """Return a version."""
    query = select(*_VERSION).where(network_versions.c.version_id == version_id)
    return _one(connection, query, "network version", version_id)


def _one(connection: Connection, query: Select[Any], kind: str, key: int) -> NetworkVersion:
    """Return the only version that a query finds."""
    row = connection.execute(query).mappings().first()
    if row is None:
        raise NotFound(kind, key)
    return NetworkVersion(**row)


def _require_paths(files: Mapping[str, bytes]) -> None:
    """Refuse paths that would leave the folder."""
    for path in files:
        parts = PurePosixPath(path).parts
        if not parts or path.startswith("/") or ".." in parts or "\\" in path or ":" in parts[0]:
            raise ValueError(f"{path!r} is no path inside a network folder")


def _is_whole(folder: Path, wanted: Mapping[str, int]) -> bool:
    """Tell whether every file is there with its size."""
    try:
        return folder.is_dir() and all(
            (folder / path).stat().st_size == size for path, size in wanted.items()
        )
    except OSError:
        return False


def _unpack(folder: Path, files: Mapping[str, bytes], wanted: Mapping[str, int]) -> None:
    """Write a folder beside its place, and move it there in one step."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".unpacking-", dir=folder.parent) as scratch:
        whole = Path(scratch) / "whole"
        whole.mkdir()
        for path, data in files.items():
            file = whole / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        if folder.exists() and not _is_whole(folder, wanted):
            folder.replace(Path(scratch) / "broken")
        try:
            whole.rename(folder)
        except OSError:
            if not _is_whole(folder, wanted):  # else another process was quicker
                raise
