"""What is running and waiting, for whoever looks, from any process."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from optimizer.errors import StoreError
from optimizer.jobs.lease import is_taken
from optimizer.jobs.starting import ensure_worker, lease_of, log_of
from optimizer.store import BASELINE, STUDIES, Run, Store

_LOG = logging.getLogger("route48.jobs")

SILENCE: Final = timedelta(seconds=3)
"""A run without a beat for so long is lost, where no worker of this machine lives."""
FAR_SILENCE: Final = timedelta(seconds=15)
"""The same where workers of other machines share the store, who may only be slow."""


@dataclass(frozen=True, slots=True)
class Watching:
    """
    The work on one network: what runs, what waits, what ended last.

    ``before`` counts the runs of other networks that go first; ``has_worker`` is whether a
    worker lives on this machine, whose log is ``log``.
    """

    running: Run | None
    queued: tuple[Run, ...]
    ended: tuple[Run, ...]
    before: int
    has_worker: bool
    log: Path

    @property
    def must_wait(self) -> bool:
        """Whether a plan that is asked for now has to wait; baselines and studies give way."""
        active = [*self.queued, *([self.running] if self.running else [])]
        return any(turn_of(run) == 0 for run in active)

    @property
    def is_busy(self) -> bool:
        """Whether anything runs or waits."""
        return self.running is not None or bool(self.queued)


def watch(store: Store, network_id: int) -> Watching:
    """
    Look at the work on a network.

    Whoever looks also tends it: runs of dead workers become ``lost``, and where runs wait
    without a worker one is started.
    """
    has_worker = is_taken(lease_of(store))
    try:
        lose_dead(store, is_alone=not has_worker)
    except StoreError as error:  # whoever only looks can do without
        _LOG.warning("runs of dead workers could not be marked: %s", error)
    waiting = store.runs.queue()
    if waiting and not has_worker:
        ensure_worker(store)
    recent = store.runs.recent(network_id)
    mine = [run for run in waiting if run.network_id == network_id]
    first = min(mine, key=_place) if mine else None
    return Watching(
        running=next((run for run in recent if run.state == "running"), None),
        queued=tuple(mine),
        ended=tuple(run for run in recent if run.state not in {"queued", "running"}),
        before=sum(
            first is not None and run.network_id != network_id and _place(run) < _place(first)
            for run in waiting
        ),
        has_worker=has_worker,
        log=log_of(store),
    )


def turn_of(run: Run) -> int:
    """Return when a run has its turn: plans and revisions first, then baselines, then studies."""
    return 1 if run.kind == BASELINE else 2 if run.kind in STUDIES else 0


def goes_before(one: Run, other: Run) -> bool:
    """Whether a run that waits may interrupt another one."""
    return turn_of(one) < turn_of(other)


def _place(run: Run) -> tuple[int, int]:
    """Return where a run stands in the queue."""
    return turn_of(run), run.run_id


def lose_dead(store: Store, *, is_alone: bool, silence: timedelta = SILENCE) -> list[Run]:
    """
    Mark the runs of workers that died as lost.

    ``is_alone`` says that no other worker of this machine lives; then a run without a beat
    for ``silence`` is lost.
    """
    if not store.database.is_sqlite:
        return store.runs.lose_stale(FAR_SILENCE)
    # A machine that slept wakes with an old beat and a worker that lives: nothing is lost then.
    return store.runs.lose_stale(silence) if is_alone else []
