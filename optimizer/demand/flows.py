"""The streams of goods that make up one day, each drawn from its own random stream."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.demand.goods import (
    AGROCHEMICALS,
    BULK,
    FOOD,
    LOCAL_FOOD,
    LOCAL_PARCELS,
    PARCELS,
    PLANTS,
    Floats,
    Goods,
)
from optimizer.demand.model import DemandModel
from optimizer.domain import Ints
from optimizer.units import HOUR, MINUTE

PICKUP_HOURS = (8 * HOUR + 30 * MINUTE, 17 * HOUR)
PACKING_HOURS = (8 * HOUR, 16 * HOUR)
"""Nurseries pack from the morning on, and most of it after noon."""
READY_STEP = 10 * MINUTE
BULK_PIECES = (0.7, 0.2, 0.07, 0.03)


@dataclass(frozen=True)
class Flow:
    """Orders of one kind of goods on one day; sites by index, ready in seconds of the day."""

    goods: Goods
    origin: Ints
    destination: Ints
    pieces: Ints
    ready: Ints


@dataclass(frozen=True)
class Points:
    """
    The open service points of a network.

    ``sites`` are their indices, ``doors`` where their goods change hands, ``weights`` their
    share of the mean (mean one), ``ships_plants`` who sends plants.
    """

    hub: int
    sites: Ints
    doors: Ints
    weights: Floats
    ships_plants: NDArray[np.bool_]


def flows_of_day(
    points: Points, model: DemandModel, *, plants: float, scale: float, seed: tuple[int, ...]
) -> Iterator[Flow]:
    """
    Yield what is sent on one day; ``plants`` is the number of plant parcels.

    Every flow has a random stream of its own, so that changing the amount of one leaves the
    others as they were.
    """
    streams = iter(np.random.default_rng((*seed, number)) for number in range(8))
    parcels = _parcel_counts(points, model, scale, next(streams))
    yield from _inbound(points, model, parcels, next(streams))
    yield from _outbound(points, model, parcels, next(streams))
    yield from _between(points, model, parcels, next(streams))
    per_point = points.weights * scale
    for goods, mean in (
        (BULK, model.bulk_per_point),
        (AGROCHEMICALS, model.agrochemicals_per_point),
    ):
        yield _heavy(points, model, goods, mean * per_point, next(streams))
    yield _plants(points, model, plants * scale, next(streams))


def _parcel_counts(
    points: Points, model: DemandModel, scale: float, rng: np.random.Generator
) -> Ints:
    """Draw inbound parcels per point: log-normal about its weight, within the bounds."""
    spread = rng.lognormal(-(model.spread**2) / 2, model.spread, size=points.sites.size)
    counts = np.clip(model.parcels_per_point * points.weights * spread, model.least, model.most)
    return _rounded(counts * scale, rng)


def _inbound(
    points: Points, model: DemandModel, parcels: Ints, rng: np.random.Generator
) -> Iterator[Flow]:
    """Yield single parcels from the hub to the points, ready wave by wave."""
    food = rng.binomial(parcels, model.food_share)
    for goods, counts in ((PARCELS, parcels - food), (FOOD, food)):
        destination = np.repeat(points.sites, counts)
        yield Flow(
            goods=goods,
            origin=np.full(destination.size, points.hub),
            destination=destination,
            pieces=np.ones(destination.size, dtype=np.int64),
            ready=_wave(model, destination.size, rng),
        )


def _outbound(
    points: Points, model: DemandModel, parcels: Ints, rng: np.random.Generator
) -> Iterator[Flow]:
    """Yield single parcels from the points to the hub, ready while the points are open."""
    counts = rng.binomial(parcels, min(model.outbound_share, 1.0))
    food = rng.binomial(counts, model.outbound_food_share)
    for goods, sent in ((LOCAL_PARCELS, counts - food), (LOCAL_FOOD, food)):
        origin = np.repeat(points.sites, sent)
        yield Flow(
            goods=goods,
            origin=origin,
            destination=np.full(origin.size, points.hub),
            pieces=np.ones(origin.size, dtype=np.int64),
            ready=_ready(*PICKUP_HOURS, rng.random(origin.size)),
        )


def _between(
    points: Points, model: DemandModel, parcels: Ints, rng: np.random.Generator
) -> Iterator[Flow]:
    """Yield parcels from point to point; both ends stand at different doors."""
    if np.unique(points.doors).size < 2:
        return
    num = int(_rounded(np.array([parcels.sum() * model.between_points_share]), rng)[0])
    shares = points.weights / points.weights.sum()
    origin = rng.choice(points.sites.size, size=num, p=shares)
    destination = rng.choice(points.sites.size, size=num, p=shares)
    apart = points.doors[origin] != points.doors[destination]
    origin, destination = origin[apart], destination[apart]
    yield Flow(
        goods=LOCAL_PARCELS,
        origin=points.sites[origin],
        destination=points.sites[destination],
        pieces=np.ones(origin.size, dtype=np.int64),
        ready=_ready(*PICKUP_HOURS, rng.random(origin.size)),
    )


def _heavy(
    points: Points, model: DemandModel, goods: Goods, means: Floats, rng: np.random.Generator
) -> Flow:
    """Return cartons or sacks from the hub to shops and farms."""
    destination = np.repeat(points.sites, rng.poisson(means))
    return Flow(
        goods=goods,
        origin=np.full(destination.size, points.hub),
        destination=destination,
        pieces=1 + rng.choice(len(BULK_PIECES), size=destination.size, p=BULK_PIECES),
        ready=_wave(model, destination.size, rng),
    )


def _plants(points: Points, model: DemandModel, parcels: float, rng: np.random.Generator) -> Flow:
    """Return plants from nurseries to the hub, several parcels to some orders."""
    sites, weights = points.sites[points.ships_plants], points.weights[points.ships_plants]
    spread = rng.lognormal(-(model.spread**2) / 2, model.spread, size=sites.size)
    # Divided by the sum, so that the day's total is the given one and not a draw.
    shares = weights * spread / max((weights * spread).sum(), 1e-9)
    origin = np.repeat(sites, _rounded(shares * parcels / model.plants_pieces, rng))
    return Flow(
        goods=PLANTS,
        origin=origin,
        destination=np.full(origin.size, points.hub),
        pieces=rng.geometric(1 / model.plants_pieces, size=origin.size),
        ready=_ready(*PACKING_HOURS, np.sqrt(rng.random(origin.size))),
    )


def _wave(model: DemandModel, num: int, rng: np.random.Generator) -> Ints:
    """Draw the wave by which each inbound order reaches the hub."""
    times, shares = zip(*model.waves, strict=True)
    return np.array(times, dtype=np.int64)[rng.choice(len(times), size=num, p=shares)]


def _ready(earliest: int, latest: int, share: Floats) -> Ints:
    """Return times between two of a day, on the full ten minutes."""
    steps = (latest - earliest) // READY_STEP + 1
    return earliest + READY_STEP * np.floor(share * steps).astype(np.int64)


def _rounded(means: Floats, rng: np.random.Generator) -> Ints:
    """Round up or down by chance, so that the mean stays."""
    return np.floor(means + rng.random(means.size)).astype(np.int64)
