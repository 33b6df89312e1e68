"""OR-Tools routing as its guides show it: one model, cheapest insertion, guided local search."""

from __future__ import annotations

from typing import Any

import numpy as np
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from benchmarks.peers.peer import FAR, Log, Plain, Routes, beyond_peers, plain_of, seconds_left
from optimizer.problems import RoutingProblem

UNITS = 1_000
"""Integers of a cent."""


class PlainOrtools:
    """One routing model with matrices, a time dimension and one for each load."""

    name, is_ours = "OR-Tools", False

    def cannot(self, problem: RoutingProblem) -> str | None:
        """Return what the straightforward model has not."""
        return beyond_peers(problem)

    def solve(self, problem: RoutingProblem, seconds: float, seed: int, log: Log) -> Routes:
        """Return the best routes found on one thread within the time; it takes no seed."""
        plain = plain_of(problem)
        bases = problem.duties.base.tolist()
        manager = pywrapcp.RoutingIndexManager(
            len(problem.bases) + problem.num_tasks, len(bases), bases, bases
        )
        routing = pywrapcp.RoutingModel(manager)
        _add_costs(routing, problem, plain)
        _add_time(routing, manager, problem, plain)
        _add_loads(routing, manager, problem, plain)
        _add_choices(routing, manager, problem)
        read = _reader(routing, manager, problem)
        best: dict[str, Any] = {"cost": None, "routes": {}}

        def at_solution() -> None:
            cost = routing.CostVar().Value()
            if best["cost"] is None or cost < best["cost"]:
                best.update(cost=cost, routes=read(lambda i: int(routing.NextVar(i).Value())))
                log.found(best["routes"])

        routing.AddAtSolutionCallback(at_solution)
        parameters = pywrapcp.DefaultRoutingSearchParameters()
        strategies = routing_enums_pb2.FirstSolutionStrategy
        heuristics = routing_enums_pb2.LocalSearchMetaheuristic
        parameters.first_solution_strategy = strategies.PARALLEL_CHEAPEST_INSERTION
        parameters.local_search_metaheuristic = heuristics.GUIDED_LOCAL_SEARCH
        parameters.time_limit.FromMilliseconds(int(seconds_left(log, seconds) * 1_000))
        routing.SolveWithParameters(parameters)
        return dict(best["routes"])


def _add_costs(routing: Any, problem: RoutingProblem, plain: Plain) -> None:
    """Price the ways and the use of each vehicle."""
    duties = problem.duties
    known: dict[tuple[int, float], int] = {}
    for vehicle in range(problem.num_duties):
        profile, rate = int(duties.profile[vehicle]), float(duties.metre_cost[vehicle])
        if (profile, rate) not in known:
            ways = np.where(plain.distance[profile] >= FAR, 0, plain.distance[profile])
            cents = np.rint(ways * (rate * UNITS)).astype(np.int64)
            known[profile, rate] = routing.RegisterTransitMatrix(cents.tolist())
        routing.SetArcCostEvaluatorOfVehicle(known[profile, rate], vehicle)
        routing.SetFixedCostOfVehicle(round(float(duties.cost[vehicle]) * UNITS), vehicle)


def _add_time(routing: Any, manager: Any, problem: RoutingProblem, plain: Plain) -> None:
    """Let time pass, within windows and duties, and pay for it."""
    duties, num_bases = problem.duties, len(problem.bases)
    if not plain.has_time:
        return
    service = np.concatenate([np.zeros(num_bases, dtype=np.int64), plain.service])
    far = int(plain.end.max()) + 1
    known = [
        routing.RegisterTransitMatrix((np.minimum(ways, far) + service[:, None]).tolist())
        for ways in plain.duration
    ]
    evaluators = [known[int(profile)] for profile in duties.profile]
    routing.AddDimensionWithVehicleTransits(evaluators, far, far, False, "time")
    time = routing.GetDimensionOrDie("time")
    for task in range(problem.num_tasks):
        cumul = time.CumulVar(manager.NodeToIndex(num_bases + task))
        cumul.SetRange(
            int(plain.earliest[task]), int(max(plain.latest[task], plain.earliest[task]))
        )
    for vehicle in range(problem.num_duties):
        lo, hi = int(plain.start[vehicle]), int(plain.end[vehicle])
        time.CumulVar(routing.Start(vehicle)).SetRange(lo, hi)
        time.CumulVar(routing.End(vehicle)).SetRange(lo, hi)
        rate = round(float(duties.second_cost[vehicle]) * UNITS)
        if rate:
            time.SetSpanCostCoefficientForVehicle(rate, vehicle)
        if duties.max_duration[vehicle]:
            time.SetSpanUpperBoundForVehicle(int(duties.max_duration[vehicle]), vehicle)
        routing.AddVariableMinimizedByFinalizer(time.CumulVar(routing.End(vehicle)))
        routing.AddVariableMaximizedByFinalizer(time.CumulVar(routing.Start(vehicle)))


def _add_loads(routing: Any, manager: Any, problem: RoutingProblem, plain: Plain) -> None:
    """Keep what is on board within the room, in every dimension."""
    nothing = np.zeros(len(problem.bases), dtype=np.int64)
    for number, (brings, takes, room) in enumerate(
        zip(plain.deliver, plain.collect, plain.room, strict=True)
    ):
        for name, amounts in (("brings", brings), ("takes", takes), ("board", takes - brings)):
            if not amounts.any():
                continue
            values = np.concatenate([nothing, amounts]).tolist()
            evaluator = routing.RegisterUnaryTransitVector(values)
            routing.AddDimensionWithVehicleCapacity(
                evaluator, 0, room.tolist(), name != "board", f"{name} {number}"
            )
        if brings.any() and takes.any():
            # What is on board at the start is all of what is brought.
            board, total = (routing.GetDimensionOrDie(f"{n} {number}") for n in ("board", "brings"))
            for vehicle in range(problem.num_duties):
                routing.solver().Add(
                    board.CumulVar(routing.Start(vehicle)) == total.CumulVar(routing.End(vehicle))
                )


def _add_choices(routing: Any, manager: Any, problem: RoutingProblem) -> None:
    """Let tasks be dropped at their price, and be done by those who may."""
    tasks, duties = problem.tasks, problem.duties
    for task in range(problem.num_tasks):
        index = manager.NodeToIndex(len(problem.bases) + task)
        routing.AddDisjunction([index], round(float(tasks.drop_cost[task]) * UNITS))
        may = (tasks.classes[task] & ~duties.carries) == 0
        may &= tasks.release[task, duties.base] < FAR
        if not may.all():
            routing.VehicleVar(index).SetValues([-1, *np.flatnonzero(may).tolist()])


def _reader(routing: Any, manager: Any, problem: RoutingProblem) -> Any:
    """Return a function from the successors of nodes to routes."""

    def read(follower: Any) -> Routes:
        routes: Routes = {}
        for vehicle in range(problem.num_duties):
            index, trip = follower(routing.Start(vehicle)), []
            while not routing.IsEnd(index):
                trip.append(manager.IndexToNode(index) - len(problem.bases))
                index = follower(index)
            if trip:
                routes[vehicle] = [trip]
        return routes

    return read
