"""Shares the effort of a planning run out among its steps, and passes on what they report."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from threading import Event, Lock, Thread
from types import TracebackType
from typing import NamedTuple

from optimizer.echelons import Effort
from optimizer.engines import Engine
from optimizer.engines import Limits as EngineLimits
from optimizer.problems import RoutingProblem, Solution
from optimizer.timetable import ClockLimits

CLOCK_SHARE = 0.15
"""The part of the search time that is kept for the timetable."""
SOLUTION = 20
"""A solution of the polishing engine counts as this many iterations of the search."""
REPAIRING = 1.2
"""Repairs begin as long as the run has taken at most this share of the search time."""
HASTE, HASTE_SECONDS, HASTE_ITERATIONS = 0.02, 0.2, 1_000
"""A step to the first whole plan takes this share of the effort, but no more than so many
seconds or iterations."""
PULSE = 0.4
"""After so many seconds without news the last report is repeated."""
LEAST_CLOCK = 3.0
"""Seconds that the timetable may take in any case; it seldom does."""


@dataclass(frozen=True)
class Limits:
    """
    The effort of a planning run: ``effort`` iterations (the same plan every time), or
    ``search_seconds`` (as good as the time allows); ``stop`` ends it with the best so far.
    """

    search_seconds: float | None = 10.0
    effort: int | None = None
    seed: int = 0
    stop: Event | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """
    Where a run is: its phase, the best cost so far in currency, the seconds left.

    ``best_cost`` is None until there is a whole plan, and never rises from then on. ``bound`` is
    a cost that no plan can beat, None as long as none is known.
    """

    phase: str
    best_cost: float | None = None
    seconds_left: float | None = None
    bound: float | None = None


class Pulse:
    """
    Passes reports on, and repeats the last one while nothing new comes.

    Long steps that report nothing are seen to live so. Use it as a context; reports come from
    several threads, one at a time.

    Examples
    --------
    >>> heard = []
    >>> with Pulse(heard.append) as pulse:
    ...     pulse(Progress("check"))
    >>> [note.phase for note in heard]
    ['check']
    """

    def __init__(self, progress: Callable[[Progress], None], *, every: float = PULSE) -> None:
        self._progress, self._every = progress, every
        self._latest: Progress | None = None
        self._at = time.monotonic()
        self._over, self._lock = Event(), Lock()
        self._thread = Thread(target=self._repeat, daemon=True)

    def __enter__(self) -> Pulse:
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

    def __call__(self, progress: Progress) -> None:
        """Pass a report on."""
        with self._lock:
            self._latest, self._at = progress, time.monotonic()
            self._progress(progress)

    def _repeat(self) -> None:
        """Repeat the last report whenever it has been still for a while."""
        while not self._over.wait(self._every):
            with self._lock:
                silent = time.monotonic() - self._at
                if self._latest is None or silent < self._every:
                    continue
                left = self._latest.seconds_left
                if left is not None:
                    self._latest = replace(self._latest, seconds_left=max(left - silent, 0.0))
                self._at = time.monotonic()
                self._progress(self._latest)


class Engines(NamedTuple):
    """The engine that searches, and the one that polishes what it found."""

    search: Engine
    polish: Engine

    @property
    def name(self) -> str:
        """What a plan says it was made by."""
        names = dict.fromkeys(engine.name for engine in self)
        return "+".join(names)


class Watch:
    """Shares the effort out among the steps and passes on what they report."""

    def __init__(
        self,
        limits: Limits,
        progress: Callable[[Progress], None],
        begun: float,
        engines: Engines,
    ) -> None:
        self.limits, self.progress, self.begun, self.engines = limits, progress, begun, engines
        self.best_cost: float | None = None
        self.phase = "local"

    def seconds_left(self) -> float | None:
        """Return the search time that is left, None where effort counts iterations."""
        if self.limits.search_seconds is None or self.limits.effort is not None:
            return None
        return max(self.limits.search_seconds - (time.monotonic() - self.begun), 0.0)

    def effort(self) -> Effort:
        """Return what the joint search may spend."""
        search, polish = self.engines
        return Effort(
            local=partial(self._solve, search),
            linehaul=partial(self._solve, search),
            polish=partial(self._solve, polish),
            is_over=self._is_over,
            tell=self.tell,
            haste=self._haste(),
        )

    def _haste(self) -> float:
        """Return the share of the effort for a step to the first whole plan."""
        effort, seconds = self.limits.effort, self.limits.search_seconds
        if effort is not None:
            return min(HASTE, HASTE_ITERATIONS / max(effort, 1))
        return min(HASTE, HASTE_SECONDS / seconds) if seconds else HASTE

    def clock_limits(self) -> ClockLimits:
        """Return what the timetable may spend."""
        left = self.seconds_left()
        seconds = None if left is None else max(left, LEAST_CLOCK)
        return ClockLimits(seconds=seconds, seed=self.limits.seed)

    def _solve(
        self, engine: Engine, problem: RoutingProblem, share: float, start: Solution | None
    ) -> Solution:
        """Run an engine with a share of the effort."""
        effort, seconds = self.limits.effort, self.limits.search_seconds
        if effort is not None:
            steps = effort * share / (1 if engine is self.engines.search else SOLUTION)
            given = EngineLimits(iterations=max(int(steps), 1))
        else:
            given = EngineLimits(seconds=(seconds or 0.0) * (1 - CLOCK_SHARE) * share)
        given = replace(given, seed=self.limits.seed, stop=self.limits.stop, on_cost=self._found)
        return engine.solve(problem, given, start)

    def may_repair(self) -> bool:
        """Whether there is time to plan again what the timetable could not keep."""
        if self._is_stopped():
            return False
        seconds = self.limits.search_seconds
        if seconds is None or self.limits.effort is not None:
            return True
        return time.monotonic() - self.begun < REPAIRING * seconds

    def _is_stopped(self) -> bool:
        """Whether the user asked for the best so far."""
        return self.limits.stop is not None and self.limits.stop.is_set()

    def _is_over(self) -> bool:
        """Whether the search must end and leave the timetable its time."""
        if self._is_stopped():
            return True
        left = self.seconds_left()
        return left is not None and left <= (self.limits.search_seconds or 0.0) * CLOCK_SHARE

    def tell(self, phase: str, cost: float | None) -> None:
        """Note phase and cost of the joint search."""
        self.phase = phase
        if cost is not None:
            self.best_cost = cost if self.best_cost is None else min(cost, self.best_cost)
        self.progress(Progress(phase, self.best_cost, self.seconds_left()))

    def _found(self, _: float) -> None:
        """Say that an engine is at work; what it has found is only a part of a plan."""
        self.progress(Progress(self.phase, self.best_cost, self.seconds_left()))
