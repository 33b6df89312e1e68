"""Which stations to open, on two pages for a meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from optimizer.domain import Network
from optimizer.reports.charts import FrontierPoint, difference_drawing, frontier_drawing
from optimizer.reports.charts.drawing import unbracketed
from optimizer.reports.charts.scales import digits_of, is_known, shown
from optimizer.reports.comparison.about import noise_line, orders_told, under_line
from optimizer.reports.comparison.briefing import SMALL, WIDE, Briefing, Column, Row, foot_of
from optimizer.reports.comparison.maps import map_keys
from optimizer.reports.comparison.sides import names_of, set_places
from optimizer.reports.comparison.terrain import Stretch
from optimizer.reports.comparison.words import joined, part_name, said, unit_of
from optimizer.reports.sheet import printed
from optimizer.reports.ways import RoadMap

Document = Mapping[str, Any]

_MOST_ROWS: Final = 9
_FEW: Final = 7
_MOST_PARTS: Final = 11
_TALL: Final = 260.0


def siting_pdf(
    document: Document,
    network: Network,
    roads: RoadMap | None,
    lang: str,
    *,
    stretches: Sequence[Stretch] = (),
) -> bytes:
    """
    Return exactly two A4 pages about a siting.

    Parameters
    ----------
    document
        What `optimizer.siting.document` returns.
    network
        The county as it is, with every candidate among its sites.
    roads
        What the maps are drawn over; None leaves them blank.
    lang
        ``zh`` or ``en``.
    stretches
        The roads that are closed or slow for all.
    """
    county = document.get("network_name") or network.rules.name
    title = f"{county} {said('siting', lang)}"
    draw = partial(
        _draw, document=document, network=network, roads=roads, lang=lang, stretches=stretches
    )
    return printed(title, draw)


def frontier_points(document: Document, lang: str) -> list[FrontierPoint]:
    """Return the points of the frontier chart: the best of each number, and today's."""
    rows = [(row, False) for row in document["frontier"]] + [(document["today"], True)]
    return [
        FrontierPoint(
            stations=row["number"],
            cost=row["cost_per_day"],
            low=row["cost_per_day_low"],
            high=row["cost_per_day_high"],
            name=said("today_row", lang) if is_today else str(row[f"name_{lang}"]),
            is_today=is_today,
        )
        for row, is_today in rows
        if is_known(row["cost_per_day"])
    ]


def _draw(
    canvas: Any,
    *,
    document: Document,
    network: Network,
    roads: RoadMap | None,
    lang: str,
    stretches: Sequence[Stretch],
) -> None:
    """Draw both pages."""
    unit = unit_of(document["currency"], lang)
    page = Briefing(
        canvas,
        lang,
        title=said("siting", lang),
        county=document.get("network_name") or network.rules.name,
        foot=foot_of(document, lang),
    )
    page.begin()
    _asked(page, document, network, unit)
    _verdict(page, document, unit)
    page.y -= 8
    points = frontier_points(document, lang)
    drawing = frontier_drawing(points, lang, unit=unit, width=WIDE / SMALL, height=_TALL / SMALL)
    page.chart(drawing, scale=SMALL)
    _frontier(page, document, unit)
    page.end()
    page.begin()
    best = document["best"] or document["today"]
    sides = (
        set_places(network, document["today"]["stations"], lang),
        set_places(network, best["stations"], lang),
    )
    titles = (
        said("map_base", lang),
        said("named", lang, what=said("map_best", lang), name=unbracketed(best[f"name_{lang}"])),
    )
    page.two_maps(sides, titles, roads, (stretches, stretches))
    page.keys(map_keys(lang, has_points=False, stretches=stretches))
    _parts(page, document, unit)
    _days(page, document, unit)
    page.end()


def _asked(page: Briefing, document: Document, network: Network, unit: str) -> None:
    """Write which days chose and judged, and the bounds."""
    lang = page.lang
    parts = [
        said(
            "siting_asked",
            lang,
            count=len(document["days"]),
            at=document["planned_at"],
            candidates=len(document["candidates"]),
        ),
        *orders_told(document, lang),
    ]
    if document["fresh_days"]:
        parts.append(said("siting_fresh", lang, count=len(document["fresh_days"])))
    if is_known(document["budget"]):
        parts.append(said("budget", lang, budget=shown(document["budget"]), unit=unit))
    if document["most"] is not None:
        parts.append(said("most", lang, count=document["most"]))
    page.paragraph(joined(parts, lang, by="stop"), 9)
    if document.get("under"):
        line = under_line(document["under"], lang, names_of(lang, network))
        page.paragraph(line, 9, most=2)


