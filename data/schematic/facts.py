"""What is known of the county, read from ``data/facts``."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from shapely.geometry import Polygon, shape
from shapely.ops import transform

from schematic.geometry import Point, snapped, to_metres

FACTS = Path(__file__).resolve().parent.parent / "facts"

FORMER_SEATS = {
    # GeoNames points of abolished towns (roads.md, "Extra anchor points").
    "六里": ("官渡镇", 113.96552, 24.31138),
    "红岭": ("江尾镇", 113.95705, 24.47147),
    "礤下": ("周陂镇", 114.03444, 24.18917),
}
MIAODUN = (113.91107, 24.24557)
"""A former town whose present unit is unknown: only a bend of the road."""

KNOWN_DISTANCES_KM = {("S02", "S01"): 23.0, ("S04", "S01"): 32.0, ("S08", "S01"): 82.0}
"""By road, from roads.md: R9, R7 and R8."""

ORCHID_BELT = ("V040", "V059", "V070", "V071")
"""Jinxing, Nantang, Hezai and Songgang: villages that sources name on the orchid corridor."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of the facts; ``at`` is a projected point, None where nobody knows."""

    site_id: str
    kind: str
    name_zh: str
    name_en: str
    town: str
    official_code: str
    at: Point | None
    coordinate_quality: str
    source: str


def read_facts() -> dict[str, Fact]:
    """Return hub, stations, town stations and villages by id, in the order of the file."""
    with (FACTS / "sites.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] != "community"]
    return {
        row["id"]: Fact(
            site_id=row["id"],
            kind=row["level"],
            name_zh=row["name_zh"],
            name_en=row["name_en"],
            town=row["town"],
            official_code=row["official_code"],
            at=snapped(to_metres(float(row["lon"]), float(row["lat"]))) if row["lat"] else None,
            coordinate_quality=row["coordinate_quality"],
            source=row["source"],
        )
        for row in rows
    }


def read_boundary() -> Polygon:
    """Return the county's outline in projected metres."""
    document = json.loads((FACTS / "boundary.geojson").read_text(encoding="utf-8"))
    outline = shape(document["features"][0]["geometry"])
    largest = max(getattr(outline, "geoms", [outline]), key=lambda part: part.area)
    return transform(to_metres, largest)


def seats(facts: dict[str, Fact]) -> dict[str, list[Point]]:
    """Return by town its seat, then the seats of the former towns that it took in."""
    found: dict[str, list[Point]] = {}
    for fact in facts.values():
        if fact.kind == "town_station" and fact.at is not None:
            found[fact.town] = [fact.at]
    for town, longitude, latitude in FORMER_SEATS.values():
        found[town].append(snapped(to_metres(longitude, latitude)))
    return found
