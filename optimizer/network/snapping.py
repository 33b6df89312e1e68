"""From each site to the nearest point of the nearest road that a profile may drive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from optimizer.domain import Bools, Ints
from optimizer.network.edges import Floats
from optimizer.network.segments import Segments

EARTH_RADIUS: Final = 6_371_009.0
"""Metres; the value with which OSMnx measures."""

_ASKED_KEPT: Final = 16


@dataclass(frozen=True, eq=False)
class Snaps:
    """
    Where the sites meet the road, by column, shape ``(sites,)`` each.

    ``fraction`` of the segment from its tail; ``access`` is the straight way from the
    site, in decimetres; ``points`` is longitude and latitude on the road,
    shape ``(sites, 2)``.
    """

    segment: Ints
    fraction: Floats
    access: Ints
    points: Floats


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
        self._asked: dict[bytes, Ints] = {}

    def snap(
        self, places: Floats, usable: Bools, main: Bools | None = None, limit: float = np.inf
    ) -> Snaps:
        """
        Return where places meet the usable segments; at least one must be usable.

        ``places`` is longitude and latitude, shape ``(sites, 2)``. Where some segments are
        the ``main`` ones, a place meets the nearest of those, unless that is more than
        ``limit`` metres away and another usable one is nearer: on an island it is better to
        stay on it than to drive into the sea. Of two that are equally near the first counts.
        """
        points = shapely.points(places * self.scale)
        main = usable if main is None else main
        # The nearest of all roads serves every profile that may drive it.
        segment = self._everywhere(places, points).copy()
        again = np.flatnonzero(~main[segment])
        if len(again):
            segment[again] = self._nearest(points[again], main)
            away = shapely.distance(points[again], self._lines[segment[again]]) > limit
            segment[again[away]] = self._nearest(points[again[away]], usable)
        return self._snaps(points, segment)

    def distances(self, places: Floats) -> Floats:
        """Return metres from places to the nearest of all roads, shape ``(places,)``."""
        points = shapely.points(places * self.scale)
        found: Floats = shapely.distance(points, self._lines[self._everywhere(places, points)])
        return found

    def meeting(self, area: Any) -> list[tuple[int, Any]]:
        """Return the segments that meet an area of the plane, each with its line."""
        lines = self._tree(np.ones(len(self._segments), dtype=bool))[1]
        found = np.sort(lines.query(area, predicate="intersects")).tolist()
        return [(segment, self._lines[segment]) for segment in found]

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

    def _everywhere(self, places: Floats, points: Any) -> Ints:
        """Return the nearest of all segments; what was asked lately is kept."""
        key = places.tobytes()
        found = self._asked.get(key)
        if found is None:
            found = self._nearest(points, np.ones(len(self._segments), dtype=bool))
            if len(self._asked) >= _ASKED_KEPT:
                self._asked.clear()
            self._asked[key] = found
        # Another thread may have made room meanwhile.
        return found

    def _nearest(self, points: Any, among: Bools) -> Ints:
        """Return the nearest segment of each point."""
        rows, tree = self._tree(among)
        point, near = tree.query_nearest(points)
        segment = np.full(len(points), len(among), dtype=np.int64)
        np.minimum.at(segment, point, rows[near])
        return segment

    def _tree(self, among: Bools) -> tuple[Ints, Any]:
        """Return segments and a tree of their lines; the trees are kept, profiles share them."""
        key = np.packbits(among).tobytes()
        if key not in self._trees:
            rows = np.flatnonzero(among)
            self._trees[key] = rows, shapely.STRtree(self._lines[rows])
        return self._trees[key]

    def _snaps(self, points: Any, segment: Ints) -> Snaps:
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
        )


def main_part(segments: Segments, speeds: Floats) -> Bools:
    """
    Return which segments belong to the largest strongly connected part of the open ones.

    ``speeds`` as for the routing graph, shape ``(segments, 2)``; the largest is that with
    the longest roads. From each of its points every other can be reached.
    """
    is_open = speeds > 0
    is_open[:, 1] &= segments.two_way
    tail = np.concatenate([segments.tail[is_open[:, 0]], segments.head[is_open[:, 1]]])
    head = np.concatenate([segments.head[is_open[:, 0]], segments.tail[is_open[:, 1]]])
    num = len(segments.nodes)
    ways = csr_array((np.ones(len(tail), dtype=np.int8), (tail, head)), shape=(num, num))
    _, part = connected_components(ways, directed=True, connection="strong")
    used = np.asarray(is_open.any(axis=1))
    within = used & (part[segments.tail] == part[segments.head])
    if not within.any():
        return used
    sizes = np.bincount(part[segments.tail[within]], weights=segments.length[within] + 1.0)
    return np.asarray(within & (part[segments.tail] == sizes.argmax()))
