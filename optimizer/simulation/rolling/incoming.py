"""What comes in day by day: drawn, or from a history; moments in seconds since 1970."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

import numpy as np

from optimizer.demand import DemandModel, draw_orders, write_orders
from optimizer.domain import Calendar, Issue, Network, Orders
from optimizer.errors import InputError
from optimizer.inputs import read_orders
from optimizer.units import DAY

_TOLD = 5  # so many missing days are named
_SOME_DAY = date(2026, 1, 1)
_FAR = "E123"  # more than a year from the day of reading


class Incoming(Protocol):
    """Where the orders of a day come from."""

    def of(self, day: date) -> Orders:
        """Return the orders that are ready on a local day, in seconds since 1970."""


@dataclass(frozen=True)
class Drawn:
    """Orders drawn from a seed; a day hangs on its date and the seed only."""

    network: Network
    model: DemandModel = field(default_factory=DemandModel)
    seed: int = 0
    season: str = "ordinary"
    scale: float = 1.0

    def of(self, day: date) -> Orders:
        """Return the orders of a day; they go through an order file, as a user's would."""
        table = draw_orders(
            self.network,
            first_day=day,
            days=1,
            seed=self.seed,
            season=self.season,
            scale=self.scale,
            model=self.model,
        )
        with tempfile.TemporaryDirectory(prefix="route48-") as folder:
            file = Path(folder) / "orders.csv"
            write_orders(file, table)
            return _read(file, self.network, day)


@dataclass(frozen=True)
class History:
    """Orders of a file, by the local day on which they are ready."""

    orders: Orders
    days: dict[date, tuple[int, ...]]

    @property
    def first_day(self) -> date:
        """The first day of the file."""
        return min(self.days)

    def of(self, day: date) -> Orders:
        """Return the orders of a day; none beyond the file."""
        return self.orders.take(list(self.days.get(day, ())))


def read_history(file: Path, network: Network, *, first_day: date | None, days: int) -> History:
    """
    Read a history of orders for so many days, from the first one in the file by default.

    Raises
    ------
    InputError
        With every issue of the file, or with the days that it lacks (E412): a day without
        orders would look like one on which everything went well.
    """
    zone = ZoneInfo(network.rules.timezone)
    orders = _read_about(file, network, first_day or _SOME_DAY)
    found: dict[date, list[int]] = {}
    for row, moment in enumerate(orders.ready.tolist()):
        found.setdefault(datetime.fromtimestamp(moment, zone).date(), []).append(row)
    first = first_day or min(found)
    wanted = [first + timedelta(days=number) for number in range(days)]
    missing = [day for day in wanted if day not in found]
    if missing:
        named = ", ".join(day.isoformat() for day in missing[:_TOLD])
        more = f" and {len(missing) - _TOLD} more" if len(missing) > _TOLD else ""
        message = f"no order is ready on {named}{more}"
        fix = f"the file reaches from {min(found)} to {max(found)}: ask for days that it has"
        value = named + more
        raise InputError(
            [Issue("E412", file.name, message, column="ready_at", value=value, fix=fix)]
        )
    return History(orders, {day: tuple(found[day]) for day in wanted})


def joined(parts: Sequence[Orders]) -> Orders:
    """Return the orders of several tables, one after the other."""
    first = parts[0]
    columns: dict[str, object] = {}
    for name, values in vars(first).items():
        if isinstance(values, np.ndarray):
            columns[name] = np.concatenate([getattr(part, name) for part in parts])
        elif name != "priorities":
            columns[name] = tuple(text for part in parts for text in getattr(part, name))
    return replace(first, **columns)  # type: ignore[arg-type]


def _read_about(file: Path, network: Network, day: date) -> Orders:
    """Return the orders of a file of any year: when it is far from a day, near its own first."""
    try:
        return _read(file, network, day)
    except InputError as error:
        texts = (issue.value or "" for issue in error.issues if issue.code == _FAR)
        found = re.match(r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})", next(texts, ""))
        if found is None:
            raise
        return _read(file, network, date(*map(int, found.groups())))


def _read(file: Path, network: Network, day: date) -> Orders:
    """Return the orders of a file, in seconds since 1970."""
    rules = network.rules
    midnight = datetime.combine(day, time(), ZoneInfo(rules.timezone))
    calendar = Calendar(midnight, rules.timezone, DAY)
    orders = read_orders(file, network, calendar)
    return replace(orders, ready=orders.ready + calendar.epoch, due=orders.due + calendar.epoch)
