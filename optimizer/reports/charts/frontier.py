"""How many stations: what the best set of each number costs a day, and what today's does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
    text_width,
)
from optimizer.reports.charts.legend import Key, arrow, diamond, heading, nothing
from optimizer.reports.charts.naming import Name, at_point, names_below
from optimizer.reports.charts.scales import Scale, digits_of, is_known, scale, shown
from optimizer.reports.charts.svg import svg
from optimizer.reports.charts.words import said

_SIZE: Final = 10.5
_MARGIN: Final = 10.0
_LINE: Final = 12.0
_BEYOND: Final = 9.0
_FLAT: Final = 4.0
"""So many times flatter what is paid may make the chart of what is counted."""


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """
    A set of stations: how many, what it costs a day with its 95 % interval, who they are.

    ``cost`` is in the currency of the chart; bounds are None where nobody knows them, and so
    is ``operating``, what of it is paid and no penalty. ``listed`` is the name in a list below
    the chart, where it differs from that at the point. On ``unserved_days`` of its ``days``
    orders stayed unserved; None is on some, nobody knows on how many.
    """

    stations: int
    cost: float
    low: float | None
    high: float | None
    name: str = ""
    is_today: bool = False
    listed: str = ""
    operating: float | None = None
    days: int = 0
    unserved_days: int | None = 0


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
    has_list: bool = True,
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
        Of the drawing without its list of names.
    title
        Instead of the usual one.
    has_list
        Whether names too long for their points stand below, which makes the drawing higher;
        otherwise they are left out.
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
    reach = _reach(known)
    if any(_is_paid_within(step, reach) for step in known):
        keys.append(Key((Line(((-7, 0), (7, 0)), STRONG, 2.2),), said("operating", lang)))
    if any(step.unserved_days != 0 for step in known):
        keys.append(Key((Dot((0, 0), 4.5, PAPER, GOOD),), said("unserved", lang)))
    if any(_is_cut(step, reach) for step in known):
        keys.append(Key((arrow((0, -5), STRONG, is_up=True),), said("cut", lang)))
    down, marks = heading(heads, keys, left=_MARGIN, width=inner)
    digits = digits_of(*(step.cost for step in known))
    points = said("full_stop", lang).join(
        said("point_about", lang, stations=step.stations, cost=shown(step.cost, digits))
        for step in known
    )
    about = said("frontier_about", lang, count=len(known), points=points)
    plotted, names = _plot(known, reach, lang, (down + 20, height - 40), width)
    marks += plotted
    if names and has_list:
        below, listed = names_below(names, left=_MARGIN, top=height, width=inner)
        return Drawing(width, height + below, heads, about, (*marks, *listed))
    return Drawing(width, height, heads, about, tuple(marks))


def _reach(steps: Sequence[FrontierPoint]) -> Scale:
    """Return how far the axis goes: what is paid is shown where that flattens nothing much."""
    amounts = amounts_within([(step.cost, step.low, step.high) for step in steps])
    counted = scale(amounts, 0.0, 1.0, with_zero=False)
    paid = [
        step.operating
        for step in steps
        if is_known(step.operating) and counted.low <= step.cost <= counted.high
    ]
    both = scale([*amounts, *paid], 0.0, 1.0, with_zero=False)
    return both if both.high - both.low <= _FLAT * (counted.high - counted.low) else counted


def _plot(
    steps: Sequence[FrontierPoint],
    reach: Scale,
    lang: str,
    span: tuple[float, float],
    width: float,
) -> tuple[list[Mark], list[Name]]:
    """
    Draw axes, intervals and points between two heights.

    Return the names too, as they stand in a list, where one of them is too long for its point.
    """
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
    digits, room = digits_of(*(step.cost for step in steps)), share - 6
    short = {step: at_point(step.name or shown(step.cost, digits), room) for step in steps}
    is_short = all(short.values())
    if is_short:
        texts = {step: [*lines] for step, lines in short.items()}
    else:
        texts = {step: _figure(step, digits, lang, room) for step in steps}
    for step in steps if is_short else ():
        if step.name and not upright.low <= step.cost <= upright.high:
            texts[step].append(shown(step.cost, digits))
    marks += _points(steps, upright, across, share, lang=lang, texts=texts)
    return marks, [] if is_short else [_listed(step, digits, lang) for step in in_order(steps)]


def in_order(steps: Sequence[FrontierPoint]) -> list[FrontierPoint]:
    """Return points by their number of stations, today's last."""
    return sorted(steps, key=lambda step: (step.is_today, step.stations))


def _figure(step: FrontierPoint, digits: int, lang: str, room: float) -> list[str]:
    """Return what stands at a point whose name does not: who it is today, or what it costs."""
    cost = shown(step.cost, digits)
    texts = [said("today", lang), cost] if step.is_today else [cost]
    return [text for text in texts if text_width(text, _SIZE) <= room]


def _listed(step: FrontierPoint, digits: int, lang: str) -> Name:
    """Return a point as it stands in the list of names."""
    told = [step.listed or step.name or said("nameless", lang), shown(step.cost, digits)]
    if unserved := _unserved(step, lang):
        told.append(unserved)
    return Name(str(step.stations), said("full_stop", lang).join(told))


def _unserved(step: FrontierPoint, lang: str) -> str:
    """Return on how many days orders stayed unserved; nothing where on none."""
    if step.unserved_days is None:
        return said("unserved_some", lang)
    count = step.unserved_days
    return said("unserved_days", lang, count=count, days=step.days) if count else ""


