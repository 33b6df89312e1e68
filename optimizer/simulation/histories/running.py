"""Plays histories through an executor: many at once, each day kept as soon as it is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

from optimizer.days import DaysProgress, FailedRun
from optimizer.days.keeping import ResultFolder
from optimizer.days.running import Work, run_all
from optimizer.simulation.histories.asking import RUN_OFF_DAYS, SimulationQuestion
from optimizer.simulation.histories.playing import attempt_day
from optimizer.simulation.histories.recipe import PlayRun
from optimizer.simulation.histories.result import PlayedDay


def play_histories(
    question: SimulationQuestion,
    executor: Executor,
    folder: Path | None = None,
    progress: Callable[[DaysProgress], None] = lambda _: None,
    stop: Event | None = None,
) -> Iterator[PlayedDay | FailedRun]:
    """
    Play all histories; yield each day of each policy when it is over.

    Within a history a policy's days follow each other, those of the run-off last; histories
    and policies are played side by side. Memory does not grow with the days. A day whose
    worker is lost is played again; one that fails ends its policy's history. Stopping
    (``stop``, Ctrl-C, or closing the iterator) leaves the days that are over in the folder,
    from which the same call goes on: with the next day, since what the county remembers is
    kept beside them.

    Parameters
    ----------
    question
        What to play; checked before, by `SimulationQuestion.check`.
    executor
        As `local_executor` or `cluster_executor` return, or any other.
    folder
        Where days are kept and looked for; nowhere by default.
    progress
        Called after each day; a day counts once for each policy. The total grows or shrinks
        where a run-off is longer or shorter than usual.
    stop
        Ends the iterator once set.

    Raises
    ------
    InputError
        With E424 when the folder cannot be used, E432 when the executor has gone for good.
    StoreError
        With E425 when a day cannot be kept.
    """
    kept = PlayedFolder(folder, _read) if folder is not None else None
    following = _Following(question, kept, question.num_days)

    def tell(note: DaysProgress) -> None:
        progress(replace(note, total=following.total))

    work = Work(attempt_day, kept, following)
    yield from run_all(question.runs(), work, executor, tell, stop)


class PlayedFolder(ResultFolder[PlayRun, PlayedDay]):
    """Played days by the key of their recipe, and what each county remembers last."""

    def keep(self, result: PlayedDay) -> None:
        """Write a day, and in place of what it knew before what the county remembers now."""
        super().keep(result)
        if result.memory is not None:
            self.write(_memory_key(result.history), result.memory)

    def memory(self, history: str) -> Mapping[str, Any] | None:
        """Return what was remembered last in a history; None where that is not readable."""
        try:
            found = self.document(_memory_key(history))
            date.fromisoformat(found["known_until"])
        except (OSError, ValueError, TypeError, KeyError):
            return None
        return found if isinstance(found.get("days"), int) else None


def _memory_key(history: str) -> str:
    """Return under which key the memory of a history is kept."""
    return f"{history}-memory"


def _read(told: Mapping[str, Any], run: PlayRun) -> PlayedDay:
    """Return the day that a document says."""
    return PlayedDay.of(told)


@dataclass
class _Following:
    """Says which day comes after one that is over, and how many there are in ``total``."""

    question: SimulationQuestion
    kept: PlayedFolder | None
    total: int

    def __call__(self, run: PlayRun, played: PlayedDay) -> PlayRun | None:
        """Return the next day; None after the last."""
        number = run.number + 1
        expected = run.days + RUN_OFF_DAYS
        if number >= run.until and not run.runs_off:
            return None
        if played.is_over:
            self.total -= max(0, expected - number)
            return None
        self.total += number >= expected
        memory = played.memory
        following = replace(run, number=number, memory=None)
        if memory is None and self.kept is not None and not self.kept.has(following.key):
            memory = self.kept.memory(run.history)
            if memory is not None and memory["days"] > number:
                memory = None  # a day before it was taken away
        orders = self.question.orders_of(number, memory, run.seed)
        return replace(following, memory=memory, orders=orders)
