"""Both echelons' work as plain arrays, and each echelon's problem given the other's runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from optimizer.domain import NO_WAY, Bools, Floats, Ints, Orders, Tasks
from optimizer.problems.routing import DutyArrays, RoutingProblem, TaskArrays
from optimizer.units import MINUTE

ONWARD_SLACK: Final = 15 * MINUTE
"""Goods should be at the hub this long before they leave it: a dock may be taken."""


@dataclass(frozen=True, slots=True)
class Run:
    """
    A linehaul truck's call at a station; clocks.

    Goods ready at the hub by ``cutoff`` can be loaded at the station from ``available`` on;
    goods unloaded at the station by ``last`` are off the truck at the hub at ``at_hub``.
    ``base`` is an index into the problem's bases, ``excluded`` the bit set of handling
    classes that must not ride with what the truck carries.
    """

    base: int
    cutoff: int
    available: int
    last: int
    at_hub: int
    excluded: int = 0


@dataclass(frozen=True)
class Money:
    """What a task costs beside driving; per order, weighted by priority, in cents."""

    unserved: float
    late: float
    late_per_second: float
    deferred: float
    waiting_per_second: float
    missed_visit: float


@dataclass(frozen=True)
class TwoEchelonProblem:
    """
    Both echelons' work as plain arrays.

    ``ground`` is a routing problem without tasks and duties: travel, hours, handling. Its
    bases are the hub, first, and the open stations. ``local`` holds the tasks at points,
    visits included, ``linehaul`` those at stations. ``transfer`` is the time that goods
    need at a base between two vehicles, shape ``(bases,)``, ``handling_price`` what a piece
    costs there, ``horizon`` where the horizon opens and closes, ``excluded`` the classes
    that each class must not ride with, as bit sets, shape ``(classes,)``. ``onward`` are
    the clocks at which goods leave the hub, ascending, empty if arrival counts. ``usable``
    says which base may serve each local task, shape ``(tasks, bases)``, None for all.
    """

    ground: RoutingProblem
    orders: Orders
    local: Tasks
    linehaul: Tasks
    local_duties: DutyArrays
    linehaul_duties: DutyArrays
    transfer: Ints
    handling_price: Floats
    horizon: tuple[int, int]
    excluded: Ints
    onward: Ints
    money: Money
    usable: Bools | None = None

    @property
    def num_bases(self) -> int:
        """How many bases there are, the hub included."""
        return len(self.ground.bases)

    def excluded_by(self, classes: Ints) -> Ints:
        """Return the bit set of classes that must not ride with any of these."""
        found = np.zeros_like(classes)
        for number, others in enumerate(self.excluded):
            found |= np.where(classes >> number & 1, others, 0)
        return found

    def due_at_hub(self, tasks: Tasks) -> Ints:
        """
        Return until when collections should be at the hub, shape ``(tasks,)``.

        What leaves the county must make the last departure before it is due; what is firm
        stays, and must be there when its delivery begins.
        """
        due = tasks.due
        if not len(self.onward):
            return due
        last = np.searchsorted(self.onward, due, side="right") - 1
        leaves = np.where(last >= 0, self.onward[np.maximum(last, 0)] - ONWARD_SLACK, due)
        return np.where(tasks.is_firm, due, leaves)

    def local_problem(
        self, runs: Sequence[Run], prices: Floats, closed: frozenset[int] = frozenset()
    ) -> RoutingProblem:
        """
        Return the local echelon, given the linehaul's runs.

        ``prices`` is what a task's way between hub and base costs, shape
        ``(tasks, bases)``, in cents; ``closed`` are bases that may not be used.
        """
        tasks = self.local
        shape = (len(tasks), self.num_bases)
        release, due, hard = (np.full(shape, NO_WAY, dtype=np.int64) for _ in range(3))
        at_hub = self.due_at_hub(tasks)
        for base in range(self.num_bases):
            if base in closed:
                continue
            own = tasks.base == self._site(base)
            down, up, last = self._links(base, runs, at_hub)
            # Where no run comes in time the task is late from the start, but not endlessly.
            up = np.where(up == -NO_WAY, 0, up)
            free = tasks.base < 0
            release[:, base] = np.where(
                tasks.is_delivery,
                np.where(own, tasks.ready, np.where(free, down, NO_WAY)),
                np.where((free & (last > -NO_WAY)) | tasks.is_visit, 0, NO_WAY),
            )
            due[:, base] = np.where(tasks.is_delivery, tasks.due, up)
            firm = np.where(tasks.is_firm, up, last)
            hard[:, base] = np.where(tasks.is_delivery, NO_WAY, firm)
            visits = tasks.is_visit
            due[visits, base] = hard[visits, base] = NO_WAY
        if self.usable is not None:
            release[~self.usable] = NO_WAY
        return self._problem(tasks, self.local_duties, release, due, hard, prices)

    def linehaul_problem(self, tasks: Tasks, hard: Ints, drop_cost: Floats) -> RoutingProblem:
        """
        Return the linehaul echelon over these tasks at stations.

        ``hard`` is the clock after which a delivery is of no use, shape ``(tasks,)``, and
        ``drop_cost`` what leaving the task out costs, in cents.
        """
        column = (len(tasks), 1)
        release = np.where(tasks.is_delivery, tasks.ready, 0).reshape(column)
        due = np.where(tasks.is_delivery, tasks.due, self.due_at_hub(tasks)).reshape(column)
        firm = np.where(tasks.is_firm, due.ravel(), NO_WAY)
        limit = np.where(tasks.is_delivery, hard, firm).reshape(column)
        problem = self._problem(
            tasks, self.linehaul_duties, release, due, limit, np.zeros(column), bases=1
        )
        arrays = replace(problem.tasks, drop_cost=drop_cost)
        return replace(problem, tasks=arrays)

    def drop_cost(self, tasks: Tasks) -> Floats:
        """
        Return what leaving each task out costs, in cents, shape ``(tasks,)``.

        Its orders are deferred or unserved and wait to the end of the horizon; a visit is
        missed.
        """
        money, ends = self.money, self.horizon[1]
        waits = np.maximum(0, ends - self._wait_from(tasks))
        idle = money.waiting_per_second * tasks.num_orders * waits
        dropped = np.where(
            tasks.due > ends, money.deferred * tasks.num_orders, money.unserved * tasks.urgency
        )
        return np.where(tasks.is_visit, money.missed_visit, dropped + idle)

    def _wait_from(self, tasks: Tasks) -> Ints:
        """Return from when on each task waits to be done."""
        return np.maximum(tasks.ready, self.horizon[0])

    def _site(self, base: int) -> int:
        """Return the site of a base."""
        return int(self.ground.bases[base])

    def _links(self, base: int, runs: Sequence[Run], at_hub: Ints) -> tuple[Ints, Ints, Ints]:
        """
        Return, per local task, how a base is tied to the hub.

        When goods that are ready at the hub are available at the base, until when they
        must be unloaded there to be at the hub by ``at_hub``, and until when at all.
        """
        ready, classes = self.local.ready, self.local.classes
        if base == 0:
            return ready, at_hub, np.full_like(ready, NO_WAY)
        mine = [run for run in runs if run.base == base]
        down, up, last = (np.full_like(ready, v) for v in (NO_WAY, -NO_WAY, -NO_WAY))
        for run in mine:
            rides = (classes & run.excluded) == 0
            down = np.where(rides & (ready <= run.cutoff), np.minimum(down, run.available), down)
            up = np.where(rides & (run.at_hub <= at_hub), np.maximum(up, run.last), up)
            last = np.where(rides, np.maximum(last, run.last), last)
        return down, up, last

    def _problem(
        self,
        tasks: Tasks,
        duties: DutyArrays,
        release: Ints,
        due: Ints,
        hard: Ints,
        prices: Floats,
        bases: int | None = None,
    ) -> RoutingProblem:
        """Return the ground with tasks and duties on it."""
        money, visits = self.money, tasks.is_visit
        arrays = TaskArrays(
            site=tasks.site,
            is_delivery=tasks.is_delivery,
            pieces=tasks.pieces,
            weight=tasks.weight,
            volume=tasks.volume,
            classes=tasks.classes,
            excluded=self.excluded_by(tasks.classes),
            earliest=np.where(tasks.is_delivery, 0, tasks.ready),
            latest=np.where(visits, tasks.due, NO_WAY),
            release=release,
            due=due,
            hard=hard,
            late_cost=money.late * tasks.urgency,
            late_rate=money.late_per_second * tasks.urgency,
            wait_rate=np.asarray(money.waiting_per_second * tasks.num_orders, dtype=np.float64),
            wait_from=self._wait_from(tasks),
            drop_cost=self.drop_cost(tasks),
            price=prices,
        )
        kept = self.num_bases if bases is None else bases
        return replace(
            self.ground,
            tasks=arrays,
            duties=duties,
            bases=self.ground.bases[:kept],
            base_day_cost=self.ground.base_day_cost[:kept],
        )
