"""What of a routing problem enters the model, and where it stands there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.domain import NO_WAY, Bools, Ints
from optimizer.engines.ortools.ranks import Ranks, rank_clocks
from optimizer.problems import RoutingProblem

Intervals = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Reload:
    """
    A call of a vehicle at its base between two trips, if it wants one.

    From ``earliest`` to ``latest``; the trip after it may carry what is released up to the
    rank ``release``, the trip before it what is due down to the rank ``deadline``.
    """

    vehicle: int
    earliest: int
    latest: int
    release: int
    deadline: int


@dataclass(frozen=True)
class Layout:
    """
    The nodes and vehicles of a model.

    A vehicle is a duty. The nodes are the tasks, then the reloads, then the bases at which
    vehicles start. ``tasks`` and ``duties`` are indices into the problem; ``allowed``, shape
    ``(tasks, vehicles)``, says who may serve what; ``service``, shape ``(tasks,)``, how long
    its pieces take, ``starts`` when that may start. ``releases`` and ``deadlines`` (their
    clocks negative, the strictest last) rank the model's tasks.
    """

    problem: RoutingProblem
    tasks: Ints
    duties: Ints
    reloads: tuple[Reload, ...]
    allowed: Bools
    service: Ints
    starts: tuple[Intervals, ...]
    releases: Ranks
    deadlines: Ranks

    @property
    def num_tasks(self) -> int:
        """How many tasks the model has."""
        return len(self.tasks)

    @property
    def num_vehicles(self) -> int:
        """How many duties the model has."""
        return len(self.duties)

    @property
    def num_nodes(self) -> int:
        """How many nodes there are."""
        return self.num_tasks + len(self.reloads) + len(self.bases)

    @property
    def reload_nodes(self) -> range:
        """The nodes of the reloads."""
        return range(self.num_tasks, self.num_tasks + len(self.reloads))

    @property
    def base(self) -> Ints:
        """Base of each vehicle."""
        return self.problem.duties.base[self.duties]

    @property
    def bases(self) -> Ints:
        """The bases of the vehicles; a node at which nobody starts would have to be visited."""
        return np.unique(self.base)

    @property
    def depots(self) -> list[int]:
        """The node at which each vehicle starts and ends."""
        rank = np.searchsorted(self.bases, self.base)
        return [int(node) for node in self.num_tasks + len(self.reloads) + rank]

    @property
    def sites(self) -> Ints:
        """Site of each node."""
        vehicles = np.array([reload.vehicle for reload in self.reloads], dtype=np.int64)
        bases = self.problem.bases[np.concatenate([self.base[vehicles], self.bases])]
        return np.concatenate([self.problem.tasks.site[self.tasks], bases])

    def on_tasks(self, values: Ints) -> Ints:
        """Return values of the model's tasks as values of all nodes, 0 at bases."""
        rest = self.num_nodes - self.num_tasks
        return np.concatenate([values, np.zeros(rest, dtype=np.int64)])


