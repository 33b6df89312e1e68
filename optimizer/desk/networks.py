"""Keeps the networks of the desk: every change goes through the checks and is a version."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from optimizer.desk.networks_checking import Checked, check_files, fingerprint_of
from optimizer.desk.networks_tables import (
    COLUMNS,
    SITES,
    TRAVEL,
    Row,
    bytes_of,
    rows_of,
    without_pairs,
)
from optimizer.desk.networks_toml import FILE as RULES
from optimizer.desk.networks_toml import Key, values_of, with_values
from optimizer.desk.networks_using import CannotSave, refuse_if_named, refuse_if_used
from optimizer.desk.networks_zip import pack, stranger_issues, unpack
from optimizer.desk.users import Role, User, require
from optimizer.domain import Network
from optimizer.errors import InputError
from optimizer.inputs import read_network
from optimizer.store import NetworkVersion, Store

__all__ = [
    "Edits",
    "Tables",
    "ensure_embedded",
    "export_folder",
    "import_folder",
    "restore_version",
    "review",
    "save_tables",
    "tables",
]

EMBEDDED: Final = Path("data") / "wengyuan"
_ITSELF: Final = "route48"
_ONE_AT_A_TIME: Final = threading.Lock()


@dataclass(frozen=True)
class Tables:
    """What can be edited of a version: rows of texts by file, and the rules by key."""

    version: NetworkVersion
    rows: Mapping[str, list[Row]]
    rules: Mapping[Key, Any]


@dataclass(frozen=True)
class Edits:
    """
    What is to be different: whole tables by file, and single rules by key.

    A table that is not named stays as it is. A rule that is None is removed, so that its
    default counts.
    """

    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    rules: Mapping[Key, Any] = field(default_factory=dict)


def ensure_embedded(store: Store) -> NetworkVersion | None:
    """
    Return a network to begin with: in an empty store the embedded county is saved first.

    None where the store is empty and the county is not there either.
    """
    with _ONE_AT_A_TIME:
        known = store.networks.list()
        if known:
            return known[0]
        folder = _embedded()
        if folder is None:
            return None
        files = {
            file.name: file.read_bytes()
            for file in sorted(folder.iterdir())
            if file.is_file() and not file.name.startswith(".")
        }
        checked = check_files(files)
        return store.networks.save(
            checked.network.rules.name, files, fingerprint=checked.fingerprint, by=_ITSELF
        )


def tables(store: Store, version_id: int) -> Tables:
    """Return what can be edited of a version."""
    files = store.networks.files(version_id)
    rows = {file: rows_of(file, files.get(file)) for file in COLUMNS}
    return Tables(store.networks.get(version_id), rows, values_of(files[RULES]))


def review(store: Store, version_id: int, edits: Edits) -> Checked:
    """
    Check edits without saving anything.

    Raises
    ------
    InputError, NetworkError
        With all that is wrong.
    """
    return check_files(_edited(store.networks.files(version_id), edits))


def save_tables(
    store: Store,
    user: User,
    version_id: int,
    edits: Edits,
    *,
    note: str = "",
    although_used: bool = False,
) -> NetworkVersion:
    """
    Save edited tables as the next version, if the whole folder passes the checks.

    ``version_id`` is the version that was edited. ``although_used`` saves even if the
    published plan uses what is taken away: that plan keeps its own version.

    Raises
    ------
    NotAllowed
        When the user is no planner.
    InputError, NetworkError
        With all that is wrong; nothing is saved.
    CannotSave
        D207 to D209.
    Conflict
        When somebody has saved since; ``current`` is what they saved.
    """
    require(user, Role.PLANNER)
    files = _edited(store.networks.files(version_id), edits)
    version = store.networks.get(version_id)
    return _save(
        store, user, files, version.network_id, version_id, note=note, although_used=although_used
    )


def restore_version(
    store: Store,
    user: User,
    version_id: int,
    *,
    based_on: int,
    note: str = "",
    although_used: bool = False,
) -> NetworkVersion:
    """
    Save an older version as the next one; what came between stays in the list.

    ``based_on`` is the version that the user saw as the latest. Raises as `save_tables`.
    """
    require(user, Role.PLANNER)
    network_id = store.networks.get(version_id).network_id
    files = store.networks.files(version_id)
    return _save(store, user, files, network_id, based_on, note=note, although_used=although_used)


def import_folder(
    store: Store,
    user: User,
    brought: bytes | Mapping[str, bytes],
    *,
    network_id: int | None = None,
    based_on: int | None = None,
    note: str = "",
    although_used: bool = False,
) -> NetworkVersion:
    """
    Save a network folder, packed as ZIP or file by file, as a network or as the next version.

    ``network_id`` None makes a new network; otherwise ``based_on`` is the version that the
    user saw as its latest. Raises as `save_tables`, and with E154 to E157 what is wrong with
    the packed folder.
    """
    require(user, Role.PLANNER)
    files = unpack(brought) if isinstance(brought, bytes) else dict(brought)
    strangers = list(stranger_issues(files))
    if strangers:
        raise InputError(strangers)
    if network_id is not None:
        seen = based_on or store.networks.latest(network_id).version_id
        return _save(store, user, files, network_id, seen, note=note, although_used=although_used)
    checked = check_files(files)
    return store.networks.save(
        checked.network.rules.name, files, fingerprint=checked.fingerprint, by=user.name, note=note
    )


def export_folder(store: Store, version_id: int) -> bytes:
    """Return a version as ZIP; brought back it has the same fingerprint."""
    return pack(store.networks.files(version_id))


def _save(
    store: Store,
    user: User,
    files: Mapping[str, bytes],
    network_id: int,
    based_on: int,
    *,
    note: str,
    although_used: bool,
) -> NetworkVersion:
    """Check files against themselves, the published plan and the open orders, and save them."""
    latest = store.networks.latest(network_id)
    if latest.version_id == based_on and fingerprint_of(files) == latest.fingerprint:
        message = f"this is the same as version {latest.number}, nothing was saved"
        raise CannotSave("D209", message, number=latest.number)
    checked = check_files(files)
    before = _network(store, latest)
    if before is not None:
        refuse_if_named(store, network_id, before, checked.network)
        if not although_used:
            refuse_if_used(store, network_id, before, checked.network)
    return store.networks.save(
        checked.network.rules.name,
        files,
        fingerprint=checked.fingerprint,
        by=user.name,
        note=note.strip(),
        network_id=network_id,
        based_on=based_on,
    )


def _network(store: Store, version: NetworkVersion) -> Network | None:
    """Return the network of a version; None where it no longer passes the checks."""
    try:
        return read_network(store.networks.folder(version.version_id))
    except InputError:
        return None


def _edited(files: Mapping[str, bytes], edits: Edits) -> dict[str, bytes]:
    """Return files with edits written into them."""
    edited = dict(files)
    for file, rows in edits.rows.items():
        data = bytes_of(file, rows, files.get(file))
        if data is None:
            edited.pop(file, None)
        else:
            edited[file] = data
    if edits.rules:
        edited[RULES] = with_values(files[RULES], edits.rules)
    gone = _deleted_sites(files, edits)
    for file in edited if gone else ():
        if TRAVEL.fullmatch(file):
            edited[file] = without_pairs(edited[file], gone)
    return edited


def _deleted_sites(files: Mapping[str, bytes], edits: Edits) -> set[str]:
    """
    Return ids and names of sites that are deleted, whose travel times go with them.

    Where ids have come too somebody may have renamed a site: then nothing is thrown away,
    and the check says which times belong to nobody.
    """
    if SITES not in edits.rows:
        return set()
    before, after = rows_of(SITES, files.get(SITES)), edits.rows[SITES]
    ids = {row["site_id"] for row in after if row["site_id"]}
    gone = [row for row in before if row["site_id"] not in ids]
    if ids - {row["site_id"] for row in before}:
        return set()
    names = {row["name_zh"] for row in after}
    return {row["site_id"] for row in gone} | {row["name_zh"] for row in gone} - names


def _embedded() -> Path | None:
    """Return the folder of the embedded county, beside the package or here."""
    for root in (Path(__file__).parents[2], Path.cwd()):
        if (root / EMBEDDED / RULES).is_file():
            return root / EMBEDDED
    return None
