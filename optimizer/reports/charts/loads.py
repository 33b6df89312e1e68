"""How much every station handles a day, today and in a scenario."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from optimizer.reports.charts.drawing import (
    BAND,
    GOOD,
    INK,
    SOFT,
    Area,
    Drawing,
    Label,
    Line,
    Mark,
    box,
    shortened,
    text_width,
)
from optimizer.reports.charts.legend import Key, heading, nothing, square
from optimizer.reports.charts.scales import is_known, scale, shown
from optimizer.reports.charts.svg import svg
from optimizer.reports.charts.words import said

_SIZE: Final = 11.0
_MARGIN: Final = 10.0
_LEAST: Final = 8.0
_BAR: Final = 9.0
_ROW: Final = 2 * _BAR + 9.0


@dataclass(frozen=True, slots=True)
class StationLoad:
    """What a station handles a day, in pieces; None where it is not open."""

    name: str
    base: float | None
    scenario: float | None


def load_chart(
    loads: Sequence[StationLoad],
    lang: str,
    *,
    unit: str = "",
    width: float = 640,
    height: float | None = None,
    name: str = "",
    title: str = "",
) -> str:
    """Return the load of stations as SVG; parameters as in `load_drawing`."""
    drawing = load_drawing(
        loads, lang, unit=unit, width=width, height=height, name=name, title=title
    )
    return svg(drawing, lang)


def load_drawing(
    loads: Sequence[StationLoad],
    lang: str,
    *,
    unit: str = "",
    width: float = 640,
    height: float | None = None,
    name: str = "",
    title: str = "",
) -> Drawing:
    """
    Draw two bars for each station: today above, the scenario below.

    Parameters
    ----------
    loads
        The stations in the order in which they are shown.
    lang
        ``zh`` or ``en``.
    unit
        What is counted; pieces by default.
    width, height
        Of the whole drawing; by default as high as the stations need.
    name
        What people call the scenario.
    title
        Instead of the usual one.
    """
    heads = title or said("load", lang, unit=unit or said("pieces", lang))
    keys = [
        Key((square(BAND, SOFT),), said("today", lang)),
        Key((square(GOOD),), name or said("scenario", lang)),
    ]
    down, marks = heading(heads, keys if loads else (), left=_MARGIN, width=width - 2 * _MARGIN)
    needed = down + _ROW * max(len(loads), 2) + 8
    tall = needed if height is None else height
    if not loads:
        empty = nothing(said("no_loads", lang), width, tall + down)
        return Drawing(width, tall, heads, said("no_loads", lang), (*marks, empty))
    row = (tall - down - 8) / len(loads)
    marks += _bars(loads, down + 2, row, width)
    about = said("full_stop", lang).join(
        said(
            "load_about", lang, name=each.name, base=shown(each.base), scenario=shown(each.scenario)
        )
        for each in loads
    )
    return Drawing(width, tall, heads, about, tuple(marks))


def _bars(loads: Sequence[StationLoad], top: float, row: float, width: float) -> list[Mark]:
    """Draw the bars of every station below a height."""
    amounts = [amount for each in loads for amount in (each.base, each.scenario)]
    room = width * 0.46
    called = [shortened(each.name, _LEAST, room) for each in loads]
    names = min(max(text_width(name, _SIZE) for name in called), room)
    left = _MARGIN + names + 8
    numbers = max(text_width(shown(amount), _SIZE) for amount in amounts) + 8
    across = scale(amounts, left, width - _MARGIN - numbers)
    bar = min(_BAR, (row - 3) / 2)
    size = min(_SIZE, bar + 2)
    marks: list[Mark] = []
    for number, (each, name) in enumerate(zip(loads, called, strict=True)):
        middle = top + (number + 0.5) * row
        letters = max(_SIZE * min(names / text_width(name or " ", _SIZE), 1.0), _LEAST)
        marks.append(Label((left - 8, middle + 4), name, letters, "end"))
        for amount, fill, up in ((each.base, BAND, middle - bar), (each.scenario, GOOD, middle)):
            end = across(amount) if is_known(amount) else left
            hint = f"{each.name} {shown(amount)}"
            rim = SOFT if fill == BAND else None
            marks.append(Area(box(left, up, max(end, left + 0.5), up + bar), fill, rim, hint))
            marks.append(Label((end + 5, up + bar - 1), shown(amount), size - 1, colour=INK))
    bottom = top + row * len(loads)
    return [*marks, Line(((left, top), (left, bottom)), INK, 1.2)]
