"""What a county remembers from one day to the next, also as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from typing import Any

import numpy as np

from optimizer.domain import Network, Orders
from optimizer.simulation.conditions import Conditions, market_days
from optimizer.simulation.rolling.book import Book
from optimizer.simulation.uncertainty import Uncertainty

COLUMNS = ("asked", "village", "tries", "goes_back")


@dataclass
class Memory:
    """
    What is left of the days before.

    ``days`` are over. ``book`` are open orders that are known, ``coming`` those that are not
    announced yet; those of the days before ``known_until`` have come in. ``busy`` says until
    when vehicles are out, in seconds since 1970, ``calls`` at which sites somebody was on a
    day, ``open_bases`` which bases were paid for on a day, ``weather`` what days are like.
    """

    known_until: date
    days: int = 0
    book: Book | None = None
    coming: Book | None = None
    busy: dict[str, int] = field(default_factory=dict)
    calls: dict[date, set[int]] = field(default_factory=dict)
    open_bases: set[tuple[int, date]] = field(default_factory=set)
    weather: dict[date, Conditions] = field(default_factory=dict)

    @property
    def num_open(self) -> int:
        """How many orders have come in and not to an end, announced or not."""
        return sum(len(book) for book in (self.book, self.coming) if book is not None)

    def forget(self, day: date) -> None:
        """Forget what no plan of a day asks for any more."""
        yesterday = day - timedelta(days=1)
        self.calls = {each: sites for each, sites in self.calls.items() if each >= yesterday}
        self.weather = {each: found for each, found in self.weather.items() if each >= yesterday}
        self.open_bases = {each for each in self.open_bases if each[1] >= yesterday}

    def plain(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "known_until": self.known_until.isoformat(),
            "days": self.days,
            "book": _plain_book(self.book),
            "coming": _plain_book(self.coming),
            "busy": dict(self.busy),
            "calls": {day.isoformat(): sorted(sites) for day, sites in self.calls.items()},
            "open_bases": sorted([site, day.isoformat()] for site, day in self.open_bases),
            "weather": {
                day.isoformat(): [
                    float(found.roads[0, 0]),
                    float(found.stops[0, 0]),
                    bool(found.rain[0, 0]),
                ]
                for day, found in self.weather.items()
            },
        }

    @classmethod
    def of(cls, plain: Mapping[str, Any], network: Network, uncertainty: Uncertainty) -> Memory:
        """
        Return the memory that plain values say.

        Raises
        ------
        ValueError
            When they are none.
        """
        try:
            return cls(
                known_until=date.fromisoformat(plain["known_until"]),
                days=int(plain["days"]),
                book=_book(plain["book"]),
                coming=_book(plain["coming"]),
                busy={name: int(until) for name, until in plain["busy"].items()},
                calls={date.fromisoformat(d): set(sites) for d, sites in plain["calls"].items()},
                open_bases={(int(s), date.fromisoformat(d)) for s, d in plain["open_bases"]},
                weather={
                    day: _conditions(day, told, network, uncertainty)
                    for text, told in plain["weather"].items()
                    for day in [date.fromisoformat(text)]
                },
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"not what a county remembers: {error!r}") from error


def _conditions(
    day: date, told: tuple[float, float, bool], network: Network, uncertainty: Uncertainty
) -> Conditions:
    """Return what a day is like; its markets follow from the calendar."""
    roads, stops, is_wet = told
    return Conditions(
        days=(day,),
        roads=np.array([[roads]], dtype=np.float64),
        stops=np.array([[stops]], dtype=np.float64),
        rain=np.array([[is_wet]], dtype=np.bool_),
        market=market_days(uncertainty, network, [day]),
    )


def _plain_book(book: Book | None) -> dict[str, Any] | None:
    """Return a book as columns of plain values."""
    if book is None:
        return None
    columns = {each.name: getattr(book.orders, each.name) for each in fields(Orders)}
    orders = {name: _plain_column(values) for name, values in columns.items()}
    return {"orders": orders, **{name: getattr(book, name).tolist() for name in COLUMNS}}


def _plain_column(values: Any) -> list[Any]:
    """Return a column as a list."""
    return values.tolist() if isinstance(values, np.ndarray) else list(values)


def _book(plain: Mapping[str, Any] | None) -> Book | None:
    """Return the book of plain columns."""
    if plain is None:
        return None
    texts = {"order_id", "priorities", "carrier", "product", "trace_code"}
    orders: dict[str, Any] = {
        name: tuple(values) if name in texts else np.array(values, dtype=np.int64)
        for name, values in plain["orders"].items()
    }
    asked, village, tries, back = (np.array(plain[name], dtype=np.int64) for name in COLUMNS)
    return Book(Orders(**orders), asked, village, tries, back.astype(np.bool_))
