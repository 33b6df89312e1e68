"""The problems of an order file as a table: to look at, and to take along to whoever wrote it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from optimizer.domain import Issue
from optimizer.inputs import Preview
from optimizer.reports.defuse import csv_text, plain_text
from optimizer.wording import column_name, issue_what


def problem_rows(issues: Sequence[Issue], lang: str) -> list[tuple[str, str, str, str]]:
    """Return row, column, value and sentence of every problem, in a language."""
    return [
        (
            str(issue.row or ""),
            column_name(issue.column or "", lang),
            (issue.value or "")[:80],
            issue_what(issue, lang),
        )
        for issue in issues
    ]


def problems_csv(
    preview: Preview, issues: Sequence[Issue], lang: str, headings: Sequence[str]
) -> bytes:
    """
    Return the problems with the rows they are about, as CSV that Excel opens as it is.

    ``headings`` are those of row, column, value and sentence; the columns of the file follow.
    No cell is run as a formula.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_cell(cell) for cell in (*headings, *preview.header)])
    for issue, problem in zip(issues, problem_rows(issues, lang), strict=True):
        row = preview.row(issue.row) if issue.row and issue.row > 1 else ()
        writer.writerow([_cell(cell) for cell in (*problem, *row)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _cell(text: str) -> str:
    """Return a text that a spreadsheet shows and does not run."""
    return csv_text(plain_text(text))
