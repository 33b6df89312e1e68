"""The roads as they stand before anything is closed, and what was worked out on them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final, TypeVar

import numpy as np

from optimizer.domain import Bools, Network
from optimizer.network.caching import Cache
from optimizer.network.edges import Floats
from optimizer.network.elevations import Elevations
from optimizer.network.growing import Grown
from optimizer.network.matrices import SiteWays
from optimizer.network.misplaced import refuse_elsewhere
from optimizer.network.profiles import profile_speeds
from optimizer.network.readiness import refuse_unusable
from optimizer.network.roadfile import RoadFile
from optimizer.network.routing import RoutingGraph, routing_graph
from optimizer.network.segments import Segments
from optimizer.network.snapping import Plane, Snaps, main_part

GRAPHS_KEPT: Final = 8

Key = tuple[str, str, bytes]
"""What the ways of a profile depend on beside the roads: profile, rules, places."""

Value = TypeVar("Value")


@dataclass(frozen=True, eq=False)
class Laid:
    """
    One profile's roads with the sites on them.

    ``speeds`` in km/h there and back, shape ``(segments, 2)``; ``on_main`` says which sites
    meet the largest connected part, shape ``(sites,)``.
    """

    speeds: Floats
    snaps: Snaps
    on_main: Bools
    graph: RoutingGraph


@dataclass
class Ground:
    """
    Roads and elevations of a county; everybody who looks at them may share it.

    ``source`` is what the segments are read from, on first use; ``cache`` is where results
    are kept, None for roads that come from no file. What was worked out before is kept
    here: speeds of profiles, their roads with sites on them, and the ways between those.
    Threads may share it too: one works something out, the others wait for it.
    """

    source: Segments | RoadFile
    elevations: Elevations | None = None
    elevations_digest: str = ""
    laid_before: OrderedDict[Key, Laid] = field(default_factory=OrderedDict)
    ways_before: OrderedDict[str, SiteWays] = field(default_factory=OrderedDict)
    driven_before: OrderedDict[Any, tuple[Floats, Bools]] = field(default_factory=OrderedDict)
    grown: Grown = field(default_factory=Grown)
    lock: threading.RLock = field(
        default_factory=threading.RLock, init=False, repr=False, compare=False
    )

    def __getstate__(self) -> dict[str, Any]:
        """Return what travels to other processes: all but the lock."""
        with self.lock:
            state = {
                name: value.copy() if isinstance(value, OrderedDict) else value
                for name, value in vars(self).items()
                if name != "lock"
            }
            return state | {"grown": replace(self.grown, known=self.grown.known.copy())}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take what travelled, with a lock of its own."""
        vars(self).update(state, lock=threading.RLock())

    @property
    def cache(self) -> Cache | None:
        """Where results are kept on disk."""
        return self.source.cache if isinstance(self.source, RoadFile) else None

    @property
    def digest(self) -> str:
        """What tells these roads and elevations from others."""
        name = self.source.digest if isinstance(self.source, RoadFile) else ""
        return f"{name} {self.elevations_digest}"

    @property
    def file(self) -> str:
        """The name of the file that the roads are from."""
        return self.source.file.name if isinstance(self.source, RoadFile) else "roads.graphml"

    @cached_property
    def segments(self) -> Segments:
        """The roads."""
        return self.source.segments() if isinstance(self.source, RoadFile) else self.source

    @cached_property
    def plane(self) -> Plane:
        """The roads in metres."""
        return Plane(self.segments)

    def laid(self, network: Network, profile: str, places: Floats) -> Laid:
        """
        Return a profile's roads with the sites of a network on them.

        Raises
        ------
        NetworkError
            With all of E210 to E213 that apply, or with E251.
        """

        def build() -> Laid:
            profiles = {profile, *network.road_profiles}
            refuse_unusable(
                network, profiles, self.segments, lambda name: self._driven(network, name)[0]
            )
            refuse_elsewhere(places, self.plane.distances)
            rules = network.rules.roads
            speeds, main = self._driven(network, profile)
            wanted = main if rules.connected_only else None
            usable = (speeds[:, 0] > 0) | (self.segments.two_way & (speeds[:, 1] > 0))
            snaps = self.plane.snap(places, usable, wanted, rules.snap_limit)
            graph = routing_graph(self.segments, snaps, speeds)
            return Laid(speeds, snaps, np.asarray(main[snaps.segment]), graph)

        key = key_of_ways(network, profile, places)
        return self.kept(self.laid_before, key, GRAPHS_KEPT, build)

    def _driven(self, network: Network, profile: str) -> tuple[Floats, Bools]:
        """Return the speeds of a profile, and which segments are its largest connected part."""

        def build() -> tuple[Floats, Bools]:
            speeds = profile_speeds(self.segments, profile, network.rules, self.elevations)
            return speeds, main_part(self.segments, speeds)

        key = key_of_ways(network, profile, np.zeros(0))
        return self.kept(self.driven_before, key, GRAPHS_KEPT, build)

    def kept(
        self, store: OrderedDict[Any, Value], key: Any, most: int, build: Callable[[], Value]
    ) -> Value:
        """Return what is kept under a key, built on first use; the longest unused makes room."""
        with self.lock:
            if key not in store:
                store[key] = build()
                if len(store) > most:
                    store.popitem(last=False)
            store.move_to_end(key)
            return store[key]


def key_of_ways(network: Network, profile: str, places: Floats) -> Key:
    """Return what the ways of a profile depend on beside the roads."""
    rules = network.rules
    table = sorted(rules.speeds_kmh.get(profile, {}).items())
    return profile, repr((table, rules.access_speed_kmh, rules.roads)), places.tobytes()
