"""Linehaul that follows: goods are brought to the base that an order leaves from, and fetched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from optimizer.domain import NO_WAY
from optimizer.edits.carrying import Ride, aboard, rides_of
from optimizer.edits.ground import Ground
from optimizer.edits.refusals import EditRefused
from optimizer.edits.sheet import Note, Sheet, SheetTrip


@dataclass(frozen=True, slots=True)
class Gap:
    """Goods that are at one base from a clock on, and needed at another by a clock."""

    origin: int
    destination: int
    ready: int
    needed: int


Hop = tuple[str, int, int]
"""A linehaul trip with the sites between which it carries something."""


def linked(sheet: Sheet, ground: Ground, rows: Sequence[int]) -> Sheet:
    """
    Return the sheet with orders on linehaul trips that fit their local trips.

    What is brought in time stays where it is. Orders for which no linehaul trip has room and
    calls at both bases in time are left without, and named by a note.
    """
    search = _Linehaul(sheet, ground)
    rides = rides_of(sheet, ground, rows)
    stranded: dict[tuple[int, int], list[int]] = {}
    for row in rows:
        gap = search.gap(row, rides[row])
        if gap is not None and not search.close(row, gap, rides[row]):
            stranded.setdefault((gap.origin, gap.destination), []).append(row)
    notes = [
        Note(
            "no_linehaul",
            tuple(ground.order(row) for row in those),
            {"origin": ground.site(origin), "destination": ground.site(destination)},
        )
        for (origin, destination), those in stranded.items()
    ]
    return replace(search.sheet, notes=(*sheet.notes, *notes))


class _Linehaul:
    """The linehaul trips of a sheet, which take orders on and drop them."""

    def __init__(self, sheet: Sheet, ground: Ground) -> None:
        self.sheet, self.ground = sheet, ground
        self.clocks: dict[str, list[tuple[int, int]]] = {}
        self.names = [name for name, trip in sheet.trips.items() if ground.is_linehaul(trip)]

    def gap(self, row: int, rides: Sequence[Ride]) -> Gap | None:
        """Return what linehaul has to do for an order, None where nothing can be said."""
        ground = self.ground
        here, there = ground.ends[0][row], ground.ends[1][row]
        ready, needed = int(ground.instance.orders.ready[row]), NO_WAY
        for ride in rides:
            trip = self.sheet.trips[ride.trip_id]
            if ground.is_linehaul(trip):
                continue
            times = self._times(trip)
            if ride.origin == here and not ground.is_base(here):
                here, ready = ride.destination, times[ride.last][1] + self._wait(ride.destination)
            else:
                there, needed = ride.origin, times[ride.first][0]
        if not (ground.is_base(here) and ground.is_base(there)):
            return None
        return Gap(here, there, ready, needed)

    def close(self, row: int, gap: Gap, rides: Sequence[Ride]) -> bool:
        """Bring an order over a gap; say whether something leads from end to end."""
        own = [r for r in rides if self.ground.is_linehaul(self.sheet.trips[r.trip_id])]
        if gap.origin == gap.destination:
            self._drop(row, own)
            return True
        leads = self._leads(gap, own)
        if leads and self._is_timely(gap, own):
            return True
        hops = self._hops(row, gap)
        if hops is None:
            if not leads:
                self._drop(row, own)
            return leads
        self._drop(row, own)
        for name, origin, destination in hops:
            trip = self.sheet.trips[name]
            self._put(aboard(self.ground, trip, [row], origin=origin, destination=destination))
        return True

    def _leads(self, gap: Gap, rides: Sequence[Ride]) -> bool:
        """Whether rides lead from one end of a gap to the other."""
        here = gap.origin
        for ride in rides:
            if ride.origin != here:
                return False
            here = ride.destination
        return here == gap.destination

    def _is_timely(self, gap: Gap, rides: Sequence[Ride]) -> bool:
        """Whether rides that lead over a gap wait for the goods, and come in time."""
        ready = gap.ready
        for ride in rides:
            times = self._times(self.sheet.trips[ride.trip_id])
            if times[ride.first][0] < ready:
                return False
            ready = times[ride.last][1] + self._wait(ride.destination)
        return ready <= gap.needed

    def _hops(self, row: int, gap: Gap) -> list[Hop] | None:
        """Return the trips that bring an order over a gap earliest, by the hub if need be."""
        direct = self._hop(row, gap)
        if direct is not None:
            return [direct[0]]
        hub = self.ground.instance.network.hub
        if hub in (gap.origin, gap.destination):
            return None
        up = self._hop(row, replace(gap, destination=hub))
        if up is None:
            return None
        down = self._hop(row, replace(gap, origin=hub, ready=up[1]))
        return None if down is None else [up[0], down[0]]

    def _hop(self, row: int, gap: Gap) -> tuple[Hop, int] | None:
        """Return the trip that brings an order over a gap earliest, and when it is there."""
        best: tuple[Hop, int] | None = None
        for name in self.names:
            trip = self.sheet.trips[name]
            if trip.is_locked or trip.is_empty:
                continue
            place = _between(trip, gap.origin, gap.destination)
            if place is None:
                continue
            times = self._times(trip)
            there = times[place[1]][1] + self._wait(gap.destination)
            late = times[place[0]][0] < gap.ready or there > gap.needed
            if late or (best is not None and there >= best[1]):
                continue
            if self._has_room(trip, row, place):
                best = (name, gap.origin, gap.destination), there
        return best

    def _has_room(self, trip: SheetTrip, row: int, place: tuple[int, int]) -> bool:
        """Whether an order fits on a trip between two stops, by size and by class."""
        ground, instance = self.ground, self.ground.instance
        vehicle, names = ground.vehicle(trip), instance.rules.handling_classes
        _, weights, volumes = ground.amounts
        own = names[int(instance.orders.handling_class[row])]
        classes = {names[int(instance.orders.handling_class[r])] for r in trip.rows()}
        hostile = {b if a == own else a for a, b in instance.rules.never_together if own in (a, b)}
        if not vehicle.may_carry(own) or classes & hostile:
            return False
        weight = volume = 0
        for position, stop in enumerate(trip.stops[: place[1]]):
            weight += sum(weights[r] for r in stop.load) - sum(weights[r] for r in stop.unload)
            volume += sum(volumes[r] for r in stop.load) - sum(volumes[r] for r in stop.unload)
            if position >= place[0] and (
                weight + weights[row] > vehicle.capacity_weight
                or volume + volumes[row] > vehicle.capacity_volume
            ):
                return False
        return True

    def _drop(self, row: int, rides: Sequence[Ride]) -> None:
        """Take an order off some trips."""
        for ride in rides:
            trip = self.sheet.trips[ride.trip_id]
            if trip.is_locked:
                raise EditRefused("D225", trip=trip.trip_id)
            self.clocks.pop(trip.trip_id, None)
        if rides:
            self.sheet = self.sheet.without_orders([row], only=[r.trip_id for r in rides])

    def _put(self, trip: SheetTrip) -> None:
        """Take a changed trip over."""
        self.clocks.pop(trip.trip_id, None)
        self.sheet = self.sheet.with_trips(trip)

    def _times(self, trip: SheetTrip) -> list[tuple[int, int]]:
        """Return about when the stops of a trip start and are over."""
        if trip.trip_id not in self.clocks:
            self.clocks[trip.trip_id] = self.ground.clocks(trip)
        return self.clocks[trip.trip_id]

    def _wait(self, site: int) -> int:
        """Return how long goods change vehicle at a site."""
        return self.ground.instance.sites[site].transfer_time


def _between(trip: SheetTrip, origin: int, destination: int) -> tuple[int, int] | None:
    """Return the stops at which a trip could take goods over, None where it does not call."""
    last = len(trip.stops) - 1
    firsts = [0] if origin == trip.home else range(1, last)
    ends = [last] if destination == trip.home else range(1, last)
    for first in firsts:
        if trip.stops[first].site != origin:
            continue
        for end in ends:
            if end > first and trip.stops[end].site == destination:
                return first, end
    return None
