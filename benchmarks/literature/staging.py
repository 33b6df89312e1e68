"""
Plans two levels with windows: freighters first, then the trucks that must be there before.

Freighters are planned as if a truck came straight from the nearest depot for each of them, at
their share of a truck's way. Loading takes the longer the more is loaded, so there are kinds
of duties: who takes less may leave earlier. The trucks are then a routing problem of their
own, whose customers are the freighters, open until these must leave.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from benchmarks.literature.benchmark import Answer, Benchmark
from benchmarks.literature.case import Case, fine_scale, same_vehicles
from benchmarks.literature.conversion import benchmark_of, near, up
from benchmarks.literature.judging_stages import judge_stages
from benchmarks.literature.timed_levels import Run, Stages, TimedLevels
from benchmarks.literature.two_echelons import Freighter
from optimizer.domain import Floats
from optimizer.engines.limits import Engine, Limits
from optimizer.problems import RoutingProblem, Solution

LOCAL, TRUCKS = 0.8, 0.1
"""Shares of the effort for freighters, and for each stage of the trucks."""

STEPS = 6
"""In so many steps freighters are loaded, where loading takes time."""

SMALL = 1e-3
"""What a kind of duty that takes less costs per unit, so that a search prefers room to grow."""


def benchmark_of_stages(case: TimedLevels) -> Benchmark:
    """Return a case of two levels with windows; its problem is that of the freighters."""
    problem = _local_problem(case)
    return Benchmark(
        name=case.name,
        customers=len(case.customers),
        problem=problem,
        routes=lambda solution: Stages(_freighters(case, solution, problem), (), ()),
        judge=lambda stages: judge_stages(case, stages),
        money=float(fine_scale(case.distance)),
        search=lambda engine, limits: _search(case, problem, engine, limits),
    )


def _search(case: TimedLevels, problem: RoutingProblem, engine: Engine, limits: Limits) -> Answer:
    """Return freighters, then trucks that are there before they must leave."""
    solution = engine.solve(problem, _part(limits, LOCAL))
    freighters = _freighters(case, solution, problem)
    deliveries = _trucks(case, freighters, engine, _part(limits, TRUCKS))
    collections = _collectors(case, freighters, engine, _part(limits, TRUCKS))
    return Answer(Stages(freighters, deliveries, collections), solution.iterations)


def _part(limits: Limits, share: float) -> Limits:
    """Return limits of a share of the effort."""
    return replace(
        limits,
        seconds=None if limits.seconds is None else limits.seconds * share,
        iterations=None if limits.iterations is None else max(1, int(limits.iterations * share)),
        on_cost=None,
    )


def _local_problem(case: TimedLevels) -> RoutingProblem:
    """Return the freighters' problem: bases are the satellites."""
    first, scale = case.depots, fine_scale(case.distance)
    stations, customers = list(case.stations), list(case.customers)
    nodes = len(case.distance) - first
    to_depot = case.distance[:first, stations].min(axis=0)
    there = to_depot + case.per_stop[stations]
    loads = _kinds_of_loads(case, there)
    most = int(np.ceil(case.delivery.sum() / case.capacity)) * 2 + 10
    rows = min(len(customers), most)
    base = np.repeat(np.arange(case.satellites), rows * len(loads))
    load = np.tile(np.repeat(loads, rows), case.satellites)
    local = Case(
        name=case.name,
        depots=tuple(range(case.satellites)),
        distance=case.distance[first:, first:],
        duration=case.distance[first:, first:],
        fleet=replace(
            same_vehicles(len(base), 0.0, nodes),
            depot=base,
            capacity=load,
            fixed=case.fixed + (case.capacity - load) * SMALL,
        ),
        delivery=case.delivery[first:],
        ready=case.ready[first:],
        due=np.where(np.arange(nodes) < case.satellites, np.inf, case.due[first:]),
        service=case.service[first:],
        scale=scale,
    )
    problem = benchmark_of(local).problem
    brought, taken = near(case.delivery[customers], 1), near(case.pickup[customers], 1)
    share = (2 * to_depot + case.truck_fixed) / case.truck_capacity
    price = (brought + taken)[:, None] * share[None, :] * scale
    start = up(there[base] + case.per_unit * load, scale)
    # Weight is what a kind of duty takes out; volume what is on board, which both ways share.
    return replace(
        problem,
        tasks=replace(problem.tasks, volume=brought, pickup_volume=taken, price=price),
        duties=replace(problem.duties, start=start, volume=np.full(len(base), int(case.capacity))),
    )


