"""The straight line: orders in, a checked and timed plan of both echelons out."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from threading import Event
from typing import Any

from optimizer.checker import check_document
from optimizer.consolidation import EmptyFleet, consolidate, explain_plan, unreachable_points
from optimizer.domain import Instance, Issue, Plan, Travel, Violation
from optimizer.echelons import Effort, draft_trips, plan_echelons
from optimizer.engines import Engine
from optimizer.engines import Limits as EngineLimits
from optimizer.engines.ruin import RuinEngine
from optimizer.inputs import read_instance, read_travel_tables
from optimizer.network import Roads, StraightRoads, load_boundary, load_roads
from optimizer.problems import two_echelon_problem
from optimizer.reports import plan_document
from optimizer.timetable import ClockLimits, set_clock

CLOCK_SHARE = 0.15
"""The part of the search time that is kept for the timetable."""


@dataclass(frozen=True)
class County:
    """An instance with the travel times and roads that it is planned on."""

    instance: Instance
    travel: Travel
    roads: Roads | StraightRoads

    @cached_property
    def fleet(self) -> EmptyFleet:
        """The fleet without work, against which proofs are made."""
        return EmptyFleet(self.instance, self.travel)

    @cached_property
    def warnings(self) -> tuple[Issue, ...]:
        """What was noticed without refusing: points that no vehicle reaches, among others."""
        return (*self.instance.warnings, *unreachable_points(self.fleet))


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
    """Where a run is: its phase, the best cost so far in currency, the seconds left."""

    phase: str
    best_cost: float | None = None
    seconds_left: float | None = None


@dataclass(frozen=True)
class CheckedPlan:
    """A plan, its document, and what the checker found: nothing, if all is well."""

    plan: Plan
    document: dict[str, Any]
    violations: tuple[Violation, ...]


class _Watch:
    """Shares the effort out among the steps and passes on what they report."""

    def __init__(
        self,
        limits: Limits,
        progress: Callable[[Progress], None],
        begun: float,
        engine: Engine,
    ) -> None:
        self.limits, self.progress, self.begun, self.engine = limits, progress, begun, engine
        self.best_cost: float | None = None
        self.phase = "local"

    def seconds_left(self) -> float | None:
        """Return the search time that is left, None where effort counts iterations."""
        if self.limits.search_seconds is None or self.limits.effort is not None:
            return None
        return max(self.limits.search_seconds - (time.monotonic() - self.begun), 0.0)

    def effort(self) -> Effort:
        """Return what the joint search may spend."""
        return Effort(self._solve, self._solve, self._is_over, self._tell)

    def clock_limits(self) -> ClockLimits:
        """Return what the timetable may spend."""
        left = self.seconds_left()
        return ClockLimits(seconds=None if left is None else max(left, 1.0), seed=self.limits.seed)

    def _solve(self, problem: Any, share: float, start: Any) -> Any:
        """Run the engine with a share of the effort."""
        effort, seconds = self.limits.effort, self.limits.search_seconds
        if effort is not None:
            given = EngineLimits(iterations=max(int(effort * share), 1))
        else:
            given = EngineLimits(seconds=(seconds or 0.0) * (1 - CLOCK_SHARE) * share)
        given = replace(given, seed=self.limits.seed, stop=self.limits.stop, on_cost=self._found)
        return self.engine.solve(problem, given, start)

    def _is_over(self) -> bool:
        """Whether the search must end and leave the timetable its time."""
        if self.limits.stop is not None and self.limits.stop.is_set():
            return True
        left = self.seconds_left()
        return left is not None and left <= (self.limits.search_seconds or 0.0) * CLOCK_SHARE

    def _tell(self, phase: str, cost: float | None) -> None:
        """Note phase and cost of the joint search."""
        self.phase, self.best_cost = phase, cost if cost is not None else self.best_cost
        self.progress(Progress(phase, self.best_cost, self.seconds_left()))

    def _found(self, cost: float) -> None:
        """Pass on what an engine has found; before the first whole plan its cost stands."""
        shown = self.best_cost if self.best_cost is not None else cost
        self.progress(Progress(self.phase, shown, self.seconds_left()))


def open_county(folder: Path, orders_file: Path, planned_at: str) -> County:
    """
    Read everything that a planning run needs.

    Raises
    ------
    InputError
        With all issues of all files.
    NetworkError
        When roads or travel tables cannot be used.
    """
    instance = read_instance(folder, orders_file, planned_at)
    tables = read_travel_tables(folder, instance.network)
    if tables is not None:
        return County(instance, tables, StraightRoads(load_boundary(folder)))
    roads = load_roads(folder)
    return County(instance, roads.travel_matrices(instance.network), roads)


def make_plan(
    county: County,
    limits: Limits,
    progress: Callable[[Progress], None] = lambda _: None,
    engine: Engine | None = None,
) -> CheckedPlan:
    """Plan the horizon, from orders to a checked timetable."""
    chosen = engine or RuinEngine()
    progress(Progress("compiling"))
    chosen.prepare()
    begun = time.monotonic()
    instance, travel = county.instance, county.travel
    watch = _Watch(limits, progress, begun, chosen)

    progress(Progress("consolidation"))
    work = consolidate(instance, county.fleet)

    problem = two_echelon_problem(instance, local=work.local, linehaul=work.linehaul, travel=travel)
    echelons = plan_echelons(problem, watch.effort())

    progress(Progress("timetable", watch.best_cost, watch.seconds_left()))
    drafts = draft_trips(instance, problem, echelons)
    trips = set_clock(instance, travel, drafts, watch.clock_limits())
    plan = Plan(
        trips=trips,
        reasons=explain_plan(county.fleet, trips, work.refused),
        seed=limits.seed,
        engine=watch.engine.name,
        search_seconds=round(time.monotonic() - begun, 3),
    )

    progress(Progress("check", watch.best_cost))
    document = plan_document(plan, instance, travel)
    violations = check_document(document, instance, travel)
    return CheckedPlan(plan, document, tuple(violations))
