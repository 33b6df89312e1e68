"""The difference day by day: a chart, and a table with the same figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import streamlit as st

from optimizer.reports.charts import difference_chart
from optimizer.ui.parts.study_drawing import drawing
from optimizer.ui.parts.study_numbers import Spelling, share
from optimizer.ui.parts.study_open import Entry, ShownStudy
from optimizer.ui.parts.study_table import Cell, Row, show_table
from optimizer.ui.words import t

DayRow: TypeAlias = tuple[str, float | None, float | None, float | None]
"""A day, what it costs on both sides, and the difference."""


@dataclass(frozen=True, slots=True)
class Days:
    """
    The days of two variants side by side, what they come to, and what both are called.

    ``rows`` are the day, both costs and the difference; ``total`` has mean, low and high;
    ``shares`` are the on-time shares of a day on both sides, where they are known.
    """

    rows: Sequence[DayRow]
    total: Entry
    worst: frozenset[str]
    left_out: Sequence[str]
    base: str
    other: str
    shares: Mapping[str, tuple[float | None, float | None]] = field(default_factory=dict)


def show_days_chart(study: ShownStudy, days: Days, *, key: str) -> None:
    """Draw what the one costs more or less on each day, with the mean and its interval."""
    svg = difference_chart(
        [(day, difference) for day, _, _, difference in days.rows if difference is not None],
        (days.total["mean"], days.total["low"], days.total["high"]),
        study.lang,
        unit=study.unit,
        width=600,
        height=330,
        name=days.other,
    )
    drawing(svg, key=f"study.days.{study.row.study_id}.{key}")


def show_days_table(study: ShownStudy, days: Days) -> None:
    """Show the figures of each day; the worst days are marked."""
    heads = [t("study.head_day"), days.base, days.other, t("study.head_difference")]
    if days.shares:
        heads.append(t("study.head_share"))
    show_table([*heads, ""], [_day(study, days, row) for row in days.rows], height=420)
    if days.left_out:
        left_out = ", ".join(study.day(day) for day in days.left_out)
        st.caption(t("study.left_out", days=left_out))


def _day(study: ShownStudy, days: Days, row: DayRow) -> Row:
    """Return a day as a row."""
    money = Spelling("money", study.currency)
    day, base, other, difference = row
    found = "" if not difference else "better" if difference < 0 else "worse"
    cells: list[Cell | str] = [
        study.day(day),
        money.amount(base),
        money.amount(other),
        Cell(money.difference(difference), found),
    ]
    if days.shares:
        before, after = (share(one) for one in days.shares[day])
        cells.append(t("study.from_to", before=before, after=after))
    return [*cells, Cell(t("study.worst") if day in days.worst else "", "soft")]
