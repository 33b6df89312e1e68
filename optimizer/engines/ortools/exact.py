"""What routes of the model really cost, and what is left of those that break a rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from optimizer.domain import Ints
from optimizer.engines.ortools.standing import Trips, fixed_trips, set_standing
from optimizer.problems import (
    INFEASIBLE,
    Clocks,
    Flat,
    Route,
    RoutingProblem,
    Solution,
    compiled,
    dropped_cost,
    duty_cost,
    flatten,
    new_clocks,
    padded,
    supply_cost,
)


class Pricer:
    """
    Prices whole solutions, duty by duty, by the common evaluator; remembers what it knows.

    A duty that breaks a rule, in a way that the model does not see, keeps the tasks that it
    can serve in the order that it has, its fixed ones above all.
    """

    def __init__(self, problem: RoutingProblem) -> None:
        self.problem, self.flat = problem, flatten(problem)
        self.fixed, self.has_groups = fixed_trips(problem), bool(problem.tasks.group.any())
        self.known: dict[tuple[int, Trips], tuple[Trips, float]] = {}

    def settle(self, routes: Iterable[Route]) -> Solution:
        """Return these routes without what cannot be done, at their exact cost."""
        kept: list[Route] = []
        if self.fixed or self.has_groups:
            routes = set_standing(self.problem, routes)
        for route in routes:
            trips, _ = self.price(route.duty, route.trips)
            if trips:
                kept.append(Route(route.duty, trips))
        return Solution(tuple(kept), self.total(kept))

    def total(self, routes: Sequence[Route]) -> float:
        """Return what routes that break no rule cost in cents, with drops, bases and trucks."""
        served = np.zeros(self.problem.num_tasks, dtype=np.bool_)
        cost, used = 0.0, set()
        for route in routes:
            served[[task for trip in route.trips for task in trip]] = True
            cost += self.price(route.duty, route.trips)[1]
            used.add((int(self.flat.base[route.duty]), int(self.flat.day[route.duty])))
        cost += dropped_cost(self.problem.tasks, served)
        cost += sum(float(self.flat.base_day_cost[base]) for base, _ in used)
        trucks = supply_cost(self.problem, {route.duty: route.trips for route in routes})
        return min(cost + trucks, INFEASIBLE)

    def price(self, duty: int, trips: Trips) -> tuple[Trips, float]:
        """Return what is left of a duty's trips, and its cost."""
        if (duty, trips) not in self.known:
            cost = self._cost(duty, trips)
            kept = trips if cost < INFEASIBLE else self._mended(duty, trips)
            self.known[duty, trips] = kept, cost if kept == trips else self._cost(duty, kept)
        return self.known[duty, trips]

    def insert(self, solution: Solution, tasks: Iterable[int], duties: Iterable[int]) -> Solution:
        """Return the solution with those of the tasks that are worth it where they cost least."""
        table = {route.duty: route.trips for route in solution.routes}
        group = self.problem.tasks.group
        met = {int(group[t]) for trips in table.values() for trip in trips for t in trip} - {0}
        for task in tasks:
            if int(group[task]) in met:
                continue
            places = [(*self._cheapest(duty, table.get(duty, ()), task), duty) for duty in duties]
            added, trip, position, duty = min(places)
            if added >= self.flat.drop_cost[task]:
                continue
            rows = [list(row) for row in table.get(duty, ())]
            if position < 0:
                rows.insert(trip, [task])
            else:
                rows[trip].insert(position, task)
            table[duty] = tuple(tuple(row) for row in rows)
            met |= {int(group[task])} - {0}
        return self.settle(Route(duty, trips) for duty, trips in sorted(table.items()))

    def _cost(self, duty: int, trips: Trips) -> float:
        """Return the exact cost of a duty, INFEASIBLE where it breaks a rule."""
        if not trips:
            return 0.0
        table, sizes = padded([list(trip) for trip in trips])
        return float(duty_cost(self.flat, duty, table, sizes, new_clocks(*table.shape)))

    def _mended(self, duty: int, trips: Trips) -> Trips:
        """Return the trips with only the tasks that can be served, taken in their order."""
        fixed = self.fixed.get(duty, ())
        rows = [list(trip) for trip in fixed] + [[] for _ in trips[len(fixed) :]]
        for number, trip in enumerate(trips):
            for task in trip[len(rows[number]) :]:
                rows[number].append(task)
                if self._cost(duty, tuple(tuple(row) for row in rows if row)) >= INFEASIBLE:
                    rows[number].pop()
        return tuple(tuple(row) for row in rows if row)

    def _cheapest(self, duty: int, trips: Trips, task: int) -> tuple[float, int, int]:
        """Return added cost, trip and position (-1: a trip of its own) of the best insertion."""
        table, sizes = padded([list(trip) for trip in trips])
        fixed = np.array([len(trip) for trip in self.fixed.get(duty, ())], dtype=np.int64)
        cost, trip, position = cheapest_place(self.flat, duty, table, sizes, task, fixed)
        return float(cost) - self.price(duty, trips)[1], int(trip), int(position)


@compiled
def cheapest_place(  # noqa: PLR0917 - compiled functions take flat arguments
    p: Flat, duty: int, trips: Ints, sizes: Ints, task: int, fixed: Ints
) -> tuple[float, int, int]:
    """
    Return cost, trip and position (-1: a trip of its own) of a task's cheapest insertion.

    ``fixed`` says how many tasks stand at the beginning of each of the first trips.
    """
    count, longest = trips.shape
    work = np.zeros((count + 1, longest + 1), dtype=np.int64)
    lengths = np.zeros(count + 1, dtype=np.int64)
    clocks = Clocks(
        np.zeros((count + 1, longest + 1), dtype=np.int64),
        np.zeros(count + 1, dtype=np.int64),
        np.zeros((count + 1, longest + 1), dtype=np.int64),
        np.zeros(count + 1, dtype=np.int64),
    )
    best, where, position = INFEASIBLE, 0, -1
    for choice in range(2 * count + 1):
        is_new = choice >= count
        trip = choice - count if is_new else choice
        if is_new and trip < len(fixed):
            continue
        first = fixed[trip] if not is_new and trip < len(fixed) else 0
        for place in range(first, 1 if is_new else sizes[trip] + 1):
            lay_in(trips, sizes, task, trip, -1 if is_new else place, work, lengths)
            cost = duty_cost(p, duty, work, lengths, clocks)
            if cost < best:
                best, where, position = cost, trip, -1 if is_new else place
    return best, where, position


@compiled
def lay_in(  # noqa: PLR0917 - compiled functions take flat arguments
    trips: Ints, sizes: Ints, task: int, trip: int, position: int, work: Ints, lengths: Ints
) -> None:
    """Write trips with a task put in; position -1 is a trip of its own before that trip."""
    row = 0
    for t in range(len(sizes) + 1):
        if position < 0 and t == trip:
            work[row, 0] = task
            lengths[row] = 1
            row += 1
        if t == len(sizes):
            break
        size = sizes[t]
        if position < 0 or t != trip:
            work[row, :size] = trips[t, :size]
            lengths[row] = size
        else:
            work[row, :position] = trips[t, :position]
            work[row, position] = task
            work[row, position + 1 : size + 1] = trips[t, position:size]
            lengths[row] = size + 1
        row += 1
    lengths[row:] = 0
