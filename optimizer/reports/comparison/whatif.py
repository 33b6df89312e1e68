"""A scenario beside today's county, on two pages for a meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from optimizer.domain import Network
from optimizer.reports.charts import StationLoad, difference_drawing, load_drawing
from optimizer.reports.charts.scales import digits_of, is_known, shown
from optimizer.reports.comparison.briefing import (
    GAP,
    HALF,
    SMALL,
    WIDE,
    Briefing,
    Column,
    Row,
    foot_of,
)
from optimizer.reports.comparison.maps import Terrain, map_drawing, map_keys
from optimizer.reports.comparison.sides import (
    base_places,
    names_of,
    scenario_places,
)
from optimizer.reports.comparison.words import joined, said, unit_of
from optimizer.reports.sheet import LEFT, printed
from optimizer.reports.ways import RoadMap

Document = Mapping[str, Any]

MEASURES: Final = (
    *("total", "operating_cost", "cost_per_piece", "km", "vehicles", "on_time_share"),
    *("late", "unserved", "co2_kg"),
)
_MONEY: Final = frozenset({"total", "operating_cost", "cost_per_piece"})
_MOST_CHANGES: Final = 7
_MOST_VILLAGES: Final = 8
_MOST_STATIONS: Final = 12
_MOST_DAYS: Final = 8
_MAP: Final = 236.0
_TALLEST: Final = 400.0
_LOW: Final = 190.0
_LEAST_CHART: Final = 110.0
_BOUNDS: Final = ("mean", "low", "high")


def comparison_pdf(
    document: Document,
    network: Network,
    other: Network,
    roads: RoadMap | None,
    lang: str,
    *,
    scenario: int = 0,
    changes: Sequence[str] = (),
    under: Sequence[str] = (),
) -> bytes:
    """
    Return exactly two A4 pages about one scenario.

    Parameters
    ----------
    document
        What `optimizer.scenarios.document` returns.
    network, other
        The county as it is (under what holds for both), and as the scenario changes it.
    roads
        What the maps are drawn over; None leaves them blank.
    lang
        ``zh`` or ``en``.
    scenario
        Which of the document's scenarios, counted from zero.
    changes, under
        Every change of the scenario, and what holds for both sides, in a sentence each.
    """
    about = _About(document, network, other, lang, scenario)
    title = f"{about.county} {said('comparison', lang)} {about.name}"
    draw = partial(_draw, about=about, roads=roads, changes=changes, under=under)
    return printed(title, draw)


class _About:
    """A scenario of a document, with what is said of it on both pages."""

    def __init__(
        self, document: Document, network: Network, other: Network, lang: str, scenario: int
    ) -> None:
        self.document, self.network, self.other, self.lang = document, network, other, lang
        self.told: Document = document["scenarios"][scenario]
        self.unit = unit_of(document.get("currency") or network.rules.currency, lang)
        self.county = document.get("network_name") or network.rules.name
        self.name = called(self.told, lang)
        self.site = names_of(lang, network, other)


def _draw(
    canvas: Any,
    *,
    about: _About,
    roads: RoadMap | None,
    changes: Sequence[str],
    under: Sequence[str],
) -> None:
    """Draw both pages."""
    page = Briefing(
        canvas,
        about.lang,
        title=said("comparison", about.lang),
        county=about.county,
        foot=foot_of(about.document, about.lang),
    )
    page.begin()
    _asked(page, about, changes, under)
    _verdict(page, about)
    page.y -= 4
    _measures(page, about)
    _days(page, about)
    page.end()
    page.begin()
    page.title_line(about.name)
    _maps(page, about, roads)
    _who(page, about)
    _service(page, about)
    page.end()


def called(told: Document, lang: str) -> str:
    """Return what people call a scenario of a document."""
    return str((told["name_en"] if lang == "en" else told["name_zh"]) or told["name_zh"])


def days_line(days: Sequence[str], at: str, lang: str) -> str:
    """Return which days were planned, and when."""
    if not days:
        return said("no_days", lang)
    key = "days" if len(days) > 1 else "day"
    return said(key, lang, first=days[0], last=days[-1], count=len(days), at=at)


def _asked(page: Briefing, about: _About, changes: Sequence[str], under: Sequence[str]) -> None:
    """Write what was compared, over which days, and what is changed."""
    document, lang = about.document, about.lang
    page.paragraph(about.name, 15, bold=True, most=2)
    page.y -= 2
    page.paragraph(days_line(document["days"], document["planned_at"], lang), 9)
    if document.get("under"):
        name = called(document["under"], lang)
        line = said("under", lang, name=name)
        page.paragraph(
            f"{line}{': ' if lang == 'en' else '：'}{joined(list(under), lang, by='stop')}"
            if under
            else line,
            9,
            most=2,
        )
    if about.told["changes"] and not changes:
        return
    page.title_line(said("changes", lang))
    shown_changes = list(changes) or [said("no_changes", lang)]
    more = len(shown_changes) - _MOST_CHANGES
    if more > 0:
        shown_changes = shown_changes[: _MOST_CHANGES - 1]
        shown_changes.append(said("more_changes", lang, count=more + 1))
    for text in shown_changes:
        page.paragraph(f"· {text}", 9.5, most=2 if more <= 0 else 1)


def noise_line(noise: Mapping[str, Any], unit: str, lang: str) -> str:
    """Return how much of a difference may be the solver's own chance."""
    if not is_known(noise.get("margin")):
        return said("no_noise", lang)
    margin = shown(noise["margin"], digits_of(noise["margin"]))
    return said("noise", lang, margin=margin, unit=unit, freedom=noise["freedom"])


