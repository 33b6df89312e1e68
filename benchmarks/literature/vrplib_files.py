"""Files in the dialects of VRPLIB: set X, PyVRP's richer problems, LKH-3's pickups."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.literature.case import (
    ENDLESS,
    Case,
    Fleet,
    enough_vehicles,
    euclidean,
    fine_scale,
    same_vehicles,
)
from optimizer.domain import Floats, Ints


@dataclass(frozen=True)
class Vrplib:
    """The headers and sections of a file; rows of a section without their first number."""

    headers: dict[str, str]
    sections: dict[str, list[list[str]]]

    @property
    def num_nodes(self) -> int:
        """How many nodes there are."""
        return int(self.headers["DIMENSION"])

    @property
    def depots(self) -> tuple[int, ...]:
        """The depots, counted from 0; the first node where the file names none."""
        rows = self.sections.get("DEPOT", [["1"]])
        return tuple(int(row[0]) - 1 for row in rows if row[0] != "-1")

    def points(self) -> Floats:
        """Return the coordinates, shape ``(nodes, 2)``."""
        return self.table("NODE_COORD")

    def table(self, section: str) -> Floats:
        """Return a section whose first column counts its rows."""
        return np.array([row[1:] for row in self.sections[section]], dtype=np.float64)

    def column(self, section: str, count: int, default: float) -> Floats:
        """Return one number by row: of a section, of a header for all, or the default."""
        if section in self.sections:
            return self.table(section)[:, 0]
        return np.full(count, float(self.headers.get(section, default)))


def read_vrplib(path: Path) -> Vrplib:
    """Return what a file says."""
    headers: dict[str, str] = {}
    sections: dict[str, list[list[str]]] = {}
    rows: list[list[str]] | None = None
    for line in path.read_text(encoding="utf-8").splitlines():
        words = line.split()
        if not words or words[0] == "EOF":
            continue
        if words[0].endswith("_SECTION"):
            rows = sections.setdefault(words[0].removesuffix("_SECTION"), [])
        elif rows is not None:
            rows.append(words)
        else:
            key, _, value = line.partition(":")
            headers[key.strip()] = value.strip()
    return Vrplib(headers, sections)


def read_cvrp(path: Path) -> Case:
    """Return an instance of set X: distances rounded to the nearest integer, any fleet."""
    file = read_vrplib(path)
    demand = file.column("DEMAND", file.num_nodes, 0)
    capacity = float(file.headers["CAPACITY"])
    count = enough_vehicles(demand, capacity)
    return Case(
        name=path.stem,
        depots=file.depots,
        distance=np.floor(euclidean(file.points()) + 0.5),
        fleet=same_vehicles(count, capacity, file.num_nodes),
        delivery=demand,
    )


def read_trunc1(path: Path) -> Case:
    """Return an instance in tenths: distances and times cut after the first decimal."""
    return _rich(path, np.floor(euclidean(read_vrplib(path).points()) * 10 + 1e-9), factor=10)


def read_exact(path: Path) -> Case:
    """Return an instance in thousandths: every distance and time rounded to them."""
    return _rich(path, np.rint(euclidean(read_vrplib(path).points()) * 1000), factor=1000)


def read_mixed_fleet(path: Path) -> Case:
    """Return an instance of vehicle types in double precision, costs in hundredths."""
    distance = euclidean(read_vrplib(path).points())
    case = _rich(path, distance, factor=1)
    return replace(case, duration=None, unit=100.0, scale=fine_scale(distance))


def _rich(path: Path, distance: Floats, factor: int) -> Case:
    """Return an instance of PyVRP's dialect, its times multiplied by a factor."""
    file = read_vrplib(path)
    nodes = file.num_nodes
    service = file.column("SERVICE_TIME", nodes, 0) * factor
    service[list(file.depots)] = 0
    ready, due = np.zeros(0), np.zeros(0)
    if "TIME_WINDOW" in file.sections:
        ready, due = np.rint(file.table("TIME_WINDOW").T * factor)
    return Case(
        name=path.stem,
        depots=file.depots,
        distance=distance,
        duration=distance,
        fleet=_fleet(file, factor),
        delivery=file.column("DEMAND", nodes, 0),
        ready=ready,
        due=due,
        service=np.rint(service),
        release=np.rint(file.column("RELEASE_TIME", nodes, 0) * factor),
        reloads="VEHICLES_RELOAD_DEPOT" in file.sections,
    )


def _fleet(file: Vrplib, factor: int) -> Fleet:
    """Return the vehicles, each with what the file says of it."""
    count = int(file.headers["VEHICLES"])
    kind, serves = _kinds(file, count)
    depot = file.column("VEHICLES_DEPOT", count, file.depots[0] + 1).astype(np.int64) - 1
    return Fleet(
        depot=depot,
        capacity=file.column("CAPACITY", count, ENDLESS),
        fixed=file.column("VEHICLES_FIXED_COST", count, 0),
        rate=file.column("VEHICLES_UNIT_DISTANCE_COST", count, 1),
        most_duration=file.column("VEHICLES_MAX_DURATION", count, ENDLESS) * factor,
        kind=kind,
        serves=serves,
    )


def _kinds(file: Vrplib, count: int) -> tuple[Ints, np.ndarray]:
    """Return the kind of each vehicle, and whom each kind may serve."""
    nodes = file.num_nodes
    rows = file.sections.get("VEHICLES_ALLOWED_CLIENTS")
    if rows is None:
        return np.zeros(count, dtype=np.int64), np.ones((1, nodes), dtype=np.bool_)
    may = np.zeros((count, nodes), dtype=np.bool_)
    for row in rows:
        may[int(row[0]) - 1, np.array(row[1:], dtype=np.int64) - 1] = True
    serves, kind = np.unique(may, axis=0, return_inverse=True)
    return kind.ravel().astype(np.int64), serves


def read_pickups(path: Path) -> Case:
    """Return an instance of LKH-3's layout: deliveries and pickups, no windows, any fleet."""
    file = read_vrplib(path)
    nodes = file.num_nodes
    amounts = file.table("PICKUP_AND_DELIVERY")
    pickup, delivery = amounts[:, 4], amounts[:, 5]
    capacity = float(file.headers["CAPACITY"])
    count = enough_vehicles(np.maximum(pickup, delivery), capacity)
    explicit = file.headers["EDGE_WEIGHT_TYPE"] == "EXPLICIT"
    if explicit:
        words = [word for row in file.sections["EDGE_WEIGHT"] for word in row]
        distance = np.array(words, dtype=np.float64).reshape(nodes, nodes)
    else:
        distance = euclidean(file.points())
    return Case(
        name=f"{path.parent.name}/{path.stem}",
        depots=file.depots,
        distance=distance,
        fleet=same_vehicles(count, capacity, nodes),
        delivery=delivery,
        pickup=pickup,
        unit=10_000.0 if explicit else 1.0,
        scale=1 if explicit else fine_scale(distance),
    )
