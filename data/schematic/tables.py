"""The rows of ``sites.csv``, ``vehicles.csv`` and ``demand.toml``."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from schematic.facts import Fact
from schematic.geometry import Point, to_degrees
from schematic.villages import Placed

SITE_COLUMNS = (
    *("site_id", "kind", "name_zh", "name_en"),
    *("town", "official_code", "latitude", "longitude"),
    *("coordinate_quality", "status", "premises", "hours"),
    *("visits", "stop_minutes", "seconds_per_piece", "transfer_minutes"),
    *("docks", "operating_cost_per_day", "rent_per_day", "handling_cost_per_piece"),
    *("road_profiles", "population", "contact_phone", "source"),
)

VEHICLE_COLUMNS = (
    *("vehicle_id", "plate", "vehicle_type", "home_site"),
    *("echelon", "road_profile", "capacity_kg", "capacity_m3"),
    *("range_km", "shifts", "max_overtime_minutes", "cost_per_shift"),
    *("cost_per_km", "cost_per_hour", "overtime_cost_per_hour", "co2_g_per_km"),
    *("handling_classes", "available"),
)

PREMISES = {"S01": "T02", "S03": "T03", "S06": "T04"}
PEOPLE_PER_VILLAGE = 1_330
PEOPLE_AT_SEAT = {
    "S01": 4_200,
    "S02": 2_600,
    "S03": 2_600,
    "S04": 2_600,
    "S05": 2_200,
    "S06": 2_400,
    "S07": 2_400,
    "S08": 1_200,
}
"""Assumed users of a town's own station; town people mostly use the carriers' own shops."""

BY_KIND: Mapping[str, Mapping[str, object]] = {
    "hub": {
        "hours": "05:30-21:00",
        "stop_minutes": 20,
        "seconds_per_piece": 1,
        "transfer_minutes": 20,
        "docks": 6,
        "operating_cost_per_day": 300,
        "rent_per_day": 400,
        "handling_cost_per_piece": 0.05,
    },
    "transfer_station": {
        "hours": "07:00-19:00",
        "stop_minutes": 15,
        "seconds_per_piece": 3,
        "transfer_minutes": 20,
        "docks": 3,
        "operating_cost_per_day": 120,
        "rent_per_day": 80,
        "handling_cost_per_piece": 0.08,
    },
    "town_station": {
        "hours": "08:00-18:00",
        "visits": "by_need",
        "stop_minutes": 15,
        "seconds_per_piece": 3,
    },
    "village_point": {
        "hours": "08:00-18:00",
        "visits": "by_need",
        "stop_minutes": 5,
        "seconds_per_piece": 9,
    },
}

LOCAL_SHIFTS = "07:00-12:30;13:30-18:30"
TRUCK_SHIFTS = "05:45-12:00;12:30-18:30"
LATE_TRUCK_SHIFTS = "06:30-12:30;15:00-21:00"

DRIVER = {"cost_per_hour": 28, "overtime_cost_per_hour": 42}
TYPES: Mapping[str, Mapping[str, object]] = {
    "box_truck": {
        "echelon": "linehaul",
        "road_profile": "truck",
        "capacity_kg": 1500,
        "capacity_m3": 15,
        "shifts": TRUCK_SHIFTS,
        "max_overtime_minutes": 60,
        "cost_per_shift": 75,
        "cost_per_km": 1.5,
        "co2_g_per_km": 320,
    },
    "micro_van": {
        "echelon": "local",
        "road_profile": "van",
        "capacity_kg": 550,
        "capacity_m3": 4,
        "shifts": LOCAL_SHIFTS,
        "max_overtime_minutes": 60,
        "cost_per_shift": 35,
        "cost_per_km": 0.85,
        "co2_g_per_km": 175,
    },
    "micro_van_electric": {
        "echelon": "local",
        "road_profile": "van",
        "capacity_kg": 700,
        "capacity_m3": 5,
        "range_km": 100,
        "shifts": LOCAL_SHIFTS,
        "max_overtime_minutes": 60,
        "cost_per_shift": 45,
        "cost_per_km": 0.35,
        "co2_g_per_km": 100,
    },
    "express_trike": {
        "echelon": "local",
        "road_profile": "trike",
        "capacity_kg": 180,
        "capacity_m3": 1.5,
        "range_km": 30,
        "shifts": LOCAL_SHIFTS,
        "max_overtime_minutes": 30,
        "cost_per_shift": 7.5,
        "cost_per_km": 0.12,
        "co2_g_per_km": 20,
        "handling_classes": "general;food;live_plants;bulk",
    },
}

FLEET: Sequence[tuple[str, str, int]] = (
    # home, type, how many
    ("H01", "box_truck", 3),
    ("H01", "micro_van", 1),
    ("H01", "micro_van_electric", 1),
    ("T01", "micro_van", 1),
    ("T01", "micro_van_electric", 1),
    ("T02", "micro_van", 1),
    ("T02", "micro_van_electric", 2),
    ("T02", "express_trike", 1),
    ("T03", "micro_van_electric", 1),
    ("T04", "micro_van", 3),
    ("T04", "express_trike", 1),
)
PLATE_LETTER = {"box_truck": "H", "micro_van": "W", "micro_van_electric": "D", "express_trike": "S"}
VEHICLE_LETTER = {
    "box_truck": "truck",
    "micro_van": "van",
    "micro_van_electric": "evan",
    "express_trike": "trike",
}


def people(facts: Sequence[Fact], rng: np.random.Generator) -> dict[str, int]:
    """Draw how many people each service point serves: a village about the mean of the facts."""
    spread = 0.4
    drawn = {}
    for fact in facts:
        if fact.kind == "village_point":
            share = float(rng.lognormal(-(spread**2) / 2, spread))
            drawn[fact.site_id] = 10 * round(min(max(share, 0.35), 2.6) * PEOPLE_PER_VILLAGE / 10)
        elif fact.kind == "town_station":
            drawn[fact.site_id] = PEOPLE_AT_SEAT[fact.site_id]
    return drawn


def site_rows(
    bases: Sequence[tuple[Fact, Point, str]],
    villages: Sequence[Placed],
    *,
    orchids: set[str],
    no_trucks: set[str],
    population: Mapping[str, int],
) -> Iterator[dict[str, object]]:
    """Yield the rows of ``sites.csv``: hub and stations first, then the villages."""
    placed = [(v.fact, v.at, v.coordinate_quality) for v in villages]
    for fact, at, quality in (*bases, *placed):
        longitude, latitude = to_degrees(*at)
        row: dict[str, object] = {
            "site_id": fact.site_id,
            "kind": fact.kind,
            "name_zh": fact.name_zh + ("服务站" if fact.kind == "town_station" else ""),
            "name_en": fact.name_en,
            "town": fact.town,
            "official_code": fact.official_code,
            "latitude": f"{latitude:.6f}",
            "longitude": f"{longitude:.6f}",
            "coordinate_quality": quality,
            "status": "open",
            "premises": PREMISES.get(fact.site_id, ""),
            **BY_KIND[fact.kind],
            "population": population.get(fact.site_id, ""),
            "source": _source(fact, quality),
        }
        if fact.site_id in orchids:
            row["visits"] = "daily"
        if fact.site_id in no_trucks:
            row["road_profiles"] = "van;trike"
        yield row


def vehicle_rows() -> Iterator[dict[str, object]]:
    """Yield the rows of ``vehicles.csv``, numbered by kind; the last truck has the late shift."""
    numbers: dict[str, int] = {}
    for home, vehicle_type, how_many in FLEET:
        for _ in range(how_many):
            number = numbers[vehicle_type] = numbers.get(vehicle_type, 0) + 1
            row = {
                "vehicle_id": f"{VEHICLE_LETTER[vehicle_type]}-{number:02d}",
                "plate": f"粤F·{PLATE_LETTER[vehicle_type]}{number:04d}",
                "vehicle_type": vehicle_type,
                "home_site": home,
                **TYPES[vehicle_type],
                **DRIVER,
                "available": "yes",
            }
            if vehicle_type == "box_truck" and number == how_many:
                row["shifts"] = LATE_TRUCK_SHIFTS
            yield row


def write_table(file: Path, columns: Sequence[str], rows: Iterator[dict[str, object]]) -> None:
    """Write rows as CSV; what a row does not say stays blank."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _source(fact: Fact, quality: str) -> str:
    """Return where a row is from, and that its point is drawn where it is."""
    if quality == "synthetic":
        about = fact.source.split("; coordinate")[0]
        return f"{about}; point drawn by data/make_wengyuan.py"
    if quality == "placeholder":
        return "no source with a coordinate; placed on the S245 between Longxian and Jiangwei"
    return fact.source
