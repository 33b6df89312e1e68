"""The boundary of a county, to be drawn."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from optimizer.domain import Issue
from optimizer.network.graphml import refuse

Ring = list[tuple[float, float]]

_FILE: Final = "boundary.geojson"


def load_boundary(folder: Path) -> list[Ring]:
    """
    Return the rings of ``boundary.geojson`` as longitudes and latitudes, outer and inner.

    Empty where the folder has no such file: a boundary is only drawn.

    Raises
    ------
    NetworkError
        E215 where the file holds no polygon.
    """
    file = folder / _FILE
    if not file.is_file():
        return []
    try:
        rings = list(_rings(json.loads(file.read_bytes())))
    except (OSError, ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
        refuse(_no_boundary(f"{type(error).__name__}: {error}"))
    if not rings:
        refuse(_no_boundary("no polygon in it"))
    return rings


def _rings(value: dict[str, Any]) -> Iterator[Ring]:
    """Yield the rings of a GeoJSON value of any type."""
    match value["type"]:
        case "FeatureCollection":
            for feature in value["features"]:
                yield from _rings(feature)
        case "Feature":
            yield from _rings(value["geometry"])
        case "GeometryCollection":
            for geometry in value["geometries"]:
                yield from _rings(geometry)
        case "Polygon":
            for ring in value["coordinates"]:
                yield [(float(point[0]), float(point[1])) for point in ring]
        case "MultiPolygon":
            for polygon in value["coordinates"]:
                yield from _rings({"type": "Polygon", "coordinates": polygon})


def _no_boundary(message: str) -> Issue:
    return Issue(
        "E215",
        _FILE,
        f"is not a GeoJSON polygon: {message}",
        fix="export the county's boundary as GeoJSON in WGS84, or remove the file",
    )
