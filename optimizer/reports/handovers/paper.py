"""Hand-over lists as PDF: A4, a page or more per base and shift, to tick and to sign."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from optimizer.reports.files import replace_file
from optimizer.reports.handovers.lists import Bag, Handover, HandoverList
from optimizer.reports.pen import Pen
from optimizer.reports.reading import PlanReading
from optimizer.reports.sheet import LEFT, RIGHT, TOP, Sheet, printed
from optimizer.reports.texts import both, text

_COLUMNS: Final = 2
_HEAD: Final = 34.0
_LINE: Final = 15.0


def write_handover_paper(plan: PlanReading, lists: Sequence[HandoverList], file: Path) -> None:
    """Write the hand-over lists as PDF, with all fonts inside; the same plan, the same bytes."""

    def draw(canvas: Any) -> None:
        for one in lists:
            _Paper(canvas, plan, one).draw()
        if not lists:
            Pen(canvas).write(LEFT, TOP - 20, both("no_handovers"), 14)
            canvas.showPage()

    content = printed(f"{plan.document['network']} {both('handover_list')}", draw)
    with replace_file(file) as raw:
        raw.write(content)


class _Paper(Sheet):
    """Draws one list."""

    def __init__(self, canvas: Any, plan: PlanReading, one: HandoverList) -> None:
        super().__init__(canvas)
        self.plan, self.list = plan, one

    def draw(self) -> None:
        """Draw all pages of the list."""
        self.begin()
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
        self.end()

    def head(self) -> None:
        """Draw the head: title, base, date and shift."""
        pen, one = self.pen, self.list
        pen.write(LEFT, self.y - 8, text("handover_list", "zh"), 20, bold=True)
        pen.write(LEFT + 90, self.y - 8, text("handover_list", "en"), 11)
        pen.write((LEFT + RIGHT) / 2, self.y - 8, one.stamp, 11, bold=True, align="center")
        pen.write(RIGHT, self.y, self.plan.document["network"], 11, bold=True, align="right")
        number = f"No. {one.number:02d} · {text('sheet', 'zh')} {self.page}"
        pen.write(RIGHT, self.y - 13, number, 9, align="right")
        self.line(self.y - 20, 1.2)
        pen.write(LEFT, self.y - 38, one.base.name_zh, 14, bold=True, width=320)
        pen.write(RIGHT, self.y - 38, one.title, 12, bold=True, align="right")
        self.y -= 48

    def foot(self) -> None:
        """Draw the foot: what the boxes mean, and when the plan was made."""
        planned = self.plan.document["planned_at"][:16].replace("T", " ")
        self.pen.write(LEFT, 26, both("tick_note"), 6.5, width=390)
        self.pen.write(RIGHT, 26, f"{both('planned_at')} {planned}", 6.5, align="right")

    def _part(self, name: str, handovers: Sequence[Handover]) -> None:
        """Head what arrives, or what leaves."""
        self.room(18 + _HEAD + 2 * _LINE)
        self.canvas.setFillGray(0.15)
        self.canvas.rect(LEFT, self.y - 18, RIGHT - LEFT, 18, stroke=0, fill=1)
        self.canvas.setFillGray(1)
        self.canvas.setStrokeGray(1)
        self.pen.write(LEFT + 5, self.y - 13, both(name), 11, bold=True)
        pieces = sum(handover.goods.pieces for handover in handovers)
        said = f"{len(handovers)} {both('trips')} · {pieces} {both('piece')}"
        self.pen.write(RIGHT - 5, self.y - 13, said, 9.5, align="right")
        self.canvas.setFillGray(0)
        self.canvas.setStrokeGray(0)
        self.y -= 22

    def _handover(self, handover: Handover) -> None:
        """Draw one vehicle: who, when, how much, the bags, and two signatures."""
        self.room(_HEAD + 2 * _LINE)
        self._vehicle(handover)
        bags = handover.bags
        for at in range(0, len(bags), _COLUMNS):
            if self.y - _LINE < self.bottom:
                self.room(_LINE + _HEAD)
                self._vehicle(handover)
            for column, bag in enumerate(bags[at : at + _COLUMNS]):
                self._bag(LEFT + column * (RIGHT - LEFT) / _COLUMNS, bag)
            self.y -= _LINE
        self.line(self.y - 3, 0.3)
        self.y -= 9

    def _vehicle(self, handover: Handover) -> None:
        """Draw the head of a vehicle."""
        pen, ride, goods = self.pen, handover.ride, handover.goods
        self.canvas.setFillGray(0.92)
        self.canvas.rect(LEFT, self.y - 30, RIGHT - LEFT, 30, stroke=0, fill=1)
        self.canvas.setFillGray(0)
        pen.write(LEFT + 5, self.y - 13, f"{handover.time}-{handover.until}", 11, bold=True)
        pen.write(LEFT + 90, self.y - 13, ride.plate, 11, bold=True, width=110)
        pen.write(LEFT + 5, self.y - 25, ride.trip_id, 8, width=80)
        pen.write(LEFT + 90, self.y - 25, ride.driver.line, 8, width=130)
        amount = f"{goods.pieces} {text('piece', 'zh')} · {len(handover.bags)} {text('bags', 'zh')}"
        pen.write(LEFT + 222, self.y - 13, amount, 11, bold=True, width=120)
        pen.write(LEFT + 222, self.y - 25, f"{goods.kg:.1f} kg", 8)
        for left, key in ((345, "handed"), (438, "received")):
            pen.write(LEFT + left, self.y - 19, f"{both(key)} ________", 8.5, width=100)
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
