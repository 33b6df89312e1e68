"""Says what a place on the map would mean for a site: how far the road is, and the boundary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Final, TypeVar

import numpy as np
import shapely

from optimizer.desk.networks_tables import Row
from optimizer.domain import Network, Site, SiteKind, SiteStatus
from optimizer.network import Roads, StraightRoads, load_boundary, load_roads
from optimizer.network.snapping import Plane
from optimizer.store import Store

MOVED: Final = "corrected"
"""The coordinate quality of a site that somebody has set on the map."""

_AXES: Final = (("latitude", 90.0), ("longitude", 180.0))

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Placing:
    """
    What is known of a place.

    ``access`` is the straight way to the nearest road in metres, None where a network has
    no roads; ``is_inside`` is None where it has no boundary.
    """

    longitude: float
    latitude: float
    access: float | None
    is_inside: bool | None
    snap_limit: float

    @property
    def is_far(self) -> bool:
        """Whether the road is farther than a site should be from it."""
        return self.access is not None and self.access > self.snap_limit


def moved(row: Row, longitude: float, latitude: float) -> Row:
    """Return a row of ``sites.csv`` with coordinates from the map, to about a decimetre."""
    return {
        **row,
        "longitude": f"{longitude:.6f}",
        "latitude": f"{latitude:.6f}",
        "coordinate_quality": MOVED,
        "datum": "",
    }


class Ground:
    """The roads and the boundary of a version, against which places are held."""

    def __init__(self, roads: Roads | StraightRoads, snap_limit: float) -> None:
        self.roads = roads
        self._snap_limit = snap_limit

    @cached_property
    def _plane(self) -> Plane | None:
        """The roads on a plane; None where there are none."""
        return Plane(self.roads.segments) if isinstance(self.roads, Roads) else None

    @cached_property
    def _area(self) -> shapely.Geometry | None:
        """The area of the county: holes are rings inside rings."""
        area = None
        for ring in self.roads.boundary:
            if len(ring) > 3:
                polygon = shapely.make_valid(shapely.Polygon(ring))
                area = polygon if area is None else area.symmetric_difference(polygon)
        return area

    def places(self, points: Sequence[tuple[float, float]]) -> list[Placing]:
        """Return what is known of places, longitude and latitude each."""
        if not points:
            return []
        access: list[float | None] = [None] * len(points)
        if self._plane is not None:
            access = [float(each) for each in self._plane.distances(np.array(points, dtype=float))]
        return [
            Placing(
                *point,
                access=metres,
                is_inside=None if self._area is None else self._area.covers(shapely.Point(point)),
                snap_limit=self._snap_limit,
            )
            for point, metres in zip(points, access, strict=True)
        ]


def open_ground(store: Store, version_id: int, snap_limit: float) -> Ground:
    """
    Return the ground of a version.

    Raises
    ------
    NetworkError
        When its roads cannot be used any more.
    """
    folder = store.networks.folder(version_id)
    if any(folder.glob("travel_*.csv")):
        return Ground(StraightRoads(load_boundary(folder)), snap_limit)
    return Ground(load_roads(folder), snap_limit)


def drawn(network: Network, rows: Sequence[Row]) -> Network:
    """
    Return a network with the sites as they are being edited, to be drawn and nothing else.

    What cannot be read yet is drawn as a village point, or not at all.
    """
    known = {site.site_id: site for site in network.sites}
    sites = []
    for row in rows:
        if not row["site_id"]:
            continue
        site = known.get(row["site_id"]) or Site(row["site_id"], SiteKind.VILLAGE_POINT, "")
        latitude, longitude = (_degrees(row[name], most) for name, most in _AXES)
        sites.append(
            replace(
                site,
                kind=_word(SiteKind, row["kind"], site.kind),
                status=_word(SiteStatus, row["status"], SiteStatus.OPEN),
                name_zh=row["name_zh"],
                name_en=row["name_en"],
                town=row["town"],
                coordinate_quality=row["coordinate_quality"],
                # What is written in another datum is drawn where the network has it.
                latitude=latitude if _is_wgs84(row) else site.latitude,
                longitude=longitude if _is_wgs84(row) else site.longitude,
                premises=None,
            )
        )
    return replace(network, sites=tuple(sites))


def _is_wgs84(row: Row) -> bool:
    """Tell whether the coordinates of a row are as maps here have them."""
    return row["datum"].casefold().replace("-", "") in ("", "wgs84", "cgcs2000")


def _degrees(text: str, most: float) -> float | None:
    """Return a text as degrees, None where it means none."""
    try:
        degrees = float(text)
    except ValueError:
        return None
    return degrees if abs(degrees) <= most else None


def _word(words: type[E], text: str, otherwise: E) -> E:
    """Return the word that a text is, or another one."""
    try:
        return words(text)
    except ValueError:
        return otherwise
