"""Between the routes of a solution and the nodes of a model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from optimizer.domain import Bools
from optimizer.engines.ortools.layout import Layout, Reload
from optimizer.engines.ortools.model import Model
from optimizer.problems import Flat, Route, time_duty

Row = list[int]


def late_tasks(flat: Flat, routes: Iterable[Route]) -> Bools:
    """Return which tasks routes that break no rule serve late, shape ``(tasks,)``."""
    late = np.zeros(len(flat.site), dtype=np.bool_)
    for route in routes:
        base = int(flat.base[route.duty])
        for trip in time_duty(flat, route.duty, route.trips):
            for call in trip.calls[1:-1]:
                for task in call.tasks:
                    done = call.departure if flat.is_delivery[task] else trip.end
                    late[task] = done > flat.due[task, base]
    return late


def rows_of(layout: Layout, routes: Iterable[Route]) -> dict[int, Row | None]:
    """
    Return the nodes of each duty's route, reloads included.

    None for a duty that has not the reloads, or whose tasks the layout has not all.
    """
    vehicle_of = {int(duty): v for v, duty in enumerate(layout.duties)}
    node_of = {int(task): node for node, task in enumerate(layout.tasks)}
    rows: dict[int, Row | None] = {}
    for route in routes:
        trips = [[node_of.get(task, -1) for task in trip] for trip in route.trips]
        known = all(node >= 0 for trip in trips for node in trip)
        rows[route.duty] = _row(layout, vehicle_of[route.duty], trips) if known else None
    return rows


def _row(layout: Layout, vehicle: int, trips: Sequence[Row]) -> Row | None:
    """Return the trips of a vehicle with reloads where they need one."""
    problem, base = layout.problem, int(layout.base[vehicle])
    duty = layout.duties[vehicle]
    released = layout.releases.reached(base, int(problem.duties.start[duty]))
    at_end = layout.deadlines.reached(base, -int(problem.duties.end[duty]))
    spare = {
        node: reload
        for node, reload in zip(layout.reload_nodes, layout.reloads, strict=True)
        if reload.vehicle == vehicle
    }
    row: Row = []
    for number, trip in enumerate(trips):
        asked = int(layout.releases.of_task[trip].max(initial=0))
        if asked > released or (number and row[-1] < layout.num_tasks):
            taken = _take(spare, release=asked)
            if taken is None:
                return None
            row.append(taken[0])
            released = taken[1].release
        row += trip
        asked = int(layout.deadlines.of_task[trip].max(initial=0))
        if asked > at_end:
            taken = _take(spare, deadline=asked)
            if taken is None:
                return None
            row.append(taken[0])
            released = taken[1].release
    return row


def _take(
    spare: dict[int, Reload], *, release: int = 0, deadline: int = 0
) -> tuple[int, Reload] | None:
    """Take the least special of the reloads that are released and due for these ranks."""
    fitting = [
        (reload.release + reload.deadline, node)
        for node, reload in spare.items()
        if reload.release >= release and reload.deadline >= deadline
    ]
    if not fitting:
        return None
    node = min(fitting)[1]
    return node, spare.pop(node)


def read_routes(model: Model, following: Callable[[int], int]) -> tuple[Route, ...]:
    """Return the routes of a solution, given which variable index follows which."""
    layout, routing = model.layout, model.routing
    routes = []
    for v, duty in enumerate(layout.duties):
        index = following(routing.Start(v))
        trips: list[Row] = [[]]
        while not routing.IsEnd(index):
            node = model.manager.IndexToNode(index)
            if node < layout.num_tasks:
                trips[-1].append(int(layout.tasks[node]))
            elif trips[-1]:
                trips.append([])
            index = following(index)
        kept = tuple(tuple(trip) for trip in trips if trip)
        if kept:
            routes.append(Route(int(duty), kept))
    return tuple(routes)
