"""A paper for a meeting: what every page of a study is composed of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from reportlab.lib.colors import HexColor

from optimizer import __version__
from optimizer.reports.charts.drawing import BAD, GOOD, RULE, SOFT, Drawing
from optimizer.reports.charts.ink import draw
from optimizer.reports.charts.legend import Key, heading
from optimizer.reports.comparison.maps import Place, map_drawing
from optimizer.reports.comparison.terrain import Stretch, Terrain
from optimizer.reports.comparison.words import said
from optimizer.reports.sheet import LEFT, RIGHT, Sheet
from optimizer.reports.ways import RoadMap

WIDE: Final = RIGHT - LEFT
GAP: Final = 11.0
HALF: Final = (WIDE - GAP) / 2

SMALL: Final = 0.78
"""So many points are a pixel of the charts: what is read at a desk may be smaller."""

_BARS: Final = {"better": GOOD, "worse": BAD}
_LEAST: Final = 0.72
_MAP: Final = 236.0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; ``is_bold`` says which of its cells stand out."""

    cells: Sequence[str]
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its share of the width, and where its cells stand."""

    head: str
    share: float
    align: Literal["left", "right"] = "right"


class Briefing(Sheet):
    """Two pages with head and foot; what is drawn below each other begins at the left."""

    bottom = 58.0

    def __init__(self, canvas: Any, lang: str, *, title: str, county: str, foot: list[str]) -> None:
        super().__init__(canvas)
        self.lang, self.title, self.county, self.foot_lines = lang, title, county, foot

    def head(self) -> None:
        """Draw the head: what the paper is, which county, which page."""
        self.pen.write(LEFT, self.y - 8, self.title, 17, bold=True, width=WIDE * 0.5)
        self.squeezed(RIGHT, self.y, self.county, 11, WIDE * 0.45, bold=True, align="right")
        page = said("page", self.lang, page=self.page)
        self.pen.write(RIGHT, self.y - 13, page, 8.5, align="right")
        self.line(self.y - 19, 1.2)
        self.y -= 24

    def foot(self) -> None:
        """Draw the foot: what the paper was made from, and who checked."""
        self.canvas.setLineWidth(0.4)
        self.canvas.line(LEFT, 50, RIGHT, 50)
        for number, text in enumerate(self.foot_lines):
            self.squeezed(LEFT, 40 - 10 * number, text, 7.2, WIDE)

    def squeezed(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        width: float,
        *,
        bold: bool = False,
        align: Literal["left", "center", "right"] = "left",
    ) -> None:
        """Write a line, smaller where it is long, and cut only where that is not enough."""
        least = size * _LEAST
        while size > least and self.pen.width(text, size, bold=bold) > width:
            size -= 0.25
        self.pen.write(x, y, text, size, bold=bold, align=align, width=width)

    def paragraph(
        self,
        text: str,
        size: float,
        *,
        most: int = 3,
        bold: bool = False,
        indent: float = 0.0,
        width: float = WIDE,
    ) -> None:
        """Write a text over several lines."""
        for line in self.pen.wrapped(text, size, width - indent, bold=bold, most=most):
            self.y -= size * 1.3
            self.pen.write(LEFT + indent, self.y, line, size, bold=bold)

    def title_line(self, text: str, *, size: float = 11.0) -> None:
        """Write the title of a part."""
        self.y -= size + 7
        self.squeezed(LEFT, self.y, text, size, WIDE, bold=True)
        self.y -= 2

    def verdict(self, kind: str, sentence: str, notes: Sequence[str]) -> None:
        """Write what may be said, large, with what makes it more or less sure."""
        sentence = f"{sentence[:1].upper()}{sentence[1:]}"
        size, indent = 15.0, 12.0
        while size > 9 and len(self._lines(sentence, size, indent)) > 3:
            size -= 0.5
        top = self.y = self.y - 8
        self.paragraph(sentence, size, most=5, bold=True, indent=indent)
        self.y -= 3
        for note in notes:
            self.paragraph(note, 9, most=2, indent=indent)
        self.y -= 5
        self.canvas.setFillColor(HexColor(_BARS.get(kind, SOFT)))
        self.canvas.rect(LEFT, self.y, 5, top - self.y, stroke=0, fill=1)
        self.canvas.setFillGray(0)

    def _lines(self, text: str, size: float, indent: float) -> list[str]:
        """Return a bold text in lines."""
        return self.pen.wrapped(text, size, WIDE - indent, bold=True)

    def table(
        self,
        columns: Sequence[Column],
        rows: Sequence[Row],
        *,
        height: float = 15.0,
        size: float = 9.5,
        most: int = 1,
    ) -> None:
        """
        Draw a table over the width of the page.

        Cells that are too long are written smaller; those at the left over ``most`` lines, broken
        where they say so if that is enough.
        """
        total = sum(column.share for column in columns)
        rooms = [WIDE * column.share / total for column in columns]
        for number, row in enumerate([Row([column.head for column in columns]), *rows]):
            own = size if number else size - 1
            cells = [
                self._cell(cell, column, room - 6, own, most if number else 1)
                for cell, column, room in zip(row.cells, columns, rooms, strict=True)
            ]
            self.y -= height + (max(map(len, cells)) - 1) * own * 1.15
            at = LEFT
            for position, (column, lines, room) in enumerate(
                zip(columns, cells, rooms, strict=True)
            ):
                bold = number == 0 or (row.is_bold and position > 0)
                x = at + (room - 4 if column.align == "right" else 2)
                for up, line in enumerate(reversed(lines)):
                    y = self.y + 4 + up * own * 1.15
                    self.squeezed(x, y, line, own, room - 6, bold=bold, align=column.align)
                at += room
            self.canvas.setStrokeColor(HexColor(RULE if number else SOFT))
            self.canvas.setLineWidth(0.5 if number else 0.9)
            self.canvas.line(LEFT, self.y, RIGHT, self.y)
            self.canvas.setStrokeGray(0)

    def _cell(self, cell: str, column: Column, room: float, size: float, most: int) -> list[str]:
        """Return a cell in lines."""
        if column.align == "right" or most == 1:
            return [cell]
        lines = cell.split("\n")
        if 1 < len(lines) <= most:
            return lines
        return self.pen.wrapped(" ".join(lines), size, room, bold=True, most=most)

    def chart(self, drawing: Drawing, *, left: float = LEFT, scale: float = 1.0) -> None:
        """Draw a chart below what is there, and go below it."""
        draw(drawing, self.pen, left=left, top=self.y, scale=scale)
        self.y -= drawing.height * scale

    def two_maps(
        self,
        places: tuple[list[Place], list[Place]],
        titles: tuple[str, str],
        roads: RoadMap | None,
        stretches: tuple[Sequence[Stretch], Sequence[Stretch]] = ((), ()),
    ) -> None:
        """Draw two maps of one ground side by side, with their titles."""
        points = [each.at for side in places for each in side]
        terrain = Terrain(roads, points, width=HALF, height=_MAP)
        top = self.y
        lefts = (LEFT, LEFT + HALF + GAP)
        for left, side, title, own in zip(lefts, places, titles, stretches, strict=True):
            self.y = top
            self.map(terrain, side, title, own, left=left)

    def map(
        self,
        terrain: Terrain,
        places: list[Place],
        title: str,
        stretches: Sequence[Stretch],
        *,
        left: float = LEFT,
    ) -> None:
        """Draw a map below what is there, with its title, and go below it."""
        self.y -= 14
        self.squeezed(left, self.y, title, 10, terrain.width, bold=True)
        drawing = map_drawing(terrain, places, self.lang, title=title, stretches=stretches)
        draw(drawing, self.pen, left=left, top=self.y - 5)
        self.y -= 5 + terrain.height + 4

    def keys(self, keys: Sequence[Key]) -> None:
        """Draw what marks mean, in as many lines as they need."""
        self.chart(key_drawing(keys))


def key_drawing(keys: Sequence[Key]) -> Drawing:
    """Return what marks mean, over the width of the page."""
    down, marks = heading("", keys, left=0, width=WIDE, size=8.0)
    return Drawing(WIDE, down, "", "", tuple(marks))


def foot_of(document: Mapping[str, Any], lang: str) -> list[str]:
    """Return what the foot says: from what the study was made, and what its plans went through."""
    made = said(
        "made_by",
        lang,
        network=str(document["network"])[:12],
        seed=document["seed"],
        effort=document["effort"],
        version=__version__,
    )
    runs = document.get("runs")
    if not runs:
        return [made, said("each_checked", lang)]
    counts = {"planned": runs["planned"], "failed": runs["failed"], "broke": runs["broke_rules"]}
    is_whole = not counts["failed"] and not counts["broke"]
    return [made, said("all_checked" if is_whole else "some_failed", lang, **counts)]
