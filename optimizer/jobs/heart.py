"""The heartbeat of a run: tells the store how far it is, hears whether it is to stop."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread
from types import TracebackType
from typing import Final

from optimizer.errors import StoreError
from optimizer.store import Run, Store
from optimizer.watch import Progress

BEAT: Final = 0.5
"""Seconds from beat to beat."""

_LOG = logging.getLogger("route48.jobs")


class Heart:
    """
    Beats for one run, from a thread of its own; call it with the progress of the run.

    ``stop`` is set when somebody asked the run to stop (``was_asked``), or when ``gives_way``
    says that it must make room (``gave_way``). A store that cannot be reached for a while
    does not stop the run.
    """

    def __init__(
        self,
        store: Store,
        run: Run,
        stop: Event,
        *,
        gives_way: Callable[[], bool] = lambda: False,
        every: float = BEAT,
    ) -> None:
        self._store, self._run, self._stop, self._every = store, run, stop, every
        self._gives_way = gives_way
        self._latest = Progress("reading")
        self._days: tuple[int, int] | None = None
        self._over = Event()
        self._thread = Thread(target=self._beat_on, name="heart", daemon=True)
        self.was_asked = self.gave_way = False

    def __enter__(self) -> Heart:
        self._beat()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()
        self._beat()

    def __call__(self, progress: Progress) -> None:
        """Note how far the run is; the next beat tells it."""
        self._latest = progress

    def tell_days(self, done: int, total: int) -> None:
        """Note how many of how many days are done."""
        self._days = done, total

    def _beat_on(self) -> None:
        """Beat until the run is over."""
        while not self._over.wait(self._every):
            self._beat()

    def _beat(self) -> None:
        """Tell the store how far the run is, and hear what it wants."""
        now = self._latest
        done, total = self._days or (None, None)
        try:
            self.was_asked |= self._store.runs.beat(
                self._run.run_id,
                now.phase,
                now.best_cost,
                now.seconds_left,
                worker=self._run.worker,
                done=done,
                total=total,
            )
            self.gave_way |= self._gives_way()
        except StoreError as error:
            _LOG.warning("run %s: no beat: %s", self._run.run_id, error)
            return
        if self.was_asked or self.gave_way:
            self._stop.set()
