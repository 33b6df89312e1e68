"""Write Chinese and Latin text on a PDF page."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from typing import Any, Final, Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from optimizer.reports.defuse import plain_text
from optimizer.reports.fonts import HAN_FONT

Align = Literal["left", "center", "right"]

_HAN: Final = "Route48Han"
_LATIN: Final = "Route48Latin"
_LATIN_BOLD: Final = "Route48LatinBold"
_MISSING: Final = "?"
# The Latin letters that come with ReportLab run large beside the Han signs.
_LATIN_SCALE: Final = 0.92
# What stays on one line: a word with its blanks, or a Han sign with what may not begin a line.
_PIECE: Final = re.compile(
    r"(?:[\u2e80-\u303f\u3041-\uffff]|[^\s\u2e80-\u303f\u3041-\uffff]+)[，。；：、！？）》”’…),.;:!?]*\s*|\s+"
)


@cache
def _signs() -> tuple[frozenset[int], frozenset[int]]:
    """Register the fonts once and return which signs the Latin and the Han font have."""
    fonts = (
        TTFont(_LATIN, "Vera.ttf"),
        TTFont(_LATIN_BOLD, "VeraBd.ttf"),
        TTFont(_HAN, str(HAN_FONT)),
    )
    for font in fonts:
        pdfmetrics.registerFont(font)
    return frozenset(fonts[0].face.charToGlyph), frozenset(fonts[2].face.charToGlyph)


def runs(text: str) -> list[tuple[bool, str]]:
    """
    Split a text into runs of one font each: whether it is Han, and the signs.

    Control characters are dropped; signs that neither font has become a question mark.
    """
    latin, han = _signs()
    signs = []
    for sign in plain_text(" ".join(text.split())):
        is_han = ord(sign) not in latin and ord(sign) in han
        signs.append((is_han, sign if is_han or ord(sign) in latin else _MISSING))
    return [
        (is_han, "".join(sign for _, sign in run))
        for is_han, run in groupby(signs, key=lambda pair: pair[0])
    ]


class Pen:
    """Writes on a ReportLab canvas, sign by sign in the font that has it."""

    def __init__(self, canvas: Any) -> None:
        _signs()
        self.canvas = canvas

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return how wide a text is, in points."""
        total = 0.0
        for is_han, run in runs(text):
            total += pdfmetrics.stringWidth(run, *_font(is_han, size, bold))
        return total

    def fitted(self, text: str, size: float, width: float, *, bold: bool = False) -> str:
        """Return as much of a text as fits, with an ellipsis where it is cut."""
        if self.width(text, size, bold=bold) <= width:
            return text
        while text and self.width(f"{text}…", size, bold=bold) > width:
            text = text[:-1]
        return f"{text}…"

    def wrapped(
        self, text: str, size: float, width: float, *, bold: bool = False, most: int | None = None
    ) -> list[str]:
        """
        Return a text in lines that fit, at most so many: then the last ends in an ellipsis.

        A word that alone is too wide is broken.
        """
        lines = [""]
        for piece in _PIECE.findall(" ".join(text.split())):
            if self.width(lines[-1] + piece.rstrip(), size, bold=bold) <= width:
                lines[-1] += piece
                continue
            if lines[-1]:
                lines.append("")
            for sign in piece:
                if lines[-1] and self.width(lines[-1] + sign, size, bold=bold) > width:
                    lines.append("")
                lines[-1] += sign
        if most is not None and len(lines) > most:
            rest = "".join(lines[most - 1 :])
            lines = [*lines[: most - 1], self.fitted(rest, size, width, bold=bold)]
        return [line.rstrip() for line in lines]

    def write(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        align: Align = "left",
        width: float | None = None,
    ) -> None:
        """Write a text at its baseline; ``align`` says which part of it stands at ``x``."""
        if width is not None:
            text = self.fitted(text, size, width, bold=bold)
        if align != "left":
            x -= self.width(text, size, bold=bold) / (2 if align == "center" else 1)
        line = self.canvas.beginText(x, y)
        for is_han, run in runs(text):
            line.setFont(*_font(is_han, size, bold))
            # The Han font has one weight; a stroke round its signs makes them bold.
            line.setTextRenderMode(2 if is_han and bold else 0)
            line.textOut(run)
        # The canvas remembers the mode beyond this text.
        line.setTextRenderMode(0)
        self.canvas.setLineWidth(size * 0.03)
        self.canvas.drawText(line)


def _font(is_han: bool, size: float, bold: bool) -> tuple[str, float]:
    """Return the name and size of the font of a run."""
    if is_han:
        return _HAN, size
    return (_LATIN_BOLD if bold else _LATIN), size * _LATIN_SCALE
