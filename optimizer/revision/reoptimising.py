"""Plans the rest again, around the trips that stay."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from optimizer.consolidation import EmptyFleet, consolidate
from optimizer.domain import DraftStop, DraftTrip, Echelon, Plan, Trip
from optimizer.echelons import EchelonPlan, Start, draft_trips, plan_echelons, replan, timed_runs
from optimizer.edits import Edit, Sheet
from optimizer.engines.ortools import OrtoolsEngine
from optimizer.engines.ruin import RuinEngine
from optimizer.errors import EngineError
from optimizer.pipeline import CheckedPlan, County
from optimizer.problems import Run, TwoEchelonProblem, two_echelon_problem
from optimizer.revision.reading import read_plan, replay
from optimizer.revision.residual import (
    Residual,
    around,
    kept_trips,
    residual,
    without_visits_made,
)
from optimizer.revision.retiming import checked, retime
from optimizer.revision.starting import present_routes
from optimizer.timetable import set_clock
from optimizer.watch import Engines, Limits, Progress, Pulse, Watch

REPAIRS = 1
"""How often the rest is planned again where the timetable cannot keep all promises."""


def run_revision(
    county: County,
    document: Mapping[str, Any],
    edits: Sequence[Edit | Mapping[str, Any]],
    limits: Limits,
    progress: Callable[[Progress], None] = lambda _: None,
) -> CheckedPlan:
    """
    Return a stored plan after these edits, with the rest planned again around its locks.

    Raises
    ------
    EditRefused
        The first edit that cannot be made.
    """
    base = read_plan(county, document)
    return reoptimise(county, base, replay(county, base, edits), limits, progress)


def reoptimise(
    county: County,
    base: Plan,
    sheet: Sheet,
    limits: Limits,
    progress: Callable[[Progress], None] = lambda _: None,
    *,
    engines: Engines | None = None,
) -> CheckedPlan:
    """
    Return the plan of a sheet with everything planned again that is not locked.

    Locked and pinned trips stay as they are, to the second, and so do those that bring their
    goods; orders of locked stops stay on their vehicle, forbidden vehicles stand, and what was
    taken off stays off. The search starts from the present plan. The answer is never worse
    than the present plan re-timed: a plan that breaks fewer rules is better, then one that
    costs less.
    """
    with Pulse(progress) as pulse:
        return _Reoptimising(county, base, sheet, limits, pulse=pulse, engines=engines).run()


class _Reoptimising:
    """One revision: the present plan, what stays of it, and the search for the rest."""

    def __init__(
        self,
        county: County,
        base: Plan,
        sheet: Sheet,
        limits: Limits,
        *,
        pulse: Pulse,
        engines: Engines | None,
    ) -> None:
        self.county, self.base, self.sheet, self.limits = county, base, sheet, limits
        self.pulse = pulse
        self.engines = engines or Engines(search=RuinEngine(), polish=OrtoolsEngine())

    def run(self) -> CheckedPlan:
        """Return the better of the present plan and the one that is found."""
        self.pulse(Progress("compiling"))
        for engine in self.engines:
            engine.prepare()
        begun = time.monotonic()
        present = retime(self.county, self.sheet, self.base)
        best = present
        # The work that the rest leaves is small: a plan is told from the first second on.
        self.pulse(Progress("consolidation"))
        kept = kept_trips(self.county.instance, present.plan, self.sheet)
        left = residual(self.county.instance, present.plan, kept, self.sheet)
        for trips in self._attempts(present.plan, left, begun):
            told = replace(
                self.base,
                engine=self.engines.name,
                seed=self.limits.seed,
                search_seconds=round(time.monotonic() - begun, 3),
            )
            found = checked(self.county, trips, self.sheet, told)
            if _badness(found) < _badness(best) and self._keeps(found.plan, left):
                best = found
        return best

    def _attempts(self, present: Plan, left: Residual, begun: float) -> Iterable[Sequence[Trip]]:
        """Yield the trips of plans around those that stay, each meant to be better."""
        rest, travel = left.instance, self.county.travel
        fleet = EmptyFleet(rest, travel, self.county.roads.cut_off(rest.network))
        work = consolidate(rest, fleet)
        local = without_visits_made(work.local, left.kept)
        problem = around(
            two_echelon_problem(rest, local=local, linehaul=work.linehaul, travel=travel),
            rest,
            travel,
            left.kept,
        )
        if not (len(local) or len(work.linehaul)):
            return
        watch = Watch(self.limits, self.pulse, begun, self.engines)
        names = {trip.trip_id for trip in left.kept}
        free = [trip for trip in present.trips if trip.trip_id not in names]
        start = Start(
            present_routes(rest, left.rows, problem, free),
            tuple(self._runs(problem, free)),
        )
        echelons = plan_echelons(problem, watch.effort(), start)
        for attempt in range(1 + REPAIRS):
            watch.tell("timetable", None)
            try:
                trips = self._timed(problem, left, echelons, watch)
            except EngineError:
                return  # what stays breaks a rule that no timetable can mend
            yield trips
            if attempt == REPAIRS or not watch.may_repair():
                return
            ids = {trip.trip_id for trip in left.kept}
            made = [trip for trip in trips if trip.trip_id not in ids]
            echelons = replan(problem, watch.effort(), echelons, self._runs(problem, made))

    def _runs(self, problem: TwoEchelonProblem, trips: Sequence[Trip]) -> list[Run]:
        """Return the linehaul's runs among trips of the whole instance."""
        whole = self.county.instance
        return timed_runs(replace(problem, orders=whole.orders), whole, trips)

    def _timed(
        self, problem: TwoEchelonProblem, left: Residual, echelons: EchelonPlan, watch: Watch
    ) -> list[Trip]:
        """Return the trips that stay and those of the search, timed together."""
        drafts = [_of_whole(left, d) for d in draft_trips(left.instance, problem, echelons)]
        drafts.extend(_standing(trip) for trip in left.kept)
        drafts.sort(key=lambda draft: (draft.vehicle, draft.stops[0].hint))
        county = self.county
        trips = set_clock(county.instance, county.travel, drafts, watch.clock_limits())
        return _named(trips, left.kept, county)

    def _keeps(self, plan: Plan, left: Residual) -> bool:
        """Whether a plan leaves alone what is locked, and forbidden vehicles idle."""
        county, trips = self.county, {trip.trip_id: trip for trip in plan.trips}
        if any(trips.get(trip.trip_id) != trip for trip in left.kept):
            return False
        vehicles = county.instance.vehicles
        for trip in plan.trips:
            vehicle = vehicles[trip.vehicle]
            if vehicle.vehicle_id in self.sheet.forbidden:
                return False
            if vehicle.echelon is Echelon.LINEHAUL:
                continue
            rows = {row for stop in trip.stops for row in stop.load}
            bound = (self.sheet.bound[row] for row in rows if row in self.sheet.bound)
            if any(name != vehicle.vehicle_id for name in bound):
                return False
        return True


