"""What was understood of the roads of a county, to be read before a plan is trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.domain import Issue
from optimizer.network.provenance import Provenance


@dataclass(frozen=True, slots=True)
class ClassLength:
    """
    The roads of one class.

    ``speeds_kmh`` is by road profile what it drives on them on average over their length,
    None where it may drive none of them. A two-way road counts once.
    """

    road_class: str
    roads: int
    metres: int
    speeds_kmh: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class TagGap:
    """On how many metres of road a tag is given and on how many it is missing."""

    tag: str
    given: int
    missing: int


@dataclass(frozen=True, slots=True)
class FarSite:
    """A site that meets the roads of a profile farther than the limit, in metres."""

    site_id: str
    name: str
    road_profile: str
    metres: int


@dataclass(frozen=True, slots=True)
class LegLook:
    """
    A way from site to site to look at, in seconds and metres.

    ``straight`` is the straight line; ``back`` is the metres of the way back, None where
    there is none.
    """

    road_profile: str
    origin: str
    origin_name: str
    destination: str
    destination_name: str
    duration: int
    distance: int
    straight: int
    back: int | None

    @property
    def speed_kmh(self) -> float:
        """The average speed."""
        return 3.6 * self.distance / self.duration if self.duration else 0.0


@dataclass(frozen=True, slots=True)
class ProfileLook:
    """
    What one profile finds on the roads.

    ``unreached`` are sites that cannot be driven to from the hub and back. ``one_way``
    counts pairs of sites that can be driven in one direction only, ``unequal`` those whose
    way back is another half longer, or shorter; the legs are the worst few of each kind.
    ``snap_median`` and ``snap_most`` are metres from the sites to their roads.
    """

    road_profile: str
    snap_median: int
    snap_most: int
    unreached: tuple[str, ...]
    one_way: int
    one_way_legs: tuple[LegLook, ...]
    unequal: int
    unequal_legs: tuple[LegLook, ...]
    longest: tuple[LegLook, ...]
    slowest: tuple[LegLook, ...]
    detours: tuple[LegLook, ...]


@dataclass(frozen=True, slots=True)
class RoadReport:
    """
    The roads of a network folder.

    Lengths are metres of road, there and back counted once. ``provenance`` is None where
    nothing says how the file was made. ``snap_limit`` is in metres;
    ``uses_maxspeed`` is whether speed limits count.
    """

    network: str
    file: str
    is_schematic: bool
    provenance: Provenance | None
    roads: int
    nodes: int
    metres: int
    one_way_metres: int
    classes: tuple[ClassLength, ...]
    tags: tuple[TagGap, ...]
    uses_maxspeed: bool
    snap_limit: float
    far_sites: tuple[FarSite, ...]
    profiles: tuple[ProfileLook, ...]
    warnings: tuple[Issue, ...]
