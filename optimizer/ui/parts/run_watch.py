"""What runs and waits, refreshed every second while anything does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from optimizer.desk import planning
from optimizer.errors import OptimizerError
from optimizer.jobs import BASELINE, PLAN, REVISION, Watching, read_request
from optimizer.store import Run
from optimizer.ui import session
from optimizer.ui.parts.plan_curve import curve_image
from optimizer.ui.parts.run_card import (
    empty_card,
    run_button,
    seconds_since,
    waiting_card,
    watched,
)
from optimizer.ui.words import WORDS, t


def run_watch(network_id: int, *, kinds: Sequence[str] = (PLAN, REVISION)) -> Watching:
    """
    Show what runs and waits on a network, with buttons to stop it or to ask again.

    When something ends, the whole page is drawn anew. Return what was seen.
    """
    return watched(network_id, partial(_watching, kinds))


def expect(run: Run) -> None:
    """Remember a run of this session, so that its plan is shown when it is there."""
    session.remember("run", str(run.run_id))


def arrive() -> None:
    """Turn to the plan of the run that this session waits for, if it has ended."""
    waited = session.recall("run")
    if waited is None or not waited.isdigit():
        return
    run = next((r for r in _recent() if r.run_id == int(waited)), None)
    if run is None or run.state in {"queued", "running"}:
        return
    session.remember("run", None)
    if run.plan_id is not None:
        session.choose_plan(run.plan_id)


def _recent() -> list[Run]:
    """Return the latest runs of the network."""
    net = session.network()
    return [] if net is None else session.store().runs.recent(net.network_id)


def _watching(kinds: Sequence[str], now: Watching) -> None:
    """Draw the work as it is."""
    is_first = now.running is not None and now.running.kind in (PLAN, REVISION)
    if now.running is not None:
        _at_work(now.running, kinds)
    for place, run in enumerate([run for run in now.queued if run.kind in kinds]):
        before = place + now.before + is_first
        said = f"{t(f'plan.run_{run.kind}')} · {_about(run)}"
        waits = t("plan.waits", count=before) if before else t("plan.next")
        waiting_card(now, run, said, waits, room="plan", stop=planning.stop_run)
    last = next((run for run in now.ended if run.kind in kinds), None)
    if last is not None and last.plan_id is None and last.state != "done" and not now.must_wait:
        empty_card(last, room="plan", again=planning.ask_again, then=expect)


def _at_work(run: Run, kinds: Sequence[str]) -> None:
    """Draw what runs: in full where it is of these kinds, else in a line."""
    if run.kind in kinds:
        _running(run)
    elif run.kind in (BASELINE, PLAN, REVISION):
        st.caption(t("plan.baseline_runs", phase=_phase(run)))
    else:
        st.caption(t("study.gives_way"))


def _running(run: Run) -> None:
    """Draw a run at work: phase, time, best cost, curve, stop."""
    with st.container(border=True):
        words, drawing, button = st.columns([3.4, 3.6, 1.7], vertical_alignment="center")
        spent = seconds_since(run.started_at)
        facts = [_phase(run), t("plan.elapsed", seconds=f"{spent:.0f}")]
        if run.seconds_left is not None:
            facts.append(t("plan.left", seconds=f"{run.seconds_left:.0f}"))
        words.markdown(
            f":material/progress_activity: **{t(f'plan.run_{run.kind}')}** · {_about(run)}  \n"
            f"{' · '.join(facts)}",
            help=t("plan.background"),
        )
        points = session.store().runs.curve(run.run_id)
        _best(words, points)
        if points:
            first, last = (f"{points[at][1]:,.0f}" for at in (0, -1))
            drawing.html(curve_image(points, spent, t("plan.curve", first=first, last=last)))
        if run.stop_asked:
            button.caption(t("plan.stopping"))
        else:
            run_button(button, t("plan.stop"), run, planning.stop_run, key="plan.stop")


def _best(place: DeltaGenerator, points: list[tuple[float, float]]) -> None:
    """Draw the best cost so far."""
    if not points:
        place.caption(t("plan.no_best"))
        return
    place.html(
        f'<span style="font-size:13px;color:#5f6368" title="{escape(t("plan.best_help"))}">'
        f"{escape(t('plan.best'))}</span> "
        f'<span style="font-size:20px;font-weight:600">{points[-1][1]:,.0f}</span>'
    )


def _about(run: Run) -> str:
    """Return what a run is about: when it plans, how many orders."""
    try:
        request = read_request(run.request)
    except OptimizerError:
        return f"{run.run_id}"
    at = datetime.fromisoformat(request.planned_at)
    return t("plan.of_orders", at=f"{at:%m-%d %H:%M}", count=f"{request.num_orders:,}")


def _phase(run: Run) -> str:
    """Return what people call the phase of a run."""
    key = f"plan.phase.{run.phase}"
    return t(key if key in WORDS else "plan.phase.other")
