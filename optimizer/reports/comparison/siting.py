"""Which stations to open, on two pages for a meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from optimizer.domain import Network
from optimizer.reports.charts import difference_drawing
from optimizer.reports.charts.drawing import unbracketed
from optimizer.reports.charts.scales import digits_of, is_known, shown
from optimizer.reports.comparison.about import noise_line, orders_told, under_line
from optimizer.reports.comparison.briefing import SMALL, WIDE, Briefing, Column, Row, foot_of
from optimizer.reports.comparison.frontier import draw_frontier
from optimizer.reports.comparison.maps import map_keys
from optimizer.reports.comparison.sets import PENALTIES, operating_of, penalties_of
from optimizer.reports.comparison.sides import names_of, set_places
from optimizer.reports.comparison.terrain import Stretch
from optimizer.reports.comparison.words import joined, part_name, said, unit_of
from optimizer.reports.sheet import printed
from optimizer.reports.ways import RoadMap

Document = Mapping[str, Any]

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
    draw_frontier(page, document, unit)
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


def _parts(page: Briefing, document: Document, unit: str) -> None:
    """Draw what a day's cost is made of, today and with the best, and how the county is served."""
    lang, today, best = page.lang, document["today"], document["best"] or document["today"]
    key = "parts_of" if today["days"] else "parts"
    page.title_line(said(key, lang, unit=unit, days=today["days"]))
    heads = ("today_row", "best", "difference")
    columns = [Column("", 2.4, "left"), *(Column(said(head, lang), 1.0) for head in heads)]
    names = [name for name in {**today["cost_parts"], **best["cost_parts"]} if name != "total"]
    names.sort(key=lambda name: -max(_part(today, name), _part(best, name)))
    names = [name for name in names if _part(today, name) or _part(best, name)][:_MOST_PARTS]
    rows: list[Row] = []
    for is_penalty, key, sum_of in ((False, "paid", operating_of), (True, "counted", penalties_of)):
        group = [name for name in names if (name in PENALTIES) is is_penalty]
        rows += [_beside(part_name(n, lang), _part(today, n), _part(best, n)) for n in group]
        if group or sum_of(today) or sum_of(best):
            rows.append(_bold(_beside(said(key, lang), sum_of(today), sum_of(best))))
    whole = (part_name("total", lang), today["cost_per_day"], best["cost_per_day"])
    rows.append(_bold(_beside(*whole)))
    share = [
        each["on_time_share"] * 100 if is_known(each["on_time_share"]) else None
        for each in (today, best)
    ]
    rows.append(_beside(said("on_time_share", lang), *share))
    rows += [_beside(said(key, lang), today[key], best[key]) for key in ("km", "vehicles")]
    page.table(columns, rows, height=13.0, size=8.5)


def _bold(row: Row) -> Row:
    """Return a row that stands out."""
    return Row(row.cells, is_bold=True)


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
        title=said("siting_days_fresh" if is_fresh else "siting_days", page.lang, unit=unit),
    )
    page.chart(drawing, scale=SMALL)
