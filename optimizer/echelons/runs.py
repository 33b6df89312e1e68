"""The linehaul's calls at stations: as they could be, and as a solution makes them."""

from __future__ import annotations

from typing import Final

import numpy as np

from optimizer.problems import (
    RoutingProblem,
    Run,
    Solution,
    TwoEchelonProblem,
    flatten,
    time_duty,
)
from optimizer.units import MINUTE

GRID: Final = 30 * MINUTE
TOUR: Final = 1.25
"""A truck that also calls elsewhere takes this much longer than straight there and back."""
MARGIN: Final = 5 * MINUTE
"""Goods that come on top lengthen a stop a little."""


def possible_runs(problem: TwoEchelonProblem) -> list[Run]:
    """
    Return a run to every station at every half-hour of every truck's shifts.

    What the local echelon is planned against before the first linehaul is known: handling
    times are those of the pieces that a run carries on average.
    """
    ground, duties = problem.ground, problem.linehaul_duties
    num_duties = max(len(duties.vehicle), 1)
    pieces = int(problem.local.pieces.sum() + problem.linehaul.pieces.sum()) // num_duties
    hub = int(ground.bases[0])
    at_hub = _handling(ground, hub, pieces)
    runs: dict[tuple[int, int], Run] = {}
    for duty in range(len(duties.vehicle)):
        time = ground.duration[duties.profile[duty]]
        for base in range(1, problem.num_bases):
            site = int(ground.bases[base])
            out, back = int(time[hub, site] * TOUR), int(time[site, hub] * TOUR)
            call = _handling(ground, site, pieces // max(problem.num_bases - 1, 1))
            first = int(duties.start[duty])
            for cutoff in range(first, int(duties.end[duty]), GRID):
                arrival = cutoff + at_hub + out
                done = arrival + call + back + at_hub
                if done > duties.end[duty]:
                    break
                wait = int(problem.transfer[base])
                runs[base, cutoff] = Run(
                    base, cutoff, arrival + call + wait, arrival - wait, done
                )
    return list(runs.values())


def actual_runs(
    problem: TwoEchelonProblem, routing: RoutingProblem, solution: Solution
) -> list[Run]:
    """Return the runs of a linehaul solution."""
    flat = flatten(routing)
    base_of = {int(site): base for base, site in enumerate(problem.ground.bases)}
    runs = []
    for route in solution.routes:
        for timed in time_duty(flat, route.duty, route.trips):
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
                    )
                )
    return runs


def way_prices(problem: TwoEchelonProblem) -> np.ndarray:
    """
    Return what a task's way between the hub and each base costs, shape ``(tasks, bases)``.

    In cents: the share of a truck that the task fills, at the cost of a full round trip,
    and the handling of its pieces at the base.
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
    return prices


def _handling(ground: RoutingProblem, site: int, pieces: int) -> int:
    """Return how long a stop with this many pieces lasts."""
    return int(ground.stop_time[site] + ground.piece_time[site] * pieces // 1000)
