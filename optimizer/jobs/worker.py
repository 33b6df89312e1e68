"""The worker: a process of its own that makes the plans of a store, one after the other."""

from __future__ import annotations

import logging
import os
import secrets
import signal
import socket
import time
from datetime import timedelta
from threading import Event, Thread
from types import FrameType
from typing import Final

from optimizer.engines.ortools import OrtoolsEngine
from optimizer.engines.ruin import RuinEngine
from optimizer.errors import OptimizerError, StoreError
from optimizer.jobs.failures import described
from optimizer.jobs.heart import Heart
from optimizer.jobs.lease import Lease
from optimizer.jobs.studying import do_study
from optimizer.jobs.watching import SILENCE, goes_before, lose_dead
from optimizer.jobs.work import do_run, patiently
from optimizer.store import BASELINE, STUDIES, PlanRow, Run, Store, StudyRow
from optimizer.watch import Progress

LOOK: Final = 0.3
"""Seconds from one look for work to the next."""
TICK: Final = 0.2
"""Seconds after which the main thread listens for signals again."""
PATIENCE: Final = 2.0
"""Seconds that a new worker waits for the lease: somebody may just be looking at it."""

_LOG = logging.getLogger("route48.jobs")


class Worker:
    """
    Claims runs one after the other until it has been idle for a while, or is told to go.

    When it is told to go its run is given back to the queue.
    """

    def __init__(self, store: Store, lease: Lease, *, idle: float) -> None:
        self._store, self._lease, self._idle = store, lease, idle
        self._name = f"{socket.gethostname()}:{os.getpid()}"
        self._leaving = Event()
        self._is_new = True
        self._warm = Thread(target=_warm_up, name="warm", daemon=True)

    def work(self) -> None:
        """Work until idle; does nothing where another worker is at it."""
        if not self._lease.take(patience=PATIENCE):
            _LOG.info("another worker is at it")
            return
        signal.signal(signal.SIGTERM, self._leave)
        signal.signal(signal.SIGINT, self._leave)
        _LOG.info("worker %s begins", self._name)
        # Compiled code lets no signal through, so that the main thread only waits.
        thread = Thread(target=self._go, name="work")
        thread.start()
        while thread.is_alive():
            thread.join(TICK)
        self._lease.release()
        _LOG.info("worker %s goes", self._name)

    def _leave(self, _: int, __: FrameType | None) -> None:
        """Give the run back and go."""
        self._leaving.set()

    def _go(self) -> None:
        """Look for work and do it."""
        self._warm.start()
        worked = time.monotonic()
        while not self._leaving.is_set() and self._lease.is_good():
            try:
                self._clear_up()
                # To look is cheap, to claim keeps other writers out for a moment.
                waits = self._store.runs.queue()
                run = self._store.runs.claim(self._name) if waits else None
            except StoreError as error:
                _LOG.warning("no look for work: %s", error)
                run = None
            if run is not None:
                self._do(run)
                worked = time.monotonic()
            elif time.monotonic() - worked > self._idle:
                return
            else:
                self._leaving.wait(LOOK)

    def _clear_up(self) -> None:
        """Mark the runs of workers that died; who has just taken the lease knows at once."""
        silence = timedelta(0) if self._is_new else SILENCE
        for run in lose_dead(self._store, is_alone=True, silence=silence):
            _LOG.warning("run %s was lost", run.run_id)
        self._is_new = False

    def _do(self, run: Run) -> None:
        """Do a run, and tell the store how it ended."""
        _LOG.info("run %s (%s) begins", run.run_id, run.kind)
        stop = Event()
        try:
            with Heart(self._store, run, stop, gives_way=lambda: self._must_give_way(run)) as heart:
                # One thread compiles or works, never two: locks of compiler and imports cross.
                heart(Progress("compiling"))
                self._warm.join()
                do = do_study if run.kind in STUDIES else do_run
                made = do(self._store, run, stop, heart)
            patiently(lambda: self._end(run, made, was_asked=heart.was_asked))
        except Exception as error:
            self._fail(run, error)
        _LOG.info("run %s ends", run.run_id)

    def _end(self, run: Run, made: PlanRow | StudyRow | None, *, was_asked: bool) -> None:
        """Tell the store how a run ended, unless another worker has it by now."""
        runs = self._store.runs
        if runs.get(run.run_id).worker != run.worker:
            return
        plan_id = made.plan_id if isinstance(made, PlanRow) else None
        study_id = made.study_id if isinstance(made, StudyRow) else None
        if was_asked:
            runs.stopped(run.run_id, plan_id, study_id=study_id)
        elif made is not None:
            runs.finish(run.run_id, plan_id, study_id=study_id)
        else:
            runs.give_back(run.run_id)

    def _must_give_way(self, run: Run) -> bool:
        """Whether the worker leaves, or somebody waits for what comes before this run."""
        if self._leaving.is_set():
            return True
        if run.kind != BASELINE and run.kind not in STUDIES:
            return False
        return any(goes_before(one, run) for one in self._store.runs.queue())

    def _fail(self, run: Run, error: Exception) -> None:
        """Keep why a run failed; the traceback stays in the log."""
        number = secrets.token_hex(3)
        is_bug = not isinstance(error, OptimizerError)
        _LOG.error("run %s failed, %s: %s", run.run_id, number, error, exc_info=is_bug)
        try:
            self._store.runs.fail(run.run_id, described(error, number))
        except StoreError as again:
            _LOG.error("run %s: the failure could not be kept: %s", run.run_id, again)


def _warm_up() -> None:
    """Load and compile what the first plan would wait for."""
    begun = time.monotonic()
    try:
        RuinEngine().prepare()
        OrtoolsEngine().prepare()
    except Exception:
        _LOG.exception("the engines could not be prepared")
    _LOG.info("engines ready after %.1f s", time.monotonic() - begun)
