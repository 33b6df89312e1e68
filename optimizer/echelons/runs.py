"""The linehaul's calls at stations, as the local echelon sees them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from optimizer.domain import Echelon, Instance, Trip
from optimizer.problems import (
    RoutingProblem,
    Run,
    Solution,
    TwoEchelonProblem,
    flatten,
    time_duty,
)
from optimizer.units import MINUTE

MARGIN: Final = 20 * MINUTE
"""Goods that come on top lengthen a stop a little, and a dock may be taken."""


def actual_runs(
    problem: TwoEchelonProblem, routing: RoutingProblem, solution: Solution
) -> list[Run]:
    """Return the runs of a linehaul solution."""
    flat = flatten(routing)
    base_of = {int(site): base for base, site in enumerate(problem.ground.bases)}
    runs = []
    for route in solution.routes:
        for trip, timed in zip(route.trips, time_duty(flat, route.duty, route.trips), strict=True):
            excluded = int(np.bitwise_or.reduce(flat.excluded[list(trip)]))
            for call in timed.calls[1:-1]:
                base = base_of[call.site]
                wait = int(problem.transfer[base]) + MARGIN
                runs.append(
                    Run(
                        base=base,
                        cutoff=timed.start,
                        available=call.departure + wait,
                        last=call.start - wait,
                        at_hub=timed.end,
                        excluded=excluded,
                    )
                )
    return runs


def timed_runs(problem: TwoEchelonProblem, instance: Instance, trips: Sequence[Trip]) -> list[Run]:
    """Return the runs that a timetable makes, docks and all."""
    base_of = {int(site): base for base, site in enumerate(problem.ground.bases)}
    return [
        Run(
            base=base_of[stop.site],
            cutoff=trip.start,
            available=stop.departure + int(problem.transfer[base_of[stop.site]]) + MARGIN,
            last=stop.start - int(problem.transfer[base_of[stop.site]]) - MARGIN,
            at_hub=trip.end,
            excluded=_excluded_on(problem, trip),
        )
        for trip in trips
        if instance.vehicles[trip.vehicle].echelon is Echelon.LINEHAUL
        for stop in trip.stops[1:-1]
    ]


def _excluded_on(problem: TwoEchelonProblem, trip: Trip) -> int:
    """Return the bit set of classes that must not ride with what a trip carries."""
    rows = [row for stop in trip.stops for row in stop.load]
    return int(np.bitwise_or.reduce(problem.excluded[problem.orders.handling_class[rows]]))


def way_prices(problem: TwoEchelonProblem) -> np.ndarray:
    """
    Return what a task's way between the hub and each base costs, shape ``(tasks, bases)``.

    In cents: the share of a truck that the task fills, at the cost of a full round trip,
    and the handling of its pieces at the base. What stands at its base has no such way.
    """
    tasks, ground, duties = problem.local, problem.ground, problem.linehaul_duties
    prices = np.zeros((len(tasks), problem.num_bases))
    if not len(duties.vehicle):
        return prices
    weight = tasks.weight / max(int(duties.weight.max()), 1)
    volume = tasks.volume / max(int(duties.volume.max()), 1)
    share = np.maximum(weight, volume)
    hub = ground.bases[0]
    for base in range(1, problem.num_bases):
        site = ground.bases[base]
        profile = duties.profile[0]
        metres = ground.distance[profile, hub, site] + ground.distance[profile, site, hub]
        seconds = ground.duration[profile, hub, site] + ground.duration[profile, site, hub]
        trip = metres * duties.metre_cost[0] + seconds * duties.second_cost[0]
        prices[:, base] = share * trip + tasks.pieces * problem.handling_price[base]
    prices[tasks.base >= 0] = 0.0
    return prices
