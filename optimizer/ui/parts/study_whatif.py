"""What a comparison of scenarios came to: one scenario at a time, from the sentence down."""

from __future__ import annotations

import streamlit as st

from optimizer.ui import session
from optimizer.ui.parts.study_asked import show_asked, show_failures, tell_failures
from optimizer.ui.parts.study_days import Days, show_days_chart, show_days_table
from optimizer.ui.parts.study_maps import Side, marks_of, show_maps
from optimizer.ui.parts.study_measures import show_measures
from optimizer.ui.parts.study_open import Entry, ShownStudy
from optimizer.ui.parts.study_verdict import show_verdict
from optimizer.ui.parts.study_villages import show_loads, show_villages
from optimizer.ui.words import t
from optimizer.wording.certainty import EACH, together_text


def comparison(study: ShownStudy) -> None:
    """Show a comparison."""
    scenarios = study.document["scenarios"]
    number = _choose(study, scenarios)
    scenario = scenarios[number]
    show_verdict(
        study,
        scenario["verdict"],
        scenario["noise"],
        scenario["measures"],
        scenario.get("outlook"),
    )
    tell_failures(study)
    by_day = _by_day(study, scenario)
    left, right = st.columns([1.15, 1], gap="medium")
    with left:
        show_measures(scenario["measures"], study.currency)
    with right:
        show_days_chart(study, by_day, key=str(number))
    _maps(study, scenario, str(number + 1))
    days, villages, loads, asked = st.tabs(
        [t(f"study.tab_{name}") for name in ("days", "villages", "loads", "asked")]
    )
    with days:
        table, failed = st.columns([3, 2], gap="medium")
        with table:
            show_days_table(study, by_day)
        with failed:
            show_failures(study)
    with villages:
        show_villages(study, scenario)
    with loads:
        show_loads(study, scenario, key=f"{study.row.study_id}.{number}")
    with asked:
        show_asked(study)


def _choose(study: ShownStudy, scenarios: list[Entry]) -> int:
    """Say which of several scenarios is best, and let one be chosen; return its place."""
    if len(scenarios) == 1:
        return 0
    best = str(study.row.headline.get(f"sentence_{study.lang}") or "")
    if best:
        st.markdown(f"**{session.as_plain(best)}**")
    level = study.document.get("level", EACH)
    st.caption(session.as_plain(together_text(len(scenarios), level, study.lang)))
    chosen = st.segmented_control(
        t("study.scenario"), range(len(scenarios)), default=0, required=True,
        key=f"study.scenario.{study.row.study_id}", label_visibility="collapsed",
        format_func=lambda place: _told(study, scenarios[place]),
    )  # fmt: skip
    return chosen or 0


def _told(study: ShownStudy, scenario: Entry) -> str:
    """Return a scenario with its verdict in a word."""
    verdict = t(f"study.short_{scenario['verdict']['kind']}")
    return t("study.scenario_told", name=session.as_plain(study.called(scenario)), verdict=verdict)


def _by_day(study: ShownStudy, scenario: Entry) -> Days:
    """Return the days of base and scenario."""
    rows = scenario["by_day"]
    return Days(
        rows=[(one["day"], one["base"], one["scenario"], one["difference"]) for one in rows],
        total=scenario["measures"]["total"],
        worst=frozenset(one["day"] for one in scenario["worst_days"]),
        left_out=scenario["left_out"],
        base=base_name(study),
        other=study.called(scenario),
        shares={one["day"]: (one["on_time_base"], one["on_time_scenario"]) for one in rows},
    )


def base_name(study: ShownStudy) -> str:
    """Return what people call the base, and under which scenario it lies."""
    under = study.document.get("under")
    return t("study.base_under", name=study.called(under)) if under else t("study.head_base")


def _maps(study: ShownStudy, scenario: Entry, variant: str) -> None:
    """Show the typical day of the base beside that of the scenario."""
    villages = scenario["villages"]
    before, after = (
        {each["site_id"]: each[side] for each in villages} for side in ("base", "scenario")
    )
    under = study.document.get("under") or {"changes": ()}
    show_maps(
        study,
        Side("base", base_name(study), before, marks_of(study, under["changes"])),
        Side(variant, study.called(scenario), after, marks_of(study, scenario["changes"])),
    )
