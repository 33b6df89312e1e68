"""The engine: state, search, read back, price exactly, and keep the best."""

from __future__ import annotations

import time
import warnings
from dataclasses import replace
from typing import Any

from optimizer.engines.limits import Limits
from optimizer.engines.ortools.exact import Pricer
from optimizer.engines.pyvrp.relaxing import relaxed
from optimizer.engines.pyvrp.rules import beyond
from optimizer.engines.pyvrp.statement import Statement, state
from optimizer.engines.requests import check_request
from optimizer.problems import Route, RoutingProblem, Solution, smallest_problem

REPORT = 0.5
"""Seconds between two reports of the best cost."""

HOPELESS = 0.3
"""Share of the effort after which a search that has found nothing feasible lets tasks go."""

LAST = 0.02
"""Share of the time that is kept for reading and pricing the result."""


class PyvrpEngine:
    """
    PyVRP's iterated local search, on problems all of whose rules it knows.

    Follows `Engine`. ``Limits.iterations`` counts iterations of PyVRP. Its routes are priced
    by the common evaluator, and what breaks a rule there is mended before it counts.
    """

    name = "pyvrp"

    def cannot(self, problem: RoutingProblem) -> str | None:
        """Return the rules of a problem that PyVRP does not know, None where it knows all."""
        return ", ".join(beyond(problem)) or None

    def prepare(self) -> None:
        """Load PyVRP, and compile or load what was compiled before."""
        problem = relaxed(smallest_problem())
        self.solve(problem, Limits(iterations=1), self.solve(problem, Limits(iterations=1)))

    def solve(
        self, problem: RoutingProblem, limits: Limits, start: Solution | None = None
    ) -> Solution:
        """
        Return the best solution found, never worse than ``start``.

        Raises
        ------
        EngineError
            E303 to E320 for what cannot be asked.
        """
        begun = time.monotonic()
        check_request(self, problem, start)
        search = _Search(problem, limits, begun, start)
        if problem.num_duties and problem.num_tasks:
            search.run(may_require=True)
            if search.is_hopeless:
                search.run(may_require=False)
        limits.report(search.best.cost / 100)
        return replace(search.best, iterations=search.done)


class _Search:
    """The best so far, and what of the effort is spent; PyVRP asks it whether to stop."""

    def __init__(
        self, problem: RoutingProblem, limits: Limits, begun: float, start: Solution | None
    ) -> None:
        self.problem, self.begun = problem, begun
        kept = None if limits.seconds is None else limits.seconds * (1 - LAST)
        self.limits = replace(limits, seconds=kept)
        self.pricer = Pricer(problem)
        self.best = self.pricer.settle(() if start is None else start.routes)
        self.done, self.told = 0, begun
        self.is_hopeless = self.has_begun = False

    def run(self, *, may_require: bool) -> None:
        """Search with the effort that is left, from the best so far."""
        statement = state(self.problem, may_require=may_require)
        if statement is None or self.limits.is_over(self.begun, self.done):
            return
        self.is_hopeless, self.has_begun = False, False
        watch = _Watch(self, statement, may_give_up=may_require)
        self.take(statement, _search(statement, self.best.routes, self.limits.seed, watch))

    def take(self, statement: Statement, found: Any) -> None:
        """Keep a solution of PyVRP where it is better than the best."""
        if not found.num_routes():
            return
        solution = self.pricer.settle(statement.read(found))
        if solution.cost < self.best.cost:
            self.best = solution


class _Watch:
    """
    PyVRP's stopping criterion and its callbacks at once.

    Called before every iteration; keeps the best solution since the last report.
    """

    def __init__(self, search: _Search, statement: Statement, *, may_give_up: bool) -> None:
        self.search, self.statement, self.may_give_up = search, statement, may_give_up
        self.newest: Any = None
        self.is_feasible = False
        self.calls = 0

    def __call__(self, best_cost: int) -> bool:
        """Return whether PyVRP is to stop."""
        search = self.search
        search.done += self.calls > 0
        self.calls += 1
        now = time.monotonic()
        if now - search.told >= REPORT:
            search.told = now
            if self.newest is not None:
                search.take(self.statement, self.newest)
                self.newest = None
            search.limits.report(search.best.cost / 100)
        share = search.limits.share_done(search.begun, search.done)
        if self.may_give_up and not self.is_feasible and share > HOPELESS:
            search.is_hopeless = True
            return True
        return search.limits.is_over(search.begun, search.done)

    def on_start(self, algorithm: Any) -> None:
        """Look whether the search begins with a feasible solution."""
        self.on_best(algorithm.initial_solution)

    def on_best(self, best: Any) -> None:
        """Note the best solution of the search."""
        if best.is_feasible():
            self.newest, self.is_feasible = best, True

    def on_iteration(self, *_: Any) -> None:
        """Do nothing after an iteration."""

    def on_restart(self, best: Any) -> None:
        """Do nothing when the search begins anew."""

    def on_end(self, result: Any) -> None:
        """Do nothing at the end."""


def _search(statement: Statement, routes: tuple[Route, ...], seed: int, watch: Any) -> Any:
    """Return the best solution that PyVRP finds until it is told to stop."""
    from pyvrp import (  # noqa: PLC0415 - it loads matplotlib, which takes a second
        IteratedLocalSearchParams,
        PenaltyParams,
        SolveParams,
        solve,
    )

    params = SolveParams(
        ils=IteratedLocalSearchParams(callbacks=watch),
        penalty=PenaltyParams(max_penalty=statement.most_penalty),
    )
    first = statement.write(routes) if routes else None
    with warnings.catch_warnings():
        # It warns of large numbers and of penalties that reach their maximum; prices are ours.
        warnings.simplefilter("ignore")
        result = solve(
            statement.data,
            watch,
            seed=seed,
            collect_stats=False,
            display=False,
            params=params,
            initial_solution=first,
        )
    return result.best
