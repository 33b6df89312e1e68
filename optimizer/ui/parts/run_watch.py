"""What runs and what waits, refreshed every second while anything does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from html import escape
from typing import TypeAlias
from zoneinfo import ZoneInfo

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from optimizer.desk import planning
from optimizer.desk.users import User
from optimizer.errors import OptimizerError
from optimizer.jobs import BASELINE, PLAN, REVISION, Failure, Watching, read_request, revived
from optimizer.store import Run, Store
from optimizer.ui import session
from optimizer.ui.parts.plan_curve import curve_image
from optimizer.ui.words import WORDS, t

Action: TypeAlias = Callable[[Store, User, int], Run | None]

STARTING = 20.0
"""Seconds after which somebody who waits is told that no worker comes up."""


def run_watch(network_id: int, *, kinds: Sequence[str] = (PLAN, REVISION)) -> Watching:
    """
    Show what runs and waits on a network, with buttons to stop it or to ask again.

    When something ends, the whole page is drawn anew. Return what was seen.
    """
    now = planning.watch(session.store(), network_id)
    seen = _active(now)

    def show() -> None:
        _watching(network_id, kinds, seen)

    st.fragment(session.guarded(show), run_every=1.0 if now.is_busy else None)()
    return now


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


def _active(now: Watching) -> set[int]:
    """Return what runs or waits."""
    running = [now.running] if now.running else []
    return {run.run_id for run in [*running, *now.queued]}


def _watching(network_id: int, kinds: Sequence[str], seen: set[int]) -> None:
    """Draw the work as it is; draw the whole page when something that was seen has ended."""
    now = planning.watch(session.store(), network_id)
    active = _active(now)
    if seen - active:
        st.rerun()
    seen |= active
    is_first = now.running is not None and now.running.kind != BASELINE
    if now.running is not None:
        if now.running.kind in kinds:
            _running(now.running)
        else:
            st.caption(t("plan.baseline_runs", phase=_phase(now.running)))
    for place, run in enumerate([run for run in now.queued if run.kind in kinds]):
        _queued(now, run, place + now.before + is_first)
    last = next((run for run in now.ended if run.kind in kinds), None)
    if last is not None and not now.must_wait:
        _ended(last)


def _running(run: Run) -> None:
    """Draw a run at work: phase, time, best cost, curve, stop."""
    with st.container(border=True):
        words, drawing, button = st.columns([3.4, 3.6, 1.7], vertical_alignment="center")
        spent = _seconds_since(run.started_at)
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
            _button(button, "plan.stop", run, planning.stop_run)


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


def _queued(now: Watching, run: Run, before: int) -> None:
    """Draw a run that waits."""
    with st.container(border=True):
        words, button = st.columns([5, 1.3], vertical_alignment="center")
        waits = t("plan.waits", count=before) if before else t("plan.next")
        if not now.has_worker:
            waits = t("plan.starting_worker")
        words.markdown(
            f":material/hourglass_top: **{t('plan.queued')}** · {t(f'plan.run_{run.kind}')} · "
            f"{_about(run)}  \n{waits}"
        )
        _button(button, "plan.stop_queued", run, planning.stop_run)
        if not now.has_worker and _seconds_since(run.asked_at) > STARTING:
            st.error(t("plan.no_worker", log=session.as_plain(str(now.log))))


def _ended(run: Run) -> None:
    """Say why the last run has no plan, and offer to ask again."""
    if run.plan_id is not None or run.state == "done":
        return
    if st.session_state.get("plan.dismissed", 0) >= run.run_id:
        return
    at = _wall(run.ended_at or run.asked_at, run)
    with st.container(border=True):
        if run.state == "failed":
            st.error(t("plan.failed", at=at))
            error = revived(run.error)
            if isinstance(error, Failure) and error.number:
                st.caption(t("plan.failed_bug", number=error.number))
            else:
                session.show_error(error)
        elif run.state == "lost":
            st.error(t("plan.lost", at=at))
        else:
            st.info(t("plan.stopped_empty", at=at))
        again, dismiss, _ = st.columns([1.3, 1.3, 5])
        _button(again, "plan.again", run, planning.ask_again)
        if dismiss.button(t("plan.dismiss"), key=f"plan.dismiss.{run.run_id}", width="stretch"):
            st.session_state["plan.dismissed"] = run.run_id
            st.rerun()


def _button(place: DeltaGenerator, word: str, run: Run, act: Action) -> None:
    """Draw a button that does something with a run."""
    if not place.button(t(word), key=f"{word}.{run.run_id}", width="stretch"):
        return
    try:
        asked = act(session.store(), session.user(), run.run_id)
    except OptimizerError as error:
        session.show_error(error)
        return
    if asked is not None:
        expect(asked)
    st.rerun()


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


def _seconds_since(moment: datetime | None) -> float:
    """Return how long ago a moment was."""
    return 0.0 if moment is None else max((datetime.now(UTC) - moment).total_seconds(), 0.0)


def _wall(moment: datetime, run: Run) -> str:
    """Return a moment as the clocks of the county show it."""
    zone = planning.network_of(session.store(), run.version_id).rules.timezone
    return f"{moment.astimezone(ZoneInfo(zone)):%m-%d %H:%M}"
