"""
Ruin and recreate over the duties of one echelon; compiled.

Slack induction by string removals [1]_: a few neighbouring strings of tasks are taken out of
their trips and put back one by one where they cost least, with a blink now and then.

References
----------
.. [1] Christiaens, J., & Vanden Berghe, G. (2020). Slack induction by string removals for
   vehicle routing problems. Transportation Science, 54(2), 417-433.
"""

from __future__ import annotations

import numpy as np

from optimizer.engines.chance import sort_few
from optimizer.engines.ruin.changes import insert_task, remove_task
from optimizer.engines.ruin.places import find_insertion
from optimizer.engines.ruin.state import Frame, Room, State, Undo
from optimizer.problems import INFEASIBLE, Flat, lean

MEAN_REMOVED = 10
LONGEST_STRING = 10
MOST_DROPPED = 4
"""Dropped tasks that a step tries again, beside those near what it takes out."""
NEAR_DROPPED = 0.1
"""How often a step takes out what is near a dropped task."""
BLINK = 0.01
WHOLE_DUTY, WHOLE_TRIP = 0.05, 0.12


@lean
def ruin(p: Flat, f: Frame, state: State, undo: Undo) -> int:
    """
    Take tasks out and write them to ``undo.absent``; return how many.

    Mostly strings near a random task; now and then a whole trip or a whole duty. What
    stands stays.
    """
    seed = np.random.randint(len(p.site))
    kind = np.random.random()
    count = some_dropped(f, state, undo)
    if count and np.random.random() < NEAR_DROPPED:
        seed = undo.absent[np.random.randint(count)]
    if kind < WHOLE_TRIP and state.duty_of[seed] >= 0:
        duty, chosen = state.duty_of[seed], state.trip_of[seed]
        for t in range(state.sizes.shape[1]):
            if kind < WHOLE_DUTY or t == chosen:
                first = f.standing[duty, t]
                length = state.sizes[duty, t] - first
                count = remove_string(f, state, undo, duty, t, first, length, count)
        return count
    wanted, removed, extra = 1 + np.random.randint(2 * MEAN_REMOVED), 0, 0
    longest = 1 + np.random.randint(LONGEST_STRING)
    for k in range(f.near.shape[1]):
        task = f.near[seed, k]
        duty, trip = state.duty_of[task], state.trip_of[task]
        if removed >= wanted:
            break
        if duty < 0:
            if extra < MOST_DROPPED:
                before = count
                count = add_absent(f, state, undo, task, count)
                extra += count - before
            continue
        standing = f.standing[duty, trip]
        size = state.sizes[duty, trip] - standing
        if undo.is_changed[duty] or size == 0:
            continue
        length, at = min(size, longest), 0
        while state.sequence[duty, trip, standing + at] != task:
            at += 1
            if at == size:
                break
        if at == size:
            continue
        first = max(0, min(at - np.random.randint(length), size - length))
        count = remove_string(f, state, undo, duty, trip, standing + first, length, count)
        removed += length
    return count


@lean
def some_dropped(f: Frame, state: State, undo: Undo) -> int:
    """Write a few of the dropped tasks: all are tried again, but not all every time."""
    found = 0
    for task in range(len(state.duty_of)):
        if state.duty_of[task] < 0 and is_wanted(f, state, task):
            undo.absent[found] = task
            found += 1
    count = min(found, MOST_DROPPED)
    for k in range(count):
        other = np.random.randint(k, found)
        if k == 0:
            for at in range(found):
                if f.drop[undo.absent[at]] > f.drop[undo.absent[other]]:
                    other = at
        undo.absent[k], undo.absent[other] = undo.absent[other], undo.absent[k]
        undo.is_absent[undo.absent[k]] = 1
    return count


@lean
def is_wanted(f: Frame, state: State, task: int) -> bool:
    """Return whether a dropped task is missing; of a group the first stands for all."""
    group = f.group[task]
    if group < 0:
        return True
    return state.served[group] == 0 and f.members[f.first_member[group]] == task


@lean
def add_absent(f: Frame, state: State, undo: Undo, task: int, count: int) -> int:
    """Write a dropped task, unless it is written already or not missing; return the count."""
    if undo.is_absent[task] or not is_wanted(f, state, task):
        return count
    undo.absent[count] = task
    undo.is_absent[task] = 1
    return count + 1


@lean
def remove_string(
    f: Frame, state: State, undo: Undo, duty: int, trip: int, first: int, length: int, count: int
) -> int:
    """Take ``length`` tasks from a position on out of a trip; return the new count."""
    for _ in range(length):
        task = state.sequence[duty, trip, first]
        remove_task(f, state, undo, task)
        if not undo.is_absent[task]:
            undo.absent[count] = task
            undo.is_absent[task] = 1
            count += 1
    return count


@lean
def sort_absent(p: Flat, f: Frame, undo: Undo, count: int) -> None:
    """Order absent tasks: at random, by price, demand, distance (either way), or due time."""
    absent, keys = undo.absent, undo.keys
    kind = np.random.randint(6)
    hub = p.bases[0]
    for k in range(count):
        task = absent[k]
        undo.is_absent[task] = 0
        if kind == 0:
            keys[k] = np.random.random()
        elif kind == 1:
            keys[k] = -f.drop[task]
        elif kind == 2:
            keys[k] = -p.volume[task] - p.weight[task]
        elif kind == 3:
            keys[k] = -p.distance[0, hub, p.site[task]]
        elif kind == 4:
            keys[k] = p.distance[0, hub, p.site[task]]
        else:
            keys[k] = p.due[task, 0]
    sort_few(absent, keys, count)


@lean
def recreate(
    p: Flat, f: Frame, state: State, undo: Undo, count: int, blink: float, room: Room
) -> None:
    """Put absent tasks back one by one where they cost least, or drop them."""
    for k in range(count):
        task = undo.absent[k]
        group = f.group[task]
        if group < 0:
            added, duty, trip, at = find_insertion(p, f, state, task, f.drop[task], blink, room)
            if duty >= 0 and added < f.drop[task]:
                insert_task(p, f, state, undo, task, duty, trip, at)
            continue
        if state.served[group]:
            continue
        best, chosen, to_duty, to_trip, to_position = INFEASIBLE, -1, -1, -1, -1
        for number in range(f.first_member[group], f.first_member[group + 1]):
            member = f.members[number]
            added, duty, trip, at = find_insertion(p, f, state, member, f.drop[member], blink, room)
            if duty >= 0 and added < best:
                best, chosen, to_duty, to_trip, to_position = added, member, duty, trip, at
        if chosen >= 0 and best < f.drop[chosen]:
            insert_task(p, f, state, undo, chosen, to_duty, to_trip, to_position)
