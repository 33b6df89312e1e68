"""Reads the routes of both echelons back as trips of orders."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.domain import DraftStop, DraftTrip, Instance, Ints, Tasks, TimeWindow
from optimizer.echelons.planning import EchelonPlan
from optimizer.problems import RoutingProblem, TimedTrip, TwoEchelonProblem, flatten, time_duty

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
    found: list[tuple[int, int, DraftTrip]] = []
    for trip in plan.trips:
        draft = _draft(instance, plan.local, problem.local, trip.duty, trip.timed, carried)
        found.append((draft.vehicle, trip.timed.start, draft))
    flat = flatten(plan.linehaul)
    for route in plan.linehaul_solution.routes:
        for timed in time_duty(flat, route.duty, route.trips):
            draft = _draft(
                instance, plan.linehaul, plan.lots.tasks, route.duty, timed, carried
            )
            found.append((draft.vehicle, timed.start, draft))
    found.sort(key=lambda entry: entry[:2])
    return [draft for _, _, draft in found if len(draft.stops) > 2]


def _complete(problem: TwoEchelonProblem, plan: EchelonPlan) -> np.ndarray:
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


def _draft(
    instance: Instance,
    routing: RoutingProblem,
    tasks: Tasks,
    duty: int,
    timed: TimedTrip,
    carried: np.ndarray,
) -> DraftTrip:
    """Return one trip as stops that load and unload orders."""
    duties = routing.duties
    vehicle = int(duties.vehicle[duty])
    shifts = list(instance.calendar.windows(instance.vehicles[vehicle].shifts))
    loaded, collected, stops = [_NONE], [_NONE], []
    for call in timed.calls[1:-1]:
        load, unload, visit = [_NONE], [_NONE], None
        for task in call.tasks:
            rows = tasks.orders[task]
            rows = rows[carried[rows]]
            if tasks.num_orders[task] == 0 and not len(tasks.orders[task]):
                visit = TimeWindow(int(tasks.ready[task]), int(tasks.due[task]))
            elif tasks.is_delivery[task]:
                unload.append(rows)
                loaded.append(rows)
            else:
                load.append(rows)
                collected.append(rows)
        stop = DraftStop(call.site, np.concatenate(load), np.concatenate(unload), call.start, visit)
        if len(stop.load) or len(stop.unload) or visit:
            stops.append(stop)
    home = timed.calls[0].site
    first = DraftStop(home, np.concatenate(loaded), _NONE, timed.calls[0].start)
    last = DraftStop(home, _NONE, np.concatenate(collected), timed.calls[-1].start)
    return DraftTrip(vehicle, shifts[int(duties.shift[duty])], (first, *stops, last))
