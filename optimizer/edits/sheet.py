"""The trips of a plan as they are being changed, with what is locked, pinned and taken off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from optimizer.domain import Plan, TimeWindow, Trip


@dataclass(frozen=True, slots=True)
class SheetStop:
    """A call without clocks; ``load`` and ``unload`` are rows of the instance's orders."""

    site: int
    load: tuple[int, ...] = ()
    unload: tuple[int, ...] = ()

    @property
    def is_visit(self) -> bool:
        """Whether nothing is handled here: the driver looks in."""
        return not (self.load or self.unload)

    def without(self, rows: frozenset[int]) -> SheetStop:
        """Return the stop without these orders."""
        if rows.isdisjoint(self.load) and rows.isdisjoint(self.unload):
            return self
        return replace(
            self,
            load=tuple(row for row in self.load if row not in rows),
            unload=tuple(row for row in self.unload if row not in rows),
        )


@dataclass(frozen=True)
class SheetTrip:
    """
    A trip as it is being changed.

    ``planned`` is what the plan had, None for a trip that is new: it begins from ``earliest``
    on. ``pinned`` is the clock at which a trip must leave its base, None where it need not.
    ``standing`` are the starts of the stops of a locked trip that is not driven as planned.
    The first and the last stop are at the vehicle's home; a trip of only those two is empty
    and not part of the plan.
    """

    trip_id: str
    vehicle: int
    shift: TimeWindow
    stops: tuple[SheetStop, ...]
    planned: Trip | None = None
    earliest: int | None = None
    pinned: int | None = None
    is_locked: bool = False
    standing: tuple[int, ...] = ()

    @property
    def home(self) -> int:
        """The base at which the trip begins and ends."""
        return self.stops[0].site

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing left to do on the way."""
        return len(self.stops) <= 2

    @property
    def is_touched(self) -> bool:
        """Whether it is not driven as planned."""
        if self.planned is None or self.pinned is not None:
            return True
        if len(self.stops) != len(self.planned.stops):
            return True
        return any(
            now.site != was.site
            or set(now.load) != set(was.load)
            or set(now.unload) != set(was.unload)
            for now, was in zip(self.stops, self.planned.stops, strict=True)
        )

    @property
    def begins(self) -> int:
        """Where the trip stands among those of its vehicle: a clock near its start."""
        if self.pinned is not None:
            return self.pinned
        if self.planned is not None:
            return self.planned.start
        return self.shift.earliest if self.earliest is None else self.earliest

    def rows(self) -> set[int]:
        """Return the orders on the trip."""
        return {row for stop in self.stops for row in stop.load}


@dataclass(frozen=True, slots=True)
class Note:
    """What an edit could not do by itself: a code of the words, and what it is about."""

    code: str
    orders: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """
    The trips by their ids, and what the dispatcher decided about them.

    ``off`` are the orders that she took off, which stay off; ``forbidden`` the ids of
    vehicles that do nothing; ``bound`` maps orders to the id of the vehicle that they stay
    on; ``notes`` is what the last edit has to say.
    """

    trips: Mapping[str, SheetTrip]
    off: frozenset[int] = frozenset()
    forbidden: frozenset[str] = frozenset()
    bound: Mapping[int, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    def with_trips(self, *trips: SheetTrip) -> Sheet:
        """Return the sheet with these trips in the place of those of the same ids."""
        return replace(self, trips={**self.trips, **{trip.trip_id: trip for trip in trips}})

    def without_orders(self, rows: Iterable[int], *, only: Iterable[str] | None = None) -> Sheet:
        """Return the sheet without these orders on any trip, or on some trips only."""
        gone = frozenset(rows)
        chosen = self.trips if only is None else list(only)
        changed = []
        for name in chosen:
            trip = self.trips[name]
            stops = tuple(stop.without(gone) for stop in trip.stops)
            if any(now is not was for now, was in zip(stops, trip.stops, strict=True)):
                changed.append(tidied(trip, stops))
        return self.with_trips(*changed)


def sheet_of(plan: Plan) -> Sheet:
    """Return a plan's trips as a sheet on which nothing has been changed."""
    return Sheet({trip.trip_id: trip_on_sheet(trip) for trip in plan.trips})


def trip_on_sheet(trip: Trip) -> SheetTrip:
    """Return a timed trip without its clocks, but knowing them."""
    stops = tuple(SheetStop(stop.site, stop.load, stop.unload) for stop in trip.stops)
    return SheetTrip(trip.trip_id, trip.vehicle, trip.shift, stops, planned=trip)


def tidied(trip: SheetTrip, stops: tuple[SheetStop, ...]) -> SheetTrip:
    """
    Return a trip with these stops in place of as many others, tidied up.

    Stops that have nothing left to do are left out, but not those that never had; calls at
    one site that follow each other become one.
    """
    kept = [
        now
        for position, (now, was) in enumerate(zip(stops, trip.stops, strict=True))
        if position in (0, len(stops) - 1) or not now.is_visit or was.is_visit
    ]
    return replace(trip, stops=joined(kept))


def joined(stops: Iterable[SheetStop]) -> tuple[SheetStop, ...]:
    """Return stops of which consecutive ones at one site are one; a trip keeps two ends."""
    found: list[SheetStop] = []
    listed = list(stops)
    for number, stop in enumerate(listed):
        is_end = number == len(listed) - 1 and len(found) == 1
        if found and found[-1].site == stop.site and not is_end:
            before = found[-1]
            found[-1] = SheetStop(
                stop.site, (*before.load, *stop.load), (*before.unload, *stop.unload)
            )
        else:
            found.append(stop)
    return tuple(found)
