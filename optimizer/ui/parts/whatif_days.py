"""The days that a study is made over: drawn or imported, how hard each is planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from optimizer.days import LEAST_DAYS, MOST_DAYS
from optimizer.desk import planning
from optimizer.desk.scenarios_effort import (
    EFFORTS,
    Duration,
    history,
    history_span,
    season_names,
)
from optimizer.store import NetworkVersion, ScenarioRow
from optimizer.ui import session
from optimizer.ui.parts.whatif_said import scenario_name
from optimizer.ui.words import WORDS, t


@dataclass(frozen=True)
class Days:
    """What was chosen, as a request has it; ``is_complete`` is false where days are missing."""

    first_day: date
    days: int
    orders: str
    season: str
    scale: float
    effort: int
    seeds: int
    fresh: int | None
    is_complete: bool

    @property
    def asked(self) -> dict[str, Any]:
        """The keys of a request."""
        return {
            "first_day": self.first_day.isoformat(), "days": self.days, "orders": self.orders,
            "season": self.season, "scale": self.scale, "effort": self.effort,
            "seeds": self.seeds,
        }  # fmt: skip


def days_form(net: NetworkVersion, tab: str, *, days: int) -> Days:
    """Let the days be chosen, and how hard each is planned."""
    source = st.segmented_control(
        t("whatif.orders"), ("drawn", "history"), default="drawn", key=f"whatif.orders.{tab}",
        required=True, format_func=lambda one: t(f"whatif.orders.{one}"),
    )  # fmt: skip
    zone = ZoneInfo(planning.network_of(session.store(), net.version_id).rules.timezone)
    first_at, days_at = st.columns(2)
    today = datetime.now(zone).date()
    usual = today if source == "drawn" else _history_begins(net.network_id, today, days)
    first = first_at.date_input(
        t("whatif.first_day"), value=usual, key=f"whatif.first.{tab}.{source}.{usual}",
        format="YYYY-MM-DD",
    )  # fmt: skip
    first_day = first if isinstance(first, date) else usual
    count = int(
        days_at.number_input(
            t("whatif.days"), 1, MOST_DAYS, days, step=1, key=f"whatif.days.{tab}",
            help=t("whatif.days_help", least=LEAST_DAYS),
        )
    )  # fmt: skip
    fresh = _fresh(count) if tab == "siting" else None
    season, scale, is_complete = "ordinary", 1.0, True
    if source == "history":
        is_complete = _history(net.network_id, first_day, count + (fresh or 0))
    else:
        season, scale = _drawn(net.version_id, tab)
    if count < LEAST_DAYS:
        st.caption(":material/warning: " + t("whatif.few_days", least=LEAST_DAYS))
    effort, seeds = _effort(tab)
    return Days(
        first_day, count, source or "drawn", season, scale, effort, seeds, fresh, is_complete
    )


def _fresh(days: int) -> int:
    """Let the days be counted that judge what the others have chosen."""
    return int(
        st.number_input(
            t("whatif.fresh"), 0, MOST_DAYS, days, step=1, key=f"whatif.fresh.{days}",
            help=t("whatif.fresh_help"),
        )
    )  # fmt: skip


def _drawn(version_id: int, tab: str) -> tuple[str, float]:
    """Let season and number of drawn orders be chosen."""
    season_at, scale_at = st.columns(2)
    season = season_at.selectbox(
        t("whatif.season"), _seasons(version_id), key=f"whatif.season.{tab}",
        format_func=season_name, help=t("whatif.season_help"),
    )  # fmt: skip
    scale = scale_at.number_input(
        t("whatif.scale"), 0.1, 10.0, 1.0, step=0.1, key=f"whatif.scale.{tab}",
        help=t("whatif.scale_help"),
    )  # fmt: skip
    return season, float(scale)


@st.cache_data(show_spinner=False, max_entries=8)
def _seasons(version_id: int) -> tuple[str, ...]:
    """Return the seasons of a version of a network."""
    return season_names(session.store(), version_id)


def season_name(season: str) -> str:
    """Return what people call a season; one of the county's own keeps its name."""
    key = f"whatif.season.{season}"
    return t(key) if key in WORDS else season


