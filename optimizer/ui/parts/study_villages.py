"""Who gains and who loses by a scenario, and what the stations handle before and after."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from optimizer.reports.charts import StationLoad, load_chart
from optimizer.ui.parts.study_drawing import drawing
from optimizer.ui.parts.study_numbers import Spelling, tone
from optimizer.ui.parts.study_open import Entry, ShownStudy
from optimizer.ui.parts.study_table import Cell, Row, show_table
from optimizer.ui.words import t


def show_villages(study: ShownStudy, scenario: Entry) -> None:
    """Show the villages that surely gain, beside those that surely lose."""
    left, right = st.columns(2, gap="medium")
    for place, side, tone_ in ((left, "gaining", "better"), (right, "losing", "worse")):
        with place:
            villages = scenario[side]
            st.markdown(f"**{t(f'study.{side}', count=len(villages))}**")
            if villages:
                rows = [_village(study, scenario, one, tone_) for one in villages]
                heads = [t(f"study.head_{name}") for name in ("village", "days", "share", "hours")]
                show_table(heads, rows, height=300)
    st.caption(t("study.villages_told"))


def _village(study: ShownStudy, scenario: Entry, village: Entry, tone_: str) -> Row:
    """Return a village as a row."""
    share, hours = village["on_time_share"]["mean"], village["hours"]["mean"]
    return (
        study.site(village["site_id"], scenario),
        f"{village['days']:,}",
        Cell(Spelling("share", study.currency).difference(share), tone_),
        Cell(Spelling("hours", study.currency).difference(hours), tone_),
    )


def show_loads(study: ShownStudy, scenario: Entry, *, key: str) -> None:
    """Show how many pieces each station handles a day, before and after."""
    spelling = Spelling("count", study.currency)
    rows = [
        _load(study.site(site_id, scenario), figures, spelling)
        for site_id, figures in scenario["station_load"].items()
    ]
    names = ("station", "base", "scenario", "difference", "interval")
    left, right = st.columns([1.15, 1], gap="medium")
    with left:
        show_table([t(f"study.head_{name}") for name in names], rows)
        st.caption(t("study.loads_told"))
    with right:
        loads = [
            StationLoad(study.site(site_id, scenario), figures["base"], figures["scenario"])
            for site_id, figures in scenario["station_load"].items()
        ]
        name = study.called(scenario)
        drawing(load_chart(loads, study.lang, width=560, name=name), key=f"study.loads.{key}")


def _load(name: str, figures: Entry, spelling: Spelling) -> Sequence[Cell | str]:
    """Return a station as a row; more or less there is neither better nor worse."""
    return (
        name,
        spelling.amount(figures["base"]),
        spelling.amount(figures["scenario"]),
        Cell(spelling.difference(figures["mean"]), is_bold=bool(tone(figures))),
        Cell(spelling.interval(figures["low"], figures["high"]), "soft"),
    )
