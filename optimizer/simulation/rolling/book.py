"""The open orders of a county between two plans, and where each of them is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizer.domain import Bools, Calendar, Ints, Network, Orders
from optimizer.simulation.rolling.incoming import joined
from optimizer.units import DAY

GIVEN_UP = 5 * DAY
"""An order that has been due so long is no longer planned: it is missing."""


@dataclass(frozen=True)
class Book:
    """
    Open orders; moments in seconds since 1970, all columns of shape ``(orders,)``.

    Of ``orders`` the origin is where each of them lies now, ``ready`` from when on it can be
    loaded there. ``asked`` is when it was ready at first, ``village`` the service point that
    it is for, ``tries`` how often nobody was there. ``goes_back``: it is on its way back to
    the hub, since nobody took it.
    """

    orders: Orders
    asked: Ints
    village: Ints
    tries: Ints
    goes_back: Bools

    @classmethod
    def of(cls, orders: Orders, network: Network) -> Book:
        """Return new orders as they come in."""
        base = np.array([site.is_base for site in network.sites])
        village = np.where(base[orders.destination], orders.origin, orders.destination)
        none = np.zeros(len(orders), dtype=np.int64)
        return cls(orders, orders.ready.copy(), village, none, none.astype(np.bool_))

    def __len__(self) -> int:
        return len(self.orders)

    def take(self, rows: Ints) -> Book:
        """Return a part of the book."""
        return Book(
            self.orders.take(rows),
            self.asked[rows],
            self.village[rows],
            self.tries[rows],
            self.goes_back[rows],
        )

    def with_new(self, others: Sequence[Book]) -> Book:
        """Return the book with more orders in it."""
        books = [self, *others]
        return Book(
            joined([book.orders for book in books]),
            *(
                np.concatenate([getattr(book, name) for book in books])
                for name in ("asked", "village", "tries", "goes_back")
            ),
        )

    def as_inputs(self, calendar: Calendar) -> Orders:
        """
        Return the orders as a planning run takes them, in its clocks.

        No order may be due before it is ready: one that is late already is ready since it
        was due, or due as soon as it can be ready.
        """
        ready, due = self.orders.ready - calendar.epoch, self.orders.due - calendar.epoch
        late, is_there = due < ready, ready <= calendar.start
        return replace(
            self.orders,
            ready=np.where(late & is_there, due, ready),
            due=np.where(late & ~is_there, ready, due),
        )
