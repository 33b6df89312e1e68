"""The relaxation in which proofs are judged: every usable vehicle is free all the time."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field
from functools import cached_property, partial

import numpy as np

from optimizer.domain import NO_WAY, Echelon, Instance, Ints, TimeWindow, Travel, Vehicle
from optimizer.units import DAY

Rides = Callable[[int, int, int], Iterator[int]]
"""From here, to there, from a clock on: when each vehicle could have unloaded."""


@dataclass(frozen=True, slots=True, eq=False)
class Carrier:
    """
    Vehicles that differ in nothing that matters to a proof, taken as one.

    ``shifts`` are, in the order of time, when each shift begins and when the vehicle must
    be home at the latest; ``quickest`` is the metric closure of its profile; ``admitted``
    are the sites where it may stop.
    """

    vehicle: Vehicle
    home: int
    shifts: tuple[tuple[int, int], ...]
    quickest: Ints
    admitted: Set[int]

    def may_drive(self, here: int, there: int) -> bool:
        """Whether the vehicle may carry goods from here to there, and comes home again."""
        if here not in self.admitted or there not in self.admitted:
            return False
        ways = (self.quickest[self.home, here], self.quickest[here, there])
        return bool(max(*ways, self.quickest[there, self.home]) < NO_WAY)


@dataclass(frozen=True)
class EmptyFleet:
    """
    What the fleet could do if it had nothing else to do, once it is back from earlier plans.

    Vehicles drive quickest ways and rest, queue and tire never; goods change vehicle at any
    open base. So no plan brings an order anywhere sooner than this.
    """

    instance: Instance
    travel: Travel
    _hours: dict[tuple[int, int], list[TimeWindow]] = field(default_factory=dict)
    _known: dict[tuple[object, ...], int | None] = field(default_factory=dict)

    @cached_property
    def carriers(self) -> frozenset[Carrier]:
        """The usable vehicles: available, and homed at an open base."""
        homes, sites = self.instance.network.home, self.instance.sites
        closures = {name: metric_closure(matrix.duration) for name, matrix in self.travel.items()}
        alike: dict[tuple[object, ...], Carrier] = {}
        for vehicle, home in zip(self.instance.vehicles, homes, strict=True):
            site, profile = sites[home], vehicle.road_profile
            is_usable = vehicle.available and site.is_base and site.is_open
            if is_usable and profile in closures:
                same = (home, profile, vehicle.echelon, vehicle.shifts, vehicle.max_overtime)
                load = (vehicle.capacity_weight, vehicle.capacity_volume)
                out = self.instance.busy_until.get(vehicle.vehicle_id)
                key = (*same, *load, vehicle.handling_classes, out)
                if key not in alike:
                    alike[key] = self._carrier(vehicle, home, closures[profile])
        return frozenset(alike.values())

    def _carrier(self, vehicle: Vehicle, home: int, quickest: Ints) -> Carrier:
        """Return what matters of one vehicle."""
        calendar = self.instance.calendar
        back = self.instance.busy_until.get(vehicle.vehicle_id, calendar.start)
        shifts = sorted(
            (max(shift.earliest, calendar.start, back), shift.latest + vehicle.max_overtime)
            for shift in calendar.windows(vehicle.shifts)
            if shift.earliest < calendar.end
        )
        admitted = frozenset(
            index
            for index, site in enumerate(self.instance.sites)
            if site.is_open
            and site.admits(vehicle.road_profile)
            and (site.is_base or vehicle.echelon is not Echelon.LINEHAUL)
        )
        return Carrier(vehicle, home, tuple(shifts), quickest, admitted)

    def that_fit(self, row: int) -> frozenset[Carrier]:
        """Return the vehicles that are large enough for an order."""
        weight = int(self.instance.orders.weight[row])
        volume = int(self.instance.orders.volume[row])
        return frozenset(
            carrier
            for carrier in self.carriers
            if weight <= carrier.vehicle.capacity_weight
            and volume <= carrier.vehicle.capacity_volume
        )

    def that_may_carry(self, row: int) -> frozenset[Carrier]:
        """Return the vehicles that may carry the class of an order."""
        position = int(self.instance.orders.handling_class[row])
        name = self.instance.rules.handling_classes[position]
        return frozenset(carrier for carrier in self.carriers if carrier.vehicle.may_carry(name))

    @cached_property
    def _bases(self) -> frozenset[int]:
        sites = self.instance.sites
        return frozenset(i for i, site in enumerate(sites) if site.is_base and site.is_open)

    def doors(self, row: int) -> tuple[int, int]:
        """Return where an order starts and ends, premises considered."""
        door, orders = self.instance.network.door, self.instance.orders
        return door[int(orders.origin[row])], door[int(orders.destination[row])]

    def links(self, row: int, carriers: Set[Carrier]) -> bool:
        """Whether these vehicles can bring an order over open bases to its destination."""
        origin, destination = self.doors(row)
        reached, waiting = {origin}, [origin]
        while waiting and destination not in reached:
            here = waiting.pop()
            for there in (self._bases | {destination}) - reached:
                if any(carrier.may_drive(here, there) for carrier in carriers):
                    reached.add(there)
                    waiting.append(there)
        return destination in reached

    def earliest_delivery(self, row: int) -> int | None:
        """
        Return when an order could be delivered at the earliest, None if never.

        Parameters
        ----------
        row
            The row of the order.

        Returns
        -------
        clock
            The end of unloading, or the onward departure after it if it leaves by the hub.
        """
        orders = self.instance.orders
        origin, destination = self.doors(row)
        carriers = self.that_fit(row) & self.that_may_carry(row)
        clock = max(int(orders.ready[row]), self.instance.calendar.start)
        pieces = int(orders.pieces[row])
        key = (carriers, origin, destination, clock, pieces)  # orders of a wave are alike
        if key not in self._known:
            ride = partial(self._rides, carriers, pieces=pieces)
            self._known[key] = self._earliest_arrival(ride, clock, origin, destination)
        arrival = self._known[key]
        if arrival is None or destination != self.instance.network.hub:
            return arrival
        departures = self.instance.rules.onward_departures
        onward = self.instance.calendar.next_of(departures, arrival, inclusive=True)
        return arrival if onward is None else onward

    def _earliest_arrival(
        self, rides: Rides, clock: int, origin: int, destination: int
    ) -> int | None:
        """Return when unloading at the destination could end (Dijkstra over the bases)."""
        sites = self.instance.sites
        queue = [(clock, origin)]
        done: set[int] = set()
        while queue:
            clock, here = heapq.heappop(queue)
            if here == destination:
                return clock
            if here in done:
                continue
            done.add(here)
            for there in (self._bases | {destination}) - done:
                end = min(rides(here, there, clock), default=None)
                if end is not None:
                    wait = sites[there].transfer_time if there != destination else 0
                    heapq.heappush(queue, (end + wait, there))
        return None

    def _rides(
        self, carriers: Set[Carrier], here: int, there: int, clock: int, *, pieces: int
    ) -> Iterator[int]:
        """Yield when each vehicle could have unloaded there, in its first shift that can."""
        for carrier in carriers:
            if not carrier.may_drive(here, there):
                continue
            out = int(carrier.quickest[carrier.home, here])
            way = int(carrier.quickest[here, there])
            back = int(carrier.quickest[there, carrier.home])
            for begin, latest in carrier.shifts:
                loaded = self._handled(here, max(clock, begin + out), pieces)
                end = None if loaded is None else self._handled(there, loaded + way, pieces)
                if end is not None and end + back <= latest:
                    yield end
                    break  # a later shift ends no sooner

    def _handled(self, site: int, clock: int, pieces: int) -> int | None:
        """Return the first end of handling at a site that begins at this clock or later."""
        place, calendar = self.instance.sites[site], self.instance.calendar
        length = place.handling_time(pieces)
        if not place.hours:
            return clock + length
        # The day before as well: with a change of clocks a day has 23 hours or 25.
        for day in range(max(0, clock // DAY - 1), calendar.num_days + 1):
            for window in self._open(site, day):
                start = max(clock, window.earliest)
                if start + length <= window.latest:
                    return start + length
        return None

    def _open(self, site: int, day: int) -> list[TimeWindow]:
        """Return when a site is open on a day, in the order of time."""
        found = self._hours.get((site, day))
        if found is None:
            daily = sorted(self.instance.sites[site].hours, key=lambda window: window.earliest)
            found = list(self.instance.calendar.windows(daily, range(day, day + 1)))
            self._hours[site, day] = found
        return found


def metric_closure(duration: Ints) -> Ints:
    """
    Return the quickest time between all pairs (Floyd and Warshall).

    Measured tables need not be quickest ways: from A over B to C may beat A to C.

    Parameters
    ----------
    duration
        Travel times in seconds, shape ``(sites, sites)``, `NO_WAY` where none leads.

    Returns
    -------
    quickest
        The same shape; zero on the diagonal.
    """
    quickest = duration.astype(np.int64, copy=True)
    np.fill_diagonal(quickest, 0)
    for over in range(len(quickest)):
        np.minimum(quickest, quickest[:, over, None] + quickest[None, over, :], out=quickest)
    return np.minimum(quickest, NO_WAY)
