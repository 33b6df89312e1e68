"""Every solver on every problem, one after the other so that noise meets all alike."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.peers.peer import Log, Peer
from optimizer.problems import INFEASIBLE, RoutingProblem, dropped_cost, evaluate

COLUMNS = (
    "class",
    "instance",
    "peer",
    "ours",
    "seed",
    "cost",
    "feasible",
    "dropped",
    "seconds",
)


@dataclass(frozen=True)
class Instance:
    """A problem of the comparison, and the class that it belongs to."""

    kind: str
    name: str
    problem: RoutingProblem


@dataclass(frozen=True)
class Run:
    """
    One run: the cost by the common evaluator, in cents, and when the best so far fell to what.

    A run with dropped tasks counts as not feasible where every task of the problem is worth
    its way: it is no answer to what was asked.
    """

    kind: str
    instance: str
    peer: str
    is_ours: bool
    seed: int
    cost: float
    is_feasible: bool
    dropped: int
    seconds: float
    curve: tuple[tuple[float, float], ...]

    def cells(self) -> list[str]:
        """Return the cells of the run, in the order of ``COLUMNS``."""
        return [
            self.kind,
            self.instance,
            self.peer,
            "yes" if self.is_ours else "no",
            str(self.seed),
            f"{self.cost:.4f}" if self.is_feasible else "",
            "yes" if self.is_feasible else "no",
            str(self.dropped),
            f"{self.seconds:.2f}",
        ]


def runs(
    instances: Iterable[Instance], peers: Sequence[Peer], *, seconds: float, seeds: int
) -> Iterator[Run]:
    """
    Yield every run of every solver that can state an instance.

    Seed by seed the solvers take turns, and each begins a round in its turn.
    """
    for instance in instances:
        able = [peer for peer in peers if peer.cannot(instance.problem) is None]
        for seed in range(seeds):
            first = seed % max(len(able), 1)
            for peer in (*able[first:], *able[:first]):
                yield run(instance, peer, seconds, seed)


def run(instance: Instance, peer: Peer, seconds: float, seed: int) -> Run:
    """Return what a solver makes of an instance; only the search is timed."""
    log, problem = Log(), instance.problem
    routes = peer.solve(problem, seconds, seed, log)
    spent = time.monotonic() - log.begun
    cost = evaluate(problem, routes)
    served = {task for trips in routes.values() for trip in trips for task in trip}
    dropped = _num_dropped(problem, served)
    curve = [(at, evaluate(problem, found)) for at, found in log.routes] + log.costs
    ending = [(spent, cost)]
    return Run(
        kind=instance.kind,
        instance=instance.name,
        peer=peer.name,
        is_ours=peer.is_ours,
        seed=seed,
        cost=cost,
        is_feasible=cost < INFEASIBLE and not dropped,
        dropped=dropped,
        seconds=spent,
        curve=tuple(falling([*curve, *ending], cheapest_drop(problem))),
    )


def falling(
    points: Iterable[tuple[float, float]], too_much: float
) -> Iterator[tuple[float, float]]:
    """
    Yield the points at which the best cost fell, of those with less than ``too_much``.

    Examples
    --------
    >>> list(falling([(1.0, 9.0), (0.5, 12.0), (2.0, 9.5), (3.0, 8.0)], 11.0))
    [(1.0, 9.0), (3.0, 8.0)]
    """
    best = too_much
    for at, cost in sorted(points):
        if cost < best:
            best = cost
            yield at, cost


def cheapest_drop(problem: RoutingProblem) -> float:
    """Return the cost above which a solution has dropped a task for certain, or is none."""
    return min(float(dropped_cost(problem.tasks, problem.tasks.site < 0)), INFEASIBLE)


def _num_dropped(problem: RoutingProblem, served: set[int]) -> int:
    """Return how many tasks, or groups of alternatives, are left undone."""
    groups = problem.tasks.group.tolist()
    done = {groups[task] for task in served if groups[task]}
    return sum(
        task not in served and (not group or group not in done) for task, group in enumerate(groups)
    )
