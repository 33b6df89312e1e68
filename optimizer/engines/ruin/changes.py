"""Changes of the routes, each of which can be taken back; compiled."""

from __future__ import annotations

import math

from optimizer.engines.ruin.state import CENT_PARTS, Frame, State, Undo
from optimizer.problems import (
    INFEASIBLE,
    Clocks,
    Flat,
    evaluate_duty,
    lean,
    time_backwards,
)

ROUTES, DROPPED, BASES, BROKEN = range(4)
"""What the totals of a state hold."""


@lean
def rounded(cents: float) -> float:
    """Return a cost rounded so that sums of costs are exact."""
    return math.floor(cents * CENT_PARTS + 0.5) / CENT_PARTS


@lean
def total_cost(state: State) -> float:
    """Return the cost of a state in cents; ``INFEASIBLE`` where it breaks a rule of its own."""
    if state.totals[BROKEN] > 0:
        return INFEASIBLE
    return state.totals[ROUTES] + state.totals[DROPPED] + state.totals[BASES]


@lean
def price_duty(p: Flat, state: State, duty: int) -> None:
    """Write cost, clocks and loads of a duty as it stands."""
    trips, sizes = state.sequence[duty], state.sizes[duty]
    clocks = Clocks(state.finish[duty], state.leaves[duty], state.late[duty], state.late_home[duty])
    cost, _, ends, metres = evaluate_duty(p, duty, trips, sizes, clocks)
    before = state.costs[duty]
    if before >= INFEASIBLE:
        state.totals[BROKEN] -= 1
    else:
        state.totals[ROUTES] -= before
    if cost >= INFEASIBLE:
        state.totals[BROKEN] += 1
    else:
        cost = rounded(cost)
        state.totals[ROUTES] += cost
    state.costs[duty] = cost
    state.ends[duty] = ends
    state.metres[duty] = metres
    time_backwards(p, duty, trips, sizes, clocks, p.end[duty])
    for t in range(len(sizes)):
        weigh_trip(p, state, duty, t)


@lean
def weigh_trip(p: Flat, state: State, duty: int, trip: int) -> None:
    """Write what a trip carries."""
    size = state.sizes[duty, trip]
    tasks, loads = state.sequence[duty, trip], state.loads[duty, trip]
    loads[:] = 0
    classes, excluded = 0, 0
    for k in range(size):
        task = tasks[k]
        classes |= p.classes[task]
        excluded |= p.excluded[task]
        side = 0 if p.is_delivery[task] else 2
        loads[side] += p.weight[task]
        loads[side + 1] += p.volume[task]
        loads[2] += p.pickup_weight[task]
        loads[3] += p.pickup_volume[task]
    state.classes[duty, trip, 0] = classes
    state.classes[duty, trip, 1] = excluded


@lean
def note_duty(state: State, undo: Undo, duty: int) -> None:
    """Keep a duty as it is now, unless it was kept before in this step."""
    if undo.is_changed[duty]:
        return
    undo.is_changed[duty] = 1
    undo.is_stale[duty] = 1
    undo.changed[undo.num_changed[0]] = duty
    undo.num_changed[0] += 1
    copy_duty(state, undo.before, duty)


@lean
def copy_duty(source: State, target: State, duty: int) -> None:
    """Overwrite a duty of one state with that of another."""
    for t in range(source.sizes.shape[1]):
        size = source.sizes[duty, t]
        target.sizes[duty, t] = size
        if size == 0:
            continue
        for k in range(size):
            target.sequence[duty, t, k] = source.sequence[duty, t, k]
            target.finish[duty, t, k] = source.finish[duty, t, k]
            target.late[duty, t, k] = source.late[duty, t, k]
        target.leaves[duty, t] = source.leaves[duty, t]
        target.late_home[duty, t] = source.late_home[duty, t]
        for column in range(4):
            target.loads[duty, t, column] = source.loads[duty, t, column]
        target.classes[duty, t, 0] = source.classes[duty, t, 0]
        target.classes[duty, t, 1] = source.classes[duty, t, 1]
    target.ends[duty] = source.ends[duty]
    target.metres[duty] = source.metres[duty]
    target.costs[duty] = source.costs[duty]


@lean
def begin_step(state: State, undo: Undo) -> None:
    """Begin a step that may be taken back."""
    for at in range(undo.num_changed[0]):
        undo.is_changed[undo.changed[at]] = 0
    undo.num_changed[0] = 0
    for k in range(len(state.totals)):
        undo.before.totals[k] = state.totals[k]


