"""The tables of a network folder as rows of texts, and back again."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from optimizer.errors import InputError
from optimizer.inputs.folder import drivers, fleet, sites
from optimizer.inputs.issues import Issues
from optimizer.inputs.tables import Columns, Table, read_table, to_utf8

SITES, VEHICLES, DRIVERS = sites.FILE, fleet.FILE, drivers.FILE

COLUMNS: Final[dict[str, Columns]] = {
    SITES: sites.COLUMNS,
    VEHICLES: fleet.COLUMNS,
    DRIVERS: drivers.COLUMNS,
}
"""The columns of each table that the desk edits."""

KEYS: Final = {SITES: "site_id", VEHICLES: "vehicle_id", DRIVERS: "driver_id"}
"""The column of each that says what a row is about."""

TRAVEL: Final = re.compile(r"travel_[\w-]+\.csv")
"""The names of travel tables."""

_ENDS: Final = ("origin", "destination")

Row = dict[str, str]
Place = tuple[str, int]
"""A key, and which of the rows with that key it is, from 0."""


def rows_of(file: str, data: bytes | None) -> list[Row]:
    """
    Return the rows of a table, every known column in each; none where there is no file.

    Raises
    ------
    InputError
        When the table cannot be read.
    """
    if data is None:
        return []
    table = _table(file, data)
    names = (*COLUMNS[file].required, *COLUMNS[file].optional)
    columns = {name: table.texts(name) for name in names}
    return [
        {name: str(column[row]).strip() for name, column in columns.items()}
        for row in range(len(table))
    ]


def bytes_of(file: str, rows: Sequence[Mapping[str, str]], before: bytes | None) -> bytes | None:
    """
    Return rows as a file; the very bytes from before where nothing has changed.

    The columns keep their order; one that the file did not have is added at its end if any
    row fills it. None where there are no rows and the network can do without the file.
    """
    names = (*COLUMNS[file].required, *COLUMNS[file].optional)
    plain = [{name: str(row.get(name) or "").strip() for name in names} for row in rows]
    plain = [row for row in plain if any(row.values())]
    if plain == rows_of(file, before):
        return before
    if not plain and file == DRIVERS:
        return None
    had = list(COLUMNS[file].required) if before is None else list(_table(file, before).columns)
    new = [name for name in names if name not in had and any(row[name] for row in plain)]
    ending = "\r\n" if before is not None and b"\r\n" in before else "\n"
    target = io.StringIO()
    writer = csv.DictWriter(target, had + new, extrasaction="ignore", lineterminator=ending)
    writer.writeheader()
    writer.writerows(plain)
    return target.getvalue().encode()


def without_pairs(data: bytes, gone: Collection[str]) -> bytes:
    r"""
    Return a travel table without the pairs of some sites; its other lines stay as they are.

    Examples
    --------
    >>> without_pairs(b"origin,destination,seconds\nA,B,1\nB,C,2\n", {"C"})
    b'origin,destination,seconds\nA,B,1\n'
    """
    issues = Issues()
    text = to_utf8(data, "travel", issues)
    if text is None:
        return data
    lines = text.decode().splitlines(keepends=True)
    header = next(csv.reader(lines[:1]), [])
    ends = [at for at, name in enumerate(header) if name.strip().casefold() in _ENDS]
    kept = lines[:1]
    for line in lines[1:]:
        cells = next(csv.reader([line]), [])
        if not any(at < len(cells) and cells[at].strip() in gone for at in ends):
            kept.append(line)
    return "".join(kept).encode()


def by_place(file: str, rows: Sequence[Row]) -> dict[Place, Row]:
    """Return rows by what they are about; several of one key count from 0."""
    seen: Counter[str] = Counter()
    found = {}
    for row in rows:
        key = row.get(KEYS[file], "")
        found[key, seen[key]] = row
        seen[key] += 1
    return found


def merged(
    file: str, base: Sequence[Row], mine: Sequence[Row], theirs: Sequence[Row]
) -> tuple[list[Row], list[tuple[str, str]]]:
    """
    Return their rows with what I have changed since the base, and where both of us did.

    Of a cell that both have changed mine counts; it is listed as key and column.
    """
    old, own, new = (by_place(file, rows) for rows in (base, mine, theirs))
    result: list[Row] = []
    clashes: list[tuple[str, str]] = []
    for place, row in new.items():
        if place in old and place not in own:
            continue
        result.append(_merged_row(row, own.get(place, row), old.get(place), place, clashes))
    result += [row for place, row in own.items() if place not in new and row != old.get(place)]
    return result, clashes


def _merged_row(
    theirs: Row, mine: Row, base: Row | None, place: Place, clashes: list[tuple[str, str]]
) -> Row:
    """Return one row with the cells that I have changed."""
    before = base if base is not None else theirs
    changed = {name: text for name, text in mine.items() if text != before.get(name, "")}
    clashes += [
        (place[0], name)
        for name, text in changed.items()
        if theirs.get(name, "") not in (before.get(name, ""), text)
    ]
    return {**theirs, **changed}


def changed_cells(
    file: str, older: Sequence[Row], newer: Sequence[Row]
) -> Iterator[tuple[Place, str, str, str]]:
    """Yield place, column, text before and after of every changed cell of rows in both."""
    before = by_place(file, older)
    for place, row in by_place(file, newer).items():
        if place in before:
            for name, text in row.items():
                if text != before[place].get(name, ""):
                    yield place, name, before[place].get(name, ""), text


def _table(file: str, data: bytes) -> Table:
    """Return a table whose columns are told apart; what cannot be read is raised."""
    issues = Issues()
    table = read_table(data, Path(file), COLUMNS[file], issues)
    if table is None:
        issues.raise_errors()
        raise InputError(issues.errors)
    return table
