"""The straight line: orders in, a checked and timed plan of both echelons out."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from optimizer.checker import check_document
from optimizer.consolidation import EmptyFleet, Work, consolidate, explain_plan, unreachable_points
from optimizer.domain import Instance, Issue, Plan, Reason, Travel, Trip, Violation
from optimizer.echelons import EchelonPlan, draft_trips, plan_echelons, replan, timed_runs
from optimizer.engines.ortools import OrtoolsEngine
from optimizer.engines.ruin import RuinEngine
from optimizer.inputs import read_instance, read_travel_tables
from optimizer.network import Roads, StraightRoads, load_boundary, load_roads
from optimizer.problems import TwoEchelonProblem, two_echelon_problem
from optimizer.reports import plan_document
from optimizer.timetable import set_clock
from optimizer.watch import Engines, Limits, Progress, Pulse, Watch

__all__ = ["CheckedPlan", "County", "Limits", "Progress", "make_plan", "open_county", "verify"]

REPAIRS = 2
"""How often a plan is made again whose promises the timetable cannot all keep."""


@dataclass(frozen=True)
class County:
    """An instance with the travel times and roads that it is planned on."""

    instance: Instance
    travel: Travel
    roads: Roads | StraightRoads

    @cached_property
    def fleet(self) -> EmptyFleet:
        """The fleet without work, against which proofs are made."""
        cut_off = self.roads.cut_off(self.instance.network)
        return EmptyFleet(self.instance, self.travel, cut_off)

    @cached_property
    def warnings(self) -> tuple[Issue, ...]:
        """What was noticed without refusing: points that no vehicle reaches, among others."""
        return (
            *self.instance.warnings,
            *self.roads.warnings(self.instance.network),
            *unreachable_points(self.fleet),
        )


@dataclass(frozen=True)
class CheckedPlan:
    """A plan, its document, and what the checker found: nothing, if all is well."""

    plan: Plan
    document: dict[str, Any]
    violations: tuple[Violation, ...]


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


def verify(county: County, document: dict[str, Any]) -> tuple[Violation, ...]:
    """Return every rule that a plan document breaks."""
    return tuple(check_document(document, county.instance, county.travel))


def make_plan(
    county: County,
    limits: Limits,
    progress: Callable[[Progress], None] = lambda _: None,
    engines: Engines | None = None,
) -> CheckedPlan:
    """Plan the horizon, from orders to a checked timetable; report at least every second."""
    with Pulse(progress) as pulse:
        return _make_plan(county, limits, pulse, engines)


def _make_plan(
    county: County, limits: Limits, progress: Pulse, engines: Engines | None
) -> CheckedPlan:
    """Plan the horizon, from orders to a checked timetable."""
    chosen = engines or Engines(search=RuinEngine(), polish=OrtoolsEngine())
    progress(Progress("compiling"))
    for engine in chosen:
        engine.prepare()
    begun = time.monotonic()
    instance, travel = county.instance, county.travel

    progress(Progress("consolidation"))
    work = consolidate(instance, county.fleet)

    problem = two_echelon_problem(instance, local=work.local, linehaul=work.linehaul, travel=travel)
    # What comes before does not count as search, however large the county is.
    watch = Watch(limits, progress, time.monotonic(), chosen)
    echelons = plan_echelons(problem, watch.effort())
    trips, reasons = _timed(county, problem, work, echelons, watch)

    plan = Plan(
        trips=trips,
        reasons=reasons,
        seed=limits.seed,
        engine=chosen.name,
        search_seconds=round(time.monotonic() - begun, 3),
    )

    progress(Progress("check", watch.best_cost))
    document = plan_document(plan, instance, travel)
    return CheckedPlan(plan, document, verify(county, document))


def _timed(
    county: County, problem: TwoEchelonProblem, work: Work, echelons: EchelonPlan, watch: Watch
) -> tuple[tuple[Trip, ...], Mapping[int, Reason]]:
    """
    Return a plan's trips with their clocks, and why orders are late or on none of them.

    The search does not know the docks, the timetable does: where promises break that no
    proof excuses, the plan is made again against the clocks.
    """
    best: tuple[tuple[Trip, ...], Mapping[int, Reason]] | None = None
    broken = 0
    for _ in range(1 + REPAIRS):
        watch.tell("timetable", None)
        drafts = draft_trips(county.instance, problem, echelons)
        trips = set_clock(county.instance, county.travel, drafts, watch.clock_limits())
        reasons = explain_plan(county.fleet, trips, work.refused)
        found = sum(not reason.is_proof for reason in reasons.values())
        if best is None or found < broken:
            best, broken = (trips, reasons), found
        if not broken or not watch.may_repair():
            break
        runs = timed_runs(problem, county.instance, trips)
        echelons = replan(problem, watch.effort(), echelons, runs)
    assert best is not None  # noqa: S101 - the loop runs at least once
    return best
