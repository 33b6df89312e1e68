"""Which of a plan's orders were changed since the plan was made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from optimizer.desk.plans import OpenPlan
from optimizer.domain import Instance
from optimizer.store import PlanRow, Store, StoredOrder
from optimizer.units import CUBIC_METRE, KG


@dataclass(frozen=True, slots=True)
class OrderNews:
    """
    An order that is not what the plan was made for.

    ``how`` is ``cancelled``, ``edited``, then ``columns`` say where, or ``done``: another
    plan has delivered it.
    """

    order_id: str
    how: str
    by: str
    at: datetime
    columns: tuple[str, ...] = ()


def order_news(store: Store, opened: OpenPlan) -> tuple[OrderNews, ...]:
    """
    Compare the orders that a plan carries with the store.

    Orders that the store does not know are left alone: the plan may come from elsewhere.
    """
    network_id = opened.row.network_id
    known = {one.row.order_id: one for one in store.orders.open(network_id)}
    is_heir, since = _follows(store, opened), _asked_at(store, opened.row)
    found: list[OrderNews] = []
    for entry in opened.document["orders"]:
        if not entry["legs"]:
            continue
        stored = known.get(entry["order_id"]) or store.orders.find(network_id, entry["order_id"])
        if stored is not None:
            found += _news(stored, entry, opened, is_heir=is_heir, since=since)
    return tuple(found)


def _news(
    stored: StoredOrder,
    entry: dict[str, Any],
    opened: OpenPlan,
    *,
    is_heir: bool,
    since: datetime,
) -> Iterator[OrderNews]:
    """Yield what has become of one order."""
    row, by, at = stored.row, stored.changed_by, stored.changed_at
    if stored.state == "cancelled":
        yield OrderNews(row.order_id, "cancelled", by, at)
    elif stored.state == "done":
        planned = entry["delivered_at"]
        is_same = planned is not None and stored.done_at == datetime.fromisoformat(planned)
        if not is_heir and not is_same:
            yield OrderNews(row.order_id, "done", by, stored.done_at or at)
    elif columns := _differing(
        stored,
        opened.county.instance,
        opened.reading.rows[row.order_id],
        is_touched=stored.changed_at >= since,
    ):
        yield OrderNews(row.order_id, "edited", by, at, columns)


def _differing(
    stored: StoredOrder, instance: Instance, at: int, *, is_touched: bool
) -> tuple[str, ...]:
    """
    Return the columns in which an order of the store differs from that of a plan.

    A plan may begin where an earlier one leaves an order, at a base, and what is late
    already is due when it is ready: neither is a change unless the order was touched since.
    """
    row, orders, rules = stored.row, instance.orders, instance.rules
    site = instance.sites[int(orders.origin[at])]
    origin = site.site_id
    kind = rules.handling_classes[int(orders.handling_class[at])]
    same = {
        "origin": origin in (row.origin, stored.at_site) or (site.is_base and not is_touched),
        "destination": instance.sites[int(orders.destination[at])].site_id == row.destination,
        "pieces": int(orders.pieces[at]) == row.pieces,
        "weight_kg": abs(int(orders.weight[at]) - row.weight_kg * KG) <= 1,
        "volume_m3": abs(int(orders.volume[at]) - row.volume_m3 * CUBIC_METRE) <= 1,
        "handling_class": row.handling_class in ("", kind),
        "priority": row.priority in ("", orders.priorities[int(orders.priority[at])]),
    }
    if row.due_at is not None:
        due = int(orders.due[at])
        is_put_off = due == int(orders.ready[at]) and not is_touched
        same["due_at"] = due == instance.calendar.clock(row.due_at) or is_put_off
    return tuple(column for column, is_same in same.items() if not is_same)


def _asked_at(store: Store, row: PlanRow) -> datetime:
    """Return when the orders of a plan were read: it was asked for then, or its first draft."""
    while row.parent_id is not None:
        row = store.plans.get(row.parent_id)
    return row.made_at if row.run_id is None else store.runs.get(row.run_id).asked_at


def _follows(store: Store, opened: OpenPlan) -> bool:
    """Whether a plan was changed from what is in force, or is that itself."""
    current = store.plans.current(opened.row.network_id)
    if current is None:
        return False
    row = opened.row
    while row.plan_id != current.plan_id:
        if row.parent_id is None:
            return False
        row = store.plans.get(row.parent_id)
    return True
