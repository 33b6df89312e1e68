"""The case to be judged: a plan document beside the inputs that it claims to be made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from optimizer.checker.duties import UNKNOWN, Duty, duties_of
from optimizer.checker.journeys import legs_of
from optimizer.checker.shapes import moment
from optimizer.domain import (
    NO_WAY,
    Instance,
    Leg,
    Site,
    Stop,
    TimeWindow,
    Travel,
    TravelMatrix,
    Trip,
    Vehicle,
    Violation,
)


def breach(code: str, where: str, message: str, *, excess: float = 0, unit: str = "") -> Violation:
    """
    Return a violation; the rule is in its code.

    The costs (V24x) are part of rule 13, and what is inherited (V10x) of rule 7.
    """
    tens = int(code[1:3])
    rule = 7 if tens == 10 else min(tens - 10, 13)
    return Violation(code, rule, where, message, excess, unit)


@dataclass(frozen=True)
class Case:
    """
    A plan document beside its instance and the travel times.

    Everything here is read off the stops alone; what the document says of itself is
    compared with it elsewhere. Sites and vehicles that nobody knows have the index
    `UNKNOWN`, orders that nobody knows are left out of the stops.
    """

    document: dict[str, Any]
    instance: Instance
    travel: Travel
    _clocks: dict[str, int] = field(default_factory=dict)
    _days: dict[int, int] = field(default_factory=dict)
    _hours: dict[tuple[int, int], list[TimeWindow]] = field(default_factory=dict)

    # What the document says, in clocks and indices.

    def clock(self, text: str) -> int:
        """Return the clock of a moment of the document."""
        found = self._clocks.get(text)
        if found is None:
            at = moment(text)
            if at is None:
                raise ValueError(f"{text!r} is no moment")
            found = self._clocks[text] = self.instance.calendar.clock(at)
        return found

    def window(self, period: dict[str, str]) -> TimeWindow:
        """Return the window of a period of the document."""
        return TimeWindow(self.clock(period["start"]), self.clock(period["end"]))

    @cached_property
    def row_of(self) -> dict[str, int]:
        """The row of every order of the instance by its id."""
        return {order_id: row for row, order_id in enumerate(self.instance.orders.order_id)}

    @cached_property
    def vehicle_of(self) -> dict[str, int]:
        """The index of every vehicle by its id."""
        return {vehicle.vehicle_id: i for i, vehicle in enumerate(self.instance.vehicles)}

    @cached_property
    def entries(self) -> dict[int, dict[str, Any]]:
        """The first entry under ``orders`` of every order that has one, by row."""
        found: dict[int, dict[str, Any]] = {}
        for entry in self.document["orders"]:
            row = self.row_of.get(entry["order_id"])
            if row is not None:
                found.setdefault(row, entry)
        return found

    @cached_property
    def trips(self) -> tuple[Trip, ...]:
        """The trips, in the order of the document."""
        return tuple(
            Trip(
                trip["trip_id"],
                self.vehicle_of.get(trip["vehicle_id"], UNKNOWN),
                self.window(trip["shift"]),
                tuple(self._stop(stop) for stop in trip["stops"]),
            )
            for trip in self.document["trips"]
        )

    def _stop(self, stop: dict[str, Any]) -> Stop:
        row_of = self.row_of
        return Stop(
            self.instance.network.index.get(stop["site_id"], UNKNOWN),
            self.clock(stop["arrival"]),
            self.clock(stop["start"]),
            self.clock(stop["departure"]),
            tuple(row_of[name] for name in stop["load"] if name in row_of),
            tuple(row_of[name] for name in stop["unload"] if name in row_of),
        )

    def vehicle(self, trip: Trip) -> Vehicle | None:
        """Return the vehicle of a trip, None if nobody knows it."""
        return None if trip.vehicle == UNKNOWN else self.instance.vehicles[trip.vehicle]

    def site(self, stop: Stop) -> Site | None:
        """Return the site of a stop, None if nobody knows it."""
        return None if stop.site == UNKNOWN else self.instance.sites[stop.site]

    def stops(self) -> Iterator[tuple[Trip, int, Stop]]:
        """Yield every stop with its trip and its position in it."""
        for trip in self.trips:
            for position, stop in enumerate(trip.stops):
                yield trip, position, stop

    def where(self, trip: Trip, position: int) -> str:
        """Return how a person finds a stop: ``trip-3 stop 4 at P``."""
        stop = trip.stops[position]
        if stop.site != UNKNOWN:
            site_id = self.instance.sites[stop.site].site_id
        else:
            told = next(t for t in self.document["trips"] if t["trip_id"] == trip.trip_id)
            site_id = told["stops"][position]["site_id"]
        return f"{trip.trip_id} stop {position + 1} at {site_id}"

    # Goods.

    def pieces(self, stop: Stop) -> int:
        """Return how many pieces are loaded and unloaded at a stop."""
        pieces = self._pieces
        return sum(pieces[row] for row in stop.load) + sum(pieces[row] for row in stop.unload)

    @cached_property
    def _pieces(self) -> list[int]:
        return [int(pieces) for pieces in self.instance.orders.pieces]

    @cached_property
    def goods(self) -> tuple[list[int], list[int]]:
        """Grams and millilitres of every order."""
        orders = self.instance.orders
        return orders.weight.tolist(), orders.volume.tolist()

    @cached_property
    def doors(self) -> list[tuple[int, int]]:
        """For every order the sites where it starts and ends, premises considered."""
        door, orders = self.instance.network.door, self.instance.orders
        ends = zip(orders.origin.tolist(), orders.destination.tolist(), strict=True)
        return [(door[origin], door[destination]) for origin, destination in ends]

    @cached_property
    def legs(self) -> dict[int, list[Leg]]:
        """
        The legs of every order that rides, in the order in which they carry it.

        A leg begins where the order is; where none does, the rest follows by time.
        """
        return legs_of(self.trips, [origin for origin, _ in self.doors])

    @cached_property
    def delivered(self) -> dict[int, int]:
        """When every order that arrives is delivered, by row: rule 11."""
        found: dict[int, int] = {}
        for row, legs in self.legs.items():
            if legs[-1].destination == self.doors[row][1]:
                found[row] = self._given_out(legs[-1].destination, legs[-1].unloaded_at)
        orders, start = self.instance.orders, self.instance.calendar.start
        for row, (origin, destination) in enumerate(self.doors):
            # Where origin and destination share a door nobody has to drive; a plan may also
            # leave such an order unserved.
            if origin == destination and row not in self.legs and self.claims(row, "delivered"):
                found[row] = self._given_out(destination, max(int(orders.ready[row]), start))
        return found

    def _given_out(self, site: int, clock: int) -> int:
        """Return when goods that lie at their destination count as delivered."""
        if site != self.instance.network.hub:
            return clock
        departures = self.instance.rules.onward_departures
        onward = self.instance.calendar.next_of(departures, clock, inclusive=True)
        return clock if onward is None else onward

    def claims(self, row: int, status: str) -> bool:
        """Whether the document says this of an order; ``delivered`` is on time or late."""
        said = self.entries.get(row, {}).get("status")
        return said in ("on_time", "late") if status == "delivered" else said == status

    @cached_property
    def status(self) -> list[str]:
        """
        The status of every order, as the trips have it.

        An order that does not arrive is deferred or unserved as the document says: which of
        the two it may say is rule 1.
        """
        due = self.instance.orders.due.tolist()
        found = []
        for row in range(len(self.instance.orders)):
            at = self.delivered.get(row)
            if at is not None:
                found.append("late" if at > due[row] else "on_time")
            else:
                may_wait = self.claims(row, "deferred") and row not in self.legs
                found.append("deferred" if may_wait else "unserved")
        return found

    # Driving.

    def matrix(self, trip: Trip) -> TravelMatrix | None:
        """Return the travel matrix of a trip's vehicle."""
        vehicle = self.vehicle(trip)
        return self.travel.get(vehicle.road_profile) if vehicle else None

    def drive(self, trip: Trip, position: int) -> tuple[int, int] | None:
        """
        Return seconds and metres of the way into a stop of a trip (not the first).

        None where the way is not known: a pair that cannot be driven, or nobody knows.
        """
        matrix = self.matrix(trip)
        here, there = trip.stops[position - 1].site, trip.stops[position].site
        if matrix is None or UNKNOWN in (here, there):
            return None
        duration = int(matrix.duration[here, there])
        return None if duration >= NO_WAY else (duration, int(matrix.distance[here, there]))

    def driven(self, trip: Trip) -> tuple[int, int]:
        """Return seconds and metres of a whole trip; ways that are not known count nothing."""
        ways = [self.drive(trip, i) or (0, 0) for i in range(1, len(trip.stops))]
        return sum(way[0] for way in ways), sum(way[1] for way in ways)

    @cached_property
    def duties(self) -> dict[tuple[int, int, int], Duty]:
        """What every known vehicle does in one shift, by vehicle, shift's start and end."""
        return duties_of(self.trips, [self.driven(trip)[1] for trip in self.trips])

    # The calendar.

    def day(self, clock: int) -> int:
        """Return the day of the horizon on which a clock falls; day 0 is the first."""
        found = self._days.get(clock)
        if found is None:
            calendar = self.instance.calendar
            found = (calendar.moment(clock).date() - calendar.first_day).days
            self._days[clock] = found
        return found

    def hours(self, site: int, day: int) -> list[TimeWindow]:
        """Return when a site is open on a day, as clocks; empty where hours do not matter."""
        found = self._hours.get((site, day))
        if found is None:
            daily = self.instance.sites[site].hours
            found = list(self.instance.calendar.windows(daily, range(day, day + 1)))
            self._hours[site, day] = found
        return found
