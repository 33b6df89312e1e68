"""What a chart is made of: lines, areas, dots and labels at their places, for screen and print."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

Place = tuple[float, float]
Anchor = Literal["start", "middle", "end"]

INK: Final = "#1f2933"
SOFT: Final = "#52606d"
RULE: Final = "#d5dae0"
BAND: Final = "#d9e2ec"
GOOD: Final = "#0072b2"
BAD: Final = "#e69f00"
"""Blue and orange keep apart for every kind of colour blindness, and as dark and light in grey."""
STRONG: Final = "#7a4100"
PAPER: Final = "#ffffff"

_WIDE: Final = frozenset("WFA")
_BRACKETS: Final = re.compile(r"\s*[(\uff08][^)\uff09]*[)\uff09]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line through some places."""

    places: tuple[Place, ...]
    colour: str = INK
    width: float = 1.0
    is_dashed: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon; ``hint`` is what a pointer over it says."""

    places: tuple[Place, ...]
    fill: str
    colour: str | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A disc with its rim."""

    at: Place
    radius: float
    fill: str
    colour: str = INK
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A text at its baseline."""

    at: Place
    text: str
    size: float = 11.0
    anchor: Anchor = "start"
    is_bold: bool = False
    colour: str = INK


Mark = Line | Area | Dot | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """
    A chart whose geometry is settled; the first mark lies lowest.

    Places are in pixels on a screen, in points in print, from the upper left corner.
    ``title`` and ``about`` tell those who cannot see it.
    """

    width: float
    height: float
    title: str
    about: str
    marks: tuple[Mark, ...]


def box(left: float, top: float, right: float, bottom: float) -> tuple[Place, ...]:
    """
    Return the corners of a rectangle.

    Examples
    --------
    >>> box(0, 0, 2, 1)
    ((0, 0), (2, 0), (2, 1), (0, 1))
    """
    return (left, top), (right, top), (right, bottom), (left, bottom)


def text_width(text: str, size: float) -> float:
    """
    Return about how wide a text is, generously: every machine has other fonts.

    Examples
    --------
    >>> round(text_width("翁源", 10), 1), round(text_width("km", 10), 1)
    (20.0, 12.4)
    """
    wide = sum(unicodedata.east_asian_width(sign) in _WIDE for sign in text)
    return (wide + 0.62 * (len(text) - wide)) * size


def fitted(text: str, size: float, width: float) -> str:
    """
    Return as much of a text as fits, with an ellipsis where it is cut.

    Examples
    --------
    >>> fitted("翁源县官渡镇", 10, 40), fitted("翁源", 10, 40)
    ('翁源县…', '翁源')
    """
    if text_width(text, size) <= width:
        return text
    while text and text_width(text, size) + size > width:
        text = text[:-1]
    return f"{text}…"


def unbracketed(name: str) -> str:
    """
    Return a name without what stands in brackets, if anything is left then.

    Examples
    --------
    >>> unbracketed("粤台中转站(粤台农业合作试验区)"), unbracketed("（旧）")
    ('粤台中转站', '（旧）')
    """
    return _BRACKETS.sub("", name).strip() or name


def shortened(name: str, size: float, width: float) -> str:
    """
    Return a name that fits: whole, or without its brackets, or else cut.

    Examples
    --------
    >>> shortened("粤台站(试验区)", 10, 80), shortened("粤台站(试验区)", 10, 40)
    ('粤台站(试验区)', '粤台站')
    """
    if text_width(name, size) <= width:
        return name
    return fitted(unbracketed(name), size, width)
