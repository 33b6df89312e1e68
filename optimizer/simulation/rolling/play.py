"""What is to be played, and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from optimizer.domain import Network, Travel
from optimizer.network import Roads, StraightRoads
from optimizer.simulation.rolling.incoming import Incoming
from optimizer.simulation.rolling.tally import DayRecord, Promise
from optimizer.simulation.uncertainty import Uncertainty


class Policy(StrEnum):
    """How the county plans: as it pays, or everybody daily from the nearest base."""

    BY_NEED = "by_need"
    HABIT = "habit"


@dataclass(frozen=True)
class Standing:
    """A county without orders: what stays from day to day."""

    network: Network
    travel: Travel
    roads: Roads | StraightRoads = field(default_factory=StraightRoads)


@dataclass(frozen=True)
class Play:
    """
    What is to be played: so many ``days`` of orders, and what it takes to bring them.

    ``seed`` draws the days, ``search`` is the seed of the search and ``effort`` that of each
    plan. Whatever the policy, the same seed brings the same orders and the same weather.
    """

    standing: Standing
    incoming: Incoming
    uncertainty: Uncertainty
    first_day: date
    days: int
    policy: Policy = Policy.BY_NEED
    seed: int = 0
    effort: int = 2_000
    search: int = 0


@dataclass(frozen=True)
class SimulationResult:
    """
    What the days came to altogether, and what the promise was worth by village and class.

    ``days`` are those on which orders came in; what was done after them is in the sums.
    """

    policy: Policy
    days: int
    total: DayRecord
    promises: tuple[Promise, ...]

    @property
    def cost_per_day(self) -> float:
        """Operating cost per day, in cents."""
        return self.total.cost / max(1, self.days)
