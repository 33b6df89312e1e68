"""Names of sets of stations: at their points where they fit, else in a list below the chart."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from optimizer.reports.charts.drawing import INK, RULE, SOFT, Label, Line, Mark, fitted, text_width
from optimizer.reports.charts.drawing import unbracketed as bare

SIZE: Final = 10.5
_LINE: Final = 13.5
_GAP: Final = 3.5
_INDENT: Final = 26.0
_AT_POINT: Final = 2
_JOINT: Final = re.compile(r"(?<=[＋、，；])|(?<=[+,;] )")


@dataclass(frozen=True, slots=True)
class Name:
    """A row of the list: the number under which a point stands on the axis, and what is said."""

    number: str
    text: str


def at_point(name: str, width: float) -> list[str]:
    """
    Return a name in the lines in which it stands at its point; none where it does not fit.

    It breaks behind what joins its stations; what stands in brackets goes first.

    Examples
    --------
    >>> at_point("甲站＋乙站", 60), at_point("甲站（旧）＋乙站", 40), at_point("甲乙丙站", 30)
    (['甲站＋乙站'], ['甲站＋', '乙站'], [])
    """
    lines = wrapped(name if text_width(name, SIZE) <= width else bare(name), width)
    fits = len(lines) <= _AT_POINT and all(text_width(line, SIZE) <= width for line in lines)
    return lines if fits else []


def wrapped(
    name: str, width: float, measure: Callable[[str], float] = lambda text: text_width(text, SIZE)
) -> list[str]:
    """Return a name in as many lines as it needs; a part longer than a line stays whole."""
    lines = [""]
    for part in _JOINT.split(name):
        if lines[-1] and measure((lines[-1] + part).rstrip()) > width:
            lines.append("")
        lines[-1] += part
    return [line.strip() for line in lines]


def names_below(
    names: Sequence[Name], *, left: float, top: float, width: float
) -> tuple[float, list[Mark]]:
    """Return how high a list of names is, and its marks; below ``top``, none of them is cut."""
    marks: list[Mark] = []
    room, y = width - _INDENT, top
    for name in names:
        marks.append(Line(((left, y), (left + width, y)), RULE, 0.6))
        is_long = text_width(name.text, SIZE) > room
        for place, line in enumerate(wrapped(bare(name.text) if is_long else name.text, room)):
            y += _LINE
            if not place:
                marks.append(Label((left, y), name.number, SIZE, is_bold=True, colour=SOFT))
            text = fitted(line, SIZE, room)
            marks.append(Label((left + _INDENT, y), text, SIZE, colour=INK))
        y += _GAP
    return y - top + _GAP, marks