@st.cache_data(show_spinner=False, ttl=60, max_entries=20)
def _span(network_id: int, today: date) -> tuple[date, date] | None:
    """Return between which days orders were imported."""
    return history_span(session.store(), network_id, today)


def _history_begins(network_id: int, today: date, days: int) -> date:
    """Return the first of the last days that have orders, and say which those are."""
    span = _span(network_id, today)
    if span is None:
        return today - timedelta(days=days)
    st.caption(t("whatif.span", first=f"{span[0]}", last=f"{span[1]}"))
    return max(span[0], span[1] - timedelta(days=days - 1))


def _history(network_id: int, first: date, days: int) -> bool:
    """Say how many orders the chosen days have; return whether no day is missing."""
    found = history(session.store(), network_id, first, days)
    last = first + timedelta(days=days - 1)
    st.caption(t("whatif.history", orders=f"{found.orders:,}", first=f"{first}", last=f"{last}"))
    if not found.orders:
        st.warning(t("whatif.no_history"))
    elif found.missing:
        shown = ", ".join(f"{day:%m-%d}" for day in found.missing[:8])
        more = "…" if len(found.missing) > 8 else ""
        st.warning(t("whatif.missing", count=len(found.missing), days=shown + more))
    return bool(found.orders) and not found.missing


def _effort(tab: str) -> tuple[int, int]:
    """Let the effort be chosen, and by how many seeds the solver's noise is measured."""
    effort_at, seeds_at = st.columns(2)
    effort = effort_at.segmented_control(
        t("whatif.effort"), list(EFFORTS), default="quick", key=f"whatif.effort.{tab}",
        required=True, format_func=lambda one: t(f"whatif.effort.{one}"),
        help=t("whatif.effort_help"),
    )  # fmt: skip
    seeds = 2
    if tab == "compare":
        seeds = int(
            seeds_at.number_input(
                t("whatif.seeds"), 1, 5, 2, step=1, key="whatif.seeds", help=t("whatif.seeds_help")
            )
        )
    return EFFORTS[effort or "quick"], seeds


def under_choice(rows: list[ScenarioRow], tab: str) -> ScenarioRow | None:
    """Let a scenario be chosen that holds for both sides."""
    known = {row.scenario_id: row for row in rows}
    chosen = st.selectbox(
        t("whatif.under"), list(known), index=None, key=f"whatif.under.{tab}",
        format_func=lambda one: scenario_name(known[one].name_zh, known[one].name_en),
        placeholder=t("whatif.under_none"), help=t("whatif.under_help"),
    )  # fmt: skip
    return known.get(chosen) if chosen is not None else None


def plain_of(row: ScenarioRow) -> dict[str, Any]:
    """Return a scenario as a request has it."""
    return {"name_zh": row.name_zh, "name_en": row.name_en, "changes": list(row.changes)}


def say_duration(found: Duration, *, at_most: bool = False) -> None:
    """Say how many day plans that is, and about how long."""
    word = "whatif.takes_most" if at_most else "whatif.takes"
    about = t(word, count=f"{found.day_plans:,}", time=_rounded(found.seconds))
    source = t("whatif.measured" if found.is_measured else "whatif.guessed")
    st.caption(f":material/timer: {about} {source}")


def _rounded(seconds: float) -> str:
    """Return a time as people say one that is about right."""
    if seconds < 90:
        return t("whatif.seconds", count=max(10, round(seconds / 10) * 10))
    if seconds < 5400:
        return t("whatif.minutes", count=round(seconds / 60))
    return t("whatif.hours", hours=f"{seconds / 3600:.1f}")
