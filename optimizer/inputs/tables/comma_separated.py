"""Reads comma-separated text by column, and by row only where a row is not as the others."""

from __future__ import annotations

import csv
import io
import itertools
from typing import Final

import numpy as np

from optimizer.domain import Ints, Issue
from optimizer.inputs.issues import Issues
from optimizer.inputs.tables.grid import Grid, Texts

MOST_ROWS: Final = 1_048_576
"""A table may have this many lines, as many as a spreadsheet has."""

_MOST_COLUMNS: Final = 200
_LONGEST_HEADER: Final = 100_000


def read_comma_separated(
    data: bytes, file: str, issues: Issues, most_rows: int = MOST_ROWS
) -> Grid | None:
    """
    Return the table that a CSV text in UTF-8 holds; None where it holds no header.

    Rows with more or fewer cells than the header are issues and left out of the grid; so
    are rows after which the quoting breaks.
    """
    data = data.rstrip(b"\r\n")
    lines = data.count(b"\n") + 1
    if lines > most_rows:
        message = f"{lines:,} lines, more than {most_rows:,}"
        issues.add(Issue("E102", file, message, fix="split it, or leave out what is not needed"))
        return None
    cells = _read_header(data, file, issues)
    if cells is None:
        return None
    width = max(number for number, cell in enumerate(cells, start=1) if cell)
    columns = _read_columns(data, width) if width == len(cells) else None
    is_whole = True
    if columns is None:
        columns, rows, is_whole = _read_rows(data, width, file, issues)
    else:
        rows = np.arange(1, len(columns[0]) + 1)

    filled = np.zeros(len(rows), dtype=np.bool_)
    for column in columns:
        if not filled.all():
            filled |= np.fromiter(map(bool, map(str.strip, column)), np.bool_, len(rows))
    filled[:1] = False  # the header
    # A slice costs nothing; a mask copies every column.
    chosen = slice(1, None) if filled[1:].all() else filled
    under = tuple(column[chosen] for column in columns)
    return Grid(tuple(cells[:width]), under, rows[chosen], is_whole)


def _read_header(data: bytes, file: str, issues: Issues) -> list[str] | None:
    """Return the cells of the first row, at least one of them not blank."""
    try:
        first = io.StringIO(data[:_LONGEST_HEADER].decode(errors="ignore"), newline="")
        cells = next(csv.reader(first, strict=True), [])
    except csv.Error as error:
        issues.add(Issue("E113", file, f"the header cannot be read: {error}", row=1))
        return None
    header = [cell.strip() for cell in cells]
    if not any(header):
        message = "the file is empty" if not data.strip() else "the first row is blank"
        issues.add(Issue("E106", file, message, fix="the first row names the columns"))
        return None
    if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
        fix = "separate the columns by commas"
        issues.add(Issue("E113", file, "the header is a single cell", row=1, fix=fix))
        return None
    if len(header) > _MOST_COLUMNS:
        issues.add(Issue("E113", file, f"the header has {len(header)} columns", row=1))
        return None
    return header


def _read_columns(data: bytes, width: int) -> tuple[Texts, ...] | None:
    """
    Return the columns if every row has exactly ``width`` cells, else None.

    Pandas refuses rows of more than ``width + 1`` cells and pads short ones unasked. But
    where no row has more than ``width`` cells and all separators together are enough for
    as many, no row can have fewer.
    """
    import pandas as pd  # noqa: PLC0415 - takes a second, and only readers of tables need it

    try:
        frame = pd.read_csv(
            io.BytesIO(data),
            header=None,
            names=range(width + 1),
            dtype=str,
            na_filter=False,
            skip_blank_lines=False,
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError):
        return None
    columns = tuple(frame[number].to_numpy(dtype=object) for number in range(width + 1))
    if any(columns[width]) or _count_separators(data) != (width - 1) * len(frame):
        return None
    return columns[:width]


def _count_separators(data: bytes) -> int:
    """Return how many commas stand outside quotes."""
    if b'"' not in data:
        return data.count(b",")
    codes = np.frombuffer(data, dtype=np.uint8)
    quoted = np.bitwise_xor.accumulate((codes == ord('"')).view(np.uint8))
    return int(np.count_nonzero((codes == ord(",")) & (quoted == 0)))


def _read_rows(
    data: bytes, width: int, file: str, issues: Issues
) -> tuple[tuple[Texts, ...], Ints, bool]:
    """
    Return columns and row numbers of the rows that fit the header; the others are issues.

    The last says whether all rows could be read.
    """
    good: list[list[str]] = []
    rows: list[int] = []
    bad: list[tuple[int, int]] = []
    is_whole = True
    reader = csv.reader(io.StringIO(data.decode(), newline=""), strict=True)
    for row in itertools.count(1):
        try:
            cells = next(reader, None)
        except csv.Error as error:
            message = f"the row cannot be read: {error}"
            issues.add(Issue("E113", file, message, row=row, fix="check the quotation marks"))
            is_whole = False
            break
        if cells is None:
            break
        excess = cells[width:]
        if not any(map(str.strip, cells)):
            continue
        if len(cells) < width or any(map(str.strip, excess)):
            bad.append((row, len(cells)))
        else:
            good.append(cells[:width])
            rows.append(row)

    def issue_of(found: tuple[int, int]) -> Issue:
        row, cells = found
        fix = "quote texts that contain commas" if cells > width else "keep the commas of blanks"
        return Issue("E113", file, f"{cells} cells, not {width} as the header", row=row, fix=fix)

    issues.add_each(bad, issue_of)
    columns = tuple(
        np.array([cells[number] for cells in good], dtype=object) for number in range(width)
    )
    return columns, np.array(rows, dtype=np.int64), is_whole
