"""What days are compared by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from optimizer.days.result import DayResult


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of a day, None where the day has none; most are better when less."""

    name: str
    of: Callable[[DayResult], float | None]
    is_better_when_less: bool = True


MEASURES: Final[Mapping[str, Measure]] = {
    measure.name: measure
    for measure in (
        Measure("total", lambda day: day.cost["total"]),
        Measure("operating_cost", lambda day: day.operating_cost),
        Measure("cost_per_piece", lambda day: day.cost_per_piece),
        Measure("km", lambda day: day.km),
        Measure("vehicles", lambda day: day.vehicles),
        Measure("trips", lambda day: day.trips),
        Measure("on_time_share", lambda day: day.on_time_share, is_better_when_less=False),
        Measure("pieces", lambda day: day.pieces, is_better_when_less=False),
        Measure("late", lambda day: day.late),
        Measure("unserved", lambda day: day.unserved),
        Measure("deferred", lambda day: day.deferred),
        Measure("co2_kg", lambda day: day.co2_kg),
    )
}
"""Every figure that a report compares; ``total`` counts service as the penalties price it."""


def load_of(site_id: str) -> Measure:
    """Return the measure of a station's load, zero where the station is not open."""
    return Measure(f"load {site_id}", lambda day: day.station_load.get(site_id, 0))
