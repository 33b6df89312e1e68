"""The vehicles, and when they may work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
    One vehicle; who drives it, if that is known, is in `Drivers`.

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


@dataclass(frozen=True, slots=True)
class Driver:
    """
    Somebody who drives.

    ``licence`` is the class of the licence, as people write it (C1, B2). ``home_site`` is
    the base where the driver reports for work, None where that is wherever the vehicle is.
    """

    driver_id: str
    name: str
    phone: str = ""
    licence: str = ""
    home_site: str | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """
    Who sits at the wheel of a vehicle: in which of its shifts, on which days of the week.

    ``shifts`` are windows in seconds of a day, empty is all shifts of the vehicle;
    ``days`` are ISO weekdays, 1 is Monday.
    """

    driver_id: str
    vehicle_id: str
    shifts: tuple[TimeWindow, ...] = ()
    days: frozenset[int] = frozenset(range(1, 8))

    def covers(self, weekday: int, shift: TimeWindow) -> bool:
        """Whether the driver sits here in a shift of an ISO weekday."""
        if weekday not in self.days:
            return False
        return not self.shifts or any(
            own.earliest < shift.latest and shift.earliest < own.latest for own in self.shifts
        )


@dataclass(frozen=True, slots=True)
class Drivers:
    """Who drives for a network, and what; nobody by default."""

    drivers: tuple[Driver, ...] = ()
    seats: tuple[Seat, ...] = ()

    def of(self, vehicle_id: str, day: date, shift: TimeWindow) -> Driver | None:
        """
        Return who drives a vehicle in the shift of a day; None where nobody is named.

        Examples
        --------
        >>> morning, evening = TimeWindow(25_200, 45_000), TimeWindow(50_400, 66_600)
        >>> li = Driver("d1", "李")
        >>> drivers = Drivers((li,), (Seat("d1", "van-1", (morning,), frozenset({1, 2})),))
        >>> monday = date(2026, 11, 23)
        >>> drivers.of("van-1", monday, morning) == li, drivers.of("van-1", monday, evening)
        (True, None)
        """
        for seat in self.seats:
            if seat.vehicle_id == vehicle_id and seat.covers(day.isoweekday(), shift):
                return next(one for one in self.drivers if one.driver_id == seat.driver_id)
        return None
