"""
Tasks that move together: a block is a task of a smaller problem of the same kind.

A van that calls at a village serves all that waits there. Moved one by one its tasks only
cost, since the stop remains; moved as a block they save the stop and the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np

from optimizer.domain import Bools, Floats, Ints
from optimizer.engines.ortools.standing import fixed_trips
from optimizer.problems import Route, RoutingProblem, TaskArrays

Block = tuple[int, ...]

SUMS = frozenset(
    {"pieces", "weight", "volume", "late_cost", "late_rate", "wait_rate", "drop_cost", "price"}
    | {"pickup_weight", "pickup_volume"}
)
SOONEST = frozenset({"latest", "due", "hard"})
LATEST = frozenset({"earliest", "release"})


def stop_blocks(
    problem: RoutingProblem, routes: Iterable[Route], *, whole: bool
) -> tuple[list[Block], tuple[Route, ...]]:
    """
    Return what each stop of the routes handles as blocks, and the routes in them.

    ``whole`` stops are a block for what they deliver and one for what they collect, else
    every task is one. Deliveries come first, which makes room and changes nothing else.
    What is fixed, or has alternatives, is a block of its own.
    """
    fixed = fixed_trips(problem)
    blocks: list[Block] = []
    found = []
    for route in routes:
        trips = []
        standing = fixed.get(route.duty, ())
        for number, trip in enumerate(route.trips):
            kept = len(standing[number]) if number < len(standing) else 0
            rows = _parts(problem, trip[kept:]) if kept < len(trip) else []
            if not whole:
                rows = [(task,) for row in rows for task in row]
            rows = [(task,) for task in trip[:kept]] + rows
            trips.append(tuple(range(len(blocks), len(blocks) + len(rows))))
            blocks += rows
        found.append(Route(route.duty, tuple(trips)))
    return blocks, tuple(found)


def _parts(problem: RoutingProblem, trip: Sequence[int]) -> list[Block]:
    """Return what each stop of a trip delivers, collects, and looks in for."""
    tasks = problem.tasks
    sites = tasks.site[list(trip)]
    stops = np.cumsum(np.concatenate([[0], sites[1:] != sites[:-1]]))
    parts: dict[tuple[int, int, int], list[int]] = {}
    for stop, task in zip(stops.tolist(), trip, strict=True):
        kind = 0 if tasks.is_delivery[task] else 1 if tasks.pieces[task] else 2
        parts.setdefault((stop, kind, int(tasks.group[task])), []).append(task)
    return [tuple(parts[key]) for key in sorted(parts)]


def contract(problem: RoutingProblem, blocks: Sequence[Block]) -> RoutingProblem:
    """
    Return the problem with blocks for tasks; all of a block go one way at one site.

    A block asks for the most that any of its tasks asks for: it is released with the last
    and late with the first, and then all of it is.
    """
    sizes = np.array([len(block) for block in blocks], dtype=np.int64)
    members = np.array([task for block in blocks for task in block], dtype=np.int64)
    firsts = np.cumsum(sizes) - sizes
    arrays: dict[str, Any] = {
        column.name: _merged(getattr(problem.tasks, column.name)[members], firsts, column.name)
        for column in fields(TaskArrays)
    }
    rates = problem.tasks.wait_rate[members]
    since = np.add.reduceat(rates * problem.tasks.wait_from[members], firsts)
    arrays["wait_from"] = (since / np.maximum(arrays["wait_rate"], 1e-9)).astype(np.int64)
    number = {block[0]: k for k, block in enumerate(blocks)}
    fixed = tuple(
        Route(duty, tuple(tuple(number[task] for task in trip) for trip in trips))
        for duty, trips in fixed_trips(problem).items()
        if trips[0][0] in number
    )
    return replace(problem, tasks=TaskArrays(**arrays), fixed=fixed)


def _merged(values: Ints | Floats | Bools, firsts: Ints, name: str) -> Ints | Floats | Bools:
    """Return one value per block from those of its tasks."""
    if name in SUMS:
        return np.add.reduceat(values, firsts, axis=0)
    if name in SOONEST:
        return np.minimum.reduceat(values, firsts, axis=0)
    if name in LATEST:
        return np.maximum.reduceat(values, firsts, axis=0)
    if name in ("classes", "excluded"):
        return np.bitwise_or.reduceat(values, firsts)
    return values[firsts]


def expand(blocks: Sequence[Block], routes: Sequence[Route]) -> tuple[Route, ...]:
    """Return routes over blocks as routes over tasks."""
    return tuple(
        Route(
            route.duty,
            tuple(tuple(task for block in trip for task in blocks[block]) for trip in route.trips),
        )
        for route in routes
    )
