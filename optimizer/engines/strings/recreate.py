"""Recreate: absent tasks go back one by one where they cost least, with a blink; compiled."""

from __future__ import annotations

from typing import Any

import numpy as np

from optimizer.engines.chance import sort_few
from optimizer.engines.strings.ground import Ground
from optimizer.engines.strings.route import (
    alone_in_time,
    close_route,
    free_row,
    open_route,
    refresh,
)
from optimizer.engines.strings.state import COUNT, DROPS, Desk, Routes, touch
from optimizer.problems import NOWHERE, lean

BLINK = 0.01
MOST_SCANNED = 250
"""Up to so many tasks every place is tried, beyond only those beside near tasks."""


@lean
def sort_absent(g: Ground, desk: Desk) -> None:
    """Order the absent tasks: at random, by demand, far, near, by when they may be served."""
    count = desk.tally[1]
    kind = np.random.randint(13 if g.is_timed else 11)
    for k in range(count):
        task = desk.absent[k]
        if kind < 4:
            key = np.random.randint(1 << 30)
        elif kind < 8:
            key = -max(g.down_weight[task], g.up_weight[task])
        elif kind < 11:
            key = NOWHERE
            for base in range(len(g.opening)):
                if desk.allowed[base]:
                    key = min(key, g.cost[0, len(g.drop) + base, task])
            key = -key if kind < 10 else key
        elif kind == 11:
            key = g.latest[task] - g.earliest[task]
        else:
            key = g.latest[task]
        desk.keys[k] = key
    sort_few(desk.absent, desk.keys, count)


@lean
def recreate(g: Ground, routes: Routes, desk: Desk, blink: float) -> None:
    """Put the absent tasks back, or leave them dropped where that is cheaper."""
    left = 0
    for k in range(desk.tally[1]):
        task = desk.absent[k]
        added, row, position, slot = find_place(g, routes, desk, task, blink)
        if row < 0 or added >= g.drop[task] or not put(g, routes, desk, task, row, position, slot):
            desk.absent[left] = task
            left += 1
    desk.tally[1] = left


@lean
def put(
    g: Ground, routes: Routes, desk: Desk, task: int, row: int, position: int, slot: int
) -> bool:
    """Put a task where `find_place` found room; False where a larger vehicle has none."""
    touch(routes, desk, row)
    size = routes.size[row]
    if size == 0:
        open_route(g, routes, row, slot)
    elif slot != routes.slot[row]:
        routes.used[routes.slot[row]] -= 1
        routes.used[slot] += 1
        routes.slot[row] = slot
    for k in range(size, position, -1):
        routes.seq[row, k] = routes.seq[row, k - 1]
    routes.seq[row, position] = task
    routes.size[row] = size + 1
    routes.total[DROPS] -= g.drop[task]
    if refresh(g, routes, row):
        return True
    for k in range(position, size):
        routes.seq[row, k] = routes.seq[row, k + 1]
    routes.size[row] = size
    routes.row[task] = -1
    routes.total[DROPS] += g.drop[task]
    if size == 0:
        close_route(routes, row)
    refresh(g, routes, row)
    return False