def _verdict(page: Briefing, document: Document, unit: str) -> None:
    """Write what may be said of the best, and the noise."""
    lang, verdict = page.lang, document["verdict"]
    notes = [said("stays", lang)]
    if document["judged_by"]:
        notes.insert(0, noise_line(document["judged_by"]["noise"], unit, lang))
    if document.get("is_partial"):
        notes.insert(0, said("partial", lang))
    if verdict is None:
        page.verdict("", said("not_judged", lang), notes)
    else:
        page.verdict(verdict["kind"], verdict[f"sentence_{lang}"], notes)


def _frontier(page: Briefing, document: Document, unit: str) -> None:
    """Draw the frontier as a table, today's stations last."""
    lang = page.lang
    columns = [
        Column(said("number", lang), 0.6, "left"),
        Column(said("which", lang), 3.2, "left"),
        Column(f"{said('cost_a_day', lang)} ({unit})", 1.2),
        Column(said("interval", lang), 1.7),
        Column(said("over_best", lang), 1.0),
        Column(said("invested", lang), 1.0),
    ]
    best = document["best"]["name"] if document["best"] else None
    rows = []
    for row in document["frontier"][:_MOST_ROWS]:
        rows.append(_row(row, unbracketed(str(row[f"name_{lang}"])), row["name"] == best))
    today = document["today"]
    name = said(
        "named", lang, what=said("today_row", lang), name=unbracketed(today[f"name_{lang}"])
    )
    rows.append(_row(today, name, False))
    page.table(columns, rows, most=3 if len(rows) <= _FEW else 2)


def _row(row: Document, name: str, is_best: bool) -> Row:
    """Return a set of stations as a row."""
    digits = digits_of(row["cost_per_day"])
    low, high = row["cost_per_day_low"], row["cost_per_day_high"]
    bounds = f"{shown(low, digits)} … {shown(high, digits)}" if is_known(low) else "—"
    cells = (
        str(row["number"]),
        name,
        shown(row["cost_per_day"], digits),
        bounds,
        shown(row.get("over_best"), digits, is_signed=True),
        shown(row["invested_per_day"], digits_of(row["invested_per_day"])),
    )
    return Row(cells, is_bold=is_best)


def _parts(page: Briefing, document: Document, unit: str) -> None:
    """Draw what a day's cost is made of, today and with the best, and how the county is served."""
    lang, today, best = page.lang, document["today"], document["best"] or document["today"]
    page.title_line(said("parts", lang, unit=unit))
    heads = ("today_row", "best", "difference")
    columns = [Column("", 2.4, "left"), *(Column(said(head, lang), 1.0) for head in heads)]
    names = [name for name in {**today["cost_parts"], **best["cost_parts"]} if name != "total"]
    names.sort(key=lambda name: -max(_part(today, name), _part(best, name)))
    names = [name for name in names if _part(today, name) or _part(best, name)][:_MOST_PARTS]
    rows = [_beside(part_name(n, lang), _part(today, n), _part(best, n)) for n in names]
    whole = _beside(part_name("total", lang), today["cost_per_day"], best["cost_per_day"])
    rows.append(Row(whole.cells, is_bold=True))
    share = [
        each["on_time_share"] * 100 if is_known(each["on_time_share"]) else None
        for each in (today, best)
    ]
    rows.append(_beside(said("on_time_share", lang), *share))
    rows += [_beside(said(key, lang), today[key], best[key]) for key in ("km", "vehicles")]
    page.table(columns, rows, height=13.0, size=8.5)


def _part(row: Document, name: str) -> float:
    """Return a part of the cost; nothing where there is none."""
    value = row["cost_parts"].get(name)
    return value if is_known(value) else 0.0


def _beside(name: str, one: float | None, two: float | None) -> Row:
    """Return two amounts and their difference as a row."""
    digits = min(digits_of(one, two), 1)
    difference = two - one if is_known(one) and is_known(two) else None
    amounts = shown(one, digits), shown(two, digits)
    return Row((name, *amounts, shown(difference, digits, is_signed=True)))


def _days(page: Briefing, document: Document, unit: str) -> None:
    """Draw the days that judged over what is left of the page."""
    judged = document["judged_by"] or document["chosen_by"]
    is_fresh = bool(document["judged_by"] and document["judged_by"]["is_fresh"])
    days = [
        (each["day"], each["difference"])
        for each in document["by_day"]
        if each["is_fresh"] == is_fresh and each["difference"] is not None
    ]
    bounds = (None, None, None)
    if judged:
        bounds = (judged["mean"], judged["low"], judged["high"])
    page.y -= 8
    drawing = difference_drawing(
        days,
        bounds,
        page.lang,
        unit=unit,
        width=WIDE / SMALL,
        height=min(page.y - page.bottom, _TALL) / SMALL,
        title=said("siting_days", page.lang, unit=unit),
    )
    page.chart(drawing, scale=SMALL)
