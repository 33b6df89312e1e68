"""The boards of a typical day: the whole plans of each variant, ready to be looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import CancelledError, Executor, Future, wait
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from optimizer.days import DayRun, Difference, FailedRun, plan_again
from optimizer.days.planning import failed
from optimizer.reports import PlanReading, Ways, board_figures

LANGUAGES: Final = ("zh", "en")
LISTEN: Final = 0.2
"""After so many seconds it is looked whether to give way."""


@dataclass(frozen=True)
class Board:
    """
    What the board shows of one plan, by language.

    Nothing where the plan breaks ``violations`` rules, or could not be made (``failure``).
    """

    content: Mapping[str, bytes] = field(default_factory=dict)
    violations: int = 0
    failure: FailedRun | None = None


@dataclass(frozen=True)
class Drawing:
    """The boards of one typical day, by variant; none where there is no such day."""

    day: date | None = None
    boards: Mapping[str, Board] = field(default_factory=dict)

    @property
    def told(self) -> dict[str, Any]:
        """What the document of a study says of its boards, and why some are not there."""
        return {
            "typical_day": None if self.day is None else self.day.isoformat(),
            "boards": [{"variant": key, **_said(each)} for key, each in self.boards.items()],
        }

    @property
    def files(self) -> dict[str, bytes]:
        """The files of the boards by name."""
        return {
            f"board-{variant}-{lang}.json": content
            for variant, board in self.boards.items()
            for lang, content in board.content.items()
        }


def draw_board(run: DayRun) -> Board:
    """Plan a day again and draw its board; a plan that breaks a rule is not shown."""
    try:
        county, checked = plan_again(run)
        if checked.violations:
            return Board(violations=len(checked.violations))
        reading = PlanReading(checked.document, county.instance)
        ways = Ways(reading, county.roads)
        figures = (board_figures(reading, ways, county.roads, lang) for lang in LANGUAGES)
        content = {lang: each.content for lang, each in zip(LANGUAGES, figures, strict=True)}
    except CancelledError:
        raise
    except Exception as error:  # a board that cannot be drawn must not cost the study
        return Board(failure=failed(run, error))
    return Board(content)


def draw_boards(
    runs: Mapping[str, DayRun], executor: Executor, must_end: Callable[[], bool]
) -> Drawing | None:
    """Return the board of each variant, drawn side by side; None where it must end before."""
    if not runs:
        return Drawing()
    flying: dict[Future[Board], str] = {
        executor.submit(draw_board, run): variant for variant, run in runs.items()
    }
    waiting = set(flying)
    while waiting:
        if must_end():
            interrupt = getattr(executor, "interrupt", None)
            if interrupt is not None:
                interrupt()
            return None
        waiting = wait(waiting, timeout=LISTEN).not_done
    landed = {variant: _landed(future, runs[variant]) for future, variant in flying.items()}
    return Drawing(next(iter(runs.values())).day, landed)


def typical_day(differences: Sequence[Difference]) -> date | None:
    """
    Return the day that all differences have and that is nearest to all their means.

    Days are counted in their own spread, so that no scenario outweighs the others; None
    where they have no day in common.
    """
    if not differences:
        return None
    by_day = [dict(each.by_day) for each in differences]
    common = set.intersection(*map(set, by_day))
    if not common:
        return None

    def distance(day: date) -> tuple[float, date]:
        return sum(_apart(values, day) for values in by_day), day

    return min(common, key=distance)


def run_of(runs: Iterable[DayRun], variant: str, day: date, seed: int) -> DayRun:
    """Return the run of a variant on a day."""
    return next(run for run in runs if (run.variant, run.day, run.seed) == (variant, day, seed))


def _apart(values: Mapping[date, float], day: date) -> float:
    """Return how far a day is from the mean, in the mean distance of all days."""
    mean = sum(values.values()) / len(values)
    spread = sum(abs(value - mean) for value in values.values()) / len(values)
    return abs(values[day] - mean) / spread if spread else 0.0


def _landed(future: Future[Board], run: DayRun) -> Board:
    """Return a board; one whose worker died has failed."""
    try:
        return future.result()
    except Exception as error:  # whatever an executor makes of it
        return Board(failure=failed(run, error))


def _said(board: Board) -> dict[str, Any]:
    """Return what became of a board."""
    facts: dict[str, Any] = {"is_there": bool(board.content), "violations": board.violations}
    if board.failure is not None:
        lost = board.failure
        words = {"message_zh": lost.sentence_zh, "message_en": lost.sentence_en}
        facts |= {"code": lost.code, **words}
    return facts
