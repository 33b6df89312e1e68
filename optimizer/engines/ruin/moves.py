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

from optimizer.domain import Floats, Ints
from optimizer.engines.ruin.places import find_insertion
from optimizer.engines.ruin.state import Room, State, insert_task, remove_task
from optimizer.problems import Flat, compiled

MEAN_REMOVED = 10
LONGEST_STRING = 10
BLINK = 0.01
WHOLE_DUTY, WHOLE_TRIP = 0.05, 0.12


@compiled
def ruin(p: Flat, state: State, neighbours: Ints, absent: Ints, touched: Ints) -> int:
    """
    Take tasks out and write them to ``absent``; return how many.

    Mostly strings near a random task; now and then a whole trip or a whole duty.
    """
    count = some_dropped(state, absent)
    seed = np.random.randint(len(p.site))
    kind = np.random.random()
    if kind < WHOLE_TRIP and state.duty_of[seed] >= 0:
        duty, chosen = state.duty_of[seed], state.trip_of[seed]
        touched[duty] = 1
        for t in range(state.sizes.shape[1]):
            if kind < WHOLE_DUTY or t == chosen:
                size = state.sizes[duty, t]
                count = remove_string(state, duty, t, 0, size, absent, count)
        return count
    wanted = count + 1 + np.random.randint(2 * MEAN_REMOVED)
    longest = 1 + np.random.randint(LONGEST_STRING)
    for k in range(neighbours.shape[1]):
        task = neighbours[seed, k]
        duty, trip = state.duty_of[task], state.trip_of[task]
        if count >= wanted:
            break
        if duty < 0 or touched[duty]:
            continue
        touched[duty] = 1
        size = state.sizes[duty, trip]
        length, at = min(size, longest), 0
        while state.sequence[duty, trip, at] != task:
            at += 1
        first = max(0, min(at - np.random.randint(length), size - length))
        count = remove_string(state, duty, trip, first, length, absent, count)
    return count


@compiled
def some_dropped(state: State, absent: Ints) -> int:
    """Write a few of the dropped tasks: all are tried again, but not all every time."""
    count = 0
    for task in range(len(state.duty_of)):
        if state.duty_of[task] < 0:
            absent[count] = task
            count += 1
    if count > MEAN_REMOVED:
        for k in range(MEAN_REMOVED):
            other = np.random.randint(k, count)
            absent[k], absent[other] = absent[other], absent[k]
        count = MEAN_REMOVED
    return count


@compiled
def remove_string(
    state: State, duty: int, trip: int, first: int, length: int, absent: Ints, count: int
) -> int:
    """Take ``length`` tasks from a position on out of a trip; return the new count."""
    for _ in range(length):
        task = state.sequence[duty, trip, first]
        remove_task(state, task)
        absent[count] = task
        count += 1
    return count


@compiled
def sort_absent(p: Flat, absent: Ints, count: int, keys: Floats) -> None:
    """Order absent tasks: at random, or by demand, distance or due time, each reversed too."""
    kind = np.random.randint(6)
    hub = p.bases[0]
    for k in range(count):
        task = absent[k]
        if kind <= 1:
            keys[k] = np.random.random()
        elif kind == 2:
            keys[k] = -p.volume[task] - p.weight[task]
        elif kind == 3:
            keys[k] = -p.distance[0, hub, p.site[task]]
        elif kind == 4:
            keys[k] = p.distance[0, hub, p.site[task]]
        else:
            keys[k] = p.due[task, 0]
    order = np.argsort(keys[:count])
    absent[:count] = absent[:count][order]


@compiled
def recreate(p: Flat, state: State, absent: Ints, count: int, blink: float, room: Room) -> None:
    """Put absent tasks back one by one where they cost least, or drop them."""
    for k in range(count):
        task = absent[k]
        added, duty, trip, position = find_insertion(p, state, task, blink, room)
        if duty >= 0 and added < p.drop_cost[task]:
            insert_task(p, state, task, duty, trip, position)
