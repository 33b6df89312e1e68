"""The roads of a county: travel matrices, the geometry of legs, lines for the map."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from optimizer.domain import Ints, Issue, Network, Travel
from optimizer.network.boundary import load_boundary
from optimizer.network.caching import Cache, digest_of, user_cache
from optimizer.network.closures import Closure, load_closures
from optimizer.network.edges import Floats
from optimizer.network.elevations import FILES as ELEVATIONS
from optimizer.network.elevations import load_elevations
from optimizer.network.graphml import refuse
from optimizer.network.ground import Ground, key_of_ways
from optimizer.network.matrices import SiteWays
from optimizer.network.readiness import places_of
from optimizer.network.remarks import cut_off_warnings, snap_warnings
from optimizer.network.roadfile import RoadFile
from optimizer.network.segments import Segments
from optimizer.network.ways import Ways

Point = tuple[float, float]
"""Longitude and latitude in degrees."""

FILES: Final = ("roads.graphml", "roads.graphml.gz")
_FROM_SITE_KEPT: Final = 128
_SAME_DEGREES: Final = 1e-9


def load_roads(folder: Path, cache: Cache | None = None) -> Roads:
    """
    Read ``roads.graphml`` or ``roads.graphml.gz`` of a network folder; the first counts.

    ``closures.toml`` and elevations beside it count too, where there are any. Results are
    kept in ``cache``, by default in the user's cache folder.

    Raises
    ------
    NetworkError
        E201 where the folder has neither, E202 to E209 where the file cannot be used, E215
        for the boundary, E216 for elevations, E220 for closures.
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
    boundary, closures = load_boundary(folder), load_closures(folder)
    elevations = load_elevations(folder)
    heights = [digest_of(folder / name) for name in ELEVATIONS if (folder / name).is_file()]
    ground = Ground(RoadFile(file, cache or user_cache()), elevations, " ".join(heights))
    return Roads(ground, boundary, closures)


class Roads:
    """
    The roads of a county, and what was worked out on them so far.

    What is asked twice is kept: routing graphs by profile, sites and speeds, the weights
    between sites, and the ways from one site for geometry. Nothing that was asked before
    changes an answer.
    """

    def __init__(
        self,
        ground: Ground | Segments,
        boundary: Sequence[list[Point]] = (),
        closures: Sequence[Closure] = (),
    ) -> None:
        self._ground = Ground(ground) if isinstance(ground, Segments) else ground
        self.boundary = boundary
        self.closures = tuple(closures)
        self._ways = Ways(self._ground, self.closures)
        self._from_site: OrderedDict[Any, Ints] = OrderedDict()

    @property
    def segments(self) -> Segments:
        """The roads as arrays."""
        return self._ground.segments

    def with_closures(self, closures: Sequence[Closure]) -> Roads:
        """
        Return the same roads with these closures in place of the present ones.

        All that was worked out before is shared: only what the closures change is worked
        out again.
        """
        return Roads(self._ground, self.boundary, closures)

    def travel_matrices(self, network: Network) -> Travel:
        """
        Return quickest times and their distances between all sites, per profile of the fleet.

        Closed sites are in the matrix as well. The straight way from a site to its road at
        the access speed is part of time and distance; two sites at the same place are zero
        apart. Pairs without a way are ``NO_WAY``.

        Raises
        ------
        NetworkError
            With all of E210 to E213 that apply, or with E214 or E251.
        """
        places = places_of(network)
        return {profile: ways.matrix(places) for profile, ways in self._site_ways(network).items()}

    def snap_distances(self, network: Network) -> Mapping[str, Floats]:
        """Return how many metres each site is from its road, per profile of the fleet."""
        return {profile: ways.access / 10 for profile, ways in self._site_ways(network).items()}

    def cut_off(self, network: Network) -> Mapping[int, tuple[str, ...]]:
        """
        Return the sites that closures cut off from the hub, with the names of those.

        A site counts as soon as one profile of the fleet cannot come there and back
        although it could without the closures.
        """
        if not self.closures:
            return {}
        found: dict[int, list[str]] = {}
        for ways in self._site_ways(network).values():
            for site, names in ways.cut_off.items():
                found.setdefault(site, []).extend(names)
        return {site: tuple(dict.fromkeys(names)) for site, names in sorted(found.items())}

    def warnings(self, network: Network) -> tuple[Issue, ...]:
        """Return what is worth a look: tags, sites far from their road, idle closures."""
        ways = self._site_ways(network)
        notes = dict.fromkeys(note for each in ways.values() for note in each.notes)
        return (
            *notes,
            *snap_warnings(network, ways),
            *cut_off_warnings(network, ways),
        )

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
        laid = self._ground.laid(network, road_profile, places)
        graph = self._ways.graph(network, road_profile)
        key = (key_of_ways(network, road_profile, places), origin)
        before = self._ground.kept(
            self._from_site, key, _FROM_SITE_KEPT, lambda: graph.predecessors(origin)
        )
        path = graph.way(origin, destination, before)
        if path is None:
            return []
        plane = self._ground.plane
        runs = [plane.part(graph.segment[arc], graph.begin[arc], graph.end[arc]) for arc in path]
        ends = [places[[at]] for at in (origin, destination)]
        feet = [laid.snaps.points[[at]] for at in (origin, destination)]
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

    def _site_ways(self, network: Network) -> Mapping[str, SiteWays]:
        """Return the best ways between all sites, per profile of the fleet."""
        return {profile: self._ways.of(network, profile) for profile in network.road_profiles}


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

    def cut_off(self, network: Network) -> Mapping[int, tuple[str, ...]]:
        """Return no site: closures are for roads."""
        return {}

    def warnings(self, network: Network) -> tuple[Issue, ...]:
        """Return nothing: the tables are what they are."""
        return ()


def as_points(places: Floats) -> list[Point]:
    """Return an array of shape ``(points, 2)`` as pairs of longitude and latitude."""
    return [(x, y) for x, y in places.tolist()]
