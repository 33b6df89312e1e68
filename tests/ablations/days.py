"""Hand-made trips of the four-stop county, as if plans of several days had made them."""

from __future__ import annotations

from benchmarks.ablations.counties import Standing
from optimizer.demand import DemandModel
from optimizer.domain import Instance, Stop, TimeWindow, Trip
from optimizer.network import StraightRoads
from tests.instances import PLANNED_AT, clock, county, network, travel

SITES = "HAPQ"
VEHICLES = ("truck-1", "van-1", "van-2")


def pool(*rows: dict, **changes) -> Instance:
    """Return three days of orders; clock zero opens Monday."""
    return county(*rows, planned_at=PLANNED_AT.replace(hour=0), **changes)


def standing(**model) -> Standing:
    """Return the county without orders, and a few parcels a day."""
    amounts = {"parcels_per_point": 4.0, "least": 1.0, "between_points_share": 0.1} | model
    return Standing(network(), travel(), StraightRoads(), DemandModel(**amounts))


def stop(site: str, start: str, departure: str, load=(), unload=(), *, day: int = 0) -> Stop:
    """Return a stop that starts as it arrives."""
    begin, end = (clock(text[:5], day) + int(text[6:] or 0) for text in (start, departure))
    return Stop(SITES.index(site), begin, begin, end, tuple(load), tuple(unload))


def trip(
    name: str, vehicle: str, *stops: Stop, shift: tuple[str, str] = ("07:00", "13:00"), day: int = 0
) -> Trip:
    """Return a trip of a vehicle in a shift."""
    window = TimeWindow(clock(shift[0], day), clock(shift[1], day))
    return Trip(name, VEHICLES.index(vehicle), window, stops)


def from_the_hub(order: int = 0, day: int = 0) -> Trip:
    """Return the trip of van-2 that brings an order to P and is back at 08:45:10."""
    return trip(
        "hub",
        "van-2",
        stop("H", "07:00:00", "07:20:01", [order], day=day),
        stop("P", "08:00:01", "08:05:10", [], [order], day=day),
        stop("H", "08:45:10", "08:45:10", day=day),
        day=day,
    )


def to_the_station(order: int = 0) -> Trip:
    """Return the trip of the truck that brings an order to A by 07:15:03."""
    return trip(
        "down",
        "truck-1",
        stop("H", "06:00:00", "06:20:01", [order]),
        stop("A", "07:00:00", "07:15:03", [], [order]),
        stop("H", "07:45:03", "07:45:03"),
        shift=("06:00", "14:00"),
    )


def from_the_station(order: int = 0, start: str = "07:35:03", day: int = 0) -> Trip:
    """Return the trip of van-1 that brings an order from A to P within 25 min and the like."""
    begin = stop("A", start, start, [order], day=day)
    at, site = begin.start + 903, SITES.index("P")
    there = Stop(site, at + 600, at + 600, at + 909, (), (order,))
    home = Stop(SITES.index("A"), at + 1509, at + 1509, at + 1509)
    first = Stop(begin.site, begin.arrival, begin.start, at, begin.load)
    shift = ("07:00", "13:00") if start < "13:00" else ("13:00", "19:00")
    return trip("on", "van-1", first, there, home, shift=shift, day=day)
