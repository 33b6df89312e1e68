"""The sizes that every phase of the line is measured on: one county, more and more orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from optimizer.domain import DraftStop, DraftTrip, Plan, Site, SiteKind, TravelMatrix, Trip, Vehicle
from optimizer.network import StraightRoads
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


KEPT_STATIONS = (("T01", "T03"), ("T02", "T04"))
"""Which stations a copy of the county keeps where there are several, in turn."""
DETOUR = 1.35
"""Ways are so much longer than straight lines."""
MPS = {"truck": 36 / 3.6, "van": 40 / 3.6, "trike": 22 / 3.6}
"""How fast the road profiles drive, in metres per second."""
METRES_PER_DEGREE = 111_195.0
WIDENING = 0.05
"""By so much the county widens with each copy: more of it lies farther from the hub."""


@cache
def grown(copies: int) -> County:
    """
    Return a county of so many times the size, with its orders: one hub, ways as measured.

    Copies of the embedded county turned about its hub, two stations in each; one copy is the
    county itself with all four. Vehicles of stations that are not there work from the next.
    """
    instance = embedded().instance
    network = instance.network
    hub = network.sites[network.hub]
    sites, vehicles = [replace(hub, docks=(hub.docks or 1) * copies)], []
    index = np.zeros((copies, len(network.sites)), dtype=np.int64)
    for copy in range(copies):
        stations = [s.site_id for s in network.sites if s.kind is SiteKind.TRANSFER_STATION]
        kept = KEPT_STATIONS[copy % 2] if copies > 1 else tuple(stations)
        serves = {
            name: kept[number * len(kept) // len(stations)] for number, name in enumerate(stations)
        }
        position = {hub.site_id: 0}
        for site in network.sites:
            if (
                site.site_id not in position
                and serves.get(site.site_id, site.site_id) == site.site_id
            ):
                position[site.site_id] = len(sites)
                sites.append(_turned(site, hub, copy, copies, serves))
        for number, site in enumerate(network.sites):
            index[copy, number] = position[serves.get(site.site_id, site.site_id)]
        vehicles.extend(_copied(vehicle, hub, copy, serves) for vehicle in network.vehicles)
    whole = replace(network, sites=tuple(sites), vehicles=tuple(vehicles), fingerprint="")
    orders = instance.orders.take(np.tile(np.arange(len(instance.orders)), copies))
    of_copy = np.repeat(np.arange(copies), len(instance.orders))
    orders = replace(
        orders,
        order_id=tuple(f"{name}-{c}" for name, c in zip(orders.order_id, of_copy, strict=True)),
        origin=index[of_copy, orders.origin],
        destination=index[of_copy, orders.destination],
    )
    roads = StraightRoads(embedded().roads.boundary)
    travel = {name: _measured(whole.sites, MPS[name]) for name in whole.road_profiles}
    return County(replace(instance, network=whole, orders=orders), travel, roads)


def _turned(site: Site, hub: Site, copy: int, copies: int, serves: dict[str, str]) -> Site:
    """Return a site of a copy of the county, turned about the hub."""
    angle = 2 * np.pi * copy / copies
    narrow = np.cos(np.radians(hub.latitude))
    x, y = (site.longitude - hub.longitude) * narrow, site.latitude - hub.latitude
    wide = 1 + WIDENING * (copies - 1)
    premises = serves.get(site.premises, site.premises) if site.premises else None
    return replace(
        site,
        site_id=f"{site.site_id}-{copy}",
        longitude=hub.longitude + wide * (x * np.cos(angle) - y * np.sin(angle)) / narrow,
        latitude=hub.latitude + wide * (x * np.sin(angle) + y * np.cos(angle)),
        premises=premises and (premises if premises == hub.site_id else f"{premises}-{copy}"),
        docks=site.docks and site.docks * (1 if copies == 1 else 2),
    )


def _copied(vehicle: Vehicle, hub: Site, copy: int, serves: dict[str, str]) -> Vehicle:
    """Return a vehicle of a copy of the county."""
    home = vehicle.home_site
    return replace(
        vehicle,
        vehicle_id=f"{vehicle.vehicle_id}-{copy}",
        plate=f"{vehicle.plate}-{copy}",
        home_site=home if home == hub.site_id else f"{serves[home]}-{copy}",
    )


def _measured(sites: Sequence[Site], speed: float) -> TravelMatrix:
    """Return travel along straight lines with detours, at one speed."""
    at = np.array([(site.latitude, site.longitude) for site in sites]) * METRES_PER_DEGREE
    at[:, 1] *= np.cos(np.radians(sites[0].latitude))
    apart = np.hypot(*(at[:, None] - at).transpose(2, 0, 1)) * DETOUR
    metres = np.rint(apart).astype(np.int64)
    return TravelMatrix(np.rint(apart / speed).astype(np.int64), metres)
