"""The rules and prices of a county, as ``network.toml`` gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from optimizer.units import HOUR, MINUTE


@dataclass(frozen=True, slots=True)
class Penalties:
    """What not keeping the promise costs, in cents; ``priority_weight`` multiplies by class."""

    unserved_per_order: float = 500_000.0
    late_per_order: float = 30_000.0
    late_per_order_hour: float = 1_000.0
    deferred_per_order: float = 400.0
    waiting_per_order_hour: float = 2.0
    missed_visit: float = 10_000.0
    priority_weight: Mapping[str, float] = field(
        default_factory=lambda: {"normal": 1.0, "urgent": 5.0}
    )


@dataclass(frozen=True, slots=True)
class OrderDefaults:
    """What an order that does not say is taken to be; weight in grams, volume in millilitres."""

    pieces: int = 1
    weight: int = 1_500
    volume: int = 8_000
    handling_class: str = "general"
    priority: str = "normal"


@dataclass(frozen=True, slots=True)
class ProfileRules:
    """
    What one road profile adds to the rules of the road.

    Dimensions of the loaded vehicle; a limit that a road is tagged with counts only for a
    dimension that is given. None elsewhere: what holds for every profile holds here too.
    ``surface_factors`` replace those of the same surface.
    """

    weight_t: float | None = None
    height_m: float | None = None
    width_m: float | None = None
    is_hgv: bool = False
    top_speed_kmh: float | None = None
    maxspeed_factor: float | None = None
    season_factor: float | None = None
    surface_factors: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RoadRules:
    """
    How roads are read: ``[roads]`` and ``[roads.PROFILE]``.

    ``snap_limit`` in metres: from how far a site may meet its road without a warning, and
    how far it may go to meet a road from which all others can be reached
    (``connected_only``). A tagged ``maxspeed`` times ``maxspeed_factor`` replaces the speed
    of class and surface; ``maxspeed_words`` are the km/h of ``CN:rural`` and the like; no
    vehicle is faster than its top speed, by default the highest of its classes. Factors
    multiply speeds, zero closes. Of ``uphill_factors`` and ``downhill_factors``, pairs of
    a grade (0.08 is 8 m in 100 m) and a factor, that of the largest grade reached counts;
    grades are measured over steps of about ``slope_step`` metres.
    """

    snap_limit: float = 500.0
    connected_only: bool = True
    use_maxspeed: bool = True
    maxspeed_factor: float = 1.0
    maxspeed_words: Mapping[str, float] = field(default_factory=dict)
    closed_access: tuple[str, ...] = ("no",)
    season_factor: float = 1.0
    surface_factors: Mapping[str, float] = field(default_factory=dict)
    uphill_factors: tuple[tuple[float, float], ...] = ()
    downhill_factors: tuple[tuple[float, float], ...] = ()
    slope_step: float = 200.0
    profiles: Mapping[str, ProfileRules] = field(default_factory=dict)

    def of(self, road_profile: str) -> ProfileRules:
        """Return what a profile adds."""
        return self.profiles.get(road_profile, ProfileRules())


@dataclass(frozen=True, slots=True)
class Rules:
    """
    Everything in ``network.toml``.

    ``promise`` and ``promise_by_class`` in seconds, ``horizon`` in seconds,
    ``planning_times`` and ``onward_departures`` in seconds of a day, ascending (onward
    departures empty: arrival at the hub counts), driving and rest in seconds, speeds in
    km/h by road profile and road class. ``never_together`` holds pairs of class names.
    """

    name: str
    timezone: str = "Asia/Shanghai"
    currency: str = "CNY"
    promise: int = 48 * HOUR
    promise_by_class: Mapping[str, int] = field(default_factory=dict)
    horizon: int = 72 * HOUR
    planning_times: tuple[int, ...] = (5 * HOUR, 12 * HOUR)
    onward_departures: tuple[int, ...] = ()
    rest_after_driving: int = 240 * MINUTE
    rest: int = 20 * MINUTE
    access_speed_kmh: float = 15.0
    penalties: Penalties = field(default_factory=Penalties)
    order_defaults: OrderDefaults = field(default_factory=OrderDefaults)
    handling_classes: tuple[str, ...] = ("general",)
    never_together: tuple[tuple[str, str], ...] = ()
    speeds_kmh: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    roads: RoadRules = field(default_factory=RoadRules)

    def promise_of(self, handling_class: str) -> int:
        """Return how long an order of this class may take, in seconds."""
        return self.promise_by_class.get(handling_class, self.promise)
