"""What an order day looks like: how much, when, of what."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from optimizer.units import HOUR, MINUTE

Wave = tuple[int, float]
"""When carriers arrive at the hub, in seconds of a day, and the share that they bring."""


@dataclass(frozen=True)
class DemandModel:
    """
    How orders are drawn; the defaults suit any county.

    Amounts are means per service point and day. ``weights`` says how much of it a site gets
    beside the others, one where it is not named; ``least`` and ``most`` bound the parcels of a
    point and day, ``spread`` is the deviation of the logarithm from day to day. Shares lie
    between 0 and 1. Plants leave from ``plants_from`` only: ``plants_per_day`` parcels times the
    season's ``plants_share``. ``urgent_time`` in seconds is what an urgent order may take.
    """

    parcels_per_point: float = 25.0
    least: float = 8.0
    most: float = 70.0
    spread: float = 0.35
    waves: tuple[Wave, ...] = (
        (5 * HOUR + 30 * MINUTE, 0.5),
        (10 * HOUR + 30 * MINUTE, 0.3),
        (15 * HOUR + 30 * MINUTE, 0.2),
    )
    food_share: float = 0.12
    outbound_share: float = 0.2
    outbound_food_share: float = 0.3
    between_points_share: float = 0.015
    urgent_share: float = 0.015
    urgent_time: int = 36 * HOUR
    bulk_per_point: float = 0.8
    agrochemicals_per_point: float = 0.4
    plants_per_day: float = 0.0
    plants_share: Mapping[str, float] = field(
        default_factory=lambda: {"ordinary": 0.15, "orchid": 0.30}
    )
    plants_pieces: float = 1.6
    plants_from: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.least <= self.parcels_per_point <= self.most:
            raise ValueError("parcels_per_point must lie between least and most")
        if not self.waves or not math.isclose(sum(share for _, share in self.waves), 1):
            raise ValueError("the shares of the waves must add up to 1")
        if self.plants_pieces < 1:
            raise ValueError("plants_pieces is less than one piece an order")

    @property
    def seasons(self) -> tuple[str, ...]:
        """The seasons that can be drawn."""
        return tuple(self.plants_share)
