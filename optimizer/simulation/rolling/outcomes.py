"""What driving does to orders: where each of them is afterwards, and what was handled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np

from optimizer.domain import Bools, Instance, Ints
from optimizer.simulation.replays.driving import Driven
from optimizer.simulation.replays.timeline import Timeline, Way
from optimizer.simulation.rolling.book import Book
from optimizer.simulation.uncertainty import Uncertainty

TRIES = 3
"""After so many vain visits an order goes back to the hub."""


class Fate(IntEnum):
    """What became of an order: open still, brought to its destination, or back at the hub."""

    OPEN = 0
    DELIVERED = 1
    RETURNED = 2


@dataclass(frozen=True)
class Outcomes:
    """
    The book after a drive, and the fate of each order in it, shape ``(orders,)`` each.

    ``at`` is when an order was delivered, in seconds since 1970. ``unloaded`` are pairs of
    a base and the row of an order that was unloaded there on its way; ``absent`` counts the
    vain visits, ``stayed`` the orders that a driven trip was to carry and did not.
    """

    book: Book
    fate: Ints
    at: Ints
    unloaded: tuple[tuple[int, int], ...]
    absent: int
    stayed: int


def outcomes(
    book: Book,
    instance: Instance,
    timeline: Timeline,
    driven: Driven,
    *,
    uncertainty: Uncertainty,
    rng: np.random.Generator,
) -> Outcomes:
    """Return what one drive, the first replay of ``driven``, does to the orders of a book."""
    settling = _Settling(book, instance, timeline, driven, uncertainty=uncertainty, rng=rng)
    return settling.run()


class _Settling:
    """Follows each order along its way."""

    def __init__(
        self,
        book: Book,
        instance: Instance,
        timeline: Timeline,
        driven: Driven,
        *,
        uncertainty: Uncertainty,
        rng: np.random.Generator,
    ) -> None:
        self.book, self.instance, self.line, self.driven = book, instance, timeline, driven
        self.uncertainty = uncertainty
        self.door = instance.network.door
        self.base = [site.is_base for site in instance.sites]
        self.luck = rng.random((2, len(book)))
        self.site, self.ready = book.orders.origin.copy(), book.orders.ready.copy()
        self.goal, self.due = book.orders.destination.copy(), book.orders.due.copy()
        self.tries, self.goes_back = book.tries.copy(), book.goes_back.copy()
        self.fate, self.at = np.zeros(len(book), np.int64), np.zeros(len(book), np.int64)
        self.unloaded: list[tuple[int, int]] = []
        self.absent = self.stayed = 0
        self.pairs = {(each.giver, each.taker): n for n, each in enumerate(timeline.handovers)}

    def run(self) -> Outcomes:
        """Follow all orders."""
        for way, rows in self.line.ways.items():
            for row in rows:
                self._follow(row, way)
        orders = replace(
            self.book.orders,
            origin=self.site,
            ready=self.ready,
            destination=self.goal,
            due=self.due,
        )
        book = Book(orders, self.book.asked, self.book.village, self.tries, self.goes_back)
        return Outcomes(book, self.fate, self.at, tuple(self.unloaded), self.absent, self.stayed)

    def _follow(self, row: int, way: Way) -> None:
        """Carry an order along its way, as far as it gets."""
        line, driven = self.line, self.driven
        for position, (loaded, unloaded) in enumerate(way):
            is_there = driven.begun[line.trip[loaded], 0] and driven.handled[loaded, 0]
            if position:
                is_there &= driven.kept[self.pairs[way[position - 1][1], loaded], 0]
            if not is_there:
                self.stayed += 1
                return
            if not self.base[line.site[loaded]] and self.luck[0, row] < self.uncertainty.absent:
                self.absent += 1
                self.ready[row] = self._next_day(int(driven.start[loaded, 0]))
                return
            if not driven.handled[unloaded, 0]:
                self.stayed += 1
                self._bring_home(row, unloaded)
                return
            site, over = int(line.site[unloaded]), int(driven.departure[unloaded, 0])
            if site == self.door[self.goal[row]]:
                self._hand_over(row, unloaded)
                return
            self._put_down(row, site, over)

    def _hand_over(self, row: int, stop: int) -> None:
        """Give an order to whoever it is for, if somebody takes it."""
        site, over = int(self.line.site[stop]), int(self.driven.departure[stop, 0])
        absent, refused = self.uncertainty.absent, self.uncertainty.refused
        # The county's own people take everything, at bases and at the stations inside them.
        if self.base[site] or self.luck[1, row] >= absent + refused:
            self._arrive(row, site, over)
            return
        self.absent += 1
        self.tries[row] += 1
        is_refused = self.luck[1, row] >= absent
        if is_refused or self.tries[row] >= TRIES:
            self._send_back(row, over)
        self._bring_home(row, stop)
        if not is_refused and self.fate[row] == Fate.OPEN:
            self.ready[row] = max(self.ready[row], self._next_day(over))

    def _send_back(self, row: int, clock: int) -> None:
        """Let an order go back to the hub, with the time that its class is promised."""
        rules = self.instance.rules
        name = rules.handling_classes[int(self.book.orders.handling_class[row])]
        self.goes_back[row] = True
        self.goal[row] = self.instance.network.hub
        self.due[row] = clock + rules.promise_of(name) + self.instance.calendar.epoch

    def _bring_home(self, row: int, stop: int) -> None:
        """Leave an order on its vehicle to the end of the trip, where it is put down."""
        last = int(self.line.last[self.line.trip[stop]])
        site, over = int(self.line.site[last]), int(self.driven.departure[last, 0])
        if site == self.door[self.goal[row]]:
            self._arrive(row, site, over)
        else:
            self._put_down(row, site, over)

    def _put_down(self, row: int, site: int, clock: int) -> None:
        """Put an order down at a base, to go on from there."""
        self.site[row] = site
        wait = self.instance.sites[site].transfer_time
        self.ready[row] = clock + wait + self.instance.calendar.epoch
        self.unloaded.append((site, row))

    def _arrive(self, row: int, site: int, clock: int) -> None:
        """Note that an order is where it was to go."""
        calendar = self.instance.calendar
        if site == self.instance.network.hub:
            departures = self.instance.rules.onward_departures
            onward = calendar.next_of(departures, clock, inclusive=True)
            clock = clock if onward is None else onward
        self.fate[row] = Fate.RETURNED if self.goes_back[row] else Fate.DELIVERED
        self.site[row] = site
        self.at[row] = clock + calendar.epoch

    def _next_day(self, clock: int) -> int:
        """Return the next local midnight, in seconds since 1970."""
        calendar = self.instance.calendar
        day = (calendar.moment(clock).date() - calendar.first_day).days
        return calendar.at(day + 1, 0) + calendar.epoch


def settled(book: Book, instance: Instance) -> Bools:
    """Which orders are where they are to go without being driven, shape ``(orders,)``."""
    door = np.array(instance.network.door)
    there: Bools = door[book.orders.origin] == door[book.orders.destination]
    return there
