"""How many stations: what the best set of each number costs a day, and what today's does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from optimizer.reports.charts.cutting import amounts_within
from optimizer.reports.charts.drawing import (
    BAD,
    GOOD,
    INK,
    PAPER,
    RULE,
    SOFT,
    STRONG,
    Area,
    Dot,
    Drawing,
    Label,
    Line,
    Mark,
    Place,
    box,
    fitted,
    text_width,
    unbracketed,
)
from optimizer.reports.charts.legend import Key, arrow, diamond, heading, nothing
from optimizer.reports.charts.scales import Scale, digits_of, is_known, scale, shown
from optimizer.reports.charts.svg import svg
from optimizer.reports.charts.words import said

_SIZE: Final = 10.5
_MARGIN: Final = 10.0
_LINE: Final = 12.0
_BEYOND: Final = 9.0
_JOINT: Final = re.compile(r"(?<=[＋、，])|(?<=[+,] )")


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """
    A set of stations: how many, what it costs a day with its 95 % interval, who they are.

    ``cost`` is in the currency of the chart; bounds are None where nobody knows them.
    """

    stations: int
    cost: float
    low: float | None
    high: float | None
    name: str = ""
    is_today: bool = False


def frontier_chart(
    steps: Sequence[FrontierPoint],
    lang: str,
    *,
    unit: str,
    width: float = 640,
    height: float = 320,
    title: str = "",
) -> str:
    """Return the cost by number of stations as SVG; parameters as in `frontier_drawing`."""
    drawing = frontier_drawing(steps, lang, unit=unit, width=width, height=height, title=title)
    return svg(drawing, lang)


def frontier_drawing(
    steps: Sequence[FrontierPoint],
    lang: str,
    *,
    unit: str,
    width: float = 640,
    height: float = 320,
    title: str = "",
) -> Drawing:
    """
    Draw the cost by number of stations; the axis does not begin at zero.

    Parameters
    ----------
    steps
        The best set of each number, and today's.
    lang
        ``zh`` or ``en``.
    unit
        The currency as people of that language write it.
    width, height
        Of the whole drawing.
    title
        Instead of the usual one.
    """
    heads = title or said("frontier", lang, unit=unit)
    known = [step for step in steps if is_known(step.cost)]
    inner = width - 2 * _MARGIN
    if not known:
        down, marks = heading(heads, (), left=_MARGIN, width=inner)
        empty = nothing(said("no_points", lang), width, height + down)
        return Drawing(width, height, heads, said("no_points", lang), (*marks, empty))
    keys = [
        Key((Line(((0, -7), (0, 7)), INK, 1.2), Dot((0, 0), 4.5, GOOD)), said("point", lang)),
        Key((Dot((0, 0), 6.5, "none", INK), Dot((0, 0), 4.0, GOOD)), said("best", lang)),
    ]
    if any(step.is_today for step in known):
        keys.append(Key((diamond((0, 0), BAD, size=6),), said("today", lang)))
    amounts = amounts_within([(step.cost, step.low, step.high) for step in known])
    reach = scale(amounts, 0.0, 1.0, with_zero=False)
    if any(_is_cut(step, reach) for step in known):
        keys.append(Key((arrow((0, -5), STRONG, is_up=True),), said("cut", lang)))
    down, marks = heading(heads, keys, left=_MARGIN, width=inner)
    digits = digits_of(*(step.cost for step in known))
    points = said("full_stop", lang).join(
        said("point_about", lang, stations=step.stations, cost=shown(step.cost, digits))
        for step in known
    )
    about = said("frontier_about", lang, count=len(known), points=points)
    marks += _plot(known, reach, lang, (down + 20, height - 40), width)
    return Drawing(width, height, heads, about, tuple(marks))


def _plot(
    steps: Sequence[FrontierPoint],
    reach: Scale,
    lang: str,
    span: tuple[float, float],
    width: float,
) -> list[Mark]:
    """Draw axes, intervals and points between two heights."""
    upright = replace(reach, start=span[1], end=span[0])
    left = _MARGIN + 8 + max(text_width(shown(t, upright.digits), _SIZE) for t in upright.ticks)
    right = width - _MARGIN
    marks: list[Mark] = []
    for tick in upright.ticks:
        y = upright(tick)
        marks.append(Line(((left, y), (right, y)), RULE, 0.6))
        text = shown(tick, upright.digits)
        marks.append(Label((left - 6, y + 3.5), text, _SIZE, "end", colour=SOFT))
    numbers = range(min(step.stations for step in steps), max(step.stations for step in steps) + 1)
    share = (right - left) / len(numbers)
    across = Scale(numbers[0], numbers[0] + 1, 1, left + share / 2, left + share * 1.5)
    for number in numbers:
        x = across(number)
        marks.append(Line(((x, span[1]), (x, span[1] + 4)), SOFT, 0.8))
        marks.append(Label((x, span[1] + 16), str(number), _SIZE, "middle", colour=SOFT))
    middle, low = (left + right) / 2, span[1] + 32
    marks.append(Label((middle, low), said("stations", lang), _SIZE, "middle", colour=SOFT))
    marks.append(Line(((left, span[1]), (right, span[1])), INK, 1.0))
    return marks + _points(steps, upright, across, share)


def _points(
    steps: Sequence[FrontierPoint], upright: Scale, across: Scale, share: float
) -> list[Mark]:
    """Draw the points; today's stands beside that of its number."""
    proposed = sorted((s for s in steps if not s.is_today), key=lambda step: step.stations)
    best = min(proposed, key=lambda step: step.cost, default=None)
    way = tuple((across(step.stations), _within(step.cost, upright)) for step in proposed)
    marks: list[Mark] = [Line(way, GOOD, 1.2)] if len(way) > 1 else []
    digits = digits_of(*(step.cost for step in steps))
    shared = {step.stations for step in proposed}
    for step in sorted(steps, key=lambda each: each.is_today):
        beside = min(share * 0.2, 26.0) if step.is_today and step.stations in shared else 0.0
        x, y = across(step.stations) + beside, _within(step.cost, upright)
        marks += _interval(step, x, upright)
        hint = _hint(step, digits)
        if step.is_today:
            marks.append(diamond((x, y), BAD, hint=hint))
        else:
            if step is best:
                marks.append(Dot((x, y), 8.5, "none", INK))
            marks.append(Dot((x, y), 5.0, GOOD, hint=hint))
        marks += _name(step, (x, y), upright, digits, width=share - 6, is_bold=step is best)
    return marks


