"""What the search derives from a problem before it begins."""

from __future__ import annotations

import numpy as np

from optimizer.domain import Ints
from optimizer.engines.ruin.changes import rounded
from optimizer.engines.ruin.state import Frame, State
from optimizer.problems import Flat, RoutingProblem, compiled

NEAR = 200
SOON = 10**7
"""Due times count no further than this when tasks are compared."""


class Nearness:
    """Keeps the neighbours of the last large problem: one is often solved again and again."""

    LARGE = 4_000

    def __init__(self) -> None:
        self._asked: tuple[Ints, ...] = ()
        self._near: Ints | None = None

    def of(self, flat: Flat) -> Ints:
        """Return the neighbours of each task, shape ``(tasks, near)``."""
        num_tasks = len(flat.site)
        asked = (flat.site, flat.earliest, flat.due[:, 0].copy(), flat.duration[0])
        known = self._near
        if known is None or not all(map(np.array_equal, asked, self._asked)):
            known = nearest(flat, min(NEAR, num_tasks))
            if num_tasks >= self.LARGE:
                self._asked, self._near = asked, known
        return known


def frame_of(problem: RoutingProblem, flat: Flat, state: State, near: Ints) -> Frame:
    """Return what the search derives from a problem, given the neighbours of its tasks."""
    duties, trips = problem.duties, state.sizes.shape[1]
    _, twin = np.unique(duties.twin, return_inverse=True)
    by_base = np.argsort(duties.base, kind="stable")
    first_duty = np.searchsorted(duties.base[by_base], np.arange(len(problem.bases) + 1))
    names, numbers = np.unique(problem.tasks.group, return_inverse=True)
    # Tasks that stand for themselves have group 0; all others are numbered from 0.
    alone = int((names <= 0).sum())
    group = np.where(problem.tasks.group > 0, numbers.ravel() - alone, -1)
    members = np.argsort(group, kind="stable")[int((group < 0).sum()) :]
    first_member = np.searchsorted(group[members], np.arange(len(names) - alone + 1))
    standing_trips = np.zeros(problem.num_duties, dtype=np.int64)
    standing = np.zeros_like(state.sizes)
    for route in problem.fixed:
        standing_trips[route.duty] = len(route.trips)
        standing[route.duty, : len(route.trips)] = [len(trip) for trip in route.trips]
    return Frame(
        near=near,
        duties=by_base.astype(np.int64),
        first_duty=first_duty.astype(np.int64),
        twin=twin.ravel().astype(np.int64),
        most_trips=np.where(duties.most_trips > 0, np.minimum(duties.most_trips, trips), trips),
        drop=_drop_costs(problem, group),
        group=group.astype(np.int64),
        members=members.astype(np.int64),
        first_member=first_member.astype(np.int64),
        standing_trips=standing_trips,
        standing=standing,
    )


def _drop_costs(problem: RoutingProblem, group: Ints) -> np.ndarray:
    """Return what leaving each task out costs: the dearest of its group, if it has one."""
    cost = np.array([rounded(cents) for cents in problem.tasks.drop_cost.tolist()])
    cost = cost.reshape(problem.num_tasks)
    if (group >= 0).any():
        dearest = np.zeros(int(group.max()) + 1)
        np.maximum.at(dearest, group[group >= 0], cost[group >= 0])
        cost = np.where(group >= 0, dearest[group], cost)
    return cost


@compiled
def nearest(p: Flat, near: int) -> Ints:
    """
    Return for each task the tasks nearest to it, itself first, shape ``(tasks, near)``.

    Nearness is driving time, and a little of the time between the middles of when they can
    be done; equals in the order of their numbers.
    """
    num_tasks = len(p.site)
    middle = np.zeros(num_tasks, dtype=np.int64)
    for task in range(num_tasks):
        middle[task] = (p.earliest[task] + min(p.due[task, 0], SOON)) // 2
    found = np.zeros((num_tasks, near), dtype=np.int64)
    apart = np.zeros(near, dtype=np.int64)
    for task in range(num_tasks):
        count = 0
        for other in range(num_tasks):
            key = 50 * p.duration[0, p.site[task], p.site[other]]
            key += abs(middle[task] - middle[other])
            if other == task:
                key = -1
            if count == near and key >= apart[near - 1]:
                continue
            at = min(count, near - 1)
            while at and apart[at - 1] > key:
                apart[at] = apart[at - 1]
                found[task, at] = found[task, at - 1]
                at -= 1
            apart[at] = key
            found[task, at] = other
            count = min(count + 1, near)
    return found
