"""Reads ``travel_PROFILE.csv``, the measured travel times that may stand in for roads."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from optimizer.domain import NO_WAY, Ints, Issue, Site, TravelMatrix
from optimizer.inputs.issues import Issues, shown
from optimizer.inputs.names import SiteNames
from optimizer.inputs.tables import Columns, Table, numbers, read_bytes, read_table
from optimizer.units import DAY

COLUMNS: Final = Columns(required=("origin", "destination", "seconds", "metres"))

_MOST_SECONDS: Final = 7 * DAY
_MOST_METRES: Final = 10_000_000


def table_files(folder: Path) -> dict[str, Path]:
    """Return the travel tables of a network folder by road profile."""
    if not folder.is_dir():
        return {}
    files = sorted(folder.glob("travel_*.csv"))
    return {file.stem.removeprefix("travel_"): file for file in files if file.is_file()}


def read_tables(
    folder: Path, sites: Sequence[Site], profiles: Collection[str], issues: Issues
) -> dict[str, TravelMatrix] | None:
    """
    Return one matrix per travel table; None where the folder has no such tables.

    Pairs that a table leaves out cannot be driven. ``profiles`` are those that the fleet
    and the rules know: a table for any other is a slip of the pen.
    """
    files = table_files(folder)
    names = SiteNames(sites)
    travel: dict[str, TravelMatrix] = {}
    for profile, file in files.items():
        if profiles and profile not in profiles:
            guess = issues.suggest(profile, profiles)
            message = f"no vehicle has the road profile {shown(profile)}"
            fix = guess or f"the profiles are {', '.join(sorted(profiles))}"
            issues.add(Issue("E138", file.name, message, value=profile, fix=fix))
        data = read_bytes(file, issues)
        table = None if data is None else read_table(data, file, COLUMNS, issues)
        if table is not None:
            travel[profile] = _matrix(table, names, len(sites), issues)
    return travel if files else None


def _matrix(table: Table, names: SiteNames, num_sites: int, issues: Issues) -> TravelMatrix:
    """Return the matrix of one table."""
    origin = names.positions(table, "origin", issues)
    destination = names.positions(table, "destination", issues)
    seconds = numbers(table, "seconds", issues, highest=_MOST_SECONDS, default=None, unit="s")
    metres = numbers(table, "metres", issues, highest=_MOST_METRES, default=None, unit="m")
    known = np.flatnonzero((origin >= 0) & (destination >= 0))
    _check_pairs(table, (origin * num_sites + destination)[known], known, issues)
    staying = known[(origin == destination)[known] & ((seconds > 0) | (metres > 0))[known]]
    issues.add_each(
        map(int, staying),
        lambda row: table.issue(
            "E151", row, "seconds", "from a site to itself it takes no time", fix="delete the row"
        ),
    )

    matrices: list[Ints] = []
    for amounts in (np.ceil(np.round(seconds, 6)), np.rint(metres)):
        matrix = np.full((num_sites, num_sites), NO_WAY, dtype=np.int64)
        matrix[origin[known], destination[known]] = amounts[known].astype(np.int64)
        np.fill_diagonal(matrix, 0)
        matrices.append(matrix)
    return TravelMatrix(duration=matrices[0], distance=matrices[1])


def _check_pairs(table: Table, pairs: Ints, rows: Ints, issues: Issues) -> None:
    """Note pairs that a table gives twice."""
    _, first, number = np.unique(pairs, return_index=True, return_inverse=True)
    again = np.flatnonzero(first[number] != np.arange(len(pairs)))

    def issue_of(position: int) -> Issue:
        row = int(rows[position])
        message = f"the pair stands in row {table.rows[rows[first[number[position]]]]} already"
        return table.issue("E150", row, "origin", message, fix="delete one")

    issues.add_each(map(int, again), issue_of)
