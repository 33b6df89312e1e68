"""What the clock of a call costs: waiting, lateness, the departure from the hub it makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.domain import DraftStop, DraftTrip, Floats, Instance, Ints
from optimizer.units import HOUR


@dataclass(frozen=True, slots=True)
class DeliveryCosts:
    """
    What delivering at one call costs, in cents.

    ``per_second`` of its clock; ``onward``: per departure from the hub (clock, cost);
    ``late``: per due time (clock, once, per second).
    """

    per_second: float = 0.0
    onward: Sequence[tuple[int, float]] = ()
    late: Sequence[tuple[int, float, float]] = ()


def priority_weights(instance: Instance, rows: Ints) -> Floats:
    """Return the weight of the priority of each of these orders, shape ``(rows,)``."""
    table = instance.rules.penalties.priority_weight
    weights = np.array([table[name] for name in instance.orders.priorities])
    return np.asarray(weights[instance.orders.priority[rows]], dtype=np.float64)


def unserved_cost(instance: Instance, rows: Ints) -> float:
    """Return what not serving these orders costs, in cents."""
    penalties, orders = instance.rules.penalties, instance.orders
    weights = priority_weights(instance, rows)
    deferred = orders.due[rows] > instance.calendar.end
    cost = np.where(deferred, penalties.deferred_per_order, penalties.unserved_per_order * weights)
    # Leaving an order out must cost more than it can save on the road.
    return float(np.maximum(cost, penalties.deferred_per_order).sum()) + len(rows) * 100.0


def idle_cost(instance: Instance, trip: DraftTrip) -> float:
    """Return what not making a trip costs, in cents: its orders and its visits."""
    rows = np.unique(np.concatenate([stop.load for stop in trip.stops]))
    visits = sum(stop.visit is not None for stop in trip.stops)
    return unserved_cost(instance, rows) + visits * instance.rules.penalties.missed_visit


def delivery_costs(instance: Instance, stop: DraftStop, *, until: int) -> DeliveryCosts:
    """Return what the clock of a call costs, which is over ``until`` at the latest."""
    orders, door = instance.orders, np.array(instance.network.door)
    rows = stop.unload[door[orders.destination[stop.unload]] == stop.site]
    if not len(rows):
        return DeliveryCosts()
    penalties, calendar = instance.rules.penalties, instance.calendar
    weights = priority_weights(instance, rows)
    waiting = penalties.waiting_per_order_hour / HOUR
    once = penalties.late_per_order * weights
    rate = penalties.late_per_order_hour / HOUR * weights
    if stop.site == instance.network.hub and instance.rules.onward_departures:
        departures = _departures(instance, stop.hint - 24 * HOUR, until)
        base = np.maximum(orders.ready[rows], calendar.start)
        return DeliveryCosts(
            onward=[
                (
                    clock,
                    float(
                        (waiting * np.maximum(0, clock - base)).sum()
                        + ((clock > orders.due[rows]) * once).sum()
                        + (np.maximum(0, clock - orders.due[rows]) * rate).sum()
                    ),
                )
                for clock in departures
            ]
        )
    late = []
    for due in np.unique(orders.due[rows]):
        if due < until:
            chosen = orders.due[rows] == due
            late.append((int(due), float(once[chosen].sum()), float(rate[chosen].sum())))
    return DeliveryCosts(per_second=waiting * len(rows), late=late)


def _departures(instance: Instance, first: int, until: int) -> list[int]:
    """Return the departures from the hub up to the first one after ``until``."""
    seconds, calendar = instance.rules.onward_departures, instance.calendar
    found: list[int] = []
    departure = calendar.next_of(seconds, max(first, 0), inclusive=True)
    while departure is not None:
        found.append(departure)
        if departure >= until:
            break
        departure = calendar.next_of(seconds, departure, inclusive=False)
    return found
