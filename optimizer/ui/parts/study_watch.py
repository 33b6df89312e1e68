"""What is being studied and what waits, refreshed every second while anything does."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from optimizer.desk import studies
from optimizer.jobs import STUDIES, Watching
from optimizer.store import NotFound, Run
from optimizer.ui import session
from optimizer.ui.parts.run_card import (
    empty_card,
    run_button,
    seconds_since,
    waiting_card,
    watched,
)
from optimizer.ui.parts.study_open import older_text
from optimizer.ui.words import t

BOARDS: Final = "boards"
"""The phase in which the maps of a study are made."""
_WAITED: Final = "study.waited"


def study_watch(network_id: int, kinds: Sequence[str]) -> None:
    """
    Show the studies of some kinds that run or wait, with buttons to stop or to ask again.

    One of whoever looks that ends becomes the chosen one of these kinds: call this before
    `study_choice`.
    """
    _arrive(kinds)
    watched(network_id, partial(_watching, kinds))


def choose_study(kinds: Sequence[str], study_id: int | None) -> None:
    """Make the page of these kinds speak of this study; of the newest where None."""
    session.remember(kinds[0], None if study_id is None else str(study_id))


def _arrive(kinds: Sequence[str]) -> None:
    """Turn to the study that this session has waited for, if it has ended."""
    for run_id in sorted(_waited()):
        try:
            run = session.store().runs.get(run_id)
        except NotFound:
            _waited().discard(run_id)
            continue
        if run.kind not in kinds or run.state in {"queued", "running"}:
            continue
        _waited().discard(run_id)
        if run.study_id is not None:
            choose_study(kinds, run.study_id)


def _waited() -> set[int]:
    """Return the runs that this session waits for."""
    found: set[int] = st.session_state.setdefault(_WAITED, set())
    return found


def _watching(kinds: Sequence[str], now: Watching) -> None:
    """Draw the work as it is."""
    mine = [now.running] if now.running is not None and now.running.kind in kinds else []
    waiting = [run for run in now.queued if run.kind in kinds]
    me = session.user().name
    _waited().update(run.run_id for run in [*mine, *waiting] if run.asked_by == me)
    for run in mine:
        _running(run)
    for run in waiting:
        said = f"{t(f'study.run_{run.kind}')} · {_about(run)}"
        waiting_card(now, run, said, _waits(now, run), room="study", stop=studies.stop_study)
    last = next((run for run in now.ended if run.kind in kinds), None)
    if last is not None and last.study_id is None and last.state != "done" and not mine:
        again = studies.ask_study_again
        empty_card(last, room="study", again=again, then=lambda run: _waited().add(run.run_id))


def _waits(now: Watching, run: Run) -> str:
    """Say what a study waits for."""
    others = [*([now.running] if now.running else []), *now.queued]
    before = now.before + sum(
        one.state == "running" or one.run_id < run.run_id for one in others if one.kind in STUDIES
    )
    if any(one.kind not in STUDIES for one in others):
        said = t("study.waits_for_plan")
    else:
        said = t("plan.waits", count=before) if before else t("plan.next")
    if run.done and run.total:
        said += " " + t("study.kept", done=run.done, total=run.total)
    return said


def _running(run: Run) -> None:
    """Draw a study at work: which day of how many, the time so far and left, stop."""
    with st.container(border=True):
        words, button = st.columns([7, 1.7], vertical_alignment="center")
        facts = [t("study.elapsed", time=_duration(seconds_since(run.started_at)))]
        if run.seconds_left is not None:
            facts.append(t("study.left", time=_duration(run.seconds_left)))
        share, far = 0.0, t("study.getting_ready")
        if run.total:
            share = min((run.done or 0) / run.total, 1.0)
            far = t("study.progress", done=run.done or 0, total=run.total)
        if run.phase == BOARDS:
            far = t("study.drawing")
        words.markdown(
            f":material/progress_activity: **{t(f'study.run_{run.kind}')}** · {_about(run)}",
            help=t("study.background"),
        )
        words.progress(share, text=" · ".join([far, *facts]))
        if run.stop_asked:
            button.caption(t("study.stopping"))
        else:
            run_button(button, t("study.stop"), run, studies.stop_study, key="study.stop")


def _about(run: Run) -> str:
    """Return what a study is about, by title or scenarios, and whether its network is older."""
    request = run.request
    names = [_name(one) for one in request.get("scenarios") or ()]
    title = str(request.get("title") or ", ".join(name for name in names if name) or run.run_id)
    said = t("study.about", title=session.as_plain(title), days=request.get("days", "?"))
    older = older_text(run.version_id)
    return f"{said} · {older}" if older else said


def _name(scenario: dict[str, str]) -> str:
    """Return the name of a scenario as a request has it."""
    own, other = ("name_en", "name_zh") if session.lang() == "en" else ("name_zh", "name_en")
    return scenario.get(own) or scenario.get(other) or ""


def _duration(seconds: float) -> str:
    """Return a time as people say it."""
    whole = round(seconds)
    if whole < 90:
        return t("study.seconds", count=whole)
    if whole < 5400:
        return t("study.minutes", count=round(whole / 60))
    return t("study.hours", hours=whole // 3600, minutes=whole % 3600 // 60)
