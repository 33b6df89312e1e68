"""Asking for a comparison: which scenarios, over which days, how hard."""

from __future__ import annotations

from typing import Final

import streamlit as st

from optimizer.desk import studies
from optimizer.desk.scenarios_effort import MOST_SCENARIOS, duration, whatif_day_plans
from optimizer.errors import InputError, OptimizerError
from optimizer.jobs import WHATIF, StudyRequest
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
from optimizer.ui.parts.whatif_said import say_issues, scenario_name
from optimizer.ui.words import t

CHOSEN: Final = "whatif.compared"


def whatif_compare(net: NetworkVersion) -> None:
    """Ask for a comparison of stored scenarios."""
    rows = session.store().scenarios.list(net.network_id)
    if not rows:
        st.info(t("whatif.compare_none"))
        return
    known = {row.scenario_id: row for row in rows}
    if CHOSEN in st.session_state:  # somebody may have dropped one meanwhile
        st.session_state[CHOSEN] = [one for one in st.session_state[CHOSEN] if one in known]
    left, right = st.columns(2, gap="large")
    with left:
        chosen = multiselect(
            t("whatif.compared"), list(known), key=CHOSEN,
            max_selections=MOST_SCENARIOS, placeholder=t("whatif.compared_hint"),
            format_func=lambda one: scenario_name(known[one].name_zh, known[one].name_en),
        )  # fmt: skip
        under = under_choice(rows, "compare")
        title = st.text_input(
            t("whatif.title"), key="whatif.title.compare", max_chars=80,
            placeholder=t("whatif.title_hint"),
        )  # fmt: skip
    with right:
        days = days_form(net, "compare", days=14)
    scenarios = [known[one] for one in chosen]
    plans = whatif_day_plans(len(scenarios), days.days, days.seeds)
    about_at, button_at = st.columns([3, 1], vertical_alignment="center")
    with about_at:
        if scenarios:
            say_duration(
                duration(session.store(), net.network_id, WHATIF, plans, effort=days.effort)
            )
        else:
            st.caption(t("whatif.choose_first"))
    wants = button_at.button(
        t("whatif.compare"), type="primary", key="whatif.compare", width="stretch",
        disabled=not scenarios or not days.is_complete,
    )  # fmt: skip
    if wants:
        _ask(net, scenarios, under, days, title)


def _ask(
    net: NetworkVersion,
    scenarios: list[ScenarioRow],
    under: ScenarioRow | None,
    days: Days,
    title: str,
) -> None:
    """Put the comparison into the queue, or say everything that stands against it."""
    names = [scenario_name(row.name_zh, row.name_en) for row in scenarios]
    request = StudyRequest(
        title=title.strip() or ", ".join(names)[:80],
        scenarios=tuple(plain_of(row) for row in scenarios),
        under=plain_of(under) if under else None,
        **days.asked,
    )
    try:
        with st.spinner(t("whatif.checking")):
            studies.ask_whatif(session.store(), session.user(), net.network_id, request)
    except InputError as error:
        say_issues(error.issues, by_file=True)
    except OptimizerError as error:
        session.show_error(error)
    else:
        st.rerun()
