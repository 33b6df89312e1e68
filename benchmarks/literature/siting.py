"""Location-routing as a `RoutingProblem` whose bases cost to open."""

from __future__ import annotations

import numpy as np

from benchmarks.literature.benchmark import Answer, Benchmark
from benchmarks.literature.case import enough_vehicles
from benchmarks.literature.conversion import LATEST, down, near, plain_duties, plain_tasks
from benchmarks.literature.located import Located, judge_located
from benchmarks.literature.supplied import shortest_order
from benchmarks.literature.two_echelons import Freighter, Levels, Truck
from optimizer.domain import NO_WAY, Floats, Ints
from optimizer.engines.limits import Engine, Limits
from optimizer.engines.strings import plan_supply
from optimizer.problems import (
    DutyArrays,
    RoutingProblem,
    Solution,
    Supply,
    TaskArrays,
    tour_costs,
)
from optimizer.siting import locate_and_route


def benchmark_of_located(case: Located) -> Benchmark:
    """Return a case of location-routing, whose sites are the bases of its problem."""
    problem = located_problem(case)
    room = down(case.room, 1)

    def routes(solution: Solution) -> Levels:
        freighters = tuple(
            Freighter(
                int(problem.duties.base[route.duty]) + 1,
                tuple(task + case.sites + 1 for task in trip),
            )
            for route in solution.routes
            for trip in route.trips
            if trip
        )
        return Levels(_trucks(case, problem, freighters), freighters)

    def search(engine: Engine, limits: Limits) -> Answer:
        solution = locate_and_route(problem, room, engine, limits)
        return Answer(routes(solution), solution.iterations)

    return Benchmark(
        name=case.name,
        customers=len(case.customers),
        problem=problem,
        routes=routes,
        judge=lambda levels: judge_located(case, levels),
        money=float(case.scale),
        search=search,
    )


def _trucks(
    case: Located, problem: RoutingProblem, freighters: tuple[Freighter, ...]
) -> tuple[Truck, ...]:
    """Return the trucks that bring what the routes take, each in its shortest order."""
    if problem.supply is None or case.truck_way is None:
        return ()
    loads = np.zeros(case.sites, dtype=np.int64)
    for route in freighters:
        loads[route.satellite - 1] += int(case.load(route))
    found = []
    for tour in plan_supply(problem.supply, loads):
        amounts = {int(s) + 1: float(a) for s, a in zip(tour.stations, tour.amounts, strict=True)}
        order = shortest_order(case.truck_way, tuple(amounts))
        found.append(Truck(order, tuple(amounts[node] for node in order)))
    return tuple(found)


def located_problem(case: Located) -> RoutingProblem:
    """Return the problem; its sites are the sites and the customers."""
    way = near(case.way, case.scale)[1:, 1:]
    nodes = len(way)
    return RoutingProblem(
        duration=np.zeros((1, nodes, nodes), dtype=np.int64),
        distance=np.ascontiguousarray(way)[None],
        opens=np.full((nodes, 1), -LATEST, dtype=np.int64),
        closes=np.full((nodes, 1), 2 * LATEST, dtype=np.int64),
        stop_time=np.zeros(nodes, dtype=np.int64),
        piece_time=np.zeros(nodes, dtype=np.int64),
        bases=np.arange(case.sites, dtype=np.int64),
        base_day_cost=case.opening * case.scale,
        rest_after=NO_WAY,
        rest=0,
        num_days=1,
        tasks=_tasks(case, way),
        duties=_duties(case),
        supply=_supply(case),
    )


def _supply(case: Located) -> Supply | None:
    """Return the trucks between the depot and the sites; as many as could be of use."""
    if case.truck_way is None:
        return None
    way: Floats = case.truck_way * case.scale
    trucks = case.sites + int(np.ceil(case.demand.sum() / case.truck_capacity)) + 1
    return Supply(
        station=np.arange(case.sites, dtype=np.int64),
        tour_cost=tour_costs(way[0, 1:], way[1:, 0], way[1:, 1:], case.truck_fixed * case.scale),
        capacity=int(case.truck_capacity),
        trucks=trucks,
        most_duties=len(case.customers),
    )


def _tasks(case: Located, way: Ints) -> TaskArrays:
    """Return one delivery for each customer, dearer to leave out than any way to serve it."""
    count = len(case.customers)
    most = 4 * float(way.max()) + (case.fixed + case.opening.max()) * case.scale
    if case.truck_way is not None:
        most += (2 * case.truck_way.max() + case.truck_fixed) * case.scale
    return plain_tasks(
        site=np.arange(case.sites, case.sites + count, dtype=np.int64),
        weight=near(case.demand, 1),
        release=np.zeros((count, case.sites), dtype=np.int64),
        drop_cost=most,
        price=np.zeros((count, case.sites)),
    )


def _duties(case: Located) -> DutyArrays:
    """Return one duty for each route that a site may send out."""
    each = enough_vehicles(case.demand, case.capacity)
    base = np.repeat(np.arange(case.sites, dtype=np.int64), each)
    return plain_duties(base, capacity=case.capacity, cost=case.fixed * case.scale, metre_cost=1.0)
