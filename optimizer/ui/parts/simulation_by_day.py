"""The played days one by one: what they cost, how much was in time, what broke."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import fmean
from typing import Any, Final

import streamlit as st

from optimizer.reports.charts import difference_chart
from optimizer.ui.parts.study_drawing import drawing
from optimizer.ui.parts.study_open import Entry, ShownStudy
from optimizer.ui.words import t

COLOURS: Final = {"by_need": "#0072b2", "habit": "#b35900"}


def show_days(study: ShownStudy) -> None:
    """Show what each day costs more or less by need, how much was in time, and the figures."""
    left, right = st.columns(2, gap="medium")
    with left:
        _differences(study)
    with right:
        _shares(study)
    _table(study)


def _differences(study: ShownStudy) -> None:
    """Draw by how much each day is cheaper by need; histories of a day are averaged."""
    gain = study.document["gain"]["cost_per_day"]
    days = [
        (day, fmean(known))
        for day, found in _by_date(study).items()
        if (known := [one["difference"] for one in found if one["difference"] is not None])
    ]
    svg = difference_chart(
        days,
        (gain["mean"], gain["low"], gain["high"]),
        study.lang,
        unit=study.unit,
        width=600,
        height=300,
        title=t("simulation.cost_by_day", unit=study.unit),
    )
    drawing(svg, key=f"simulation.chart.{study.row.study_id}")


def _shares(study: ShownStudy) -> None:
    """Draw the share in time of each day, both ways to plan."""
    day, in_time, way = (t(f"simulation.{name}") for name in ("day", "in_time_share", "policy"))
    names = [t(f"simulation.beside_{policy}") for policy in COLOURS]
    points = [
        {day: date[5:], way: t(f"simulation.beside_{policy}"), in_time: fmean(known)}
        for date, found in _by_date(study).items()
        for policy in COLOURS
        if (known := list(_settled(found, policy)))
    ]
    least = min(
        (
            one
            for found in _by_date(study).values()
            for policy in COLOURS
            for one in _settled(found, policy)
        ),
        default=1.0,
    )
    span = [max(0.0, least - 0.005), 1.0]
    colours = {"domain": names, "range": list(COLOURS.values())}
    dashes = {"domain": names, "range": [[1, 0], [6, 3]]}
    spec = {
        "height": 250,
        "mark": {"type": "line", "point": {"size": 46}, "strokeWidth": 2},
        "encoding": {
            "x": {"field": day, "type": "ordinal", "axis": {"labelAngle": 0, "title": None}},
            "y": {
                "field": in_time, "type": "quantitative", "scale": {"domain": span},
                "axis": {"format": ".1%", "title": None},
            },
            "color": {"field": way, "scale": colours, "legend": {"orient": "top", "title": None}},
            "strokeDash": {"field": way, "scale": dashes, "legend": None},
            "tooltip": [{"field": day}, {"field": way}, {"field": in_time, "format": ".2%"}],
        },
    }  # fmt: skip
    st.markdown(f"**{t('simulation.shares_by_day')}**")
    st.vega_lite_chart(points, spec, key=f"simulation.shares.{study.row.study_id}")


def _table(study: ShownStudy) -> None:
    """Show every day of every history."""
    need, habit = (t(f"simulation.beside_{policy}") for policy in COLOURS)
    first = study.document["seed"]

    def row(one: Entry) -> dict[str, Any]:
        mine, theirs = one["by_need"], one["habit"]
        return {
            t("simulation.day"): study.day(one["day"]),
            t("simulation.history"): one["seed"] - first + 1,
            t("simulation.weather"): t(f"simulation.on_{'rain' if one['rain'] else 'dry'}"),
            t("simulation.orders"): mine["orders"],
            t("simulation.share_of", policy=need): _percent(mine),
            t("simulation.share_of", policy=habit): _percent(theirs),
            t("simulation.cost_of", policy=need): round(mine["cost"]),
            t("simulation.cost_of", policy=habit): round(theirs["cost"]),
            t("simulation.figure_worked_share"): 100 * mine["worked_share"],
            t("simulation.figure_broken_transfers"): mine["broken_transfers"],
        }

    percent = st.column_config.NumberColumn(format="%.1f%%")
    amount = st.column_config.NumberColumn(format="localized")
    st.dataframe(
        [row(one) for one in study.document["by_day"]], hide_index=True, height=280,
        key="simulation.days_table", placeholder="—",
        column_config={
            t("simulation.share_of", policy=need): percent,
            t("simulation.share_of", policy=habit): percent,
            t("simulation.figure_worked_share"): percent,
            t("simulation.cost_of", policy=need): amount,
            t("simulation.cost_of", policy=habit): amount,
        },
    )  # fmt: skip
    st.caption(t("simulation.days_told"))


def _by_date(study: ShownStudy) -> dict[str, list[Entry]]:
    """Return the days of all histories by date."""
    found: dict[str, list[Entry]] = {}
    for one in study.document["by_day"]:
        found.setdefault(one["day"], []).append(one)
    return dict(sorted(found.items()))


def _settled(found: Iterable[Entry], policy: str) -> Iterable[float]:
    """Yield the shares in time of the days on which any order was settled."""
    for one in found:
        share = _share(one[policy])
        if share is not None:
            yield share


def _percent(side: Entry) -> float | None:
    """Return the share in time of a day in per cent, None where no order was settled."""
    share = _share(side)
    return None if share is None else 100 * share


def _share(side: Entry) -> float | None:
    """Return the share in time of a day, None where no order was settled."""
    is_settled = side["on_time"] + side["late"] + side["missing"]
    return float(side["on_time_share"]) if is_settled else None
