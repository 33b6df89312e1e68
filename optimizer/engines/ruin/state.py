"""The routes of all duties as flat arrays, and the changes made to them; compiled."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from optimizer.domain import Floats, Ints
from optimizer.problems import (
    Clocks,
    Flat,
    RoutingProblem,
    compiled,
    evaluate_duty,
    new_clocks,
    time_backwards,
)

MOST_TRIPS = 4
LONGEST_TRIP = 60
MOST_PRICED = 24


class State(NamedTuple):
    """
    Routes of all duties.

    ``sequence`` has shape ``(duties, trips, tasks)``, ``sizes`` ``(duties, trips)``,
    ``duty_of`` and ``trip_of`` ``(tasks,)`` (-1: dropped), ``costs`` ``(duties,)``,
    ``used`` counts the duties at work by base and day, shape ``(bases, days)``. The clocks:
    ``finish`` of service, shaped as ``sequence``, ``leaves`` when a trip leaves its base,
    shaped as ``sizes``, ``ends`` of a duty, shape ``(duties,)``; ``late`` and ``late_home``
    the latest arrivals that keep the rest of the duty feasible.
    """

    sequence: Ints
    sizes: Ints
    finish: Ints
    leaves: Ints
    ends: Ints
    late: Ints
    late_home: Ints
    duty_of: Ints
    trip_of: Ints
    costs: Floats
    used: Ints


class Room(NamedTuple):
    """
    Where insertions are tried out.

    ``estimate`` and ``place`` (duty, trip, position) list the most promising places, the
    best first; ``work``, ``sizes`` and ``clocks`` hold the trips of one duty.
    """

    estimate: Floats
    place: Ints
    work: Ints
    sizes: Ints
    clocks: Clocks


def new_state(problem: RoutingProblem) -> State:
    """Return a state in which every task is dropped."""
    duties, tasks = problem.num_duties, problem.num_tasks
    longest = min(tasks, LONGEST_TRIP) + 1
    return State(
        sequence=np.zeros((duties, MOST_TRIPS, longest), dtype=np.int64),
        sizes=np.zeros((duties, MOST_TRIPS), dtype=np.int64),
        finish=np.zeros((duties, MOST_TRIPS, longest), dtype=np.int64),
        leaves=np.zeros((duties, MOST_TRIPS), dtype=np.int64),
        ends=np.zeros(duties, dtype=np.int64),
        late=np.zeros((duties, MOST_TRIPS, longest), dtype=np.int64),
        late_home=np.zeros((duties, MOST_TRIPS), dtype=np.int64),
        duty_of=np.full(tasks, -1, dtype=np.int64),
        trip_of=np.full(tasks, -1, dtype=np.int64),
        costs=np.zeros(duties, dtype=np.float64),
        used=np.zeros((len(problem.bases), problem.num_days), dtype=np.int64),
    )


def new_room(problem: RoutingProblem) -> Room:
    """Return room for trying out insertions; a duty may get one trip more than it has."""
    longest = min(problem.num_tasks, LONGEST_TRIP) + 2
    return Room(
        estimate=np.zeros(MOST_PRICED),
        place=np.zeros((MOST_PRICED, 3), dtype=np.int64),
        work=np.zeros((MOST_TRIPS + 1, longest), dtype=np.int64),
        sizes=np.zeros(MOST_TRIPS + 1, dtype=np.int64),
        clocks=new_clocks(MOST_TRIPS + 1, longest),
    )


@compiled
def copy_state(source: State, target: State) -> None:
    """Overwrite one state with another."""
    target.sequence[:] = source.sequence
    target.sizes[:] = source.sizes
    target.finish[:] = source.finish
    target.leaves[:] = source.leaves
    target.ends[:] = source.ends
    target.late[:] = source.late
    target.late_home[:] = source.late_home
    target.duty_of[:] = source.duty_of
    target.trip_of[:] = source.trip_of
    target.costs[:] = source.costs
    target.used[:] = source.used


@compiled
def total_cost(p: Flat, state: State) -> float:
    """Return the cost of a state in cents, dropped tasks and used bases included."""
    cost = state.costs.sum()
    for task in range(len(p.site)):
        if state.duty_of[task] < 0:
            cost += p.drop_cost[task]
    for base in range(state.used.shape[0]):
        for day in range(state.used.shape[1]):
            if state.used[base, day]:
                cost += p.base_day_cost[base]
    return cost


@compiled
def price_duty(p: Flat, state: State, duty: int) -> None:
    """Write cost and clocks of a duty as it stands."""
    trips, sizes = state.sequence[duty], state.sizes[duty]
    clocks = Clocks(state.finish[duty], state.leaves[duty], state.late[duty], state.late_home[duty])
    cost, _, ends, _ = evaluate_duty(p, duty, trips, sizes, clocks)
    state.costs[duty] = cost
    state.ends[duty] = ends
    time_backwards(p, duty, trips, sizes, clocks, p.end[duty])


@compiled
def remove_task(state: State, task: int) -> None:
    """Take a task out of its trip; its duty has to be priced again."""
    duty, trip = state.duty_of[task], state.trip_of[task]
    size = state.sizes[duty, trip]
    w = 0
    for k in range(size):
        if state.sequence[duty, trip, k] != task:
            state.sequence[duty, trip, w] = state.sequence[duty, trip, k]
            w += 1
    state.sizes[duty, trip] = size - 1
    state.duty_of[task] = -1
    state.trip_of[task] = -1


@compiled
def insert_task(p: Flat, state: State, task: int, duty: int, trip: int, position: int) -> None:
    """Put a task where `find_insertion` found place for it."""
    num_trips = state.sizes.shape[1]
    if trip == -1:
        for t in range(num_trips - 1, 0, -1):
            state.sequence[duty, t] = state.sequence[duty, t - 1]
            state.sizes[duty, t] = state.sizes[duty, t - 1]
            for k in range(state.sizes[duty, t]):
                state.trip_of[state.sequence[duty, t, k]] = t
        state.sizes[duty, 0] = 0
        trip = 0
    was_idle = state.sizes[duty, 0] == 0 and trip == 0 and state.sizes[duty].sum() == 0
    size = state.sizes[duty, trip]
    for k in range(size, position, -1):
        state.sequence[duty, trip, k] = state.sequence[duty, trip, k - 1]
    state.sequence[duty, trip, position] = task
    state.sizes[duty, trip] = size + 1
    state.duty_of[task] = duty
    state.trip_of[task] = trip
    price_duty(p, state, duty)
    if was_idle:
        state.used[p.base[duty], p.day[duty]] += 1


@compiled
def settle(p: Flat, state: State, touched: Ints) -> None:
    """Close gaps between trips, price touched duties again and count the bases in use."""
    num_trips = state.sizes.shape[1]
    for duty in range(len(touched)):
        if not touched[duty]:
            continue
        touched[duty] = 0
        w = 0
        for t in range(num_trips):
            size = state.sizes[duty, t]
            if size == 0:
                continue
            if w != t:
                state.sequence[duty, w] = state.sequence[duty, t]
                state.sizes[duty, w] = size
                state.sizes[duty, t] = 0
                for k in range(size):
                    state.trip_of[state.sequence[duty, w, k]] = w
            w += 1
        price_duty(p, state, duty)
    state.used[:] = 0
    for duty in range(len(touched)):
        if state.sizes[duty, 0]:
            state.used[p.base[duty], p.day[duty]] += 1
