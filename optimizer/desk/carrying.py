"""
What earlier plans leave behind for the next: goods at stations, vehicles out, visits due.

The plans in force at a moment are the published ones, each from its planning time until that
of the next. A plan that is published again for the same time, or an earlier one, replaces
the others of that time wholly. What they do by then:

- A trip that is committed and has begun is driven to its end; so is one that brings goods
  which such a trip takes on. All others are forgotten, the next plan makes them anew.
- What a driven trip brings to its destination is not planned again; what it leaves at a base
  lies there, ready when its time for changing vehicle is over, and due when it always was.
- A vehicle that has driven in a shift makes no further trip in it for another plan.
- A point that wants its visit today and has not had it is still to be visited.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, Final

from optimizer.desk.carrying_trips import Driven, Move
from optimizer.desk.orders_county import calendar_at, latest_network
from optimizer.domain import Calendar, Network, Visits
from optimizer.errors import InputError
from optimizer.inputs import read_order_table
from optimizer.store import Store, StoredOrder

COLUMNS: Final = (
    *("order_id", "origin", "destination", "pieces", "weight_kg", "volume_m3", "ready_at"),
    *("due_at", "handling_class", "priority", "carrier", "product", "trace_code"),
)
"""Of the order file that a plan is made from."""

_REACH: Final = timedelta(days=4)
"""Plans so much older than the one in force have nothing on the road any more."""


@dataclass(frozen=True)
class Standing:
    """
    The open orders as they stand when a plan is made, and what else it inherits.

    ``orders_csv`` is an order file, the same bytes for the same orders; ``inherited`` is what
    `optimizer.opening` reads. ``num_later`` orders are left out, since they are ready only
    after the horizon.
    """

    orders_csv: bytes
    inherited: dict[str, Any]
    num_orders: int
    num_later: int = 0


def standing(
    store: Store, network_id: int, planned_at: datetime, batches: Sequence[int] | None = None
) -> Standing:
    """
    Return how things stand for a plan at a moment; a moment without offset is local.

    ``batches`` names the batches whose orders are to be planned, None all.

    Raises
    ------
    InputError
        When an open order no longer fits the network, for instance as its site is gone; each
        issue names the order instead of a file.
    """
    network = latest_network(store, network_id)
    calendar = calendar_at(network, planned_at)
    driven = driven_before(store, network_id, calendar.planned_at)
    horizon = calendar.moment(calendar.end)
    rows, later = [], 0
    for order in store.orders.open(network_id, batches=batches):
        there = _carried(order, driven)
        if there is None:
            continue
        row = _row(there, network, calendar)
        if (there.at_since or there.row.ready_at) < horizon:
            rows.append(row)
        else:
            later += 1
    rows.sort(key=lambda row: row["order_id"])
    _check(rows, network, calendar)
    return Standing(_written(rows), _inherited(driven, network, calendar), len(rows), later)


def settle(store: Store, network_id: int, at: datetime, by: str) -> None:
    """
    Write down what published plans have done to orders until a moment; again is no change.

    Best when a plan goes in force, up to its planning time: what lay before is history then.
    """
    driven = driven_before(store, network_id, at)
    if driven is None:
        return
    done: dict[str, datetime] = {}
    lying: dict[str, tuple[str, datetime]] = {}
    for order in store.orders.open(network_id) if driven.moves else ():
        over = [m for m in driven.moves.get(order.row.order_id, ()) if m.unloaded_at <= at]
        if not over:
            continue
        last = over[-1]
        if last.delivered_at is not None:
            done[order.row.order_id] = last.delivered_at
        elif order.at_since is None or order.at_since < last.unloaded_at:
            lying[order.row.order_id] = (last.site, last.unloaded_at)
    if done or lying:
        store.orders.settle(network_id, done, lying, by=by)


def settle_past(store: Store, network_id: int, by: str, now: datetime | None = None) -> None:
    """
    Settle what happened before the plan in force begins; without one there is nothing.

    A plan may be published long before it begins. What lies ahead of ``now`` is not settled:
    another plan may still take the place of what is to be driven until then.
    """
    current = store.plans.current(network_id)
    if current is not None:
        begins = store.plans.get(current.plan_id).planned_at
        settle(store, network_id, min(begins, now or datetime.now(UTC)), by)


def driven_before(store: Store, network_id: int, at: datetime) -> Driven | None:
    """Return what the plans in force before a moment have on the road; None without any."""
    found = Driven()
    in_force = list(_in_force(store, network_id, at))
    if not in_force:
        return None
    ends = [(plan_id, until) for (plan_id, _), (_, until) in pairwise([*in_force, (0, at)])]
    for plan_id, until in ends:
        found.add(store.plans.document(plan_id), min(at, until))
    return found


def _in_force(store: Store, network_id: int, at: datetime) -> Iterator[tuple[int, datetime]]:
    """Yield the plans that were in force before a moment, oldest first, with their times."""
    kept: list[tuple[int, datetime]] = []
    for publication in store.plans.publications(network_id):
        planned_at = store.plans.get(publication.plan_id).planned_at
        if planned_at >= (kept[-1][1] if kept else at):
            continue  # replaced, or not yet in force
        if kept and planned_at < kept[0][1] - _REACH:
            break
        kept.append((publication.plan_id, planned_at))
    yield from reversed(kept)


def _carried(order: StoredOrder, driven: Driven | None) -> StoredOrder | None:
    """Return an order where driven trips leave it; None where they bring it to its end."""
    moves: Sequence[Move] = driven.moves.get(order.row.order_id, ()) if driven else ()
    last = moves[-1] if moves else None
    if last is None or (order.at_since is not None and order.at_since > last.unloaded_at):
        return order
    if last.delivered_at is not None:
        return None
    return replace(order, at_site=last.site, at_since=last.unloaded_at)


def _row(order: StoredOrder, network: Network, calendar: Calendar) -> dict[str, str]:
    """Return an order as a row of the order file, from where it stands."""
    row = order.row
    origin, ready = row.origin, row.ready_at
    due = row.due_at or ready + timedelta(seconds=network.rules.promise_of(row.handling_class))
    if order.at_site is not None and order.at_since is not None:
        origin, ready = order.at_site, order.at_since
        if origin in network.index:
            ready += timedelta(seconds=network.sites[network.index[origin]].transfer_time)
    if due < ready:  # late already; no file may say that it is due before it is ready
        if ready <= calendar.planned_at:
            ready = due
        else:
            due = ready
    return {
        **{name: str(getattr(row, name)) for name in COLUMNS},
        "origin": origin,
        "weight_kg": _amount(row.weight_kg),
        "volume_m3": _amount(row.volume_m3),
        "ready_at": calendar.text(calendar.clock(ready)),
        "due_at": calendar.text(calendar.clock(due)),
    }


def _amount(amount: float) -> str:
    """Return an amount without the zeros that nobody needs."""
    return f"{amount:.6f}".rstrip("0").rstrip(".")


def _check(rows: Sequence[Mapping[str, str]], network: Network, calendar: Calendar) -> None:
    """Refuse orders that do not fit the network any more, each by its id."""
    _, issues = read_order_table(rows, "orders", network, calendar) if rows else ([], [])
    if issues:
        raise InputError(
            [
                replace(issue, file=rows[issue.row - 2]["order_id"], row=None)
                if issue.row and issue.row > 1
                else issue
                for issue in issues
            ]
        )


def _written(rows: Sequence[Mapping[str, str]]) -> bytes:
    """Return rows as the bytes of an order file."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _inherited(driven: Driven | None, network: Network, calendar: Calendar) -> dict[str, Any]:
    """Return what a plan inherits besides orders."""
    if driven is None:
        return {}
    known = {vehicle.vehicle_id for vehicle in network.vehicles}
    busy = {
        vehicle: calendar.text(calendar.clock(until))
        for vehicle, until in sorted(driven.busy_until.items())
        if vehicle in known and until > calendar.planned_at
    }
    today = calendar.first_day
    due = sorted(
        site.site_id
        for number, site in enumerate(network.sites)
        if site.visits is Visits.DAILY
        and (network.sites[network.door[number]].site_id, today) not in driven.calls
    )
    return {"busy_until": busy, "visits_due": due}
