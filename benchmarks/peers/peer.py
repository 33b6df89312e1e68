"""What every solver of the comparison comes to."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from optimizer.domain import NO_WAY, Ints
from optimizer.engines.pyvrp.rules import service_times
from optimizer.problems import RoutingProblem, beyond_plain, service_windows

Routes = dict[int, list[list[int]]]
"""Trips of tasks by duty: what the common evaluator takes."""


@dataclass
class Log:
    """When a solver found what, in seconds since it was asked."""

    begun: float = field(default_factory=time.monotonic)
    routes: list[tuple[float, Routes]] = field(default_factory=list)
    costs: list[tuple[float, float]] = field(default_factory=list)

    def found(self, routes: Routes) -> None:
        """Note routes, which are priced when the clock no longer runs."""
        self.routes.append((time.monotonic() - self.begun, routes))

    def costs_cents(self, cost: float) -> None:
        """Note a cost in cents."""
        self.costs.append((time.monotonic() - self.begun, cost))


class Peer(Protocol):
    """A solver of the comparison; ``is_ours`` tells our engines from the others."""

    name: str
    is_ours: bool

    def cannot(self, problem: RoutingProblem) -> str | None:
        """Return what of a problem the solver cannot state, None where it can state all."""
        ...

    def solve(self, problem: RoutingProblem, seconds: float, seed: int, log: Log) -> Routes:
        """Return the best routes found on one thread within the time, building included."""
        ...


@dataclass(frozen=True)
class Plain:
    """
    A plain problem by nodes: the bases first, then the tasks.

    ``duration`` and ``distance`` have the shape ``(profiles, nodes, nodes)``; ``service``,
    ``earliest`` and ``latest`` (of the start of service, from the first duty's start on),
    shape ``(tasks,)``; ``deliver`` and ``collect``, shape ``(dimensions, tasks)``; ``room``,
    shape ``(dimensions, duties)``; ``start`` and ``end`` of duties on the same clock.
    """

    duration: Ints
    distance: Ints
    service: Ints
    earliest: Ints
    latest: Ints
    deliver: Ints
    collect: Ints
    room: Ints
    start: Ints
    end: Ints

    @property
    def has_time(self) -> bool:
        """Whether time plays any role."""
        return bool(self.duration.any() or self.service.any())


def plain_of(problem: RoutingProblem) -> Plain:
    """Return a plain problem by nodes."""
    tasks, duties = problem.tasks, problem.duties
    sites = np.concatenate([problem.bases, tasks.site])
    origin, end = int(duties.start.min()), int(duties.end.max())
    earliest, latest = service_windows(problem)
    names = [name for name in ("weight", "volume") if _binds(problem, name)]
    return Plain(
        duration=problem.duration[:, sites[:, None], sites],
        distance=problem.distance[:, sites[:, None], sites],
        service=service_times(problem),
        earliest=np.maximum(earliest, origin) - origin,
        latest=np.minimum(latest, end) - origin,
        deliver=np.array([_amount(problem, name, delivers=True) for name in names]),
        collect=np.array([_amount(problem, name, delivers=False) for name in names]),
        room=np.array([getattr(duties, name) for name in names]),
        start=duties.start - origin,
        end=duties.end - origin,
    )


def _binds(problem: RoutingProblem, name: str) -> bool:
    """Whether a duty can be full in a dimension."""
    amounts = getattr(problem.tasks, name) + getattr(problem.tasks, f"pickup_{name}")
    return bool(amounts.sum() > getattr(problem.duties, name).min())


def _amount(problem: RoutingProblem, name: str, *, delivers: bool) -> Ints:
    """Return what each task brings, or what it takes along."""
    tasks = problem.tasks
    amount, extra = getattr(tasks, name), getattr(tasks, f"pickup_{name}")
    if delivers:
        return np.where(tasks.is_delivery, amount, 0)
    return np.where(tasks.is_delivery, extra, amount + extra)


def beyond_peers(problem: RoutingProblem) -> str | None:
    """Return what a plain statement for any solver has no place for, None where it has all."""
    rule = beyond_plain(problem)
    if rule is not None:
        return rule
    usable = problem.tasks.release[problem.tasks.is_delivery]
    if (usable > problem.duties.start.min()).any():
        return "releases"
    if (problem.tasks.price != 0).any():
        return "prices of bases"
    return None


FAR = NO_WAY
"""What stands for no way in the matrices of plain problems."""


def seconds_left(log: Log, seconds: float) -> float:
    """Return how much time is left since a solver was asked, a little at least."""
    return max(seconds - (time.monotonic() - log.begun), 0.05)
