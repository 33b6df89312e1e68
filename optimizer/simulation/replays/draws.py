"""How long drives and stops take in truth: their plan times what is drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.domain import Floats, Ints
from optimizer.simulation.conditions import Conditions, spread
from optimizer.simulation.replays.timeline import Timeline
from optimizer.simulation.uncertainty import Uncertainty


@dataclass(frozen=True)
class Draws:
    """Seconds into each stop and at it, whole, shape ``(stops, replays)`` each."""

    drives: Ints
    lengths: Ints

    @property
    def replays(self) -> int:
        """How often the plan is replayed."""
        return int(self.drives.shape[1])


def draw_times(
    timeline: Timeline,
    uncertainty: Uncertainty,
    conditions: Conditions,
    rng: np.random.Generator,
) -> Draws:
    """Draw how long everything takes in each replay; what was planned is the mean of dry days."""
    shape = (timeline.num_stops, conditions.roads.shape[1])
    # Yesterday's shift may still be under way, and the last trip may end after the horizon.
    day = np.clip(timeline.day, 0, len(conditions.days) - 1)
    busy = conditions.market[day, timeline.site] if timeline.num_stops else np.zeros(0, bool)
    roads = np.where(busy, uncertainty.market_roads, 1.0)[:, None] * conditions.roads[day]
    stops = np.where(busy, uncertainty.market_stops, 1.0)[:, None] * conditions.stops[day]
    roads *= spread(rng.standard_normal(shape), uncertainty.road_spread)
    stops *= spread(rng.standard_normal(shape), uncertainty.stop_spread)
    return Draws(_times(timeline.drive, roads), _times(timeline.length, stops))


def _times(planned: Ints, factors: Floats) -> Ints:
    """Return planned seconds times factors, in whole seconds."""
    times: Ints = np.rint(planned[:, None] * factors).astype(np.int64)
    return times
