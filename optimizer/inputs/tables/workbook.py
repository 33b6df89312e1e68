"""Reads the one filled sheet of an XLSX workbook, without trusting it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import numpy as np

from optimizer.domain import Issue
from optimizer.inputs.issues import Issues, shown
from optimizer.inputs.tables.comma_separated import MOST_ROWS
from optimizer.inputs.tables.encoding import MEGABYTE
from optimizer.inputs.tables.grid import Grid

MOST_UNPACKED: Final = 300 * MEGABYTE
"""The parts of a workbook may unpack to this; a thousandfold blow-up is no order list."""

_MOST_COLUMNS: Final = 200
_ORDER_SHEETS: Final = ("orders", "运单")
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"


class _TooLong(Exception):
    """A sheet has more rows than anybody wants to read."""


def read_workbook(
    data: bytes, file: str, issues: Issues, most_rows: int = MOST_ROWS
) -> Grid | None:
    """
    Return the table of a workbook; None, and an issue, where there is none.

    Of several filled sheets the one called ``orders`` or ``运单`` counts. Formulas count by
    the value that was stored with them. Dates become ISO 8601, whole numbers lose ``.0``.
    """
    if not _is_sound(data, file, issues):
        return None
    try:
        return _read(data, file, issues, most_rows)
    except _TooLong:
        message = f"over {most_rows:,} lines, more than {most_rows:,}"
        issues.add(Issue("E102", file, message, fix="split it, or leave out what is not needed"))
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, SyntaxError,
            EOFError, NotImplementedError, RuntimeError, zipfile.BadZipFile) as error:  # fmt: skip
        # What openpyxl raises on a damaged part is not documented; SyntaxError is bad XML.
        reason = f"the workbook is damaged ({type(error).__name__})"
        issues.add(Issue("E108", file, reason, fix="open it in Excel or WPS and save it again"))
        return None


def _is_sound(data: bytes, file: str, issues: Issues) -> bool:
    """Whether the bytes are a workbook that may be unpacked and holds no foreign XML."""
    if data.startswith(_OLD_EXCEL):
        reason, fix = "an old Excel file (XLS), or one with a password", "save it as XLSX"
        issues.add(Issue("E108", file, reason, fix=fix))
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if unpacked > MOST_UNPACKED:
                size, most = unpacked / MEGABYTE, MOST_UNPACKED / MEGABYTE
                message = f"the workbook unpacks to {size:,.0f} MB, more than {most:.0f} MB"
                issues.add(Issue("E102", file, message, fix="split it"))
                return False
            names = {part.filename for part in parts}
            if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
                raise zipfile.BadZipFile
            # No workbook declares entities; who does wants them expanded without end.
            suspicious = any(_declares(archive, part) for part in parts)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        issues.add(Issue("E108", file, "not an XLSX workbook", fix="save it as XLSX or CSV"))
        return False
    if suspicious:
        issues.add(Issue("E108", file, "the workbook's XML declares a document type"))
    return not suspicious


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether an XML part declares a document type, or hides one in UTF-16."""
    if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
        return False
    content = archive.read(part)
    return b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\x00" in content[:200]


def _read(data: bytes, file: str, issues: Issues, most_rows: int) -> Grid | None:
    """Return the table of a sound workbook."""
    from openpyxl import load_workbook  # noqa: PLC0415 - only those who bring XLSX need it

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    filled = [sheet for sheet in book.worksheets if any(_rows(sheet, most_rows))]
    named = [sheet for sheet in filled if sheet.title.strip().casefold() in _ORDER_SHEETS]
    if not filled:
        issues.add(Issue("E106", file, "the workbook is empty", fix="row 1 names the columns"))
        return None
    if len(filled) > 1 and len(named) != 1:
        titles = ", ".join(shown(sheet.title) for sheet in filled[:10])
        fix = 'call the sheet with the orders "orders" or "运单"'
        issues.add(Issue("E109", file, f"{len(filled)} sheets hold cells: {titles}", fix=fix))
        return None
    sheet = named[0] if named else filled[0]
    formulas = load_workbook(io.BytesIO(data), read_only=True) if _has_formulas(data) else None
    if formulas is not None:
        _report_formulas(
            _rows(formulas[sheet.title], most_rows), _rows(sheet, most_rows), file, issues
        )
    return _grid(_rows(sheet, most_rows), file, issues)


def _rows(sheet: Any, most_rows: int) -> Iterator[tuple[int, list[Any]]]:
    """Yield number and cells of every row that has a value."""
    if not hasattr(sheet, "reset_dimensions"):
        return
    sheet.reset_dimensions()  # what the file says of its size need not be true
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if len(cells) > _MOST_COLUMNS and any(cell is not None for cell in cells[_MOST_COLUMNS:]):
            raise ValueError("more columns than any table of ours")
        if number > most_rows:
            raise _TooLong
        if any(cell is not None and str(cell).strip() for cell in cells):
            yield number, list(cells[:_MOST_COLUMNS])


def _has_formulas(data: bytes) -> bool:
    """Whether a sheet holds a formula; most do not, and are read once."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = (part for part in archive.namelist() if part.startswith("xl/worksheets/"))
        return any(b"<f" in archive.read(part) for part in sheets)


def _report_formulas(
    formulas: Iterator[tuple[int, list[Any]]],
    values: Iterator[tuple[int, list[Any]]],
    file: str,
    issues: Issues,
) -> None:
    """Note formulas that were saved without a value."""
    stored = dict(values)
    bad = [
        (row, number)
        for row, cells in formulas
        for number, cell in enumerate(cells)
        if isinstance(cell, str)
        and cell.startswith("=")
        and (row not in stored or number >= len(stored[row]) or stored[row][number] is None)
    ]

    def issue_of(found: tuple[int, int]) -> Issue:
        row, number = found
        message = f"column {number + 1} holds a formula without a stored value"
        return Issue("E124", file, message, row=row, fix="open and save it, or paste values")

    issues.add_each(bad, issue_of)


def _grid(rows: Iterator[tuple[int, list[Any]]], file: str, issues: Issues) -> Grid | None:
    """Return rows of cells as a grid; short rows are filled up, as a spreadsheet shows them."""
    _, first = next(rows)
    header = [_text(cell) for cell in first]
    width = max(number for number, cell in enumerate(header, start=1) if cell)
    texts: list[list[str]] = []
    numbers: list[int] = []
    wide: list[tuple[int, int]] = []
    for row, cells in rows:
        line = [_text(cell) for cell in cells]
        if any(line[width:]):
            wide.append((row, len(line)))
            continue
        texts.append((line + [""] * width)[:width])
        numbers.append(row)

    def issue_of(found: tuple[int, int]) -> Issue:
        row, cells = found
        return Issue("E113", file, f"{cells} cells, not {width} as the header", row=row)

    issues.add_each(wide, issue_of)
    columns = tuple(
        np.array([line[number] for line in texts], dtype=object) for number in range(width)
    )
    return Grid(tuple(header[:width]), columns, np.array(numbers, dtype=np.int64))


def _text(cell: Any) -> str:
    """
    Return a cell as the text that a CSV file would hold.

    Examples
    --------
    >>> _text(3.0), _text(datetime(2026, 11, 23, 7, 59, 59, 999_999)), _text(None)
    ('3', '2026-11-23T08:00:00', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        # Excel keeps days as fractions, which are a few microseconds off.
        return (cell + timedelta(milliseconds=500)).replace(microsecond=0).isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell).strip()
