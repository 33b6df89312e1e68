"""One day of a history, as a recipe of plain values that any machine can follow."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from optimizer.days import Drawn, NetworkFolder
from optimizer.simulation.rolling import Policy
from optimizer.simulation.uncertainty import Uncertainty


@dataclass(frozen=True, slots=True)
class PlayRun:
    """
    The next day of one policy in one history.

    Parameters
    ----------
    network
        The network before any change.
    history
        SHA-256 of all that the days of this policy in this history hang on.
    policy
        How the county plans.
    first_day, days
        The days of the history; beyond its last one nothing comes in.
    until
        So many of them are played.
    runs_off
        Whether days are played after them, until nothing is open.
    number
        Which day this is, from 0.
    orders
        How to draw those of every day, or order files of the days that are not known yet.
    uncertainty
        How far days stray from their plan.
    seed, search
        Seed of the days, and of the search in their plans.
    effort
        Iterations of each plan.
    changes
        A scenario that holds on all days, as plain values.
    memory
        What the county remembers of earlier days. Where it ends before the day before, or is
        None, the days in between are played again first, which gives the same.
    """

    network: NetworkFolder
    history: str
    policy: Policy
    first_day: date
    days: int
    until: int
    number: int
    orders: Drawn | Mapping[date, bytes]
    uncertainty: Uncertainty
    seed: int
    search: int
    effort: int
    changes: tuple[Mapping[str, Any], ...] = ()
    memory: Mapping[str, Any] | None = None
    runs_off: bool = False

    @property
    def variant(self) -> str:
        """The policy, which results are told apart by."""
        return str(self.policy)

    @property
    def day(self) -> date:
        """The day that is played."""
        return self.first_day + timedelta(days=self.number)

    @property
    def last_day(self) -> date:
        """The last day on which orders come in."""
        return self.first_day + timedelta(days=self.days - 1)

    @property
    def key(self) -> str:
        """SHA-256 of all that the day depends on."""
        return hashlib.sha256(f"{self.history} {self.number}".encode()).hexdigest()
