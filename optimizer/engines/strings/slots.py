"""Whole routes move: to another base, to another vehicle; bases close and open; compiled."""

from __future__ import annotations

from typing import Any

import numpy as np

from optimizer.engines.strings.ground import Ground
from optimizer.engines.strings.recreate import all_allowed
from optimizer.engines.strings.route import refresh
from optimizer.engines.strings.ruin import settle, take_apart, take_out
from optimizer.engines.strings.state import COUNT, Desk, Routes, touch
from optimizer.problems import NOWHERE, lean

NOISE = 0.2
"""Bases are compared with so much chance."""


@lean
def allow_used(g: Ground, routes: Routes, desk: Desk) -> int:
    """Allow the bases in use, all of them where none is; return how many are in use."""
    for base in range(len(g.opening)):
        desk.allowed[base] = 0
    for slot in range(len(g.base)):
        if routes.used[slot]:
            desk.allowed[g.base[slot]] = 1
    count = 0
    for base in range(len(desk.allowed)):
        count += desk.allowed[base]
    if count == 0:
        desk.allowed[:] = 1
    return count


@lean
def drawn_base(desk: Desk, count: int) -> int:
    """Return one of the allowed bases at random."""
    left = np.random.randint(count)
    for base in range(len(desk.allowed)):
        if desk.allowed[base]:
            if left == 0:
                return base
            left -= 1
    return -1


@lean
def move_stations(g: Ground, routes: Routes, desk: Desk) -> int:
    """
    Close a base, open one, swap two, or move one route; return a task of a moved route.

    -1 where nothing moved.
    """
    seed, count = -1, allow_used(g, routes, desk)
    kind = np.random.randint(4)
    bases = len(g.opening)
    if routes.total[COUNT] == 0:
        return -1
    if kind == 0 and count > 1:
        gone = drawn_base(desk, count)
        desk.allowed[gone] = 0
        seed = empty_base(g, routes, desk, gone)
    elif kind in (1, 3):
        new = np.random.randint(bases)
        if kind == 3 and not desk.allowed[new]:
            gone = drawn_base(desk, count)
            desk.allowed[gone] = 0
            desk.allowed[new] = 1
            seed = empty_base(g, routes, desk, gone)
        desk.allowed[new] = 1
        tolerance = 0.9 + 0.3 * np.random.random()
        for row in range(len(routes.size)):
            if routes.size[row] == 0 or g.base[routes.slot[row]] == new:
                continue
            cost, slot, turn = best_slot(g, routes, row, new)
            if slot >= 0 and cost < routes.cost[row] * tolerance:
                move_route(g, routes, desk, row, slot, turn)
                if routes.size[row]:
                    seed = routes.seq[row, np.random.randint(routes.size[row])]
    elif kind == 2:
        row = drawn_route(routes)
        new = np.random.randint(bases)
        if desk.allowed[new] and g.base[routes.slot[row]] != new:
            _, slot, turn = best_slot(g, routes, row, new)
            if slot >= 0:
                move_route(g, routes, desk, row, slot, turn)
                if routes.size[row]:
                    seed = routes.seq[row, np.random.randint(routes.size[row])]
    return seed


@lean
def drawn_route(routes: Routes) -> int:
    """Return a route at random; there must be one."""
    left = np.random.randint(routes.total[COUNT])
    for row in range(len(routes.size)):
        if routes.size[row]:
            if left == 0:
                return row
            left -= 1
    return -1


@lean
def empty_base(g: Ground, routes: Routes, desk: Desk, gone: int) -> int:
    """Move every route of a base to the cheapest allowed one, or take its tasks out."""
    seed = -1
    for row in range(len(routes.size)):
        if routes.size[row] == 0 or g.base[routes.slot[row]] != gone:
            continue
        seed = routes.seq[row, np.random.randint(routes.size[row])]
        best, best_slot_, best_turn = 1e300, -1, 0
        for base in range(len(g.opening)):
            if not desk.allowed[base]:
                continue
            cost, slot, turn = best_slot(g, routes, row, base)
            noisy = cost * (1.0 - NOISE / 2 + NOISE * np.random.random())
            if slot >= 0 and noisy < best:
                best, best_slot_, best_turn = noisy, slot, turn
        if best_slot_ >= 0:
            move_route(g, routes, desk, row, best_slot_, best_turn)
        else:
            touch(routes, desk, row)
            take_apart(g, routes, desk, row)
    return seed


