"""Who gains and loses by a scenario, what stations handle, and on which days it is worst."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from optimizer.domain import Network
from optimizer.reports.charts import StationLoad, difference_drawing, load_drawing
from optimizer.reports.charts.scales import digits_of, is_known, shown
from optimizer.reports.comparison.about import About, Document
from optimizer.reports.comparison.briefing import GAP, HALF, SMALL, WIDE, Briefing
from optimizer.reports.comparison.words import joined, said
from optimizer.reports.sheet import LEFT

_MOST_VILLAGES: Final = 8
_MOST_STATIONS: Final = 12
_MOST_DAYS: Final = 8
_LOW: Final = 190.0
_LEAST_CHART: Final = 110.0
_BOUNDS: Final = ("mean", "low", "high")


def draw_served(page: Briefing, about: About) -> None:
    """Write who gains and loses, what stations handle, and the worst days."""
    top = page.y
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
            _group(page, about, said(key, about.lang, count=len(group)), group)
    if not any(each["outcome"] for each in villages):
        page.title_line(said("villages", about.lang), size=10)
        page.paragraph(said("nobody", about.lang), 8.5, most=4, width=HALF)
    lowest, page.y = page.y, top
    _loads(page, about, top - page.bottom - 60)
    page.y = min(page.y, lowest) - 4
    for text in _days_told(about):
        page.paragraph(text, 8.5, most=2)


def _group(page: Briefing, about: About, title: str, group: Sequence[Document]) -> None:
    """Write the villages that gain or lose, those with the largest difference first."""
    page.y -= 16
    page.squeezed(LEFT, page.y, title, 10, HALF, bold=True)
    for each in group[:_MOST_VILLAGES]:
        page.y -= 13
        page.squeezed(LEFT, page.y, about.site(each["site_id"]), 8.5, HALF * 0.36)
        page.squeezed(LEFT + HALF * 0.38, page.y, _village_text(each, about.lang), 8, HALF * 0.62)
    if len(group) > _MOST_VILLAGES:
        page.y -= 13
        more = said("and_more", about.lang, count=len(group) - _MOST_VILLAGES)
        page.pen.write(LEFT, page.y, more, 8.5)


def _village_text(each: Document, lang: str) -> str:
    """Return what a village has before and after."""
    parts = []
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
            parts.append(said(name, lang, **ends))
    return joined(parts, lang, by="stop")


def _loads(page: Briefing, about: About, room: float) -> None:
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
    draw = partial(load_drawing, loads, about.lang, width=HALF / SMALL, title=title)
    drawing = draw()
    if drawing.height * SMALL > room:
        drawing = draw(height=room / SMALL)
    page.chart(drawing, left=LEFT + HALF + GAP, scale=SMALL)


def _open(network: Network) -> frozenset[str]:
    """Return the ids of the sites that are open."""
    return frozenset(site.site_id for site in network.sites if site.is_open)


def _days_told(about: About) -> list[str]:
    """Return the worst days, and those that were not compared."""
    lang, told = about.lang, about.told
    worst = [
        f"{each['day']} {shown(each['difference'], digits_of(each['difference']), is_signed=True)}"
        f" {about.unit}"
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


def draw_on_time(page: Briefing, about: About) -> None:
    """Draw the on-time share of the days over what is left of the page, if that is enough."""
    room = page.y - 8 - page.bottom
    days = [
        (each["day"], (each["on_time_scenario"] - each["on_time_base"]) * 100)
        for each in about.told.get("by_day", ())
        if is_known(each["on_time_base"]) and is_known(each["on_time_scenario"])
    ]
    if room < _LEAST_CHART or not days:
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
