"""The arrays that the kernel works on: nodes, slots, prices as integers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from optimizer.domain import NO_WAY, Bools, Floats, Ints
from optimizer.problems import RoutingProblem, service_times, service_windows

NEAR = 120
"""Neighbours of a task that a ruin may reach."""

CLOSE = 40
"""Neighbours of a task beside which it is put where there are too many places to try all."""

UNITS = 10_000
"""Units of the kernel's cost in a cent: annealing compares integers, alike on every machine."""

WAITS, MISSES = 0.2, 1.0
"""How much waiting and lateness between two tasks count against the way between them."""


class Ground(NamedTuple):
    """
    A plain routing problem as the kernel takes it.

    Nodes are the tasks, then the bases. A slot is a kind of duty: all duties that differ in
    nothing but the vehicle's name. Cost in ten-thousandths of a cent.

    - ``cost`` has shape ``(prices, nodes, nodes)``, ``drive`` ``(profiles, nodes, nodes)``;
      ``into`` is the cost with the node that is driven to first: read along a row, it is quick.
    - By node: ``service``, ``earliest``, ``latest``; by task: ``down_weight``, ``up_weight``,
      ``down_volume``, ``up_volume`` (what is brought and what is taken along), ``drop``,
      ``near`` and ``close``; ``release`` and ``price``, shape ``(tasks, bases)``, and
      ``allowed``, shape ``(tasks, slots)``.
    - By slot: ``base``, ``rate`` and ``profile`` (rows of ``cost`` and ``drive``),
      ``most_weight``, ``most_volume``, ``vehicles`` (how many), ``fixed``, ``second``,
      ``start``, ``end``, ``longest``.
    - ``siblings``, shape ``(bases, slots)``: the slots of a base by weight, -1 for no more.
    - Of the supply: ``station`` by base, ``tour``, ``truck``, ``trucks``; no tours, no supply.
    - ``most`` duties at work; ``opening``, by base; ``is_timed``, ``picks_up``, ``has_volume``,
      ``pays_time``: which checks are needed.
    """

    cost: Ints
    into: Ints
    drive: Ints
    service: Ints
    earliest: Ints
    latest: Ints
    down_weight: Ints
    up_weight: Ints
    down_volume: Ints
    up_volume: Ints
    drop: Ints
    near: Ints
    close: Ints
    release: Ints
    price: Ints
    allowed: Bools
    base: Ints
    rate: Ints
    profile: Ints
    most_weight: Ints
    most_volume: Ints
    vehicles: Ints
    fixed: Ints
    second: Ints
    start: Ints
    end: Ints
    longest: Ints
    siblings: Ints
    station: Ints
    tour: Ints
    truck: int
    trucks: int
    most: int
    opening: Ints
    is_timed: bool
    picks_up: bool
    has_volume: bool
    pays_time: bool


def ground_of(problem: RoutingProblem) -> Ground:
    """Return the ground of a problem that `beyond_plain` finds nothing in."""
    tasks, duties = problem.tasks, problem.duties
    _, firsts, counts = slots_of(problem)
    nodes = np.concatenate([tasks.site, problem.bases])
    bases = len(problem.bases)
    rates = np.stack([duties.profile[firsts].astype(np.float64), duties.metre_cost[firsts]])
    kinds, rate = np.unique(rates, axis=1, return_inverse=True)
    ways = np.ix_(nodes, nodes)
    reach = np.int64(NO_WAY)
    cost = np.stack(
        [
            np.rint(problem.distance[int(profile)][ways] * (price * UNITS)).astype(np.int64)
            for profile, price in kinds.T
        ]
    )
    drive = np.minimum(np.stack([matrix[ways] for matrix in problem.duration]), reach)
    opens, closes = service_windows(problem)
    brings = tasks.is_delivery
    none = np.zeros(problem.num_tasks, dtype=np.int64)
    up_weight = np.where(brings, none, tasks.weight) + tasks.pickup_weight
    up_volume = np.where(brings, none, tasks.volume) + tasks.pickup_volume
    down_weight = np.where(brings, tasks.weight, none)
    down_volume = np.where(brings, tasks.volume, none)
    most_volume = duties.volume[firsts]
    supply = problem.supply
    total = int(max(down_volume.sum(), 0) + max(up_volume.sum(), 0))
    second = np.rint(duties.second_cost[firsts] * UNITS).astype(np.int64)
    longest = np.where(duties.max_duration > 0, duties.max_duration, NO_WAY)[firsts]
    base = duties.base[firsts]
    order = proximity(drive[0], cost[0], opens, closes, problem)
    return Ground(
        cost=np.ascontiguousarray(cost),
        into=np.ascontiguousarray(cost.transpose(0, 2, 1)),
        drive=np.ascontiguousarray(drive),
        service=np.concatenate([service_times(problem), np.zeros(bases, dtype=np.int64)]),
        earliest=opens,
        latest=closes,
        down_weight=down_weight,
        up_weight=up_weight,
        down_volume=down_volume,
        up_volume=up_volume,
        drop=np.rint(tasks.drop_cost * UNITS).astype(np.int64),
        near=np.ascontiguousarray(order[:, :NEAR]),
        close=np.ascontiguousarray(order[:, 1 : CLOSE + 1]),
        release=np.ascontiguousarray(np.where(brings[:, None], tasks.release, 0)),
        price=np.rint(tasks.price * UNITS).astype(np.int64),
        allowed=allowed_slots(problem, firsts),
        base=base,
        rate=rate.ravel().astype(np.int64),
        profile=duties.profile[firsts],
        most_weight=duties.weight[firsts],
        most_volume=most_volume,
        vehicles=counts,
        fixed=np.rint(duties.cost[firsts] * UNITS).astype(np.int64),
        second=second,
        start=duties.start[firsts],
        end=duties.end[firsts],
        longest=longest,
        siblings=siblings_of(base, duties.weight[firsts], duties.cost[firsts], bases),
        station=np.full(bases, -1, dtype=np.int64) if supply is None else supply.station,
        tour=(
            np.zeros(0, dtype=np.int64)
            if supply is None
            else np.rint(supply.tour_cost * UNITS).astype(np.int64)
        ),
        truck=1 if supply is None else supply.capacity,
        trucks=0 if supply is None else supply.trucks,
        most=problem.num_duties if supply is None else supply.most_duties,
        opening=np.rint(problem.base_day_cost * UNITS).astype(np.int64),
        is_timed=is_timed(problem, opens, closes),
        picks_up=bool(up_weight.any() or up_volume.any()),
        has_volume=bool(total and most_volume.min(initial=NO_WAY) < total),
        pays_time=bool(second.any() or (longest < NO_WAY).any()),
    )


