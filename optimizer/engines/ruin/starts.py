"""What the search starts from: trips that stand, a solution that is given, and the rest."""

from __future__ import annotations

import numpy as np

from optimizer.engines.ruin.changes import (
    BASES,
    DROPPED,
    begin_step,
    price_duty,
    rounded,
)
from optimizer.engines.ruin.moves import recreate
from optimizer.engines.ruin.state import Frame, Room, State, Undo
from optimizer.problems import (
    INFEASIBLE,
    Flat,
    Route,
    RoutingProblem,
    Solution,
    check_trip,
    compiled,
)

Trips = list[tuple[int, ...]]


def load_start(
    problem: RoutingProblem, flat: Flat, f: Frame, state: State, start: Solution | None
) -> None:
    """
    Write the trips that stand and those of a start into an empty state.

    Duties of the start that break a rule are left out; tasks that stand, or stand for a
    group that is served, are done only there.
    """
    fixed: dict[int, Trips] = {route.duty: list(route.trips) for route in problem.fixed}
    standing = {task for trips in fixed.values() for trip in trips for task in trip}
    done = {int(f.group[task]) for task in standing if f.group[task] >= 0}
    for route in start.routes if start is not None else ():
        trips = list(route.trips)
        own = fixed.get(route.duty, [])
        if _begins_with(trips, own):
            tails = [trip[len(own[t]) if t < len(own) else 0 :] for t, trip in enumerate(trips)]
            kept = [_without(f, tail, standing, done) for tail in tails]
            trips = [(own[t] if t < len(own) else ()) + tail for t, tail in enumerate(kept)]
        else:
            trips = own
        _write(f, state, route.duty, [trip for trip in trips if trip])
        if _is_broken(flat, state, route.duty):
            _write(f, state, route.duty, own)
    for duty, trips in fixed.items():
        if not state.sizes[duty, 0]:
            _write(f, state, duty, trips)
    _count(flat, f, state)


def _begins_with(trips: Trips, own: Trips) -> bool:
    """Return whether the trips of a duty begin with those that stand."""
    return len(trips) >= len(own) and all(
        trip[: len(first)] == first for trip, first in zip(trips, own, strict=False)
    )


def _without(
    f: Frame, tasks: tuple[int, ...], standing: set[int], done: set[int]
) -> tuple[int, ...]:
    """Return tasks without those that are done elsewhere; note the groups of the others."""
    kept = []
    for task in tasks:
        group = int(f.group[task])
        if task in standing or group in done:
            continue
        if group >= 0:
            done.add(group)
        kept.append(task)
    return tuple(kept)


def _write(f: Frame, state: State, duty: int, trips: Trips) -> None:
    """Let a duty make these trips and no others."""
    for t in range(state.sizes.shape[1]):
        old = state.sequence[duty, t, : state.sizes[duty, t]]
        state.duty_of[old] = state.trip_of[old] = -1
        new = trips[t] if t < len(trips) else ()
        state.sizes[duty, t] = len(new)
        state.sequence[duty, t, : len(new)] = new
    for t, trip in enumerate(trips):
        state.duty_of[list(trip)] = duty
        state.trip_of[list(trip)] = t


def _is_broken(flat: Flat, state: State, duty: int) -> bool:
    """Return whether a duty breaks a rule."""
    price_duty(flat, state, duty)
    allowed = all(
        check_trip(flat, duty, state.sequence[duty, t], state.sizes[duty, t])
        for t in range(state.sizes.shape[1])
    )
    return not allowed or bool(state.costs[duty] >= INFEASIBLE)


def _count(flat: Flat, f: Frame, state: State) -> None:
    """Work out the totals of a state, and what is used and served."""
    state.totals[:] = 0
    state.costs[:] = 0
    for duty in range(len(state.costs)):
        price_duty(flat, state, duty)
        if state.sizes[duty, 0]:
            state.used[flat.base[duty], flat.day[duty]] += 1
    for task in np.flatnonzero(state.duty_of >= 0):
        if f.group[task] >= 0:
            state.served[f.group[task]] += 1
    firsts = f.members[f.first_member[:-1]]
    missing = np.flatnonzero((f.group < 0) & (state.duty_of < 0)).tolist()
    missing += [task for task in firsts if not state.served[f.group[task]]]
    state.totals[DROPPED] = sum(float(f.drop[task]) for task in missing)
    per_day = (state.used > 0).sum(axis=1)
    state.totals[BASES] = sum(
        rounded(float(cents)) * int(days)
        for cents, days in zip(flat.base_day_cost, per_day, strict=True)
    )


@compiled
def finish_start(p: Flat, f: Frame, state: State, undo: Undo, room: Room) -> None:
    """Insert what the start left out, in the order in which it is due."""
    begin_step(state, undo)
    absent = np.flatnonzero(state.duty_of < 0)
    keys = np.empty(len(absent), dtype=np.int64)
    for k in range(len(absent)):
        # Numbers break ties: the order is the same on every machine.
        keys[k] = p.due[absent[k], 0] * len(p.site) + absent[k]
    absent = absent[np.argsort(keys)]
    undo.absent[: len(absent)] = absent
    recreate(p, f, state, undo, len(absent), 0.0, room)


def read_solution(undo: Undo, cost: float, iterations: int) -> Solution:
    """Return the best routes as a solution."""
    routes = []
    for duty, sizes in enumerate(undo.best_sizes):
        trips = tuple(
            tuple(undo.best_sequence[duty, t, :size].tolist())
            for t, size in enumerate(sizes.tolist())
            if size
        )
        if trips:
            routes.append(Route(duty, trips))
    return Solution(tuple(routes), cost, iterations)
