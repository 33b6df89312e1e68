"""What a planned day is made from: a recipe of plain values, which any machine can follow."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import optimizer
from optimizer.domain import Issue
from optimizer.errors import InputError
from optimizer.inputs import network_fingerprint, orders_fingerprint
from optimizer.pipeline import County

Changes = Sequence[Mapping[str, Any]]
"""Changes of the inputs as plain dictionaries; `DayRun.apply` knows what they mean."""

Apply = Callable[[County, Changes], County]
"""Changes a county; a function of a module, so that other machines find it by its name."""

MOST_SCALE: Final = 100.0
"""By so much drawn orders may be multiplied: a hundred counties in one are not planned in a day."""

FORM: Final = 1
"""Raised whenever the same recipe would give another result, so that old ones are not read."""


def as_it_is(county: County, changes: Changes) -> County:
    """Return the county as it is; the `Apply` of recipes without changes."""
    if changes:
        raise InputError([Issue("E427", "days", "there are changes, but nothing to apply them")])
    return county


@dataclass(frozen=True, slots=True)
class NetworkFolder:
    """A network folder and its fingerprint; the path counts on this machine only."""

    fingerprint: str
    path: str

    @classmethod
    def of(cls, folder: Path) -> NetworkFolder:
        """
        Return a folder as it is now.

        Raises
        ------
        InputError
            With E428 when it cannot be read.
        """
        try:
            return cls(network_fingerprint(folder), str(folder.resolve()))
        except OSError as error:
            raise InputError([Issue("E428", folder.name, f"cannot be read: {error}")]) from error

    def at(self, folder: Path) -> NetworkFolder:
        """Return the same network, kept elsewhere."""
        return replace(self, path=str(folder))


@dataclass(frozen=True, slots=True)
class Drawn:
    """
    Orders that are drawn for the network as it is before any change.

    The same seed draws the same orders for every variant, so that days can be compared in
    pairs. ``days`` of them are drawn, from the day of the run on.

    Raises
    ------
    InputError
        With E430 when the scale is not above 0 and at most `MOST_SCALE`.
    """

    season: str = "ordinary"
    scale: float = 1.0
    seed: int = 0
    days: int = 1

    def __post_init__(self) -> None:
        if not 0.0 < self.scale <= MOST_SCALE:
            message = (
                f"the scale of the orders is {self.scale:g}, not above 0 and at most {MOST_SCALE:g}"
            )
            fix = "multiply them by less" if self.scale > 1.0 else "multiply them by more"
            raise InputError([Issue("E430", "days", message, value=f"{self.scale:g}", fix=fix)])


@dataclass(frozen=True, slots=True)
class DayRun:
    """
    One day of one variant of a network, to be planned with one seed.

    Parameters
    ----------
    variant
        What people call the variant; no part of what is planned.
    day
        The day that results are paired by.
    network
        The network before any change.
    orders
        An order file as bytes, or how to draw it.
    planned_at
        Moment of planning, ISO 8601.
    seed
        Seed of the solver.
    effort, search_seconds
        How hard to search: iterations, or seconds where ``effort`` is None.
    changes, apply
        What differs from the network, and the function that applies it.
    """

    variant: str
    day: date
    network: NetworkFolder
    orders: bytes | Drawn
    planned_at: str
    seed: int = 0
    effort: int | None = None
    search_seconds: float | None = None
    changes: tuple[Mapping[str, Any], ...] = ()
    apply: Apply = field(default=as_it_is)

    def __post_init__(self) -> None:
        wrong = list(_wrong(self))
        if wrong:
            raise InputError([Issue("E427", "days", text, value=self.variant) for text in wrong])

    @property
    def key(self) -> str:
        """
        SHA-256 of all that the result depends on, in hexadecimal.

        Neither the variant's name nor the folder's place is part of it: a scenario that
        changes nothing is the base, and is planned once.
        """
        orders: object = self.orders
        if isinstance(orders, bytes):
            orders = orders_fingerprint(orders)
        else:
            assert isinstance(orders, Drawn)  # noqa: S101 - there are two kinds
            orders = [orders.season, orders.scale, orders.seed, orders.days]
        recipe = {
            "form": FORM,
            "version": optimizer.__version__,
            "network": self.network.fingerprint,
            "orders": orders,
            "day": self.day.isoformat(),
            "planned_at": self.planned_at,
            "limits": [self.seed, self.effort, self.search_seconds],
            "changes": [dict(change) for change in self.changes],
            "apply": _name(self.apply) if self.changes else "",
        }
        text = json.dumps(recipe, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


def _name(function: Apply) -> str:
    """Return the dotted name by which other machines find a function."""
    return f"{function.__module__}.{function.__qualname__}"


def _wrong(run: DayRun) -> list[str]:
    """Return what makes no sense in a recipe."""
    found = []
    if (run.effort is None) == (run.search_seconds is None):
        found.append("give either the effort or the search seconds")
    if run.effort is not None and run.effort < 1:
        found.append(f"an effort of {run.effort} plans nothing; give at least 1")
    if run.search_seconds is not None and not 0 < run.search_seconds < float("inf"):
        found.append(f"{run.search_seconds} search seconds plan nothing; give more than 0")
    if run.seed < 0:
        found.append(f"the seed {run.seed} is negative; give 0 or more")
    try:
        datetime.fromisoformat(run.planned_at)
    except ValueError:
        found.append(f'"{run.planned_at}" is no moment; write it as 2026-11-23T05:00')
    name = getattr(run.apply, "__qualname__", "<")
    if "<" in name:
        found.append("changes are applied by a function that other machines cannot find")
    return found
