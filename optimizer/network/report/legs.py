"""Which ways between sites a person should look at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from optimizer.domain import Bools, Ints, Network, TravelMatrix
from optimizer.network.edges import Floats
from optimizer.network.readiness import places_of
from optimizer.network.report.values import LegLook, ProfileLook
from optimizer.network.snapping import EARTH_RADIUS

_LISTED: Final = 5
_SHORTEST: Final = 1_000  # metres: a shorter leg is slow because of its ends
_UNEQUAL: Final = 1.5


def look_at(
    network: Network, road_profile: str, matrix: TravelMatrix, snaps: Floats
) -> ProfileLook:
    """
    Return what one profile finds on its roads.

    ``snaps`` is metres from each site to its road, shape ``(sites,)``. Of a pair that is
    alike both ways only one direction is listed.
    """
    legs = _Legs(network, road_profile, matrix)
    admitted = np.array([site.admits(road_profile) for site in network.sites])
    near = snaps[admitted & np.isfinite(snaps)]
    unequal = legs.both & (legs.distance > _UNEQUAL * legs.distance.T)
    only = legs.reachable & ~legs.reachable.T
    far = legs.both & (legs.distance >= _SHORTEST)
    bent = legs.both & (legs.straight >= _SHORTEST)
    ratio = legs.distance / np.maximum(legs.straight, 1)
    return ProfileLook(
        road_profile=road_profile,
        snap_median=round(float(np.median(near))) if len(near) else 0,
        snap_most=round(float(near.max())) if len(near) else 0,
        unreached=tuple(legs.unreached()),
        one_way=int(only.sum()),
        one_way_legs=legs.worst(only, legs.distance),
        unequal=int(unequal.sum()),
        unequal_legs=legs.worst(unequal, legs.distance / np.maximum(legs.distance.T, 1)),
        longest=legs.worst(legs.both, legs.distance),
        slowest=legs.worst(far, legs.duration / np.maximum(legs.distance, 1)),
        detours=legs.worst(bent, ratio),
    )


class _Legs:
    """The ways of one profile between the sites that admit it."""

    def __init__(self, network: Network, road_profile: str, matrix: TravelMatrix) -> None:
        self._sites, self._profile, self._hub = network.sites, road_profile, network.hub
        admitted = np.array([site.admits(road_profile) for site in network.sites])
        self._pairs = admitted[:, None] & admitted & ~np.eye(len(admitted), dtype=bool)
        self.duration: Ints = matrix.duration
        self.distance: Ints = matrix.distance
        self.straight = _straight(places_of(network))
        self.reachable: Bools = matrix.reachable & self._pairs
        self.both: Bools = self.reachable & self.reachable.T

    def unreached(self) -> Iterable[str]:
        """Yield the sites that cannot be driven to from the hub and back."""
        for at, site in enumerate(self._sites):
            if self._pairs[self._hub, at] and not self.both[self._hub, at]:
                yield site.site_id

    def worst(self, among: Bools, badness: Ints | Floats) -> tuple[LegLook, ...]:
        """Return the legs of largest badness, one direction of each pair."""
        rows, columns = np.nonzero(among)
        order = np.argsort(-badness[rows, columns], kind="stable")
        found: dict[frozenset[int], LegLook] = {}
        for at in order.tolist():
            pair = frozenset((int(rows[at]), int(columns[at])))
            if pair not in found:
                found[pair] = self._leg(int(rows[at]), int(columns[at]))
            if len(found) == _LISTED:
                break
        return tuple(found.values())

    def _leg(self, origin: int, destination: int) -> LegLook:
        """Return one way."""
        has_back = bool(self.reachable[destination, origin])
        return LegLook(
            road_profile=self._profile,
            origin=self._sites[origin].site_id,
            origin_name=self._sites[origin].name_zh,
            destination=self._sites[destination].site_id,
            destination_name=self._sites[destination].name_zh,
            duration=int(self.duration[origin, destination]),
            distance=int(self.distance[origin, destination]),
            straight=round(float(self.straight[origin, destination])),
            back=int(self.distance[destination, origin]) if has_back else None,
        )


def _straight(places: Floats) -> Floats:
    """Return metres along the sphere between all places, shape ``(places, places)``."""
    x, y = np.radians(places).T
    half = np.sin((y[:, None] - y) / 2) ** 2
    half = half + np.cos(y[:, None]) * np.cos(y) * np.sin((x[:, None] - x) / 2) ** 2
    metres: Floats = 2 * EARTH_RADIUS * np.arcsin(np.sqrt(half))
    return metres