@lean
def best_slot(g: Ground, routes: Routes, row: int, base: int) -> Any:
    """
    Return cost, slot and turn of a route at another base: it may begin at any of its tasks.

    By way, price and vehicle alone; slot -1 where there is none left. Where clocks or loads
    on the way count, the order stands.
    """
    size, home = routes.size[row], len(g.drop) + base
    best, found, turned = NOWHERE, -1, 0
    prices = 0
    for k in range(size):
        prices += g.price[routes.seq[row, k], base]
    for j in range(g.siblings.shape[1]):
        slot = g.siblings[base, j]
        if slot < 0:
            break
        if routes.used[slot] >= g.vehicles[slot] or not all_allowed(g, routes, row, slot):
            continue
        if max(routes.load[row, 0], routes.load[row, 1]) > g.most_weight[slot]:
            continue
        if max(routes.load[row, 2], routes.load[row, 3]) > g.most_volume[slot]:
            continue
        rate = g.rate[slot]
        cycle = g.cost[rate, routes.seq[row, size - 1], routes.seq[row, 0]]
        for k in range(size - 1):
            cycle += g.cost[rate, routes.seq[row, k], routes.seq[row, k + 1]]
        fixed = g.fixed[slot] + prices
        turns = 1 if g.is_timed or g.picks_up else size
        for turn in range(turns):
            first = routes.seq[row, turn]
            last = routes.seq[row, turn - 1 if turn else size - 1]
            way = cycle - g.cost[rate, last, first]
            way += g.cost[rate, last, home] + g.cost[rate, home, first]
            if way + fixed < best:
                best, found, turned = way + fixed, slot, turn
    return best, found, turned


@lean
def move_route(g: Ground, routes: Routes, desk: Desk, row: int, slot: int, turn: int) -> None:
    """Give a route another slot and first task; its tasks are taken out if that breaks a rule."""
    touch(routes, desk, row)
    size = routes.size[row]
    if turn:
        for k in range(size):
            desk.keys[k] = routes.seq[row, (k + turn) % size]
        for k in range(size):
            routes.seq[row, k] = desk.keys[k]
    routes.used[routes.slot[row]] -= 1
    routes.used[slot] += 1
    routes.slot[row] = slot
    settle(g, routes, desk, row)


@lean
def change_vehicle(g: Ground, routes: Routes, desk: Desk) -> int:
    """
    Give a random route another vehicle of its base; return one of its tasks, or -1.

    Where all vehicles of that kind are at work it changes with one of them. What does not
    fit any more is taken out.
    """
    if routes.total[COUNT] == 0:
        return -1
    row = drawn_route(routes)
    slot = np.random.randint(len(g.base))
    own = routes.slot[row]
    if slot == own or g.base[slot] != g.base[own]:
        return -1
    seed = routes.seq[row, np.random.randint(routes.size[row])]
    if routes.used[slot] >= g.vehicles[slot]:
        other = drawn_route_of(routes, slot)
        if other < 0:
            return -1
        fit_to(g, routes, desk, other, own)
    fit_to(g, routes, desk, row, slot)
    return seed


@lean
def drawn_route_of(routes: Routes, slot: int) -> int:
    """Return a route of a slot at random, -1 where there is none."""
    if routes.used[slot] == 0:
        return -1
    left = np.random.randint(routes.used[slot])
    for row in range(len(routes.size)):
        if routes.size[row] and routes.slot[row] == slot:
            if left == 0:
                return row
            left -= 1
    return -1


@lean
def fit_to(g: Ground, routes: Routes, desk: Desk, row: int, slot: int) -> None:
    """Give a route another vehicle; it keeps what fits, counted from a random task on."""
    touch(routes, desk, row)
    own, size = routes.slot[row], routes.size[row]
    weight, volume = 0, 0
    first, fits = np.random.randint(size), desk.keys
    for k in range(size):
        at = (first + k) % size
        task = routes.seq[row, at]
        more = max(g.down_weight[task], g.up_weight[task])
        wide = max(g.down_volume[task], g.up_volume[task])
        fits[at] = 0
        if (
            g.allowed[task, slot]
            and weight + more <= g.most_weight[slot]
            and volume + wide <= g.most_volume[slot]
        ):
            weight, volume, fits[at] = weight + more, volume + wide, 1
    for at in range(size - 1, -1, -1):
        if not fits[at]:
            take_out(g, routes, desk, row, at, 1, at + 1, 0)
    if routes.size[row] == 0:
        refresh(g, routes, row)
        return
    routes.used[own] -= 1
    routes.used[slot] += 1
    routes.slot[row] = slot
    settle(g, routes, desk, row)


@lean
def cheapest_vehicles(g: Ground, routes: Routes, desk: Desk) -> None:
    """Give each touched route the cheapest vehicle of its base that can drive it."""
    for k in range(desk.tally[0]):
        row = desk.rows[k]
        if routes.size[row] == 0:
            continue
        own = routes.slot[row]
        best, found = routes.cost[row], own
        base = g.base[own]
        for j in range(g.siblings.shape[1]):
            slot = g.siblings[base, j]
            if slot < 0:
                break
            if slot == own or routes.used[slot] >= g.vehicles[slot]:
                continue
            if routes.load[row, 0] > g.most_weight[slot]:
                continue
            cost = routes.cost[row] - g.fixed[own] - routes.way[row, g.rate[own]]
            cost += g.fixed[slot] + routes.way[row, g.rate[slot]]
            if cost < best and all_allowed(g, routes, row, slot):
                best, found = cost, slot
        if found != own:
            routes.slot[row] = found
            if refresh(g, routes, row):
                routes.used[own] -= 1
                routes.used[found] += 1
            else:
                routes.slot[row] = own
                refresh(g, routes, row)
