"""Files that are tables of numbers: Solomon, Wang and Chen, JD Logistics, Cordeau, Taillard."""

from __future__ import annotations

import gzip
from dataclasses import replace
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
from optimizer.domain import Floats


def _rows(text: str) -> list[list[float]]:
    """Return the rows of a text that hold nothing but numbers."""
    found = []
    for line in text.splitlines():
        try:
            row = [float(word) for word in line.split()]
        except ValueError:
            continue
        if row:
            found.append(row)
    return found


def read_solomon(path: Path, *, vehicles: int = 0, tenths: bool = False) -> Case:
    """
    Return an instance with windows in Solomon's layout.

    With ``tenths`` distances and times are cut after the first decimal; else they are
    doubles. A number of ``vehicles`` takes the place of the file's.
    """
    (count, capacity), *rows = _rows(path.read_text(encoding="utf-8"))
    table = np.array(rows)
    distance, factor = euclidean(table[:, 1:3]), 1
    if tenths:
        distance, factor = np.floor(distance * 10 + 1e-9), 10
    return Case(
        name=path.stem,
        depots=(0,),
        distance=distance,
        duration=distance,
        fleet=same_vehicles(vehicles or int(count), capacity, len(table)),
        delivery=table[:, 3],
        ready=table[:, 4] * factor,
        due=table[:, 5] * factor,
        service=table[:, 6] * factor,
        unit=float(factor),
        scale=1 if tenths else fine_scale(distance),
    )


def read_wang_chen(path: Path, *, vehicles: int = 0) -> Case:
    """Return an instance of Wang and Chen: windows, deliveries and pickups at one call."""
    (_, count, capacity), *rows = _rows(path.read_text(encoding="utf-8"))
    table = np.array(rows)
    distance = euclidean(table[:, 1:3])
    return Case(
        name=path.stem,
        depots=(0,),
        distance=distance,
        duration=distance,
        fleet=same_vehicles(vehicles or int(count), capacity, len(table)),
        delivery=table[:, 3],
        pickup=table[:, 4],
        ready=table[:, 5],
        due=table[:, 6],
        service=table[:, 7],
        scale=fine_scale(distance),
    )


def read_jd(path: Path) -> Case:
    """Return an instance of JD Logistics: road distances, 300 a route and 0.014 a metre."""
    text = gzip.decompress(path.read_bytes()).decode()
    head, _, rest = text.partition("NODE_SECTION")
    nodes, _, ways = rest.partition("DISTANCETIME_SECTION")
    headers = dict(line.split(":") for line in head.replace(" ", "").splitlines() if ":" in line)
    table = _commas(nodes.partition("DEPOT_SECTION")[0])
    arcs = _commas(ways.partition("DEPOT_SECTION")[0])
    count = len(table)
    distance, duration = np.zeros((2, count, count))
    i, j = arcs[:, 0].astype(np.int64), arcs[:, 1].astype(np.int64)
    distance[i, j], duration[i, j] = arcs[:, 2], arcs[:, 3]
    vehicles = min(int(headers["VEHICLES"]), count - 1)
    fleet = same_vehicles(vehicles, float(headers["CAPACITY"]), count)
    return Case(
        name=path.name.partition(".")[0],
        depots=(0,),
        distance=distance,
        duration=duration,
        fleet=replace(
            fleet,
            fixed=np.full(vehicles, float(headers["DISPATCHINGCOST"])),
            rate=np.full(vehicles, float(headers["UNITCOST"])),
        ),
        delivery=table[:, 1],
        pickup=table[:, 2],
        ready=table[:, 3],
        due=table[:, 4],
        service=table[:, 5],
        grain=1_000_000,
    )


def _commas(text: str) -> Floats:
    """Return a table whose cells are set apart by commas."""
    lines = [line for line in text.splitlines() if "," in line]
    cells = np.array(",".join(lines).split(","), dtype=np.float64)
    return cells.reshape(len(lines), -1)


def read_cordeau(path: Path) -> Case:
    """
    Return an instance of Cordeau: several depots, limits of load and duration, no windows.

    Nodes are the depots first, then the customers in the order of the file.
    """
    (_, each, customers, depots), *rows = _rows(path.read_text(encoding="utf-8"))
    each, customers, depots = int(each), int(customers), int(depots)
    limits = np.array(rows[:depots])
    lines = rows[depots : depots + customers + depots]
    table = np.array([row[:5] for row in [*lines[customers:], *lines[:customers]]])
    distance, count = euclidean(table[:, 1:3]), each * depots
    most = np.repeat(limits[:, 0], each)
    fleet = same_vehicles(count, 0.0, len(table))
    return Case(
        name=path.stem,
        depots=tuple(range(depots)),
        distance=distance,
        duration=distance if most.any() else None,
        fleet=replace(
            fleet,
            depot=np.repeat(np.arange(depots), each),
            capacity=np.repeat(limits[:, 1], each),
            most_duration=np.where(most > 0, most, ENDLESS),
        ),
        delivery=table[:, 4],
        service=table[:, 3],
        scale=fine_scale(distance),
    )


def read_taillard(path: Path) -> Case:
    """Return an instance of Golden and Taillard: types with a fixed cost and one by distance."""
    (_, kinds, *_), *rows = _rows(path.read_text(encoding="utf-8"))
    types = np.array(rows[: int(kinds)])
    depot, *customers = rows[int(kinds) :]
    table = np.array([[*depot[:2], 0.0], *customers])
    distance = euclidean(table[:, :2])
    counts = [
        min(int(count), enough_vehicles(table[:, 2], capacity)) for count, capacity in types[:, :2]
    ]
    each = np.repeat(np.arange(len(types)), counts)
    count = len(each)
    return Case(
        name=path.stem,
        depots=(0,),
        distance=distance,
        fleet=Fleet(
            depot=np.zeros(count, dtype=np.int64),
            capacity=types[each, 1],
            fixed=types[each, 2],
            rate=types[each, 3],
            most_duration=np.full(count, ENDLESS),
            kind=np.zeros(count, dtype=np.int64),
            serves=np.ones((1, len(table)), dtype=np.bool_),
        ),
        delivery=table[:, 2],
        scale=fine_scale(distance),
    )
