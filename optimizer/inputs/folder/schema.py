"""What may stand in ``network.toml``: every key, its type, its range and its default."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from optimizer.domain import OrderDefaults, Penalties, RoadRules, Rules
from optimizer.inputs.tables import read_clock
from optimizer.units import CUBIC_METRE, DAY, HOUR, KG, MINUTE, YUAN

_RULES = Rules(name="")
_PENALTIES = Penalties()
_ORDER = OrderDefaults()
_ROADS = RoadRules()

PROFILES: Final = "profiles"
"""Where the tables ``[roads.PROFILE]`` stand once they are read."""


def _second_of_day(value: Any) -> int:
    """Return ``"HH:MM"`` (or a TOML time) as seconds of a day."""
    if isinstance(value, time):
        return value.hour * HOUR + value.minute * MINUTE + value.second
    second = read_clock(value) if isinstance(value, str) else None
    if second is None or second >= DAY:
        raise ValueError('should be a time of day, as in "08:30"')
    return second


def _ascending(seconds: tuple[int, ...]) -> tuple[int, ...]:
    """Return times of day in order, if all are different."""
    if len(set(seconds)) < len(seconds):
        raise ValueError("should name every time once")
    return tuple(sorted(seconds))


def _timezone(name: str) -> str:
    """Return the name of a time zone if there is such a zone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError('should be an IANA time zone, as in "Asia/Shanghai"') from None
    return name


