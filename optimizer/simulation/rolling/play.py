"""What is to be played, and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from optimizer.domain import Network, Travel
from optimizer.inputs import read_network, read_travel_tables
from optimizer.network import Roads, StraightRoads, load_roads
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


def open_standing(folder: Path) -> Standing:
    """
    Read a network folder as it stands, without orders.

    Raises
    ------
    InputError
        With all issues of all files.
    NetworkError
        When roads or travel tables cannot be used.
    """
    network = read_network(folder)
    tables = read_travel_tables(folder, network)
    if tables is not None:
        return Standing(network, tables)
    roads = load_roads(folder)
    return Standing(network, roads.travel_matrices(network), roads)


@dataclass(frozen=True)
class Play:
    """
    What is to be played.

    ``seed`` draws the days and the search, ``effort`` is that of each plan. Whatever the
    policy, the same seed brings the same orders and the same weather.
    """

    standing: Standing
    incoming: Incoming
    uncertainty: Uncertainty
    first_day: date
    days: int
    policy: Policy = Policy.BY_NEED
    seed: int = 0
    effort: int = 2_000


@dataclass(frozen=True)
class SimulationResult:
    """What the days came to altogether, and what the promise was worth by village and class."""

    policy: Policy
    days: int
    total: DayRecord
    promises: tuple[Promise, ...]

    @property
    def cost_per_day(self) -> float:
        """Operating cost per day, in cents."""
        return self.total.cost / max(1, self.days)
