"""Which pieces of road a closure means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import shapely

from optimizer.network.closures import Closure, Place
from optimizer.network.routing import routing_graph
from optimizer.network.segments import Segments
from optimizer.network.slowdowns import Slowdowns
from optimizer.network.snapping import Plane

_CLICK: Final = 25.0
"""So many metres from a junction, a point on a map means the junction."""

_END: Final = 1e-6
"""So near to the end of a segment a closed piece reaches it."""

Span = tuple[int, float, float]
"""A segment, and between which fractions of it."""


class ClosedRoads:
    """The pieces of road that each of some closures means."""

    def __init__(self, segments: Segments, plane: Plane, closures: Sequence[Closure]) -> None:
        self.closures = tuple(closures)
        self._spans = [list(_spans(segments, plane, closure)) for closure in closures]

    @property
    def idle(self) -> list[str]:
        """The names of closures that mean no road at all."""
        return [c.name for c, s in zip(self.closures, self._spans, strict=True) if not s]

    def slowdowns(self, road_profile: str, only: str | None = None) -> Slowdowns:
        """Return what slows a profile down, by all closures or by the one of this name."""
        rows = [
            (*span, closure.factor)
            for closure, spans in zip(self.closures, self._spans, strict=True)
            if closure.applies_to(road_profile) and only in (None, closure.name)
            for span in spans
            if closure.factor < 1
        ]
        cells = np.array(rows, dtype=np.float64).reshape(-1, 4)
        return Slowdowns(cells[:, 0].astype(np.int64), cells[:, 1], cells[:, 2], cells[:, 3])


def _spans(segments: Segments, plane: Plane, closure: Closure) -> Iterator[Span]:
    """Yield the pieces of road that one closure means."""
    if closure.edges:
        wanted = {" ".join(edge) for edge in closure.edges}
        edges = zip(segments.edge_ids, segments.of_edge.tolist(), strict=True)
        named = {at for name, at in edges if {name, name.rpartition(" ")[0]} & wanted}
        yield from ((at, 0.0, 1.0) for at in sorted(named))
    if closure.ways:
        ways = zip(segments.way_ids, segments.of_way.tolist(), strict=True)
        named = {at for name, at in ways if name in closure.ways}
        yield from ((at, 0.0, 1.0) for at in sorted(named))
    if closure.polygon:
        yield from _inside(plane, closure.polygon)
    if closure.between:
        yield from _between(segments, plane, closure.between)


def _inside(plane: Plane, polygon: tuple[Place, ...]) -> Iterator[Span]:
    """Yield the pieces of road within a polygon."""
    area = shapely.make_valid(shapely.Polygon(np.array(polygon) * plane.scale))
    for segment, line in plane.meeting(area):
        for part in shapely.get_parts(shapely.intersection(line, area)):
            if part.geom_type != "LineString" or part.length == 0:
                continue
            # Of a ring, begin and end are one place: only the middle says where a part lies.
            middle = shapely.line_interpolate_point(part, 0.5, normalized=True)
            at = float(shapely.line_locate_point(line, middle, normalized=True))
            half = part.length / line.length / 2
            begin = 0.0 if at - half < _END else at - half
            end = 1.0 if at + half > 1 - _END else at + half
            yield segment, begin, end


def _between(segments: Segments, plane: Plane, points: tuple[Place, ...]) -> Iterator[Span]:
    """Yield the pieces of the shortest way along roads between two points."""
    everywhere = np.ones(len(segments), dtype=bool)
    snaps = plane.snap(np.array(points), everywhere)
    walked = np.full((len(segments), 2), 3.6)
    graph = routing_graph(segments.walked(), snaps, walked)
    way = graph.way(0, 1, graph.predecessors(0)) or []
    metres = np.abs(graph.end[way] - graph.begin[way]) * segments.length[graph.segment[way]] / 10
    # A click near a junction means the road on from there, not the stub beside it.
    inner = way[int(metres[:1].sum() < _CLICK) : len(way) - int(metres[-1:].sum() < _CLICK)]
    for arc in inner or way:
        begin, end = sorted((float(graph.begin[arc]), float(graph.end[arc])))
        yield int(graph.segment[arc]), begin, end