def _different(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return names if each is different."""
    if len(set(names)) < len(names):
        raise ValueError("should name every class once")
    return names


def _pair(classes: tuple[str, ...]) -> tuple[str, ...]:
    """Return two classes if they are two."""
    if len(set(classes)) != 2:
        raise ValueError("should be pairs of two different classes")
    return classes


def _free_texts(value: Any) -> Any:
    """Return texts, at any depth of tables."""
    if isinstance(value, dict):
        return {key: _free_texts(inner) for key, inner in value.items()}
    if not isinstance(value, str):
        raise ValueError("should hold texts only")
    return value


def _by_grade(pairs: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
    """Return pairs of grade and factor in order, if every grade stands once."""
    if len({grade for grade, _ in pairs}) < len(pairs):
        raise ValueError("should name every grade once")
    return tuple(sorted(pairs))


def _profiles_apart(value: Any) -> Any:
    """Return ``[roads]`` with its tables by profile under one key of their own."""
    if not isinstance(value, dict):
        return value
    fields = RoadsTable.model_fields
    apart = {k: v for k, v in value.items() if isinstance(v, dict) and k not in fields}
    rest = {key: inner for key, inner in value.items() if key not in apart}
    return {**rest, PROFILES: apart} if PROFILES not in rest else value


Name = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^\S(.*\S)?$")]
Price = Annotated[float, Field(ge=0, le=1e9)]
Weight = Annotated[float, Field(gt=0, le=1e6)]
Hours = Annotated[float, Field(gt=0, le=14 * 24)]
Minutes = Annotated[float, Field(gt=0, le=24 * 60)]
Speed = Annotated[float, Field(gt=0, le=200)]
TimeOfDay = Annotated[int, BeforeValidator(_second_of_day)]
# TOML knows arrays only; strict tuples would refuse them.
Times = Annotated[tuple[TimeOfDay, ...], Field(strict=False), AfterValidator(_ascending)]
Names = Annotated[tuple[Name, ...], Field(strict=False, min_length=1), AfterValidator(_different)]
Factor = Annotated[float, Field(gt=0, le=10)]
Share = Annotated[float, Field(ge=0, le=10)]
Grade = Annotated[float, Field(ge=0, le=1)]
GradeFactor = Annotated[tuple[Grade, Share], Field(strict=False)]
Grades = Annotated[tuple[GradeFactor, ...], Field(strict=False), AfterValidator(_by_grade)]
Words = Annotated[tuple[Name, ...], Field(strict=False), AfterValidator(_different)]
Pair = Annotated[tuple[Name, ...], Field(strict=False), AfterValidator(_pair)]


class TableModel(BaseModel):
    """A table of the file: no key that nobody knows, no text for a number, no NaN."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class PenaltiesTable(TableModel):
    """``[penalties]``: what not keeping the promise costs, in the network's currency."""

    unserved_per_order: Price = _PENALTIES.unserved_per_order / YUAN
    late_per_order: Price = _PENALTIES.late_per_order / YUAN
    late_per_order_hour: Price = _PENALTIES.late_per_order_hour / YUAN
    deferred_per_order: Price = _PENALTIES.deferred_per_order / YUAN
    waiting_per_order_hour: Price = _PENALTIES.waiting_per_order_hour / YUAN
    missed_visit: Price = _PENALTIES.missed_visit / YUAN
    priority_weight: Annotated[dict[Name, Weight], Field(min_length=1)] = dict(
        _PENALTIES.priority_weight
    )


class OrderDefaultsTable(TableModel):
    """``[order_defaults]``: what an order that does not say is taken to be."""

    pieces: Annotated[int, Field(ge=1, le=100_000)] = _ORDER.pieces
    weight_kg: Annotated[float, Field(ge=0, le=100_000)] = _ORDER.weight / KG
    volume_m3: Annotated[float, Field(ge=0, le=1_000)] = _ORDER.volume / CUBIC_METRE
    handling_class: Name = _ORDER.handling_class
    priority: Name = _ORDER.priority


class HandlingTable(TableModel):
    """``[handling]``: the classes of goods, and which exclude each other."""

    classes: Names = _RULES.handling_classes
    never_together: Annotated[tuple[Pair, ...], Field(strict=False)] = ()


class RoadProfileTable(TableModel):
    """``[roads.PROFILE]``: the size of its vehicles, and where it differs from the others."""

    weight_t: Annotated[float, Field(gt=0, le=200)] | None = None
    height_m: Annotated[float, Field(gt=0, le=20)] | None = None
    width_m: Annotated[float, Field(gt=0, le=20)] | None = None
    is_hgv: bool = False
    top_speed_kmh: Speed | None = None
    maxspeed_factor: Factor | None = None
    season_factor: Factor | None = None
    surface_factors: dict[Name, Share] = {}


class RoadsTable(TableModel):
    """``[roads]``: how the tags of real roads are read, for every profile."""

    snap_limit_m: Annotated[float, Field(ge=0, le=100_000)] = _ROADS.snap_limit
    connected_only: bool = _ROADS.connected_only
    use_maxspeed: bool = _ROADS.use_maxspeed
    maxspeed_factor: Factor = _ROADS.maxspeed_factor
    maxspeed_words: dict[Name, Speed] = {}
    closed_access: Words = _ROADS.closed_access
    season_factor: Factor = _ROADS.season_factor
    surface_factors: dict[Name, Share] = {}
    uphill_factors: Grades = ()
    downhill_factors: Grades = ()
    slope_step_m: Annotated[float, Field(ge=10, le=10_000)] = _ROADS.slope_step
    profiles: dict[Name, RoadProfileTable] = {}


class NetworkTable(TableModel):
    """The whole of ``network.toml``; only ``name`` must be given."""

    name: Name
    timezone: Annotated[str, AfterValidator(_timezone)] = _RULES.timezone
    currency: Name = _RULES.currency
    promise_hours: Hours = _RULES.promise / HOUR
    promise_hours_by_class: dict[Name, Hours] = {}
    horizon_hours: Hours = _RULES.horizon / HOUR
    planning_times: Annotated[Times, Field(min_length=1)] = _RULES.planning_times
    onward_departures: Times = _RULES.onward_departures
    rest_after_driving_minutes: Minutes = _RULES.rest_after_driving / MINUTE
    rest_minutes: Annotated[float, Field(ge=0, le=24 * 60)] = _RULES.rest / MINUTE
    access_speed_kmh: Speed = _RULES.access_speed_kmh
    penalties: PenaltiesTable = PenaltiesTable()
    order_defaults: OrderDefaultsTable = OrderDefaultsTable()
    handling: HandlingTable = HandlingTable()
    speeds_kmh: dict[Name, Annotated[dict[Name, Speed], Field(min_length=1)]] = {}
    roads: Annotated[RoadsTable, BeforeValidator(_profiles_apart)] = RoadsTable()
    sources: Annotated[dict[str, Any], BeforeValidator(_free_texts)] = {}
