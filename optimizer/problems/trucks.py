"""
What trucks cost that bring the stations what their routes ask for; compiled.

A station's load may be split. Full trucks go straight to a station; the rests are shared out
among tours by dynamic programming over the sets of stations, where trucks that share a
station form a chain: a set of stations whose loads fill ``k`` trucks, one station split
between each two that follow each other. Exact but for loads that are split in more than one
place without such a chain; a model at the end is exact.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from optimizer.domain import Ints
from optimizer.problems.compiling import compiled

NOWHERE = 1 << 60
"""The cost of what cannot be done."""

DEEP = 7
"""Up to so many stations with a rest, chains of more than two trucks are tried."""


@compiled
def trucks_cost(tour: Ints, hold: int, trucks: int, asked: Ints, over: int) -> int:
    """
    Return what the cheapest trucks cost that bring what is asked, NOWHERE where they are too few.

    ``tour``, shape ``(2 ** stations,)``, is what a tour through a set of stations costs,
    ``hold`` what a truck holds, ``asked`` the load of each station. A truck may hold ``over``
    more than it holds, at the price of its share of the tour: so that a search can pass
    through loads that do not fit.
    """
    count, base_cost, used = 0, 0, 0
    rest = np.zeros(len(asked), dtype=np.int64)
    bit = np.zeros(len(asked), dtype=np.int64)
    for station in range(len(asked)):
        load = asked[station]
        if load <= 0:
            continue
        while load > hold:
            load -= hold
            base_cost += tour[1 << station]
            used += 1
        rest[count] = load
        bit[count] = 1 << station
        count += 1
    if count == 0:
        return 0
    left = trucks - used
    if left <= 0:
        return NOWHERE
    group, drawn = tours_of(tour, hold, rest, bit, count, over)
    total = shared_out(group, drawn, count, left)
    return total + base_cost if total < NOWHERE else NOWHERE


@compiled
def tours_of(tour: Ints, hold: int, rest: Ints, bit: Ints, count: int, over: int) -> Any:
    """
    Return cost and number of the trucks that serve each set of rests as one chain.

    ``open_cost[A, s]`` is the cost of ``open_count[A, s]`` full trucks that serve the set ``A``
    and a part of ``s``, the next truck taking what is left of it.
    """
    sets = 1 << count
    load = np.zeros(sets, dtype=np.int64)
    mask = np.zeros(sets, dtype=np.int64)
    for chosen in range(1, sets):
        low = 0
        while not chosen >> low & 1:
            low += 1
        load[chosen] = load[chosen ^ (1 << low)] + rest[low]
        mask[chosen] = mask[chosen ^ (1 << low)] | bit[low]
    cost = np.full(sets, NOWHERE, dtype=np.int64)
    trucks = np.zeros(sets, dtype=np.int64)
    open_cost = np.full((sets, count), NOWHERE, dtype=np.int64)
    open_count = np.zeros((sets, count), dtype=np.int64)
    is_open = np.zeros(sets, dtype=np.bool_)
    for chosen in range(sets):
        if chosen:
            if load[chosen] <= hold + over:
                cost[chosen] = tour[mask[chosen]]
                trucks[chosen] = 1
                if load[chosen] > hold:
                    cost[chosen] += tour[mask[chosen]] * (load[chosen] - hold) // hold
            if load[chosen] > hold:
                part = (chosen - 1) & chosen
                while True:
                    if is_open[part]:
                        for s in range(count):
                            if not (chosen ^ part) >> s & 1 or open_cost[part, s] >= NOWHERE:
                                continue
                            if load[chosen] - open_count[part, s] * hold > hold:
                                continue
                            total = open_cost[part, s] + tour[mask[chosen ^ part]]
                            if total < cost[chosen]:
                                cost[chosen] = total
                                trucks[chosen] = open_count[part, s] + 1
                    if part == 0:
                        break
                    part = (part - 1) & chosen
        for s in range(count):
            if chosen >> s & 1:
                continue
            full = (load[chosen] + rest[s]) // hold
            # The split station must take something from both sides of the split.
            if full < 1 or load[chosen] >= full * hold or load[chosen] + rest[s] == full * hold:
                continue
            best = NOWHERE
            if full == 1:
                best = tour[mask[chosen | 1 << s]]
            elif count <= DEEP and chosen:
                part = (chosen - 1) & chosen
                while True:
                    if is_open[part]:
                        for t in range(count):
                            if (
                                (chosen ^ part) >> t & 1
                                and open_cost[part, t] < NOWHERE
                                and open_count[part, t] == full - 1
                            ):
                                total = open_cost[part, t] + tour[mask[(chosen ^ part) | 1 << s]]
                                best = min(best, total)
                    if part == 0:
                        break
                    part = (part - 1) & chosen
            if best < NOWHERE:
                open_cost[chosen, s] = best
                open_count[chosen, s] = full
                is_open[chosen] = True
    return cost, trucks


@compiled
def shared_out(cost: Ints, trucks: Ints, count: int, left: int) -> int:
    """Return the cost of the cheapest partition into chains with at most ``left`` trucks."""
    sets = 1 << count
    total = np.full(sets, NOWHERE, dtype=np.int64)
    drawn = np.zeros(sets, dtype=np.int64)
    total[0] = 0
    for chosen in range(1, sets):
        low = chosen & (-chosen)
        rest = chosen ^ low
        part = rest
        while True:
            group = part | low
            if cost[group] < NOWHERE and total[chosen ^ group] < NOWHERE:
                value = total[chosen ^ group] + cost[group]
                if value < total[chosen]:
                    total[chosen] = value
                    drawn[chosen] = drawn[chosen ^ group] + trucks[group]
            if part == 0:
                break
            part = (part - 1) & rest
    last = sets - 1
    if total[last] < NOWHERE and drawn[last] <= left:
        return total[last]
    # The cheapest takes too many trucks: count them as well.
    counted = np.full((left + 1, sets), NOWHERE, dtype=np.int64)
    counted[:, 0] = 0
    for chosen in range(1, sets):
        low = chosen & (-chosen)
        rest = chosen ^ low
        part = rest
        while True:
            group = part | low
            if cost[group] < NOWHERE:
                for number in range(trucks[group], left + 1):
                    before = counted[number - trucks[group], chosen ^ group]
                    if before < NOWHERE:
                        counted[number, chosen] = min(counted[number, chosen], before + cost[group])
            if part == 0:
                break
            part = (part - 1) & rest
    return counted[left, last]
