"""
The local leg of a plan as a problem for VROOM: what vans carry between bases and points.

The file is the JSON that ``vroom`` reads [1]_, with its own matrices, so that it needs no
map server. Times count from the midnight that opens the horizon, amounts are grams and
millilitres, costs are cents; descriptions are the ids of vehicles and sites.

- A vehicle is one van in one shift, overtime included; its skills are its base and the
  classes of goods that it may carry.
- A shipment is what one trip of the plan carries from one site to another and may ride
  together: loaded from when it was ready or handed over, unloaded by when it is due or its
  next trip leaves. It needs a van of the base that the plan gave it to.

Left out, as VROOM has no word for it: rest, docks, classes that exclude each other, daily
visits without goods, the cost of stations and handling, and overtime's higher price.

References
----------
.. [1] VROOM, docs/API.md (BSD-2-Clause).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from optimizer.domain import Echelon, Site, Travel
from optimizer.domain.travel import NO_WAY
from optimizer.reports.defuse import plain_text
from optimizer.reports.files import replace_file
from optimizer.reports.reading import Entry, PlanReading

_FIRST_BASE: Final = 1_000
"""Skills below are classes of goods, from here on bases."""

_FAR: Final = 10_000_000
"""Seconds and metres of what cannot be driven; far beyond every horizon."""


def write_vroom(plan: PlanReading, travel: Travel, file: Path) -> None:
    """Write the local leg of a plan for VROOM."""
    problem = vroom_problem(plan, travel)
    text = json.dumps(problem, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    with replace_file(file) as stream:
        stream.write(text.encode())


def vroom_problem(plan: PlanReading, travel: Travel) -> dict[str, Any]:
    """Return the local leg of a plan as VROOM's ``vehicles``, ``shipments``, ``matrices``."""
    vehicles = list(_vehicles(plan))
    profiles = sorted({vehicle["profile"] for vehicle in vehicles})
    return {
        "vehicles": vehicles,
        "jobs": [],
        "shipments": list(_shipments(plan)),
        "matrices": {
            profile: {
                "durations": travel[profile].duration.clip(max=_FAR).tolist(),
                "distances": travel[profile].distance.clip(max=_FAR).tolist(),
            }
            for profile in profiles
        },
    }


def _vehicles(plan: PlanReading) -> Iterator[dict[str, Any]]:
    """Yield every local van in every shift of the horizon in which it may work."""
    instance, number = plan.instance, 0
    for at, vehicle in enumerate(instance.vehicles):
        home = instance.network.home[at]
        if vehicle.echelon is not Echelon.LOCAL or not vehicle.available:
            continue
        if not instance.sites[home].is_open:
            continue
        for shift in instance.calendar.windows(vehicle.shifts):
            start = max(shift.earliest, instance.free_from(vehicle))
            end = shift.latest + vehicle.max_overtime
            if shift.earliest >= instance.calendar.end or start >= shift.latest:
                continue
            number += 1
            classes = instance.rules.handling_classes
            carried = [at for at, name in enumerate(classes) if vehicle.may_carry(name)]
            limit = {} if vehicle.range is None else {"max_distance": vehicle.range}
            yield {
                "id": number,
                "description": plain_text(vehicle.vehicle_id),
                "profile": vehicle.road_profile,
                "start_index": home,
                "end_index": home,
                "capacity": [vehicle.capacity_weight, vehicle.capacity_volume],
                "skills": [*carried, _FIRST_BASE + home],
                "time_window": [start, end],
                "costs": {
                    "fixed": round(vehicle.cost_per_shift),
                    "per_hour": round(vehicle.cost_per_hour),
                    "per_km": round(vehicle.cost_per_km),
                },
                **limit,
            }


def _shipments(plan: PlanReading) -> Iterator[dict[str, Any]]:
    """Yield what local trips carry, by trip, ends and class of goods."""
    orders = plan.instance.orders
    groups: dict[tuple[str, str, str, int], list[tuple[Entry, int]]] = {}
    for order in plan.document["orders"]:
        kind = int(orders.handling_class[plan.rows[order["order_id"]]])
        for at, leg in enumerate(order["legs"]):
            if plan.trips[leg["trip_id"]]["echelon"] == Echelon.LOCAL:
                key = (leg["trip_id"], leg["from"], leg["to"], kind)
                groups.setdefault(key, []).append((order, at))
    for number, (key, carried) in enumerate(groups.items(), start=1):
        yield _shipment(plan, number, key, carried)


