"""The annealing loop of ruin and recreate, in chunks that can be stopped."""

from __future__ import annotations

import math
import time

import numpy as np

from optimizer.domain import Floats, Ints
from optimizer.engines.limits import Limits
from optimizer.engines.requests import check_request
from optimizer.engines.ruin.moves import BLINK, recreate, ruin, sort_absent
from optimizer.engines.ruin.state import (
    MOST_TRIPS,
    Room,
    State,
    copy_state,
    new_room,
    new_state,
    settle,
    total_cost,
)
from optimizer.problems import (
    INFEASIBLE,
    Flat,
    Route,
    RoutingProblem,
    Solution,
    check_trip,
    compiled,
    flatten,
    smallest_problem,
)

NEAR = 60
CHUNK = 100
HOT, COLD = 0.01, 0.0001
"""Temperatures as shares of the cost of the routes at the start."""


class RuinEngine:
    """
    Ruin and recreate; the engine that starts from nothing and knows every rule.

    Follows `Engine`. ``Limits.iterations`` counts ruins; without it the search runs for
    ``Limits.seconds``.
    """

    name = "ruin"

    def cannot(self, problem: RoutingProblem) -> str | None:
        """Return None: the engine knows every rule but the supply of the bases."""
        return None if problem.supply is None else "the supply of the bases"

    def prepare(self) -> None:
        """Compile, or load what was compiled before."""
        self.solve(smallest_problem(), Limits(iterations=1))

    def solve(
        self, problem: RoutingProblem, limits: Limits, start: Solution | None = None
    ) -> Solution:
        """Return the best solution found, never worse than ``start``."""
        check_request(self, problem, start)
        flat = flatten(problem)
        state, best = new_state(problem), new_state(problem)
        if start is not None:
            load_state(flat, state, start)
        if problem.num_tasks == 0:
            return Solution((), 0.0)
        room = new_room(problem)
        neighbours = nearest(problem)
        seed_generator(limits.seed)
        finish_start(flat, state, room)
        copy_state(state, best)
        costs = np.array([total_cost(flat, state)] * 2)
        scale = max(float(state.costs.sum()), 1.0)
        begun, done = time.monotonic(), 0
        while not limits.is_over(begun, done):
            share = limits.share_done(begun, done)
            temperature = scale * HOT * math.pow(COLD / HOT, share)
            count = CHUNK if limits.iterations is None else min(CHUNK, limits.iterations - done)
            anneal(flat, state, best, costs, neighbours, room, temperature, count)
            done += count
            limits.report(float(costs[1]) / 100)
        return read_state(best, float(costs[1]), done)


def load_state(flat: Flat, state: State, start: Solution) -> None:
    """Write a solution into an empty state; trips that break a rule are left out."""
    for route in start.routes:
        for t, trip in enumerate(route.trips[:MOST_TRIPS]):
            kept = trip[: state.sequence.shape[2] - 1]
            state.sequence[route.duty, t, : len(kept)] = kept
            state.sizes[route.duty, t] = len(kept)
            state.duty_of[list(kept)] = route.duty
            state.trip_of[list(kept)] = t
    touched = np.ones(len(state.costs), dtype=np.int64)
    settle(flat, state, touched)
    drop_broken(flat, state)
    settle(flat, state, np.ones(len(state.costs), dtype=np.int64))


def drop_broken(flat: Flat, state: State) -> None:
    """Empty duties that break a rule."""
    for duty in range(len(state.costs)):
        trips = [t for t in range(MOST_TRIPS) if state.sizes[duty, t]]
        allowed = all(
            check_trip(flat, duty, state.sequence[duty, t], state.sizes[duty, t]) for t in trips
        )
        if allowed and state.costs[duty] < INFEASIBLE:
            continue
        for t in trips:
            tasks = state.sequence[duty, t, : state.sizes[duty, t]]
            state.duty_of[tasks] = -1
            state.trip_of[tasks] = -1
            state.sizes[duty, t] = 0


def read_state(state: State, cost: float, iterations: int) -> Solution:
    """Return a state as a solution."""
    routes = []
    for duty in range(len(state.costs)):
        trips = tuple(
            tuple(state.sequence[duty, t, : state.sizes[duty, t]].tolist())
            for t in range(MOST_TRIPS)
            if state.sizes[duty, t]
        )
        if trips:
            routes.append(Route(duty, trips))
    return Solution(tuple(routes), cost, iterations)


def nearest(problem: RoutingProblem) -> Ints:
    """Return for each task the tasks nearest to it, itself first, shape ``(tasks, near)``."""
    site = problem.tasks.site
    apart = problem.duration[0][np.ix_(site, site)].astype(np.float64)
    centre = (problem.tasks.earliest + np.minimum(problem.tasks.due.min(axis=1), 10**7)) / 2
    apart += 0.02 * np.abs(centre[:, None] - centre[None, :])
    np.fill_diagonal(apart, -1)
    return np.ascontiguousarray(np.argsort(apart, axis=1, kind="stable")[:, :NEAR])


@compiled
def seed_generator(seed: int) -> None:
    """Seed the generator of the compiled functions."""
    np.random.seed(seed)


@compiled
def finish_start(p: Flat, state: State, room: Room) -> None:
    """Insert what the start left out, in the order in which it is due."""
    absent = np.flatnonzero(state.duty_of < 0)
    keys = np.empty(len(absent), dtype=np.int64)
    for k in range(len(absent)):
        keys[k] = p.due[absent[k], 0]
    absent = absent[np.argsort(keys)]
    recreate(p, state, absent, len(absent), 0.0, room)


@compiled
def anneal(
    p: Flat,
    state: State,
    best: State,
    costs: Floats,
    neighbours: Ints,
    room: Room,
    temperature: float,
    count: int,
) -> None:
    """Ruin and recreate ``count`` times; ``costs`` holds the current and the best cost."""
    num_tasks = len(p.site)
    absent = np.zeros(num_tasks, dtype=np.int64)
    keys = np.zeros(num_tasks)
    touched = np.zeros(len(p.base), dtype=np.int64)
    backup = State(
        state.sequence.copy(),
        state.sizes.copy(),
        state.finish.copy(),
        state.leaves.copy(),
        state.ends.copy(),
        state.late.copy(),
        state.late_home.copy(),
        state.duty_of.copy(),
        state.trip_of.copy(),
        state.costs.copy(),
        state.used.copy(),
    )
    for _ in range(count):
        gone = ruin(p, state, neighbours, absent, touched)
        settle(p, state, touched)
        sort_absent(p, absent, gone, keys)
        recreate(p, state, absent, gone, BLINK, room)
        cost = total_cost(p, state)
        if cost < costs[0] - temperature * np.log(np.random.random()):
            costs[0] = cost
            copy_state(state, backup)
            if cost < costs[1] - 1e-6:
                costs[1] = cost
                copy_state(state, best)
        else:
            copy_state(backup, state)
