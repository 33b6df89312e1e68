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
from optimizer.problems import (
    INFEASIBLE,
    Clocks,
    Flat,
    check_trip,
    evaluate_duty,
    fitting_start,
    handling,
    time_backwards,
)

MEAN_REMOVED = 10
LONGEST_STRING = 10
BLINK = 0.01
ENOUGH_PRICED = 4
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


@njit(cache=True)
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
def price_duty(p: Flat, state: State, duty: int) -> None:
    """Write cost and clocks of a duty as it stands."""
    trips, sizes = state.sequence[duty], state.sizes[duty]
    clocks = Clocks(
        state.finish[duty], state.leaves[duty], state.late[duty], state.late_home[duty]
    )
    cost, _, ends, _ = evaluate_duty(p, duty, trips, sizes, clocks)
    state.costs[duty] = cost
    state.ends[duty] = ends
    time_backwards(p, duty, trips, sizes, clocks, p.end[duty])


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


@njit(cache=True)
def list_places(p: Flat, state: State, task: int, blink: float, room: Room) -> int:
    """
    Write where a task might best go, by what it seems to add; return how many places.

    The estimate takes the clocks of the duty as they stand: the detour, the time that it
    takes and the waiting of the task itself; what it does to the tasks after it is left to
    the evaluator.
    """
    count = 0
    room.estimate[:] = INFEASIBLE
    num_trips, longest = state.sequence.shape[1], state.sequence.shape[2]
    site = p.site[task]
    length = handling(p, site, p.pieces[task])
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
        floor = p.price[task, base]
        if is_empty:
            floor += p.cost[duty]
            if state.used[base, p.day[duty]] == 0:
                floor += p.base_day_cost[base]
        if floor >= room.estimate[MOST_PRICED - 1]:
            continue
        if is_empty and has_empty_twin(p, state, duty):
            continue
        profile, home = p.profile[duty], p.bases[base]
        filled = 0
        while filled < num_trips and state.sizes[duty, filled]:
            filled += 1
        for choice in range(-1 if filled else 0, filled + 1):
            is_new = choice == -1 or choice == filled
            if is_new and filled >= num_trips:
                continue
            size = 0 if is_new else state.sizes[duty, choice]
            if size + 2 > longest:
                continue
            if not is_new:
                leaves = state.leaves[duty, choice]
            elif filled == 0 or choice == -1:
                leaves = p.start[duty]
            else:
                leaves = state.ends[duty]
            if p.is_delivery[task]:
                leaves = max(leaves, released)
            if not is_new and not has_room(p, state, task, duty, choice):
                continue
            for position in range(size + 1):
                before, clock = home, leaves
                if position:
                    before = p.site[state.sequence[duty, choice, position - 1]]
                    clock = max(clock, state.finish[duty, choice, position - 1])
                after, deadline = home, p.end[duty]
                if position < size:
                    after = p.site[state.sequence[duty, choice, position]]
                    deadline = state.late[duty, choice, position]
                elif size:
                    deadline = state.late_home[duty, choice]
                out, back = p.duration[profile, before, site], p.duration[profile, site, after]
                if out >= NO_WAY or back >= NO_WAY:
                    continue
                metres = p.distance[profile, before, site] + p.distance[profile, site, after]
                if size:
                    metres -= p.distance[profile, before, after]
                cost = floor + metres * p.metre_cost[duty]
                if cost >= room.estimate[MOST_PRICED - 1] or clock + out > deadline:
                    continue
                start = max(clock + out, p.earliest[task])
                if length:
                    start = fitting_start(p, site, start, length)
                done = start + length
                if before == site or after == site:
                    done -= p.stop_time[site]
                if start > p.latest[task] or done + back > deadline:
                    continue
                if p.is_delivery[task] and done > p.hard[task, base]:
                    continue
                seconds = done + back - clock
                if size:
                    seconds -= p.duration[profile, before, after]
                cost += seconds * p.second_cost[duty]
                cost += p.wait_rate[task] * max(0, done - p.wait_from[task])
                if p.is_delivery[task] and done > p.due[task, base]:
                    cost += p.late_cost[task]
                if blink > 0.0 and np.random.random() < blink:
                    continue
                at = min(count, MOST_PRICED - 1)
                if cost >= room.estimate[at]:
                    continue
                while at and room.estimate[at - 1] > cost:
                    room.estimate[at] = room.estimate[at - 1]
                    room.place[at] = room.place[at - 1]
                    at -= 1
                room.estimate[at] = cost
                room.place[at, 0] = duty
                room.place[at, 1] = choice
                room.place[at, 2] = position
                count = min(count + 1, MOST_PRICED)
    return count