def _verdict(page: Briefing, about: _About) -> None:
    """Write what may be said, and the noise."""
    verdict = about.told["verdict"]
    notes = [noise_line(about.told["noise"], about.unit, about.lang)]
    page.verdict(verdict["kind"], verdict[f"sentence_{about.lang}"], notes)


def _measures(page: Briefing, about: _About) -> None:
    """Draw the table of measures."""
    heads = ("base", "scenario", "difference", "interval", "better_days")
    shares = (1.1, 1.1, 1.0, 1.7, 1.0)
    columns = [
        Column(said("measure", about.lang), 2.6, "left"),
        *(Column(said(head, about.lang), share) for head, share in zip(heads, shares, strict=True)),
    ]
    rows = [
        _row(name, about.told["measures"][name], about)
        for name in MEASURES
        if name in about.told["measures"]
    ]
    page.table(columns, rows)
    page.paragraph(said("bold_told", about.lang), 7.5)


def _row(name: str, figures: Mapping[str, Any], about: _About) -> Row:
    """Return a measure as a row."""
    factor = 100.0 if name == "on_time_share" else 1.0
    base, scenario, mean, low, high = (
        figures[key] * factor if is_known(figures[key]) else None
        for key in ("base", "scenario", "mean", "low", "high")
    )
    digits = 1 if name == "on_time_share" else digits_of(base, scenario)
    fine = min(max(digits, digits_of(mean, low, high)), 3)
    label = said(name, about.lang, unit=about.unit) if name in _MONEY else said(name, about.lang)
    is_sure = low is not None and high is not None and not low <= 0 <= high
    bounds = "—"
    if low is not None and high is not None:
        bounds = f"{shown(low, fine, is_signed=True)} … {shown(high, fine, is_signed=True)}"
    cells = (
        label,
        shown(base, digits),
        shown(scenario, digits),
        shown(mean, fine, is_signed=True),
        bounds,
        f"{figures['days_better']} / {figures['days']}",
    )
    return Row(cells, is_bold=is_sure)


def _days(page: Briefing, about: _About) -> None:
    """Draw the days over what is left of the page."""
    total = about.told["measures"]["total"]
    days = [(each["day"], each["difference"]) for each in about.told.get("by_day", ())]
    page.y -= 6
    drawing = difference_drawing(
        days,
        (total["mean"], total["low"], total["high"]),
        about.lang,
        unit=about.unit,
        width=WIDE / SMALL,
        height=min(page.y - page.bottom, _TALLEST) / SMALL,
        name=about.name,
    )
    page.chart(drawing, scale=SMALL)


def _service(page: Briefing, about: _About) -> None:
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


def _maps(page: Briefing, about: _About, roads: RoadMap | None) -> None:
    """Draw both counties side by side."""
    before = base_places(about.network, about.told, about.lang)
    after = scenario_places(about.network, about.other, about.told, about.lang)
    titles = said("map_base", about.lang), said("map_scenario", about.lang, name=about.name)
    two_maps(page, (before, after), titles, roads)
    page.keys(map_keys(about.lang))


def two_maps(
    page: Briefing,
    places: tuple[list[Any], list[Any]],
    titles: tuple[str, str],
    roads: RoadMap | None,
) -> None:
    """Draw two maps of one ground side by side, with their titles."""
    points = [each.at for side in places for each in side]
    terrain = Terrain(roads, points, width=HALF, height=_MAP)
    page.y -= 14
    for left, side, title in zip((LEFT, LEFT + HALF + GAP), places, titles, strict=True):
        page.squeezed(left, page.y, title, 10, HALF, bold=True)
        page.y -= 5
        top = page.y
        page.chart(map_drawing(terrain, side, page.lang, title=title), left=left)
        page.y = top + 5
    page.y -= _MAP + 9


def _who(page: Briefing, about: _About) -> None:
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


def _group(page: Briefing, about: _About, title: str, group: Sequence[Document]) -> None:
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


def _loads(page: Briefing, about: _About, room: float) -> None:
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


def _days_told(about: _About) -> list[str]:
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
