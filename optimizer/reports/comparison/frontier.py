"""The cost by number of stations on paper: the chart, and below it who the stations are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from optimizer.reports.charts import frontier_drawing
from optimizer.reports.charts.drawing import unbracketed
from optimizer.reports.charts.naming import wrapped
from optimizer.reports.charts.scales import digits_of, is_known, shown
from optimizer.reports.comparison.briefing import SMALL, WIDE, Briefing, Column, Row
from optimizer.reports.comparison.sets import (
    bounds_of,
    frontier_points,
    operating_of,
    penalties_of,
    unserved_days,
    unserved_told,
)
from optimizer.reports.comparison.words import said

Document = Mapping[str, Any]

_MOST_ROWS: Final = 10
_ROOMS: Final = ((260.0, 9.0), (220.0, 8.5), (200.0, 8.0), (190.0, 7.5), (175.0, 7.0))
"""Height of the chart and size of the names, the first at which all names stand whole."""
_AIR: Final = 5.0
_LEADING: Final = 1.15
_HEAD: Final = 14.0
_NOTE: Final = 22.0


def draw_frontier(page: Briefing, document: Document, unit: str) -> None:
    """Draw the frontier as chart and as table, today's stations last, over what is left."""
    lang = page.lang
    columns = _columns(lang)
    width = WIDE * columns[1].share / sum(column.share for column in columns) - 6
    notes = [said("penalties_told", lang, unit=unit)]
    if any(unserved_days(row) != 0 for row in (*document["frontier"], document["today"])):
        notes.append(said("unserved_told", lang))
    plain, left = _rows(document, lang), page.y - page.bottom - _HEAD - _NOTE * len(notes)
    rows, (tall, size) = plain, _ROOMS[-1]
    for tall, size in _ROOMS:
        rows = [_broken(page, row, width, size) for row in plain]
        if _lines(rows, size, left - tall) >= max(row.cells[1].count("\n") + 1 for row in rows):
            break
    # Long names stand in the table, whose rows have the numbers of the chart.
    drawing = frontier_drawing(
        frontier_points(document, lang),
        lang,
        unit=unit,
        width=WIDE / SMALL,
        height=tall / SMALL,
        has_list=False,
    )
    page.chart(drawing, scale=SMALL)
    most = _lines(rows, size, left - tall)
    page.table(columns, rows, height=size + _AIR, size=size, most=most)
    for note in notes:
        page.paragraph(note, 8, most=2)


def _columns(lang: str) -> list[Column]:
    """Return the columns of the table."""
    shares = (
        *(("cost_a_day", 1.0), ("interval", 1.5), ("over_best", 0.95), ("paid", 0.95)),
        *(("counted", 0.9), ("unserved_on", 0.95), ("invested", 0.95)),
    )
    return [
        Column(said("number", lang), 0.5, "left"),
        Column(said("which", lang), 3.3, "left"),
        *(Column(said(name, lang), share) for name, share in shares),
    ]


def _rows(document: Document, lang: str) -> list[Row]:
    """Return the best set of each number, and today's."""
    best = document["best"]["name"] if document["best"] else None
    today = document["today"]
    name = said(
        "named", lang, what=said("today_row", lang), name=unbracketed(today[f"name_{lang}"])
    )
    return [
        *(
            _row(row, unbracketed(str(row[f"name_{lang}"])), row["name"] == best, lang)
            for row in document["frontier"][:_MOST_ROWS]
        ),
        _row(today, name, False, lang),
    ]


def _row(row: Document, name: str, is_best: bool, lang: str) -> Row:
    """Return a set of stations as a row."""
    digits = digits_of(row["cost_per_day"])
    low, high = bounds_of(row)
    bounds = f"{shown(low, digits)} … {shown(high, digits)}" if is_known(low) else "—"
    cells = (
        str(row["number"]),
        name,
        shown(row["cost_per_day"], digits),
        bounds,
        shown(row.get("over_best"), digits, is_signed=True),
        shown(operating_of(row), digits),
        shown(penalties_of(row), digits),
        unserved_told(row, lang),
        shown(row["invested_per_day"], digits_of(row["invested_per_day"])),
    )
    return Row(cells, is_bold=is_best)


def _broken(page: Briefing, row: Row, width: float, size: float) -> Row:
    """Return a row whose name breaks between stations, where none of them is too long."""
    number, name, *rest = row.cells
    measure = partial(page.pen.width, size=size, bold=True)
    lines = wrapped(name, width, measure)
    if any(measure(line) > width for line in lines):
        lines = page.pen.wrapped(name, size, width, bold=True)
    return Row((number, "\n".join(lines), *rest), row.is_bold)


def _lines(rows: Sequence[Row], size: float, room: float) -> int:
    """Return how many lines a row may have, so that all of them fit into a height."""
    lines = [row.cells[1].count("\n") + 1 for row in rows]
    for most in range(max(lines), 1, -1):
        more = (min(each, most) - 1 for each in lines)
        if sum(size + _AIR + each * size * _LEADING for each in more) <= room:
            return most
    return 1
