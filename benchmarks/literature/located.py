"""Location-routing: which sites to open, and the routes from them; the case and its judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from benchmarks.literature.benchmark import Verdict
from benchmarks.literature.judging import TOLERANCE
from benchmarks.literature.two_echelons import Freighter, Levels
from optimizer.domain import Floats


@dataclass(frozen=True)
class Located:
    """
    A published instance of location-routing, in the numbers of its file.

    Nodes: 0 the depot of the trucks, then the sites that may be opened, then the customers.

    - ``way``: what vehicles drive, shape ``(nodes, nodes)``; ``truck_way``: what trucks drive
      between depot and sites, None where nothing is brought to the sites.
    - By site: ``opening`` and ``room``, what all its routes may take together.
    - ``demand`` by customer; ``capacity`` and ``fixed`` of a route, ``truck_capacity`` and
      ``truck_fixed`` of a truck.
    - ``scale``: integers per unit of cost that lose nothing that matters.
    """

    name: str
    way: Floats
    truck_way: Floats | None
    opening: Floats
    room: Floats
    demand: Floats
    capacity: float
    fixed: float
    truck_capacity: float = 0.0
    truck_fixed: float = 0.0
    scale: int = 1

    @property
    def sites(self) -> int:
        """How many sites may be opened."""
        return len(self.opening)

    @property
    def customers(self) -> range:
        """The customers' node numbers."""
        return range(self.sites + 1, len(self.way))

    def load(self, route: Freighter) -> float:
        """Return what a route takes out."""
        return float(sum(self.demand[node - self.sites - 1] for node in route.customers))


def judge_located(case: Located, levels: Levels) -> Verdict:
    """Return what open sites and routes cost together, and everything that they break."""
    breaks = [*_check_customers(case, levels.freighters), *_check_sites(case, levels)]
    if breaks:
        return Verdict(0.0, tuple(breaks), vehicles=len(levels.freighters))
    breaks += [*_check_loads(case, levels), *_check_supply(case, levels)]
    opened = {route.satellite for route in levels.freighters}
    cost = sum(float(case.opening[site - 1]) for site in opened)
    for route in levels.freighters:
        nodes = [route.satellite, *route.customers, route.satellite]
        cost += case.fixed + _length(case.way, nodes)
    if case.truck_way is not None:
        for truck in levels.trucks:
            cost += case.truck_fixed + _length(case.truck_way, [0, *truck.satellites, 0])
    return Verdict(cost, tuple(breaks), vehicles=len(levels.freighters))


def _length(way: Floats, nodes: Sequence[int]) -> float:
    """Return the length of a way."""
    return sum(float(way[i, j]) for i, j in pairwise(nodes))


def _check_customers(case: Located, routes: Sequence[Freighter]) -> Iterator[str]:
    """Yield customers that nobody serves or that are served twice, and what is no customer."""
    served = Counter(node for route in routes for node in route.customers)
    for node in case.customers:
        if served[node] != 1:
            yield f"customer {node} is served {served[node]} times"
    for node in sorted(served.keys() - set(case.customers)):
        yield f"node {node} is no customer"


def _check_sites(case: Located, levels: Levels) -> Iterator[str]:
    """Yield routes and trucks that start or call where no site is, and trucks without need."""
    called = {node for truck in levels.trucks for node in truck.satellites}
    for node in sorted(called | {route.satellite for route in levels.freighters}):
        if not 1 <= node <= case.sites:
            yield f"node {node} is no site"
    if case.truck_way is None and levels.trucks:
        yield f"{len(levels.trucks)} trucks where nothing is brought"


def _check_loads(case: Located, levels: Levels) -> Iterator[str]:
    """Yield routes, sites and trucks that are asked for more than they hold."""
    asked = np.zeros(case.sites + 1)
    for number, route in enumerate(levels.freighters):
        load = case.load(route)
        asked[route.satellite] += load
        if load > case.capacity + TOLERANCE:
            yield f"route {number} carries {load - case.capacity:g} over {case.capacity:g}"
    for site, excess in enumerate(asked[1:] - case.room, start=1):
        if excess > TOLERANCE:
            yield f"site {site} gives {excess:g} over {case.room[site - 1]:g}"
    for number, truck in enumerate(levels.trucks):
        excess = sum(truck.amounts) - case.truck_capacity
        if excess > TOLERANCE:
            yield f"truck {number} carries {excess:g} over {case.truck_capacity:g}"
        if min(truck.amounts, default=0.0) < 0:
            yield f"truck {number} carries less than nothing"


def _check_supply(case: Located, levels: Levels) -> Iterator[str]:
    """Yield sites that trucks do not bring just what their routes take."""
    if case.truck_way is None:
        return
    short = np.zeros(case.sites + 1)
    for route in levels.freighters:
        short[route.satellite] += case.load(route)
    for truck in levels.trucks:
        np.subtract.at(short, list(truck.satellites), truck.amounts)
    for site in np.flatnonzero(np.abs(short) > TOLERANCE):
        what = "lacks" if short[site] > 0 else "has too much by"
        yield f"site {site} {what} {abs(short[site]):g}"
