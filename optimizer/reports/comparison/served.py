"""Who gains and loses by a scenario, what stations handle, and on which days it is worst."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final

from optimizer.domain import Network
from optimizer.reports.charts import StationLoad, difference_drawing, load_drawing
from optimizer.reports.charts.scales import digits_of, is_known, shown
from optimizer.reports.comparison.about import About, Document
from optimizer.reports.comparison.briefing import GAP, HALF, SMALL, WIDE, Briefing
from optimizer.reports.comparison.words import joined, said
from optimizer.reports.sheet import LEFT
from optimizer.reports.texts import weekday_text

_MOST_VILLAGES: Final = 8
_MOST_STATIONS: Final = 12
_MOST_DAYS: Final = 8
_LOW: Final = 190.0
_NO_POINT: Final = 1e-4
_LEAST_CHART: Final = 110.0
_BOUNDS: Final = ("mean", "low", "high")


def draw_served(page: Briefing, about: About) -> None:
    """Write who gains and loses, what stations handle, and the worst days."""
    top = page.y
    draw_villages(page, about)
    lowest, page.y = page.y, top
    draw_loads(page, about, left=LEFT + HALF + GAP, width=HALF, room=top - page.bottom - 60)
    page.y = min(page.y, lowest) - 4
    draw_days(page, days_told(about))


def draw_villages(
    page: Briefing,
    about: About,
    *,
    left: float = LEFT,
    width: float = HALF,
    most: int = _MOST_VILLAGES,
) -> None:
    """Write who gains and who loses, at most so many of both."""
    villages = sorted(
        about.told.get("villages", ()),
        key=lambda each: (
            -abs(each["on_time_share"]["mean"] or 0.0),
            -abs(each["hours"]["mean"] or 0.0),
        ),
    )
    for key, outcome in (("gaining", 1), ("losing", -1)):
        group = [each for each in villages if each["outcome"] == outcome]
        if group:
            page.y -= 16
            title = said(key, about.lang, count=len(group))
            page.squeezed(left, page.y, title, 10, width, bold=True)
            _group(page, about, group, left=left, width=width, most=most)
    if not any(each["outcome"] for each in villages):
        page.y -= 16
        page.squeezed(left, page.y, said("villages", about.lang), 10, width, bold=True)
        page.y -= 2
        indent = left - LEFT
        page.paragraph(said("nobody", about.lang), 8.5, most=6, indent=indent, width=indent + width)


def _group(
    page: Briefing,
    about: About,
    group: Sequence[Document],
    *,
    left: float,
    width: float,
    most: int,
) -> None:
    """Write the villages that gain or lose, those with the largest difference first."""
    is_narrow = width < HALF
    for each in group[:most]:
        page.y -= 13
        name, text = about.site(each["site_id"]), _village_text(each, about.lang)
        if is_narrow:
            page.squeezed(left, page.y, name, 8.5, width)
            page.y -= 10.5
            page.squeezed(left + 8, page.y, text, 8, width - 8)
        else:
            page.squeezed(left, page.y, name, 8.5, width * 0.36)
            page.squeezed(left + width * 0.38, page.y, text, 8, width * 0.62)
    if len(group) > most:
        page.y -= 13
        page.squeezed(
            left, page.y, said("and_more", about.lang, count=len(group) - most), 8.5, width
        )


def _village_text(each: Document, lang: str) -> str:
    """Return what a village has before and after; what stays the same only where all does."""
    parts: list[str] = []
    same: list[str] = []
    for key, name, factor in (
        ("on_time_share", "on_time_share_short", 100.0),
        ("hours", "hours_short", 1.0),
    ):
        before, after = each["base"][key], each["scenario"][key]
        if is_known(before) and is_known(after):
            digits = 0 if factor > 1 else 1
            ends = {
                "before": shown(before * factor, digits),
                "after": shown(after * factor, digits),
            }
            is_same = ends["before"] == ends["after"]
            (same if is_same else parts).append(said(name, lang, **ends))
    return joined(parts or same, lang, by="stop")


def draw_loads(page: Briefing, about: About, *, left: float, width: float, room: float) -> None:
    """Draw what stations handle, the busiest where there are many."""
    open_today, open_then = _open(about.network), _open(about.other)
    loads = [
        StationLoad(
            about.site(site),
            figures["base"] if site in open_today else None,
            figures["scenario"] if site in open_then else None,
        )
        for site, figures in about.told["station_load"].items()
    ]
    title = said("load", about.lang)
    if len(loads) > _MOST_STATIONS:
        loads = sorted(loads, key=lambda each: -max(each.base or 0, each.scenario or 0))
        loads = loads[:_MOST_STATIONS]
        title = said("load_more", about.lang, count=_MOST_STATIONS)
    draw = partial(load_drawing, loads, about.lang, width=width / SMALL, title=title)
    drawing = draw()
    if drawing.height * SMALL > room:
        drawing = draw(height=room / SMALL)
    page.chart(drawing, left=left, scale=SMALL)


def _open(network: Network) -> frozenset[str]:
    """Return the ids of the sites that are open."""
    return frozenset(site.site_id for site in network.sites if site.is_open)


def days_told(about: About) -> list[str]:
    """Return the worst days, and those that were not compared."""
    lang, told = about.lang, about.told
    worst = [
        f"{each['day']} {weekday_text(date.fromisoformat(each['day']), lang)} "
        f"{shown(each['difference'], digits_of(each['difference']), is_signed=True)} {about.unit}"
        for each in told["worst_days"]
    ]
    lines = [said("worst", lang, days=joined(worst, lang))] if worst else []
    if not worst and told.get("by_day"):
        lines = [said("no_worst", lang)]
    left_out = list(told["left_out"])
    if left_out:
        named = left_out[:_MOST_DAYS]
        if len(left_out) > _MOST_DAYS:
            named.append(said("rest", lang, count=len(left_out) - _MOST_DAYS))
        lines.append(said("left_out", lang, days=joined(named, lang)))
    return lines


def draw_days(page: Briefing, lines: Sequence[str]) -> None:
    """Write what is told of single days."""
    for text in lines:
        page.paragraph(text, 8.5, most=2)


def on_time_days(about: About) -> list[tuple[str, float]]:
    """Return by how many points the on-time share differs on each day; none where it never does."""
    days = [
        (each["day"], (each["on_time_scenario"] - each["on_time_base"]) * 100)
        for each in about.told.get("by_day", ())
        if is_known(each["on_time_base"]) and is_known(each["on_time_scenario"])
    ]
    return days if any(abs(difference) > _NO_POINT for _, difference in days) else []


def draw_on_time(page: Briefing, about: About, days: Sequence[tuple[str, float]]) -> None:
    """Draw the on-time share of some days over what is left of the page, if that is enough."""
    room = page.y - 8 - page.bottom
    if room < _LEAST_CHART:
        return
    figures = about.told["measures"]["on_time_share"]
    bounds = [figures[key] * 100 if is_known(figures[key]) else None for key in _BOUNDS]
    drawing = difference_drawing(
        days,
        (bounds[0], bounds[1], bounds[2]),
        about.lang,
        unit="",
        width=WIDE / SMALL,
        height=min(room, _LOW) / SMALL,
        title=said("on_time_days", about.lang, name=about.name),
        is_cost=False,
        is_better_when_less=False,
    )
    page.y -= 8
    page.chart(drawing, scale=SMALL)
