"""What is known of one route: loads, clocks, cost; made anew when it has changed."""

from __future__ import annotations

from optimizer.domain import Ints
from optimizer.engines.strings.ground import Ground
from optimizer.engines.strings.state import COUNT, DROPS, LOCAL, Routes
from optimizer.problems import lean


@lean
def refresh(g: Ground, routes: Routes, row: int) -> bool:
    """
    Make anew what is known of a route; return whether it keeps every rule.

    Where it does not, its cost is that of an empty row, and it must not stay.
    """
    slot, size = routes.slot[row], routes.size[row]
    routes.total[LOCAL] -= routes.cost[row]
    routes.cost[row] = 0
    if size == 0:
        routes.load[row, :] = 0
        routes.way[row, :] = 0
        return True
    base = g.base[slot]
    home = len(g.drop) + base
    cost = g.fixed[slot]
    for price in range(len(g.cost)):
        way, here = 0, home
        for k in range(size + 1):
            there = routes.seq[row, k] if k < size else home
            arc = g.cost[price, here, there]
            if price == g.rate[slot]:
                routes.arc[row, k] = arc
            way += arc
            here = there
        routes.way[row, price] = way
    cost += routes.way[row, g.rate[slot]]
    down_weight, up_weight, down_volume, up_volume = 0, 0, 0, 0
    begin = g.start[slot]
    for k in range(size):
        task = routes.seq[row, k]
        routes.row[task] = row
        routes.at[task] = k
        down_weight += g.down_weight[task]
        up_weight += g.up_weight[task]
        down_volume += g.down_volume[task]
        up_volume += g.up_volume[task]
        cost += g.price[task, base]
        begin = max(begin, g.release[task, base])
    routes.load[row, 0] = down_weight
    routes.load[row, 1] = up_weight
    routes.load[row, 2] = down_volume
    routes.load[row, 3] = up_volume
    fits = down_weight <= g.most_weight[slot] and down_volume <= g.most_volume[slot]
    if g.picks_up:
        fits = (
            fits
            and add_up(
                routes, row, g.down_weight, g.up_weight, routes.before_weight, routes.after_weight
            )
            <= g.most_weight[slot]
        )
        if g.has_volume:
            fits = (
                fits
                and add_up(
                    routes,
                    row,
                    g.down_volume,
                    g.up_volume,
                    routes.before_volume,
                    routes.after_volume,
                )
                <= g.most_volume[slot]
            )
    if g.is_timed:
        routes.begin[row] = begin
        if not set_clocks(g, routes, row):
            return False
        cost += g.second[slot] * routes.lasts[row]
    if not fits:
        return False
    routes.cost[row] = cost
    routes.total[LOCAL] += cost
    return True


@lean
def add_up(routes: Routes, row: int, down: Ints, up: Ints, before: Ints, after: Ints) -> int:
    """Write the most on board before and after each position; return the most of all."""
    size = routes.size[row]
    load = 0
    for k in range(size):
        load += down[routes.seq[row, k]]
    most = load
    before[row, 0] = load
    for k in range(size):
        task = routes.seq[row, k]
        load += up[task] - down[task]
        most = max(most, load)
        before[row, k + 1] = most
    rest = load
    after[row, size] = load
    for k in range(size - 1, -1, -1):
        task = routes.seq[row, k]
        load -= up[task] - down[task]
        rest = max(rest, load)
        after[row, k] = rest
    return most


@lean
def set_clocks(g: Ground, routes: Routes, row: int) -> bool:
    """
    Write how long each part of a route lasts and when it may begin; return whether it can.

    Parts are joined as in Vidal et al. (2013), without lateness.
    """
    slot, size = routes.slot[row], routes.size[row]
    home, drive = len(g.drop) + g.base[slot], g.drive[g.profile[slot]]
    head, tail = routes.head[row], routes.tail[row]
    lasts, first, last = 0, routes.begin[row], g.end[slot]
    if first > last:
        return False
    head[0, 0], head[0, 1], head[0, 2] = lasts, first, last
    here = home
    for k in range(size):
        task = routes.seq[row, k]
        ahead = lasts + drive[here, task]
        if first + ahead > g.latest[task]:
            return False
        waits = max(g.earliest[task] - ahead - last, 0)
        lasts = ahead + g.service[task] + waits
        first = max(g.earliest[task] - ahead, first) - waits
        last = min(g.latest[task] - ahead, last)
        head[k + 1, 0], head[k + 1, 1], head[k + 1, 2] = lasts, first, last
        here = task
    ahead = lasts + drive[here, home]
    if first + ahead > g.end[slot]:
        return False
    routes.lasts[row] = ahead
    if ahead > g.longest[slot]:
        return False
    lasts, first, last = 0, g.start[slot], g.end[slot]
    tail[size, 0], tail[size, 1], tail[size, 2] = lasts, first, last
    there = home
    for k in range(size - 1, -1, -1):
        task = routes.seq[row, k]
        ahead = g.service[task] + drive[task, there]
        waits = max(first - ahead - g.latest[task], 0)
        lasts = ahead + lasts + waits
        first = max(first - ahead, g.earliest[task]) - waits
        last = min(last - ahead, g.latest[task])
        tail[k, 0], tail[k, 1], tail[k, 2] = lasts, first, last
        there = task
    return True


@lean
def alone_in_time(g: Ground, slot: int, task: int) -> int:
    """Return how long a route with one task lasts, -1 where it cannot be."""
    home, drive = len(g.drop) + g.base[slot], g.drive[g.profile[slot]]
    first = max(g.start[slot], g.release[task, g.base[slot]])
    last = g.end[slot]
    out, back = drive[home, task], drive[task, home]
    if first > last or first + out > g.latest[task]:
        return -1
    waits = max(g.earliest[task] - out - last, 0)
    lasts = out + g.service[task] + waits
    first = max(g.earliest[task] - out, first) - waits
    if first + lasts + back > g.end[slot] or lasts + back > g.longest[slot]:
        return -1
    return lasts + back


@lean
def drop_task(g: Ground, routes: Routes, task: int) -> None:
    """Note that a task is on no route; the caller has taken it out."""
    routes.row[task] = -1
    routes.total[DROPS] += g.drop[task]


@lean
def free_row(routes: Routes) -> int:
    """Return the first row without a route, -1 where there is none."""
    for row in range(len(routes.size)):
        if routes.size[row] == 0:
            return row
    return -1


@lean
def open_route(g: Ground, routes: Routes, row: int, slot: int) -> None:
    """Note that a row now has a route of a slot."""
    routes.slot[row] = slot
    routes.used[slot] += 1
    routes.total[COUNT] += 1


@lean
def close_route(routes: Routes, row: int) -> None:
    """Note that the route of a row has lost its last task."""
    routes.used[routes.slot[row]] -= 1
    routes.total[COUNT] -= 1


@lean
def ask(g: Ground, routes: Routes, asked: Ints) -> None:
    """
    Write what each station's routes bring out or back, whichever is more.

    ``asked`` has shape ``(2 * stations,)``; its second half is where the way back is added up.
    """
    asked[:] = 0
    stations = len(asked) // 2
    for row in range(len(routes.size)):
        if routes.size[row] == 0:
            continue
        station = g.station[g.base[routes.slot[row]]]
        if station >= 0:
            asked[station] += routes.load[row, 0]
            asked[stations + station] += routes.load[row, 1]
    for station in range(stations):
        asked[station] = max(asked[station], asked[stations + station])
