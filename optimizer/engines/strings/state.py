"""The routes of a search as flat arrays, what is known of each, and how to take back a step."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from optimizer.domain import Ints
from optimizer.engines.strings.ground import Ground
from optimizer.problems import lean


class Routes(NamedTuple):
    """
    Routes, one per row; a row of size 0 is free.

    - ``seq``, shape ``(rows, longest)``, ``size`` and ``slot`` by row; ``row`` and ``at`` by
      task: where it is, row -1 for a dropped one.
    - ``load``, shape ``(rows, 4)``: weight down, weight up, volume down, volume up.
    - ``before_weight``, ``after_weight`` and the same of volume, shape ``(rows, longest)``: the
      most on board up to, and from a position on, a route with ``size`` tasks having
      ``size + 1`` of them.
    - ``head`` and ``tail``, shape ``(rows, longest, 3)``: of the part before a position, and from
      it on, how long it lasts and the first and last clock at which it may begin without
      waiting or lateness.
    - ``begin`` and ``lasts`` by row: when goods are released, how long the route lasts.
    - ``arc``, shape ``(rows, longest)``: what driving to each position costs.
    - ``way``, shape ``(rows, prices)``: what its arcs cost at each price; ``cost`` by row.
    - ``used`` by slot; ``total``: cost of all routes, of all drops, number of routes.
    """

    seq: Ints
    size: Ints
    slot: Ints
    row: Ints
    at: Ints
    load: Ints
    before_weight: Ints
    after_weight: Ints
    before_volume: Ints
    after_volume: Ints
    head: Ints
    tail: Ints
    begin: Ints
    lasts: Ints
    arc: Ints
    way: Ints
    cost: Ints
    used: Ints
    total: Ints


LOCAL, DROPS, COUNT = 0, 1, 2


class Desk(NamedTuple):
    """
    What one step of a search works on.

    ``kept`` holds rows as they were; ``touched`` and ``rows`` (a flag and a list, its length
    in ``tally[0]``) say which; ``absent`` are tasks to be put back, so many as ``tally[1]``
    says, ``keys`` their order;
    ``allowed`` says which bases may get new routes, ``toll`` what a unit of weight pays there
    beside its price. ``carried`` is what the stations ask for in the state that stands, its
    cost in ``trucks[0]`` (negative: not known), ``asked`` and ``trucks[1]`` the same of the
    step.
    """

    kept: Routes
    touched: Ints
    rows: Ints
    tally: Ints
    absent: Ints
    keys: Ints
    allowed: Ints
    toll: Ints
    carried: Ints
    asked: Ints
    trucks: Ints


def longest_route(ground: Ground) -> int:
    """Return how many tasks a route can hold, by weight."""
    room = int(ground.most_weight.max(initial=0))
    total = 0
    for amounts in (ground.down_weight, ground.up_weight):
        asked = np.sort(amounts[amounts > 0])
        total += int(np.searchsorted(np.cumsum(asked), room, side="right"))
    free = int(((ground.down_weight == 0) & (ground.up_weight == 0)).sum())
    return min(total + free, len(ground.drop))


def new_routes(ground: Ground, rows: int, longest: int) -> Routes:
    """Return routes of which all tasks are dropped."""
    n, slots = len(ground.drop), len(ground.base)
    wide = (rows, longest + 2)
    timed = (*wide, 3) if ground.is_timed else (1, 1, 3)
    peaks = wide if ground.picks_up else (1, 1)
    volumes = wide if ground.picks_up and ground.has_volume else (1, 1)

    def zeros(*shape: int) -> Ints:
        return np.zeros(shape, dtype=np.int64)

    return Routes(
        seq=zeros(*wide),
        size=zeros(rows),
        slot=zeros(rows),
        row=np.full(n, -1, dtype=np.int64),
        at=zeros(n),
        load=zeros(rows, 4),
        before_weight=zeros(*peaks),
        after_weight=zeros(*peaks),
        before_volume=zeros(*volumes),
        after_volume=zeros(*volumes),
        head=zeros(*timed),
        tail=zeros(*timed),
        begin=zeros(rows),
        lasts=zeros(rows),
        arc=zeros(*wide),
        way=zeros(rows, len(ground.cost)),
        cost=zeros(rows),
        used=zeros(slots),
        total=np.array([0, ground.drop.sum(), 0], dtype=np.int64),
    )


def new_desk(ground: Ground, rows: int, longest: int) -> Desk:
    """Return an empty desk."""
    n, bases = len(ground.drop), len(ground.opening)
    stations = max(int(ground.station.max(initial=-1)) + 1, 1)
    return Desk(
        kept=new_routes(ground, rows, longest),
        touched=np.zeros(rows, dtype=np.int64),
        rows=np.zeros(rows, dtype=np.int64),
        tally=np.zeros(2, dtype=np.int64),
        absent=np.zeros(n, dtype=np.int64),
        keys=np.zeros(n, dtype=np.int64),
        allowed=np.ones(bases, dtype=np.int64),
        toll=np.zeros(bases, dtype=np.int64),
        carried=np.full(2 * stations, -1, dtype=np.int64),
        asked=np.zeros(2 * stations, dtype=np.int64),
        trucks=np.full(2, -1, dtype=np.int64),
    )


@lean
def copy_row(source: Routes, target: Routes, row: int) -> None:
    """Copy what is known of one route."""
    size = source.size[row]
    target.size[row] = size
    target.slot[row] = source.slot[row]
    target.begin[row] = source.begin[row]
    target.lasts[row] = source.lasts[row]
    target.cost[row] = source.cost[row]
    for k in range(4):
        target.load[row, k] = source.load[row, k]
    for k in range(source.way.shape[1]):
        target.way[row, k] = source.way[row, k]
    for k in range(size):
        target.seq[row, k] = source.seq[row, k]
        target.arc[row, k] = source.arc[row, k]
    target.arc[row, size] = source.arc[row, size]
    if source.before_weight.shape[0] > 1:
        for k in range(size + 1):
            target.before_weight[row, k] = source.before_weight[row, k]
            target.after_weight[row, k] = source.after_weight[row, k]
    if source.before_volume.shape[0] > 1:
        for k in range(size + 1):
            target.before_volume[row, k] = source.before_volume[row, k]
            target.after_volume[row, k] = source.after_volume[row, k]
    if source.head.shape[0] > 1:
        for k in range(size + 1):
            for part in range(3):
                target.head[row, k, part] = source.head[row, k, part]
                target.tail[row, k, part] = source.tail[row, k, part]


@lean
def touch(routes: Routes, desk: Desk, row: int) -> None:
    """Keep a route as it is before a step first changes it."""
    if desk.touched[row]:
        return
    desk.touched[row] = 1
    desk.rows[desk.tally[0]] = row
    desk.tally[0] += 1
    copy_row(routes, desk.kept, row)


@lean
def accept_step(desk: Desk) -> None:
    """Forget what was kept."""
    for k in range(desk.tally[0]):
        desk.touched[desk.rows[k]] = 0
    desk.tally[0] = 0


@lean
def undo_step(routes: Routes, desk: Desk) -> None:
    """Put everything back to where it was before the step."""
    for k in range(desk.tally[0]):
        row = desk.rows[k]
        routes.used[routes.slot[row]] -= 1 if routes.size[row] else 0
        for i in range(routes.size[row]):
            routes.row[routes.seq[row, i]] = -1
    for k in range(desk.tally[0]):
        row = desk.rows[k]
        copy_row(desk.kept, routes, row)
        routes.used[routes.slot[row]] += 1 if routes.size[row] else 0
        for i in range(routes.size[row]):
            task = routes.seq[row, i]
            routes.row[task] = row
            routes.at[task] = i
        desk.touched[row] = 0
    desk.tally[0] = 0
    for k in range(len(routes.total)):
        routes.total[k] = desk.kept.total[k]


@lean
def record(routes: Routes, best: Routes) -> None:
    """Write sequences and slots to ``best``; the rest can be made from them."""
    for row in range(len(routes.size)):
        size = routes.size[row]
        best.size[row] = size
        best.slot[row] = routes.slot[row]
        for k in range(size):
            best.seq[row, k] = routes.seq[row, k]
