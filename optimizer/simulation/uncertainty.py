"""How far days stray from their plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final

from optimizer.simulation.lunar import lunar_day
from optimizer.units import MINUTE

Bounds = tuple[float, float]

BOUNDS: Final[Mapping[str, Bounds]] = {
    **dict.fromkeys(("road_spread", "stop_spread", "day_spread"), (0.0, 1.0)),
    **dict.fromkeys(("rain_share", "rain_stays", "refused", "absent"), (0.0, 1.0)),
    **{
        f"{cause}_{what}": (0.5, 3.0)
        for cause in ("rain", "market", "holiday")
        for what in ("roads", "stops")
    },
    **dict.fromkeys(("max_hold", "stays_open", "over_shift"), (0.0, 240.0 * MINUTE)),
}
"""What is still reasonable: beyond it there is a mistake in the unit or the sign."""


class Weather(StrEnum):
    """Which days it rains: as drawn, always, never."""

    MIXED = "mixed"
    RAIN = "rain"
    DRY = "dry"


@dataclass(frozen=True)
class Markets:
    """
    When towns hold their markets (圩日).

    ``digits`` are the last digits of the days of the month by town, as in 逢三六九; the month
    is that of the Chinese calendar where ``is_lunar``. No town has one by default.
    """

    digits: Mapping[str, frozenset[int]] = field(default_factory=dict)
    is_lunar: bool = True

    def held(self, town: str, day: date) -> bool:
        """
        Whether a town holds its market on a day.

        Examples
        --------
        >>> markets = Markets({"翁城镇": frozenset({3, 6, 9})}, is_lunar=False)
        >>> [day for day in range(1, 15) if markets.held("翁城镇", date(2026, 11, day))]
        [3, 6, 9, 13]
        """
        of_town = self.digits.get(town)
        if not of_town:
            return False
        return (lunar_day(day) if self.is_lunar else day.day) % 10 in of_town


@dataclass(frozen=True)
class Uncertainty:
    """
    How far days stray from their plan; all of it is an assumption until a county measures it.

    A drive takes its planned time times a factor of mean one, drawn for this drive with
    ``road_spread`` as the deviation of its logarithm, times one of its day (``day_spread``),
    times what holds for rain, market and holiday; a stop likewise with ``stop_spread``.
    ``rain_share`` of the days are wet; after a wet day the next is wet with ``rain_stays``.
    Markets slow the ways into their town and the stops there, holidays all. Where
    ``rain_is_known`` the plans of a wet day expect its rain; else it hits plans of dry roads.

    Of the deliveries to points ``refused`` are sent back, and ``absent`` of deliveries and
    collections find nobody. A vehicle that is to load goods waits for their vehicle for
    ``max_hold`` seconds, and leaves without them then. A site that expects a vehicle stays
    open for it ``stays_open`` seconds beyond its hours. A trip is begun as long as it is to
    end no more than ``over_shift`` seconds beyond shift and overtime.

    Raises
    ------
    ValueError
        When a value lies outside `BOUNDS`.
    """

    road_spread: float = 0.12
    stop_spread: float = 0.25
    day_spread: float = 0.05
    rain_share: float = 0.35
    rain_stays: float = 0.55
    rain_roads: float = 1.15
    rain_stops: float = 1.1
    rain_is_known: bool = False
    market_roads: float = 1.2
    market_stops: float = 1.2
    holiday_roads: float = 1.1
    holiday_stops: float = 1.0
    refused: float = 0.005
    absent: float = 0.01
    max_hold: int = 30 * MINUTE
    stays_open: int = 30 * MINUTE
    over_shift: int = 30 * MINUTE
    weather: Weather = Weather.MIXED
    markets: Markets = field(default_factory=Markets)
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        for name, (low, high) in BOUNDS.items():
            if not low <= getattr(self, name) <= high:
                raise ValueError(
                    f"{name} is {getattr(self, name):g}, not between {low:g} and {high:g}"
                )

    @property
    def rain_begins(self) -> float:
        """How likely a dry day is followed by a wet one, so that the share comes out."""
        if self.rain_share >= 1:
            return 1.0
        return min(1.0, (1 - self.rain_stays) * self.rain_share / (1 - self.rain_share))


def certain(**changes: object) -> Uncertainty:
    """
    Return days that go as planned, but for what is changed.

    Examples
    --------
    >>> certain(rain_share=1.0).rain_roads
    1.0
    """
    even = {name: 1.0 for name in BOUNDS if name.endswith(("_roads", "_stops"))}
    waiting = ("max_hold", "stays_open", "over_shift")
    none = {name: 0.0 for name in BOUNDS if name not in even and name not in waiting}
    return replace(Uncertainty(), **{**even, **none, **changes})  # type: ignore[arg-type]
