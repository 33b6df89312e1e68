"""The ways that trips take over the roads, stop by stop."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Protocol

from optimizer.domain import Network
from optimizer.reports.reading import Entry, PlanReading

Point = tuple[float, float]
Line = Sequence[Point]


class RoadMap(Protocol):
    """What reports need of roads: the way of a pair, all lines with their class, the border."""

    @property
    def boundary(self) -> Sequence[Line]:
        """The rings of the county's border; empty where it is unknown."""
        ...

    def geometry(
        self, network: Network, road_profile: str, origin: int, destination: int
    ) -> list[Point]:
        """Return the way from site to site as longitudes and latitudes."""
        ...

    def lines(self) -> Sequence[tuple[str, Line]]:
        """Return every road with its class."""
        ...


class Ways:
    """The way of every pair of stops; each pair is looked up once."""

    def __init__(self, plan: PlanReading, roads: RoadMap) -> None:
        self._plan, self._roads = plan, roads
        self._found: dict[tuple[str, int, int], list[Point]] = {}

    @cached_property
    def _placed(self) -> list[bool]:
        """Whether each site's coordinates are known."""
        return [
            site.latitude is not None and site.longitude is not None
            for site in self._plan.instance.sites
        ]

    def pair(self, trip: Entry, number: int) -> tuple[str, int, int]:
        """Return profile, origin and destination of the way from a stop to the next."""
        index = self._plan.instance.network.index
        stops = trip["stops"]
        profile = self._plan.vehicle(trip["vehicle_id"]).road_profile
        return profile, index[stops[number]["site_id"]], index[stops[number + 1]["site_id"]]

    def line(self, pair: tuple[str, int, int]) -> list[Point]:
        """Return the way of a pair; empty where it starts or ends at an unknown place."""
        if pair not in self._found:
            profile, origin, destination = pair
            known = self._placed[origin] and self._placed[destination]
            network = self._plan.instance.network
            self._found[pair] = (
                [
                    (float(lon), float(lat))
                    for lon, lat in self._roads.geometry(network, profile, origin, destination)
                ]
                if known and origin != destination
                else []
            )
        return self._found[pair]

    def lines(self, trip: Entry) -> list[list[Point]]:
        """Return the ways of a trip, one between each two stops."""
        return [self.line(self.pair(trip, at)) for at in range(len(trip["stops"]) - 1)]

    def metres(self, trip: Entry) -> list[int]:
        """
        Share the distance of a trip over its drives, one number between each two stops.

        The document gives the distance of the trip alone; it is shared by the length of
        the ways, or by driving time where a way is unknown.
        """
        lines = self.lines(trip)
        shares = [line_length(line) for line in lines]
        stops, clocks = trip["stops"], self._plan.clocks
        if not all(lines):
            shares = [
                float(clocks[after["arrival"]] - clocks[before["departure"]])
                for before, after in pairwise(stops)
            ]
        total = sum(shares)
        return [round(trip["distance_m"] * share / total) if total else 0 for share in shares]


def line_length(line: Line) -> float:
    """
    Return the length of a line on the ground, in metres, on a sphere.

    Examples
    --------
    >>> round(line_length([(114.0, 24.0), (114.0, 25.0)]))
    111195
    """
    length = 0.0
    for (lon, lat), (next_lon, next_lat) in pairwise(line):
        east = math.radians(next_lon - lon) * math.cos(math.radians((lat + next_lat) / 2))
        length += math.hypot(east, math.radians(next_lat - lat))
    return length * 6_371_000
