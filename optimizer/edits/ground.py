"""Where edits happen: the instance with its roads, read by ids and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optimizer.domain import NO_WAY, Echelon, Instance, Travel, Vehicle
from optimizer.edits.refusals import EditRefused
from optimizer.edits.sheet import SheetStop, SheetTrip


@dataclass(frozen=True)
class Ground:
    """An instance and its travel times, with what edits look up in them."""

    instance: Instance
    travel: Travel

    @cached_property
    def row_of(self) -> dict[str, int]:
        """The row of every order by its id."""
        return {name: row for row, name in enumerate(self.instance.orders.order_id)}

    @cached_property
    def vehicle_of(self) -> dict[str, int]:
        """The index of every vehicle by its id."""
        return {vehicle.vehicle_id: i for i, vehicle in enumerate(self.instance.vehicles)}

    @cached_property
    def ends(self) -> tuple[list[int], list[int]]:
        """The sites where every order starts and ends, premises considered."""
        door, orders = np.array(self.instance.network.door), self.instance.orders
        return door[orders.origin].tolist(), door[orders.destination].tolist()

    @cached_property
    def amounts(self) -> tuple[list[int], list[int], list[int]]:
        """Pieces, grams and millilitres of every order."""
        orders = self.instance.orders
        return orders.pieces.tolist(), orders.weight.tolist(), orders.volume.tolist()

    def rows(self, names: Sequence[str]) -> list[int]:
        """Return the rows of orders, each once."""
        for name in names:
            if name not in self.row_of:
                raise EditRefused("D222", order=name)
        return list(dict.fromkeys(self.row_of[name] for name in names))

    def order(self, row: int) -> str:
        """Return the id of an order."""
        return self.instance.orders.order_id[row]

    def site(self, site: int) -> str:
        """Return the id of a site."""
        return self.instance.sites[site].site_id

    def is_base(self, site: int) -> bool:
        """Whether goods may change vehicle at a site."""
        return self.instance.sites[site].is_base

    def vehicle(self, trip: SheetTrip) -> Vehicle:
        """Return the vehicle of a trip."""
        return self.instance.vehicles[trip.vehicle]

    def is_linehaul(self, trip: SheetTrip) -> bool:
        """Whether a trip runs between bases."""
        return self.vehicle(trip).echelon is Echelon.LINEHAUL

    def drive(self, trip: SheetTrip, here: int, there: int) -> int:
        """Return how long the vehicle of a trip drives from site to site."""
        profile = self.vehicle(trip).road_profile
        if not all(self.instance.sites[site].admits(profile) for site in (here, there)):
            return NO_WAY
        return int(self.travel[profile].duration[here, there])

    def check_drivable(self, trip: SheetTrip) -> None:
        """
        Refuse a trip that leads where its vehicle cannot go.

        Raises
        ------
        EditRefused
            D235, with vehicle and site.
        """
        for before, stop in zip(trip.stops, trip.stops[1:], strict=False):
            if self.drive(trip, before.site, stop.site) >= NO_WAY:
                vehicle = self.vehicle(trip).vehicle_id
                raise EditRefused("D235", vehicle=vehicle, site=self.site(stop.site))

    def clocks(self, trip: SheetTrip) -> list[tuple[int, int]]:
        """
        Return about when each stop of a trip starts and is over.

        Exact where the trip is driven as planned, elsewhere by driving ahead from when it
        began: what others bring is not waited for.
        """
        if trip.standing:
            lengths = map(self.handling, trip.stops)
            return [(at, at + n) for at, n in zip(trip.standing, lengths, strict=True)]
        if not trip.is_touched and trip.planned is not None:
            return [(stop.start, stop.departure) for stop in trip.planned.stops]
        found: list[tuple[int, int]] = []
        clock, here = trip.begins, trip.home
        for stop in trip.stops:
            clock += self.drive(trip, here, stop.site)
            length = self.handling(stop)
            if length:
                fits = (w for w in self.instance.hours[stop.site] if clock + length <= w.latest)
                clock = max(clock, next((w.earliest for w in fits), clock))
            found.append((clock, clock + length))
            clock, here = clock + length, stop.site
        return found

    def handling(self, stop: SheetStop) -> int:
        """Return how long a stop lasts."""
        pieces = self.amounts[0]
        handled = sum(pieces[row] for row in (*stop.load, *stop.unload))
        return self.instance.sites[stop.site].handling_time(handled)
