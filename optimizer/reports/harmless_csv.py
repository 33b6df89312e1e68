"""Writes tables that spreadsheets open as UTF-8, and in which no text is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from optimizer.reports.defuse import csv_text


def csv_table(header: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    r"""
    Return a table as CSV that a spreadsheet opens as it is meant.

    Examples
    --------
    >>> csv_table(["name", "cost"], [["=1+1", 2.5]]).decode("utf-8-sig")
    "name,cost\n'=1+1,2.5\n"
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in (header, *rows):
        writer.writerow([csv_text(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


def csv_records(records: Sequence[Mapping[str, object]]) -> bytes:
    r"""
    Return records as `csv_table` does, with a column for every name among them.

    Examples
    --------
    >>> csv_records([{"day": 1}, {"day": 2, "note": "@"}]).decode("utf-8-sig")
    "day,note\n1,\n2,'@\n"
    """
    names = list(dict.fromkeys(name for each in records for name in each))
    return csv_table(names, ([each.get(name) for name in names] for each in records))
