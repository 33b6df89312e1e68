"""Reads the routes of both echelons back as trips of orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.domain import Bools, DraftStop, DraftTrip, Instance, Ints, Tasks, TimeWindow
from optimizer.echelons.planning import EchelonPlan
from optimizer.problems import Call, DutyArrays, TimedTrip, TwoEchelonProblem, flatten, time_duty

_NONE = np.zeros(0, dtype=np.int64)


def draft_trips(
    instance: Instance, problem: TwoEchelonProblem, plan: EchelonPlan
) -> list[DraftTrip]:
    """
    Return the trips of a plan, in the order of vehicles and clocks.

    An order one of whose parts found no place is on none of them; stops and trips that
    have nothing left to do are left out.
    """
    carried = _complete(problem, plan)
    local = _Drafting(instance, plan.local.duties, problem.local, carried)
    linehaul = _Drafting(instance, plan.linehaul.duties, plan.lots.tasks, carried)
    found: list[tuple[int, int, DraftTrip]] = []
    for trip in plan.trips:
        draft = local.trip(trip.duty, trip.timed)
        found.append((draft.vehicle, trip.timed.start, draft))
    flat = flatten(plan.linehaul)
    for route in plan.linehaul_solution.routes:
        for timed in time_duty(flat, route.duty, route.trips):
            draft = linehaul.trip(route.duty, timed)
            found.append((draft.vehicle, timed.start, draft))
    found.sort(key=lambda entry: entry[:2])
    return [draft for _, _, draft in found if len(draft.stops) > 2]


def _complete(problem: TwoEchelonProblem, plan: EchelonPlan) -> Bools:
    """Return which orders have every part of their way planned, shape ``(orders,)``."""
    carried = np.ones(len(problem.orders), dtype=np.bool_)
    pairs: Sequence[tuple[Tasks, Ints]] = (
        (problem.local, plan.local_solution.dropped(len(problem.local))),
        (plan.lots.tasks, plan.linehaul_solution.dropped(len(plan.lots.tasks))),
    )
    for tasks, dropped in pairs:
        for task in dropped:
            carried[tasks.orders[task]] = False
    return carried


@dataclass(frozen=True)
class _Drafting:
    """What the trips of one echelon are read with."""

    instance: Instance
    duties: DutyArrays
    tasks: Tasks
    carried: Bools

    def trip(self, duty: int, timed: TimedTrip) -> DraftTrip:
        """Return one trip as stops that load and unload orders."""
        vehicle = int(self.duties.vehicle[duty])
        windows = self.instance.calendar.windows(self.instance.vehicles[vehicle].shifts)
        shift = list(windows)[int(self.duties.shift[duty])]
        loaded, collected, stops = [_NONE], [_NONE], []
        for call in timed.calls[1:-1]:
            stop = self.stop(call)
            loaded.append(stop.unload)
            collected.append(stop.load)
            if len(stop.load) or len(stop.unload) or stop.visit:
                stops.append(stop)
        home = timed.calls[0].site
        first = DraftStop(home, np.concatenate(loaded), _NONE, timed.calls[0].start)
        last = DraftStop(home, _NONE, np.concatenate(collected), timed.calls[-1].start)
        return DraftTrip(vehicle, shift, (first, *stops, last))

    def stop(self, call: Call) -> DraftStop:
        """Return one call with the orders that it loads and unloads."""
        load, unload, visit = [_NONE], [_NONE], None
        for task in call.tasks:
            rows = self.tasks.orders[task]
            if not len(rows):
                visit = TimeWindow(int(self.tasks.ready[task]), int(self.tasks.due[task]))
            side = unload if self.tasks.is_delivery[task] else load
            side.append(rows[self.carried[rows]])
        return DraftStop(call.site, np.concatenate(load), np.concatenate(unload), call.start, visit)
