"""The places of a network."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from optimizer.units import DAY


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """An interval of clocks or of seconds of a day; both ends included."""

    earliest: int = 0
    latest: int = DAY

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise ValueError(
                f"time window opens at {self.earliest}, after it closes at {self.latest}"
            )

    @property
    def length(self) -> int:
        """How long the window is, in seconds."""
        return self.latest - self.earliest

    def shifted(self, seconds: int) -> TimeWindow:
        """Return the same window, this much later."""
        return TimeWindow(self.earliest + seconds, self.latest + seconds)


class SiteKind(StrEnum):
    """What a site is in the network."""

    HUB = "hub"
    TRANSFER_STATION = "transfer_station"
    TOWN_STATION = "town_station"
    VILLAGE_POINT = "village_point"


class SiteStatus(StrEnum):
    """Whether a site works today."""

    OPEN = "open"
    CLOSED = "closed"
    CANDIDATE = "candidate"


class Visits(StrEnum):
    """How often a service point is visited."""

    BY_NEED = "by_need"
    DAILY = "daily"


@dataclass(frozen=True, slots=True)
class Site:
    """
    Any place of the network.

    ``hours`` are windows in seconds of a day that repeat daily; empty means always open.
    ``premises`` is the id of the base at whose door a service point stands. ``stop_time``
    is in seconds per stop, ``piece_time`` in thousandths of a second per piece,
    ``transfer_time`` in seconds. ``docks`` None is no limit; ``road_profiles`` empty is all
    profiles. ``contact_phone`` is for people. Prices are in cents. Coordinates are WGS84
    degrees, None where unknown (only with travel tables).
    """

    site_id: str
    kind: SiteKind
    name_zh: str
    name_en: str = ""
    town: str = ""
    official_code: str = ""
    latitude: float | None = None
    longitude: float | None = None
    coordinate_quality: str = ""
    status: SiteStatus = SiteStatus.OPEN
    premises: str | None = None
    hours: tuple[TimeWindow, ...] = ()
    visits: Visits = Visits.BY_NEED
    stop_time: int = 0
    piece_time: int = 0
    transfer_time: int = 0
    docks: int | None = None
    operating_cost_per_day: float = 0.0
    rent_per_day: float = 0.0
    handling_cost_per_piece: float = 0.0
    road_profiles: frozenset[str] = frozenset()
    contact_phone: str = ""

    @property
    def is_base(self) -> bool:
        """Whether local trips may start here: the hub or a transfer station."""
        return self.kind in (SiteKind.HUB, SiteKind.TRANSFER_STATION)

    @property
    def is_open(self) -> bool:
        """Whether the site works today."""
        return self.status is SiteStatus.OPEN

    def admits(self, road_profile: str) -> bool:
        """Whether vehicles of this road profile may come here."""
        return not self.road_profiles or road_profile in self.road_profiles

    def handling_time(self, pieces: int) -> int:
        """
        Return how long a stop that handles this many pieces lasts, in seconds, rounded up.

        Nothing handled takes no time.

        Examples
        --------
        >>> site = Site("P", SiteKind.VILLAGE_POINT, "村", stop_time=300, piece_time=9_000)
        >>> site.handling_time(10)
        390
        """
        return self.stop_time + math.ceil(self.piece_time * pieces / 1000) if pieces else 0
