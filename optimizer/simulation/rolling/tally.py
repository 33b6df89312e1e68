"""What simulated days came to, counted as they go by, so that no day has to be kept."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

import numpy as np

from optimizer.domain import Ints, Network
from optimizer.simulation.rolling.book import Book
from optimizer.units import HOUR


@dataclass
class DayRecord:
    """
    One simulated day; money in cents, ways in metres, times in seconds.

    What is driven for a plan counts on the day of the plan. ``on_time``, ``late``,
    ``missing`` and ``returned`` are the orders whose fate was settled on this day, ``open``
    those that are not at its end. ``absent`` are vain visits, ``stayed`` the orders that a
    driven trip left behind, ``called_off`` the trips that were not begun, ``broken`` the
    transfers that did not hold. ``capacity`` is how long all vehicles could have worked,
    ``fill`` the mean share of a full load, over trips. ``after`` are the seconds at work
    after the last day, ``run_off`` is the share of a day in what those cost.
    """

    day: str = ""
    is_wet: bool = False
    orders: int = 0
    on_time: int = 0
    late: int = 0
    missing: int = 0
    returned: int = 0
    open: int = 0
    pieces: int = 0
    absent: int = 0
    stayed: int = 0
    called_off: int = 0
    broken: int = 0
    transfers: int = 0
    trips: int = 0
    duties: int = 0
    metres: int = 0
    seconds: int = 0
    after: int = 0
    capacity: int = 0
    fill: float = 0.0
    vehicles: float = 0.0
    stations: float = 0.0
    handling: float = 0.0
    rent: float = 0.0
    run_off: float = 0.0

    @property
    def cost(self) -> float:
        """Operating cost in cents, with the rent of open bases and the share in the run-off."""
        return self.vehicles + self.stations + self.handling + self.rent + self.run_off

    @property
    def on_time_share(self) -> float:
        """The share of the orders settled in time; orders that nobody took are left out."""
        due = self.on_time + self.late + self.missing
        return self.on_time / due if due else 1.0

    @property
    def worked_share(self) -> float:
        """The share of all shifts that was worked; those of the run-off are left out."""
        return (self.seconds - self.after) / self.capacity if self.capacity else 0.0

    def add(self, other: DayRecord) -> None:
        """Add another record to this one; ``fill`` becomes the mean over all trips."""
        trips = self.trips + other.trips
        fill = (self.fill * self.trips + other.fill * other.trips) / trips if trips else 0.0
        for each in fields(self):
            if each.name not in ("day", "is_wet", "open"):
                value = getattr(self, each.name) + getattr(other, each.name)
                setattr(self, each.name, value)
        self.fill, self.open = fill, other.open


@dataclass(frozen=True)
class Promise:
    """
    What the promise was worth for one village and class.

    ``hours`` is the mean time to delivery of what was delivered. Orders that nobody took
    are in ``returned``, and in no share.
    """

    site_id: str
    handling_class: str
    on_time: int
    late: int
    missing: int
    returned: int
    hours: float

    @property
    def share(self) -> float:
        """The share of the orders that were brought in time."""
        due = self.on_time + self.late + self.missing
        return self.on_time / due if due else 1.0


COLUMNS = ("on_time", "late", "missing", "returned", "seconds")


@dataclass
class Tally:
    """Counts by village and class, shape ``(sites, classes, columns)``."""

    network: Network
    counts: Ints = field(init=False)

    def __post_init__(self) -> None:
        shape = (len(self.network.sites), len(self.network.rules.handling_classes), len(COLUMNS))
        self.counts = np.zeros(shape, dtype=np.int64)

    def add(self, book: Book, column: str, seconds: Ints | None = None) -> None:
        """Count all orders of a book in a column, with their time to delivery if they have one."""
        shape = self.counts.shape[:2]
        cell = np.ravel_multi_index((book.village, book.orders.handling_class), shape)
        size = shape[0] * shape[1]
        self.counts[..., COLUMNS.index(column)] += np.bincount(cell, minlength=size).reshape(shape)
        if seconds is not None:
            spent = np.bincount(cell, weights=seconds, minlength=size).astype(np.int64)
            self.counts[..., COLUMNS.index("seconds")] += spent.reshape(shape)

    def promises(self) -> tuple[Promise, ...]:
        """Return what the promise was worth, for every village and class that had orders."""
        found = []
        for site, number in zip(*np.nonzero(self.counts.any(axis=2)), strict=True):
            on_time, late, missing, returned, seconds = self.counts[site, number].tolist()
            done = on_time + late
            found.append(
                Promise(
                    self.network.sites[site].site_id,
                    self.network.rules.handling_classes[number],
                    on_time,
                    late,
                    missing,
                    returned,
                    seconds / HOUR / done if done else 0.0,
                )
            )
        return tuple(found)
