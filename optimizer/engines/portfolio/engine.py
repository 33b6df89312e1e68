"""The engine: turn by turn, the best so far is kept whatever a turn does."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import replace

from optimizer.engines.limits import Limits
from optimizer.engines.ortools.exact import Pricer
from optimizer.engines.portfolio.turns import Crew, Turn, turns_of
from optimizer.engines.pyvrp import relaxed
from optimizer.engines.requests import check_request
from optimizer.errors import EngineError
from optimizer.problems import RoutingProblem, Solution, evaluate

ALL_FAILED = "E306"

FAILURES = (EngineError, RuntimeError, ValueError, ArithmeticError, MemoryError)
"""What solvers raise where they fail: it ends a turn, and not the search."""

LEAST = 0.02
"""Seconds below which no turn is begun."""

LOG = logging.getLogger(__name__)


class PortfolioEngine:
    """
    Engines in turns, each going on from the best so far.

    Follows `Engine`. ``Limits.iterations`` counts ruins, or as much of another engine's
    iterations as takes about as long.
    """

    name = "portfolio"

    def __init__(self, crew: Crew | None = None) -> None:
        self.crew = crew or Crew()

    def cannot(self, problem: RoutingProblem) -> str | None:
        """Return the rule that keeps every engine from the problem, None where one knows all."""
        if turns_of(problem, self.crew):
            return None
        return self.crew.strings.cannot(problem)

    def prepare(self) -> None:
        """Load and compile what the engines need."""
        for engine in (self.crew.strings, self.crew.pyvrp, self.crew.ruin, self.crew.ortools):
            engine.prepare()

    def solve(
        self, problem: RoutingProblem, limits: Limits, start: Solution | None = None
    ) -> Solution:
        """
        Return the best solution found, never worse than ``start``.

        Raises
        ------
        EngineError
            E303 to E320 for what cannot be asked; E306, when there is no start and every
            engine failed.
        """
        begun = time.monotonic()
        check_request(self, problem, start)
        relay = _Relay(problem, limits, begun, start)
        relay.run(turns_of(problem, self.crew))
        if relay.is_stranded:
            relay.run((Turn(self.crew.ruin, 1.0),))
        return relay.result()


class _Relay:
    """The best so far, and what is left of the effort."""

    def __init__(
        self, problem: RoutingProblem, limits: Limits, begun: float, start: Solution | None
    ) -> None:
        self.problem, self.limits, self.begun = problem, limits, begun
        self.pricer = Pricer(problem)
        self.best = self.pricer.settle(() if start is None else start.routes)
        self.has_best = start is not None
        self.told, self.done = self.best.cost, 0
        self.failures: list[str] = []

    @property
    def is_stranded(self) -> bool:
        """Whether nobody has found anything because engines failed."""
        return bool(self.failures) and not self.has_best

    def run(self, turns: tuple[Turn, ...]) -> None:
        """Let every engine take its turn."""
        for number, turn in enumerate(turns):
            given = self._given(turn, turn.share / sum(later.share for later in turns[number:]))
            if given.seconds is not None and given.seconds < LEAST and self.has_best:
                break
            try:
                self._take(turn, given)
            except FAILURES as error:
                LOG.warning("%s failed: %s", turn.engine.name, error)
                self.failures.append(f"{turn.engine.name}: {error}")

    def result(self) -> Solution:
        """
        Return the best of all turns.

        Raises
        ------
        EngineError
            E306, when nobody has found anything because all failed.
        """
        if self.is_stranded:
            raise EngineError(f"{ALL_FAILED}: every engine failed: {'; '.join(self.failures)}")
        self.limits.report(self.best.cost / 100)
        return replace(self.best, iterations=self.done)

    def _given(self, turn: Turn, share: float) -> Limits:
        """Return this share of what is left, in the engine's own iterations."""
        seconds, iterations = self.limits.seconds, self.limits.iterations
        if seconds is not None:
            seconds = max(seconds - (time.monotonic() - self.begun), 0.0) * share
        if iterations is not None:
            iterations = int(max(iterations - self.done, 0) * share) // turn.pace
        listen = self._listen(self.limits.on_cost, is_exact=not turn.is_relaxed)
        return replace(self.limits, seconds=seconds, iterations=iterations, on_cost=listen)

    def _listen(
        self, tell: Callable[[float], None] | None, *, is_exact: bool
    ) -> Callable[[float], None] | None:
        """Return a listener that never tells more than it told; what is not exact is no cost."""
        if tell is None:
            return None

        def at_most(cost: float) -> None:
            if is_exact:
                self.told = min(self.told, cost * 100)
            tell(self.told / 100)

        return at_most

    def _take(self, turn: Turn, given: Limits) -> None:
        """Let an engine search, and keep what it finds if it is better."""
        start = self.best if self.best.routes else None
        if turn.is_relaxed:
            found = self._relaxed(turn, given, start)
        else:
            found = turn.engine.solve(self.problem, given, start)
        self.done += found.iterations * turn.pace
        cost = evaluate(self.problem, {route.duty: route.trips for route in found.routes})
        if cost < self.best.cost:
            self.best = replace(found, cost=cost)
            self.told = min(self.told, cost)
        self.has_best = True

    def _relaxed(self, turn: Turn, given: Limits, start: Solution | None) -> Solution:
        """Return what is left of routes that were found without some of the rules."""
        found = turn.engine.solve(relaxed(self.problem), given, start)
        routes = {route.duty: route for route in (*found.routes, *self.problem.fixed)}
        mended = self.pricer.settle(routes.values())
        return replace(mended, iterations=found.iterations)
