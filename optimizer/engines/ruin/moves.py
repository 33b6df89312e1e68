"""
Ruin and recreate over the duties of one echelon.

Slack induction by string removals [1]_: a few neighbouring strings of tasks are taken out of
their trips and put back one by one where they cost least, with a blink now and then. A state
is a set of flat arrays; every insertion is priced by the common evaluator.

References
----------
.. [1] Christiaens, J., & Vanden Berghe, G. (2020). Slack induction by string removals for
   vehicle routing problems. Transportation Science, 54(2), 417-433.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from optimizer.domain import NO_WAY, Floats, Ints
from optimizer.problems import INFEASIBLE, Flat, check_trip, evaluate_duty

MEAN_REMOVED = 10
LONGEST_STRING = 10
BLINK = 0.01


class State(NamedTuple):
    """
    Routes of all duties.

    ``sequence`` has shape ``(duties, trips, tasks)``, ``sizes`` ``(duties, trips)``,
    ``duty_of`` and ``trip_of`` ``(tasks,)`` (-1: dropped), ``costs`` ``(duties,)``,
    ``used`` counts the duties at work by base and day, shape ``(bases, days)``.
    """

    sequence: Ints
    sizes: Ints
    duty_of: Ints
    trip_of: Ints
    costs: Floats
    used: Ints


@njit(cache=True)
def copy_state(source: State, target: State) -> None:
    """Overwrite one state with another."""
    target.sequence[:] = source.sequence
    target.sizes[:] = source.sizes
    target.duty_of[:] = source.duty_of
    target.trip_of[:] = source.trip_of
    target.costs[:] = source.costs
    target.used[:] = source.used


@njit(cache=True)
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


@njit(cache=True)
def price_duty(p: Flat, state: State, duty: int, finish: Ints) -> float:
    """Return the cost of a duty as it stands."""
    cost = evaluate_duty(p, duty, state.sequence[duty], state.sizes[duty], finish)[0]
    return cost


@njit(cache=True)
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


@njit(cache=True)
def settle(p: Flat, state: State, touched: Ints, finish: Ints) -> None:
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
        state.costs[duty] = price_duty(p, state, duty, finish)
    state.used[:] = 0
    for duty in range(len(touched)):
        if state.sizes[duty, 0]:
            state.used[p.base[duty], p.day[duty]] += 1


@njit(cache=True)
def find_insertion(
    p: Flat, state: State, task: int, blink: float, work: Ints, lengths: Ints, finish: Ints
) -> tuple:
    """
    Return the cheapest place of a task: added cost, duty, trip, position.

    ``INFEASIBLE`` where it fits nowhere. A trip number equal to the number of trips opens
    a new trip at the end of the duty, -1 one at its beginning.
    """
    best, best_duty, best_trip, best_position = INFEASIBLE, -1, -1, -1
    num_trips, longest = state.sequence.shape[1], state.sequence.shape[2]
    site = p.site[task]
    for duty in range(len(p.base)):
        base = p.base[duty]
        released = p.release[task, base]
        if released >= NO_WAY or released > p.end[duty] or p.earliest[task] > p.end[duty]:
            continue
        if p.latest[task] < p.start[duty] or p.hard[task, base] < p.start[duty]:
            continue
        if p.classes[task] & ~p.carries[duty]:
            continue
        is_empty = state.sizes[duty, 0] == 0
        if is_empty and has_empty_twin(p, state, duty):
            continue
        fixed = 0.0
        if is_empty:
            fixed = p.cost[duty]
            if state.used[base, p.day[duty]] == 0:
                fixed += p.base_day_cost[base]
        floor = fixed + p.price[task, base]
        if floor >= best:
            continue
        profile, home = p.profile[duty], p.bases[base]
        filled = 0
        while filled < num_trips and state.sizes[duty, filled]:
            filled += 1
        for choice in range(-1, filled + 1):
            if choice == -1 and filled == 0:
                continue
            is_new = choice == -1 or choice == filled
            if is_new and filled >= num_trips:
                continue
            size = 0 if is_new else state.sizes[duty, choice]
            if size + 1 > longest:
                continue
            checked = False
            for position in range(size + 1):
                before = home if position == 0 else p.site[state.sequence[duty, choice, position - 1]]
                after = home if position == size else p.site[state.sequence[duty, choice, position]]
                if p.distance[profile, before, site] >= NO_WAY:
                    continue
                if p.distance[profile, site, after] >= NO_WAY:
                    continue
                extra = p.distance[profile, before, site] + p.distance[profile, site, after]
                if size:
                    extra -= p.distance[profile, before, after]
                if floor + extra * p.metre_cost[duty] >= best:
                    continue
                if blink > 0.0 and np.random.random() < blink:
                    continue
                w = 0
                if choice == -1:
                    work[0, 0] = task
                    lengths[0] = 1
                    w = 1
                for t in range(filled):
                    lengths[w] = state.sizes[duty, t]
                    if t != choice:
                        for k in range(lengths[w]):
                            work[w, k] = state.sequence[duty, t, k]
                    else:
                        for k in range(position):
                            work[w, k] = state.sequence[duty, t, k]
                        work[w, position] = task
                        for k in range(position, size):
                            work[w, k + 1] = state.sequence[duty, t, k]
                        lengths[w] += 1
                        if not check_trip(p, duty, work[w], lengths[w]):
                            checked = True
                            break
                    w += 1
                if checked:
                    checked = False
                    continue
                if is_new:
                    if choice == filled:
                        work[w, 0] = task
                        lengths[w] = 1
                        w += 1
                    row = 0 if choice == -1 else w - 1
                    if not check_trip(p, duty, work[row], 1):
                        continue
                cost = evaluate_duty(p, duty, work, lengths[:w], finish)[0]
                if cost >= INFEASIBLE:
                    continue
                added = cost - state.costs[duty]
                if is_empty and state.used[base, p.day[duty]] == 0:
                    added += p.base_day_cost[base]
                if added < best:
                    best, best_duty, best_trip, best_position = added, duty, choice, position
    return best, best_duty, best_trip, best_position


@njit(cache=True)
def has_empty_twin(p: Flat, state: State, duty: int) -> bool:
    """Return whether an earlier duty, alike but for its name, is empty too."""
    for other in range(duty):
        if p.twin[other] == p.twin[duty] and state.sizes[other, 0] == 0:
            return True
    return False


@njit(cache=True)
def insert_task(
    p: Flat, state: State, task: int, duty: int, trip: int, position: int, finish: Ints
) -> None:
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
    state.costs[duty] = price_duty(p, state, duty, finish)
    if was_idle:
        state.used[p.base[duty], p.day[duty]] += 1


@njit(cache=True)
def ruin(p: Flat, state: State, neighbours: Ints, absent: Ints, touched: Ints) -> int:
    """
    Take tasks out and write them to ``absent``; return how many.

    Mostly strings near a random task; now and then a whole trip or a whole duty.
    """
    num_tasks = len(p.site)
    count = 0
    for task in range(num_tasks):
        if state.duty_of[task] < 0:
            absent[count] = task
            count += 1
    # Tasks that found no place are tried again, but not all of them every time.
    if count > MEAN_REMOVED:
        for k in range(MEAN_REMOVED):
            other = np.random.randint(k, count)
            absent[k], absent[other] = absent[other], absent[k]
        count = MEAN_REMOVED
    seed = np.random.randint(num_tasks)
    kind = np.random.random()
    if kind < 0.12 and state.duty_of[seed] >= 0:
        duty, chosen = state.duty_of[seed], state.trip_of[seed]
        whole = kind < 0.05
        touched[duty] = 1
        for t in range(state.sizes.shape[1]):
            if whole or t == chosen:
                while state.sizes[duty, t]:
                    task = state.sequence[duty, t, 0]
                    remove_task(state, task)
                    absent[count] = task
                    count += 1
        return count
    wanted = 1 + np.random.randint(2 * MEAN_REMOVED)
    longest = 1 + np.random.randint(LONGEST_STRING)
    removed = 0
    for k in range(neighbours.shape[1]):
        if removed >= wanted:
            break
        task = neighbours[seed, k]
        duty = state.duty_of[task]
        if duty < 0 or touched[duty]:
            continue
        touched[duty] = 1
        trip = state.trip_of[task]
        size = state.sizes[duty, trip]
        length = min(size, longest)
        at = 0
        while state.sequence[duty, trip, at] != task:
            at += 1
        first = max(0, min(at - np.random.randint(length), size - length))
        for _ in range(length):
            gone = state.sequence[duty, trip, first]
            remove_task(state, gone)
            absent[count] = gone
            count += 1
            removed += 1
    return count


@njit(cache=True)
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


@njit(cache=True)
def recreate(
    p: Flat, state: State, absent: Ints, count: int, blink: float, work: Ints, finish: Ints
) -> None:
    """Put absent tasks back one by one where they cost least, or drop them."""
    lengths = np.zeros(work.shape[0], dtype=np.int64)
    for k in range(count):
        task = absent[k]
        added, duty, trip, position = find_insertion(
            p, state, task, blink, work, lengths, finish
        )
        if duty >= 0 and added < p.drop_cost[task]:
            insert_task(p, state, task, duty, trip, position, finish)
