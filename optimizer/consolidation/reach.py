"""What an empty fleet could do: which legs it can drive, and how early it could arrive."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from optimizer.domain import (
    NO_WAY,
    Bools,
    Echelon,
    Instance,
    Ints,
    TimeWindow,
    Travel,
    Vehicle,
)

MOST_ALONE = 8
"""Kinds that are asked whether they alone can bring an order, before all ways are tried."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Usable vehicles that differ in nothing that matters on an empty fleet."""

    vehicle: Vehicle
    home: int


@dataclass(frozen=True)
class EmptyFleet:
    """
    The fleet without any work: a relaxation that no plan can beat.

    Docks, rests, ranges and the load of others are ignored; roads, hours, shifts,
    capacities, classes and handovers at open bases are kept. ``cut_off`` maps sites to the
    names of the road closures that cut them off: they explain, and prove nothing.
    """

    instance: Instance
    travel: Travel
    cut_off: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    _known: dict[object, int] = field(default_factory=dict)
    _shifts: dict[tuple[TimeWindow, ...], tuple[TimeWindow, ...]] = field(default_factory=dict)

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """One entry per distinguishable usable vehicle: available, at an open base."""
        found: dict[tuple[object, ...], Kind] = {}
        for vehicle, home in zip(self.instance.vehicles, self.instance.network.home, strict=True):
            site = self.instance.sites[home]
            if not (vehicle.available and site.is_open and site.is_base):
                continue
            key = (
                home,
                vehicle.echelon,
                vehicle.road_profile,
                vehicle.capacity_weight,
                vehicle.capacity_volume,
                vehicle.shifts,
                vehicle.max_overtime,
                vehicle.handling_classes,
                self.instance.free_from(vehicle),
            )
            found.setdefault(key, Kind(vehicle, home))
        return tuple(found.values())

    @cached_property
    def closure(self) -> dict[str, Ints]:
        """Quickest times by profile, over any number of calls, shape ``(sites, sites)``."""
        return {profile: _closure(matrix.duration) for profile, matrix in self.travel.items()}

    @cached_property
    def fits(self) -> Bools:
        """Which kind has room for each order alone, shape ``(orders, kinds)``."""
        orders = self.instance.orders
        weight = np.array([k.vehicle.capacity_weight for k in self.kinds], dtype=np.int64)
        volume = np.array([k.vehicle.capacity_volume for k in self.kinds], dtype=np.int64)
        fitting = (orders.weight[:, None] <= weight) & (orders.volume[:, None] <= volume)
        return np.asarray(fitting, dtype=np.bool_)

    @cached_property
    def admits(self) -> Bools:
        """Which kind may carry the class of each order, shape ``(orders, kinds)``."""
        classes = self.instance.rules.handling_classes
        table = np.array(
            [[kind.vehicle.may_carry(name) for kind in self.kinds] for name in classes],
            dtype=np.bool_,
        ).reshape(len(classes), len(self.kinds))
        return np.asarray(table[self.instance.orders.handling_class], dtype=np.bool_)

    @cached_property
    def legs(self) -> Bools:
        """Which leg each kind can drive and return from, shape ``(kinds, sites, sites)``."""
        sites = self.instance.sites
        is_open = np.array([site.is_open for site in sites])
        is_base = np.array([site.is_base for site in sites])
        found = np.zeros((len(self.kinds), len(sites), len(sites)), dtype=np.bool_)
        for k, (vehicle, home) in enumerate((kind.vehicle, kind.home) for kind in self.kinds):
            may: Bools = is_open & np.array([site.admits(vehicle.road_profile) for site in sites])
            if vehicle.echelon is Echelon.LINEHAUL:
                may &= is_base
            time = self.closure[vehicle.road_profile]
            # Out to x, from x to y, and back from y.
            leg: Bools = np.asarray(time < NO_WAY)
            leg[~may | (time[home] >= NO_WAY)] = False
            leg[:, ~may | (time[:, home] >= NO_WAY)] = False
            found[k] = leg
        return found

    @cached_property
    def handovers(self) -> Ints:
        """The open bases, where goods may change vehicle."""
        sites = self.instance.sites
        return np.array([i for i, s in enumerate(sites) if s.is_base and s.is_open], dtype=np.int64)

    def reaches(self, kinds: Bools) -> Bools:
        """Return which pairs these kinds connect over open bases, shape ``(sites, sites)``."""
        leg: Bools = np.asarray(self.legs[kinds].any(axis=0))
        bases = self.handovers
        between = leg[np.ix_(bases, bases)] | np.eye(len(bases), dtype=np.bool_)
        for via in range(len(bases)):
            between |= between[:, via : via + 1] & between[via : via + 1]
        over = leg[:, bases].astype(np.int64) @ between @ leg[bases].astype(np.int64)
        return np.asarray(leg | (over > 0), dtype=np.bool_)

    def earliest_arrival(self, order: int) -> int:
        """
        Return when an order could be at its destination at the earliest.

        The clock at which it is unloaded, or at the hub with onward departures the next of
        them; ``NO_WAY`` where no vehicle can bring it before its last shift is over.
        """
        orders, network = self.instance.orders, self.instance.network
        origin = network.door[int(orders.origin[order])]
        target = network.door[int(orders.destination[order])]
        able = self.fits[order] & self.admits[order]
        pieces = int(orders.pieces[order])
        start = max(int(orders.ready[order]), self.instance.calendar.start)
        # Many orders differ in nothing that counts here.
        key = (origin, target, able.tobytes(), pieces, start)
        if key not in self._known:
            self._known[key] = self._arrival(origin, target, np.flatnonzero(able), pieces, start)
        return self._known[key]

    def could_arrive_by(self, order: int, due: int) -> bool:
        """
        Return whether an order could be at its destination by then.

        What `earliest_arrival` says, but quickly where one vehicle alone can bring it.
        """
        orders, network = self.instance.orders, self.instance.network
        origin = network.door[int(orders.origin[order])]
        target = network.door[int(orders.destination[order])]
        start = max(int(orders.ready[order]), self.instance.calendar.start)
        usable = np.flatnonzero(
            self.fits[order] & self.admits[order] & self.legs[:, origin, target]
        ).tolist()
        # Who is at home at one end is there first.
        usable.sort(key=lambda kind: self.kinds[kind].home not in (origin, target))
        for kind in usable[:MOST_ALONE]:
            done = self._leg(self.kinds[kind], origin, start, target, int(orders.pieces[order]))
            if done < NO_WAY and self.delivered_at(done, target) <= due:
                return True
        return self.earliest_arrival(order) <= due

    def _arrival(self, origin: int, target: int, usable: Ints, pieces: int, start: int) -> int:
        """Return the earliest arrival by Dijkstra's algorithm over the open bases."""
        best, queue = {origin: start}, [(start, origin)]
        while queue:
            at, site = heapq.heappop(queue)
            if site == target:
                return self.delivered_at(at, target)
            if at > best[site]:
                continue
            for reached, clock in self._departures(site, at, target, usable, pieces):
                if clock < best.get(reached, NO_WAY):
                    best[reached] = clock
                    heapq.heappush(queue, (clock, reached))
        return NO_WAY

    def _departures(
        self, site: int, at: int, target: int, usable: Ints, pieces: int
    ) -> Iterator[tuple[int, int]]:
        """Yield where goods at a site can get in one leg, and when they are available there."""
        for kind in usable:
            for reached in {target, *map(int, self.handovers)} - {site}:
                if self.legs[kind, site, reached]:
                    done = self._leg(self.kinds[kind], site, at, reached, pieces)
                    if done < NO_WAY:
                        is_last = reached == target
                        wait = 0 if is_last else self.instance.sites[reached].transfer_time
                        yield reached, done + wait

    def _leg(self, kind: Kind, site: int, at: int, reached: int, pieces: int) -> int:
        """Return when a kind has unloaded goods of one site at another, or ``NO_WAY``."""
        time, calendar = self.closure[kind.vehicle.road_profile], self.instance.calendar
        for shift in self._windows(kind.vehicle.shifts):
            if shift.earliest >= calendar.end:
                break
            begins = max(shift.earliest, self.instance.free_from(kind.vehicle))
            there = begins + int(time[kind.home, site])
            left = self._handled(site, max(there, at), pieces)
            done = self._handled(reached, left + int(time[site, reached]), pieces)
            if done + int(time[reached, kind.home]) <= shift.latest + kind.vehicle.max_overtime:
                return done
        return NO_WAY

    def _windows(self, shifts: tuple[TimeWindow, ...]) -> tuple[TimeWindow, ...]:
        """Return shifts as clocks, worked out once."""
        if shifts not in self._shifts:
            self._shifts[shifts] = tuple(self.instance.calendar.windows(shifts))
        return self._shifts[shifts]

    def _handled(self, site: int, arrival: int, pieces: int) -> int:
        """Return when handling that may start at ``arrival`` is over, within the hours."""
        if arrival >= NO_WAY:
            return NO_WAY
        length = self.instance.sites[site].handling_time(pieces)
        for window in self.instance.hours[site]:
            start = max(arrival, window.earliest)
            if start + length <= window.latest:
                return start + length
        return NO_WAY

    def delivered_at(self, clock: int, site: int) -> int:
        """Return when goods unloaded here count as delivered."""
        if site != self.instance.network.hub:
            return clock
        departures = self.instance.rules.onward_departures
        onward = self.instance.calendar.next_of(departures, clock, inclusive=True)
        return clock if onward is None else onward


def _closure(duration: Ints) -> Ints:
    """Return all-pairs quickest times (Floyd-Warshall), shape ``(sites, sites)``."""
    best = duration.copy()
    for via in range(len(best)):
        np.minimum(best, best[:, via : via + 1] + best[via : via + 1], out=best)
    best[best >= NO_WAY] = NO_WAY
    return best
