"""Where a task can go, and what it adds there; compiled."""

from __future__ import annotations

from typing import Any

import numpy as np

from optimizer.domain import NO_WAY, Floats
from optimizer.engines.ruin.changes import rounded
from optimizer.engines.ruin.state import MOST_PRICED, Frame, Room, State
from optimizer.problems import (
    INFEASIBLE,
    Flat,
    check_trip,
    evaluate_duty,
    fitting_start,
    handling,
    lean,
)

ENOUGH_PRICED = 2
MANY_BASES = 6
"""New trips are tried from this many bases, those that seem the cheapest for a task."""


@lean
def find_insertion(
    p: Flat, f: Frame, state: State, task: int, most: float, blink: float, room: Room
) -> Any:
    """
    Return the cheapest place of a task: added cost, duty, trip, position.

    ``INFEASIBLE`` where it fits nowhere for less than ``most``. A trip number equal to the
    number of trips opens a new trip at the end of the duty, -1 one at its beginning. Places
    are priced exactly in the order of their estimate, until a few have been found to be
    feasible.
    """
    best, best_duty, best_trip, best_position = INFEASIBLE, -1, -1, -1
    pairs = list_trips(p, f, state, task, room)
    count = list_places(p, f, state, task, pairs, most, blink, room)
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
        added = rounded(cost) - state.costs[duty]
        if state.sizes[duty, 0] == 0 and state.used[p.base[duty], p.day[duty]] == 0:
            added += p.base_day_cost[p.base[duty]]
        if added < best:
            best, best_duty, best_trip, best_position = added, duty, choice, position
    return best, best_duty, best_trip, best_position


@lean
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
        shift = 0
        for k in range(size):
            if t == choice and k == position:
                room.work[rows, k] = task
                shift = 1
            room.work[rows, k + shift] = state.sequence[duty, t, k]
        if t == choice and position == size:
            room.work[rows, size] = task
            shift = 1
        room.sizes[rows] = size + shift
        rows += 1
    if choice == rows:
        room.work[rows, 0] = task
        room.sizes[rows] = 1
        rows += 1
    return rows


@lean
def in_order(values: Floats, number: int) -> float:
    """Return the value at a place, from 0, of the values in ascending order; they are few."""
    for value in values:
        less, equal = 0, 0
        for other in values:
            less += other < value
            equal += other == value
        if less <= number < less + equal:
            return value
    return INFEASIBLE


@lean
def list_trips(p: Flat, f: Frame, state: State, task: int, room: Room) -> int:
    """
    Write the trips that a task might join, new ones included; return how many.

    Those that serve a neighbour of the task, and new ones from the bases that seem the
    cheapest for it: what this takes does not grow with the fleet.
    """
    count = 0
    room.stamp[0] += 1
    stamp, num_trips = room.stamp[0], state.sizes.shape[1]
    for k in range(f.near.shape[1]):
        other = f.near[task, k]
        duty = state.duty_of[other]
        if duty < 0:
            continue
        trip = state.trip_of[other]
        if room.seen[duty, trip] != stamp:
            room.seen[duty, trip] = stamp
            room.pairs[count, 0], room.pairs[count, 1] = duty, trip
            count += 1
    num_bases, site = len(p.bases), p.site[task]
    bound = INFEASIBLE
    if num_bases > MANY_BASES:
        for base in range(num_bases):
            home = p.bases[base]
            away = p.duration[0, home, site] + p.duration[0, site, home]
            room.way[base] = away if p.release[task, base] < NO_WAY else INFEASIBLE
        bound = in_order(room.way, MANY_BASES - 1)
    for base in range(num_bases):
        if p.release[task, base] >= NO_WAY:
            continue
        # The hub serves any point, however far, where no truck comes in time.
        if num_bases > MANY_BASES and base and room.way[base] > bound:
            continue
        for at in range(f.first_duty[base], f.first_duty[base + 1]):
            duty = f.duties[at]
            if state.sizes[duty, 0] == 0:
                if room.seen_twin[f.twin[duty]] == stamp:
                    continue
                room.seen_twin[f.twin[duty]] = stamp
                room.pairs[count, 0], room.pairs[count, 1] = duty, 0
                count += 1
                continue
            filled = 1
            while filled < num_trips and state.sizes[duty, filled]:
                filled += 1
            if filled >= num_trips or filled >= f.most_trips[duty]:
                continue
            room.pairs[count, 0], room.pairs[count, 1] = duty, filled
            count += 1
            if f.standing_trips[duty] == 0:
                room.pairs[count, 0], room.pairs[count, 1] = duty, -1
                count += 1
    return count


