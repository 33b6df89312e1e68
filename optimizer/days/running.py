"""Runs many days through an executor: a few at a time, each kept as soon as it is done."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    wait,
)
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import Any, Final, Generic

from optimizer.days.executors.cluster import LostRun
from optimizer.days.keeping import D, R, Recipe, ResultFolder
from optimizer.days.planning import attempt, failed
from optimizer.days.recipe import DayRun
from optimizer.days.result import DayResult, FailedRun
from optimizer.domain import Issue
from optimizer.errors import InputError, OptimizerError

AHEAD: Final = 2
"""So many runs are handed over for each worker, so that none waits for the next."""
LISTEN: Final = 0.2
"""After so many seconds it is looked whether to stop."""
TRIES: Final = 2
"""A run that lost its worker is run again, alone, so often."""

Outcome = DayResult | FailedRun


@dataclass(frozen=True, slots=True)
class DaysProgress:
    """
    How far many days are: ``known`` ones were read from the folder, and count as done.

    ``total`` is None where nobody knows how many there are.
    """

    done: int
    failed: int
    known: int
    total: int | None


def run_days(
    runs: Iterable[DayRun],
    executor: Executor,
    folder: Path | None = None,
    progress: Callable[[DaysProgress], None] = lambda _: None,
    stop: Event | None = None,
) -> Iterator[Outcome]:
    """
    Plan many days; yield what each came to, or why it failed, in the order they end.

    Only a few runs for each worker are in hand at any time, so that memory does not grow
    with the days. A run whose worker is lost is run again: alone, so that it takes no other
    along, and at most twice. Stopping (``stop``, Ctrl-C, or closing the iterator) leaves
    what is done in the folder, from which the same call goes on.

    Parameters
    ----------
    runs
        What to plan; may be drawn as it goes.
    executor
        As `local_executor` or `cluster_executor` return, or any other.
    folder
        Where results are kept and looked for; nowhere by default.
    progress
        Called after each run.
    stop
        Ends the iterator once set.

    Raises
    ------
    InputError
        With E424 when the folder cannot be used, E432 when the executor has gone for good,
        E433 when its processes end before they have done anything.
    StoreError
        With E425 when a result cannot be kept.
    """
    kept = ResultFolder(folder, _read) if folder is not None else None
    total = len(runs) if isinstance(runs, Sized) else None
    yield from run_all(runs, Work(attempt, kept), executor, progress, stop, total=total)


def _read(told: Mapping[str, Any], run: DayRun) -> DayResult:
    """Return a result under the name that the run gives its variant."""
    return replace(DayResult.of(told), variant=run.variant)


def nothing_follows(run: Recipe, result: object) -> None:
    """Return that no run had to wait for this one."""


@dataclass(frozen=True)
class Work(Generic[R, D]):
    """
    How runs of a kind are done.

    ``attempt``, a function of a module, does one and returns its failure as a value;
    ``kept`` is where results are looked for; ``follow`` returns the run that had to wait for
    this one, None where there is none: those come before others.
    """

    attempt: Callable[[R], D | FailedRun]
    kept: ResultFolder[R, D] | None = None
    follow: Callable[[R, D], R | None] = nothing_follows


def run_all(
    runs: Iterable[R],
    work: Work[R, D],
    executor: Executor,
    progress: Callable[[DaysProgress], None] = lambda _: None,
    stop: Event | None = None,
    *,
    total: int | None = None,
) -> Iterator[D | FailedRun]:
    """Do runs of any kind, and those that follow them; see `run_days`."""
    course = _Course(iter(runs), executor, work)
    done = faults = 0
    try:
        for outcome in course.outcomes(stop or Event()):
            is_failure = isinstance(outcome, FailedRun)
            done, faults = done + (not is_failure), faults + is_failure
            progress(DaysProgress(done, faults, course.num_known, total))
            yield outcome
    finally:
        course.give_up()


@dataclass
class _Course(Generic[R, D]):
    """What is to come, what is in hand, and what lost its worker."""

    source: Iterator[R]
    executor: Executor
    work: Work[R, D]
    num_known: int = 0
    _flying: dict[Future[D | FailedRun], R] = field(default_factory=dict)
    _next: deque[R] = field(default_factory=deque)
    _lost: deque[R] = field(default_factory=deque)
    _losses: Counter[str] = field(default_factory=Counter)
    _is_alone: bool = False

    def outcomes(self, stop: Event) -> Iterator[D | FailedRun]:
        """Yield how each run ended."""
        while not stop.is_set():
            yield from self._launch(stop)
            if not self._flying:
                return
            wait(self._flying, timeout=LISTEN, return_when=FIRST_COMPLETED)
            # Of futures that an executor cancelled, not all are among those that `wait` names.
            for future in [each for each in self._flying if each.done()]:
                outcome = self._landed(future, self._flying.pop(future))
                if outcome is not None:
                    yield outcome

    def give_up(self) -> None:
        """Leave what is still in hand."""
        if not self._flying:
            return
        for future in self._flying:
            future.cancel()
        interrupt = getattr(self.executor, "interrupt", None)
        if interrupt is not None:
            interrupt()

    def _launch(self, stop: Event) -> Iterator[D]:
        """Hand over what there is room for; yield what was known on the way."""
        if self._flying and (self._lost or self._is_alone):
            return
        self._is_alone = bool(self._lost)
        if self._is_alone:
            # It may bring down whatever runs beside it.
            self._submit(self._lost.popleft())
            return
        room = AHEAD * max(getattr(self.executor, "num_workers", 1), 1)
        while len(self._flying) < room and not stop.is_set():
            run = self._next.popleft() if self._next else next(self.source, None)
            if run is None:
                return
            known = self.work.kept.find(run) if self.work.kept else None
            if known is None:
                self._submit(run)
            else:
                self.num_known += 1
                self._let_follow(run, known)
                yield known

    def _let_follow(self, run: R, result: D) -> None:
        """Note the run that had to wait for this one."""
        following = self.work.follow(run, result)
        if following is not None:
            self._next.append(following)

    def _submit(self, run: R) -> None:
        """Hand one run over."""
        try:
            self._flying[self.executor.submit(self.work.attempt, run)] = run
        except BrokenExecutor as error:
            message = f"the workers have gone: {error}"
            fix = "start it again; what is done is kept"
            raise InputError([Issue("E432", "days", message, fix=fix)]) from error

    def _landed(self, future: Future[D | FailedRun], run: R) -> D | FailedRun | None:
        """Return how a run ended; None where it is to be run again."""
        try:
            outcome = future.result()
        except LostRun as error:
            return _lost_for_good(run, error)
        except (BrokenExecutor, CancelledError) as error:
            self._losses[run.key] += self._is_alone
            if self._losses[run.key] >= TRIES:
                return _lost_for_good(run, error)
            self._lost.append(run)
            return None
        except Exception as error:  # what an executor makes of an answer may be anything
            return failed(run, error)
        if isinstance(outcome, FailedRun):
            return outcome
        if self.work.kept:
            self.work.kept.keep(outcome)
        self._let_follow(run, outcome)
        return outcome


def _lost_for_good(run: Recipe, error: BaseException) -> FailedRun:
    """Return the failure of a run whose workers die of it."""
    issue = Issue("E431", "days", "its worker died each time it was tried", value=run.variant)
    lost: OptimizerError = InputError([issue])
    lost.__cause__ = error
    return failed(run, lost)
