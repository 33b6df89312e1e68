"""The figures of the chosen plan beside another plan, and what that comparison means."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from optimizer.desk import planning_comparing as comparing
from optimizer.desk.planning_comparing import Comparison, Figures
from optimizer.store import PlanRow, Run
from optimizer.ui import session
from optimizer.ui.parts.kpis import show_kpis
from optimizer.ui.words import t


def plan_figures(row: PlanRow, currency: str, place: DeltaGenerator) -> None:
    """
    Show the figures of a plan and how they differ from another plan's.

    What they are compared with is chosen in ``place``.
    """
    last = _with_last(row.plan_id)
    kinds = [last.kind if last else "last", "baseline"]
    with place:
        kind = st.segmented_control(
            t("plan.compare"), kinds, default=kinds[0], required=True, width="stretch",
            # Another pair of choices makes another widget.
            key=f"plan.compare.{kinds[0]}", label_visibility="collapsed",
            format_func=lambda one: t(f"plan.compare_{one}"),
        )  # fmt: skip
    found = last if kind != "baseline" else _with_baseline(row)
    comparison = found if isinstance(found, Comparison) else None
    show_kpis(_figures(row.plan_id), comparison, currency)
    _told(row, kind, found)


def _told(row: PlanRow, kind: str, found: Comparison | Run | None) -> None:
    """Say what is compared, whether it is like with like, and that the plan was checked."""
    said = [] if row.violations else [f":material/verified: {t('plan.checked')}"]
    if isinstance(found, Comparison):
        said.append(_compared(found))
    elif kind != "baseline":
        said.append(t("plan.told_first"))
    elif found is not None and found.state in {"queued", "running"}:
        said.append(t("plan.told_baseline_later"))
    else:
        said.append(t("plan.told_baseline_none"))
        if st.button(t("plan.make_baseline"), key="plan.make_baseline"):
            comparing.ask_baseline(session.store(), session.user(), row.plan_id)
            st.rerun()
    st.caption(" · ".join(said))


def _compared(found: Comparison) -> str:
    """Say what a comparison compares."""
    number, mine, theirs = found.other.plan_id, found.mine, found.theirs
    if not found.same_orders:
        return t("plan.told_last_other", number=number)
    if found.kind == "baseline":
        unserved, missed = f"{theirs.unserved:,}", f"{theirs.missed_visits:,}"
        said = t("plan.told_baseline", unserved=unserved, missed=missed)
    else:
        said = t(f"plan.told_{found.kind}", number=number)
    if not found.same_service:
        said += t("plan.told_less", mine=f"{mine.pieces:,}", theirs=f"{theirs.pieces:,}")
    return said


@st.cache_resource(show_spinner=False, max_entries=200)
def _figures(plan_id: int) -> Figures:
    """Return what a plan amounts to; plans never change."""
    return comparing.figures_of(session.store(), plan_id)


@st.cache_resource(show_spinner=False, max_entries=200)
def _with_last(plan_id: int) -> Comparison | None:
    """Return the comparison with the plan before, which never changes either."""
    return comparing.compare_with_last(session.store(), plan_id)


def _with_baseline(row: PlanRow) -> Comparison | Run | None:
    """Return the comparison with daily visits, kept once it is there."""
    kept = _baselines()
    if row.plan_id not in kept:
        found = comparing.compare_with_baseline(session.store(), row.plan_id)
        if not isinstance(found, Comparison):
            return found
        kept[row.plan_id] = found
    return kept[row.plan_id]


@st.cache_resource(show_spinner=False)
def _baselines() -> dict[int, Comparison]:
    """Return the comparisons with daily visits that are there."""
    return {}
