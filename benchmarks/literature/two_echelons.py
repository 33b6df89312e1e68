"""2E-CVRP: trucks bring goods to satellites, freighters bring them to customers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from benchmarks.literature.benchmark import Verdict
from benchmarks.literature.case import euclidean
from benchmarks.literature.judging import TOLERANCE
from optimizer.domain import Floats

HUNDREDTHS = "Set4"
"""Files of this set hold coordinates times 100."""


@dataclass(frozen=True, slots=True)
class Freighter:
    """A route of the second level: from a satellite to customers and back, by node number."""

    satellite: int
    customers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Truck:
    """A route of the first level: satellites in their order, and what each gets."""

    satellites: tuple[int, ...]
    amounts: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Levels:
    """The routes of both levels."""

    trucks: tuple[Truck, ...]
    freighters: tuple[Freighter, ...]


@dataclass(frozen=True)
class TwoLevels:
    """
    An instance of two levels in the numbers of its file.

    Nodes: 0 the depot, then the satellites, then the customers. ``handling`` by satellite and
    ``demand`` by customer stand at their node numbers, zeros elsewhere. ``most_each``: how many
    freighters a satellite may have, ``freighters``: how many there are.
    """

    name: str
    distance: Floats
    satellites: int
    demand: Floats
    handling: Floats
    trucks: int
    truck_capacity: float
    truck_rate: float
    truck_fixed: float
    freighters: int
    most_each: int
    capacity: float
    rate: float
    fixed: float
    unit: float

    @property
    def customers(self) -> range:
        """The customers' node numbers."""
        return range(self.satellites + 1, len(self.distance))


def read_two_levels(path: Path) -> TwoLevels:
    """Return an instance."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.strip() and not line.startswith("!")]
    trucks, truck_capacity, truck_rate, truck_fixed = (float(cell) for cell in rows[0].split(","))
    each, freighters, capacity, rate, fixed = (float(cell) for cell in rows[1].split(","))
    stores, customers = (
        [[float(cell) for cell in word.split(",")] for word in row.split()] for row in rows[2:4]
    )
    points = np.array([row[:2] for row in [*stores, *customers]])
    zeros = [0.0] * len(customers)
    return TwoLevels(
        name=path.stem,
        distance=euclidean(points),
        satellites=len(stores) - 1,
        demand=np.array([0.0] * len(stores) + [row[2] for row in customers]),
        handling=np.array([row[2] if len(row) > 2 else 0.0 for row in stores] + zeros),
        trucks=int(trucks),
        truck_capacity=truck_capacity,
        truck_rate=truck_rate,
        truck_fixed=truck_fixed,
        freighters=int(freighters),
        most_each=int(each) if each > 0 else int(freighters),
        capacity=capacity,
        rate=rate,
        fixed=fixed,
        unit=100.0 if path.stem.startswith(HUNDREDTHS) else 1.0,
    )


def judge_levels(case: TwoLevels, levels: Levels) -> Verdict:
    """Return what the routes of both levels cost together, and everything that they break."""
    breaks = [
        *_check_customers(case, levels.freighters),
        *_check_fleets(case, levels),
    ]
    if not breaks:
        breaks += [*_check_loads(case, levels), *_check_supply(case, levels)]
    cost = sum(
        case.fixed + case.rate * _way(case, [route.satellite, *route.customers, route.satellite])
        for route in levels.freighters
    )
    cost += sum(
        case.truck_fixed + case.truck_rate * _way(case, [0, *truck.satellites, 0])
        for truck in levels.trucks
    )
    for truck in levels.trucks:
        pairs = zip(truck.satellites, truck.amounts, strict=True)
        cost += sum(float(case.handling[satellite]) * amount for satellite, amount in pairs)
    return Verdict(cost / case.unit, tuple(breaks), vehicles=len(levels.freighters))


def _way(case: TwoLevels, nodes: Sequence[int]) -> float:
    """Return the length of a way."""
    return sum(float(case.distance[i, j]) for i, j in pairwise(nodes))


def _check_customers(case: TwoLevels, freighters: Sequence[Freighter]) -> Iterator[str]:
    """Yield customers that nobody serves or that are served twice, and what is no customer."""
    served = Counter(node for route in freighters for node in route.customers)
    for node in case.customers:
        if served[node] != 1:
            yield f"customer {node} is served {served[node]} times"
    for node in sorted(served.keys() - set(case.customers)):
        yield f"node {node} is no customer"


def _check_fleets(case: TwoLevels, levels: Levels) -> Iterator[str]:
    """Yield too many trucks or freighters, in all or at one satellite."""
    if len(levels.trucks) > case.trucks:
        yield f"{len(levels.trucks)} trucks; there are {case.trucks}"
    if len(levels.freighters) > case.freighters:
        yield f"{len(levels.freighters)} freighters; there are {case.freighters}"
    for satellite, count in Counter(route.satellite for route in levels.freighters).items():
        if count > case.most_each:
            yield f"satellite {satellite} has {count} freighters; {case.most_each} at most"
    called = {node for truck in levels.trucks for node in truck.satellites}
    for node in sorted(called | {route.satellite for route in levels.freighters}):
        if not 1 <= node <= case.satellites:
            yield f"node {node} is no satellite"


def _check_loads(case: TwoLevels, levels: Levels) -> Iterator[str]:
    """Yield freighters and trucks that carry too much."""
    for number, route in enumerate(levels.freighters):
        excess = sum(float(case.demand[node]) for node in route.customers) - case.capacity
        if excess > TOLERANCE:
            yield f"freighter {number} carries {excess:g} over {case.capacity:g}"
    for number, truck in enumerate(levels.trucks):
        excess = sum(truck.amounts) - case.truck_capacity
        if excess > TOLERANCE:
            yield f"truck {number} carries {excess:g} over {case.truck_capacity:g}"
        if min(truck.amounts, default=0.0) < 0:
            yield f"truck {number} carries less than nothing"


def _check_supply(case: TwoLevels, levels: Levels) -> Iterator[str]:
    """Yield satellites that do not get just what their freighters take."""
    short = np.zeros(len(case.distance))
    for route in levels.freighters:
        short[route.satellite] += sum(case.demand[node] for node in route.customers)
    for truck in levels.trucks:
        np.subtract.at(short, list(truck.satellites), truck.amounts)
    for satellite in np.flatnonzero(np.abs(short) > TOLERANCE):
        what = "lacks" if short[satellite] > 0 else "has too much by"
        yield f"satellite {satellite} {what} {abs(short[satellite]):g}"


_ROUTE = re.compile(r"^\d+ - (\d+) ->(.*)-> \d+ - ")
_CALL = re.compile(r"(\d+)\(([\d.]+)\)")


def read_levels(path: Path) -> Levels:
    """Return the routes of a published file: those that start at node 0 are the trucks'."""
    trucks, freighters = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        found = _ROUTE.match(line)
        if not found:
            continue
        calls = _CALL.findall(found[2])
        nodes = tuple(int(node) for node, _ in calls)
        if int(found[1]) == 0:
            trucks.append(Truck(nodes, tuple(float(amount) for _, amount in calls)))
        else:
            freighters.append(Freighter(int(found[1]), nodes))
    return Levels(tuple(trucks), tuple(freighters))
