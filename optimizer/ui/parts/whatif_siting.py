"""Asking where stations should be: candidates with their costs, limits, days."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any, Final

import streamlit as st

from optimizer.desk import planning, studies
from optimizer.desk.scenarios_effort import duration, siting_day_plans
from optimizer.domain import Network, Site
from optimizer.errors import InputError, OptimizerError
from optimizer.jobs import SITING, StudyRequest
from optimizer.siting import default_candidates
from optimizer.siting.candidates import LIFETIME
from optimizer.store import NetworkVersion, ScenarioRow
from optimizer.ui import session
from optimizer.ui.parts.choosing import multiselect
from optimizer.ui.parts.whatif_days import (
    Days,
    days_form,
    plain_of,
    say_duration,
    under_choice,
)
from optimizer.ui.parts.whatif_draft import applied
from optimizer.ui.parts.whatif_points import own_form, own_points
from optimizer.ui.parts.whatif_said import say_issues, site_label
from optimizer.ui.words import t, word
from optimizer.units import YUAN
from optimizer.wording.columns import column_name

EACH: Final = 2
_NAMED: Final = 6


def whatif_siting(net: NetworkVersion) -> None:
    """Ask which candidates should be stations."""
    rows = session.store().scenarios.list(net.network_id)
    left, right = st.columns([1.25, 1], gap="large")
    with right:
        under = under_choice(rows, "siting")
        days = days_form(net, "siting", days=10)
    below = list(under.changes) if under else []
    with left:
        own_form(net, rows, below)
        points = own_points(net)
        candidates = _candidates(applied(net, [*below, *points]).network, points)
        budget, most = _limits(net)
    plans = siting_day_plans(len(candidates), most, days.days, EACH, days.fresh or 0)
    about_at, button_at = st.columns([3, 1], vertical_alignment="center")
    with about_at:
        found = duration(session.store(), net.network_id, SITING, plans, effort=days.effort)
        say_duration(found, at_most=True)
    wants = button_at.button(
        t("whatif.site_it"), type="primary", key="whatif.site_it", width="stretch",
        disabled=not candidates or not days.is_complete,
    )  # fmt: skip
    if wants:
        _ask(net, candidates, _under(under, points), days, (budget, most))


def _under(under: ScenarioRow | None, points: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the county that is judged: under a scenario, with the planner's own points."""
    if not points:
        return plain_of(under) if under else None
    own = {"name_zh": word("whatif.own_name", "zh"), "name_en": word("whatif.own_name", "en")}
    named = plain_of(under) if under else {**own, "changes": []}
    return {**named, "changes": [*named["changes"], *points]}


def _candidates(network: Network, points: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Let candidates be chosen and their costs be given."""
    names = site_label(network)
    default = [each.site_id for each in default_candidates(network)]
    added = [point["site"] for point in points]
    options = [site.site_id for site in network.sites if site.kind != "hub" and not site.premises]
    chosen = multiselect(
        t("whatif.candidates"), options, default=[*default, *added], format_func=names,
        key=f"whatif.candidates.{','.join(added)}.{len(default)}",
        help=t("whatif.candidates_help"), placeholder=t("whatif.candidates_none"),
    )  # fmt: skip
    lang, usual = session.lang(), _usual_rent(network)
    lines = [
        {
            "site_id": site_id,
            "called": names(site_id),
            "rent_per_day": _rent(network.sites[network.index[site_id]], usual),
            "investment": 0.0,
            "lifetime_days": LIFETIME,
        }
        for site_id in chosen
    ]
    number = st.column_config.NumberColumn
    records = st.data_editor(
        lines, key=f"whatif.costs.{','.join(chosen)}", hide_index=True, num_rows="fixed",
        disabled=["called"], column_order=["called", "rent_per_day", "investment", "lifetime_days"],
        height=min(38 + 35 * max(len(lines), 1), 290),
        column_config={
            "called": st.column_config.TextColumn(t("whatif.candidate"), width="medium"),
            "rent_per_day": number(
                column_name("rent_per_day", lang), min_value=0.0, max_value=1e6, required=True,
                help=t("whatif.rent_help"),
            ),
            "investment": number(
                t("whatif.investment"), min_value=0.0, max_value=1e9, required=True,
                help=t("whatif.investment_help"),
            ),
            "lifetime_days": number(
                t("whatif.lifetime"), min_value=1, max_value=36_500, step=1, required=True
            ),
        },
    )  # fmt: skip
    names_sent = ("site_id", "rent_per_day", "investment", "lifetime_days")
    return [{name: record[name] for name in names_sent} for record in records]


def _title(candidates: Sequence[dict[str, Any]]) -> str:
    """Return a title that reads the same in every language: the first of the candidates."""
    ids = [str(each["site_id"]) for each in candidates]
    more = [f"+{len(ids) - _NAMED}"] if len(ids) > _NAMED else []
    return " ".join([*ids[:_NAMED], *more])


def _usual_rent(network: Network) -> float:
    """Return what a station of today usually pays a day, for those that are none yet."""
    rents = [
        site.rent_per_day / YUAN
        for site in network.sites
        if site.kind == "transfer_station" and site.is_open
    ]
    return round(median(rents), 2) if rents else 0.0


def _rent(site: Site, usual: float) -> float:
    """
    Return the rent that is proposed for a candidate.

    A station of today keeps its own, be it none: with another it would be dearer in every
    proposal than it is today.
    """
    own = site.rent_per_day / YUAN
    return own if site.kind == "transfer_station" and site.is_open else own or usual


def _limits(net: NetworkVersion) -> tuple[float | None, int | None]:
    """Let a budget and a largest number of stations be given."""
    currency = planning.network_of(session.store(), net.version_id).rules.currency
    budget_at, most_at = st.columns(2)
    budget = budget_at.number_input(
        t("whatif.budget", currency=currency), 0.0, 1e9, value=None, key="whatif.budget",
        placeholder=t("whatif.no_limit"), help=t("whatif.budget_help"),
    )  # fmt: skip
    most = most_at.number_input(
        t("whatif.most"), 0, 50, value=5, step=1, key="whatif.most",
        placeholder=t("whatif.no_limit"), help=t("whatif.most_help"),
    )  # fmt: skip
    return budget, None if most is None else int(most)


def _ask(
    net: NetworkVersion,
    candidates: Sequence[dict[str, Any]],
    under: dict[str, Any] | None,
    days: Days,
    limits: tuple[float | None, int | None],
) -> None:
    """Put the siting into the queue, or say everything that stands against it."""
    request = StudyRequest(
        title=_title(candidates),
        candidates=tuple(candidates),
        budget=limits[0],
        most=limits[1],
        each=EACH,
        under=under,
        fresh=days.fresh,
        **days.asked,
    )
    try:
        with st.spinner(t("whatif.checking")):
            studies.ask_siting(session.store(), session.user(), net.network_id, request)
    except InputError as error:
        say_issues(error.issues, by_file=True)
    except OptimizerError as error:
        session.show_error(error)
    else:
        st.rerun()
