"""What the report page shows, as small as it can be written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from optimizer.domain import Network, Vehicle
from optimizer.reports.page.drawing import background, drawn_ways
from optimizer.reports.page.words import WORDS
from optimizer.reports.reading import Entry, PlanReading
from optimizer.reports.texts import vehicle_type_text, weekday_text
from optimizer.reports.ways import RoadMap, Ways
from optimizer.units import DAY, KG

_STATUSES: Final = ("on_time", "late", "deferred", "unserved")
_SCHEMATIC: Final = frozenset({"synthetic", "placeholder", "estimated"})


class _Walls(dict[str, int]):
    """Written times as seconds of wall clock from the first midnight; each read once."""

    def __init__(self, plan: PlanReading) -> None:
        super().__init__()
        self._plan = plan

    def __missing__(self, text: str) -> int:
        moment = self._plan.instance.calendar.moment(self._plan.clocks[text])
        second = moment.hour * 3600 + moment.minute * 60 + moment.second
        self[text] = self._plan.day(text) * DAY + second
        return self[text]


def page_figures(plan: PlanReading, ways: Ways, roads: RoadMap, lang: str) -> dict[str, Any]:
    """
    Return everything that the page shows, ready for JSON.

    Times are seconds of wall clock from the first midnight. Sites, vehicles, trips and
    reasons are named by their position; orders are columns.
    """
    document, walls = plan.document, _Walls(plan)
    pairs, trips = _trips(plan, ways, walls)
    reasons, orders = _orders(plan, walls)
    return {
        "lang": lang,
        "words": WORDS,
        "network": document["network"],
        "plannedAt": document["planned_at"][:16].replace("T", " "),
        "horizon": [walls[document["horizon"][end]] for end in ("start", "end")],
        "days": _days(plan),
        "currency": plan.instance.rules.currency,
        "engine": document["engine"],
        "seed": document["seed"],
        "searchSeconds": document["search_seconds"],
        "inputs": {name: digest[:12] for name, digest in document["inputs"].items()},
        "schematic": any(site.coordinate_quality in _SCHEMATIC for site in plan.instance.sites),
        "kpis": document["kpis"],
        "cost": document["cost"],
        "rest": plan.instance.rules.rest,
        "sites": site_entries(plan.instance.network),
        "vehicles": [_vehicle(plan, vehicle) for vehicle in plan.instance.vehicles],
        **background(roads),
        "ways": drawn_ways(ways.line(pair) for pair in pairs),
        "duties": [_duty(plan, duty, walls) for duty in document["duties"]],
        "trips": trips,
        "reasons": reasons,
        "orders": orders,
        "missed": [
            [plan.instance.network.index[visit["site_id"]], visit["date"]]
            for visit in document["missed_visits"]
        ],
    }


def _days(plan: PlanReading) -> list[dict[str, str]]:
    """Return date and weekday of every day that the horizon touches."""
    calendar = plan.instance.calendar
    dates = [calendar.date(day) for day in range(calendar.num_days)]
    return [
        {
            "date": date.isoformat()[5:],
            "zh": weekday_text(date, "zh"),
            "en": weekday_text(date, "en"),
        }
        for date in dates
    ]


def site_entries(network: Network) -> list[dict[str, Any]]:
    """Return the sites of a network; ``door`` is where a site's goods change hands."""
    return [
        {
            "id": site.site_id,
            "kind": str(site.kind),
            "zh": site.name_zh or site.site_id,
            "en": site.name_en or site.name_zh or site.site_id,
            "town": site.town,
            "at": None
            if site.latitude is None or site.longitude is None
            else [round(site.longitude, 5), round(site.latitude, 5)],
            "quality": site.coordinate_quality,
            "status": str(site.status),
            "door": network.door[position],
        }
        for position, site in enumerate(network.sites)
    ]


def _vehicle(plan: PlanReading, vehicle: Vehicle) -> dict[str, Any]:
    """Return a vehicle."""
    return {
        "id": vehicle.vehicle_id,
        "plate": vehicle.plate or vehicle.vehicle_id,
        "zh": vehicle_type_text(vehicle.vehicle_type, "zh"),
        "en": vehicle_type_text(vehicle.vehicle_type, "en"),
        "echelon": str(vehicle.echelon),
        "home": plan.instance.network.index[vehicle.home_site],
        "kg": vehicle.capacity_weight / KG,
        "available": bool(vehicle.available),
    }