def _shipment(
    plan: PlanReading,
    number: int,
    key: tuple[str, str, str, int],
    carried: Sequence[tuple[Entry, int]],
) -> dict[str, Any]:
    """Return one shipment with its two ends."""
    trip_id, origin, destination, kind = key
    orders, index = plan.instance.orders, plan.instance.network.index
    rows = [plan.rows[order["order_id"]] for order, _ in carried]
    pieces = int(orders.pieces[rows].sum())
    home = index[plan.vehicle(plan.trips[trip_id]["vehicle_id"]).home_site]
    release = max(_released(plan, order, at) for order, at in carried)
    deadline = min(_deadline(plan, order, at) for order, at in carried)
    # What the plan itself brings late may be brought as late as the plan does.
    deadline = max(deadline, *(_unloaded(plan, order, at) for order, at in carried))
    begin = plan.instance.calendar.start
    return {
        "amount": [int(orders.weight[rows].sum()), int(orders.volume[rows].sum())],
        "skills": [kind, _FIRST_BASE + home],
        "pickup": _end(plan, number, origin, pieces, (max(release, begin), deadline)),
        "delivery": _end(plan, number, destination, pieces, (begin, deadline)),
    }


def _end(
    plan: PlanReading, number: int, site_id: str, pieces: int, span: tuple[int, int]
) -> dict[str, Any]:
    """Return one end of a shipment: where, how long, when."""
    site, index = plan.site(site_id), plan.instance.network.index[site_id]
    service = site.handling_time(pieces) - site.stop_time
    return {
        "id": number,
        "description": plain_text(site_id),
        "location_index": index,
        **_location(site),
        "setup": site.stop_time,
        "service": service,
        "time_windows": _windows(plan, index, site.stop_time + service, span),
    }


def _windows(plan: PlanReading, index: int, lasts: int, span: tuple[int, int]) -> list[list[int]]:
    """Return when handling may start: within the hours, and so that it is over by then."""
    earliest, latest = span
    found = [
        [max(slot.earliest, earliest), min(slot.latest - lasts, latest - lasts, NO_WAY)]
        for slot in plan.instance.hours[index]
    ]
    windows = [slot for slot in found if slot[0] <= slot[1]]
    return windows or [[max(0, latest - lasts), max(0, latest - lasts)]]


def _location(site: Site) -> dict[str, Any]:
    """Return where a site is, for maps; nothing where that is unknown."""
    if site.longitude is None or site.latitude is None:
        return {}
    return {"location": [round(site.longitude, 6), round(site.latitude, 6)]}


def _released(plan: PlanReading, order: Entry, at: int) -> int:
    """Return from when on an order is there to be loaded for one of its legs."""
    ready = int(plan.instance.orders.ready[plan.rows[order["order_id"]]])
    if not at:
        return ready
    transfer = plan.site(order["legs"][at]["from"]).transfer_time
    return max(ready, _unloaded(plan, order, at - 1) + transfer)


def _deadline(plan: PlanReading, order: Entry, at: int) -> int:
    """Return by when an order has to be unloaded from one of its legs."""
    if at == len(order["legs"]) - 1:
        return int(plan.instance.orders.due[plan.rows[order["order_id"]]])
    leg = order["legs"][at + 1]
    return _called(plan, leg, "from", order) - plan.site(leg["from"]).transfer_time


def _unloaded(plan: PlanReading, order: Entry, at: int) -> int:
    """Return when an order is off the vehicle of one of its legs."""
    return _called(plan, order["legs"][at], "to", order)


def _called(plan: PlanReading, leg: Entry, end: str, order: Entry) -> int:
    """Return when loading starts at the beginning of a leg, or unloading is over at its end."""
    goods, moment = ("load", "start") if end == "from" else ("unload", "departure")
    for stop in plan.trips[leg["trip_id"]]["stops"]:
        if stop["site_id"] == leg[end] and order["order_id"] in stop[goods]:
            return plan.clocks[stop[moment]]
    raise ValueError(f"{order['order_id']} is not at {leg[end]} on {leg['trip_id']}")