@lean
def take_back(p: Flat, f: Frame, state: State, undo: Undo) -> None:
    """Make the routes what they were at the beginning of the step."""
    for at in range(undo.num_changed[0]):
        duty = undo.changed[at]
        if state.sizes[duty, 0]:
            state.used[p.base[duty], p.day[duty]] -= 1
        for t in range(state.sizes.shape[1]):
            for k in range(state.sizes[duty, t]):
                task = state.sequence[duty, t, k]
                state.duty_of[task] = -1
                state.trip_of[task] = -1
                if f.group[task] >= 0:
                    state.served[f.group[task]] -= 1
    for at in range(undo.num_changed[0]):
        duty = undo.changed[at]
        copy_duty(undo.before, state, duty)
        if state.sizes[duty, 0]:
            state.used[p.base[duty], p.day[duty]] += 1
        for t in range(state.sizes.shape[1]):
            for k in range(state.sizes[duty, t]):
                task = state.sequence[duty, t, k]
                state.duty_of[task] = duty
                state.trip_of[task] = t
                if f.group[task] >= 0:
                    state.served[f.group[task]] += 1
    for k in range(len(state.totals)):
        state.totals[k] = undo.before.totals[k]


@lean
def keep_best(state: State, undo: Undo) -> None:
    """Copy what has changed since the last time to the best routes."""
    for duty in range(len(undo.is_stale)):
        if undo.is_stale[duty]:
            undo.is_stale[duty] = 0
            for t in range(state.sizes.shape[1]):
                size = state.sizes[duty, t]
                undo.best_sizes[duty, t] = size
                for k in range(size):
                    undo.best_sequence[duty, t, k] = state.sequence[duty, t, k]


@lean
def remove_task(f: Frame, state: State, undo: Undo, task: int) -> None:
    """Take a task out of its trip; its duty has to be settled."""
    duty, trip = state.duty_of[task], state.trip_of[task]
    note_duty(state, undo, duty)
    size = state.sizes[duty, trip]
    at = 0
    while state.sequence[duty, trip, at] != task:
        at += 1
    for k in range(at, size - 1):
        state.sequence[duty, trip, k] = state.sequence[duty, trip, k + 1]
    state.sizes[duty, trip] = size - 1
    state.duty_of[task] = -1
    state.trip_of[task] = -1
    group = f.group[task]
    if group >= 0:
        state.served[group] -= 1
    if group < 0 or state.served[group] == 0:
        state.totals[DROPPED] += f.drop[task]


@lean
def insert_task(
    p: Flat, f: Frame, state: State, undo: Undo, task: int, duty: int, trip: int, position: int
) -> None:
    """Put a task where `find_insertion` found place for it."""
    note_duty(state, undo, duty)
    sequence, sizes = state.sequence[duty], state.sizes[duty]
    was_idle = sizes[0] == 0
    if trip == -1:
        for t in range(len(sizes) - 1, 0, -1):
            sizes[t] = sizes[t - 1]
            for k in range(sizes[t]):
                sequence[t, k] = sequence[t - 1, k]
                state.trip_of[sequence[t, k]] = t
        sizes[0] = 0
        trip = 0
    size = sizes[trip]
    for k in range(size, position, -1):
        sequence[trip, k] = sequence[trip, k - 1]
    sequence[trip, position] = task
    sizes[trip] = size + 1
    state.duty_of[task] = duty
    state.trip_of[task] = trip
    group = f.group[task]
    if group >= 0:
        state.served[group] += 1
    if group < 0 or state.served[group] == 1:
        state.totals[DROPPED] -= f.drop[task]
    price_duty(p, state, duty)
    if was_idle:
        use_base(p, state, duty, 1)


@lean
def use_base(p: Flat, state: State, duty: int, change: int) -> None:
    """Count a duty that begins to be at work, or is at work no more."""
    base, day = p.base[duty], p.day[duty]
    was_used = state.used[base, day] > 0
    state.used[base, day] += change
    is_used = state.used[base, day] > 0
    if is_used and not was_used:
        state.totals[BASES] += rounded(p.base_day_cost[base])
    elif was_used and not is_used:
        state.totals[BASES] -= rounded(p.base_day_cost[base])


@lean
def settle(p: Flat, state: State, undo: Undo) -> None:
    """Close gaps between the trips of changed duties, and price them again."""
    for at in range(undo.num_changed[0]):
        duty = undo.changed[at]
        sequence, sizes = state.sequence[duty], state.sizes[duty]
        w = 0
        for t in range(len(sizes)):
            size = sizes[t]
            if size == 0:
                continue
            if w != t:
                for k in range(size):
                    sequence[w, k] = sequence[t, k]
                    state.trip_of[sequence[w, k]] = w
                sizes[w] = size
                sizes[t] = 0
            w += 1
        price_duty(p, state, duty)
        if w == 0:
            use_base(p, state, duty, -1)
