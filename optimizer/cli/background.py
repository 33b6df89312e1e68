"""Work that Ctrl-C can stop gently."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

Answer = TypeVar("Answer")

_TICK = 0.1  # seconds; a thread that only waits would not see the signal on every platform


def run_stoppable(
    work: Callable[[], Answer], stop: threading.Event, *, when_stopping: Callable[[], None]
) -> Answer:
    """
    Run the work in a thread and return its answer.

    The first Ctrl-C sets ``stop`` and calls ``when_stopping``: the work is trusted to come
    back soon with the best that it has. The second is a `KeyboardInterrupt`. The work has
    its own thread because a solver that sits in compiled code lets no signal through in
    the main one.
    """
    future: Future[Answer] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:
            future.set_exception(error)

    with _interrupts(stop, when_stopping):
        threading.Thread(target=run, daemon=True).start()
        while not wait([future], timeout=_TICK).done:
            pass
    return future.result()


@contextmanager
def _interrupts(stop: threading.Event, when_stopping: Callable[[], None]) -> Iterator[None]:
    """Answer Ctrl-C by `stop` first, by `KeyboardInterrupt` then."""

    def answer(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        when_stopping()

    if threading.current_thread() is not threading.main_thread():
        yield  # signals belong to the main thread; whoever runs us elsewhere has `stop`
        return
    before = signal.signal(signal.SIGINT, answer)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
