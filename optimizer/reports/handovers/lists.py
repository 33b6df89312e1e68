"""What stands on a hand-over list: one base in one shift, vehicle by vehicle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.domain import Site, Vehicle
from optimizer.reports.notes import PLAIN, Notes, Person
from optimizer.reports.reading import Entry, PlanReading
from optimizer.reports.runsheets.sheets import Goods, goods_of
from optimizer.reports.texts import day_text, text, weekday_text


@dataclass(frozen=True, slots=True)
class Ride:
    """One trip that takes goods here or away, as whoever stands at the ramp knows it."""

    trip_id: str
    vehicle: Vehicle
    driver: Person

    @property
    def plate(self) -> str:
        """The plate, or the id where there is none."""
        return self.vehicle.plate or self.vehicle.vehicle_id


@dataclass(frozen=True, slots=True)
class Bag:
    """
    What goes to one site with the same trip before or after.

    ``other`` is the trip that takes an arriving bag on, or that brought a leaving one, with
    its ``time``; None where the bag stays here or begins here, or has no trip yet.
    ``drop`` is where a leaving bag is unloaded to change vehicle again.
    """

    destination: Site
    goods: Goods
    other: Ride | None
    time: str
    word: str
    drop: Site | None = None

    def other_text(self, lang: str) -> str:
        """Say where the bag goes on to, or where it came from."""
        if self.drop is not None:
            return f"→ {(self.drop.name_en if lang == 'en' else '') or self.drop.name_zh}"
        if self.other is None:
            return text(self.word, lang)
        return f"{self.time} {self.other.plate}"


@dataclass(frozen=True, slots=True)
class Handover:
    """One vehicle at the ramp: what it brings, or what it takes; times read ``HH:MM``."""

    ride: Ride
    time: str
    until: str
    goods: Goods
    bags: tuple[Bag, ...]


@dataclass(frozen=True, slots=True)
class HandoverList:
    """
    One base in one shift; ``number`` counts the lists, ``shift`` the shifts of the day.

    ``stamp`` says which publication this is.
    """

    number: int
    base: Site
    day: int
    date: str
    shift: int
    arrivals: tuple[Handover, ...]
    departures: tuple[Handover, ...]
    stamp: str = ""

    @property
    def title(self) -> str:
        """Date and shift in both languages."""
        return f"{self.date} {text('shift_number', 'zh').format(self.shift)}"


Place = tuple[Entry, int]
"""A trip and the position of one of its stops."""


def handover_lists(plan: PlanReading, notes: Notes = PLAIN) -> list[HandoverList]:
    """
    Return the lists of all bases by day, shift, and base.

    A stop belongs to the shift of its vehicle's trip: the first of a day, the second, and
    so on. What is brought at the trip's last stop and what is taken at its first count too.
    """
    return _Gathering(plan, notes).lists()


class _Gathering:
    """Finds what is handed over where; every order's next and last trip is found once."""

    def __init__(self, plan: PlanReading, notes: Notes) -> None:
        self.plan, self.notes = plan, notes
        self.legs = {order["order_id"]: order["legs"] for order in plan.document["orders"]}
        self.day = 0

    def lists(self) -> list[HandoverList]:
        """Return all lists."""
        groups: dict[tuple[int, int, int], list[Place]] = {}
        for trip in self.plan.document["trips"]:
            key = (self.plan.day(trip["shift"]["start"]), self._shift(trip))
            for at, stop in enumerate(trip["stops"]):
                site = self.plan.site(stop["site_id"])
                if site.is_base and (stop["load"] or stop["unload"]):
                    index = self.plan.instance.network.index[site.site_id]
                    groups.setdefault((*key, index), []).append((trip, at))
        return [
            self._list(number, key, groups[key]) for number, key in enumerate(sorted(groups), 1)
        ]

    def _shift(self, trip: Entry) -> int:
        """Return which of its vehicle's shifts of the day a trip belongs to, from 1."""
        start = self.plan.wall(trip["shift"]["start"])
        begins = [
            f"{window.earliest // 3600:02d}:{window.earliest % 3600 // 60:02d}"
            for window in sorted(
                self.plan.vehicle(trip["vehicle_id"]).shifts, key=lambda window: window.earliest
            )
        ]
        return begins.index(start) + 1 if start in begins else 1

    def _list(self, number: int, key: tuple[int, int, int], places: list[Place]) -> HandoverList:
        """Return the list of one base and shift."""
        self.day, shift, index = key
        places = sorted(places, key=lambda place: self.plan.clocks[_stop(place)["start"]])
        brings = [place for place in places if _stop(place)["unload"]]
        takes = [place for place in places if _stop(place)["load"]]
        return HandoverList(
            number=number,
            base=self.plan.instance.sites[index],
            day=self.day + 1,
            date=day_text(self.plan.instance.calendar.date(self.day), "zh"),
            shift=shift,
            arrivals=tuple(self._handover(place, index, is_arrival=True) for place in brings),
            departures=tuple(self._handover(place, index, is_arrival=False) for place in takes),
            stamp=self.notes.stamp,
        )

    def _handover(self, place: Place, base: int, *, is_arrival: bool) -> Handover:
        """Return one vehicle at the ramp."""
        trip, stop = place[0], _stop(place)
        ids = stop["unload" if is_arrival else "load"]
        bags = self._bags(ids, trip["trip_id"], base, is_arrival=is_arrival)
        return Handover(
            ride=self._ride(trip),
            time=self.plan.wall(stop["start"]),
            until=self.plan.wall(stop["departure"]),
            goods=goods_of(self.plan, ids),
            bags=bags,
        )

    def _bags(
        self, ids: Sequence[str], trip_id: str, base: int, *, is_arrival: bool
    ) -> tuple[Bag, ...]:
        """Return what is handled at once, by destination and the trip before or after."""
        orders, rows = self.plan.instance.orders, self.plan.rows
        groups: dict[tuple[int, str, str], list[str]] = {}
        around = {}
        for order in ids:
            here, other = self._legs_here(order, trip_id, after=is_arrival)
            drop = "" if is_arrival or here is None else here["to"]
            site = int(orders.destination[rows[order]])
            key = (site, drop, other["trip_id"] if other else "")
            groups.setdefault(key, []).append(order)
            around[key] = other

        def rank(key: tuple[int, str, str]) -> tuple[int, tuple[int, str, str]]:
            # Whoever sorts what came in puts together what leaves with one vehicle.
            leg = around[key] if is_arrival else None
            return (self.plan.clocks[leg["departure"]] if leg else 0, key)

        return tuple(
            self._bag(key[0], groups[key], around[key], base, drop=key[1])
            for key in sorted(groups, key=rank)
        )

    def _bag(
        self, site: int, ids: Sequence[str], other: Entry | None, base: int, *, drop: str
    ) -> Bag:
        """Return one bag; ``drop`` is where its trip unloads it, empty where it arrives."""
        plan, door = self.plan, self.plan.instance.network.door
        goods, destination = goods_of(plan, ids), plan.instance.sites[site]
        word = ("ends_here" if door[site] == base else "no_onward") if not drop else "begins_here"
        changes = drop and plan.instance.network.index[drop] != door[site]
        dropped = plan.site(drop) if changes else None
        if other is None:
            return Bag(destination, goods, None, "", word, dropped)
        moment = other["arrival" if drop else "departure"]
        day, time = plan.day(moment), plan.wall(moment)
        if day != self.day:
            time = f"{weekday_text(plan.instance.calendar.date(day), 'zh')} {time}"
        ride = self._ride(plan.trips[other["trip_id"]])
        return Bag(destination, goods, ride, time, word, dropped)

    def _legs_here(
        self, order: str, trip_id: str, *, after: bool
    ) -> tuple[Entry | None, Entry | None]:
        """Return the leg of an order on a trip, and the one after it or before it."""
        legs = self.legs[order]
        at = next((at for at, leg in enumerate(legs) if leg["trip_id"] == trip_id), None)
        if at is None:
            return None, None
        other = at + (1 if after else -1)
        return legs[at], legs[other] if 0 <= other < len(legs) else None

    def _ride(self, trip: Entry) -> Ride:
        """Return a trip as the ramp knows it."""
        driver = self.notes.driver(trip["vehicle_id"], trip["shift"]["start"])
        return Ride(trip["trip_id"], self.plan.vehicle(trip["vehicle_id"]), driver)


def _stop(place: Place) -> Entry:
    """Return the stop of a place."""
    trip, at = place
    stop: Entry = trip["stops"][at]
    return stop
