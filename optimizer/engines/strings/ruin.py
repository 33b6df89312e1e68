"""
Ruin: neighbouring strings of tasks are taken out of their routes; compiled.

Slack induction by string removals [1]_.

References
----------
.. [1] Christiaens, J., & Vanden Berghe, G. (2020). Slack induction by string removals for
   vehicle routing problems. Transportation Science, 54(2), 417-433.
"""

from __future__ import annotations

import numpy as np

from optimizer.engines.strings.ground import Ground
from optimizer.engines.strings.route import close_route, drop_task, refresh
from optimizer.engines.strings.state import COUNT, Desk, Routes, touch
from optimizer.problems import lean

MEAN_REMOVED = 9.0
LONGEST_STRING = 10.0
SPLIT, SPREAD = 0.5, 0.5
"""How often a string keeps a part in its midst, and how often that part grows by one."""


@lean
def ruin(g: Ground, routes: Routes, desk: Desk, seed: int) -> None:
    """Take strings near a task out, one from each route, and note the tasks as absent."""
    num_routes = routes.total[COUNT]
    if num_routes == 0:
        return
    mean = (len(g.drop) - desk.tally[1]) / num_routes
    most = min(LONGEST_STRING, mean)
    strings = int(np.random.random() * (4.0 * MEAN_REMOVED / (1.0 + most) - 1.0) + 1.0)
    done = 0
    for k in range(g.near.shape[1]):
        task = g.near[seed, k]
        row = routes.row[task]
        if row < 0:
            continue
        # A route that this step has ruined already is left alone: its row is marked by 2.
        if desk.touched[row] == 2:
            continue
        touch(routes, desk, row)
        desk.touched[row] = 2
        length = int(np.random.random() * min(most, float(routes.size[row])) + 1.0)
        cut_string(g, routes, desk, row, routes.at[task], length)
        done += 1
        if done >= strings:
            break
    for k in range(desk.tally[0]):
        row = desk.rows[k]
        desk.touched[row] = 1
        settle(g, routes, desk, row)


@lean
def settle(g: Ground, routes: Routes, desk: Desk, row: int) -> None:
    """Make anew what is known of a touched route; take all out of one that breaks a rule."""
    # Where a detour is quicker than the way, a route can be late with fewer tasks.
    if not refresh(g, routes, row):
        take_apart(g, routes, desk, row)


@lean
def take_apart(g: Ground, routes: Routes, desk: Desk, row: int) -> None:
    """Take all tasks out of a touched route."""
    size = routes.size[row]
    take_out(g, routes, desk, row, 0, size, size, 0)
    refresh(g, routes, row)


@lean
def cut_string(g: Ground, routes: Routes, desk: Desk, row: int, at: int, length: int) -> None:
    """Take out ``length`` tasks round a position, at times keeping some in their midst."""
    size = routes.size[row]
    keep = 0
    if 1 < length < size and np.random.random() < SPLIT:
        keep = 1
        while length + keep < size and np.random.random() < SPREAD:
            keep += 1
    span = length + keep
    low, high = max(0, at - span + 1), min(at, size - span)
    first = low + np.random.randint(high - low + 1)
    skip = first + np.random.randint(length + 1) if keep else first + span
    take_out(g, routes, desk, row, first, span, skip, keep)


@lean
def take_out(
    g: Ground, routes: Routes, desk: Desk, row: int, first: int, span: int, skip: int, keep: int
) -> None:
    """Take a span out of a touched route but for a part of it; the row must be refreshed."""
    write = first
    for k in range(first, routes.size[row]):
        task = routes.seq[row, k]
        if k < first + span and not skip <= k < skip + keep:
            drop_task(g, routes, task)
            desk.absent[desk.tally[1]] = task
            desk.tally[1] += 1
        else:
            routes.seq[row, write] = task
            write += 1
    routes.size[row] = write
    if write == 0:
        close_route(routes, row)


@lean
def gather_absent(routes: Routes, desk: Desk) -> None:
    """List the tasks that are on no route."""
    count = 0
    for task in range(len(routes.row)):
        if routes.row[task] < 0:
            desk.absent[count] = task
            count += 1
    desk.tally[1] = count