def _points(
    steps: Sequence[FrontierPoint],
    upright: Scale,
    across: Scale,
    share: float,
    *,
    lang: str,
    texts: Mapping[FrontierPoint, Sequence[str]],
) -> list[Mark]:
    """Draw the points with their texts; today's stands beside that of its number."""
    proposed = sorted((s for s in steps if not s.is_today), key=lambda step: step.stations)
    best = min(proposed, key=lambda step: step.cost, default=None)
    way = tuple((across(step.stations), _within(step.cost, upright)) for step in proposed)
    marks: list[Mark] = [Line(way, GOOD, 1.2)] if len(way) > 1 else []
    digits = digits_of(*(step.cost for step in steps))
    shared = {step.stations for step in proposed}
    labels: list[Mark] = []
    for step in sorted(steps, key=lambda each: each.is_today):
        beside = min(share * 0.2, 26.0) if step.is_today and step.stations in shared else 0.0
        x, y = across(step.stations) + beside, _within(step.cost, upright)
        marks += _interval(step, x, upright)
        if _is_paid_within(step, upright) and is_known(step.operating):
            paid = upright(step.operating)
            marks.append(Line(((x - 7, paid), (x + 7, paid)), STRONG, 2.2))
        hint, is_whole = _hint(step, digits, lang), step.unserved_days == 0
        if step.is_today:
            marks.append(diamond((x, y), BAD if is_whole else PAPER, hint=hint))
        else:
            if step is best:
                marks.append(Dot((x, y), 8.5, "none", INK))
            fill, rim = (GOOD, INK) if is_whole else (PAPER, GOOD)
            marks.append(Dot((x, y), 5.0, fill, rim, hint=hint))
        place = (x, _first(step, len(texts[step]), y, upright))
        written = _written(texts[step], place, is_bold=step is best)
        if step.is_today and _meets(written, labels):
            aside = _aside(texts[step], (x, y))
            written = next((each for each in aside if not _meets(each, labels)), written)
        labels += written
    # No interval of another point crosses a text.
    return marks + labels


def _is_paid_within(step: FrontierPoint, upright: Scale) -> bool:
    """Whether what is paid is known, no more than a part of the cost, and on the chart."""
    paid = step.operating
    return is_known(paid) and upright.low <= paid <= upright.high and paid < step.cost


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


def _first(step: FrontierPoint, num: int, y: float, upright: Scale) -> float:
    """Return where the first of some lines stands beside a point, clear of its interval."""
    is_far = not upright.low <= step.cost <= upright.high
    top, bottom = (
        (_within(step.high, upright), _within(step.low, upright))
        if is_known(step.low) and is_known(step.high)
        else (y, y)
    )
    if is_far or step.is_today:
        return min((y if is_far else bottom) + 18, upright.start - 4 - (num - 1) * _LINE)
    # Above an interval that is cut off stand the arrow and the legend.
    return (y - 3 if _is_cut(step, upright) else top) - 11 - (num - 1) * _LINE


def _written(lines: Sequence[str], at: Place, *, is_bold: bool = False) -> list[Mark]:
    """Return lines of text on a ground of their own, from the middle of the first on."""
    marks: list[Mark] = []
    for number, text in enumerate(lines):
        (x, y), half = (at[0], at[1] + number * _LINE), text_width(text, _SIZE) / 2
        marks.append(Area(box(x - half, y - _SIZE + 1, x + half, y + 2), PAPER))
        marks.append(Label((x, y), text, _SIZE, "middle", is_bold=is_bold))
    return marks


def _aside(lines: Sequence[str], at: Place) -> Iterator[list[Mark]]:
    """Yield lines to the right and to the left of a point, and then the first of them alone."""
    for told in (lines, lines[:1]):
        wide = 12.0 + max(text_width(text, _SIZE) for text in told) / 2
        for by in (wide, -wide):
            yield _written(told, (at[0] + by, at[1] + 4))


def _meets(these: Sequence[Mark], those: Sequence[Mark]) -> bool:
    """Whether the ground of some text lies over that of another."""
    mine, others = ([m.places for m in marks if isinstance(m, Area)] for marks in (these, those))
    return any(
        one[0][0] < two[2][0]
        and two[0][0] < one[2][0]
        and one[0][1] < two[2][1]
        and two[0][1] < one[2][1]
        for one in mine
        for two in others
    )


def _hint(step: FrontierPoint, digits: int, lang: str) -> str:
    """Return what a pointer over a point says."""
    told = f"{step.stations} {step.name} {shown(step.cost, digits)}"
    if is_known(step.low) and is_known(step.high):
        told += f" ({shown(step.low, digits)} … {shown(step.high, digits)})"
    if is_known(step.operating):
        told += f"; {said('operating', lang)} {shown(step.operating, digits)}"
    return f"{told}; {unserved}" if (unserved := _unserved(step, lang)) else told


def _is_cut(step: FrontierPoint, upright: Scale) -> bool:
    """Whether a point or its interval goes on beyond the chart."""
    known = [amount for amount in (step.cost, step.low, step.high) if is_known(amount)]
    return min(known) < upright.low or max(known) > upright.high


def _within(amount: float, upright: Scale) -> float:
    """Return the place of an amount; of one beyond the chart its edge."""
    return upright(min(max(amount, upright.low), upright.high))
