"""What stands above every chart: its title, and what its marks mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from optimizer.reports.charts.drawing import (
    INK,
    SOFT,
    Area,
    Label,
    Line,
    Mark,
    Place,
    fitted,
    text_width,
)

TITLE_SIZE = 14.0
SIZE = 11.0
ROW = 18.0
_SIGN = 14.0
_GAP = 16.0


@dataclass(frozen=True, slots=True)
class Key:
    """A mark, drawn as if the middle of its place were the origin, and what it means."""

    marks: tuple[Mark, ...]
    text: str


def heading(
    title: str, keys: Sequence[Key], *, left: float, width: float, size: float = SIZE
) -> tuple[float, list[Mark]]:
    """Return how far down title and legend reach, and their marks; keys that do not fit wrap."""
    marks: list[Mark] = []
    x, y = left, TITLE_SIZE + 4
    if title:
        text = fitted(title, TITLE_SIZE, width)
        marks.append(Label((left, y), text, TITLE_SIZE, is_bold=True))
        y += ROW if keys else 0.0
    for key in keys:
        text = fitted(key.text, size, width - _SIGN - 6)
        room = _SIGN + 6 + text_width(text, size)
        if x > left and x + room > left + width:
            x, y = left, y + size * 1.6
        marks += [moved(mark, (x + _SIGN / 2, y - size * 0.36)) for mark in key.marks]
        marks.append(Label((x + _SIGN + 6, y), text, size, colour=INK))
        x += room + _GAP
    return y + 10, marks


def moved(mark: Mark, by: Place) -> Mark:
    """Return a mark somewhere else."""

    def there(place: Place) -> Place:
        return place[0] + by[0], place[1] + by[1]

    if isinstance(mark, Line | Area):
        return replace(mark, places=tuple(there(place) for place in mark.places))
    return replace(mark, at=there(mark.at))


def square(fill: str, colour: str | None = None) -> Area:
    """Return a square about the origin."""
    return Area(((-5, -5), (5, -5), (5, 5), (-5, 5)), fill, colour)


def arrow(at: Place, colour: str, *, size: float = 4.5, is_up: bool = False) -> Area:
    """Return a triangle that points down to a place, or up to it."""
    x, y = at
    base = y + 1.7 * size if is_up else y - 1.7 * size
    return Area(((x - size, base), (x + size, base), (x, y)), colour)


def diamond(at: Place, fill: str, *, size: float = 7.0, hint: str = "") -> Area:
    """Return a diamond about a place."""
    x, y = at
    corners = ((x, y - size), (x + size, y), (x, y + size), (x - size, y))
    return Area(corners, fill, INK, hint)


def nothing(text: str, width: float, height: float) -> Label:
    """Return what is said where there is nothing to draw."""
    return Label((width / 2, height / 2), fitted(text, 13, width), 13, "middle", colour=SOFT)
