"""Hand-over lists as a workbook: an index, and a sheet per base and shift."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from openpyxl.worksheet.hyperlink import Hyperlink

from optimizer.reports.cells import new_book, put, put_head, put_row, set_page, sheet_title
from optimizer.reports.files import replace_file
from optimizer.reports.handovers.lists import Handover, HandoverList
from optimizer.reports.reading import PlanReading
from optimizer.reports.texts import both, text

_COLUMNS: Final = (
    ("direction", 9),
    ("time", 14),
    ("plate", 14),
    ("driver", 22),
    ("trip", 15),
    ("destination_bag", 34),
    ("orders", 8),
    ("pieces", 8),
    ("weight", 10),
    ("onward", 22),
    ("tick", 7),
    ("signature", 16),
)
_INDEX: Final = (
    ("number", 6),
    ("date", 16),
    ("shift", 10),
    ("base", 34),
    ("arrivals", 10),
    ("departures", 10),
    ("pieces", 10),
)
_PLACES: Final = (4, 6)


def write_handover_workbook(plan: PlanReading, lists: Sequence[HandoverList], file: Path) -> None:
    """Write the hand-over lists as XLSX, ready to print on A4."""
    book = new_book()
    index = book.active
    index.title = both("index")
    put(index["A1"], f"{plan.document['network']} {both('handover_list')}", "r48 title")
    put_head(index, 3, (name for name, _ in _INDEX))
    for row, one in enumerate(lists, start=4):
        put_row(index, row, _index_values(one), places=(4,))
        index.cell(row, 1).hyperlink = Hyperlink(f"A{row}", location=f"'{_title(one)}'!A1")
        _list(book.create_sheet(_title(one)), plan, one)
    if not lists:
        put(index["A4"], both("no_handovers"))
    index.freeze_panes = "A4"
    set_page(index, (width for _, width in _INDEX))
    stream = io.BytesIO()
    book.save(stream)
    with replace_file(file) as raw:
        raw.write(stream.getvalue())


def _title(one: HandoverList) -> str:
    """Return the name of a worksheet."""
    return sheet_title(one.number, one.base.site_id, f"D{one.day}-{one.shift}")


def _index_values(one: HandoverList) -> tuple[str | float | None, ...]:
    """Return the line of a list in the index."""
    pieces = sum(handover.goods.pieces for handover in (*one.arrivals, *one.departures))
    return (
        one.number,
        one.date,
        one.shift,
        one.base.name_zh,
        len(one.arrivals),
        len(one.departures),
        pieces,
    )


def _list(sheet: Any, plan: PlanReading, one: HandoverList) -> None:
    """Write the sheet of a base and shift: a line per bag, a total per vehicle."""
    title = (both("handover_list"), plan.document["network"], one.stamp)
    put(sheet["A1"], " · ".join(filter(None, title)), "r48 title")
    put(sheet["A2"], f"{both('base')}: {one.base.name_zh}    {one.title}", "r48 bold")
    put_head(sheet, 4, (name for name, _ in _COLUMNS))
    row = 5
    for key, handovers in (("arrivals", one.arrivals), ("departures", one.departures)):
        for handover in handovers:
            for values in _lines(key, handover):
                put_row(sheet, row, values, places=_PLACES)
                row += 1
    put(sheet.cell(row + 1, 1), both("tick_note"), "r48 small")
    sheet.merge_cells(start_row=row + 1, start_column=1, end_row=row + 1, end_column=len(_COLUMNS))
    sheet.freeze_panes = "A5"
    sheet.print_title_rows = "4:4"
    set_page(sheet, (width for _, width in _COLUMNS))


def _lines(key: str, handover: Handover) -> list[tuple[str | float | None, ...]]:
    """Return a line per bag and the total of one vehicle."""
    ride = handover.ride
    known = (
        text(key, "zh"),
        f"{handover.time}-{handover.until}",
        ride.plate,
        ride.driver.line,
        ride.trip_id,
    )
    lines: list[tuple[str | float | None, ...]] = [
        (
            *known,
            bag.destination.name_zh,
            bag.goods.orders,
            bag.goods.pieces,
            round(bag.goods.kg, 1),
            bag.other_text("zh"),
            "☐",
            None,
        )
        for bag in handover.bags
    ]
    goods = handover.goods
    total = f"{text('total', 'zh')} {len(handover.bags)} {text('bags', 'zh')}"
    signs = f"{text('handed', 'zh')}        {text('received', 'zh')}"
    lines.append((*known, total, goods.orders, goods.pieces, round(goods.kg, 1), None, None, signs))
    return lines
