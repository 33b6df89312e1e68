"""Where a task can go, and what it adds there; compiled."""

from __future__ import annotations

from typing import Any

import numpy as np

from optimizer.domain import NO_WAY
from optimizer.engines.ruin.state import MOST_PRICED, Room, State
from optimizer.problems import (
    INFEASIBLE,
    Flat,
    check_trip,
    compiled,
    evaluate_duty,
    fitting_start,
    handling,
)

ENOUGH_PRICED = 4


@compiled
def find_insertion(p: Flat, state: State, task: int, blink: float, room: Room) -> Any:
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


@compiled
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


@compiled
def list_places(p: Flat, state: State, task: int, blink: float, room: Room) -> int:
    """
    Write where a task might best go, by what it seems to add; return how many places.

    The estimate takes the clocks of the duty as they stand: the detour, the time that it
    takes and the waiting of the task itself; what it does to the tasks after it is left to
    the evaluator. One long function, because a call with all arrays costs more than its
    work: split up, the search ran at a quarter of its speed.
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
        # Not even at once could it be done before its duty begins.
        soonest = max(p.start[duty], released if p.is_delivery[task] else p.earliest[task])
        waits_from = max(soonest, p.wait_from[task])
        floor = p.price[task, base] + p.wait_rate[task] * (waits_from - p.wait_from[task])
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
                cost += p.wait_rate[task] * max(0, done - waits_from)
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


@compiled
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


@compiled
def has_empty_twin(p: Flat, state: State, duty: int) -> bool:
    """Return whether an earlier duty, alike but for its name, is empty too."""
    for other in range(duty):
        if p.twin[other] == p.twin[duty] and state.sizes[other, 0] == 0:
            return True
    return False