@lean
def find_place(g: Ground, routes: Routes, desk: Desk, task: int, blink: float) -> Any:
    """
    Return added cost, row, position and slot of the cheapest place; row -1 for none.

    Every position of every route is tried, or those beside near tasks where there are many.
    A position is judged in constant time, from what is known of the parts before and behind.
    One long function: a call takes all arrays along and costs more than its work.
    """
    best, best_row, best_position, best_slot = NOWHERE, -1, -1, -1
    n = len(g.drop)
    everywhere = n <= MOST_SCANNED
    weight, volume = g.down_weight[task], g.down_volume[task]
    back_weight, back_volume = g.up_weight[task], g.up_volume[task]
    earliest, latest, service = g.earliest[task], g.latest[task], g.service[task]
    for k in range(len(routes.size) if everywhere else g.close.shape[1]):
        row = k if everywhere else routes.row[g.close[task, k]]
        if row < 0:
            continue
        size = routes.size[row]
        if size == 0:
            continue
        slot = routes.slot[row]
        base = g.base[slot]
        if (
            g.allowed[task, slot]
            and routes.load[row, 0] + weight <= g.most_weight[slot]
            and routes.load[row, 1] + back_weight <= g.most_weight[slot]
            and routes.load[row, 2] + volume <= g.most_volume[slot]
            and routes.load[row, 3] + back_volume <= g.most_volume[slot]
        ):
            extra = g.price[task, base] + desk.toll[base] * weight
        else:
            if g.siblings.shape[1] == 1:
                continue
            extra, slot = larger_vehicle(g, routes, task, row)
            if slot < 0:
                continue
            extra += g.price[task, base] + desk.toll[base] * weight
        if extra >= best:
            continue
        rate, home, released = g.rate[slot], n + base, 0
        most_weight, most_volume = g.most_weight[slot], g.most_volume[slot]
        if g.is_timed:
            released = max(routes.begin[row], g.release[task, base])
        profile, second = g.profile[slot], g.second[slot]
        is_own = slot == routes.slot[row]
        first_position, stop = 0, size + 1
        if not everywhere:
            first_position = routes.at[g.close[task, k]]
            stop = first_position + 2
        before = routes.seq[row, first_position - 1] if first_position else home
        for position in range(first_position, stop):
            after = routes.seq[row, position] if position < size else home
            here, before = before, after
            added = extra + g.into[rate, task, here] + g.cost[rate, task, after]
            added -= routes.arc[row, position] if is_own else g.cost[rate, here, after]
            if added >= best:
                continue
            if g.picks_up:
                if (
                    routes.before_weight[row, position] + weight > most_weight
                    or routes.after_weight[row, position] + back_weight > most_weight
                ):
                    continue
                if g.has_volume and (
                    routes.before_volume[row, position] + volume > most_volume
                    or routes.after_volume[row, position] + back_volume > most_volume
                ):
                    continue
            if g.is_timed:
                last = routes.head[row, position, 2]
                begin = max(routes.head[row, position, 1], released)
                ahead = routes.head[row, position, 0] + g.drive[profile, here, task]
                if begin > last or begin + ahead > latest:
                    continue
                waits = max(earliest - ahead - last, 0)
                begin = max(earliest - ahead, begin) - waits
                last = min(latest - ahead, last)
                ahead += service + waits + g.drive[profile, task, after]
                if begin + ahead > routes.tail[row, position, 2]:
                    continue
                if g.pays_time:
                    whole = ahead + routes.tail[row, position, 0]
                    whole += max(routes.tail[row, position, 1] - ahead - last, 0)
                    if whole > g.longest[slot]:
                        continue
                    added += whole * second - routes.lasts[row] * g.second[routes.slot[row]]
                    if added >= best:
                        continue
            if np.random.random() >= blink:
                best, best_row, best_position, best_slot = added, row, position, slot
    if routes.total[COUNT] < g.most:
        added, slot = new_route_cost(g, routes, desk, task)
        if added < best:
            row = free_row(routes)
            if row >= 0:
                return added, row, 0, slot
    return best, best_row, best_position, best_slot


@lean
def larger_vehicle(g: Ground, routes: Routes, task: int, row: int) -> Any:
    """Return what a vehicle of the same base that has room for a task costs more; slot -1: none."""
    slot = routes.slot[row]
    base = g.base[slot]
    weight = routes.load[row, 0] + g.down_weight[task]
    volume = routes.load[row, 2] + g.down_volume[task]
    weight = max(weight, routes.load[row, 1] + g.up_weight[task])
    volume = max(volume, routes.load[row, 3] + g.up_volume[task])
    best, found = NOWHERE, -1
    for k in range(g.siblings.shape[1]):
        other = g.siblings[base, k]
        if other < 0:
            break
        if other == slot or routes.used[other] >= g.vehicles[other] or not g.allowed[task, other]:
            continue
        if weight > g.most_weight[other] or volume > g.most_volume[other]:
            continue
        if g.profile[other] != g.profile[slot]:
            continue
        if g.start[other] != g.start[slot] or g.end[other] != g.end[slot]:
            continue
        if not all_allowed(g, routes, row, other):
            continue
        added = g.fixed[other] - g.fixed[slot]
        added += routes.way[row, g.rate[other]] - routes.way[row, g.rate[slot]]
        if added < best:
            best, found = added, other
    return best, found


@lean
def all_allowed(g: Ground, routes: Routes, row: int, slot: int) -> bool:
    """Return whether a slot may serve every task of a route."""
    for k in range(routes.size[row]):
        if not g.allowed[routes.seq[row, k], slot]:
            return False
    return True


@lean
def new_route_cost(g: Ground, routes: Routes, desk: Desk, task: int) -> Any:
    """Return what a task costs alone on the cheapest vehicle that is left, and its slot."""
    best, found = NOWHERE, -1
    for slot in range(len(g.base)):
        base = g.base[slot]
        if not desk.allowed[base] or routes.used[slot] >= g.vehicles[slot]:
            continue
        if not g.allowed[task, slot]:
            continue
        home, rate = len(g.drop) + base, g.rate[slot]
        added = g.fixed[slot] + g.cost[rate, home, task] + g.cost[rate, task, home]
        added += g.price[task, base] + desk.toll[base] * g.down_weight[task]
        if added > best:
            continue
        if g.is_timed:
            lasts = alone_in_time(g, slot, task)
            if lasts < 0:
                continue
            added += lasts * g.second[slot]
        # Of two that cost the same the larger can still grow.
        if added < best or (added == best and g.most_weight[slot] > g.most_weight[found]):
            best, found = added, slot
    return best, found
