"""Run sheets as PDF: A4, a page or more per duty, readable on a clipboard in a van."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from optimizer.reports.files import replace_file
from optimizer.reports.notes import phone_of
from optimizer.reports.pen import Pen
from optimizer.reports.qr import draw_qr
from optimizer.reports.reading import PlanReading
from optimizer.reports.runsheets.sheets import Call, DutySheet, Goods, Loading, TripSheet
from optimizer.reports.sheet import LEFT, RIGHT, TOP, Sheet, printed
from optimizer.reports.texts import both, text, vehicle_type_text

_ROW: Final = 25.0

_BAG_COLUMNS: Final = 4
_BLANK: Final = "______________"

# Where each column begins; the last number is where the table ends.
_EDGES: Final = tuple(
    LEFT + at for at in (0, 20, 150, 186, 222, 302, 382, 424, 472, 500, RIGHT - LEFT)
)
_HEADS: Final = (
    "number",
    "site",
    "arrival",
    "departure",
    "unload",
    "load",
    "onboard",
    "next_stop",
    "tick",
    "note",
)


def write_paper(plan: PlanReading, sheets: Sequence[DutySheet], file: Path) -> None:
    """
    Write the run sheets as PDF.

    All signs come from fonts inside the file, so it prints the same on every machine.
    """

    def draw(canvas: Any) -> None:
        for sheet in sheets:
            _Paper(canvas, plan, sheet).draw()
        if not sheets:
            Pen(canvas).write(LEFT, TOP - 20, both("no_duties"), 14)
            canvas.showPage()

    content = printed(f"{plan.document['network']} 派车单 Run sheets", draw)
    with replace_file(file) as raw:
        raw.write(content)


class _Paper(Sheet):
    """Draws one run sheet."""

    bottom = 62.0

    def __init__(self, canvas: Any, plan: PlanReading, sheet: DutySheet) -> None:
        super().__init__(canvas)
        self.plan, self.sheet = plan, sheet

    def draw(self) -> None:
        """Draw all pages of the sheet."""
        self.begin()
        title = f"{self.plan.document['network']} {self.sheet.vehicle.plate} {self.sheet.date}"
        self.canvas.addOutlineEntry(title, key := f"duty{self.sheet.number}")
        self.canvas.bookmarkPage(key)
        self._facts()
        for trip in self.sheet.trips:
            self._trip(trip)
        self._signatures()
        self.end()

    def head(self) -> None:
        """Draw the head: title, plate and number."""
        sheet, pen = self.sheet, self.pen
        pen.write(LEFT, self.y - 8, text("run_sheet", "zh"), 20, bold=True)
        pen.write(LEFT + 68, self.y - 8, text("run_sheet", "en"), 11)
        pen.write((LEFT + RIGHT) / 2, self.y - 8, sheet.stamp, 11, bold=True, align="center")
        network = self.plan.document["network"]
        pen.write(RIGHT, self.y, network, 11, bold=True, align="right", width=240)
        number = f"No. {sheet.number:02d} · {text('sheet', 'zh')} {self.page}"
        pen.write(RIGHT, self.y - 13, number, 9, align="right")
        self.line(self.y - 20, 1.2)
        self.y -= 30
        if self.page > 1:
            again = f"{sheet.vehicle.plate} · {sheet.date} · {sheet.shift}"
            pen.write(LEFT, self.y - 4, again, 10, bold=True)
            self.y -= 16

    def foot(self) -> None:
        """Draw the foot: what the boxes mean, and when the plan was made."""
        planned = self.plan.document["planned_at"][:16].replace("T", " ")
        foot = f"{both('planned_at')} {planned}"
        self.pen.write(LEFT, 26, both("bag_note"), 6.5, width=400)
        self.pen.write(RIGHT, 26, foot, 6.5, align="right")

    def _facts(self) -> None:
        """Write what the driver asks first: which vehicle, when, from where."""
        sheet, pen, top = self.sheet, self.pen, self.y
        vehicle = sheet.vehicle
        room = 132
        plate, size = vehicle.plate or vehicle.vehicle_id, 24.0
        while size > 12 and pen.width(plate, size, bold=True) > room:
            size -= 0.5  # a plate is never cut: it is what the driver looks for
        pen.write(LEFT, top - 20, plate, size, bold=True, width=room)
        kind = vehicle_type_text(vehicle.vehicle_type, "zh")
        echelon = text(str(vehicle.echelon), "zh")
        pen.write(LEFT, top - 36, f"{kind} · {echelon}", 9.5, width=room)
        pen.write(LEFT, top - 50, vehicle.vehicle_id, 9, width=room)
        fields = (
            (138, 0, "date", sheet.date),
            (138, 1, "shift", sheet.shift),
            (138, 2, "home", sheet.home.name_zh),
            (138, 3, "dispatcher", sheet.dispatcher.line or _BLANK),
            (318, 0, "leaves", f"{sheet.start}  -  {sheet.end}"),
            (318, 1, "distance", f"{sheet.km:.1f} km · {sheet.num_stops} {text('calls', 'zh')}"),
            (318, 2, "driver", sheet.driver.name or _BLANK),
            (318, 3, "phone", sheet.driver.phone or _BLANK),
        )
        for left, line, key, value in fields:
            y = top - 6 - 15 * line
            pen.write(LEFT + left, y, text(key, "zh"), 9.5)
            beside = LEFT + left + 2 + pen.width(text(key, "zh"), 9.5)
            pen.write(beside, y, text(key, "en"), 7, width=36)
            start = left + (68 if left < 300 else 58)
            room = 110 if left < 300 else 94
            pen.write(LEFT + start, y, value, 10, bold=key != "home", width=room)
        if sheet.page:
            draw_qr(self.canvas, sheet.page, x=RIGHT - 60, y=top - 57, size=66)
            pen.write(RIGHT - 27, top - 60, text("scan", "zh"), 6.5, align="center")
        self.y = top - 66

    def _trip(self, trip: TripSheet) -> None:
        """Draw the table of a trip and what is loaded for it."""
        self.room(18 + 22 + 3 * _ROW)
        self.canvas.setFillGray(0.9)
        self.canvas.rect(LEFT, self.y - 18, RIGHT - LEFT, 18, stroke=0, fill=1)
        self.canvas.setFillGray(0)
        status = both(trip.status)
        name = f"{both('trip')} {trip.trip_id}"
        self.pen.write(LEFT + 5, self.y - 13, name, 10.5, bold=True, width=200)
        times = f"{trip.start} - {trip.end} · {trip.km:.1f} km · {status}"
        self.pen.write(RIGHT - 5, self.y - 13, times, 9.5, align="right")
        self.y -= 18
        self._heads()
        for call in trip.calls:
            if self.room(_ROW):
                self._heads()
            self._call(call)
        for loading in trip.loading:
            self._loading(loading)
        self.y -= 10

    def _heads(self) -> None:
        """Draw the head of the table, Chinese over English."""
        for left, right, name in zip(_EDGES, _EDGES[1:], _HEADS, strict=False):
            middle = (left + right) / 2
            self.pen.write(middle, self.y - 9.5, text(name, "zh"), 8.5, bold=True, align="center")
            self.pen.write(middle, self.y - 18, text(name, "en"), 6.5, align="center")
        self.y -= 21
        self.line(self.y, 0.8)

    def _call(self, call: Call) -> None:
        """Draw the line of a stop."""
        pen, high, low = self.pen, self.y - 11, self.y - 20.5
        middles = [(left + right) / 2 for left, right in pairwise(_EDGES)]
        pen.write(middles[0], high - 4, str(call.number), 10, bold=True, align="center")
        width = _EDGES[2] - _EDGES[1] - 6
        pen.write(_EDGES[1] + 3, high, call.site.name_zh, 10, bold=True, width=width)
        about = (phone_of(call.site), call.site.site_id, call.site.town)
        pen.write(_EDGES[1] + 3, low, "  ".join(filter(None, about)), 7.5, width=width)
        pen.write(middles[2], high, call.arrival, 10, align="center")
        if call.waits:
            pen.write(middles[2], low, f"等至 {call.start}", 7, align="center")
        pen.write(middles[3], high, call.departure, 10, bold=True, align="center")
        self._goods(_EDGES[4], call.unload)
        self._goods(_EDGES[5], call.load)
        pen.write(middles[6], high, f"{call.onboard_kg:.0f}", 9.5, align="center")
        if call.km_to_next is not None:
            pen.write(middles[7], high, f"{call.km_to_next:.1f} km", 8.5, align="center")
            pen.write(middles[7], low, f"{call.minutes_to_next} 分 min", 7, align="center")
        self.canvas.setLineWidth(0.9)
        self.canvas.rect(middles[8] - 6, self.y - 18.5, 12, 12)
        if call.handover:
            pen.write(middles[9], high - 4, text("handover", "zh"), 8.5, bold=True, align="center")
        self.y -= _ROW
        self.line(self.y, 0.3)

    def _goods(self, left: float, goods: Goods) -> None:
        """Write pieces over bags and weight; nothing where nothing is handled."""
        if not goods.pieces:
            self.pen.write(left + 40, self.y - 15, "-", 9, align="center")
            return
        pieces = f"{goods.pieces} {text('piece', 'zh')}"
        self.pen.write(left + 40, self.y - 11, pieces, 10.5, bold=True, align="center")
        rest = f"{goods.bags} {text('bags', 'zh')} · {goods.kg:.1f} kg"
        self.pen.write(left + 40, self.y - 20.5, rest, 7.5, align="center")

    def _loading(self, loading: Loading) -> None:
        """List what is handed over where, by destination, with a box to tick for each bag."""
        self.room(34)
        self.y -= 15
        start, end = loading.loaded_at, loading.unloaded_at
        name = f"{both('loading_list')}: {start.number} - {end.number} {end.site.name_zh}"
        self.pen.write(LEFT + 3, self.y, name, 8, bold=True)
        width = (RIGHT - LEFT) / _BAG_COLUMNS
        for at, (site, what) in enumerate(loading.bags):
            column = at % _BAG_COLUMNS
            if not column:
                self.room(14)
                self.y -= 14
            left = LEFT + column * width
            self.canvas.setLineWidth(0.6)
            self.canvas.rect(left + 3, self.y - 1, 7.5, 7.5)
            amount = f"{what.pieces}{text('piece', 'zh')} {what.kg:.1f}kg"
            self.pen.write(left + width - 8, self.y, amount, 7.5, align="right")
            room = width - 26 - self.pen.width(amount, 7.5)
            self.pen.write(left + 14, self.y, site.name_zh, 8, width=room)

    def _signatures(self) -> None:
        """Draw the lines to sign on."""
        self.room(40)
        self.y -= 30
        for left, key in ((0, "driver"), (180, "dispatcher"), (350, "handed_by")):
            self.pen.write(LEFT + left, self.y, f"{both(key)}: ____________", 9, width=176)
