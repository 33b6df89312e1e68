"""
Writes an instance as the files that a user would bring.

What `write_county` writes, `optimizer.inputs.read_instance` reads back as the same instance
(fingerprints apart); counties of any test can so go through the doors.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from optimizer.domain import (
    NO_WAY,
    Instance,
    Network,
    ProfileRules,
    RoadRules,
    Rules,
    TimeWindow,
    Travel,
)
from optimizer.units import CUBIC_METRE, HOUR, KG, KM, MINUTE, YUAN

ORDER_COLUMNS = (
    *("order_id", "origin", "destination", "pieces", "weight_kg", "volume_m3", "ready_at"),
    *("due_at", "handling_class", "priority", "carrier", "product", "trace_code"),
)


def write_county(folder: Path, instance: Instance, travel: Travel | None = None) -> Path:
    """
    Write network folder and orders of an instance; return the order file.

    The orders are ``folder/orders/orders.csv``. With ``travel`` its tables are written too;
    without, the caller brings roads.
    """
    write_network(folder, instance.network, travel)
    return write_orders(folder / "orders" / "orders.csv", instance)


def write_network(folder: Path, network: Network, travel: Travel | None = None) -> None:
    """Write ``network.toml``, ``sites.csv``, ``vehicles.csv`` and the travel tables, if any."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "network.toml").write_text(toml(rules_document(network.rules)), encoding="utf-8")
    write_table(folder / "sites.csv", [_site(site) for site in network.sites])
    write_table(folder / "vehicles.csv", [_vehicle(vehicle) for vehicle in network.vehicles])
    ids = [site.site_id for site in network.sites]
    for profile, matrix in (travel or {}).items():
        rows = [
            {
                "origin": ids[i],
                "destination": ids[j],
                "seconds": matrix.duration[i, j],
                "metres": matrix.distance[i, j],
            }
            for i in range(len(ids))
            for j in range(len(ids))
            if i != j and matrix.duration[i, j] < NO_WAY
        ]
        write_table(
            folder / f"travel_{profile}.csv", rows, ("origin", "destination", "seconds", "metres")
        )


def write_orders(file: Path, instance: Instance) -> Path:
    """Write the orders of an instance as CSV; return the file."""
    orders, sites = instance.orders, instance.sites
    classes, text = instance.rules.handling_classes, instance.calendar.text
    rows = [
        {
            "order_id": orders.order_id[i],
            "origin": sites[orders.origin[i]].site_id,
            "destination": sites[orders.destination[i]].site_id,
            "pieces": orders.pieces[i],
            "weight_kg": orders.weight[i] / KG,
            "volume_m3": orders.volume[i] / CUBIC_METRE,
            "ready_at": text(int(orders.ready[i])),
            "due_at": text(int(orders.due[i])),
            "handling_class": classes[orders.handling_class[i]],
            "priority": orders.priorities[orders.priority[i]],
            "carrier": orders.carrier[i],
            "product": orders.product[i],
            "trace_code": orders.trace_code[i],
        }
        for i in range(len(orders))
    ]
    write_table(file, rows, ORDER_COLUMNS)
    return file


def write_table(
    file: Path, rows: Sequence[Mapping[str, Any]], columns: Iterable[str] | None = None
) -> None:
    """Write rows as CSV in UTF-8; the columns are those of the first row."""
    file.parent.mkdir(parents=True, exist_ok=True)
    names = list(columns) if columns is not None else list(rows[0])
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, names)
        writer.writeheader()
        writer.writerows(rows)


def rules_document(rules: Rules) -> dict[str, Any]:
    """Return rules as the keys of ``network.toml``."""
    penalties, defaults = rules.penalties, rules.order_defaults
    prices = (
        *("unserved_per_order", "late_per_order", "late_per_order_hour"),
        *("deferred_per_order", "waiting_per_order_hour", "missed_visit"),
    )
    return {
        "name": rules.name,
        "timezone": rules.timezone,
        "currency": rules.currency,
        "promise_hours": rules.promise / HOUR,
        "horizon_hours": rules.horizon / HOUR,
        "planning_times": [_time(second) for second in rules.planning_times],
        "onward_departures": [_time(second) for second in rules.onward_departures],
        "rest_after_driving_minutes": rules.rest_after_driving / MINUTE,
        "rest_minutes": rules.rest / MINUTE,
        "access_speed_kmh": rules.access_speed_kmh,
        "promise_hours_by_class": {k: v / HOUR for k, v in rules.promise_by_class.items()},
        "penalties": {
            **{name: getattr(penalties, name) / YUAN for name in prices},
            "priority_weight": dict(penalties.priority_weight),
        },
        "order_defaults": {
            "pieces": defaults.pieces,
            "weight_kg": defaults.weight / KG,
            "volume_m3": defaults.volume / CUBIC_METRE,
            "handling_class": defaults.handling_class,
            "priority": defaults.priority,
        },
        "handling": {
            "classes": list(rules.handling_classes),
            "never_together": [list(pair) for pair in rules.never_together],
        },
        "speeds_kmh": {profile: dict(speeds) for profile, speeds in rules.speeds_kmh.items()},
        **({"roads": roads} if (roads := road_document(rules.roads)) else {}),
    }


