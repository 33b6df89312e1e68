"""Replays a stored plan many times: what of it holds, what is fragile, and what would help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from optimizer.desk.plans import OpenPlan
from optimizer.domain import Issue
from optimizer.errors import InputError
from optimizer.simulation import (
    Mend,
    Replays,
    Transfer,
    Uncertainty,
    Weather,
    mend_worst,
    replay_document,
)
from optimizer.simulation.uncertainty import BOUNDS

REPLAYS: Final = 500
AMOUNTS: Final = ("road_spread", "stop_spread", "day_spread", "absent", "refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayRequest:
    """
    Under what a plan is replayed: weather, how far times stray, who is there; see `Uncertainty`.

    The same request draws the same times.
    """

    weather: str = Weather.MIXED.value
    road_spread: float = 0.12
    stop_spread: float = 0.25
    day_spread: float = 0.05
    absent: float = 0.01
    refused: float = 0.005
    seed: int = 0

    def uncertainty(self) -> Uncertainty:
        """
        Return how far days stray.

        Raises
        ------
        InputError
            With every value that is out of reason.
        """
        issues = []
        weathers = [weather.value for weather in Weather]
        if self.weather not in weathers:
            issues.append(_wrong("weather", self.weather, f"one of {', '.join(weathers)}"))
        for name in AMOUNTS:
            value, (low, high) = getattr(self, name), BOUNDS[name]
            if not low <= value <= high:
                issues.append(_wrong(name, value, f"a number between {low:g} and {high:g}"))
        if self.seed < 0:
            issues.append(_wrong("seed", self.seed, "a whole number from 0 on"))
        if issues:
            raise InputError(issues)
        amounts = {name: getattr(self, name) for name in AMOUNTS}
        return Uncertainty(weather=Weather(self.weather), **amounts)


@dataclass(frozen=True, slots=True)
class OrderChance:
    """
    How likely an order of the plan is brought, and in time.

    ``village`` is the service point that it comes from or goes to, empty where it has none;
    ``trips`` carry it, one after the other; ``due`` is local time.
    """

    order_id: str
    origin: str
    destination: str
    village: str
    pieces: int
    due: str
    trips: tuple[str, ...]
    delivered: float
    on_time: float


@dataclass(frozen=True, slots=True)
class TripChance:
    """
    How likely a trip is made and over by the end of shift and overtime.

    ``leaves`` is local time.
    """

    trip_id: str
    vehicle_id: str
    leaves: str
    orders: int
    home_in_time: float


@dataclass(frozen=True, slots=True)
class Replayed:
    """
    What became of a plan in many replays; all chances are shares of the replays.

    ``on_time`` and ``delivered`` are of the orders that the plan carries. ``villages`` have
    how many orders and the share of them in time; those without any are missing. Transfers
    come fragile first, orders and trips likewise.
    """

    replays: int
    carried: int
    on_time: float
    delivered: float
    villages: Mapping[str, tuple[int, float]]
    orders: tuple[OrderChance, ...]
    trips: tuple[TripChance, ...]
    transfers: tuple[Transfer, ...]


def replay_plan(opened: OpenPlan, request: ReplayRequest) -> Replayed:
    """
    Replay a plan; it takes well under a second, and depends on nothing but its arguments.

    Raises
    ------
    InputError
        When the request is out of reason, or the trips of the plan wait for each other.
    """
    replays = _replays(opened, request)
    orders = _orders(opened, replays)
    carried = len(orders)
    by_village: dict[str, list[float]] = {}
    for order in orders:
        if order.village:
            by_village.setdefault(order.village, []).append(order.on_time)
    return Replayed(
        replays=REPLAYS,
        carried=carried,
        on_time=sum(order.on_time for order in orders) / carried if carried else 1.0,
        delivered=sum(order.delivered for order in orders) / carried if carried else 1.0,
        villages={
            village: (len(shares), sum(shares) / len(shares))
            for village, shares in by_village.items()
        },
        orders=tuple(sorted(orders, key=lambda order: (order.on_time, order.order_id))),
        trips=_trips(opened, replays),
        transfers=replays.transfers,
    )


def mend_plan(opened: OpenPlan, request: ReplayRequest) -> Mend | None:
    """
    Return the buffer that mends the worst transfer; None where all hold.

    It replays the plan again and again, which takes a few seconds for a whole county.
    """
    return mend_worst(_replays(opened, request), seed=request.seed, count=REPLAYS)


def _replays(opened: OpenPlan, request: ReplayRequest) -> Replays:
    """Replay a plan."""
    county = opened.county
    return replay_document(
        opened.document,
        county.instance,
        county.travel,
        request.uncertainty(),
        replays=REPLAYS,
        seed=request.seed,
    )


def _orders(opened: OpenPlan, replays: Replays) -> list[OrderChance]:
    """Return the orders that are on a trip."""
    instance, line = opened.county.instance, replays.timeline
    orders, sites, calendar = instance.orders, instance.sites, instance.calendar
    found = []
    for way, rows in line.ways.items():
        trips = tuple(line.trips[line.trip[loaded]].trip_id for loaded, _ in way)
        for row in rows:
            ends = [int(orders.origin[row]), int(orders.destination[row])]
            village = next((sites[end].site_id for end in ends[::-1] if not sites[end].is_base), "")
            found.append(
                OrderChance(
                    order_id=orders.order_id[row],
                    origin=sites[ends[0]].site_id,
                    destination=sites[ends[1]].site_id,
                    village=village,
                    pieces=int(orders.pieces[row]),
                    due=f"{calendar.moment(int(orders.due[row])):%m-%d %H:%M}",
                    trips=trips,
                    delivered=float(replays.delivered[row]),
                    on_time=float(replays.on_time[row]),
                )
            )
    return found


def _trips(opened: OpenPlan, replays: Replays) -> tuple[TripChance, ...]:
    """Return the trips, those that are least likely home in time first."""
    instance = opened.county.instance
    found = [
        TripChance(
            trip_id=trip.trip_id,
            vehicle_id=instance.vehicles[trip.vehicle].vehicle_id,
            leaves=f"{instance.calendar.moment(trip.start):%m-%d %H:%M}",
            orders=len({order for stop in trip.stops for order in stop.load}),
            home_in_time=float(share),
        )
        for trip, share in zip(replays.timeline.trips, replays.trips.tolist(), strict=True)
    ]
    return tuple(sorted(found, key=lambda trip: (trip.home_in_time, trip.trip_id)))


def _wrong(name: str, value: object, wanted: str) -> Issue:
    """Return what is wrong with a value of a request."""
    message, fix = f"{value!r} is out of reason", f"give {wanted}"
    return Issue("E462", "", message, column=name, value=str(value), fix=fix)
