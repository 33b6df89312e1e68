"""How long and how far it is from site to site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from optimizer.domain.orders import Bools, Ints

NO_WAY: Final = 1_000_000_000
"""Duration and distance of a pair that cannot be driven."""


@dataclass(frozen=True)
class TravelMatrix:
    """
    Travel of one road profile: ``duration[i, j]`` in seconds, ``distance[i, j]`` in metres.

    Shape ``(sites, sites)`` each, not symmetric, zero on the diagonal; ``NO_WAY`` in both
    where the pair cannot be driven.
    """

    duration: Ints
    distance: Ints

    def __post_init__(self) -> None:
        if self.duration.shape != self.distance.shape or self.duration.ndim != 2:
            raise ValueError("duration and distance must be square and of one shape")

    @property
    def reachable(self) -> Bools:
        """Which pairs can be driven, shape ``(sites, sites)``."""
        return self.duration < NO_WAY


Travel = Mapping[str, TravelMatrix]
"""One travel matrix per road profile."""