def _interval(step: FrontierPoint, x: float, upright: Scale) -> Iterator[Mark]:
    """Yield the interval of a point; an arrow where it, or the point, goes on beyond the chart."""
    ends = [step.cost, step.cost]
    if is_known(step.low) and is_known(step.high):
        ends = [step.low, step.high]
        top, bottom = (_within(end, upright) for end in reversed(ends))
        yield Line(((x, top), (x, bottom)), INK, 1.2)
        for end in ends:
            if upright.low <= end <= upright.high:
                yield Line(((x - 4, upright(end)), (x + 4, upright(end))), INK, 1.2)
    if max(ends) > upright.high:
        # A mark that stands at the edge itself has the arrow above it.
        away = _BEYOND + 7.0 * (step.cost > upright.high)
        yield arrow((x, upright.end - away), STRONG, is_up=True)
    if min(ends) < upright.low:
        yield arrow((x, upright.start + 9.0 * (step.cost < upright.low)), STRONG)


def _name(
    step: FrontierPoint,
    at: Place,
    upright: Scale,
    digits: int,
    *,
    width: float,
    is_bold: bool,
) -> Iterator[Mark]:
    """Yield the name of a point, clear of its interval; an amount that is cut off is told."""
    (x, y), cost = at, shown(step.cost, digits)
    lines = _lines(step.name or cost, width)
    is_far = not upright.low <= step.cost <= upright.high
    if is_far and step.name:
        lines.append(cost)
    top, bottom = (
        (_within(step.high, upright), _within(step.low, upright))
        if is_known(step.low) and is_known(step.high)
        else (y, y)
    )
    if is_far or step.is_today:
        first = min((y if is_far else bottom) + 18, upright.start - 4 - (len(lines) - 1) * _LINE)
    else:
        # Above an interval that is cut off stand the arrow and the legend.
        first = (y - 3 if _is_cut(step, upright) else top) - 11
        first -= (len(lines) - 1) * _LINE
    for number, text in enumerate(lines):
        middle, half = first + number * _LINE, text_width(text, _SIZE) / 2
        yield Area(box(x - half, middle - _SIZE + 1, x + half, middle + 2), PAPER)
        yield Label((x, middle), text, _SIZE, "middle", is_bold=is_bold)


def _hint(step: FrontierPoint, digits: int) -> str:
    """Return what a pointer over a point says."""
    told = f"{step.stations} {step.name} {shown(step.cost, digits)}"
    if is_known(step.low) and is_known(step.high):
        told += f" ({shown(step.low, digits)} … {shown(step.high, digits)})"
    return told


def _is_cut(step: FrontierPoint, upright: Scale) -> bool:
    """Whether a point or its interval goes on beyond the chart."""
    known = [amount for amount in (step.cost, step.low, step.high) if is_known(amount)]
    return min(known) < upright.low or max(known) > upright.high


def _within(amount: float, upright: Scale) -> float:
    """Return the place of an amount; of one beyond the chart its edge."""
    return upright(min(max(amount, upright.low), upright.high))


def _lines(name: str, width: float) -> list[str]:
    """Return a name in two lines at most; it breaks behind what joins its stations."""
    if text_width(name, _SIZE) > width:
        name = unbracketed(name)
    lines = [""]
    for part in _JOINT.split(name):
        if lines[-1] and text_width(lines[-1] + part.rstrip(), _SIZE) > width:
            lines.append("")
        lines[-1] += part
    if len(lines) > 2:
        lines = [lines[0], "".join(lines[1:])]
    return [fitted(line.strip(), _SIZE, width) for line in lines]
