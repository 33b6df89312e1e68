"""A pool of processes on this machine that outlives the death of its workers."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import Connection
from threading import Lock, Thread
from types import TracebackType
from typing import Any, Final, ParamSpec, TypeVar

from optimizer.days.planning import INTERRUPTED
from optimizer.domain import Issue
from optimizer.engines.ortools import OrtoolsEngine
from optimizer.engines.ruin import RuinEngine
from optimizer.errors import InputError

P = ParamSpec("P")
T = TypeVar("T")


STARTS: Final = 2
"""So many pools in a row may die before any of their processes was there."""

GENTLE: Final = 10
"""By so much a process is nicer that leaves the machine to whoever waits for an answer."""


class LocalExecutor(Executor):
    """
    A pool of spawned processes; a new one takes the place of one that broke.

    What a broken pool had in hand fails with `BrokenExecutor`; what is submitted afterwards
    goes to the new one. Leaving the context by an error, Ctrl-C among them, interrupts.

    Parameters
    ----------
    num_workers
        How many processes.
    nice
        By how much they stand back behind others, where the system knows of that.
    """

    def __init__(self, num_workers: int, *, nice: int = 0) -> None:
        self.num_workers, self._nice = num_workers, nice
        self._pool: ProcessPoolExecutor | None = None
        self._arrivals: list[Future[None]] = []
        self._num_stillborn = 0
        self._ends: tuple[Connection, Connection] | None = None
        self._lock = Lock()
        self._left: list[Thread] = []
        self._is_over = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """
        Hand a function of a module over to a process.

        Raises
        ------
        InputError
            With E433 where processes die before they have done anything.
        """
        with self._lock:
            if self._is_over:
                raise RuntimeError("the executor has been shut down")
            for _ in range(STARTS):
                try:
                    return (self._pool or self._new_pool()).submit(fn, *args, **kwargs)
                except BrokenExecutor as error:
                    self._require_arrivals(error)
                    self._drop()
            return self._new_pool().submit(fn, *args, **kwargs)

    def interrupt(self) -> None:
        """Give up what is being done and what waits; the executor may be used again."""
        with self._lock:
            self._drop()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take nothing more on; finish what was taken on, or with ``cancel_futures`` give it up."""
        with self._lock:
            self._is_over = True
            pool, self._pool = self._pool, None
        if pool is not None:
            if cancel_futures:
                self._hang_up()
            pool.shutdown(wait=wait, cancel_futures=cancel_futures)
            if wait:
                self._hang_up()
        # Python must not end while processes of its still begin: they would complain aloud.
        while wait and self._left:
            self._left.pop().join()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.shutdown(wait=kind is None, cancel_futures=kind is not None)

    def _new_pool(self) -> ProcessPoolExecutor:
        """Return a pool whose processes end what they do when this one hangs up, or dies."""
        for engine in (RuinEngine(), OrtoolsEngine()):
            engine.prepare()  # compiled here at most, so that the workers only have to load it
        context: Any = multiprocessing.get_context("spawn")
        self._ends = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(
            self.num_workers,
            mp_context=context,
            initializer=begin_work,
            initargs=(self._ends[0], self._nice),
        )
        # A process that is started later, because the others are busy, may die unnoticed:
        # the pool has looked for the dead before it was there. So all of them start now.
        self._arrivals = []
        with _deaf():
            for _ in range(self.num_workers):
                self._arrivals.append(self._pool.submit(be_there))
        return self._pool

    def _require_arrivals(self, error: BrokenExecutor) -> None:
        """Refuse to begin again and again where not one process of the broken pool came up."""
        if any(_has_come(each) for each in self._arrivals):
            self._num_stillborn = 0
            return
        self._num_stillborn += 1
        if self._num_stillborn < STARTS:
            return
        self._num_stillborn = 0
        message = "the processes that should work end before they have done anything"
        fix = (
            "read what they have written; see that Route48 can be imported by them, and let a "
            'script of your own start below if __name__ == "__main__":'
        )
        raise InputError([Issue("E433", "days", message, fix=fix)]) from error

    def _drop(self) -> None:
        """Leave the present pool to itself."""
        pool, self._pool = self._pool, None
        self._hang_up()
        if pool is not None:
            end = partial(pool.shutdown, cancel_futures=True)
            self._left.append(Thread(target=end, daemon=True))
            self._left[-1].start()

    def _hang_up(self) -> None:
        """Tell the processes of the present pool to end."""
        if self._ends is not None:
            for end in self._ends:
                end.close()
            self._ends = None


def local_executor(workers: int | None = None, *, nice: int = 0) -> LocalExecutor:
    """
    Return an executor over processes of this machine; by default one for every core.

    With ``nice``, as `GENTLE`, they stand back where others work on the machine too.

    Raises
    ------
    ValueError
        When there would be no worker.
    """
    num = _cores() if workers is None else workers
    if num < 1:
        raise ValueError(f"{num} workers plan nothing; give at least 1")
    return LocalExecutor(num, nice=nice)


@contextmanager
def _deaf() -> Iterator[None]:
    """Start processes that do not hear Ctrl-C, not even while they begin."""
    if not hasattr(signal, "pthread_sigmask"):  # as on Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def begin_work(line: Connection, nice: int) -> None:
    """Prepare a worker: Ctrl-C is for its parent, which hangs up where work is to end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if nice and hasattr(os, "nice"):  # not on Windows
        os.nice(nice)
    Thread(target=_listen, args=(line,), daemon=True).start()
    for engine in (RuinEngine(), OrtoolsEngine()):
        engine.prepare()


def be_there() -> None:
    """Do nothing, so that a worker is started for it."""


def _has_come(arrival: Future[None]) -> bool:
    """Tell whether a worker was there for a future of `be_there`."""
    return arrival.done() and not arrival.cancelled() and arrival.exception() is None


def _listen(line: Connection) -> None:
    """Wait until the parent hangs up; where it died, nobody else would end this process."""
    line.poll(None)
    INTERRUPTED.set()
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
