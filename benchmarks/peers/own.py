"""Our engines as solvers of the comparison."""

from __future__ import annotations

from benchmarks.literature.engines import engine_called
from benchmarks.peers.peer import Log, Routes
from optimizer.engines.limits import Limits
from optimizer.problems import RoutingProblem


class OwnEngine:
    """An engine of ours, by its name."""

    is_ours = True

    def __init__(self, name: str) -> None:
        self.engine = engine_called(name)
        self.name = f"route48 {name}"
        self.engine.prepare()

    def cannot(self, problem: RoutingProblem) -> str | None:
        """Return what the engine says that it does not know."""
        return self.engine.cannot(problem)

    def solve(self, problem: RoutingProblem, seconds: float, seed: int, log: Log) -> Routes:
        """Return the best routes found on one thread within the time."""
        limits = Limits(
            seconds=seconds, seed=seed, on_cost=lambda cost: log.costs_cents(cost * 100)
        )
        solution = self.engine.solve(problem, limits)
        return {route.duty: [list(trip) for trip in route.trips] for route in solution.routes}
