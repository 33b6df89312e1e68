"""A `RoutingProblem` as PyVRP's data, and its routes there and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from optimizer.domain import NO_WAY, Bools, Ints
from optimizer.engines.pyvrp.copies import Copies, copies_of
from optimizer.engines.pyvrp.kinds import Kinds, kinds_of, servable
from optimizer.engines.pyvrp.money import most_penalty, scale_of, units
from optimizer.engines.pyvrp.roads import road_matrices, stops_on_the_way
from optimizer.problems import (
    INFEASIBLE,
    Flat,
    Route,
    RoutingProblem,
    flatten,
    service_times,
    time_duty,
)

DOMINATES = 5.0
"""A task is required that costs so many times what a duty for it alone does."""


@dataclass(frozen=True)
class Statement:
    """PyVRP's data for a problem; clients are the rows of ``copies``, types those of ``kinds``."""

    problem: RoutingProblem
    flat: Flat
    data: Any
    copies: Copies
    kinds: Kinds
    allowed: Bools
    scale: int
    most_penalty: float

    def read(self, solution: Any) -> tuple[Route, ...]:
        """Return PyVRP's routes as trips of duties."""
        free = [list(group) for group in self.kinds.duties]
        routes = []
        for route in solution.routes():
            trips: dict[int, list[int]] = {}
            for activity in route.schedule():
                if activity.is_client():
                    trips.setdefault(activity.trip, []).append(int(self.copies.task[activity.idx]))
            duty = free[route.vehicle_type()].pop(0)
            routes.append(Route(duty, tuple(tuple(trips[t]) for t in sorted(trips))))
        return tuple(sorted(routes, key=lambda route: route.duty))

    def write(self, routes: Iterable[Route]) -> Any:
        """Return feasible routes as a solution of PyVRP; tasks that are no client are left out."""
        from pyvrp import Activity, ActivityType, Solution  # noqa: PLC0415 - slow to load
        from pyvrp import Route as Drive  # noqa: PLC0415

        kind_of = {d: kind for kind, group in enumerate(self.kinds.duties) for d in group}
        drives = []
        for route in routes:
            kind, base = kind_of[route.duty], int(self.problem.duties.base[route.duty])
            reload = Activity(ActivityType.DEPOT, base)
            activities: list[Any] = []
            for clients in self._clients(route, kind):
                activities += [reload] if activities else []
                activities += [Activity(ActivityType.CLIENT, client) for client in clients]
            if activities:
                drives.append(Drive(self.data, activities, kind))
        return Solution(self.data, drives)

    def _clients(self, route: Route, kind: int) -> list[list[int]]:
        """Return the clients that a route visits, trip by trip."""
        starts = {
            task: call.start
            for trip in time_duty(self.flat, route.duty, route.trips)
            for call in trip.calls
            for task in call.tasks
        }
        copies, trips = self.copies, []
        for trip in route.trips:
            clients = []
            for task in trip:
                rows = np.flatnonzero((copies.task == task) & self.allowed[kind])
                if len(rows):
                    # Of several windows the one in which service starts, or the next.
                    late = np.maximum(starts[task] - copies.latest[rows], 0)
                    clients.append(int(rows[np.argmin(late)]))
            trips.append(clients)
        return [clients for clients in trips if clients]


def state(problem: RoutingProblem, *, may_require: bool = True) -> Statement | None:
    """
    Return a problem as PyVRP's data; None where no task can be done.

    Tasks that cost far more than they take are required, which PyVRP solves faster than
    prizes; ``may_require`` False leaves all of them to their prizes.
    """
    kinds = kinds_of(problem)
    copies = copies_of(problem)
    allowed = kinds.allows(problem, copies) & (kinds.alone[:, copies.task] < INFEASIBLE)
    kept = np.flatnonzero(allowed.any(axis=0) & servable(kinds)[copies.task])
    if not len(kept):
        return None
    copies = copies.subset(kept)
    allowed = kinds.allows(problem, copies)
    cheapest = kinds.alone.min(axis=0)
    required = may_require & (problem.tasks.drop_cost > DOMINATES * np.maximum(cheapest, 0))
    return Statement(
        problem,
        flatten(problem),
        *_data(problem, copies, kinds, allowed, required),
    )


def _data(
    problem: RoutingProblem, copies: Copies, kinds: Kinds, allowed: Bools, required: Bools
) -> tuple[Any, Copies, Kinds, Bools, int, float]:
    """Return the data, what was given, the scale of its costs, and the largest penalty."""
    from pyvrp import Depot, Location, ProblemData  # noqa: PLC0415 - slow to load

    groups, member = _groups(problem, copies)
    prizes = _prizes(problem, copies, member, required)
    scale = scale_of(problem, prizes)
    roads = road_matrices(problem, copies, kinds, allowed)
    whole = [units(prize, scale) for prize in prizes.tolist()]
    matrices: Any = roads
    data = ProblemData(
        locations=[Location(0, 0)] * (len(problem.bases) + len(copies)),
        clients=_clients(problem, copies, member, whole, required),
        depots=[Depot(base) for base in range(len(problem.bases))],
        vehicle_types=_types(problem, kinds, roads.profile, scale),
        distance_matrices=matrices.distance,
        duration_matrices=matrices.duration,
        groups=groups_of(groups, required[copies.task]),
    )
    penalty = most_penalty(problem, copies, prizes, scale, load_names(problem))
    return data, copies, kinds, allowed, scale, penalty


