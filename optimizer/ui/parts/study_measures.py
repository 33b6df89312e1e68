"""The measures of a comparison as one table: before, after, and what the difference means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from optimizer.ui.parts.study_numbers import FORMS, Spelling, tone
from optimizer.ui.parts.study_table import Cell, Row, show_table
from optimizer.ui.words import t

_HEADS: Final = ("measure", "base", "scenario", "difference", "interval", "days_better")
_FIRST: Final = frozenset({"total", "operating_cost"})


def show_measures(measures: Mapping[str, Mapping[str, Any]], currency: str) -> None:
    """Show the table; what is surely better or worse is coloured."""
    heads = [t(f"study.head_{name}") for name in _HEADS]
    rows = [
        _row(name, measures[name], Spelling(form, currency))
        for name, form in FORMS.items()
        if name in measures
    ]
    show_table(heads, rows)
    st.caption(t("study.measures_told"))


def _row(name: str, figures: Mapping[str, Any], spelling: Spelling) -> Row:
    """Return a measure as a row."""
    found = tone(figures, less_is_better=name != "on_time_share")
    return (
        Cell(t(f"study.measure_{name}"), is_bold=name in _FIRST),
        spelling.amount(figures["base"]),
        spelling.amount(figures["scenario"]),
        Cell(spelling.difference(figures["mean"]), found or "soft", is_bold=bool(found)),
        Cell(spelling.interval(figures["low"], figures["high"]), "soft"),
        t("study.of_days", count=figures["days_better"], days=figures["days"]),
    )