def _kinds_of_loads(case: TimedLevels, there: Floats) -> Floats:
    """
    Return the most that each kind of duty takes out.

    Equal steps, and just what a customer wants who waits for nothing more to be loaded.
    """
    if case.per_unit == 0:
        return np.array([case.capacity])
    steps = np.floor(case.capacity * np.arange(1, STEPS + 1) / STEPS)
    customers, stations = list(case.customers), list(case.stations)
    ways = case.distance[np.ix_(stations, customers)] + there[:, None]
    slack = (case.due[customers] - ways).max(axis=0)
    wanted = case.delivery[customers]
    fitting = steps[np.minimum(np.searchsorted(steps, wanted), STEPS - 1)]
    return np.union1d(steps, wanted[slack < case.per_unit * fitting])


def _freighters(
    case: TimedLevels, solution: Solution, problem: RoutingProblem
) -> tuple[Freighter, ...]:
    """Return the routes of a solution of the freighters' problem."""
    first = case.customers.start
    return tuple(
        Freighter(
            case.depots + int(problem.duties.base[route.duty]), tuple(first + t for t in trip)
        )
        for route in solution.routes
        for trip in route.trips
        if trip
    )


def _trucks(
    case: TimedLevels, freighters: tuple[Freighter, ...], engine: Engine, limits: Limits
) -> tuple[Run, ...]:
    """Return trucks that load freighters before they must leave."""
    loads = np.array([case.load(each) for each in freighters])
    latest = np.array([case.latest_start(each) for each in freighters])
    stops = np.array([case.per_stop[each.satellite] for each in freighters])
    handled = stops + case.per_unit * loads
    return _runs(case, freighters, loads, engine, limits, due=latest - handled, service=handled)


def _collectors(
    case: TimedLevels, freighters: tuple[Freighter, ...], engine: Engine, limits: Limits
) -> tuple[Run, ...]:
    """Return trucks that collect what freighters bring back, at any time."""
    loads = np.array([float(case.pickup[list(each.customers)].sum()) for each in freighters])
    return _runs(case, freighters, loads, engine, limits) if loads.any() else ()


def _runs(
    case: TimedLevels,
    freighters: tuple[Freighter, ...],
    loads: Floats,
    engine: Engine,
    limits: Limits,
    *,
    due: Floats | None = None,
    service: Floats | None = None,
) -> tuple[Run, ...]:
    """Return trucks from the depots to the satellites of freighters and back."""
    places = [*range(case.depots), *(each.satellite for each in freighters)]
    ways = case.distance[np.ix_(places, places)]
    depots, count = case.depots, len(freighters)
    before = np.zeros(depots)
    base = np.repeat(np.arange(depots), count)
    linehaul = Case(
        name=case.name,
        depots=tuple(range(depots)),
        distance=ways,
        duration=None if due is None else ways,
        fleet=replace(
            same_vehicles(len(base), case.truck_capacity, len(places)),
            depot=base,
            fixed=np.full(len(base), case.truck_fixed),
        ),
        delivery=np.concatenate([before, loads]),
        due=np.zeros(0) if due is None else np.concatenate([before + np.inf, due]),
        service=np.zeros(0) if service is None else np.concatenate([before, service]),
        scale=fine_scale(ways),
    )
    bench = benchmark_of(linehaul)
    tours = bench.routes(engine.solve(bench.problem, limits))
    return tuple(
        Run(int(linehaul.fleet.depot[tour.vehicle]), tuple(node - depots for node in trip))
        for tour in tours
        for trip in tour.trips
    )
