"""From each site to the nearest point of the nearest road that a profile may drive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely

from optimizer.domain import Bools, Ints
from optimizer.network.edges import Floats
from optimizer.network.segments import Segments

EARTH_RADIUS: Final = 6_371_009.0
"""Metres; the value with which OSMnx measures."""


@dataclass(frozen=True, eq=False)
class Snaps:
    """
    Where the sites meet the road, by column, shape ``(sites,)`` each.

    ``fraction`` of the segment from its tail; ``access`` is the straight way from the
    site, in decimetres; ``points`` is longitude and latitude on the road,
    shape ``(sites, 2)``. ``together`` says which sites are at the same place,
    shape ``(sites, sites)``.
    """

    segment: Ints
    fraction: Floats
    access: Ints
    points: Floats
    together: Bools


class Plane:
    """
    The roads in metres on a plane, to find what is near.

    The plane is equirectangular about the middle of the roads: over a county its error is
    some metres in a thousand, and only the short way from site to road is measured on it.
    """

    def __init__(self, segments: Segments) -> None:
        latitude = float(np.radians(segments.nodes[:, 1].mean()))
        metres = EARTH_RADIUS * np.pi / 180.0
        self.scale = np.array([metres * np.cos(latitude), metres])
        self._segments = segments
        owner = np.repeat(np.arange(len(segments)), np.diff(segments.starts))
        self._lines = shapely.linestrings(segments.points * self.scale, indices=owner)
        self._trees: dict[bytes, tuple[Ints, Any]] = {}
        self._last: tuple[bytes, Snaps] | None = None

    def snap(self, places: Floats, usable: Bools) -> Snaps:
        """
        Return where places meet the usable segments; at least one must be usable.

        ``places`` is longitude and latitude, shape ``(sites, 2)``. Of two segments that
        are equally near the first counts.
        """
        key = places.tobytes()
        if self._last is None or self._last[0] != key:
            points = shapely.points(places * self.scale)
            everywhere = self._nearest(points, np.ones_like(usable))
            self._last = key, self._snaps(places, points, everywhere)
        # The nearest of all roads serves every profile that may drive it.
        snaps = self._last[1]
        again = np.flatnonzero(~usable[snaps.segment])
        if not len(again):
            return snaps
        points = shapely.points(places * self.scale)
        segment = snaps.segment.copy()
        segment[again] = self._nearest(points[again], usable)
        return self._snaps(places, points, segment)

    def part(self, segment: int, begin: float, end: float) -> Floats:
        """
        Return a segment's points from one fraction to another, backwards where it is less.

        Longitude and latitude, shape ``(points, 2)``, both ends included.
        """
        line = self._segments.line(segment)
        if {begin, end} == {0.0, 1.0}:
            return line if begin < end else line[::-1]
        steps = np.hypot(*(np.diff(line, axis=0) * self.scale).T)
        along = np.concatenate([[0.0], np.cumsum(steps)])
        low, high = sorted((begin * along[-1], end * along[-1]))
        inside = line[(along > low) & (along < high)]
        ends = np.column_stack([np.interp([low, high], along, line[:, axis]) for axis in (0, 1)])
        part = np.concatenate([ends[:1], inside, ends[1:]])
        return part[::-1] if end < begin else part

    def _nearest(self, points: Any, among: Bools) -> Ints:
        """Return the nearest segment of each point; the trees are kept, profiles share them."""
        key = np.packbits(among).tobytes()
        if key not in self._trees:
            rows = np.flatnonzero(among)
            self._trees[key] = rows, shapely.STRtree(self._lines[rows])
        rows, tree = self._trees[key]
        point, near = tree.query_nearest(points)
        segment = np.full(len(points), len(among), dtype=np.int64)
        np.minimum.at(segment, point, rows[near])
        return segment

    def _snaps(self, places: Floats, points: Any, segment: Ints) -> Snaps:
        """Return where points meet the segments that were chosen for them."""
        lines = self._lines[segment]
        # A line without length has no fractions: its start is as good as its end.
        fraction = np.nan_to_num(shapely.line_locate_point(lines, points, normalized=True))
        feet = shapely.line_interpolate_point(lines, fraction, normalized=True)
        return Snaps(
            segment=segment,
            fraction=fraction,
            access=np.rint(shapely.distance(points, feet) * 10).astype(np.int64),
            points=shapely.get_coordinates(feet) / self.scale,
            together=(places[:, None] == places).all(axis=2),
        )
