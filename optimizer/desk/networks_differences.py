"""What is different between two versions of a network."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from optimizer.desk.networks_tables import (
    COLUMNS,
    DRIVERS,
    SITES,
    VEHICLES,
    Row,
    by_place,
    changed_cells,
    rows_of,
)
from optimizer.desk.networks_toml import FILE as RULES
from optimizer.desk.networks_toml import values_of
from optimizer.errors import InputError
from optimizer.store import Store

_NAMES = {SITES: "name_zh", VEHICLES: "plate", DRIVERS: "name"}


@dataclass(frozen=True, slots=True)
class Difference:
    """
    One thing that two versions have differently.

    ``what`` is the id of a site, vehicle or driver, or the key of a rule; blank where a
    whole file changed. ``name`` is what people call it.
    """

    kind: Literal["added", "removed", "changed"]
    file: str
    what: str = ""
    name: str = ""
    column: str = ""
    before: str = ""
    after: str = ""


def differences(store: Store, older: int, newer: int) -> list[Difference]:
    """Return what is different in the newer of two versions: tables, rules, then other files."""
    return differences_of(store.networks.files(older), store.networks.files(newer))


def differences_of(older: Mapping[str, bytes], newer: Mapping[str, bytes]) -> list[Difference]:
    """Return what is different in the newer of two folders."""
    found: list[Difference] = []
    for file in dict.fromkeys((*COLUMNS, RULES, *older, *newer)):
        before, after = older.get(file), newer.get(file)
        if before == after:
            continue
        told: list[Difference] | None = None
        if file in COLUMNS:
            told = _in_table(file, before, after)
        elif file == RULES and before is not None and after is not None:
            told = _in_rules(before, after)
        found += told or [Difference(_kind(before, after), file)]
    return found


def row_differences(file: str, older: list[Row], newer: list[Row]) -> Iterator[Difference]:
    """Yield what is different between rows: new ones, lost ones, changed cells."""
    before, after = by_place(file, older), by_place(file, newer)
    name = _NAMES[file]
    for place, row in after.items():
        if place not in before:
            yield Difference("added", file, place[0], row.get(name, ""))
    for place, row in before.items():
        if place not in after:
            yield Difference("removed", file, place[0], row.get(name, ""))
    for place, column, old, new in changed_cells(file, older, newer):
        called = before[place].get(name, "")
        yield Difference("changed", file, place[0], called, column, old, new)


def _in_table(file: str, before: bytes | None, after: bytes | None) -> list[Difference] | None:
    """Return what is different in a table; None where one of the two cannot be read."""
    try:
        return list(row_differences(file, rows_of(file, before), rows_of(file, after)))
    except InputError:
        return None


def _in_rules(before: bytes, after: bytes) -> list[Difference] | None:
    """Return which rules are different; None where one of the two cannot be read."""
    try:
        old, new = values_of(before), values_of(after)
    except (InputError, tomllib.TOMLDecodeError):
        return None
    return [
        Difference(
            "changed" if key in old and key in new else _kind(old.get(key), new.get(key)),
            RULES,
            ".".join(key),
            before=rule_text(old.get(key)),
            after=rule_text(new.get(key)),
        )
        for key in dict.fromkeys((*old, *new))
        if old.get(key) != new.get(key)
    ]


def rule_text(value: object) -> str:
    """
    Return a rule as people read and type it.

    Examples
    --------
    >>> rule_text(["05:00", "12:00"]), rule_text([["food", "bulk"]]), rule_text(5000.0)
    ('05:00; 12:00', 'food + bulk', '5000')
    """
    if isinstance(value, (list, tuple)):
        return "; ".join(
            " + ".join(map(rule_text, each)) if isinstance(each, (list, tuple)) else rule_text(each)
            for each in value
        )
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.10g}"
    return "" if value is None else str(value)


def _kind(before: object, after: object) -> Literal["added", "removed", "changed"]:
    """Return what happened to something that is None where it is not there."""
    if before is None:
        return "added"
    return "removed" if after is None else "changed"
