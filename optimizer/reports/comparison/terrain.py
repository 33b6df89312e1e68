"""Where longitudes and latitudes lie on a map, and the roads that are drawn there."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import shapely

from optimizer.reports.charts.drawing import INK, PAPER, STRONG, Line, Mark
from optimizer.reports.page.drawing import road_rank
from optimizer.reports.ways import Line as RoadLine
from optimizer.reports.ways import Point, RoadMap, line_length

# By rank of the road: how wide and how dark.
_ROADS: Final = ((1.6, "#8794a1"), (1.3, "#98a3af"), (0.9, "#aab4be"), (0.5, "#c3cad1"))
_BORDER: Final = "#9aa5b1"
_BARS: Final = (0.5, 1, 2, 5, 10, 20, 50, 100)
_EDGE: Final = 10.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of road that is closed, or else slow."""

    line: RoadLine
    is_closed: bool


class Terrain:
    """Where longitudes and latitudes lie on a map of some size, and the roads there."""

    def __init__(
        self, roads: RoadMap | None, points: Sequence[Point], *, width: float, height: float
    ) -> None:
        self.width, self.height = width, height
        rings = [ring for ring in roads.boundary if len(ring) > 1] if roads is not None else []
        known = [*points, *(point for ring in rings for point in ring)]
        self.is_known = bool(points)
        if not known:
            known = [(0.0, 0.0)]
        west, east = min(lon for lon, _ in known), max(lon for lon, _ in known)
        south, north = min(lat for _, lat in known), max(lat for _, lat in known)
        self._middle = ((west + east) / 2, (south + north) / 2)
        self._squeeze = math.cos(math.radians(self._middle[1]))
        wide, tall = max((east - west) * self._squeeze, 1e-3), max(north - south, 1e-3)
        self._scale = min((width - 2 * _EDGE) / wide, (height - 2 * _EDGE) / tall)
        self.marks = tuple(self._ground(roads, rings)) if roads is not None else ()

    def at(self, point: Point) -> Point:
        """Return where a place lies, from the upper left corner."""
        x = self.width / 2 + (point[0] - self._middle[0]) * self._squeeze * self._scale
        y = self.height / 2 - (point[1] - self._middle[1]) * self._scale
        return x, y

    def bar(self) -> tuple[float, float]:
        """Return a round number of kilometres, at most a third of the width, and its length."""
        lon, lat = self._middle
        east = line_length([(lon, lat), (lon + 0.01, lat)]) / 1000
        per_km = 0.01 * self._squeeze * self._scale / east
        fitting = [km for km in _BARS if km * per_km <= self.width / 3]
        km = fitting[-1] if fitting else _BARS[0]
        return km, km * per_km

    def _ground(self, roads: RoadMap, rings: Sequence[Sequence[Point]]) -> Iterator[Mark]:
        """Yield roads and border, thinned to what print can show."""
        ranked = sorted(
            ((road_rank(name), line) for name, line in roads.lines() if len(line) > 1),
            key=lambda road: -road[0],
        )
        drawn = [(rank, line) for rank, line in ranked if rank < len(_ROADS)]
        for (rank, _), pieces in zip(drawn, self._cut([line for _, line in drawn]), strict=True):
            yield from (Line(piece, _ROADS[rank][1], _ROADS[rank][0]) for piece in pieces)
        for ring in rings:
            shape = shapely.simplify(shapely.LineString([self.at(p) for p in ring]), 0.35)
            places = tuple((float(x), float(y)) for x, y in shapely.get_coordinates(shape))
            yield Line(places, _BORDER, 0.9, is_dashed=True)

    def stretches(self, stretches: Sequence[Stretch]) -> Iterator[Mark]:
        """Yield pieces of road that are closed, black and white, and those that are slow."""
        lines = [each.line for each in stretches]
        for stretch, pieces in zip(stretches, self._cut(lines), strict=True):
            for piece in pieces:
                yield from stretch_marks(piece, stretch.is_closed)

    def _cut(self, lines: Sequence[RoadLine]) -> Iterator[list[tuple[Point, ...]]]:
        """Yield what the map shows of each line: in pieces, without what nobody would see."""
        if not lines:
            return
        shapes = [shapely.LineString([self.at(point) for point in line]) for line in lines]
        frame = (1.0, 1.0, self.width - 1, self.height - 1)
        for shape in shapely.clip_by_rect(shapely.simplify(shapes, 0.35), *frame):
            parts = [shapely.get_coordinates(part).tolist() for part in shapely.get_parts(shape)]
            yield [tuple((x, y) for x, y in part) for part in parts if len(part) > 1]


def stretch_marks(places: tuple[Point, ...], is_closed: bool) -> Iterator[Mark]:
    """Yield a piece of road that is closed or slow."""
    if is_closed:
        yield Line(places, INK, 3.4)
        yield Line(places, PAPER, 1.8, is_dashed=True)
    else:
        yield Line(places, STRONG, 2.2, is_dashed=True)
