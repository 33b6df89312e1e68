"""Run sheets as a workbook: an index, and a sheet per duty."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from openpyxl.worksheet.hyperlink import Hyperlink

from optimizer.reports.cells import new_book, put, put_head, put_row, set_page, sheet_title
from optimizer.reports.files import replace_file
from optimizer.reports.notes import phone_of
from optimizer.reports.reading import PlanReading
from optimizer.reports.runsheets.sheets import Call, DutySheet, TripSheet
from optimizer.reports.texts import both, text, vehicle_type_text

_COLUMNS: Final = (
    ("number", 5),
    ("site", 28),
    ("phone", 15),
    ("arrival", 9),
    ("begins", 9),
    ("departure", 9),
    ("unload_pieces", 9),
    ("unload_bags", 9),
    ("unload_kg", 10),
    ("load_pieces", 9),
    ("load_bags", 9),
    ("load_kg", 10),
    ("onboard", 10),
    ("km_to_next", 10),
    ("minutes_to_next", 10),
    ("tick", 7),
    ("note", 16),
)
_INDEX: Final = (
    ("sheet", 6),
    ("date", 16),
    ("shift", 13),
    ("plate", 14),
    ("vehicle", 24),
    ("home", 28),
    ("leaves", 9),
    ("returns", 9),
    ("trips", 7),
    ("stops", 7),
    ("pieces", 8),
    ("distance_km", 10),
    ("driver", 24),
)
_LAST_COLUMN: Final = "Q"


def write_workbook(plan: PlanReading, sheets: Sequence[DutySheet], file: Path) -> None:
    """Write the run sheets as XLSX, ready to print on A4."""
    book = new_book()
    _index(book.active, plan, sheets)
    for sheet in sheets:
        _duty(book.create_sheet(_title(sheet)), plan, sheet)
    stream = io.BytesIO()
    book.save(stream)
    with replace_file(file) as raw:
        raw.write(stream.getvalue())


def _title(sheet: DutySheet) -> str:
    """Return the name of a duty's worksheet."""
    return sheet_title(sheet.number, sheet.vehicle.plate or sheet.vehicle_id, f"D{sheet.day}")


def _index(sheet: Any, plan: PlanReading, duties: Sequence[DutySheet]) -> None:
    """Write the sheet that lists all duties, with links."""
    sheet.title = both("index")
    put(sheet["A1"], f"{plan.document['network']} {both('run_sheet')}", "r48 title")
    planned = plan.document["planned_at"][:16].replace("T", " ")
    put(sheet["A2"], f"{both('planned_at')} {planned}")
    put_head(sheet, 4, (name for name, _ in _INDEX))
    for row, duty in enumerate(duties, start=5):
        put_row(sheet, row, _index_values(duty))
        sheet.cell(row, 1).hyperlink = Hyperlink(f"A{row}", location=f"'{_title(duty)}'!A1")
    if not duties:
        put(sheet["A5"], both("no_duties"))
    sheet.freeze_panes = "A5"
    sheet.print_title_rows = "4:4"
    set_page(sheet, (width for _, width in _INDEX))


def _index_values(duty: DutySheet) -> tuple[str | float, ...]:
    """Return the line of a duty in the index."""
    vehicle = duty.vehicle
    return (
        duty.number,
        duty.date,
        duty.shift,
        vehicle.plate,
        f"{vehicle.vehicle_id} {vehicle_type_text(vehicle.vehicle_type, 'zh')}",
        duty.home.name_zh,
        duty.start,
        duty.end,
        len(duty.trips),
        duty.num_stops,
        duty.pieces,
        round(duty.km, 1),
        duty.driver.line,
    )


def _duty(sheet: Any, plan: PlanReading, duty: DutySheet) -> None:
    """Write the sheet of a duty."""
    vehicle = duty.vehicle
    kind = vehicle_type_text(vehicle.vehicle_type, "zh")
    facts = (
        f"{both('plate')}: {vehicle.plate}",
        f"{both('vehicle')}: {vehicle.vehicle_id} {kind}",
        f"{both('home')}: {duty.home.name_zh}",
    )
    times = (
        f"{both('date')}: {duty.date}",
        f"{both('shift')}: {duty.shift}    {duty.start}-{duty.end}",
        f"{both('distance')}: {duty.km:.1f} km    "
        f"{both('driver')}: {duty.driver.line or '______________'}",
    )
    title = (both("run_sheet"), plan.document["network"], duty.stamp)
    put(sheet["A1"], " · ".join(filter(None, title)), "r48 title")
    for row, texts in ((2, facts), (3, times)):
        for column, value in zip("AFK", texts, strict=True):
            put(sheet[f"{column}{row}"], value, "r48 bold")
    row = 5
    for trip in duty.trips:
        row = _trip(sheet, row, trip)
    for column, key in zip("AFK", ("driver", "dispatcher", "handed_by"), strict=True):
        put(sheet[f"{column}{row}"], f"{both(key)} {both('signature')}: ____________")
    put(sheet[f"A{row + 2}"], both("bag_note"))
    set_page(sheet, (width for _, width in _COLUMNS))


def _trip(sheet: Any, row: int, trip: TripSheet) -> int:
    """Write the table of a trip and return the row after it."""
    status = text(trip.status, "zh")
    name = f"{both('trip')} {trip.trip_id}   {trip.start}-{trip.end}   {trip.km:.1f} km   {status}"
    put(sheet.cell(row, 1), name, "r48 bold")
    put_head(sheet, row + 1, (name for name, _ in _COLUMNS))
    row += 2
    for call in trip.calls:
        put_row(sheet, row, _call_values(call))
        sheet.row_dimensions[row].height = 30
        row += 1
    for loading in trip.loading:
        listed = "；".join(
            f"{site.name_zh} {goods.pieces}件 {goods.kg:.1f}kg" for site, goods in loading.bags
        )
        ends = f"{loading.loaded_at.number} - {loading.unloaded_at.number}"
        put(sheet.cell(row, 1), f"{both('loading_list')} {ends}: {listed}", "r48 small")
        sheet.merge_cells(f"A{row}:{_LAST_COLUMN}{row}")
        sheet.row_dimensions[row].height = 13 * (1 + len(listed) // 90)
        row += 1
    return row + 1


def _call_values(call: Call) -> tuple[str | float | None, ...]:
    """Return the line of a stop."""
    goods = [
        value
        for what in (call.unload, call.load)
        for value in (what.pieces or None, what.bags or None, round(what.kg, 1) or None)
    ]
    return (
        call.number,
        f"{call.site.name_zh}\n{call.site.site_id} {call.site.town}".rstrip(),
        phone_of(call.site),
        call.arrival,
        call.start,
        call.departure,
        *goods,
        round(call.onboard_kg, 1),
        None if call.km_to_next is None else round(call.km_to_next, 1),
        call.minutes_to_next,
        "☐",
        both("handover") if call.handover else "",
    )
