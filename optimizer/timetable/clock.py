"""Puts clock times on trips: all of them at once, with handovers, docks and rests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import monotonic

import numpy as np
from ortools.sat.python import cp_model

from optimizer.domain import DraftStop, DraftTrip, Instance, Ints, Stop, Travel, Trip
from optimizer.errors import EngineError
from optimizer.timetable.calls import Call, Handover, calls_of, handovers_of
from optimizer.timetable.forwards import Ahead, drive_ahead
from optimizer.timetable.model import Model, TimetableModel

NO_TIMETABLE = "E302"

MANY_TRIPS = 120
"""Of more trips CP-SAT is told a whole timetable first, which stands where it finds none."""


@dataclass(frozen=True, slots=True)
class ClockLimits:
    """
    The effort of timing.

    ``work`` is CP-SAT's deterministic time, the same on every machine; ``seconds`` a bound
    on the clock, None for no bound.
    """

    work: float = 3.0
    seconds: float | None = None
    seed: int = 0


def set_clock(
    instance: Instance, travel: Travel, trips: Sequence[DraftTrip], limits: ClockLimits
) -> tuple[Trip, ...]:
    """
    Return the trips with the cheapest clocks that keep every rule.

    Trips whose clocks stand keep them, and the rest is timed around them. Orders whose
    handover cannot be met are taken off all trips, and the rest is timed again; the caller
    finds them on no trip.

    Raises
    ------
    EngineError
        E302, when no timetable was found at all.
    """
    kept = [trip if trip.standing else replace(trip, stops=_joined(trip.stops)) for trip in trips]
    begun = monotonic()
    while True:  # every round takes something away
        left = None if limits.seconds is None else limits.seconds - (monotonic() - begun)
        calls = calls_of(instance, travel, kept)
        clocks, lost, idle = _solve(instance, kept, calls, replace(limits, seconds=left))
        if not len(lost) and not idle:
            return _timed(instance, kept, calls, clocks)
        kept = _without(kept, lost, idle)


def _solve(
    instance: Instance,
    trips: Sequence[DraftTrip],
    calls: Sequence[Sequence[Call]],
    limits: ClockLimits,
) -> tuple[list[list[int]], Ints, set[int]]:
    """Return the starts of all calls, the orders left behind and the trips not made."""
    handovers = handovers_of(instance, trips)
    model = TimetableModel(instance, trips, calls, handovers).build()
    ahead = None
    if len(trips) > MANY_TRIPS:
        ahead = drive_ahead(instance, trips, calls, handovers)
        _hint(model, ahead)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    # Ctrl-C belongs to whoever started the run.
    solver.parameters.catch_sigint_signal = False
    solver.parameters.random_seed = limits.seed
    solver.parameters.max_deterministic_time = limits.work
    solver.parameters.relative_gap_limit = 1e-4
    # Nearly all of the model is linear: with the full relaxation it is solved, not searched.
    solver.parameters.linearization_level = 2
    if limits.seconds is not None:
        solver.parameters.max_time_in_seconds = max(limits.seconds, 0.5)
    status = solver.solve(model.cp)
    if ahead is not None:
        behind = _left_out(trips, handovers, ahead.idle, ahead.missed)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return ahead.starts, behind, ahead.idle
        idle, missed = _not_made(solver, model)
        rows = _left_out(trips, handovers, idle, missed)
        if len(behind) < len(rows):
            return ahead.starts, behind, ahead.idle
    elif status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        # Any timetable is better than none: without a price it is found at once.
        model.cp.clear_objective()
        solver.parameters.max_deterministic_time = 10 * limits.work
        solver.parameters.max_time_in_seconds = 60.0
        status = solver.solve(model.cp)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            raise EngineError(
                f"{NO_TIMETABLE} no timetable for {len(trips)} trips within the limits; "
                "search longer"
            )
    idle, missed = _not_made(solver, model)
    clocks = [[int(solver.value(start)) for start in row] for row in model.starts]
    return clocks, _left_out(trips, handovers, idle, missed), idle


def _hint(model: Model, ahead: Ahead) -> None:
    """Tell CP-SAT a whole timetable."""
    model.cp.clear_hints()
    for number, row in enumerate(model.starts):
        model.cp.add_hint(model.runs[number], int(number not in ahead.idle))
        for start, clock in zip(row, ahead.starts[number], strict=True):
            model.cp.add_hint(start, clock)
    for number, kept in enumerate(model.kept):
        model.cp.add_hint(kept, int(number not in ahead.missed))


def _not_made(solver: cp_model.CpSolver, model: Model) -> tuple[set[int], set[int]]:
    """Return the trips that CP-SAT does not make, and the handovers that it does not keep."""
    idle = {n for n, runs in enumerate(model.runs) if not solver.boolean_value(runs)}
    missed = {n for n, keep in enumerate(model.kept) if not solver.boolean_value(keep)}
    return idle, missed


def _left_out(
    trips: Sequence[DraftTrip], handovers: Sequence[Handover], idle: set[int], missed: set[int]
) -> Ints:
    """Return the orders of trips that are not made and of handovers that are not kept."""
    lost = [handovers[number].rows for number in sorted(missed)]
    lost.extend(stop.load for n in sorted(idle) for stop in trips[n].stops)
    return np.unique(np.concatenate(lost)) if lost else np.zeros(0, dtype=np.int64)


def _without(trips: Sequence[DraftTrip], lost: Ints, idle: set[int]) -> list[DraftTrip]:
    """Return the trips without the orders left behind and without what is then empty."""
    found = []
    for number, trip in enumerate(trips):
        if number in idle:
            continue
        if trip.standing:
            found.append(trip)
            continue
        stops = [
            replace(
                stop,
                load=stop.load[~np.isin(stop.load, lost)],
                unload=stop.unload[~np.isin(stop.unload, lost)],
            )
            for stop in trip.stops
        ]
        inner = [s for s in stops[1:-1] if len(s.load) or len(s.unload) or s.visit]
        if inner:
            found.append(replace(trip, stops=_joined((stops[0], *inner, stops[-1]))))
    return found


def _joined(stops: Sequence[DraftStop]) -> tuple[DraftStop, ...]:
    """Return stops of which consecutive ones at one site are one."""
    found: list[DraftStop] = []
    for stop in stops:
        if not found or found[-1].site != stop.site:
            found.append(stop)
            continue
        before = found[-1]
        found[-1] = replace(
            before,
            load=np.concatenate([before.load, stop.load]),
            unload=np.concatenate([before.unload, stop.unload]),
            visit=before.visit or stop.visit,
        )
    return tuple(found)


def _timed(
    instance: Instance,
    trips: Sequence[DraftTrip],
    calls: Sequence[Sequence[Call]],
    clocks: Sequence[Sequence[int]],
) -> tuple[Trip, ...]:
    """Return trips with their clocks, named by vehicle and order, sorted by start."""
    order = sorted(range(len(trips)), key=lambda n: (trips[n].vehicle, clocks[n][0]))
    counts: dict[int, int] = {}
    found = []
    for number in order:
        trip = trips[number]
        counts[trip.vehicle] = counts.get(trip.vehicle, 0) + 1
        stops: list[Stop] = []
        for draft, call, start in zip(trip.stops, calls[number], clocks[number], strict=True):
            arrival = stops[-1].departure + call.drive if stops else start
            stops.append(
                Stop(
                    site=draft.site,
                    arrival=arrival,
                    start=start,
                    departure=start + call.length,
                    load=tuple(draft.load.tolist()),
                    unload=tuple(draft.unload.tolist()),
                )
            )
        name = f"{instance.vehicles[trip.vehicle].vehicle_id}-{counts[trip.vehicle]}"
        found.append(Trip(name, trip.vehicle, trip.shift, tuple(stops)))
    return tuple(found)