def _duty(plan: PlanReading, duty: Entry, walls: _Walls) -> dict[str, Any]:
    """Return a duty."""
    return {
        "vehicle": plan.vehicle_index[duty["vehicle_id"]],
        "shift": [walls[duty["shift"][end]] for end in ("start", "end")],
        "start": walls[duty["start"]],
        "end": walls[duty["end"]],
        "paid": duty["paid_s"],
        "overtime": duty["overtime_s"],
        "metres": duty["distance_m"],
        "cost": duty["cost"],
    }


def _trips(
    plan: PlanReading, ways: Ways, walls: _Walls
) -> tuple[list[tuple[str, int, int]], list[dict[str, Any]]]:
    """Return the pairs of sites that are driven, and the trips, which name them by position."""
    places: dict[tuple[str, int, int], int] = {}
    trips = []
    for trip in plan.document["trips"]:
        stops = trip["stops"]
        pairs = [ways.pair(trip, number) for number in range(len(stops) - 1)]
        trips.append(
            {
                "id": trip["trip_id"],
                "vehicle": plan.vehicle_index[trip["vehicle_id"]],
                "firm": trip["status"] == "committed",
                "metres": trip["distance_m"],
                "driving": trip["driving_s"],
                "ways": [places.setdefault(pair, len(places)) for pair in pairs],
                "stops": [_stop(plan, stop, walls) for stop in stops],
            }
        )
    return list(places), trips


def _stop(plan: PlanReading, stop: Entry, walls: _Walls) -> list[float]:
    """Return site, three times, then orders, pieces and kg loaded and unloaded, kg on board."""
    times = [walls[stop[name]] for name in ("arrival", "start", "departure")]
    goods = [value for name in ("load", "unload") for value in _amounts(plan, stop[name])]
    site = plan.instance.network.index[stop["site_id"]]
    return [site, *times, *goods, round(stop["onboard_kg"], 1)]


def _amounts(plan: PlanReading, order_ids: Sequence[str]) -> tuple[int, int, float]:
    """Return how many orders, pieces and kg these are."""
    if not order_ids:
        return 0, 0, 0
    orders, rows = plan.instance.orders, [plan.rows[order_id] for order_id in order_ids]
    return len(rows), int(orders.pieces[rows].sum()), round(int(orders.weight[rows].sum()) / KG, 1)


def _orders(plan: PlanReading, walls: _Walls) -> tuple[list[Any], dict[str, Any]]:
    """Return the different reasons, and the orders by column."""
    entries, orders = plan.document["orders"], plan.instance.orders
    rows = [plan.rows[entry["order_id"]] for entry in entries]
    legs = _legs(plan)
    reasons: dict[tuple[Any, ...], int] = {}

    def reason_of(reason: Entry | None) -> int:
        if reason is None:
            return -1
        return reasons.setdefault(tuple(reason.values()), len(reasons))

    def wall_of(clock: int) -> int:
        return walls[plan.instance.calendar.text(clock)]

    clocks = {clock: wall_of(clock) for clock in {*orders.ready.tolist(), *orders.due.tolist()}}
    columns = {
        "id": [entry["order_id"] for entry in entries],
        "from": orders.origin[rows].tolist(),
        "to": orders.destination[rows].tolist(),
        "pieces": orders.pieces[rows].tolist(),
        "ready": [clocks[clock] // 60 for clock in orders.ready[rows].tolist()],
        "due": [clocks[clock] // 60 for clock in orders.due[rows].tolist()],
        "status": [_STATUSES.index(entry["status"]) for entry in entries],
        "delivered": [
            walls[entry["delivered_at"]] // 60 if entry["delivered_at"] else -1 for entry in entries
        ],
        "reason": [reason_of(entry["reason"]) for entry in entries],
        "legs": [legs.get(entry["order_id"], []) for entry in entries],
    }
    return [list(reason) for reason in reasons], columns


def _legs(plan: PlanReading) -> dict[str, list[int]]:
    """Return for every carried order, leg by leg, the trip and the stops that load and unload."""
    found: dict[str, list[tuple[int, int, int, int]]] = {}
    for number, trip in enumerate(plan.document["trips"]):
        loaded: dict[str, int] = {}
        for at, stop in enumerate(trip["stops"]):
            for order in stop["unload"]:
                leg = (plan.clocks[stop["start"]], number, loaded[order], at)
                found.setdefault(order, []).append(leg)
            loaded |= dict.fromkeys(stop["load"], at)
    return {
        order: [value for leg in sorted(legs) for value in leg[1:]] for order, legs in found.items()
    }
