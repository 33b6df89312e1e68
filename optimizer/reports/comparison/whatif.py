"""A scenario beside today's county, on two pages for a meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from optimizer.domain import Network
from optimizer.reports.charts import difference_drawing
from optimizer.reports.charts.legend import Key
from optimizer.reports.charts.scales import digits_of, is_known, shown
from optimizer.reports.comparison.about import About, Document, asked_line, noise_line, under_line
from optimizer.reports.comparison.briefing import (
    GAP,
    SMALL,
    WIDE,
    Briefing,
    Column,
    Row,
    foot_of,
    key_drawing,
)
from optimizer.reports.comparison.maps import Place, map_keys
from optimizer.reports.comparison.served import (
    days_told,
    draw_days,
    draw_loads,
    draw_on_time,
    draw_served,
    draw_villages,
    on_time_days,
)
from optimizer.reports.comparison.sides import (
    base_places,
    scenario_places,
)
from optimizer.reports.comparison.terrain import Stretch, Terrain
from optimizer.reports.comparison.words import said
from optimizer.reports.sheet import LEFT, RIGHT, printed
from optimizer.reports.ways import RoadMap
from optimizer.wording.certainty import EACH, outlook_text, together_text

Stretches = tuple[Sequence[Stretch], Sequence[Stretch]]

MEASURES: Final = (
    *("total", "operating_cost", "cost_per_piece", "km", "vehicles", "on_time_share"),
    *("late", "unserved", "co2_kg"),
)
_MONEY: Final = frozenset({"total", "operating_cost", "cost_per_piece"})
_MOST_CHANGES: Final = 7
_TALLEST: Final = 400.0
_LARGE: Final = WIDE * 0.62
_MAP_TITLE: Final = 23.0
_DAYS_LINE: Final = 11.5
_VILLAGE_ROOM: Final = 60.0


def comparison_pdf(
    document: Document,
    network: Network,
    other: Network,
    roads: RoadMap | None,
    lang: str,
    *,
    scenario: int = 0,
    stretches: Stretches = ((), ()),
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
    stretches
        The roads that are closed or slow for both sides, and those of the scenario.
    """
    about = About(document, network, other, lang, scenario)
    title = f"{about.county} {said('comparison', lang)} {about.name}"
    draw = partial(_draw, about=about, roads=roads, stretches=stretches)
    return printed(title, draw)


def _draw(
    canvas: Any,
    *,
    about: About,
    roads: RoadMap | None,
    stretches: Stretches,
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
    _asked(page, about)
    _verdict(page, about)
    page.y -= 4
    _measures(page, about)
    _days(page, about)
    page.end()
    page.begin()
    page.title_line(about.name)
    days = on_time_days(about)
    if days:
        _maps(page, about, roads, stretches)
        draw_served(page, about)
        draw_on_time(page, about, days)
    else:
        _large_maps(page, about, roads, stretches)
    page.end()


def _asked(page: Briefing, about: About) -> None:
    """Write what was compared, over which days, and what is changed."""
    document, lang = about.document, about.lang
    page.paragraph(about.name, 15, bold=True, most=2)
    page.y -= 2
    page.paragraph(asked_line(document, lang), 9)
    if document.get("under"):
        page.paragraph(under_line(document["under"], lang, about.site), 9, most=2)
    page.title_line(said("changes", lang))
    texts = about.changes() or [said("no_changes", lang)]
    more = len(texts) - _MOST_CHANGES
    if more > 0:
        texts = texts[: _MOST_CHANGES - 1]
        texts.append(said("more_changes", lang, count=more + 1))
    for text in texts:
        page.paragraph(f"· {text}", 9.5, most=2 if more <= 0 else 1)


def _verdict(page: Briefing, about: About) -> None:
    """Write what may be said, and the noise."""
    verdict = about.told["verdict"]
    notes = [noise_line(about.told["noise"], about.unit, about.lang)]
    runs = about.document.get("runs")
    if runs and runs["planned"] + runs["failed"] < runs["asked"]:
        notes.insert(0, said("partial", about.lang))
    if about.told.get("outlook"):
        notes.append(outlook_text(about.told["outlook"], about.lang))
    page.verdict(verdict["kind"], verdict[f"sentence_{about.lang}"], notes)


def _measures(page: Briefing, about: About) -> None:
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
    count, level = len(about.document["scenarios"]), about.document.get("level", EACH)
    if together := together_text(count, level, about.lang):
        page.paragraph(together, 7.5)


def _row(name: str, figures: Mapping[str, Any], about: About) -> Row:
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


def _days(page: Briefing, about: About) -> None:
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


def _maps(page: Briefing, about: About, roads: RoadMap | None, stretches: Stretches) -> None:
    """Draw both counties side by side."""
    page.two_maps(_sides(about), _titles(about), roads, stretches)
    page.keys(_keys(about, stretches))


def _large_maps(page: Briefing, about: About, roads: RoadMap | None, stretches: Stretches) -> None:
    """Draw both counties below each other, large, with who gains and what stations handle."""
    sides, lines = _sides(about), days_told(about)
    keys = key_drawing(_keys(about, stretches))
    below = keys.height + 2 * _DAYS_LINE * len(lines)
    height = (page.y - page.bottom - below) / 2 - _MAP_TITLE
    points = [each.at for side in sides for each in side]
    terrain = Terrain(roads, points, width=_LARGE, height=height)
    left = LEFT + _LARGE + GAP
    room = {"left": left, "width": RIGHT - left}
    for number, (side, title) in enumerate(zip(sides, _titles(about), strict=True)):
        top = page.y
        page.map(terrain, side, title, stretches[number])
        page.y, bottom = top, page.y
        if number:
            draw_loads(page, about, room=height, **room)
        else:
            draw_villages(page, about, most=int(height / _VILLAGE_ROOM), **room)
        page.y = bottom
    page.chart(keys)
    draw_days(page, lines)


def _sides(about: About) -> tuple[list[Place], list[Place]]:
    """Return the sites of both maps."""
    before = base_places(about.network, about.told, about.lang)
    return before, scenario_places(about.network, about.other, about.told, about.lang)


def _titles(about: About) -> tuple[str, str]:
    """Return what stands above both maps."""
    return said("map_base", about.lang), said("map_scenario", about.lang, name=about.name)


def _keys(about: About, stretches: Stretches) -> list[Key]:
    """Return what the marks of both maps mean."""
    return map_keys(about.lang, stretches=[*stretches[0], *stretches[1]])
