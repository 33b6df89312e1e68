"""Lines for the map of the page: thinned out and written small."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final
from weakref import WeakKeyDictionary

import numpy as np
import shapely

from optimizer.reports.ways import Line, RoadMap

_SCALE: Final = 100_000
_METRE: Final = 1 / 111_000
_ROAD_TOLERANCES: Final = (8 * _METRE, 30 * _METRE, 80 * _METRE)
_WAY_TOLERANCE: Final = 8 * _METRE

# Road classes by what they mean for a county, widest first.
_CLASSES: Final = (
    ("motorway", "trunk"),
    ("primary", "secondary"),
    ("tertiary",),
    ("unclassified", "residential", "road", "living_street", "service"),
)


# Roads never change, and a map of sites is drawn anew for every site that is moved.
_backgrounds: Final[WeakKeyDictionary[RoadMap, dict[str, Any]]] = WeakKeyDictionary()


def background(roads: RoadMap) -> dict[str, Any]:
    """Return border and roads as the map draws them; worked out once for the same roads."""
    if roads not in _backgrounds:
        _backgrounds[roads] = {
            "boundary": [compact_line(ring) for ring in roads.boundary if len(ring)],
            "roads": drawn_roads(roads.lines()),
        }
    return _backgrounds[roads]


def road_rank(road_class: str) -> int:
    """
    Return how a road is drawn, from 0, a trunk road, to 4, a track.

    Examples
    --------
    >>> road_rank("trunk_link"), road_rank("track")
    (0, 4)
    """
    name = road_class.removesuffix("_link")
    return next((rank for rank, names in enumerate(_CLASSES) if name in names), len(_CLASSES))


def compact_line(line: Line) -> list[int]:
    """
    Return a line as one list: the first point, then the step to each next one.

    Examples
    --------
    >>> compact_line([(114.0, 24.0), (114.00001, 24.00002)])
    [11400000, 2400000, 1, 2]
    """
    points = np.rint(np.asarray(line, dtype=float) * _SCALE).astype(np.int64)
    steps: list[int] = np.diff(points, axis=0, prepend=0).ravel().tolist()
    return steps


def drawn_ways(lines: Iterable[Line]) -> list[list[int]]:
    """Return the ways of trips as compact lines; empty where a way is unknown."""
    return [
        compact_line(_thinned([line], _WAY_TOLERANCE)[0]) if len(line) > 1 else [] for line in lines
    ]


def drawn_roads(
    roads: Sequence[tuple[str, Line]], *, most_points: int = 60_000
) -> list[tuple[int, list[int]]]:
    """
    Return the roads to draw, each with its rank, widest first.

    A big network is drawn more coarsely, and loses its smallest roads when even that is
    too much: the page has to open on an old office computer.
    """
    ranked = sorted(
        ((road_rank(road_class), line) for road_class, line in roads if len(line) > 1),
        key=lambda road: road[0],
    )
    lines: list[Line] = [line for _, line in ranked]
    for tolerance in _ROAD_TOLERANCES:
        lines = _thinned(lines, tolerance)
        if sum(map(len, lines)) <= most_points:
            break
    sizes = np.cumsum([len(line) for line in lines])
    return [
        (rank, compact_line(line))
        for (rank, _), line, size in zip(ranked, lines, sizes.tolist(), strict=True)
        if size <= most_points
    ]


def _thinned(lines: Sequence[Line], tolerance: float) -> list[Line]:
    """Return the lines without the points that nobody would see."""
    shapes = [shapely.LineString(line) for line in lines]
    thinned = shapely.simplify(shapes, tolerance, preserve_topology=False)
    return [shapely.get_coordinates(shape).tolist() for shape in thinned]
