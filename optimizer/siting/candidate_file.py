"""Reads candidates for stations from a CSV file, in the network's currency."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from optimizer.domain import Issue
from optimizer.errors import InputError
from optimizer.siting.candidates import LIFETIME, Candidate
from optimizer.units import YUAN

COLUMNS: Final = ("site_id", "rent_per_day", "investment", "lifetime_days")


def read_candidates(file: Path) -> tuple[Candidate, ...]:
    """
    Return the candidates of a file; blank cells are the defaults of `Candidate`.

    Raises
    ------
    InputError
        E447, with every problem of the file. What the candidates mean is checked later,
        against the network.
    """
    try:
        rows = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError([Issue("E447", file.name, f"cannot be read: {error}")]) from error
    head = [cell.strip() for cell in rows[0]] if rows else []
    if "site_id" not in head or set(head) - set(COLUMNS):
        fix = f"the columns are {', '.join(COLUMNS)}"
        raise InputError([Issue("E447", file.name, "the header is another", 1, fix=fix)])
    table = [dict(zip(head, row, strict=False)) for row in rows[1:]]
    kept = [(number, row) for number, row in enumerate(table, start=2) if any(row.values())]
    issues = [issue for number, row in kept for issue in _issues(file.name, number, row)]
    if issues:
        raise InputError(issues)
    return tuple(_candidate(row) for _, row in kept)


def _issues(name: str, number: int, row: dict[str, str]) -> Iterator[Issue]:
    """Yield cells that are no numbers."""
    for column in COLUMNS[1:]:
        text = row.get(column, "").strip()
        try:
            float(text or 0)
        except ValueError:
            yield Issue("E447", name, f"{text} is no number", number, column, text)


def _candidate(row: dict[str, str]) -> Candidate:
    """Return the candidate of a row."""
    cells = {name: row.get(name, "").strip() for name in COLUMNS}
    rent = cells["rent_per_day"]
    return Candidate(
        cells["site_id"],
        float(rent) * YUAN if rent else None,
        float(cells["investment"] or 0.0) * YUAN,
        int(float(cells["lifetime_days"] or LIFETIME)),
    )
