"""
Decides linehaul and local together.

The two echelons are planned in turn, each against what the other has left it, and judged by
their cost together:

1. the linehaul for what is likely to be asked of it, then the local echelon against its
   runs: every base may serve every task, at the price of its way to the hub; first in haste,
   so that there is a whole plan at once, then with care;
2. the linehaul again, over what the local trips ask for: goods to be there before a trip is
   loaded, goods to be fetched after it is back;
3. both again, the local echelon now against the runs that the trucks do make, until the
   effort is spent;
4. then stations are closed on trial: what a station costs in runs and rent of its doors is
   saved if neighbours or the hub can serve its points for less; and those that stand idle are
   opened on trial, with the runs that were likely at first;
5. at last the local echelon is polished by a second engine, which sees other moves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.domain import Floats
from optimizer.echelons.lots import LocalTrip, Lots, expected_lots, local_trips, lots_of
from optimizer.echelons.runs import actual_runs, way_prices
from optimizer.problems import RoutingProblem, Run, Solution, TwoEchelonProblem


@dataclass(frozen=True)
class EchelonPlan:
    """Both echelons' routes, with the problems that they answer; cost in cents."""

    local: RoutingProblem
    local_solution: Solution
    trips: tuple[LocalTrip, ...]
    lots: Lots
    linehaul: RoutingProblem
    linehaul_solution: Solution
    cost: float
    closed: frozenset[int]


@dataclass(frozen=True)
class Effort:
    """
    What a joint search may spend.

    ``local``, ``linehaul`` and ``polish`` run an engine on a problem with a share of the
    effort, from a start if there is one; ``is_over()`` says that the search must end;
    ``tell(phase, cost)`` reports progress, the cost once there is a whole plan. ``haste`` is
    the share of the effort that a step to the first whole plan may take.
    """

    local: Callable[[RoutingProblem, float, Solution | None], Solution]
    linehaul: Callable[[RoutingProblem, float, Solution | None], Solution]
    polish: Callable[[RoutingProblem, float, Solution | None], Solution]
    is_over: Callable[[], bool]
    tell: Callable[[str, float | None], None]
    haste: float = 0.02


@dataclass(frozen=True)
class Start:
    """A plan to start from: its local trips, and the runs of its linehaul."""

    local: Solution
    runs: tuple[Run, ...]


FIRST, LINEHAUL, AGAIN, TRIAL, POLISH = 0.16, 0.04, 0.14, 0.04, 0.05
MANY_TASKS, MOST_HASTE = 900, 0.1
"""A first plan of more local tasks than this takes more of the effort, up to this share."""
ROUNDS = 3
TRIALS = 6
"""Stations that are closed on trial, and opened on trial, at most."""


def plan_echelons(
    problem: TwoEchelonProblem, effort: Effort, start: Start | None = None
) -> EchelonPlan:
    """Return the cheapest plan of both echelons that the effort allows, from a start if given."""
    search = _Search(problem, effort, way_prices(problem))
    effort.tell("linehaul", None)
    haste = min(effort.haste * max(len(problem.local) / MANY_TASKS, 1.0), MOST_HASTE)
    runs = search.first_runs(haste) if start is None else start.runs
    effort.tell("local", None)
    best = search.attempt(runs, share=haste, start=None if start is None else start.local)
    effort.tell("local", best.cost / 100)
    if effort.is_over():
        return best
    best = search.improved(best, runs, share=FIRST)
    for _ in range(ROUNDS):
        if effort.is_over():
            return best
        best = search.improved(best, search.runs_of(best), share=AGAIN)
    for base in search.trial_order(best)[:TRIALS]:
        if effort.is_over():
            return best
        closed = best.closed | {base}
        best = search.improved(best, search.runs_of(best), closed=closed, share=TRIAL)
    for base in search.idle(best)[:TRIALS]:
        if effort.is_over():
            return best
        likely = [*search.runs_of(best), *(run for run in runs if run.base == base)]
        best = search.improved(best, likely, closed=best.closed - {base}, share=TRIAL)
    if effort.is_over():
        return best
    return search.improved(best, search.runs_of(best), share=POLISH, polish=True)


