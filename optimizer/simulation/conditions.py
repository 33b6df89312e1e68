"""What the days are like: rain, luck on the roads, markets and holidays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from optimizer.domain import Bools, Floats, Network
from optimizer.simulation.uncertainty import Uncertainty, Weather


@dataclass(frozen=True)
class Conditions:
    """
    By how much the days slow everybody down.

    ``roads`` and ``stops`` are factors, shape ``(days, replays)``; ``rain`` says which days
    are wet, same shape. ``market`` says which sites lie in a town that holds its market,
    shape ``(days, sites)``.
    """

    days: tuple[date, ...]
    roads: Floats
    stops: Floats
    rain: Bools
    market: Bools


def draw_conditions(
    uncertainty: Uncertainty,
    network: Network,
    days: Sequence[date],
    *,
    replays: int,
    rng: np.random.Generator,
    was_wet: Bools | None = None,
) -> Conditions:
    """
    Draw what these days are like in each replay; ``was_wet`` is the rain of the day before.

    Of the days only the rain hangs on the day before it.
    """
    rain = _rain(uncertainty, len(days), replays, rng, was_wet)
    luck = spread(rng.standard_normal((len(days), replays)), uncertainty.day_spread)
    holiday = np.array([day in uncertainty.holidays for day in days], dtype=np.bool_)[:, None]
    return Conditions(
        days=tuple(days),
        roads=luck
        * np.where(rain, uncertainty.rain_roads, 1.0)
        * np.where(holiday, uncertainty.holiday_roads, 1.0),
        stops=np.where(rain, uncertainty.rain_stops, 1.0)
        * np.where(holiday, uncertainty.holiday_stops, 1.0),
        rain=rain,
        market=market_days(uncertainty, network, days),
    )


def market_days(uncertainty: Uncertainty, network: Network, days: Sequence[date]) -> Bools:
    """Return which sites lie in a town that holds its market, shape ``(days, sites)``."""
    towns = {site.town for site in network.sites}
    return np.array(
        [
            [held[site.town] for site in network.sites]
            for day in days
            for held in [{town: uncertainty.markets.held(town, day) for town in towns}]
        ],
        dtype=np.bool_,
    )


def spread(normal: Floats, deviation: float) -> Floats:
    """Return factors of mean one from standard normal draws; the deviation is of their log."""
    factors: Floats = np.exp(deviation * normal - deviation * deviation / 2)
    return factors


def _rain(
    uncertainty: Uncertainty,
    days: int,
    replays: int,
    rng: np.random.Generator,
    was_wet: Bools | None,
) -> Bools:
    """Draw which days are wet, shape ``(days, replays)``."""
    chance = rng.random((days, replays))
    if uncertainty.weather is not Weather.MIXED:
        return np.full((days, replays), uncertainty.weather is Weather.RAIN)
    rain = np.zeros((days, replays), dtype=np.bool_)
    likely = np.full(replays, uncertainty.rain_share)
    for day in range(days):
        if was_wet is not None:
            likely = np.where(was_wet, uncertainty.rain_stays, uncertainty.rain_begins)
        rain[day] = was_wet = chance[day] < likely
    return rain
