"""The roads of a county: travel matrices, the geometry of legs, lines for the map."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np

from optimizer.domain import Ints, Issue, Network, Travel
from optimizer.network.boundary import load_boundary
from optimizer.network.edges import Floats, edges_of
from optimizer.network.graphml import read_graphml, refuse
from optimizer.network.readiness import places_of, refuse_unusable
from optimizer.network.routing import RoutingGraph, routing_graph
from optimizer.network.segments import Segments, segments_of
from optimizer.network.snapping import Plane, Snaps

Point = tuple[float, float]
"""Longitude and latitude in degrees."""

FILES: Final = ("roads.graphml", "roads.graphml.gz")
_GRAPHS_KEPT: Final = 8
_WAYS_KEPT: Final = 128
_SAME_DEGREES: Final = 1e-9

Value = TypeVar("Value")


def load_roads(folder: Path) -> Roads:
    """
    Read ``roads.graphml`` or ``roads.graphml.gz`` of a network folder; the first counts.

    Raises
    ------
    NetworkError
        E201 where the folder has neither, E202 to E209 where the file cannot be used.
    """
    file = next((folder / name for name in FILES if (folder / name).is_file()), None)
    if file is None:
        refuse(
            Issue(
                "E201",
                str(folder),
                f"has neither {FILES[0]} nor travel tables: nobody knows how long the ways are",
                fix="put an OSMnx graph there as roads.graphml (or .gz), or measured tables as "
                "travel_PROFILE.csv with origin, destination, seconds, metres",
            )
        )
    return Roads(segments_of(edges_of(read_graphml(file), file.name)), load_boundary(folder))


class Roads:
    """
    The roads of a county, and what was worked out on them so far.

    What is asked twice is kept: routing graphs by profile, sites and speeds, and the ways
    from one site for geometry. Nothing that was asked before changes an answer.
    """

    def __init__(self, segments: Segments, boundary: Sequence[list[Point]] = ()) -> None:
        self.segments = segments
        self.boundary = boundary
        self._plane = Plane(segments)
        self._routed: OrderedDict[Any, tuple[RoutingGraph, Snaps]] = OrderedDict()
        self._ways: OrderedDict[Any, Ints] = OrderedDict()

    def travel_matrices(self, network: Network) -> Travel:
        """
        Return quickest times and their distances between all sites, per profile of the fleet.

        Closed sites are in the matrix as well. The straight way from a site to its road at
        the access speed is part of time and distance; two sites at the same place are zero
        apart. Pairs without a way are ``NO_WAY``.

        Raises
        ------
        NetworkError
            With all of E210 to E213 that apply, or with E214.
        """
        places = places_of(network)
        return {
            profile: self._routing(network, profile, places)[1][0].matrix()
            for profile in network.road_profiles
        }

    def geometry(
        self, network: Network, road_profile: str, origin: int, destination: int
    ) -> list[Point]:
        """
        Return the way between two sites by index, the very one that the matrix measures.

        It begins and ends at the sites themselves. Empty where there is no way.
        """
        places = places_of(network)
        if (places[origin] == places[destination]).all():
            return as_points(places[[origin, destination]])
        key, (graph, snaps) = self._routing(network, road_profile, places)
        before = _kept(self._ways, (key, origin), _WAYS_KEPT, lambda: graph.predecessors(origin))
        path = graph.way(origin, destination, before)
        if path is None:
            return []
        runs = [
            self._plane.part(graph.segment[arc], graph.begin[arc], graph.end[arc]) for arc in path
        ]
        ends = [places[[at]] for at in (origin, destination)]
        feet = [snaps.points[[at]] for at in (origin, destination)]
        way = np.concatenate([ends[0], feet[0], *runs, feet[1], ends[1]])
        # Where one part ends and the next begins, the point would stand twice.
        fresh = np.ones(len(way), dtype=bool)
        fresh[1:] = (np.abs(np.diff(way, axis=0)) > _SAME_DEGREES).any(axis=1)
        return as_points(way[fresh])

    def lines(self) -> list[tuple[str, list[Point]]]:
        """Return every road once, whichever ways it is driven: its class and its points."""
        return [
            (self.segments.highways[code][0], as_points(self.segments.line(segment)))
            for segment, code in enumerate(self.segments.highway.tolist())
        ]

    def _routing(
        self, network: Network, profile: str, places: Floats
    ) -> tuple[Any, tuple[RoutingGraph, Snaps]]:
        """Return the graph of a profile with the sites on it, and the key that it is kept by."""
        rules = network.rules
        table = rules.speeds_kmh.get(profile, {})
        key = (profile, tuple(table.items()), rules.access_speed_kmh, places.tobytes())

        def build() -> tuple[RoutingGraph, Snaps]:
            refuse_unusable(network, {profile, *network.road_profiles}, self.segments)
            speeds = self.segments.speeds(profile, table)
            snaps = self._plane.snap(places, speeds > 0)
            return routing_graph(self.segments, snaps, speeds, rules.access_speed_kmh), snaps

        return key, _kept(self._routed, key, _GRAPHS_KEPT, build)


class StraightRoads:
    """Stands in for roads where a network has travel tables only: legs are straight lines."""

    def __init__(self, boundary: Sequence[list[Point]] = ()) -> None:
        self.boundary = boundary

    def geometry(
        self, network: Network, road_profile: str, origin: int, destination: int
    ) -> list[Point]:
        """Return the two sites by index; empty where one of them has no coordinates."""
        places = places_of(network)[[origin, destination]]
        return as_points(places) if np.isfinite(places).all() else []

    def lines(self) -> list[tuple[str, list[Point]]]:
        """Return no roads: none are known."""
        return []


def as_points(places: Floats) -> list[Point]:
    """Return an array of shape ``(points, 2)`` as pairs of longitude and latitude."""
    return [(x, y) for x, y in places.tolist()]


def _kept(store: OrderedDict[Any, Value], key: Any, most: int, build: Callable[[], Value]) -> Value:
    """Return what is kept under a key, built on first use; the longest unused makes room."""
    if key not in store:
        store[key] = build()
        if len(store) > most:
            store.popitem(last=False)
    store.move_to_end(key)
    return store[key]
