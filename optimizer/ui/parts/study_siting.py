"""Which stations to open: the sentence, cost by number of stations, proposals, two maps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from optimizer.reports.charts import frontier_chart
from optimizer.reports.charts.drawing import unbracketed
from optimizer.reports.comparison.sets import (
    bounds_of,
    frontier_points,
    operating_of,
    penalties_of,
    unserved_days,
)
from optimizer.ui.parts.study_asked import show_asked, show_failures, tell_failures
from optimizer.ui.parts.study_costs import show_candidates, show_costs
from optimizer.ui.parts.study_days import Days, show_days_chart, show_days_table
from optimizer.ui.parts.study_drawing import drawing
from optimizer.ui.parts.study_maps import Side, marks_of, show_maps
from optimizer.ui.parts.study_numbers import Spelling, share
from optimizer.ui.parts.study_open import Entry, ShownStudy
from optimizer.ui.parts.study_table import Cell, Row, show_table
from optimizer.ui.parts.study_verdict import show_verdict
from optimizer.ui.parts.study_villages import show_villages
from optimizer.ui.words import t

MOST: Final = 12
"""So many proposals are listed."""


def siting(study: ShownStudy) -> None:
    """Show a siting."""
    document = study.document
    verdict, judged = document["verdict"], document["judged_by"]
    if verdict and judged:
        show_verdict(study, verdict, judged["noise"])
    else:
        st.info(t("study.no_best"))
    tell_failures(study)
    left, right = st.columns([1, 1.15], gap="medium")
    with left:
        _frontier(study)
    with right:
        _proposals(study)
    if document["best"]:
        show_maps(study, _side(study, "today"), _side(study, "best"))
        _say_villages(study)
    parts: dict[str, Callable[[ShownStudy], None]] = {
        "days": _days,
        "villages": _villages,
        "costs": show_costs,
        "candidates": show_candidates,
        "asked": show_asked,
    }
    if not document.get("villages"):
        # Stopped before anything was judged, or made before villages were kept.
        del parts["villages"]
    places = st.tabs([t(f"study.tab_{name}") for name in parts])
    for place, show in zip(places, parts.values(), strict=True):
        with place:
            show(study)


def _frontier(study: ShownStudy) -> None:
    """Draw the cost of a day by the number of stations, with today's marked."""
    points = frontier_points(study.document, study.lang)
    svg = frontier_chart(points, study.lang, unit=study.unit, width=560, height=340)
    drawing(svg, key=f"study.frontier.{study.row.study_id}")


def _proposals(study: ShownStudy) -> None:
    """Show today's stations and the proposals, the cheapest first."""
    document = study.document
    best = document["best"]["name"] if document["best"] else None
    names = (
        *("stations", "cost_a_day", "interval", "paid", "counted", "unserved_on"),
        *("share", "investment"),
    )
    rows = [_proposal(study, document["today"], t("study.today_is"))]
    for row in document["proposals"][:MOST]:
        rows.append(_proposal(study, row, t("study.best_is") if row["name"] == best else ""))
    show_table([t(f"study.head_{name}") for name in names], rows, height=340)
    st.caption(t("study.proposals_told"))


def _proposal(study: ShownStudy, row: Entry, mark: str) -> Row:
    """Return a set of stations as a row."""
    money = Spelling("money", study.currency).amount
    low, high = bounds_of(row)
    between = "—" if low is None else t("study.to", low=money(low), high=money(high))
    count = unserved_days(row)
    waits = Cell(_unserved(count, row), "worse", is_bold=True)
    if not row["days"] or count == 0:
        waits = Cell("0" if row["days"] else "—")
    return (
        Cell(f"{mark} {_named(study, row)}".strip(), is_bold=bool(mark)),
        Cell(money(row["cost_per_day"]), is_bold=bool(mark)),
        Cell(between, "soft"),
        Cell(money(operating_of(row)), is_bold=bool(mark)),
        money(penalties_of(row)),
        waits,
        share(row["on_time_share"]),
        money(row["investment"] or None),
    )


def _unserved(count: int | None, row: Entry) -> str:
    """Return on how many days a set leaves orders unserved; older studies know no number."""
    if count is None:
        return t("study.unserved_some")
    return t("study.of_days", count=count, days=row["days"])


def _named(study: ShownStudy, row: Entry) -> str:
    """Return what people call a set of stations, without what stands in brackets."""
    return unbracketed(study.called(row))


def _side(study: ShownStudy, which: str) -> Side:
    """Return one of both maps."""
    row = study.document[which]
    under = study.document.get("under") or {"changes": ()}
    marks = [*marks_of(study, under["changes"]), *(_marks(study, row) if which == "best" else ())]
    head = t(f"study.map_{which}", name=_named(study, row))
    side = "base" if which == "today" else "scenario"
    villages = {one["site_id"]: one[side] for one in study.document.get("villages") or ()}
    return Side(which, head, villages, marks)


def _say_villages(study: ShownStudy) -> None:
    """Say of which days the figures of the villages are."""
    by = study.document.get("villages_by")
    if by is not None:
        key = "fresh" if by["is_fresh"] else "choosing"
        st.caption(t(f"study.villages_{key}", days=by["days"]))


def _villages(study: ShownStudy) -> None:
    """Show who gains and who loses by the best set."""
    show_villages(study, study.document)
    _say_villages(study)


def _marks(study: ShownStudy, row: Entry) -> Sequence[Entry]:
    """Return the stations that are not open today, as marks of a map."""
    places = study.document["places"]
    found = [places[site_id] for site_id in row["stations"]]
    return [
        {"at": [place["longitude"], place["latitude"]], "text": t("study.mark_open_site")}
        for place in found
        if not place["is_open_today"] and place["longitude"] is not None
    ]


def _days(study: ShownStudy) -> None:
    """Show today's stations and the best of all day by day, over the days that judge."""
    judged, rows = study.document["judged_by"], study.document["by_day"]
    if judged is None:
        st.info(t("study.no_best"))
        return
    counted = [one for one in rows if one["is_fresh"] == judged["is_fresh"]]
    days = Days(
        rows=[(one["day"], one["today"], one["best"], one["difference"]) for one in counted],
        total=judged,
        worst=frozenset(one["day"] for one in judged["worst_days"]),
        left_out=judged["left_out"],
        base=t("study.today"),
        other=_named(study, study.document["best"]),
    )
    left, right = st.columns(2, gap="medium")
    with left:
        show_days_chart(study, days, key="best")
    with right:
        show_days_table(study, days)
        show_failures(study)
