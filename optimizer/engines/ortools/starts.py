"""A model that accepts where the search is to begin."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from optimizer.domain import Bools, Ints
from optimizer.engines.limits import Limits
from optimizer.engines.ortools.dimensions import add_dimensions
from optimizer.engines.ortools.layout import Layout, lay_out
from optimizer.engines.ortools.model import Model, new_model
from optimizer.engines.ortools.objective import set_objective
from optimizer.engines.ortools.routes import Row, late_tasks, rows_of
from optimizer.engines.ortools.search import close_model, read_start
from optimizer.engines.ortools.times import keeps_time, transit_times
from optimizer.problems import Route, RoutingProblem, flatten

TRIPS = 2
"""Trips of a duty, unless its clocks or the start ask for more."""


@dataclass(frozen=True)
class Prepared:
    """
    A closed model, the parameters of its search, and where it begins (None: from nothing).

    ``aside`` are routes that take no part in the search.
    """

    model: Model
    parameters: Any
    start: Any
    aside: tuple[Route, ...]


def prepare(
    problem: RoutingProblem, duties: Ints, routes: tuple[Route, ...], limits: Limits
) -> Prepared | None:
    """
    Return a model of these duties that begins with their routes; None if nothing is to do.

    The model is on the safe side here and there and may refuse a route that can be driven:
    such a duty keeps its route and takes no part in the search.
    """
    late = late_tasks(flatten(problem), routes)
    kept = {route.duty: route for route in routes}
    aside: list[Route] = []
    while True:
        free = np.setdiff1d(duties, [route.duty for route in aside]).astype(np.int64)
        layout = _layout(problem, free, kept, aside, late)
        if layout is None:
            return None
        rows = rows_of(layout, kept.values())
        refused = _refused_by_clock(layout, rows)
        if not refused:
            model = new_model(layout)
            add_dimensions(model)
            set_objective(model)
            lock_fixed(model, rows)
            parameters = close_model(model, limits)
            start = read_start(model, _by_vehicle(layout, rows)) if rows else None
            if start is not None or not rows:
                return Prepared(model, parameters, start, tuple(aside))
            # What the clock does not refuse is next to never refused: one goes, then another.
            refused = [max(rows)]
        aside += [kept.pop(duty) for duty in refused]


def _layout(
    problem: RoutingProblem,
    duties: Ints,
    routes: dict[int, Route],
    aside: list[Route],
    late: Bools,
) -> Layout | None:
    """Return the layout of all that is not left aside; None where nobody may do anything."""
    held = [task for route in aside for trip in route.trips for task in trip]
    tasks = np.setdiff1d(np.arange(problem.num_tasks), held).astype(np.int64)
    if not len(duties) or not len(tasks):
        return None
    made = [len(routes[d].trips) if d in routes else 0 for d in duties.tolist()]
    most = problem.duties.most_trips[duties]
    trips = np.maximum(np.minimum(TRIPS, np.where(most > 0, most, TRIPS)), made)
    layout = lay_out(problem, tasks, duties, trips.astype(np.int64), late)
    return layout if layout.num_tasks else None


def _refused_by_clock(layout: Layout, rows: dict[int, Row | None]) -> list[int]:
    """Return the duties whose rows the clocks of the model do not let pass."""
    vehicle_of = {int(duty): v for v, duty in enumerate(layout.duties)}
    times = transit_times(layout)
    return [
        duty
        for duty, row in rows.items()
        if row is None or not keeps_time(layout, times, vehicle_of[duty], row)
    ]


def lock_fixed(model: Model, rows: dict[int, Row | None]) -> None:
    """
    Bind each duty with fixed trips to its row, up to the last task that is fixed.

    What follows behind the fixed tasks of an earlier trip is bound with it.
    """
    layout, next_of = model.layout, model.routing.NextVar
    vehicle_of = {int(duty): v for v, duty in enumerate(layout.duties)}
    node_of = {int(task): node for node, task in enumerate(layout.tasks)}
    for route in layout.problem.fixed:
        row = rows.get(route.duty)
        if row:
            last = row.index(node_of[route.trips[-1][-1]])
            indices = [model.index(node) for node in row[: last + 1]]
            begin = model.routing.Start(vehicle_of[route.duty])
            for index, following in pairwise([begin, *indices]):
                next_of(index).SetValue(following)


def _by_vehicle(layout: Layout, rows: dict[int, Row | None]) -> list[Row]:
    """Return a row for every vehicle of the layout."""
    return [rows.get(int(duty)) or [] for duty in layout.duties]
