"""A case of two levels as a `RoutingProblem` whose bases are supplied by trucks."""

from __future__ import annotations

from importlib import import_module
from itertools import permutations
from typing import Any

import numpy as np

from benchmarks.literature.benchmark import Benchmark
from benchmarks.literature.case import fine_scale
from benchmarks.literature.conversion import LATEST, near, plain_duties, plain_tasks
from benchmarks.literature.two_echelons import (
    Freighter,
    Levels,
    Truck,
    TwoLevels,
    judge_levels,
)
from optimizer.domain import NO_WAY, Floats, Ints
from optimizer.problems import (
    DutyArrays,
    RoutingProblem,
    Solution,
    Supply,
    TaskArrays,
    tour_costs,
)

MOST_ORDERED = 8
"""Tours of more satellites than these stand in the order in which they come."""


def benchmark_of_levels(case: TwoLevels) -> Benchmark:
    """Return a case of two levels with its problem; the trucks are planned from the loads."""
    scale = fine_scale(case.distance)
    problem = _problem(case, scale)

    def routes(solution: Solution) -> Levels:
        freighters = tuple(
            Freighter(
                int(problem.duties.base[route.duty]) + 1,
                tuple(task + case.satellites + 1 for task in trip),
            )
            for route in solution.routes
            for trip in route.trips
            if trip
        )
        return Levels(_trucks(case, problem, freighters), freighters)

    return Benchmark(
        name=case.name,
        customers=len(case.customers),
        problem=problem,
        routes=routes,
        judge=lambda levels: judge_levels(case, levels),
        money=scale * case.unit,
    )


def _trucks(
    case: TwoLevels, problem: RoutingProblem, freighters: tuple[Freighter, ...]
) -> tuple[Truck, ...]:
    """Return the trucks that bring what the freighters take, each in its shortest order."""
    loads = np.zeros(case.satellites, dtype=np.int64)
    for route in freighters:
        loads[route.satellite - 1] += int(case.demand[list(route.customers)].sum())
    plan: Any = import_module("optimizer.engines.strings").plan_supply
    found = []
    for tour in plan(problem.supply, loads):
        amounts = {
            int(station) + 1: float(amount)
            for station, amount in zip(tour.stations, tour.amounts, strict=True)
            if amount > 0
        }
        order = shortest_order(case.distance, tuple(amounts))
        if order:
            found.append(Truck(order, tuple(amounts[node] for node in order)))
    return tuple(found)


def shortest_order(way: Floats, satellites: tuple[int, ...]) -> tuple[int, ...]:
    """Return satellites in the order of the shortest tour from node 0."""
    if len(satellites) > MOST_ORDERED:
        return satellites
    orders = np.array(list(permutations(satellites)), dtype=np.int64)
    closed = np.pad(orders, ((0, 0), (1, 1)))
    lengths = way[closed[:, :-1], closed[:, 1:]].sum(axis=1)
    return tuple(orders[int(np.argmin(lengths))].tolist())


def _problem(case: TwoLevels, scale: int) -> RoutingProblem:
    """Return the problem; its sites are the satellites and the customers."""
    distance = near(case.distance, scale)
    sites = len(distance) - 1
    satellites = case.satellites
    level1: Floats = distance * np.float64(case.truck_rate)
    return RoutingProblem(
        duration=np.zeros((1, sites, sites), dtype=np.int64),
        distance=np.ascontiguousarray(distance[1:, 1:])[None],
        opens=np.full((sites, 1), -LATEST, dtype=np.int64),
        closes=np.full((sites, 1), 2 * LATEST, dtype=np.int64),
        stop_time=np.zeros(sites, dtype=np.int64),
        piece_time=np.zeros(sites, dtype=np.int64),
        bases=np.arange(satellites, dtype=np.int64),
        base_day_cost=np.zeros(satellites),
        rest_after=NO_WAY,
        rest=0,
        num_days=1,
        tasks=_tasks(case, distance, scale),
        duties=_duties(case, scale),
        supply=Supply(
            station=np.arange(satellites, dtype=np.int64),
            tour_cost=tour_costs(
                level1[0, 1 : satellites + 1],
                level1[1 : satellites + 1, 0],
                level1[1 : satellites + 1, 1 : satellites + 1],
                case.truck_fixed * scale,
            ),
            capacity=int(case.truck_capacity),
            trucks=case.trucks,
            most_duties=case.freighters,
        ),
    )


def _tasks(case: TwoLevels, distance: Ints, scale: int) -> TaskArrays:
    """Return one delivery for each customer; handling is the price of a base."""
    count, bases = len(case.customers), case.satellites
    demand = case.demand[bases + 1 :]
    most = 10 * float(distance.max()) * max(case.rate, case.truck_rate)
    most += (case.fixed + case.truck_fixed) * scale
    return plain_tasks(
        site=np.arange(bases, bases + count, dtype=np.int64),
        weight=near(demand, 1),
        release=np.zeros((count, bases), dtype=np.int64),
        drop_cost=most,
        price=demand[:, None] * case.handling[None, 1 : bases + 1] * scale,
    )


def _duties(case: TwoLevels, scale: int) -> DutyArrays:
    """Return one duty for each freighter that a satellite may have."""
    each = min(case.most_each, case.freighters, len(case.customers))
    base = np.repeat(np.arange(case.satellites, dtype=np.int64), each)
    return plain_duties(base, capacity=case.capacity, cost=case.fixed * scale, metre_cost=case.rate)
