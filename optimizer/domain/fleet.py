"""The vehicles, and when they may work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from optimizer.domain.sites import TimeWindow


class Echelon(StrEnum):
    """The three legs of the network; the household leg is not planned yet."""

    LINEHAUL = "linehaul"
    LOCAL = "local"
    HOUSEHOLD = "household"


@dataclass(frozen=True, slots=True)
class Vehicle:
    """
    One vehicle with its driver.

    Capacities in grams and millilitres. ``shifts`` are windows in seconds of a day that
    repeat daily. ``max_overtime`` in seconds; ``range`` in metres per shift, None is no
    limit. Prices in cents: per shift, per km, per hour. ``handling_classes`` are names,
    empty is all.
    """

    vehicle_id: str
    plate: str
    vehicle_type: str
    home_site: str
    echelon: Echelon
    road_profile: str
    capacity_weight: int
    capacity_volume: int
    shifts: tuple[TimeWindow, ...]
    range: int | None = None
    max_overtime: int = 0
    cost_per_shift: float = 0.0
    cost_per_km: float = 0.0
    cost_per_hour: float = 0.0
    overtime_cost_per_hour: float = 0.0
    co2_per_km: float = 0.0
    handling_classes: frozenset[str] = frozenset()
    available: bool = True

    def may_carry(self, handling_class: str) -> bool:
        """Whether goods of this class may ride on the vehicle."""
        return not self.handling_classes or handling_class in self.handling_classes
