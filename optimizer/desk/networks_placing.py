"""Says what a place on the map would mean for a site: how far the road is, and the boundary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely

from optimizer.network import Roads, StraightRoads, load_boundary, load_roads
from optimizer.network.snapping import Plane
from optimizer.store import Store

MOVED = "corrected"
"""The coordinate quality of a site that somebody has set on the map."""


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
