"""
Tasks as clients of PyVRP.

PyVRP's client has one window and one release. A task with several opening windows, or with
releases, deadlines or prices that differ by base, becomes several clients of a group of
which one is visited: PyVRP's own trick for several windows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.domain import NO_WAY, Bools, Floats, Ints
from optimizer.problems import RoutingProblem, service_times


@dataclass(frozen=True)
class Copies:
    """
    Clients, one row each; shape ``(clients,)``.

    ``earliest`` and ``latest`` bound the start of service, ``release`` the start of the trip;
    ``bases``, shape ``(clients, bases)``, tells from where the client may be visited.
    """

    task: Ints
    earliest: Ints
    latest: Ints
    release: Ints
    price: Floats
    bases: Bools

    def __len__(self) -> int:
        """How many clients there are."""
        return len(self.task)

    def subset(self, kept: Ints) -> Copies:
        """Return some of the clients."""
        return Copies(
            self.task[kept],
            self.earliest[kept],
            self.latest[kept],
            self.release[kept],
            self.price[kept],
            self.bases[kept],
        )


def copies_of(problem: RoutingProblem) -> Copies:
    """Return the clients of every task that has a base and a window at all."""
    tasks = problem.tasks
    first = int(problem.duties.start.min())
    lasts = service_times(problem)
    spans = _windows(problem, lasts)
    rows: list[tuple[int, int, int, int, float]] = []
    bases: list[Bools] = []
    for number in range(problem.num_tasks):
        is_delivery = bool(tasks.is_delivery[number])
        last = max((hi for _, hi in spans[number]), default=-NO_WAY)
        kinds: dict[tuple[int, int, float], list[int]] = {}
        for base in np.flatnonzero(tasks.release[number] < NO_WAY).tolist():
            release = max(int(tasks.release[number, base]), first) if is_delivery else first
            bound = (
                min(int(tasks.hard[number, base] - lasts[number]), last) if is_delivery else last
            )
            kinds.setdefault((release, bound, float(tasks.price[number, base])), []).append(base)
        for (release, bound, price), members in kinds.items():
            allowed = np.zeros(len(problem.bases), dtype=np.bool_)
            allowed[members] = True
            for lo, hi in spans[number]:
                if lo <= min(hi, bound):
                    rows.append((number, lo, min(hi, bound), release, price))
                    bases.append(allowed)
    task, earliest, latest, released, prices = zip(*rows, strict=True) if rows else ((),) * 5
    return Copies(
        np.array(task, dtype=np.int64),
        np.array(earliest, dtype=np.int64),
        np.array(latest, dtype=np.int64),
        np.array(released, dtype=np.int64),
        np.array(prices, dtype=np.float64),
        np.array(bases, dtype=np.bool_).reshape(len(rows), len(problem.bases)),
    )


def _windows(problem: RoutingProblem, lasts: Ints) -> list[list[tuple[int, int]]]:
    """Return, for each task, the spans within which its service may start."""
    tasks, duties = problem.tasks, problem.duties
    begin, end = int(duties.start.min()), int(duties.end.max())
    spans: list[list[tuple[int, int]]] = []
    for task in range(problem.num_tasks):
        lo, hi = max(int(tasks.earliest[task]), begin), min(int(tasks.latest[task]), end)
        hours = [(-NO_WAY, 2 * NO_WAY)]
        if tasks.pieces[task] > 0:
            site, length = tasks.site[task], int(lasts[task])
            pairs = zip(problem.opens[site].tolist(), problem.closes[site].tolist(), strict=True)
            hours = [(opens, closes - length) for opens, closes in pairs]
        found = [(max(lo, opens), min(hi, closes)) for opens, closes in hours]
        spans.append([(opens, closes) for opens, closes in found if opens <= closes])
    return spans
