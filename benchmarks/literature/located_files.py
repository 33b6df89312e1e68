"""The files of location-routing, of p-median and of capacitated location."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from benchmarks.literature.case import euclidean, fine_scale
from benchmarks.literature.conversion import EXACT
from benchmarks.literature.located import Located
from optimizer.domain import Floats, Ints


def read_located(path: Path) -> Located:
    """Return an instance of one echelon; its code says whether ways are whole or doubles."""
    numbers = _Numbers(path)
    customers, sites = int(numbers.one()), int(numbers.one())
    places, targets = numbers.rows(sites, 2), numbers.rows(customers, 2)
    capacity, room = numbers.one(), numbers.take(sites)
    demand, opening = numbers.take(customers), numbers.take(sites)
    fixed, is_double = numbers.one(), numbers.one() == 1.0
    way = euclidean(np.concatenate([np.zeros((1, 2)), places, targets]))
    return Located(
        name=path.stem,
        way=way if is_double else _whole(way, 100),
        truck_way=None,
        opening=opening,
        room=room,
        demand=demand,
        capacity=capacity,
        fixed=fixed,
        scale=fine_scale(way) if is_double else 1,
    )


def read_two_located(path: Path) -> Located:
    """Return an instance of two echelons, of the set that the file's form tells."""
    return _prodhon(path) if path.suffix == ".dat" else _nguyen(path)


def _prodhon(path: Path) -> Located:
    """Return an instance of Prodhon's set."""
    numbers = _Numbers(path)
    customers, sites = int(numbers.one()), int(numbers.one())
    places, targets = numbers.rows(sites + 1, 2), numbers.rows(customers, 2)
    capacity, truck_capacity, room = numbers.one(), numbers.one(), numbers.take(sites)
    demand, opening = numbers.take(customers), numbers.take(sites)
    fixed, truck_fixed = numbers.one(), numbers.one()
    way = euclidean(np.concatenate([places, targets]))
    return Located(
        name=path.stem,
        way=_whole(way, 100),
        truck_way=_whole(way[: sites + 1, : sites + 1], 200),
        opening=opening,
        room=room,
        demand=demand,
        capacity=capacity,
        fixed=fixed,
        truck_capacity=truck_capacity,
        truck_fixed=truck_fixed,
    )


def _nguyen(path: Path) -> Located:
    """Return an instance of Nguyen's set."""
    numbers = _Numbers(path)
    sites, customers = int(numbers.one()), int(numbers.one())
    truck_capacity, capacity = numbers.one(), numbers.one()
    truck_fixed, fixed = numbers.one(), numbers.one()
    depot, places, targets = numbers.rows(1, 2), numbers.rows(sites, 4), numbers.rows(customers, 3)
    way = euclidean(np.concatenate([depot, places[:, :2], targets[:, :2]]))
    return Located(
        name=path.stem,
        way=_whole(way, 10),
        truck_way=_whole(way[: sites + 1, : sites + 1], 20),
        opening=places[:, 3],
        room=places[:, 2],
        demand=targets[:, 2],
        capacity=capacity,
        fixed=fixed,
        truck_capacity=truck_capacity,
        truck_fixed=truck_fixed,
    )


@dataclass(frozen=True)
class Choice:
    """
    Sites to choose without any routes.

    ``cost``, shape ``(customers, sites)``, is that of serving a customer from a site. Either
    just ``count`` sites are opened, or any number at ``opening``, within ``room``; a demand may
    then be split.
    """

    name: str
    cost: Floats
    count: int = 0
    opening: Floats | None = None
    room: Floats | None = None
    demand: Floats | None = None


def read_medians(path: Path) -> Choice:
    """Return an instance of p-median over shortest paths; of two edges the last one counts."""
    numbers = _Numbers(path)
    nodes, edges, count = (int(each) for each in numbers.take(3))
    rows = numbers.rows(edges, 3)
    lengths = {tuple(sorted((int(i) - 1, int(j) - 1))): length for i, j, length in rows}
    ends: Ints = np.array(list(lengths), dtype=np.int64)
    graph = csr_array((list(lengths.values()), (ends[:, 0], ends[:, 1])), shape=(nodes, nodes))
    return Choice(path.stem, np.asarray(dijkstra(graph, directed=False)), count=count)


def read_capacitated(path: Path) -> Choice:
    """Return an instance of capacitated location whose demands may be split."""
    numbers = _Numbers(path)
    sites, customers = int(numbers.one()), int(numbers.one())
    stores, rows = numbers.rows(sites, 2), numbers.rows(customers, sites + 1)
    return Choice(
        path.stem, rows[:, 1:], opening=stores[:, 1], room=stores[:, 0], demand=rows[:, 0]
    )


class _Numbers:
    """The numbers of a file, one after the other."""

    def __init__(self, path: Path) -> None:
        words = path.read_text(encoding="utf-8").split()
        self._values, self._at = [float(word) for word in words], 0

    def take(self, count: int) -> Floats:
        """Return the next numbers."""
        self._at += count
        return np.array(self._values[self._at - count : self._at])

    def rows(self, count: int, width: int) -> Floats:
        """Return the next rows of numbers."""
        return self.take(count * width).reshape(count, width)

    def one(self) -> float:
        """Return the next number."""
        return float(self.take(1)[0])


def _whole(way: Floats, factor: int) -> Floats:
    """Return ways as the literature counts them: multiplied, and rounded up."""
    return np.ceil(way * factor - EXACT)
