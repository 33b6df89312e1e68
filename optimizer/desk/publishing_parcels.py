"""Where a parcel is meant to go and when: over the plan in force, and over a chosen one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from optimizer.desk.plans import OpenPlan
from optimizer.store import Batch, Change, Store, StoredOrder


@dataclass(frozen=True, slots=True)
class Hit:
    """An order that a search has found; ``state`` is that of the store, empty if not there."""

    order_id: str
    trace_code: str
    origin: str
    destination: str
    state: str


@dataclass(frozen=True, slots=True)
class LegView:
    """One leg as people read it: which trip, which plate, from where to where, when."""

    trip_id: str
    plate: str
    origin: str
    destination: str
    departure: datetime
    arrival: datetime


@dataclass(frozen=True)
class Way:
    """
    What one plan does with an order.

    ``slack`` is what is left to its due time, ``promise_slack`` to the promise of its class
    (48 hours) from when it was ready; None where it is not brought.
    """

    plan_id: int
    label: str
    status: str
    ready_at: datetime
    due_at: datetime
    delivered_at: datetime | None
    slack: timedelta | None
    promise: timedelta
    promise_slack: timedelta | None
    legs: tuple[LegView, ...]
    reason: Mapping[str, Any] | None


@dataclass(frozen=True)
class History:
    """What the store knows of an order: as it is, with which batch it came, what was changed."""

    stored: StoredOrder
    batch: Batch | None
    changes: tuple[Change, ...]


def find_parcels(
    store: Store, network_id: int, text: str, opened: OpenPlan | None, *, limit: int = 20
) -> list[Hit]:
    """
    Return the orders whose id or trace code begins with a text, then those that contain it.

    A plan may hold orders that the store does not know; they are found by their beginning.
    """
    text = text.strip()
    if not text:
        return []
    hits = {
        one.row.order_id: Hit(
            one.row.order_id,
            one.row.trace_code,
            one.row.origin,
            one.row.destination,
            one.state,
        )
        for one in store.orders.search(network_id, text, limit)
    }
    if opened is not None and len(hits) < limit:
        hits |= {hit.order_id: hit for hit in _in_plan(opened, text, limit) if
                 hit.order_id not in hits}  # fmt: skip
    return list(hits.values())[:limit]


def _in_plan(opened: OpenPlan, text: str, limit: int) -> list[Hit]:
    """Return orders of a plan that begin with a text."""
    instance = opened.county.instance
    orders, sites = instance.orders, instance.sites
    found: list[Hit] = []
    for at, (order_id, trace_code) in enumerate(
        zip(orders.order_id, orders.trace_code, strict=True)
    ):
        if order_id.startswith(text) or trace_code.startswith(text):
            start, end = (
                sites[int(column[at])].site_id for column in (orders.origin, orders.destination)
            )
            found.append(Hit(order_id, trace_code, start, end, ""))
            if len(found) == limit:
                break
    return found


def way_of(opened: OpenPlan, order_id: str, lang: str) -> Way | None:
    """Return what a plan does with an order; None where it is not in the plan."""
    plan, instance = opened.reading, opened.county.instance
    row = plan.rows.get(order_id)
    if row is None:
        return None
    entry = opened.document["orders"][row]
    if entry["order_id"] != order_id:
        entry = next(one for one in opened.document["orders"] if one["order_id"] == order_id)
    moment, orders, rules = instance.calendar.moment, instance.orders, instance.rules
    kind = rules.handling_classes[int(orders.handling_class[row])]
    promise = timedelta(seconds=rules.promise_by_class.get(kind, rules.promise))
    ready, due = moment(int(orders.ready[row])), moment(int(orders.due[row]))
    text = entry["delivered_at"]
    delivered = datetime.fromisoformat(text) if text else None
    return Way(
        plan_id=opened.row.plan_id,
        label=opened.row.label,
        status=entry["status"],
        ready_at=ready,
        due_at=due,
        delivered_at=delivered,
        slack=due - delivered if delivered else None,
        promise=promise,
        promise_slack=ready + promise - delivered if delivered else None,
        legs=tuple(_leg(opened, leg, lang) for leg in entry["legs"]),
        reason=entry["reason"],
    )


def _leg(opened: OpenPlan, leg: Mapping[str, Any], lang: str) -> LegView:
    """Return one leg."""
    plan = opened.reading
    vehicle = plan.vehicle(plan.trips[leg["trip_id"]]["vehicle_id"])
    origin, destination = (plan.name(leg[end], lang) for end in ("from", "to"))
    departure, arrival = (datetime.fromisoformat(leg[end]) for end in ("departure", "arrival"))
    plate = vehicle.plate or vehicle.vehicle_id
    return LegView(leg["trip_id"], plate, origin, destination, departure, arrival)


def history_of(store: Store, network_id: int, order_id: str) -> History | None:
    """Return what the store knows of an order; None where it does not know it."""
    stored = store.orders.find(network_id, order_id)
    if stored is None:
        return None
    batches = store.orders.batches(network_id, limit=1_000)
    batch = next((one for one in batches if one.batch_id == stored.batch_id), None)
    changes = store.changes.recent(network_id, limit=20, target=order_id)
    return History(stored, batch, tuple(changes))
