"""
The second county: Andorra, real roads and real places from an OpenStreetMap extract.

The extract lies beside the checkout or where ``ROUTE48_SHARED`` says; tests that need it
skip where it is absent. The capital is the hub, four towns are stations, the first thirty
villages by name are points; only prices and fleet are made up. (c) OpenStreetMap
contributors, ODbL 1.0.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from optimizer.domain import Echelon, Network, Rules, Site, SiteKind, Vehicle
from tests import instances
from tests.folders import write_network

HUB = "Andorra la Vella"
STATIONS = ("Sant Julià de Lòria", "La Massana", "Encamp", "Canillo")
NUM_VILLAGES = 30

# Of the embedded county, for the classes that the extract has.
SPEEDS = {
    "van": {
        "trunk": 50.0, "primary": 50.0, "primary_link": 40.0, "secondary": 48.0,
        "secondary_link": 40.0, "tertiary": 40.0, "unclassified": 30.0, "residential": 25.0,
        "living_street": 15.0, "road": 25.0, "service": 15.0, "track": 20.0,
    },
    "truck": {
        "trunk": 48.0, "primary": 48.0, "primary_link": 35.0, "secondary": 45.0,
        "secondary_link": 35.0, "tertiary": 36.0, "unclassified": 26.0, "residential": 22.0,
        "living_street": 12.0, "road": 20.0, "service": 12.0,
    },
}  # fmt: skip

OUTLINE = [(1.40, 42.42), (1.79, 42.42), (1.79, 42.66), (1.40, 42.66), (1.40, 42.42)]
"""A box about the country: longitude and latitude."""


def extract() -> Path:
    """Return the OSM extract; skips the test where it is absent."""
    beside = Path(__file__).resolve().parents[2] / "shared"
    file = Path(os.environ.get("ROUTE48_SHARED", beside)) / "wengyuan/samples/andorra.osm.pbf"
    if not file.is_file():
        pytest.skip(f"the OSM extract {file.name} is not beside the checkout: set ROUTE48_SHARED")
    return file


def settlements() -> dict[str, dict[str, tuple[float, float]]]:
    """Return longitude and latitude of every named place, by kind and name."""
    import osmium

    found: dict[str, dict[str, tuple[float, float]]] = {}
    for node in osmium.FileProcessor(str(extract()), osmium.osm.NODE):
        kind, name = node.tags.get("place"), node.tags.get("name")
        if kind and name:
            found.setdefault(kind, {})[name] = (node.location.lon, node.location.lat)
    return found


def network(**changes) -> Network:
    """Return the county: hub, four stations, thirty villages; keywords change the rules."""
    places = settlements()
    towns, villages = places["town"], places["village"]
    template = {site.kind: site for site in instances.sites()}

    def site(number: int, kind: SiteKind, name: str, place: tuple[float, float]) -> Site:
        x, y = place
        site_id = {SiteKind.HUB: "H", SiteKind.TRANSFER_STATION: "T"}.get(kind, "V")
        return replace(
            template[kind],
            site_id=f"{site_id}{number:02d}",
            name_zh=name,
            town=name if name in towns else "",
            longitude=x,
            latitude=y,
            coordinate_quality="exact",
            docks=None,
        )

    points = sorted(villages)[:NUM_VILLAGES]
    return Network(
        rules=_rules(**changes),
        sites=(
            site(1, SiteKind.HUB, HUB, towns[HUB]),
            *(
                site(number, SiteKind.TRANSFER_STATION, name, towns[name])
                for number, name in enumerate(STATIONS, start=1)
            ),
            *(
                site(number, SiteKind.VILLAGE_POINT, name, villages[name])
                for number, name in enumerate(points, start=1)
            ),
        ),
        vehicles=tuple(_vehicles()),
    )


def write(folder: Path, county: Network) -> Path:
    """Write the network folder of the county, still without roads; return it."""
    write_network(folder, county)
    outline = {"type": "Polygon", "coordinates": [OUTLINE]}
    (folder / "boundary.geojson").write_text(json.dumps(outline), encoding="utf-8")
    return folder


def _rules(**changes) -> Rules:
    return instances.rules(
        **{"name": "安道尔", "timezone": "Europe/Andorra", "currency": "EUR", "speeds_kmh": SPEEDS}
        | changes
    )


def _vehicles() -> list[Vehicle]:
    """Return two trucks and a van at the hub, and a van at every station."""
    truck, van, _ = instances.vehicles()
    homes = ["H01", *(f"T{number:02d}" for number in range(1, len(STATIONS) + 1))]
    trucks = [
        replace(truck, vehicle_id=f"truck-{number}", home_site="H01", echelon=Echelon.LINEHAUL)
        for number in (1, 2)
    ]
    return [*trucks, *(replace(van, vehicle_id=f"van-{home}", home_site=home) for home in homes)]