def replan(
    problem: TwoEchelonProblem, effort: Effort, plan: EchelonPlan, runs: Sequence[Run]
) -> EchelonPlan:
    """Return the plan made again against runs that are known to be possible."""
    search = _Search(problem, effort, way_prices(problem))
    return search.attempt(runs, share=AGAIN, closed=plan.closed, start=plan.local_solution)


@dataclass(frozen=True)
class _Search:
    """The problem with what its attempts share: the effort, and the prices of the ways."""

    problem: TwoEchelonProblem
    effort: Effort
    prices: Floats

    def first_runs(self, share: float) -> Sequence[Run]:
        """Return the runs of a linehaul that is planned for what is likely to be asked of it."""
        local = self.problem.local_problem((), self.prices)
        lots = expected_lots(self.problem, local, self.prices)
        linehaul = self.problem.linehaul_problem(lots.tasks, lots.hard, lots.drop_cost)
        solution = self.effort.linehaul(linehaul, share, None)
        return actual_runs(self.problem, linehaul, solution)

    def runs_of(self, plan: EchelonPlan) -> Sequence[Run]:
        """Return the runs that a plan's trucks make."""
        return actual_runs(self.problem, plan.linehaul, plan.linehaul_solution)

    def improved(
        self,
        best: EchelonPlan,
        runs: Sequence[Run],
        *,
        share: float,
        closed: frozenset[int] | None = None,
        polish: bool = False,
    ) -> EchelonPlan:
        """Return the cheaper of the best plan and one planned again against these runs."""
        found = self.attempt(
            runs,
            share=share,
            closed=best.closed if closed is None else closed,
            start=best.local_solution,
            polish=polish,
        )
        better = found if found.cost < best.cost else best
        self.effort.tell("local", better.cost / 100)
        return better

    def attempt(
        self,
        runs: Sequence[Run],
        *,
        share: float,
        closed: frozenset[int] = frozenset(),
        start: Solution | None = None,
        polish: bool = False,
    ) -> EchelonPlan:
        """Plan the local echelon against these runs, then the linehaul for it."""
        problem = self.problem
        local = problem.local_problem(runs, self.prices, closed)
        solve = self.effort.polish if polish else self.effort.local
        solution = solve(local, share, start)
        trips = local_trips(local, solution)
        lots = lots_of(problem, local, trips)
        linehaul = problem.linehaul_problem(lots.tasks, lots.hard, lots.drop_cost)
        trucks = self.effort.linehaul(linehaul, min(share * 0.4, LINEHAUL), None)
        return EchelonPlan(
            local=local,
            local_solution=solution,
            trips=tuple(trips),
            lots=lots,
            linehaul=linehaul,
            linehaul_solution=trucks,
            cost=solution.cost + trucks.cost + self._correction(trips),
            closed=closed,
        )

    def trial_order(self, best: EchelonPlan) -> list[int]:
        """Return the stations in use, the one with the fewest local tasks first."""
        if self.problem.usable is not None:
            return []  # no neighbour may take over what a station serves
        counts = np.zeros(self.problem.num_bases, dtype=np.int64)
        for trip in best.trips:
            counts[trip.base] += len(trip.tasks)
        return [int(b) for b in np.argsort(counts, kind="stable") if b and counts[b]]

    def idle(self, best: EchelonPlan) -> list[int]:
        """Return the stations that no trip of a plan begins at."""
        used = {trip.base for trip in best.trips}
        return [base for base in range(1, self.problem.num_bases) if base not in used]

    def _correction(self, trips: Sequence[LocalTrip]) -> float:
        """Return what handling costs, less the prices that stood in for ways and handling."""
        local, handling = self.problem.local, self.problem.handling_price
        pieces = np.where(local.base < 0, local.pieces, 0)
        total = 0.0
        for trip in trips:
            tasks = list(trip.tasks)
            total -= float(self.prices[tasks, trip.base].sum())
            total += float(handling[trip.base] * pieces[tasks].sum()) if trip.base else 0.0
        return total
