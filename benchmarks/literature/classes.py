"""The classes of instances: where their files lie, how they are read, under which convention."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.literature.benchmark import Benchmark
from benchmarks.literature.case import Case
from benchmarks.literature.choosing import benchmark_of_choice
from benchmarks.literature.conversion import benchmark_of
from benchmarks.literature.known import Known, read_known
from benchmarks.literature.located import Located
from benchmarks.literature.located_files import (
    Choice,
    read_capacitated,
    read_located,
    read_medians,
    read_two_located,
)
from benchmarks.literature.siting import benchmark_of_located
from benchmarks.literature.staging import benchmark_of_stages
from benchmarks.literature.supplied import benchmark_of_levels
from benchmarks.literature.tables import (
    read_cordeau,
    read_jd,
    read_solomon,
    read_taillard,
    read_wang_chen,
)
from benchmarks.literature.timed_levels import TimedLevels, read_dellaert, read_pickup_set
from benchmarks.literature.two_echelons import read_two_levels
from benchmarks.literature.vrplib_files import (
    read_cvrp,
    read_exact,
    read_mixed_fleet,
    read_pickups,
    read_trunc1,
)

Read = Callable[[Path, Known], Benchmark]

CENTS: Final = 100.0


@dataclass(frozen=True)
class Convention:
    """
    One way to count: rounding and objective.

    ``rows``: how the convention of its rows in BKS.csv begins. With ``fleet_first`` the best
    known number of vehicles is all there are, and the distance is compared.
    """

    name: str
    read: Read
    rows: str = ""
    fleet_first: bool = False


@dataclass(frozen=True)
class LiteratureClass:
    """
    A class of instances: its folder's name, where a file lies in it, and its conventions.

    A suffix ``.*`` stands for whichever an instance has.
    """

    name: str
    file: str
    conventions: tuple[Convention, ...]

    def convention(self, name: str | None) -> Convention:
        """
        Return a convention by its name, the first where none is given.

        Raises
        ------
        KeyError
            Where the class has none of that name.
        """
        if name is None:
            return self.conventions[0]
        return {each.name: each for each in self.conventions}[name]

    def rows(self, folder: Path, convention: Convention) -> list[Known]:
        """Return what is known of the instances of a folder under one convention."""
        return [row for row in read_known(folder) if row.convention.startswith(convention.rows)]

    def path(self, folder: Path, known: Known) -> Path:
        """Return where an instance lies."""
        path = folder / self.file.format(known.instance)
        return next(path.parent.glob(path.name), path) if path.suffix == ".*" else path


def _plain(read: Callable[[Path], Case], *, money: float | None = None) -> Read:
    """Return how a file of one echelon becomes a benchmark."""
    return lambda path, known: benchmark_of(read(path), money=money)


def _of_one(name: str, file: str, convention: str, read: Read) -> LiteratureClass:
    """Return a class that knows one convention."""
    return LiteratureClass(name, file, (Convention(convention, read),))


def _solomon_tenths(path: Path, known: Known) -> Benchmark:
    """Return an instance in tenths, with the file's vehicles."""
    return benchmark_of(read_solomon(path, tenths=True))


def _solomon_fleet(path: Path, known: Known) -> Benchmark:
    """Return an instance in doubles, with the vehicles of the best known routes."""
    return benchmark_of(read_solomon(path, vehicles=known.vehicles))


def _wang_chen(path: Path, known: Known) -> Benchmark:
    """Return an instance with the vehicles of the best known routes."""
    return benchmark_of(read_wang_chen(path, vehicles=known.vehicles))


def _levels(path: Path, known: Known) -> Benchmark:
    """Return an instance of two levels."""
    return benchmark_of_levels(read_two_levels(path))


def _stages(read: Callable[[Path], TimedLevels]) -> Read:
    """Return how a file of two levels with windows becomes a benchmark."""
    return lambda path, known: benchmark_of_stages(read(path))


def _located(read: Callable[[Path], Located]) -> Read:
    """Return how a file of location-routing becomes a benchmark."""
    return lambda path, known: benchmark_of_located(read(path))


def _choice(read: Callable[[Path], Choice]) -> Read:
    """Return how a file of plain location becomes a benchmark."""
    return lambda path, known: benchmark_of_choice(read(path))


_CLASSES: Final = (
    _of_one("2e-cvrp", "instances/{}.dat", "double", _levels),
    _of_one("2e-vrptw", "instances/{}.txt", "double", _stages(read_dellaert)),
    _of_one("2e-vrptw-spd", "{}.txt", "double", _stages(read_pickup_set)),
    _of_one("vrpspd", "{}.vrpspd", "double", _plain(read_pickups)),
    LiteratureClass(
        "vrpspdtw-wangchen",
        "instances/{}.txt",
        (Convention("fleet", _wang_chen, fleet_first=True),),
    ),
    _of_one("vrpspdtw-jd", "instances/{}.vrpsdptw.gz", "cost", _plain(read_jd, money=CENTS)),
    _of_one("mtvrptw-release", "instances/{}.vrp", "trunc1", _plain(read_trunc1)),
    _of_one("mdvrptw-vidal", "instances/{}.vrp", "exact", _plain(read_exact)),
    _of_one("mdvrp-cordeau", "instances/{}.txt", "double", _plain(read_cordeau)),
    _of_one("sdvrptw", "instances/{}.vrp", "exact", _plain(read_exact)),
    _of_one("hfvrp-x", "instances/{}.vrp", "double", _plain(read_mixed_fleet)),
    _of_one("hfvrp-taillard", "instances/{}.txt", "double", _plain(read_taillard)),
    LiteratureClass(
        "vrptw-solomon",
        "instances/{}.txt",
        (
            Convention("trunc1", _solomon_tenths, rows="trunc1"),
            Convention("fleet", _solomon_fleet, rows="double, lexicographic", fleet_first=True),
            Convention("distance", _plain(read_solomon), rows="double, min distance"),
        ),
    ),
    _of_one("cvrp-x", "instances/{}.vrp", "round", _plain(read_cvrp)),
    _of_one("clrp", "{}.dat", "file", _located(read_located)),
    _of_one("2e-lrp", "{}.*", "file", _located(read_two_located)),
    _of_one("pmedian-orlib", "instances/{}.txt", "paths", _choice(read_medians)),
    _of_one("cflp-orlib", "instances/{}.txt", "split", _choice(read_capacitated)),
)

CLASSES: Final = {each.name: each for each in _CLASSES}
