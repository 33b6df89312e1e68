"""What every list of runs shows alike: how one waits, why one came to nothing, its buttons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from optimizer.desk import planning
from optimizer.desk.users import User
from optimizer.errors import OptimizerError
from optimizer.jobs import Failure, Watching, revived
from optimizer.store import Run, Store
from optimizer.ui import session
from optimizer.ui.words import t

Room: TypeAlias = Literal["plan", "study"]
"""Whose words are said."""
Action: TypeAlias = Callable[[Store, User, int], Run | None]
Then: TypeAlias = Callable[[Run], None]

STARTING: Final = 20.0
"""Seconds after which somebody who waits is told that no worker comes up."""


def watched(network_id: int, draw: Callable[[Watching], None]) -> Watching:
    """
    Draw the work on a network every second while there is any; return what was seen first.

    When something ends, the whole page is drawn anew.
    """
    first = planning.watch(session.store(), network_id)
    seen = _active(first)

    def show() -> None:
        now = planning.watch(session.store(), network_id)
        active = _active(now)
        if seen - active:
            st.rerun()
        seen.update(active)
        draw(now)

    st.fragment(session.guarded(show), run_every=1.0 if first.is_busy else None)()
    return first


def _active(now: Watching) -> set[int]:
    """Return what runs or waits."""
    running = [now.running] if now.running else []
    return {run.run_id for run in [*running, *now.queued]}


def waiting_card(
    now: Watching, run: Run, said: str, waits: str, *, room: Room, stop: Action
) -> None:
    """Draw a run that waits: what it is about, and for what it waits."""
    with st.container(border=True):
        words, button = st.columns([5, 1.3], vertical_alignment="center")
        waits = waits if now.has_worker else t("plan.starting_worker")
        words.markdown(f":material/hourglass_top: **{t('plan.queued')}** · {said}  \n{waits}")
        run_button(button, t("plan.stop_queued"), run, stop, key=f"{room}.stop_queued")
        if not now.has_worker and seconds_since(run.asked_at) > STARTING:
            st.error(t("plan.no_worker", log=session.as_plain(str(now.log))))


def empty_card(run: Run, *, room: Room, again: Action, then: Then) -> None:
    """Say why a run came to nothing, and offer to ask again; once dismissed, no more."""
    dismissed = f"{room}.dismiss"
    if st.session_state.get(dismissed, 0) >= run.run_id:
        return
    at = wall_clock(run.ended_at or run.asked_at, run)
    with st.container(border=True):
        if run.state == "failed":
            st.error(t(f"{room}.failed", at=at))
            error = revived(run.error)
            if isinstance(error, Failure) and error.number:
                st.caption(t(f"{room}.failed_bug", number=error.number))
            else:
                session.show_error(error)
        elif run.state == "lost":
            st.error(t(f"{room}.lost", at=at))
        else:
            st.info(t(f"{room}.stopped_empty", at=at))
        button, dismiss, _ = st.columns([1.3, 1.3, 5])
        run_button(button, t(f"{room}.again"), run, again, key=f"{room}.again", then=then)
        if dismiss.button(t("plan.dismiss"), key=f"{dismissed}.{run.run_id}", width="stretch"):
            st.session_state[dismissed] = run.run_id
            st.rerun()


def run_button(
    place: DeltaGenerator,
    label: str,
    run: Run,
    act: Action,
    *,
    key: str,
    then: Then | None = None,
) -> None:
    """Draw a button that does something with a run; ``then`` gets the run that comes of it."""
    if not place.button(label, key=f"{key}.{run.run_id}", width="stretch"):
        return
    try:
        asked = act(session.store(), session.user(), run.run_id)
    except OptimizerError as error:
        session.show_error(error)
        return
    if asked is not None and then is not None:
        then(asked)
    st.rerun()


def seconds_since(moment: datetime | None) -> float:
    """Return how long ago a moment was."""
    return 0.0 if moment is None else max((datetime.now(UTC) - moment).total_seconds(), 0.0)


def wall_clock(moment: datetime, run: Run) -> str:
    """Return a moment as the clocks of the county show it."""
    zone = planning.network_of(session.store(), run.version_id).rules.timezone
    return f"{moment.astimezone(ZoneInfo(zone)):%m-%d %H:%M}"
