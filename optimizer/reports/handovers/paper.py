"""Hand-over lists as PDF: A4, a page or more per base and shift, to tick and to sign."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from reportlab.pdfgen.canvas import Canvas

from optimizer.reports.files import replace_file
from optimizer.reports.handovers.lists import Bag, Handover, HandoverList
from optimizer.reports.pen import Pen
from optimizer.reports.reading import PlanReading
from optimizer.reports.texts import both, text

_WIDTH: Final = 595.28
_HEIGHT: Final = 841.89
_LEFT: Final = 34.0
_RIGHT: Final = _WIDTH - 34.0
_TOP: Final = _HEIGHT - 36.0
_BOTTOM: Final = 44.0
_COLUMNS: Final = 2
_HEAD: Final = 34.0
_LINE: Final = 15.0


def write_handover_paper(plan: PlanReading, lists: Sequence[HandoverList], file: Path) -> None:
    """Write the hand-over lists as PDF, with all fonts inside; the same plan, the same bytes."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(_WIDTH, _HEIGHT), invariant=1)
    canvas.setTitle(f"{plan.document['network']} {both('handover_list')}")
    canvas.setAuthor("Route48")
    for one in lists:
        _Paper(canvas, plan, one).draw()
    if not lists:
        Pen(canvas).write(_LEFT, _TOP - 20, both("no_handovers"), 14)
        canvas.showPage()
    canvas.save()
    with replace_file(file) as raw:
        raw.write(stream.getvalue())


class _Paper:
    """Draws one list; ``y`` is how far down the page is full."""

    def __init__(self, canvas: Any, plan: PlanReading, one: HandoverList) -> None:
        self.canvas, self.plan, self.list = canvas, plan, one
        self.pen = Pen(canvas)
        self.page = 0
        self.y = 0.0

    def draw(self) -> None:
        """Draw all pages of the list."""
        self._begin()
        title = f"{self.list.base.name_zh} {self.list.title}"
        self.canvas.addOutlineEntry(title, key := f"list{self.list.number}")
        self.canvas.bookmarkPage(key)
        for name, handovers in (
            ("arrivals", self.list.arrivals),
            ("departures", self.list.departures),
        ):
            if handovers:
                self._part(name, handovers)
                for handover in handovers:
                    self._handover(handover)
        self._end()

    def _begin(self) -> None:
        """Begin a page: title, base, date and shift."""
        self.page += 1
        pen, one = self.pen, self.list
        self.y = _TOP
        pen.write(_LEFT, self.y - 8, text("handover_list", "zh"), 20, bold=True)
        pen.write(_LEFT + 90, self.y - 8, text("handover_list", "en"), 11)
        pen.write((_LEFT + _RIGHT) / 2, self.y - 8, one.stamp, 11, bold=True, align="center")
        pen.write(_RIGHT, self.y, self.plan.document["network"], 11, bold=True, align="right")
        number = f"No. {one.number:02d} · {text('sheet', 'zh')} {self.page}"
        pen.write(_RIGHT, self.y - 13, number, 9, align="right")
        self._line(self.y - 20, 1.2)
        pen.write(_LEFT, self.y - 38, one.base.name_zh, 14, bold=True, width=320)
        pen.write(_RIGHT, self.y - 38, one.title, 12, bold=True, align="right")
        self.y -= 48

    def _end(self) -> None:
        """End a page with its foot."""
        planned = self.plan.document["planned_at"][:16].replace("T", " ")
        self.pen.write(_LEFT, 26, both("tick_note"), 6.5, width=390)
        self.pen.write(_RIGHT, 26, f"{both('planned_at')} {planned}", 6.5, align="right")
        self.canvas.showPage()

    def _room(self, height: float) -> None:
        """Make room, on a new page if need be."""
        if self.y - height < _BOTTOM:
            self._end()
            self._begin()

    def _line(self, y: float, width: float = 0.5) -> None:
        """Draw a line across the page."""
        self.canvas.setLineWidth(width)
        self.canvas.line(_LEFT, y, _RIGHT, y)

    def _part(self, name: str, handovers: Sequence[Handover]) -> None:
        """Head what arrives, or what leaves."""
        self._room(18 + _HEAD + 2 * _LINE)
        self.canvas.setFillGray(0.15)
        self.canvas.rect(_LEFT, self.y - 18, _RIGHT - _LEFT, 18, stroke=0, fill=1)
        self.canvas.setFillGray(1)
        self.canvas.setStrokeGray(1)
        self.pen.write(_LEFT + 5, self.y - 13, both(name), 11, bold=True)
        pieces = sum(handover.goods.pieces for handover in handovers)
        said = f"{len(handovers)} {both('trips')} · {pieces} {both('piece')}"
        self.pen.write(_RIGHT - 5, self.y - 13, said, 9.5, align="right")
        self.canvas.setFillGray(0)
        self.canvas.setStrokeGray(0)
        self.y -= 22

    def _handover(self, handover: Handover) -> None:
        """Draw one vehicle: who, when, how much, the bags, and two signatures."""
        self._room(_HEAD + 2 * _LINE)
        self._vehicle(handover)
        bags = handover.bags
        for at in range(0, len(bags), _COLUMNS):
            if self.y - _LINE < _BOTTOM:
                self._room(_LINE + _HEAD)
                self._vehicle(handover)
            for column, bag in enumerate(bags[at : at + _COLUMNS]):
                self._bag(_LEFT + column * (_RIGHT - _LEFT) / _COLUMNS, bag)
            self.y -= _LINE
        self._line(self.y - 3, 0.3)
        self.y -= 9

    def _vehicle(self, handover: Handover) -> None:
        """Draw the head of a vehicle."""
        pen, ride, goods = self.pen, handover.ride, handover.goods
        self.canvas.setFillGray(0.92)
        self.canvas.rect(_LEFT, self.y - 30, _RIGHT - _LEFT, 30, stroke=0, fill=1)
        self.canvas.setFillGray(0)
        pen.write(_LEFT + 5, self.y - 13, f"{handover.time}-{handover.until}", 11, bold=True)
        pen.write(_LEFT + 90, self.y - 13, ride.plate, 11, bold=True, width=110)
        pen.write(_LEFT + 5, self.y - 25, ride.trip_id, 8, width=80)
        pen.write(_LEFT + 90, self.y - 25, ride.driver.line, 8, width=130)
        amount = f"{goods.pieces} {text('piece', 'zh')} · {len(handover.bags)} {text('bags', 'zh')}"
        pen.write(_LEFT + 222, self.y - 13, amount, 11, bold=True, width=120)
        pen.write(_LEFT + 222, self.y - 25, f"{goods.kg:.1f} kg", 8)
        for left, key in ((345, "handed"), (438, "received")):
            pen.write(_LEFT + left, self.y - 19, f"{both(key)} ________", 8.5, width=100)
        self.y -= _HEAD

    def _bag(self, left: float, bag: Bag) -> None:
        """Draw a bag with its box to tick."""
        pen, base = self.pen, self.y - 10
        self.canvas.setLineWidth(0.7)
        self.canvas.rect(left + 4, base - 1, 9, 9)
        pen.write(left + 18, base, bag.destination.name_zh, 9.5, bold=True, width=92)
        amount = f"{bag.goods.pieces} {text('piece', 'zh')}"
        pen.write(left + 136, base, amount, 9.5, bold=True, align="right")
        pen.write(left + 172, base, f"{bag.goods.kg:.1f} kg", 7.5, align="right")
        pen.write(left + 176, base, bag.other_text("zh"), 7.2, width=87)
