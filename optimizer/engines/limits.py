"""How long an engine may search, and how it tells what it has found."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import Protocol

from optimizer.problems import RoutingProblem, Solution


@dataclass(frozen=True)
class Limits:
    """
    The effort of one search.

    ``iterations`` gives the same answer on every run; ``seconds`` as good a one as the time
    allows. Where both are given the first to be reached ends the search. ``stop`` ends it
    at once with the best so far, ``on_cost`` receives the best cost in currency units.
    """

    seconds: float | None = None
    iterations: int | None = None
    seed: int = 0
    stop: Event | None = None
    on_cost: Callable[[float], None] | None = None

    def is_over(self, begun: float, done: int) -> bool:
        """Whether a search that begun at this monotonic time must end."""
        if self.stop is not None and self.stop.is_set():
            return True
        if self.seconds is None and self.iterations is None:
            return True
        return self.share_done(begun, done) >= 1.0

    def share_done(self, begun: float, done: int) -> float:
        """Return how much of the effort is spent, from 0 to 1."""
        shares = [0.0]
        if self.iterations is not None:
            shares.append(done / self.iterations if self.iterations else 1.0)
        if self.seconds is not None:
            spent = time.monotonic() - begun
            shares.append(spent / self.seconds if self.seconds > 0 else 1.0)
        return min(max(shares), 1.0)

    def report(self, cost: float) -> None:
        """Tell whoever listens the best cost so far, in currency units."""
        if self.on_cost is not None:
            self.on_cost(cost)


class Engine(Protocol):
    """Solves a `RoutingProblem`; never returns less than its start."""

    name: str

    def cannot(self, problem: RoutingProblem) -> str | None:
        """Return which rule of a problem the engine does not know, None where it knows all."""
        ...

    def prepare(self) -> None:
        """Do what need not be done again: load, compile. Not counted as search."""
        ...

    def solve(
        self, problem: RoutingProblem, limits: Limits, start: Solution | None = None
    ) -> Solution:
        """Return the best solution found within the limits."""
        ...