@lean
def list_places(
    p: Flat,
    f: Frame,
    state: State,
    task: int,
    pairs: int,
    most: float,
    blink: float,
    room: Room,
) -> int:
    """
    Write where a task might best go, by what it seems to add; return how many places.

    The estimate takes the clocks of the duty as they stand: the detour, the time that it
    takes, the waiting and the lateness of the task itself; what it does to the tasks after it
    is left to the evaluator. One long function, because a call with all arrays costs more
    than its work: split up, the search ran at a quarter of its speed.
    """
    count = 0
    room.estimate[:] = most
    longest = state.sequence.shape[2]
    site, is_delivery = p.site[task], p.is_delivery[task]
    length = handling(p, site, p.pieces[task])
    out_weight, out_volume = (p.weight[task], p.volume[task]) if is_delivery else (0, 0)
    back_weight, back_volume = p.pickup_weight[task], p.pickup_volume[task]
    if not is_delivery:
        back_weight += p.weight[task]
        back_volume += p.volume[task]
    for pair in range(pairs):
        duty, choice = room.pairs[pair, 0], room.pairs[pair, 1]
        base = p.base[duty]
        released, end = p.release[task, base], p.end[duty]
        if released >= NO_WAY or released > end or p.earliest[task] > end:
            continue
        if p.latest[task] < p.start[duty] or p.hard[task, base] < p.start[duty]:
            continue
        if p.classes[task] & ~p.carries[duty]:
            continue
        # Not even at once could it be done before its duty begins.
        soonest = max(p.start[duty], released if is_delivery else p.earliest[task])
        waits_from = max(soonest, p.wait_from[task])
        floor = p.price[task, base] + p.wait_rate[task] * (waits_from - p.wait_from[task])
        size, leaves = 0, p.start[duty]
        if state.sizes[duty, 0] == 0:
            floor += p.cost[duty]
            if state.used[base, p.day[duty]] == 0:
                floor += p.base_day_cost[base]
        elif choice >= 0:
            size = state.sizes[duty, choice]
            leaves = state.leaves[duty, choice] if size else state.ends[duty]
        if floor >= room.estimate[MOST_PRICED - 1] or size + 2 > longest:
            continue
        weight, volume = p.capacity_weight[duty], p.capacity_volume[duty]
        first = 0
        if size:
            loads, classes = state.loads[duty, choice], state.classes[duty, choice]
            if loads[0] + out_weight > weight or loads[1] + out_volume > volume:
                continue
            if loads[2] + back_weight > weight or loads[3] + back_volume > volume:
                continue
            if classes[0] & p.excluded[task] or classes[1] & p.classes[task]:
                continue
            first = f.standing[duty, choice]
        elif max(out_weight, back_weight) > weight or max(out_volume, back_volume) > volume:
            continue
        if is_delivery:
            leaves = max(leaves, released)
        profile, home = p.profile[duty], p.bases[base]
        if choice == -1:
            # The first trip must still be able to leave.
            follows = p.site[state.sequence[duty, 0, 0]]
            end = min(end, state.late[duty, 0, 0] - p.duration[profile, home, follows])
        for position in range(first, size + 1):
            before, clock = home, leaves
            if position:
                before = p.site[state.sequence[duty, choice, position - 1]]
                clock = max(clock, state.finish[duty, choice, position - 1])
            after, deadline = home, end
            if position < size:
                after = p.site[state.sequence[duty, choice, position]]
                deadline = state.late[duty, choice, position]
                # Tasks of one site in a row are one stop: join it once, and never split it.
                if position > first and before in (site, after):
                    continue
            elif size:
                deadline = state.late_home[duty, choice]
                if before == site and position > first:
                    continue
            out, back = p.duration[profile, before, site], p.duration[profile, site, after]
            if out >= NO_WAY or back >= NO_WAY:
                continue
            metres = p.distance[profile, before, site] + p.distance[profile, site, after]
            if size:
                metres -= p.distance[profile, before, after]
            if state.metres[duty] + metres > p.range[duty]:
                continue
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
            if is_delivery and done > p.hard[task, base]:
                continue
            seconds = done + back - clock
            if size:
                seconds -= p.duration[profile, before, after]
            cost += seconds * p.second_cost[duty]
            cost += p.wait_rate[task] * max(0, done - waits_from)
            if is_delivery and done > p.due[task, base]:
                cost += p.late_cost[task] + p.late_rate[task] * (done - p.due[task, base])
            if blink > 0.0 and np.random.random() < blink:
                continue
            at = min(count, MOST_PRICED - 1)
            if cost >= room.estimate[at]:
                continue
            while at and room.estimate[at - 1] > cost:
                room.estimate[at] = room.estimate[at - 1]
                room.place[at, 0] = room.place[at - 1, 0]
                room.place[at, 1] = room.place[at - 1, 1]
                room.place[at, 2] = room.place[at - 1, 2]
                at -= 1
            room.estimate[at] = cost
            room.place[at, 0] = duty
            room.place[at, 1] = choice
            room.place[at, 2] = position
            count = min(count + 1, MOST_PRICED)
    return count
