"""Draft trips of the four-stop county, written in one line each."""

from __future__ import annotations

import numpy as np

from optimizer.domain import DraftStop, DraftTrip, Instance, Stop, TimeWindow, Travel, Trip
from optimizer.timetable import ClockLimits, set_clock
from tests.instances import clock, travel

SITES = "HAPQ"
VEHICLES = ("truck-1", "van-1", "van-2")
LIMITS = ClockLimits(work=3.0, seed=1)


def rows(numbers) -> np.ndarray:
    """Return rows of orders."""
    return np.array(list(numbers), dtype=np.int64)


def stop(site: str, *, load=(), unload=(), hint="08:00", visit=None) -> DraftStop:
    """Return a stop that loads and unloads the orders of these rows."""
    return DraftStop(SITES.index(site), rows(load), rows(unload), clock(hint), visit)


def trip(vehicle: str, *stops: DraftStop, shift=("07:00", "13:00"), day=0) -> DraftTrip:
    """Return a trip of a vehicle in a shift."""
    window = TimeWindow(clock(shift[0], day), clock(shift[1], day))
    return DraftTrip(VEHICLES.index(vehicle), window, stops)


def delivery(vehicle: str, base: str, site: str, *orders: int, **more) -> DraftTrip:
    """Return a trip that brings orders from a base to a site."""
    return trip(vehicle, stop(base, load=orders), stop(site, unload=orders), stop(base), **more)


def collection(vehicle: str, base: str, site: str, *orders: int, **more) -> DraftTrip:
    """Return a trip that takes orders from a site to a base."""
    return trip(vehicle, stop(base), stop(site, load=orders), stop(base, unload=orders), **more)


def timed(instance: Instance, *drafts: DraftTrip, roads: Travel | None = None) -> tuple[Trip, ...]:
    """Return the trips with their clocks."""
    return set_clock(instance, roads or travel(), drafts, LIMITS)


def stop_of(trips: tuple[Trip, ...], name: str, number: int) -> Stop:
    """Return a stop of the trip of this name; the first is number 1."""
    return next(found for found in trips if found.trip_id == name).stops[number - 1]