def slots_of(problem: RoutingProblem) -> tuple[Ints, Ints, Ints]:
    """Return the slot of each duty, and of each slot its first duty and how many there are."""
    _, firsts, slots, counts = np.unique(
        problem.duties.twin, return_index=True, return_inverse=True, return_counts=True
    )
    return slots.ravel(), firsts, counts.astype(np.int64)


def allowed_slots(problem: RoutingProblem, firsts: Ints) -> Bools:
    """Return which slots may serve each task at all, shape ``(tasks, slots)``."""
    tasks, duties = problem.tasks, problem.duties
    base = duties.base[firsts]
    usable = tasks.release[:, base] < NO_WAY
    usable &= (tasks.classes[:, None] & ~duties.carries[firsts][None, :]) == 0
    for amount, taken, room in (
        (tasks.weight, tasks.pickup_weight, duties.weight[firsts]),
        (tasks.volume, tasks.pickup_volume, duties.volume[firsts]),
    ):
        back = np.where(tasks.is_delivery, 0, amount) + taken
        usable &= np.maximum(amount, back)[:, None] <= room[None, :]
    home = problem.bases[base]
    for profile in np.unique(duties.profile[firsts]):
        mine = duties.profile[firsts] == profile
        ways = problem.duration[profile]
        there = ways[np.ix_(tasks.site, home)].T < NO_WAY
        back = ways[np.ix_(home, tasks.site)] < NO_WAY
        usable &= (there & back).T | ~mine[None, :]
    return np.ascontiguousarray(usable)


def is_timed(problem: RoutingProblem, opens: Ints, closes: Ints) -> bool:
    """Whether clocks can forbid anything, or are paid for."""
    tasks, duties = problem.tasks, problem.duties
    if not problem.num_duties or not problem.num_tasks:
        return False
    if duties.second_cost.any() or duties.max_duration.any():
        return True
    if problem.duration.max() > 0:
        return True
    released = np.where(tasks.is_delivery[:, None], tasks.release, 0)
    start, end = duties.start.max(), duties.end.min()
    late = released[released < NO_WAY].max(initial=0)
    return bool(late > start or opens.max() > start or closes.min() < end or late > end)


def siblings_of(base: Ints, weight: Ints, cost: Floats, bases: int) -> Ints:
    """Return the slots of each base by weight, shape ``(bases, slots)``, padded with -1."""
    most = int(np.bincount(base, minlength=bases).max(initial=1))
    rows = np.full((bases, most), -1, dtype=np.int64)
    order = np.lexsort((cost, weight))
    for b in range(bases):
        mine = order[base[order] == b]
        rows[b, : len(mine)] = mine
    return rows


def proximity(drive: Ints, cost: Ints, opens: Ints, closes: Ints, problem: RoutingProblem) -> Ints:
    """
    Return for each task the tasks nearest to it, itself first, shape ``(tasks, near)``.

    The way counts, and what must be waited or is late from one to the other [1]_.

    References
    ----------
    .. [1] Vidal, T., Crainic, T. G., Gendreau, M., & Prins, C. (2013). A hybrid genetic algorithm
       with adaptive diversity management for a large class of vehicle routing problems with
       time-windows. Computers & Operations Research, 40(1), 475-489.
    """
    n = problem.num_tasks
    apart = cost[:n, :n].astype(np.float64)
    scale = apart.mean() / max(float(np.minimum(drive, NO_WAY // 10)[:n, :n].mean()), 1e-9)
    if drive.any():
        done = opens[:, None] + service_times(problem)[:, None] + drive[:n, :n]
        last = closes[:, None] + service_times(problem)[:, None] + drive[:n, :n]
        waits = np.maximum(opens[None, :] - last, 0)
        misses = np.maximum(done - closes[None, :], 0)
        apart = apart + scale * (WAITS * waits + MISSES * misses)
    apart = np.minimum(apart, apart.T)
    np.fill_diagonal(apart, -1)
    return np.argsort(apart, axis=1, kind="stable")[:, : NEAR + 1].astype(np.int64)
