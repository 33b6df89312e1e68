"""Duties as types of vehicles, and which tasks each type may do."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from optimizer.domain import Bools, Floats, Ints
from optimizer.engines.pyvrp.copies import Copies
from optimizer.problems import INFEASIBLE, DutyArrays, RoutingProblem, duty_costs, flatten

NAMES = frozenset({"vehicle", "shift", "twin", "day", "paid_until", "overtime_cost"})
"""Columns in which the duties of one type may differ: PyVRP sees none of them."""


@dataclass(frozen=True)
class Kinds:
    """
    Types of vehicles, one row each.

    ``duties`` are the duties of each type, ``first`` one of them, shape ``(kinds,)``.
    ``alone``, shape ``(kinds, tasks)``, is what a duty costs that does only one task, in
    cents, and ``INFEASIBLE`` where it cannot.
    """

    duties: tuple[tuple[int, ...], ...]
    first: Ints
    alone: Floats

    def allows(self, problem: RoutingProblem, copies: Copies) -> Bools:
        """Return which type may visit which client, shape ``(kinds, clients)``."""
        duties, classes = problem.duties, problem.tasks.classes[copies.task]
        carried = (classes[None, :] & ~duties.carries[self.first][:, None]) == 0
        return carried & copies.bases[:, duties.base[self.first]].T


def kinds_of(problem: RoutingProblem) -> Kinds:
    """Return the duties by type, in the order of the first of each."""
    duties = problem.duties
    columns = [getattr(duties, f.name) for f in fields(DutyArrays) if f.name not in NAMES]
    groups: dict[tuple[float, ...], list[int]] = {}
    for duty in range(problem.num_duties):
        groups.setdefault(tuple(column[duty].item() for column in columns), []).append(duty)
    members = tuple(tuple(group) for group in groups.values())
    first = np.array([group[0] for group in members], dtype=np.int64)
    count = problem.num_tasks
    costs = duty_costs(
        flatten(problem),
        np.repeat(first, count),
        np.ones((len(first) * count, 1), dtype=np.int64),
        np.tile(np.arange(count, dtype=np.int64), len(first)),
    )
    return Kinds(members, first, costs.reshape(len(first), count))


def servable(kinds: Kinds) -> Bools:
    """Return which tasks any duty can do at all, shape ``(tasks,)``."""
    return np.asarray((kinds.alone < INFEASIBLE).any(axis=0))
