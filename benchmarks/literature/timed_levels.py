"""
Two levels with time windows: 2E-VRPTW, and 2E-VRPTW-SPD with pickups that trucks collect.

A freighter leaves its satellite when one truck has unloaded all that it takes; each freighter
is loaded by one truck. Where things are picked up, trucks collect them in a last stage that
has no clocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.literature.case import euclidean
from benchmarks.literature.two_echelons import Freighter, read_two_levels
from optimizer.domain import Floats

SERVICE, PER_UNIT = 10.0, 0.5
"""Of the pickup set: a customer's service where the file has none; unloading per unit."""


@dataclass(frozen=True, slots=True)
class Run:
    """A truck from its depot and back: which freighters it loads, or empties, in which order."""

    depot: int
    freighters: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stages:
    """All routes: trucks name freighters by their place in ``freighters``."""

    freighters: tuple[Freighter, ...]
    deliveries: tuple[Run, ...]
    collections: tuple[Run, ...]


@dataclass(frozen=True)
class TimedLevels:
    """
    An instance of two levels with windows, in the numbers of its file.

    Nodes: the depots, the satellites, then the customers; arrays by node are zero where they
    say nothing. ``per_stop``: how long a truck's stop takes, by satellite; ``per_unit``: how
    long it unloads a unit.
    """

    name: str
    depots: int
    satellites: int
    distance: Floats
    ready: Floats
    due: Floats
    service: Floats
    delivery: Floats
    pickup: Floats
    per_stop: Floats
    per_unit: float
    truck_capacity: float
    capacity: float
    truck_fixed: float
    fixed: float

    @property
    def stations(self) -> range:
        """The satellites' node numbers."""
        return range(self.depots, self.depots + self.satellites)

    @property
    def customers(self) -> range:
        """The customers' node numbers."""
        return range(self.depots + self.satellites, len(self.distance))

    def load(self, freighter: Freighter) -> float:
        """Return what a freighter takes out."""
        return float(self.delivery[list(freighter.customers)].sum())

    def latest_start(self, freighter: Freighter) -> float:
        """Return when a freighter must leave at the latest to be in time everywhere."""
        clock, after = np.inf, -1
        for node in reversed(freighter.customers):
            if after >= 0:
                clock -= float(self.distance[node, after]) + float(self.service[node])
            clock, after = min(clock, float(self.due[node])), node
        return float(clock - self.distance[freighter.satellite, after])


def _tables(path: Path) -> tuple[Floats, Floats]:
    """Return the rows of six numbers, and those of three, which stand behind them."""
    rows = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
    customers = [row for row in rows if len(row) == 6]
    stores = [row for row in rows if len(row) == 3]
    return np.array(customers, dtype=np.float64), np.array(stores, dtype=np.float64)


def read_dellaert(path: Path) -> TimedLevels:
    """Return an instance of 2E-VRPTW; capacities and fixed costs are those of the paper."""
    depots = int(path.stem.partition("-")[2].partition(",")[0])
    return _from_tables(path, depots, truck=(200.0, 50.0), freighter=(50.0, 25.0))


def read_pickup_set_1(path: Path) -> TimedLevels:
    """Return a small instance of 2E-VRPTW-SPD: half of what is delivered is picked up."""
    return _from_tables(path, 1, truck=(125.0, 0.0), freighter=(50.0, 0.0), picks_up=True)


def _from_tables(
    path: Path,
    depots: int,
    *,
    truck: tuple[float, float],
    freighter: tuple[float, float],
    picks_up: bool = False,
) -> TimedLevels:
    """Return an instance whose file holds customers, then satellites, then depots."""
    customers, stores = _tables(path)
    satellites = len(stores) - depots
    stores = np.concatenate([stores[satellites:], stores[:satellites]])
    before = np.zeros(len(stores))
    delivery = np.concatenate([before, customers[:, 4]])
    service = np.zeros(len(stores) + len(customers))
    if not picks_up:
        service[depots : len(stores)] = stores[depots:, 2]
    return TimedLevels(
        name=path.stem,
        depots=depots,
        satellites=satellites,
        distance=euclidean(np.concatenate([stores[:, :2], customers[:, :2]])),
        ready=np.concatenate([before, customers[:, 2]]),
        due=np.concatenate([before, customers[:, 3]]),
        service=np.concatenate([before, customers[:, 5]]),
        delivery=delivery,
        pickup=delivery // 2 if picks_up else np.zeros(len(delivery)),
        per_stop=service,
        per_unit=PER_UNIT if picks_up else 0.0,
        truck_capacity=truck[0],
        truck_fixed=truck[1],
        capacity=freighter[0],
        fixed=freighter[1],
    )


def read_pickup_set_2(path: Path) -> TimedLevels:
    """Return a large instance of 2E-VRPTW-SPD: a file of 2E-CVRP, windows and pickups beside."""
    plain = read_two_levels(path.with_name(f"Set5_{path.stem}.dat"))
    rows = [line.split() for line in path.read_text(encoding="utf-8").splitlines() if line.split()]
    table = np.array(rows, dtype=np.float64)
    stores = np.zeros(plain.satellites + 1)
    return TimedLevels(
        name=path.stem,
        depots=1,
        satellites=plain.satellites,
        distance=plain.distance,
        ready=np.concatenate([stores, table[:, 0]]),
        due=np.concatenate([stores, table[:, 1]]),
        service=np.concatenate([stores, np.full(len(table), SERVICE)]),
        delivery=plain.demand,
        pickup=np.concatenate([stores, table[:, 2]]),
        per_stop=np.zeros(len(plain.distance)),
        per_unit=PER_UNIT,
        truck_capacity=plain.truck_capacity,
        truck_fixed=0.0,
        capacity=plain.capacity,
        fixed=0.0,
    )


def read_pickup_set(path: Path) -> TimedLevels:
    """Return an instance of 2E-VRPTW-SPD of either set, by its folder."""
    return read_pickup_set_1(path) if path.parent.name == "set1" else read_pickup_set_2(path)
