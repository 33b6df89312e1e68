"""The annealing loop, in chunks that can be stopped; compiled."""

from __future__ import annotations

import numpy as np

from optimizer.domain import Ints
from optimizer.engines.strings.ground import Ground
from optimizer.engines.strings.recreate import BLINK, recreate, sort_absent
from optimizer.engines.strings.route import ask
from optimizer.engines.strings.ruin import gather_absent, ruin, settle
from optimizer.engines.strings.slots import (
    allow_used,
    change_vehicle,
    cheapest_vehicles,
    move_stations,
)
from optimizer.engines.strings.state import (
    COUNT,
    DROPS,
    LOCAL,
    Desk,
    Routes,
    accept_step,
    record,
    undo_step,
)
from optimizer.problems import NOWHERE, compiled, lean, trucks_cost

STATION_MOVES, VEHICLE_MOVES = 0.05, 0.05


@compiled
def begin(g: Ground, routes: Routes, desk: Desk) -> int:
    """Insert all that is dropped, and return what the whole costs."""
    desk.tally[0] = 0
    gather_absent(routes, desk)
    desk.allowed[:] = 1
    desk.toll[:] = 0
    sort_absent(g, desk)
    recreate(g, routes, desk, 0.0)
    accept_step(desk)
    desk.carried[:] = -1
    return whole_cost(g, routes, desk, 0)


@compiled
def whole_cost(g: Ground, routes: Routes, desk: Desk, over: int) -> int:
    """Return what routes, drops, opened bases and trucks cost, NOWHERE without enough trucks."""
    cost = routes.total[LOCAL] + routes.total[DROPS] + opened(g, routes)
    if len(g.tour):
        ask(g, routes, desk.asked)
        trucks = price_trucks(g, desk, over)
        if trucks >= NOWHERE:
            return NOWHERE
        cost += trucks
    return cost


@compiled
def price_trucks(g: Ground, desk: Desk, over: int) -> int:
    """Return what the trucks cost that bring what is asked."""
    return trucks_cost(g.tour, g.truck, g.trucks, desk.asked[: len(desk.asked) // 2], over)


@lean
def opened(g: Ground, routes: Routes) -> int:
    """Return what the bases in use cost."""
    cost = 0
    for base in range(len(g.opening)):
        if g.opening[base]:
            for slot in range(len(g.base)):
                if g.base[slot] == base and routes.used[slot]:
                    cost += g.opening[base]
                    break
    return cost


@lean
def opens_cost(g: Ground) -> bool:
    """Whether opening a base costs anything."""
    for base in range(len(g.opening)):
        if g.opening[base]:
            return True
    return False


@lean
def pick_moves(g: Ground, routes: Routes, desk: Desk) -> int:
    """Perhaps move stations or vehicles; return the task round which to ruin."""
    seed = -1
    chance = np.random.random()
    chooses = len(g.tour) > 0 or opens_cost(g)
    if len(g.opening) > 1 and chance < STATION_MOVES:
        seed = move_stations(g, routes, desk)
    else:
        allow_used(g, routes, desk)
        if g.siblings.shape[1] > 1 and chance > 1.0 - VEHICLE_MOVES:
            seed = change_vehicle(g, routes, desk)
    if not chooses:
        desk.allowed[:] = 1
    if seed < 0 and desk.tally[1] and np.random.random() < 0.5:
        seed = desk.absent[np.random.randint(desk.tally[1])]
    return seed if seed >= 0 else np.random.randint(len(g.drop))


@lean
def charge_tolls(g: Ground, desk: Desk) -> None:
    """In every other step let insertions pay a random price of the way to their base."""
    if not len(g.tour):
        return
    share = max(np.random.random() * 2.0 - 1.0, 0.0)
    for base in range(len(g.opening)):
        station = g.station[base]
        desk.toll[base] = (
            int(share * g.tour[1 << station] / g.truck) if station >= 0 and share > 0.0 else 0
        )


@compiled
def anneal(
    g: Ground,
    routes: Routes,
    best: Routes,
    desk: Desk,
    costs: Ints,
    heat: float,
    over: int,
    count: int,
) -> None:
    """
    Ruin and recreate ``count`` times; ``costs`` holds the current and the best cost.

    ``over`` is what a truck may hold too much meanwhile; the best never does.
    """
    for _ in range(count):
        limit = costs[0] + int(-heat * np.log(1.0 - np.random.random()))
        cost = step(g, routes, desk)
        if cost < limit and len(g.tour):
            ask(g, routes, desk.asked)
            if (desk.asked == desk.carried).all():
                desk.trucks[1] = desk.trucks[0]
            else:
                desk.trucks[1] = price_trucks(g, desk, over)
            cost += desk.trucks[1]
        if cost >= limit:
            undo_step(routes, desk)
            continue
        accept_step(desk)
        costs[0] = cost
        desk.trucks[0] = desk.trucks[1]
        desk.carried[:] = desk.asked
        if cost < costs[1]:
            strict = whole_cost(g, routes, desk, 0) if over else cost
            if strict < costs[1]:
                costs[1] = strict
                record(routes, best)


@lean
def step(g: Ground, routes: Routes, desk: Desk) -> int:
    """Ruin and recreate once; return what routes, drops and opened bases then cost."""
    for k in range(len(routes.total)):
        desk.kept.total[k] = routes.total[k]
    gather_absent(routes, desk)
    seed = pick_moves(g, routes, desk)
    ruin(g, routes, desk, seed)
    charge_tolls(g, desk)
    sort_absent(g, desk)
    recreate(g, routes, desk, BLINK)
    if g.siblings.shape[1] > 1:
        cheapest_vehicles(g, routes, desk)
    return routes.total[LOCAL] + routes.total[DROPS] + opened(g, routes)


@lean
def restore(g: Ground, routes: Routes, best: Routes, desk: Desk) -> None:
    """Go on from the best; routes that break a rule are taken apart."""
    routes.row[:] = -1
    routes.used[:] = 0
    routes.cost[:] = 0
    routes.total[:] = 0
    desk.tally[:] = 0
    desk.carried[:] = -1
    for row in range(len(routes.size)):
        routes.size[row] = best.size[row]
        routes.slot[row] = best.slot[row]
        for k in range(best.size[row]):
            routes.seq[row, k] = best.seq[row, k]
        if not routes.size[row]:
            continue
        routes.used[routes.slot[row]] += 1
        routes.total[COUNT] += 1
        settle(g, routes, desk, row)
    routes.total[DROPS] = 0
    for task in range(len(routes.row)):
        if routes.row[task] < 0:
            routes.total[DROPS] += g.drop[task]