@njit(cache=True)
def has_room(p: Flat, state: State, task: int, duty: int, trip: int) -> bool:
    """Return whether a trip could carry a task too, as far as its totals tell."""
    weight, volume = p.weight[task], p.volume[task]
    for k in range(state.sizes[duty, trip]):
        other = state.sequence[duty, trip, k]
        if p.classes[other] & p.excluded[task]:
            return False
        if p.is_delivery[other] == p.is_delivery[task]:
            weight += p.weight[other]
            volume += p.volume[other]
    return weight <= p.capacity_weight[duty] and volume <= p.capacity_volume[duty]


@njit(cache=True)
def find_insertion(p: Flat, state: State, task: int, blink: float, room: Room) -> tuple:
    """
    Return the cheapest place of a task: added cost, duty, trip, position.

    ``INFEASIBLE`` where it fits nowhere. A trip number equal to the number of trips opens
    a new trip at the end of the duty, -1 one at its beginning. Places are priced exactly in
    the order of their estimate, until a few have been found to be feasible.
    """
    best, best_duty, best_trip, best_position = INFEASIBLE, -1, -1, -1
    count = list_places(p, state, task, blink, room)
    found = 0
    for at in range(count):
        if found >= ENOUGH_PRICED:
            break
        duty, choice, position = room.place[at, 0], room.place[at, 1], room.place[at, 2]
        rows = lay_out(state, task, duty, choice, position, room)
        changed = max(choice, 0)
        if not check_trip(p, duty, room.work[changed], room.sizes[changed]):
            continue
        cost = evaluate_duty(p, duty, room.work, room.sizes[:rows], room.clocks)[0]
        if cost >= INFEASIBLE:
            continue
        found += 1
        added = cost - state.costs[duty]
        if state.sizes[duty, 0] == 0 and state.used[p.base[duty], p.day[duty]] == 0:
            added += p.base_day_cost[p.base[duty]]
        if added < best:
            best, best_duty, best_trip, best_position = added, duty, choice, position
    return best, best_duty, best_trip, best_position


@njit(cache=True)
def lay_out(state: State, task: int, duty: int, choice: int, position: int, room: Room) -> int:
    """Write the trips of a duty with a task put in; return how many trips."""
    rows = 0
    if choice == -1:
        room.work[0, 0] = task
        room.sizes[0] = 1
        rows = 1
    for t in range(state.sizes.shape[1]):
        size = state.sizes[duty, t]
        if size == 0:
            break
        if t != choice:
            room.work[rows, :size] = state.sequence[duty, t, :size]
            room.sizes[rows] = size
        else:
            room.work[rows, :position] = state.sequence[duty, t, :position]
            room.work[rows, position] = task
            room.work[rows, position + 1 : size + 1] = state.sequence[duty, t, position:size]
            room.sizes[rows] = size + 1
        rows += 1
    if choice == rows:
        room.work[rows, 0] = task
        room.sizes[rows] = 1
        rows += 1
    return rows


@njit(cache=True)
def has_empty_twin(p: Flat, state: State, duty: int) -> bool:
    """Return whether an earlier duty, alike but for its name, is empty too."""
    for other in range(duty):
        if p.twin[other] == p.twin[duty] and state.sizes[other, 0] == 0:
            return True
    return False


@njit(cache=True)
def insert_task(
    p: Flat, state: State, task: int, duty: int, trip: int, position: int
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
    price_duty(p, state, duty)
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
    p: Flat, state: State, absent: Ints, count: int, blink: float, room: Room
) -> None:
    """Put absent tasks back one by one where they cost least, or drop them."""
    for k in range(count):
        task = absent[k]
        added, duty, trip, position = find_insertion(p, state, task, blink, room)
        if duty >= 0 and added < p.drop_cost[task]:
            insert_task(p, state, task, duty, trip, position)
