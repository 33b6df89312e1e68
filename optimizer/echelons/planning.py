"""
Decides linehaul and local together.

The two echelons are planned in turn, each against what the other has left it, and judged by
their cost together:

1. the linehaul for what is likely to be asked of it, then the local echelon against its
   runs: every base may serve every task, at the price of its way to the hub;
2. the linehaul again, over what the local trips ask for: goods to be there before a trip is
   loaded, goods to be fetched after it is back;
3. both again, the local echelon now against the runs that the trucks do make, until the
   effort is spent;
4. in between, stations are closed on trial: what a station costs in runs and rent of its
   doors is saved if neighbours or the hub can serve its points for less.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from time import monotonic

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

    ``solve(problem, share, start)`` runs an engine with a share of the effort;
    ``is_over()`` says that the search must end; ``tell(phase, cost)`` reports progress.
    """

    local: Callable[[RoutingProblem, float, Solution | None], Solution]
    linehaul: Callable[[RoutingProblem, float, Solution | None], Solution]
    is_over: Callable[[], bool]
    tell: Callable[[str, float | None], None]


FIRST, LINEHAUL, AGAIN, TRIAL = 0.16, 0.04, 0.14, 0.05
ROUNDS = 3


def plan_echelons(problem: TwoEchelonProblem, effort: Effort) -> EchelonPlan:
    """Return the cheapest plan of both echelons that the effort allows."""
    prices = way_prices(problem)
    effort.tell("linehaul", None)
    runs = _first_runs(problem, effort, prices)
    effort.tell("local", None)
    best = _attempt(problem, effort, prices, runs, frozenset(), FIRST, LINEHAUL, None)
    effort.tell("local", best.cost / 100)
    for _ in range(ROUNDS):
        if effort.is_over():
            return best
        best = _improved(problem, effort, prices, best, best.closed, AGAIN)
    for base in _trial_order(problem, best):
        if effort.is_over():
            return best
        best = _improved(problem, effort, prices, best, best.closed | {base}, TRIAL)
    return best


def _first_runs(problem: TwoEchelonProblem, effort: Effort, prices: Floats) -> Sequence[Run]:
    """Return the runs of a linehaul that is planned for what is likely to be asked of it."""
    local = problem.local_problem((), prices)
    lots = expected_lots(problem, local, prices)
    linehaul = problem.linehaul_problem(lots.tasks, lots.hard, lots.drop_cost)
    return actual_runs(problem, linehaul, effort.linehaul(linehaul, LINEHAUL, None))


def _improved(
    problem: TwoEchelonProblem,
    effort: Effort,
    prices: Floats,
    best: EchelonPlan,
    closed: frozenset[int],
    share: float,
) -> EchelonPlan:
    """Return the cheaper of the best plan and one planned again against its runs."""
    runs = actual_runs(problem, best.linehaul, best.linehaul_solution)
    found = _attempt(
        problem, effort, prices, runs, closed, share, share * 0.4, best.local_solution
    )
    better = found if found.cost < best.cost else best
    effort.tell("linehaul", better.cost / 100)
    return better


def _attempt(
    problem: TwoEchelonProblem,
    effort: Effort,
    prices: Floats,
    runs: Sequence[Run],
    closed: frozenset[int],
    share: float,
    linehaul_share: float,
    start: Solution | None,
) -> EchelonPlan:
    """Plan the local echelon against these runs, then the linehaul for it."""
    local = problem.local_problem(runs, prices, closed)
    solution = effort.local(local, share, start)
    trips = local_trips(local, solution)
    lots = lots_of(problem, local, trips)
    linehaul = problem.linehaul_problem(lots.tasks, lots.hard, lots.drop_cost)
    trucks = effort.linehaul(linehaul, linehaul_share, None)
    ways = sum(float(prices[task, trip.base]) for trip in trips for task in trip.tasks)
    handled = sum(
        float(problem.handling_price[trip.base]) * float(problem.local.pieces[list(trip.tasks)].sum())
        for trip in trips
        if trip.base
    )
    return EchelonPlan(
        local=local,
        local_solution=solution,
        trips=tuple(trips),
        lots=lots,
        linehaul=linehaul,
        linehaul_solution=trucks,
        cost=solution.cost - ways + handled + trucks.cost,
        closed=closed,
    )


def _trial_order(problem: TwoEchelonProblem, best: EchelonPlan) -> list[int]:
    """Return the stations in use, the one with the fewest local tasks first."""
    counts = np.zeros(problem.num_bases, dtype=np.int64)
    for trip in best.trips:
        counts[trip.base] += len(trip.tasks)
    return [int(b) for b in np.argsort(counts, kind="stable") if b and counts[b]]
