"""One study at work: where its days are planned and kept, and how far it is."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any, Final

from optimizer.days import (
    DayResult,
    DayRun,
    DaysProgress,
    FailedRun,
    cluster_executor,
    local_executor,
    run_days,
)
from optimizer.days.executors import GENTLE, LocalExecutor
from optimizer.jobs.heart import Heart
from optimizer.jobs.studying.boards import Drawing, draw_boards
from optimizer.jobs.studying.request import StudyRequest
from optimizer.watch import Progress

CLUSTER: Final = "ROUTE48_CLUSTER"
"""The environment variable that names a Dask cluster for the days of studies."""

PATIENCE: Final = 15.0
"""Seconds for which the boards of a study that was stopped are waited for."""


@dataclass(frozen=True)
class Made:
    """What a study came to, ready to be saved."""

    document: dict[str, Any]
    headline: dict[str, str]
    files: dict[str, bytes]
    is_partial: bool


@dataclass
class Task:
    """
    A study at work.

    Parameters
    ----------
    request, orders_csv
        What is asked, and the orders of its history.
    network, folder
        The folder of the network, and the one where days are kept.
    heart, stop
        Hears how far it is; set once it has to end.
    """

    request: StudyRequest
    orders_csv: bytes
    network: Path
    folder: Path
    heart: Heart
    stop: Event
    _known: int = 0
    _begun: float = field(default_factory=time.monotonic)
    _executor: Executor | None = None

    def __enter__(self) -> Task:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Leave the executor; whoever gives way waits for nothing that is still going on."""
        if self._executor is not None:
            is_over = kind is not None or self.heart.gave_way
            self._executor.shutdown(wait=not is_over, cancel_futures=is_over)

    @property
    def executor(self) -> Executor:
        """All cores of this machine, or the cluster that the environment names."""
        if self._executor is None:
            address = os.environ.get(CLUSTER, "").strip()
            self._executor = cluster_executor(address) if address else _local()
        return self._executor

    @property
    def gives_up(self) -> bool:
        """Whether it makes room, to go on later, and nobody asked it to keep what it has."""
        return self.heart.gave_way and not self.heart.was_asked

    def plan_days(self, runs: Sequence[DayRun]) -> Iterator[DayResult | FailedRun]:
        """Plan days, or read those that are known; ends early where it has to."""
        before = self._known

        def count(progress: DaysProgress) -> None:
            self._known = before + progress.known

        yield from run_days(runs, self.executor, self.folder, count, self.stop)

    def begin(self, total: int) -> None:
        """Tell how many days are to come."""
        self.heart.tell_days(0, total)
        self.heart(Progress("days"))

    def tell(self, progress: DaysProgress) -> None:
        """Tell how many days are done, and about how long the others take."""
        ended, total = progress.done + progress.failed, progress.total or 0
        fresh = ended - max(self._known, progress.known)
        left = None
        if fresh > 0:
            left = (time.monotonic() - self._begun) / fresh * (total - ended)
        self.heart.tell_days(ended, total)
        self.heart(Progress("days", seconds_left=left))

    def boards(self, runs: Mapping[str, DayRun]) -> Drawing | None:
        """
        Return the boards of a typical day, none where it is cut short; None where it gives up.

        They are drawn on this machine: a cluster knows nothing of boards. Whoever has asked to
        stop does not wait for them for long.
        """
        self.heart(Progress("boards"))
        begun = time.monotonic()

        def is_over() -> bool:
            is_late = self.heart.was_asked and time.monotonic() - begun > PATIENCE
            return self.heart.gave_way or is_late

        if os.environ.get(CLUSTER, "").strip():
            with _local() as executor:
                found = draw_boards(runs, executor, is_over)
        else:
            found = draw_boards(runs, self.executor, is_over)
        if found is None:
            return None if self.gives_up else Drawing()
        return found


def _local() -> LocalExecutor:
    """Return all cores of this machine, behind whoever waits for a plan or a page."""
    return local_executor(nice=GENTLE)