def road_document(roads: RoadRules) -> dict[str, Any]:
    """Return ``[roads]`` with what differs from the defaults."""
    metres = {"snap_limit": "snap_limit_m", "slope_step": "slope_step_m"}
    changed = _changed(roads, RoadRules())
    profiles = changed.pop("profiles", {})
    own = {name: _changed(each, ProfileRules()) for name, each in profiles.items()}
    return {metres.get(key, key): value for key, value in changed.items()} | own


def _changed(values: Any, defaults: Any) -> dict[str, Any]:
    """Return the fields of a value that are not as in another."""
    names = [each.name for each in fields(values)]
    return {n: getattr(values, n) for n in names if getattr(values, n) != getattr(defaults, n)}


def toml(document: Mapping[str, Any], path: str = "") -> str:
    """Write a document of tables, texts, numbers and arrays of them as TOML."""
    values = {key: value for key, value in document.items() if not isinstance(value, Mapping)}
    tables = {key: value for key, value in document.items() if isinstance(value, Mapping)}
    # JSON writes texts, numbers, truth and arrays of them as TOML does.
    lines = [f"{_key(k)} = {json.dumps(v, ensure_ascii=False)}" for k, v in values.items()]
    for key, table in tables.items():
        inner = f"{path}.{_key(key)}".lstrip(".")
        lines += ["", f"[{inner}]", toml(table, inner)]
    return "\n".join(lines) + "\n"


def _key(name: str) -> str:
    bare = name.isascii() and name.replace("_", "").replace("-", "").isalnum()
    return name if bare else json.dumps(name, ensure_ascii=False)


def _time(second: int) -> str:
    return f"{second // HOUR:02d}:{second % HOUR // MINUTE:02d}"


def _windows(windows: Iterable[TimeWindow]) -> str:
    return ";".join(f"{_time(window.earliest)}-{_time(window.latest)}" for window in windows)


def _blank(value: Any) -> Any:
    return "" if value is None else value


def _site(site: Any) -> dict[str, Any]:
    return {
        **{name: getattr(site, name) for name in ("site_id", "kind", "name_zh", "name_en")},
        "town": site.town,
        "official_code": site.official_code,
        "latitude": _blank(site.latitude),
        "longitude": _blank(site.longitude),
        "coordinate_quality": site.coordinate_quality,
        "status": site.status,
        "premises": _blank(site.premises),
        "hours": _windows(site.hours),
        "visits": site.visits,
        "stop_minutes": site.stop_time / MINUTE,
        "seconds_per_piece": site.piece_time / 1000,
        "transfer_minutes": site.transfer_time / MINUTE,
        "docks": _blank(site.docks),
        "operating_cost_per_day": site.operating_cost_per_day / YUAN,
        "rent_per_day": site.rent_per_day / YUAN,
        "handling_cost_per_piece": site.handling_cost_per_piece / YUAN,
        "road_profiles": ";".join(sorted(site.road_profiles)),
    }


def _vehicle(vehicle: Any) -> dict[str, Any]:
    names = ("vehicle_id", "plate", "vehicle_type", "home_site", "echelon", "road_profile")
    prices = ("cost_per_shift", "cost_per_km", "cost_per_hour", "overtime_cost_per_hour")
    return {
        **{name: getattr(vehicle, name) for name in names},
        "capacity_kg": vehicle.capacity_weight / KG,
        "capacity_m3": vehicle.capacity_volume / CUBIC_METRE,
        "range_km": "" if vehicle.range is None else vehicle.range / KM,
        "shifts": _windows(vehicle.shifts),
        "max_overtime_minutes": vehicle.max_overtime / MINUTE,
        **{name: getattr(vehicle, name) / YUAN for name in prices},
        "co2_g_per_km": vehicle.co2_per_km,
        "handling_classes": ";".join(sorted(vehicle.handling_classes)),
        "available": "yes" if vehicle.available else "no",
    }
