"""The parts of an order's way: collected here, delivered there, on the linehaul between."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final

import numpy as np

from optimizer.domain import Bools, Instance, Ints
from optimizer.units import DAY, HOUR

CROSSING: Final = 9 * HOUR
"""How long after it is ready an order between two points is expected at the hub, at least."""


@dataclass(frozen=True)
class Parts:
    """
    What has to be done for orders, one array per column, shape ``(parts,)``.

    An order from or to the hub has one part, one between two other sites has two: up to
    the hub, and down from it. ``base`` is the base that the part must use, -1 for any.
    ``is_linehaul`` says that ``site`` is itself a base, so that no local trip is needed,
    ``is_firm`` that the order's other part begins when this one is due.
    """

    order: Ints
    site: Ints
    is_delivery: Bools
    is_linehaul: Bools
    base: Ints
    ready: Ints
    due: Ints
    is_firm: Bools

    def take(self, rows: Ints | Bools) -> Parts:
        """Return these parts."""
        return Parts(**{column.name: getattr(self, column.name)[rows] for column in fields(self)})


def split_into_parts(instance: Instance, rows: Ints, *, staffed: Bools) -> Parts:
    """
    Return the parts of these orders.

    An order between two points meets the hub at ``crossing``, as a rule the hub's closing
    time that leaves its collection a working day; its delivery is ready then. An order that an
    earlier plan left at a base is delivered from there if the base is ``staffed`` with
    local vehicles, shape ``(sites,)``, and taken to the hub first otherwise.
    """
    orders, network = instance.orders, instance.network
    door = np.array(network.door, dtype=np.int64)
    is_base = np.array([site.is_base for site in instance.sites])
    origin, target = door[orders.origin[rows]], door[orders.destination[rows]]
    ready = np.maximum(orders.ready[rows], instance.calendar.start)
    due = orders.due[rows]
    from_hub, to_hub = origin == network.hub, target == network.hub
    waits_there = is_base[origin] & ~from_hub & ~is_base[target] & staffed[origin]
    crosses = ~from_hub & ~to_hub & ~waits_there
    at_hub = ready.copy()
    promises, which = np.unique(
        np.stack([ready[crosses], due[crosses]]), axis=1, return_inverse=True
    )
    meetings = np.array(
        [crossing(instance, *map(int, pair)) for pair in promises.T], dtype=np.int64
    )
    at_hub[crosses] = meetings[which.ravel()]

    up, down = ~from_hub & ~waits_there, ~to_hub
    columns = {
        "order": (rows, rows),
        "site": (origin, target),
        "is_delivery": (np.zeros_like(up), np.ones_like(down)),
        "is_linehaul": (is_base[origin], is_base[target]),
        "base": (np.full_like(rows, -1), np.where(waits_there, origin, -1)),
        "ready": (ready, np.where(crosses, at_hub, ready)),
        "due": (np.where(crosses, at_hub, due), due),
        "is_firm": (crosses, np.zeros_like(crosses)),
    }
    return Parts(**{name: np.concatenate([a[up], b[down]]) for name, (a, b) in columns.items()})


def crossing(instance: Instance, ready: int, due: int) -> int:
    """
    Return when an order between two points is taken to be at the hub.

    When the hub closes; if that leaves its delivery no working day, in the middle of the
    hub's day, where that is sooner.
    """
    hours, soon = instance.sites[instance.network.hub].hours, ready + CROSSING
    if not hours:
        return soon
    closing = hours[-1].latest % DAY
    midday = (hours[0].earliest + hours[-1].latest) // 2
    met = instance.calendar.next_of((closing,), soon, inclusive=True)
    if met is None or due - met < CROSSING:
        met = instance.calendar.next_of((midday, closing), soon, inclusive=True)
    return soon if met is None else met
