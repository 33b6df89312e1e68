"""The piece of Earth whose roads a county needs."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import shapely

from optimizer.domain import Issue, Network
from optimizer.network.boundary import load_boundary
from optimizer.network.edges import Floats
from optimizer.network.graphml import refuse
from optimizer.network.readiness import places_of
from optimizer.network.snapping import EARTH_RADIUS
from optimizer.units import KM

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

_SIDES = 8  # of a quarter circle: the margin need not be rounder


def county_area(folder: Path, network: Network, margin_km: float) -> Any:
    """
    Return the county with its sites and a margin about both, as a polygon in degrees.

    The county is the boundary of the folder; without one, what lies between its sites.

    Raises
    ------
    NetworkError
        E262 where there is neither boundary nor site with coordinates; E215 for a
        boundary that is none.
    """
    places = places_of(network)
    places = places[np.isfinite(places).all(axis=1)]
    sites = shapely.multipoints(places) if len(places) else shapely.MultiPoint()
    # A hole in the county is no hole in its roads.
    rings = [shapely.Polygon(ring).buffer(0) for ring in load_boundary(folder)]
    county = shapely.union_all(rings) if rings else sites.convex_hull
    county = shapely.union_all([county, sites])
    if county.is_empty:
        refuse(
            Issue(
                "E262",
                str(folder.name),
                "has neither a boundary nor a site with coordinates: where is the county?",
                fix="add boundary.geojson, or latitude and longitude to sites.csv",
            )
        )
    scale = _metres_per_degree(county.centroid.y)
    plane = shapely.transform(county, lambda degrees: degrees * scale)
    wide = plane.buffer(margin_km * KM, quad_segs=_SIDES)
    area = shapely.transform(wide, lambda metres: metres / scale)
    shapely.prepare(area)
    return area


def _metres_per_degree(latitude: float) -> Floats:
    """Return metres per degree of longitude and latitude, shape ``(2,)``."""
    metres = EARTH_RADIUS * np.pi / 180.0
    return np.array([metres * np.cos(np.radians(latitude)), metres])


def refuse_elsewhere(file: str, area: Any, extent: Bounds | None, classes: list[str]) -> NoReturn:
    """Raise E260: none of a file's roads lies in the area; ``extent`` is where they lie."""
    if extent is None:
        message = f"holds no road of these classes: {', '.join(classes)}"
        fix = "export the roads (highway=*) with their nodes; the classes are those with a speed"
        refuse(Issue("E260", file, message, fix=fix))
    message = (
        f"has no road in the county: it covers {_text(extent)}, the county {_text(area.bounds)}"
    )
    west, south, east, north = extent
    swapped = area.intersects(shapely.box(south, west, north, east))
    fix = "its latitudes and longitudes are swapped" if swapped else "bring the extract around it"
    refuse(Issue("E260", file, message, fix=fix))


def _text(extent: Bounds) -> str:
    """Return an extent for people."""
    west, south, east, north = extent
    return f"{west:.2f} to {east:.2f} east, {south:.2f} to {north:.2f} north"
