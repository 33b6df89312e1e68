"""Plans both echelons of the four-stop county, step by step."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.consolidation import EmptyFleet, consolidate
from optimizer.domain import DraftTrip, Instance
from optimizer.echelons import EchelonPlan, Effort, draft_trips, plan_echelons
from optimizer.engines import Limits
from optimizer.engines.ruin import RuinEngine
from optimizer.problems import TwoEchelonProblem, two_echelon_problem
from tests.instances import county, travel


@dataclass(frozen=True)
class Joint:
    """An instance with its problem, plan and drafts."""

    instance: Instance
    problem: TwoEchelonProblem
    plan: EchelonPlan
    drafts: list[DraftTrip]

    def vehicles(self) -> set[str]:
        """Return the vehicles in use."""
        return {self.instance.vehicles[draft.vehicle].vehicle_id for draft in self.drafts}


def problem_of(instance: Instance) -> TwoEchelonProblem:
    """Return the problem of both echelons of an instance."""
    work = consolidate(instance, EmptyFleet(instance, travel()))
    return two_echelon_problem(instance, local=work.local, linehaul=work.linehaul, travel=travel())


def effort(
    iterations: int = 100, stop_after: int | None = None, told: list | None = None
) -> Effort:
    """Return an effort of so many ruins, which is over after so many searches."""
    calls = 0

    def solve(problem, share, start):
        nonlocal calls
        calls += 1
        given = Limits(iterations=max(int(iterations * share), 1), seed=1)
        return RuinEngine().solve(problem, given, start)

    def is_over() -> bool:
        return stop_after is not None and calls >= stop_after

    def tell(phase, cost):
        if told is not None:
            told.append((phase, cost))

    return Effort(local=solve, linehaul=solve, polish=solve, is_over=is_over, tell=tell)


def joint(*rows, spent: Effort | None = None, **changes) -> Joint:
    """Plan both echelons of a county with these orders."""
    instance = county(*rows, **changes)
    problem = problem_of(instance)
    plan = plan_echelons(problem, spent or effort())
    return Joint(instance, problem, plan, draft_trips(instance, problem, plan))
