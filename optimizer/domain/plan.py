"""The timed trips of all echelons, and why some orders are on none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from optimizer.domain.sites import TimeWindow


@dataclass(frozen=True, slots=True)
class Stop:
    """
    One timed call of a trip at a site; clocks.

    ``arrival <= start <= departure``: the vehicle arrives, waits until ``start``, handles
    until ``departure``. ``load`` and ``unload`` are rows of the instance's orders.
    """

    site: int
    arrival: int
    start: int
    departure: int
    load: tuple[int, ...] = ()
    unload: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Trip:
    """
    Base to base without reloading.

    ``vehicle`` is an index into the instance's vehicles; ``shift`` the vehicle's nominal
    shift on that day, in clocks. The first and the last stop are at the vehicle's home.
    """

    trip_id: str
    vehicle: int
    shift: TimeWindow
    stops: tuple[Stop, ...]

    @property
    def start(self) -> int:
        """When the trip begins: the start of its first stop."""
        return self.stops[0].start

    @property
    def end(self) -> int:
        """When the trip is over: the departure of its last stop."""
        return self.stops[-1].departure


@dataclass(frozen=True, slots=True)
class Leg:
    """One order carried by one trip, a position in the plan, from one site to another."""

    trip: int
    origin: int
    destination: int
    departure: int
    arrival: int
    loaded_at: int
    unloaded_at: int


@dataclass(frozen=True, slots=True)
class Reason:
    """
    Why an order is late or unserved.

    ``code`` is from the ``U1xx`` list; ``is_proof`` says that no plan at all could do
    better; ``fix`` is what would help.
    """

    code: str
    is_proof: bool
    message_zh: str
    message_en: str
    fix: str = ""


@dataclass(frozen=True)
class Plan:
    """
    The answer to one planning run.

    ``trips`` are sorted by vehicle and start. ``reasons`` maps rows of orders that are on
    no trip and not deferrable, or late, to their reason.
    """

    trips: tuple[Trip, ...]
    reasons: Mapping[int, Reason] = field(default_factory=dict)
    seed: int = 0
    engine: str = ""
    search_seconds: float = 0.0

    def legs(self) -> dict[int, list[Leg]]:
        """Return the legs of every carried order, in travelling order."""
        found: dict[int, list[Leg]] = {}
        for position, trip in enumerate(self.trips):
            for order, leg in _legs_of(position, trip):
                found.setdefault(order, []).append(leg)
        for legs in found.values():
            legs.sort(key=lambda leg: leg.departure)
        return found


def _legs_of(position: int, trip: Trip) -> Iterator[tuple[int, Leg]]:
    """Yield each order of a trip with its leg, from where it is loaded to where it leaves."""
    boarded: dict[int, Stop] = {}
    for stop in trip.stops:
        for order in stop.unload:
            start = boarded.pop(order)
            yield (
                order,
                Leg(
                    trip=position,
                    origin=start.site,
                    destination=stop.site,
                    departure=start.departure,
                    arrival=stop.arrival,
                    loaded_at=start.start,
                    unloaded_at=stop.departure,
                ),
            )
        for order in stop.load:
            boarded[order] = stop