def lay_out(problem: RoutingProblem, tasks: Ints, duties: Ints, trips: Ints, late: Bools) -> Layout:
    """
    Return the layout of these tasks and duties.

    ``trips`` says how many trips each duty may make whatever the clocks, ``late`` which
    tasks may be late, shape ``(tasks,)`` of the problem: all others are on time or are
    dropped, unless nobody could be on time. Tasks that nobody may serve at any time are
    left out.
    """
    service = -(-problem.piece_time[problem.tasks.site] * problem.tasks.pieces // 1000)
    allowed, punctual = _allowed(problem, duties, service)
    limit = np.where(
        (punctual.any(axis=1) & ~late)[:, None],
        np.minimum(problem.tasks.due, problem.tasks.hard),
        problem.tasks.hard,
    )
    windows: dict[int, Intervals] = {}
    for task in tasks:
        vehicles = duties[allowed[task]]
        if len(vehicles) and (
            found := _starts(problem, task, service[task], vehicles, limit[task])
        ):
            windows[int(task)] = found
    kept = np.array(list(windows), dtype=np.int64)
    is_delivery = problem.tasks.is_delivery[kept]
    release = problem.tasks.release[kept]
    releases = rank_clocks(release, is_delivery)
    deadlines = rank_clocks(np.where(release < NO_WAY, -limit[kept], NO_WAY), ~is_delivery)
    return Layout(
        problem=problem,
        tasks=kept,
        duties=duties,
        reloads=_reloads(problem, duties, trips, releases, deadlines),
        allowed=allowed[kept],
        service=service[kept],
        starts=tuple(windows.values()),
        releases=releases,
        deadlines=deadlines,
    )


def _allowed(problem: RoutingProblem, duties: Ints, service: Ints) -> tuple[Bools, Bools]:
    """Return which duties could serve each task on a trip of its own, and which on time."""
    tasks, all_duties = problem.tasks, problem.duties
    allowed = np.zeros((problem.num_tasks, len(duties)), dtype=np.bool_)
    punctual = np.zeros_like(allowed)
    lasts = service + np.where(tasks.pieces > 0, problem.stop_time[tasks.site], 0)
    most_weight = most_on_board(tasks.is_delivery, tasks.weight, tasks.pickup_weight)
    most_volume = most_on_board(tasks.is_delivery, tasks.volume, tasks.pickup_volume)
    for v, duty in enumerate(duties):
        base, profile = int(all_duties.base[duty]), int(all_duties.profile[duty])
        home = int(problem.bases[base])
        out = problem.duration[profile, home, tasks.site]
        back = problem.duration[profile, tasks.site, home]
        metres = problem.distance[profile, home, tasks.site]
        metres = metres + problem.distance[profile, tasks.site, home]
        released = np.where(tasks.is_delivery, tasks.release[:, base], 0)
        first = np.maximum(all_duties.start[duty], released) + out
        first = np.maximum(first, tasks.earliest)
        done = first + lasts + np.where(tasks.is_delivery, 0, back)
        allowed[:, v] = (
            (tasks.release[:, base] < NO_WAY)
            & (tasks.classes & ~all_duties.carries[duty] == 0)
            & (tasks.classes & tasks.excluded == 0)
            & (most_weight <= all_duties.weight[duty])
            & (most_volume <= all_duties.volume[duty])
            & (np.maximum(out, back) < NO_WAY)
            & (first <= tasks.latest)
            & (first + lasts + back <= all_duties.end[duty])
            & (done <= tasks.hard[:, base])
            & (metres <= all_duties.range[duty])
            & (out + lasts + back <= (all_duties.max_duration[duty] or NO_WAY))
        )
        punctual[:, v] = allowed[:, v] & (done <= tasks.due[:, base])
    return allowed, punctual


def most_on_board(is_delivery: Bools, amount: Ints, pickup: Ints) -> Ints:
    """Return the most that each task has on board on a trip of its own."""
    return np.where(is_delivery, np.maximum(amount, pickup), amount + pickup)


def _starts(
    problem: RoutingProblem, task: int, service: int, duties: Ints, limit: Ints
) -> Intervals:
    """Return when handling of a task's pieces may start, whichever of the duties comes."""
    tasks, site = problem.tasks, problem.tasks.site[task]
    pieces = int(tasks.pieces[task])
    stop = int(problem.stop_time[site]) if pieces else 0
    bases = problem.duties.base[duties]
    first = max(int(tasks.earliest[task]), int(problem.duties.start[duties].min())) + stop
    last = min(int(tasks.latest[task]) + stop, int(problem.duties.end[duties].max() - service))
    if tasks.is_delivery[task]:
        last = min(last, int(limit[bases].max() - service))
    if not pieces:
        return [(first, last)] if first <= last else []
    spans = [
        (max(first, int(opens) + stop), min(last, int(closes - service)))
        for opens, closes in zip(problem.opens[site], problem.closes[site], strict=True)
    ]
    return [(lo, hi) for lo, hi in spans if lo <= hi]


def _reloads(
    problem: RoutingProblem, duties: Ints, trips: Ints, releases: Ranks, deadlines: Ranks
) -> tuple[Reload, ...]:
    """
    Return the reloads of each duty: plain ones, and one for each clock within the duty.

    A trip that must wait for a release leaves after the reload of that release, also as the
    first; one with a deadline within the duty ends before the reload of that deadline.
    """
    found = []
    for v, duty in enumerate(duties):
        base = int(problem.duties.base[duty])
        start, end = int(problem.duties.start[duty]), int(problem.duties.end[duty])
        release, deadline = releases.reached(base, start), deadlines.reached(base, -end)
        found += [Reload(v, start, end, release, deadline)] * max(int(trips[v]) - 1, 0)
        found += [
            Reload(v, int(releases.clocks[base, rank]), end, rank, deadline)
            for rank in releases.between(base, start, end)
        ]
        found += [
            Reload(v, start, int(-deadlines.clocks[base, rank]), release, rank)
            for rank in deadlines.between(base, -end, -start)
        ]
    return tuple(found)
