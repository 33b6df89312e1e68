"""How late a duty may run: timed from its end, compiled."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from optimizer.domain import Ints
from optimizer.problems.compiling import inlined
from optimizer.problems.flat import Flat
from optimizer.problems.hours import fitting_start_before, handling


class Clocks(NamedTuple):
    """
    When the tasks of one duty are done, and how late they could be.

    ``finish`` of service and ``late``, the latest arrival, have the shape of the trips,
    ``(trips, tasks)``; ``leaves``, when a trip leaves the base, and ``late_home``, the
    latest arrival there, ``(trips,)``.
    """

    finish: Ints
    leaves: Ints
    late: Ints
    late_home: Ints


def new_clocks(trips: int, tasks: int) -> Clocks:
    """Return room for the clocks of one duty."""
    return Clocks(
        np.zeros((trips, tasks), dtype=np.int64),
        np.zeros(trips, dtype=np.int64),
        np.zeros((trips, tasks), dtype=np.int64),
        np.zeros(trips, dtype=np.int64),
    )


@inlined
def time_backwards(p: Flat, duty: int, trips: Ints, sizes: Ints, clocks: Clocks, ended: int) -> Any:
    """
    Time a duty from its end; return how late it may begin, and how long it drives.

    Writes the latest arrivals that let everything after them end by ``ended`` and keep on
    time what is on time now. Rests are not counted.
    """
    base, profile = p.base[duty], p.profile[duty]
    home = p.bases[base]
    clock, drives = ended, 0
    for back in range(len(sizes)):
        t = len(sizes) - 1 - back
        size = sizes[t]
        if size == 0:
            continue
        trip = trips[t]
        loaded, unloaded = 0, 0
        for k in range(size):
            if p.is_delivery[trip[k]]:
                loaded += p.pieces[trip[k]]
            else:
                unloaded += p.pieces[trip[k]]
        # Until it is overwritten below, the trip's own end stands here.
        over = clocks.late_home[t]
        for k in range(size):
            task = trip[k]
            if not p.is_delivery[task]:
                if over <= p.due[task, base]:
                    clock = min(clock, p.due[task, base])
                clock = min(clock, p.hard[task, base])
        if unloaded:
            length = handling(p, home, unloaded)
            clock = fitting_start_before(p, home, clock - length, length)
        clocks.late_home[t] = clock
        here, k = home, size - 1
        while k >= 0:
            there = p.site[trip[k]]
            drives += p.duration[profile, there, here]
            clock -= p.duration[profile, there, here]
            first, pieces = k, 0
            while first >= 0 and p.site[trip[first]] == there:
                pieces += p.pieces[trip[first]]
                first -= 1
            length = handling(p, there, pieces)
            for j in range(first + 1, k + 1):
                task = trip[j]
                clock = min(clock, p.latest[task] + length)
                if p.is_delivery[task]:
                    if clocks.finish[t, j] <= p.due[task, base]:
                        clock = min(clock, p.due[task, base])
                    clock = min(clock, p.hard[task, base])
            clock -= length
            if pieces:
                clock = fitting_start_before(p, there, clock, length)
            for j in range(first + 1, k + 1):
                clocks.late[t, j] = clock
            here, k = there, first
        drives += p.duration[profile, home, here]
        clock -= p.duration[profile, home, here]
        length = handling(p, home, loaded)
        clock = fitting_start_before(p, home, clock - length, length) if loaded else clock
    return clock, drives
