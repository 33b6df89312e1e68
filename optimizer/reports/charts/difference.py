"""Day by day: what a scenario costs more or less than today, its mean and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Concatenate, Final, ParamSpec

from optimizer.reports.charts.drawing import (
    BAD,
    BAND,
    GOOD,
    INK,
    PAPER,
    RULE,
    SOFT,
    STRONG,
    Area,
    Drawing,
    Label,
    Line,
    Mark,
    box,
    text_width,
)
from optimizer.reports.charts.legend import Key, arrow, heading, nothing, square
from optimizer.reports.charts.scales import Scale, digits_of, is_known, scale, shown
from optimizer.reports.charts.svg import svg
from optimizer.reports.charts.words import said
from optimizer.reports.texts import weekday_text

Days = Sequence[tuple[str, float]]
"""Dates (ISO), and by how much each is above zero."""

Bounds = tuple[float | None, float | None, float | None]
"""A mean and between which values it lies; None or infinite where nobody knows."""

P = ParamSpec("P")

WORST: Final = 3
_SIZE: Final = 10.5
_MARGIN: Final = 10.0
_LINE: Final = 12.0
_TALL: Final = 240.0
"""Charts that are not as high have no weekdays under their dates."""


def difference_drawing(
    days: Days,
    interval: Bounds,
    lang: str,
    *,
    unit: str,
    width: float = 640,
    height: float = 280,
    name: str = "",
    title: str = "",
    is_cost: bool = True,
    is_better_when_less: bool = True,
) -> Drawing:
    """
    Draw the daily differences: a column per day from zero, their mean in its 95 % band.

    Parameters
    ----------
    days
        Date (ISO) and scenario less base, in the order of the days.
    interval
        Mean, low and high of the differences.
    lang
        ``zh`` or ``en``.
    unit
        What is counted, as people of that language write it: ``元``.
    width, height
        Of the whole drawing.
    name
        What people call the scenario; goes into the title.
    title
        Instead of the title that tells of cost by day.
    is_cost
        Whether the sides are called cheaper and dearer, or else better and worse.
    is_better_when_less
        Whether what lies below zero is good; the worst days are on the other side.
    """
    told = name or said("scenario", lang)
    heads = title or said("difference", lang, name=told, unit=unit)
    known = [(day, value) for day, value in days if is_known(value)]
    colours = (GOOD, BAD) if is_better_when_less else (BAD, GOOD)
    mean = _mean_text(interval, lang)
    worst = _worst(known, is_better_when_less)
    good, bad = ("cheaper", "dearer") if is_cost else ("better", "worse")
    keys = [
        Key((square(GOOD),), said(good, lang)),
        Key((square(BAD),), said(bad, lang)),
        Key((square(BAND), Line(((-7, 0), (7, 0)), INK, 2)), mean),
    ]
    if worst:
        keys.append(Key((arrow((0, 4), STRONG),), said("worst", lang)))
    inner = width - 2 * _MARGIN
    if not known:
        down, marks = heading(heads, (), left=_MARGIN, width=inner)
        empty = nothing(said("no_days", lang), width, height + down)
        return Drawing(width, height, heads, said("no_days", lang), (*marks, empty))
    down, marks = heading(heads, keys, left=_MARGIN, width=inner)
    count = sum(value < 0 for _, value in known)
    about = said("difference_about", lang, days=len(known), below=count, mean=mean)
    has_weekdays = height >= _TALL and all(_weekday(day, lang) for day, _ in known)
    span = (down + 22, height - (26 + _LINE * has_weekdays))
    marks += _plot(
        known,
        interval,
        lang,
        colours=colours,
        worst=worst,
        span=span,
        width=width,
        has_weekdays=has_weekdays,
    )
    return Drawing(width, height, heads, about, tuple(marks))


def _written(
    draw: Callable[Concatenate[Days, Bounds, str, P], Drawing],
) -> Callable[Concatenate[Days, Bounds, str, P], str]:
    """Return the function of the same parameters whose drawing is written as SVG."""

    def chart(days: Days, bounds: Bounds, lang: str, /, *args: P.args, **kwargs: P.kwargs) -> str:
        """Return the daily differences as SVG; parameters as in `difference_drawing`."""
        return svg(draw(days, bounds, lang, *args, **kwargs), lang)

    return chart


difference_chart = _written(difference_drawing)
"""The daily differences as SVG; parameters as in `difference_drawing`."""


def _mean_text(interval: Bounds, lang: str) -> str:
    """Return the mean and its interval in words."""
    digits = digits_of(*interval)
    mean, low, high = (shown(each, digits, is_signed=True) for each in interval)
    if is_known(interval[1]) and is_known(interval[2]):
        return said("mean", lang, mean=mean, low=low, high=high)
    return said("mean_alone", lang, mean=mean)


def _worst(days: Days, is_better_when_less: bool) -> frozenset[str]:
    """Return the days on which the scenario does worst, where it does badly at all."""
    sign = 1 if is_better_when_less else -1
    ranked = sorted(days, key=lambda day: -sign * day[1])
    return frozenset(day for day, value in ranked[:WORST] if sign * value > 0)


def _plot(
    days: Days,
    interval: Bounds,
    lang: str,
    *,
    colours: tuple[str, str],
    worst: frozenset[str],
    span: tuple[float, float],
    width: float,
    has_weekdays: bool,
) -> list[Mark]:
    """Draw axis, band, columns, mean and worst days between two heights."""
    upright = scale([*(value for _, value in days), *interval], span[1], span[0])
    left = _MARGIN + 8 + max(text_width(shown(t, upright.digits), _SIZE) for t in upright.ticks)
    right = width - _MARGIN
    marks: list[Mark] = []
    mean, low, high = interval
    if is_known(low) and is_known(high):
        marks.append(Area(box(left, upright(high), right, upright(low)), BAND))
    for tick in upright.ticks:
        y = upright(tick)
        marks.append(Line(((left, y), (right, y)), RULE, 0.6))
        text = shown(tick, upright.digits)
        marks.append(Label((left - 6, y + 3.5), text, _SIZE, "end", colour=SOFT))
    step = (right - left) / len(days)
    for number, (day, value) in enumerate(days):
        middle = left + (number + 0.5) * step
        half = min(step * 0.39, 26.0)
        colour = colours[0] if value < 0 else colours[1]
        corners = box(middle - half, upright(max(value, 0)), middle + half, upright(min(value, 0)))
        named = f"{day} {_weekday(day, lang)}".rstrip()
        hint = f"{named} {shown(value, digits_of(value), is_signed=True)}"
        marks.append(Area(corners, colour, INK if colour == BAD and step > 7 else None, hint))
    marks.append(Line(((left, upright(0)), (right, upright(0))), INK, 1.4))
    if is_known(mean):
        marks.append(
            Line(((left, upright(mean)), (right, upright(mean))), INK, 2.0, is_dashed=True)
        )
    marks += _dates(days, left, step, span[1], lang if has_weekdays else "")
    return marks + _arrows(days, worst, upright, left, step, lang=lang)


def _dates(days: Days, left: float, step: float, bottom: float, lang: str) -> list[Mark]:
    """Write as many dates below the columns as have room, weekdays under them in a language."""
    room = text_width("00-00", _SIZE) + 10
    every = max(-int(-room // step), 1)
    marks: list[Mark] = []
    for number in range(0, len(days), every):
        x = left + (number + 0.5) * step
        marks.append(Line(((x, bottom), (x, bottom + 4)), SOFT, 0.8))
        day = days[number][0]
        lines = [_short(day), _weekday(day, lang)] if lang else [_short(day)]
        for line, text in enumerate(lines):
            at = (x, bottom + 16 + line * _LINE)
            marks.append(Label(at, text, _SIZE, "middle", colour=SOFT))
    return marks


def _arrows(
    days: Days,
    worst: frozenset[str],
    upright: Scale,
    left: float,
    step: float,
    *,
    lang: str,
) -> list[Mark]:
    """Point at the worst days, with their dates, which step aside where they would overlap."""
    marks: list[Mark] = []
    taken: list[tuple[float, float]] = []
    named = {day: f"{_short(day)} {_weekday(day, lang)}".rstrip() for day in worst}
    if any(text_width(name, _SIZE) > step for name in named.values()):
        named = {day: _short(day) for day in worst}
    half = max((text_width(name, _SIZE) for name in named.values()), default=0.0) / 2
    for number, (day, value) in enumerate(days):
        if day not in worst:
            continue
        x = left + (number + 0.5) * step
        tip = upright(max(value, 0)) - 2
        marks.append(arrow((x, tip), STRONG))
        y = tip - 10
        while any(abs(x - other) < 2 * half and abs(y - height) < 12 for other, height in taken):
            y -= 12
        taken.append((x, y))
        at = min(max(x, left + half), left + step * len(days) - half)
        marks.append(Area(box(at - half, y - _SIZE, at + half, y + 2), PAPER))
        marks.append(Label((at, y), named[day], _SIZE, "middle", is_bold=True, colour=STRONG))
    return marks


def _short(day: str) -> str:
    """Return a date without its year."""
    return day[5:] if len(day) == len("2026-11-23") else day


def _weekday(day: str, lang: str) -> str:
    """Return the weekday of a date, nothing where it is none."""
    try:
        return weekday_text(date.fromisoformat(day), lang)
    except ValueError:
        return ""
