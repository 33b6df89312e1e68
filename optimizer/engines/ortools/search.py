"""One search of a model: from a start or from nothing, within limits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from optimizer.engines.limits import Limits
from optimizer.engines.ortools.model import Model
from optimizer.engines.ortools.routes import Row, read_routes
from optimizer.errors import EngineError
from optimizer.problems import Route

INVALID = 5
"""The status with which OR-Tools refuses a model."""

REFUSED = "E301"


def close_model(model: Model, limits: Limits) -> Any:
    """Close a model for search; return the parameters of the search."""
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2  # noqa: PLC0415 - heavy

    parameters = pywrapcp.DefaultRoutingSearchParameters()
    heuristics = routing_enums_pb2.LocalSearchMetaheuristic
    if limits.iterations is not None:
        # A descent ends by itself, and at the same place on every machine.
        parameters.local_search_metaheuristic = heuristics.GREEDY_DESCENT
        parameters.solution_limit = max(limits.iterations, 1)
    else:
        parameters.local_search_metaheuristic = heuristics.GUIDED_LOCAL_SEARCH
    if limits.seconds is not None:
        parameters.time_limit.FromMilliseconds(max(int(limits.seconds * 1000), 1))
    strategies = routing_enums_pb2.FirstSolutionStrategy
    parameters.first_solution_strategy = strategies.PARALLEL_CHEAPEST_INSERTION
    model.routing.CloseModelWithParameters(parameters)
    return parameters


def read_start(model: Model, rows: Sequence[Row]) -> Any:
    """Return the assignment of a start, one row per vehicle; None where the model refuses it."""
    indices = [[model.index(node) for node in row] for row in rows]
    return model.routing.ReadAssignmentFromRoutes(indices, True)


def search(
    model: Model,
    parameters: Any,
    start: Any,
    limits: Limits,
    found: Callable[[tuple[Route, ...]], None],
) -> int:
    """
    Search and hand over the routes whenever the model's cost falls; return how many solutions.

    Raises
    ------
    EngineError
        E301, when OR-Tools refuses the model.
    """
    least, count = float("inf"), 0
    # A model keeps its callbacks, and they must not keep the model: nobody frees such a ring.
    alive = [(model, found)]
    if limits.seconds is not None:
        parameters.time_limit.FromMilliseconds(max(int(limits.seconds * 1000), 1))

    def at_solution() -> None:
        nonlocal least, count
        if not alive:
            return
        current, tell = alive[0]
        routing = current.routing
        count += 1
        cost = routing.CostVar().Value()
        if cost < least:
            least = cost
            tell(read_routes(current, lambda index: int(routing.NextVar(index).Value())))
        if limits.stop is not None and limits.stop.is_set():
            routing.solver().FinishCurrentSearch()

    model.routing.AddAtSolutionCallback(at_solution)
    try:
        if start is None:
            model.routing.SolveWithParameters(parameters)
        else:
            model.routing.SolveFromAssignmentWithParameters(start, parameters)
    finally:
        alive.clear()
    if model.routing.status() == INVALID:
        raise EngineError(f"{REFUSED}: OR-Tools refuses the routing model; report it")
    return count
