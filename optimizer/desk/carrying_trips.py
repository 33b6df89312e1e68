"""What the driven trips of published plans do to orders, vehicles and points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Move:
    """
    An order is unloaded: where, when, and when it counts as delivered if that was its end.

    At the hub ``delivered_at`` is the next onward departure.
    """

    site: str
    unloaded_at: datetime
    delivered_at: datetime | None = None


@dataclass
class Driven:
    """
    What driven trips do; moments are aware.

    ``moves`` are those of each order in travelling order, ``busy_until`` says from when on a
    vehicle that has driven may drive for another plan, ``calls`` are the sites at which
    somebody stopped, with the local day.
    """

    moves: dict[str, list[Move]] = field(default_factory=dict)
    busy_until: dict[str, datetime] = field(default_factory=dict)
    calls: set[tuple[str, date]] = field(default_factory=set)

    def add(self, document: Mapping[str, Any], before: datetime) -> None:
        """Add the trips of a plan that are driven before another plan could change them."""
        driven = driven_trips(document, before)
        trips = {trip["trip_id"]: trip for trip in document["trips"] if trip["trip_id"] in driven}
        for trip in trips.values():
            self._add_duty(trip)
        unloaded = {
            (trip_id, order_id): stop
            for trip_id, trip in trips.items()
            for stop in trip["stops"]
            for order_id in stop["unload"]
        }
        for order in document["orders"]:
            last = len(order["legs"]) - 1
            for number, leg in enumerate(order["legs"]):
                stop = unloaded.get((leg["trip_id"], order["order_id"]))
                if stop is None:
                    break  # what comes after it is not driven either
                at = datetime.fromisoformat(stop["departure"])
                end = datetime.fromisoformat(order["delivered_at"]) if number == last else None
                self.moves.setdefault(order["order_id"], []).append(Move(stop["site_id"], at, end))

    def _add_duty(self, trip: Mapping[str, Any]) -> None:
        """
        Note the calls of a trip, and how long its vehicle is taken.

        Hours, rests and range are those of one plan, so that a vehicle that has driven in a
        shift makes no further trip in it for a later plan.
        """
        ends = (trip["stops"][-1]["departure"], trip["shift"]["end"])
        until = max(map(datetime.fromisoformat, ends))
        known = self.busy_until.get(trip["vehicle_id"], until)
        self.busy_until[trip["vehicle_id"]] = max(known, until)
        for stop in trip["stops"]:
            self.calls.add((stop["site_id"], datetime.fromisoformat(stop["start"]).date()))


def driven_trips(document: Mapping[str, Any], before: datetime) -> frozenset[str]:
    """
    Return the trips of a plan that are driven although another plan is made at ``before``.

    Those that are committed and have begun by then, and those that bring goods which such a
    trip takes on.
    """
    driven = {
        trip["trip_id"]
        for trip in document["trips"]
        if trip["status"] == "committed"
        and datetime.fromisoformat(trip["stops"][0]["start"]) < before
    }
    ways = [[leg["trip_id"] for leg in order["legs"]] for order in document["orders"]]
    ways = [way for way in ways if len(way) > 1]
    while True:
        feeding = set(_feeders(ways, driven))
        if feeding <= driven:
            return frozenset(driven)
        driven |= feeding


def _feeders(ways: Sequence[Sequence[str]], driven: set[str]) -> Iterator[str]:
    """Yield the trips that come before a driven one on the way of an order."""
    for way in ways:
        for position, trip in enumerate(way):
            if trip in driven:
                yield from way[:position]