def _groups(problem: RoutingProblem, copies: Copies) -> tuple[list[list[int]], Ints]:
    """Return the clients of which one is enough, and the group of each client, or -1."""
    tasks = problem.tasks
    label = np.where(tasks.group > 0, tasks.group + problem.num_tasks, np.arange(problem.num_tasks))
    _, which, counts = np.unique(label[copies.task], return_inverse=True, return_counts=True)
    groups: list[list[int]] = []
    member = np.full(len(copies), -1, dtype=np.int64)
    for number in np.flatnonzero(counts > 1).tolist():
        rows = np.flatnonzero(which == number)
        member[rows] = len(groups)
        groups.append(rows.tolist())
    return groups, member


def groups_of(groups: list[list[int]], required: Bools) -> list[Any]:
    """Return PyVRP's groups: one that is required wants one of its clients visited."""
    from pyvrp import ClientGroup  # noqa: PLC0415 - slow to load

    return [ClientGroup(rows, required=bool(required[rows].all())) for rows in groups]


def _prizes(problem: RoutingProblem, copies: Copies, member: Ints, required: Bools) -> Any:
    """
    Return what visiting each client is worth, in cents.

    What is dropped, less the price of its base. A required one is worth what it is cheaper
    than the dearest of its group.
    """
    tasks = problem.tasks
    drop = tasks.drop_cost.copy()
    for number in np.unique(tasks.group[tasks.group > 0]).tolist():
        drop[tasks.group == number] = drop[tasks.group == number].max()
    worth = drop[copies.task] - copies.price
    for number in range(int(member.max(initial=-1)) + 1):
        rows = np.flatnonzero(member == number)
        if required[copies.task[rows]].all():
            worth[rows] -= worth[rows].min()
    worth[(member < 0) & required[copies.task]] = 0.0
    return np.maximum(worth, 0.0)


def _clients(
    problem: RoutingProblem, copies: Copies, member: Ints, prizes: list[int], required: Bools
) -> list[Any]:
    """Return a client for each copy."""
    from pyvrp import Client  # noqa: PLC0415 - slow to load

    tasks, origin = problem.tasks, origin_of(problem)
    lasts, delivers = service_times(problem), tasks.is_delivery
    stops = stops_on_the_way(problem, copies).tolist()
    names = load_names(problem)
    clients = []
    for client, task in enumerate(copies.task.tolist()):
        amounts = np.array([getattr(tasks, name)[task] for name in names], dtype=np.int64)
        extra = np.array([getattr(tasks, f"pickup_{name}")[task] for name in names], dtype=np.int64)
        is_grouped = member[client] >= 0
        clients.append(
            Client(
                len(problem.bases) + client,
                delivery=(amounts * delivers[task]).tolist(),
                pickup=(extra + amounts * ~delivers[task]).tolist(),
                service_duration=int(lasts[task]) - stops[client],
                tw_early=int(copies.earliest[client]) - origin + stops[client],
                tw_late=int(copies.latest[client]) - origin + stops[client],
                release_time=int(copies.release[client]) - origin,
                prize=prizes[client],
                required=bool(required[task]) and not is_grouped,
                group=int(member[client]) if is_grouped else None,
            )
        )
    return clients


def _types(problem: RoutingProblem, kinds: Kinds, profile: Ints, scale: int) -> list[Any]:
    """Return a type of vehicle for each kind of duty."""
    from pyvrp import VehicleType  # noqa: PLC0415 - slow to load

    duties, names, origin = problem.duties, load_names(problem), origin_of(problem)
    may_reload = bool(names) or _is_released(problem)
    types = []
    for kind, duty in enumerate(kinds.first.tolist()):
        options: dict[str, Any] = {}
        if may_reload and duties.most_trips[duty] != 1:
            options["reload_depots"] = [int(duties.base[duty])]
            if duties.most_trips[duty] > 1:
                options["max_reloads"] = int(duties.most_trips[duty]) - 1
        if duties.max_duration[duty]:
            options["shift_duration"] = int(duties.max_duration[duty])
        if duties.range[duty] < NO_WAY:
            options["max_distance"] = int(duties.range[duty])
        types.append(
            VehicleType(
                num_available=len(kinds.duties[kind]),
                capacity=[int(getattr(duties, name)[duty]) for name in names],
                start_depot=int(duties.base[duty]),
                end_depot=int(duties.base[duty]),
                fixed_cost=units(float(duties.cost[duty]), scale),
                tw_early=int(duties.start[duty]) - origin,
                tw_late=int(duties.end[duty]) - origin,
                unit_distance_cost=units(float(duties.metre_cost[duty]), scale),
                unit_duration_cost=units(float(duties.second_cost[duty]), scale),
                profile=int(profile[kind]),
                **options,
            )
        )
    return types


def origin_of(problem: RoutingProblem) -> int:
    """Return the clock that is PyVRP's zero: when the first duty may begin."""
    return int(problem.duties.start.min())


def load_names(problem: RoutingProblem) -> list[str]:
    """Return the dimensions of load in which a duty can be full."""
    tasks, duties = problem.tasks, problem.duties
    return [
        name
        for name in ("weight", "volume")
        if getattr(tasks, name).sum() + getattr(tasks, f"pickup_{name}").sum()
        > getattr(duties, name).min()
    ]


def _is_released(problem: RoutingProblem) -> bool:
    """Whether what is released later than a duty begins may want a trip of its own."""
    tasks = problem.tasks
    usable = (tasks.release < NO_WAY) & tasks.is_delivery[:, None]
    return bool((usable & (tasks.release > origin_of(problem))).any())