def _badness(plan: CheckedPlan) -> tuple[int, float]:
    """Return by what plans are ranked, the best one lowest."""
    return len(plan.violations), float(plan.document["cost"]["total"])


def _of_whole(left: Residual, draft: DraftTrip) -> DraftTrip:
    """Return a trip of the residual instance over the rows of the whole one."""
    stops = tuple(
        replace(stop, load=left.rows[stop.load], unload=left.rows[stop.unload])
        for stop in draft.stops
    )
    return replace(draft, stops=stops)


def _standing(trip: Trip) -> DraftTrip:
    """Return a trip whose clocks stand."""
    stops = tuple(
        DraftStop(
            stop.site,
            np.array(stop.load, dtype=np.int64),
            np.array(stop.unload, dtype=np.int64),
            stop.start,
        )
        for stop in trip.stops
    )
    starts = tuple(stop.start for stop in trip.stops)
    return DraftTrip(trip.vehicle, trip.shift, stops, standing=starts)


def _named(trips: Sequence[Trip], kept: Sequence[Trip], county: County) -> list[Trip]:
    """Return trips of which those that stay are the same as before, by name too."""
    same = {(trip.vehicle, trip.start): trip for trip in kept}
    names = {trip.trip_id for trip in kept}
    found: list[Trip] = []
    counts: dict[int, int] = {}
    for trip in trips:
        stays = same.pop((trip.vehicle, trip.start), None)
        if stays is not None and len(stays.stops) == len(trip.stops):
            found.append(stays)
            continue
        vehicle = county.instance.vehicles[trip.vehicle].vehicle_id
        number = counts.get(trip.vehicle, 0) + 1
        while f"{vehicle}-{number}" in names:
            number += 1
        counts[trip.vehicle] = number
        found.append(replace(trip, trip_id=f"{vehicle}-{number}"))
    return found
