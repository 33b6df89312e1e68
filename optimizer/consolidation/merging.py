"""Merges the parts of one site that can travel together into tasks."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from optimizer.consolidation.parts import Parts
from optimizer.domain import Instance, Ints, Tasks, Visits
from optimizer.units import DAY, HOUR

SPANS: Final = (6 * HOUR, 12 * HOUR, 24 * HOUR, 48 * HOUR)
MANY_TASKS: Final = 900
SLACKS: Final = (6 * HOUR, 18 * HOUR, 30 * HOUR, 42 * HOUR)
GRID: Final = HOUR // 2
NUM_CLOCKS: Final = 4096
"""More half-hours than any horizon has."""
_COUNTS: Final = ("ready", "due", "base", "pieces", "weight", "volume", "classes", "num_orders")


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a task may grow: grams, millilitres, and seconds of handling at its site."""

    weight: int
    volume: int
    handling: int = HOUR


def class_groups(instance: Instance) -> Ints:
    """
    Return a group number per handling class; classes of one group may share a task.

    They exclude the same classes and ride on the same vehicles, so that nothing is lost by
    treating them as one.
    """
    rules = instance.rules
    signatures: dict[object, int] = {}
    groups = []
    for name in rules.handling_classes:
        excluded = frozenset(
            other
            for pair in rules.never_together
            if name in pair
            for other in pair
            if other != name
        )
        barred = frozenset(v.vehicle_id for v in instance.vehicles if not v.may_carry(name))
        groups.append(signatures.setdefault((excluded, barred), len(signatures)))
    return np.array(groups, dtype=np.int64)


def merge(instance: Instance, parts: Parts, limits: Limits) -> Tasks:
    """
    Return tasks that hold every part exactly once.

    Parts of one site, direction, base, class group and kind of promise are taken in the
    order in which they are ready; a task is closed where the next part is ready more than a
    span later, or would make it exceed ``limits``. The span is the shortest that gives a
    few hundred tasks: a longer one spares the search, a shorter one lets early goods leave
    early; it never takes more than half of the time that the promise leaves.

    Parts that are ready in the same half-hour are first taken as one, by array operations:
    the work grows with the points and not with the orders.
    """
    num_sites = len(instance.sites)
    group = class_groups(instance)[instance.orders.handling_class[parts.order]]
    slack = np.searchsorted(SLACKS, parts.due - parts.ready)
    key = (parts.site * 4 + parts.is_delivery * 2 + parts.is_firm) * (num_sites + 1)
    key += parts.base + 1
    key = (key * (group.max(initial=0) + 1) + group) * (len(SLACKS) + 1) + slack
    cell = key * NUM_CLOCKS + parts.ready // GRID
    order = np.lexsort((parts.order, cell))
    parts, key, cell = parts.take(order), key[order], cell[order]
    cells = _bounds(cell)
    amounts = _amounts(instance, parts)
    for span in SPANS:
        starts = _starts(parts, key, cells, amounts, span=span, limits=limits)
        if len(starts) <= MANY_TASKS:
            break
    return _tasks(instance, parts, starts)


def _bounds(values: Ints) -> Ints:
    """Return where runs of equal values begin, ascending, and the length at the end."""
    if not len(values):
        return np.zeros(1, dtype=np.int64)
    return np.concatenate([[0], np.flatnonzero(np.diff(values)) + 1, [len(values)]])


def _amounts(instance: Instance, parts: Parts) -> Ints:
    """Return running sums of grams, millilitres and milliseconds, shape ``(parts + 1, 3)``."""
    orders = instance.orders
    piece_time = np.array([site.piece_time for site in instance.sites], dtype=np.int64)
    columns = (
        orders.weight[parts.order],
        orders.volume[parts.order],
        orders.pieces[parts.order] * piece_time[parts.site],
    )
    sums = np.zeros((len(parts.order) + 1, 3), dtype=np.int64)
    np.cumsum(np.stack(columns, axis=1), axis=0, out=sums[1:])
    return sums


