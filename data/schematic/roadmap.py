"""A growing map of roads that meet only where they are joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from shapely.geometry import LineString, Polygon
from shapely.geometry import Point as Dot
from shapely.prepared import prep

from schematic.geometry import Point, bend

NODE_EVERY = 14
"""Vertices of a main road between two of its nodes, about 2 km."""
JOIN_WITHIN = 3
"""A new road rather joins at a node this few vertices away than make one beside it."""


@dataclass(eq=False)
class Road:
    """One road: its line, class and name, and which vertices of the line are nodes."""

    line: list[Point]
    highway: str
    name: str
    ref: str = ""
    road_profiles: str = ""
    nodes: set[int] = field(default_factory=set)
    carries: int = 0
    """How many other roads branch off: a road that carries none is a dead end."""

    def __post_init__(self) -> None:
        self.nodes |= {0, len(self.line) - 1}
        self.shape = LineString(self.line)


class RoadMap:
    """Roads inside a boundary that do not cross, and points that they keep away from."""

    def __init__(self, boundary: Polygon, rng: np.random.Generator) -> None:
        self.roads: list[Road] = []
        self.keep_clear: list[tuple[Point, float]] = []
        self._inside = prep(boundary.buffer(-60))
        self._rng = rng

    def bend_through(self, anchors: list[Point], *, ratio: float, tries: int) -> list[Point] | None:
        """Return a winding line through the anchors that fits the map, or None."""
        for _ in range(tries):
            line = [anchors[0]]
            for start, end in pairwise(anchors):
                line += bend(start, end, ratio=ratio, rng=self._rng)[1:]
            if self._fits(LineString(line)):
                return line
        return None

    def add(self, road: Road) -> Road:
        """Put a road on the map; where it starts or ends on another one, both are joined."""
        for end in (road.line[0], road.line[-1]):
            for other in self.roads:
                if end in other.line:
                    other.nodes.add(other.line.index(end))
                    other.carries += 1
        self.roads.append(road)
        return road

    def nearest(self, point: Point) -> Iterator[tuple[float, Point]]:
        """Yield distances and places where a new road from a point may join, nearest first."""
        found = []
        for road in self.roads:
            gaps = np.hypot(*(np.array(road.line) - np.array(point)).T)
            place = int(gaps.argmin())
            joined = min(road.nodes, key=lambda node: abs(node - place))
            if abs(joined - place) <= JOIN_WITHIN:
                place = joined
            found.append((float(gaps[place]), road.line[place]))
        yield from sorted(set(found))

    def distance(self, point: Point) -> float:
        """Return the metres from a point to the nearest road."""
        return min(road.shape.distance(Dot(point)) for road in self.roads)

    def _fits(self, line: LineString) -> bool:
        """Whether a line stays inside, crosses no road and keeps clear of sites."""
        if not line.is_simple or not self._inside.contains(line):
            return False
        if any(line.distance(Dot(point)) < metres for point, metres in self.keep_clear):
            return False
        ends = [Dot(line.coords[0]), Dot(line.coords[-1])]
        for road in self.roads:
            common = line.intersection(road.shape)
            if common.is_empty:
                continue
            if not all(
                part.geom_type == "Point" and min(part.distance(end) for end in ends) < 0.5
                for part in getattr(common, "geoms", [common])
            ):
                return False
        return True
