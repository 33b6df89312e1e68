"""
PyVRP by itself: its own ``solve`` with its own parameters but for one.

Its largest penalty is raised with the size of the costs, as it advises itself where it
finds nothing feasible: with the default it finds nothing where money is counted finely.
"""

from __future__ import annotations

import warnings
from typing import Any

import pyvrp
from pyvrp.stop import MaxRuntime

from benchmarks.peers.peer import Log, Routes, seconds_left
from optimizer.engines.pyvrp import beyond
from optimizer.engines.pyvrp.statement import state
from optimizer.problems import RoutingProblem


class _Listener(pyvrp.IteratedLocalSearchCallbacks):
    """Keeps every new best solution and when it came."""

    def __init__(self, log: Log, read: Any) -> None:
        self.log, self.read = log, read

    def on_best(self, best: Any) -> None:
        """Note a new best solution."""
        if best.is_feasible():
            self.log.found(self.read(best))


class PlainPyvrp:
    """PyVRP on data with required clients, stated as our engine states it."""

    name, is_ours = "PyVRP", False

    def cannot(self, problem: RoutingProblem) -> str | None:
        """Return the rules that PyVRP does not know."""
        return ", ".join(beyond(problem)) or None

    def solve(self, problem: RoutingProblem, seconds: float, seed: int, log: Log) -> Routes:
        """Return the best routes found on one thread within the time."""
        statement = state(problem)
        if statement is None:
            return {}

        def read(solution: Any) -> Routes:
            return {r.duty: [list(trip) for trip in r.trips] for r in statement.read(solution)}

        ils = pyvrp.IteratedLocalSearchParams(callbacks=_Listener(log, read))
        penalty = pyvrp.PenaltyParams(max_penalty=statement.most_penalty)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = pyvrp.solve(
                statement.data,
                MaxRuntime(seconds_left(log, seconds)),
                seed=seed,
                collect_stats=False,
                display=False,
                params=pyvrp.SolveParams(ils=ils, penalty=penalty),
            )
        return read(result.best)