def _starts(
    parts: Parts, key: Ints, cells: Ints, amounts: Ints, *, span: int, limits: Limits
) -> Ints:
    """Return where tasks begin in the sorted parts, ascending."""
    if len(cells) < 2:
        return np.zeros(0, dtype=np.int64)
    most = np.array([limits.weight, limits.volume, limits.handling * 1000])
    first = cells[:-1]
    same = np.concatenate([[False], key[first[1:]] == key[first[:-1]]]).tolist()
    ready = (parts.ready[first] // GRID * GRID).tolist()
    room = np.clip((parts.due[first] - parts.ready[first]) // 2, GRID, span).tolist()
    sums = amounts[cells].tolist()
    bound = most.tolist()
    starts: list[int] = []
    opened, base = 0, sums[0]
    for number, (begin, joined) in enumerate(zip(first.tolist(), same, strict=True)):
        upto = sums[number + 1]
        is_full = any(b - a > m for a, b, m in zip(base, upto, bound, strict=True))
        if joined and not is_full and ready[number] - opened <= room[number]:
            continue
        starts.append(begin)
        opened, base = ready[number], sums[number]
        if any(b - a > m for a, b, m in zip(base, upto, bound, strict=True)):
            inner = _split(amounts, begin, int(cells[number + 1]), most)
            starts.extend(inner)
            base = amounts[inner[-1]].tolist() if inner else base
    return np.array(starts, dtype=np.int64)


def _split(amounts: Ints, begin: int, end: int, most: Ints) -> list[int]:
    """Return where further tasks begin inside a cell that exceeds a task's limits."""
    found: list[int] = []
    at = begin
    while True:
        fits = (amounts[at + 1 : end + 1] - amounts[at] <= most).all(axis=1)
        count = len(fits) if fits.all() else max(int(np.argmin(fits)), 1)
        at += count
        if at >= end:
            return found
        found.append(at)


def _tasks(instance: Instance, parts: Parts, starts: Ints) -> Tasks:
    """Return the tasks whose parts begin at ``starts``."""
    orders, rules = instance.orders, instance.rules
    weights = np.array([rules.penalties.priority_weight[name] for name in orders.priorities])
    rows = parts.order
    if not len(starts):
        empty = np.zeros(0, dtype=np.int64)
        return Tasks(
            site=empty,
            is_delivery=empty.astype(np.bool_),
            is_firm=empty.astype(np.bool_),
            urgency=empty.astype(np.float64),
            orders=(),
            **dict.fromkeys(_COUNTS, empty),
        )
    bounds = [*starts.tolist(), len(rows)]
    return Tasks(
        site=parts.site[starts],
        is_delivery=parts.is_delivery[starts],
        ready=np.maximum.reduceat(parts.ready, starts),
        due=np.minimum.reduceat(parts.due, starts),
        is_firm=parts.is_firm[starts],
        base=parts.base[starts],
        pieces=np.add.reduceat(orders.pieces[rows], starts),
        weight=np.add.reduceat(orders.weight[rows], starts),
        volume=np.add.reduceat(orders.volume[rows], starts),
        classes=np.bitwise_or.reduceat(np.int64(1) << orders.handling_class[rows], starts),
        num_orders=np.diff(bounds),
        urgency=np.add.reduceat(weights[orders.priority[rows]], starts),
        orders=tuple(rows[a:b] for a, b in pairwise(bounds)),
    )


def daily_visits(instance: Instance) -> Tasks:
    """
    Return one visit without orders per daily-visited open point and whole day of the horizon.

    Where nobody has been on the first day, what is left of it counts too. Bases and what
    stands at their doors are visited by the trips that call there anyway.
    """
    calendar, door = instance.calendar, instance.network.door
    found = []
    for position, site in enumerate(instance.sites):
        at_base = site.is_base or door[position] != position
        if site.visits is not Visits.DAILY or not site.is_open or at_base:
            continue
        for day in range(calendar.num_days):
            windows = list(calendar.windows(site.hours, range(day, day + 1)))
            opens = windows[0].earliest if windows else calendar.at(day, 0)
            closes = windows[-1].latest if windows else calendar.at(day, DAY)
            if day == 0 and site.site_id in instance.visits_due and closes > calendar.start:
                opens = max(opens, calendar.start)
            if opens >= calendar.start and closes <= calendar.end:
                found.append((position, opens, closes))
    site_of, opens_at, closes_at = (
        np.array([row[column] for row in found], dtype=np.int64) for column in range(3)
    )
    zero = np.zeros(len(found), dtype=np.int64)
    return Tasks(
        site=site_of,
        is_delivery=np.zeros(len(found), dtype=np.bool_),
        ready=opens_at,
        due=closes_at,
        is_firm=np.zeros(len(found), dtype=np.bool_),
        base=zero - 1,
        pieces=zero,
        weight=zero,
        volume=zero,
        classes=zero,
        num_orders=zero,
        urgency=zero.astype(np.float64),
        orders=tuple(zero[:0] for _ in found),
    )
