"""What every published instance comes to: a problem, routes in its own terms, and a judge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from optimizer.engines.limits import Engine, Limits
from optimizer.problems import RoutingProblem, Solution


@dataclass(frozen=True, slots=True)
class Tour:
    """What one vehicle drives: trips of customers, by the numbers of the instance's nodes."""

    vehicle: int
    trips: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What routes cost by the literature's own objective, and which rules they break."""

    cost: float
    breaks: tuple[str, ...]
    vehicles: int

    @property
    def is_feasible(self) -> bool:
        """Whether no rule breaks."""
        return not self.breaks


@dataclass(frozen=True, slots=True)
class Answer:
    """Routes in the terms of the instance, and the effort that they took."""

    routes: Any
    iterations: int


@dataclass(frozen=True)
class Benchmark:
    """
    A published instance, ready to be solved and judged.

    - ``routes``: turns a solution of ``problem`` into what ``judge`` takes.
    - ``judge``: prices routes from the numbers of the file, knowing nothing of ``problem``.
    - ``money``: cents of ``problem`` per unit of published cost.
    - ``search``: how to solve it where that takes more than one call of an engine.
    """

    name: str
    customers: int
    problem: RoutingProblem
    routes: Callable[[Solution], Any]
    judge: Callable[[Any], Verdict]
    money: float = 1.0
    search: Callable[[Engine, Limits], Answer] | None = None

    def solve(self, engine: Engine, limits: Limits) -> Answer:
        """Return the best that an engine finds within the limits."""
        if self.search is not None:
            return self.search(engine, limits)
        solution = engine.solve(self.problem, limits)
        return Answer(self.routes(solution), solution.iterations)
