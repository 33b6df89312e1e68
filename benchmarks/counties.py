"""The sizes that every phase of the line is measured on: one county, more and more orders."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from optimizer.domain import DraftStop, DraftTrip, Plan, Trip
from optimizer.pipeline import CheckedPlan, County, make_plan, open_county
from optimizer.watch import Limits

DATA = Path(__file__).parent.parent / "data"
NETWORK, ORDERS = DATA / "wengyuan", DATA / "orders" / "ordinary.csv"
AT = "2026-11-23T05:00"


@dataclass(frozen=True)
class Size:
    """How many orders stand for each order of the embedded file."""

    name: str
    copies: int


SIZES = (Size("7 384 orders", 1), Size("73 840 orders", 10))


@cache
def embedded() -> County:
    """Return the embedded county on its ordinary days."""
    return open_county(NETWORK, ORDERS, AT)


@cache
def county(size: Size) -> County:
    """
    Return the embedded county with every order cut into copies.

    Points and total weight stay; a piece takes as much less time, so that the days have the
    same work in them.
    """
    base, copies = embedded(), size.copies
    orders = base.instance.orders.take(np.repeat(np.arange(len(base.instance.orders)), copies))
    orders = replace(
        orders,
        order_id=tuple(f"{name}-{row % copies}" for row, name in enumerate(orders.order_id)),
        weight=orders.weight // copies,
        volume=orders.volume // copies,
    )
    sites = tuple(
        replace(site, piece_time=site.piece_time // copies) for site in base.instance.sites
    )
    network = replace(base.instance.network, sites=sites)
    return County(replace(base.instance, network=network, orders=orders), base.travel, base.roads)


@cache
def planned() -> CheckedPlan:
    """Return a plan of the embedded county; the checker finds nothing in it."""
    checked = make_plan(embedded(), Limits(search_seconds=None, effort=1_000))
    assert not checked.violations
    return checked


def drafts(size: Size) -> list[DraftTrip]:
    """Return the trips of that plan without clocks, for the copies of its orders."""
    # A trip that only looks in has nothing to load: without its visits it would be none.
    return [
        _draft(trip, size.copies)
        for trip in plan_of().trips
        if any(stop.load for stop in trip.stops)
    ]


def plan_of() -> Plan:
    """Return the plan behind `planned`."""
    return planned().plan


def _draft(trip: Trip, copies: int) -> DraftTrip:
    """Return one trip without clocks."""
    return DraftTrip(
        trip.vehicle,
        trip.shift,
        tuple(
            DraftStop(stop.site, _rows(stop.load, copies), _rows(stop.unload, copies), stop.start)
            for stop in trip.stops
        ),
    )


def _rows(rows: tuple[int, ...], copies: int) -> np.ndarray:
    """Return the rows of all copies of these orders."""
    first = np.array(rows, dtype=np.int64) * copies
    return (first[:, None] + np.arange(copies)).ravel()
