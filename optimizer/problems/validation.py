"""
What no engine can be asked: arrays that do not fit each other, or what no arithmetic holds.

A task that nobody can serve is an answer, not a mistake: a window that closes before it
opens, a task bigger than every vehicle, a way that leads there and not back. Mistakes are
what has no meaning (a negative way, a cost that is no number, a base that is not there) or
would overflow, and all of them are told at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from optimizer.domain import NO_WAY
from optimizer.errors import EngineError
from optimizer.problems.breaks import breaks
from optimizer.problems.evaluator import INFEASIBLE
from optimizer.problems.pricing import evaluate
from optimizer.problems.routing import Route, RoutingProblem, Solution

SHAPE, KIND, NEGATIVE, LARGE, UNKNOWN = "E310", "E311", "E312", "E313", "E314"
ENDS_FIRST, HOURS, FIXED, SUPPLY, START = "E315", "E316", "E317", "E318", "E320"

LARGEST: Final = 2**53
"""Amounts, clocks and metres up to here are exact as floats too, and add up without overflow."""

MOST_SUM: Final = 2**62
MOST_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Column:
    """
    What an array of the problem must be: its axes, its kind, and the values it may have.

    ``kind`` is ``amount`` (0 and more), ``clock`` (negative too), ``bits`` (anything),
    ``flag``, ``money`` (0 and more), ``price`` (negative too), or, for a number of
    something, the axis that it counts along.
    """

    name: str
    axes: tuple[str, ...]
    kind: str


def _columns(owner: str, axes: tuple[str, ...], kind: str, names: str) -> list[Column]:
    """Return columns of one kind."""
    return [Column(owner + name, axes, kind) for name in names.split()]


_TASKS, _DUTIES, _SITES, _WIDE = ("tasks",), ("duties",), ("sites",), ("tasks", "bases")
_WAYS, _HOURS = ("profiles", "sites", "sites"), ("sites", "windows")

COLUMNS: Final = (
    *_columns("", _WAYS, "amount", "duration distance"),
    *_columns("", _HOURS, "clock", "opens closes"),
    *_columns("", _SITES, "amount", "stop_time piece_time"),
    *_columns("", ("bases",), "sites", "bases"),
    *_columns("", ("bases",), "money", "base_day_cost"),
    *_columns("tasks.", _TASKS, "sites", "site"),
    *_columns("tasks.", _TASKS, "flag", "is_delivery"),
    *_columns("tasks.", _TASKS, "amount", "pieces weight volume pickup_weight pickup_volume"),
    *_columns("tasks.", _TASKS, "amount", "group"),
    *_columns("tasks.", _TASKS, "bits", "classes excluded"),
    *_columns("tasks.", _TASKS, "clock", "earliest latest wait_from"),
    *_columns("tasks.", _TASKS, "money", "late_cost late_rate wait_rate drop_cost"),
    *_columns("tasks.", _WIDE, "clock", "release due hard"),
    *_columns("tasks.", _WIDE, "price", "price"),
    *_columns("duties.", _DUTIES, "bits", "vehicle shift carries twin"),
    *_columns("duties.", _DUTIES, "bases", "base"),
    *_columns("duties.", _DUTIES, "days", "day"),
    *_columns("duties.", _DUTIES, "profiles", "profile"),
    *_columns("duties.", _DUTIES, "amount", "weight volume range most_trips max_duration"),
    *_columns("duties.", _DUTIES, "clock", "start paid_until end"),
    *_columns("duties.", _DUTIES, "money", "cost metre_cost second_cost overtime_cost"),
)


def check_problem(problem: RoutingProblem) -> None:
    """
    Raise where a problem cannot be asked, with everything that is wrong with it.

    Raises
    ------
    EngineError
        E310 to E318, one line each: where, what, and what to do.

    Examples
    --------
    >>> from optimizer.problems import smallest_problem
    >>> check_problem(smallest_problem())
    """
    sizes = _sizes(problem)
    found = list(_misshaped(problem, sizes))
    if not found:
        found = [line for column in COLUMNS for line in _off_range(problem, column, sizes)]
        found += [*_overflows(problem), *_contradictions(problem), *_missupplied(problem)]
        found += _misnamed(problem, problem.fixed, FIXED, "fixed")
    if not found and problem.fixed:
        found += _unkept(problem)
    _refuse("the routing problem", found)


def check_start(problem: RoutingProblem, start: Solution | None) -> None:
    """
    Raise where a start names tasks or duties that are not there, or a task twice.

    Routes that break a rule are no mistake: engines mend them.

    Raises
    ------
    EngineError
        E320, one line for each mistake.

    Examples
    --------
    >>> from optimizer.problems import Route, smallest_problem
    >>> check_start(smallest_problem(), Solution((Route(0, ((0, 7),)),), cost=0.0))
    Traceback (most recent call last):
    optimizer.errors.EngineError: the start has 1 issue:
      E320 routes: no task 7; there are 1, counted from 0
    """
    if start is not None:
        _refuse("the start", list(_misnamed(problem, start.routes, START, "routes")))


def _refuse(what: str, found: list[str]) -> None:
    """Raise if anything was found."""
    if found:
        count = f"{len(found)} issue{'s' if len(found) > 1 else ''}"
        raise EngineError("\n".join([f"{what} has {count}:", *(f"  {line}" for line in found)]))


def _array(problem: RoutingProblem, name: str) -> Any:
    """Return an array of the problem by its name."""
    owner, _, column = name.rpartition(".")
    return getattr(getattr(problem, owner) if owner else problem, column)


def _sizes(problem: RoutingProblem) -> dict[str, int]:
    """Return how long each axis is, as its first array says."""
    profiles, sites = (*np.shape(problem.duration), 0, 0)[:2]
    return {
        "profiles": profiles,
        "sites": sites,
        "windows": (*np.shape(problem.opens), 0, 0)[1],
        "bases": len(problem.bases),
        "tasks": problem.num_tasks,
        "duties": problem.num_duties,
        "days": problem.num_days,
    }


def _misshaped(problem: RoutingProblem, sizes: dict[str, int]) -> Iterator[str]:
    """Yield arrays of a wrong shape or type."""
    for column in COLUMNS:
        values = _array(problem, column.name)
        wanted = {"flag": "bool", "money": "float64", "price": "float64"}.get(column.kind, "int64")
        if not isinstance(values, np.ndarray) or str(values.dtype) != wanted:
            kind = values.dtype if isinstance(values, np.ndarray) else type(values).__name__
            yield f"{KIND} {column.name}: {kind} instead of {wanted}; convert it"
            continue
        shape = tuple(sizes[axis] for axis in column.axes)
        if values.shape != shape:
            axes = " x ".join(column.axes)
            yield f"{SHAPE} {column.name}: shape {values.shape}, but {axes} is {shape}; make it so"


def _off_range(problem: RoutingProblem, column: Column, sizes: dict[str, int]) -> Iterator[str]:
    """Yield what an array holds that it must not; two passes over what is right."""
    values = _array(problem, column.name)
    if not values.size or column.kind in ("bits", "flag"):
        return
    low, high = values.min(), values.max()
    if column.kind in sizes:
        if low < 0 or high >= sizes[column.kind]:
            wrong = (values < 0) | (values >= sizes[column.kind])
            told = f"of {column.kind} there are {sizes[column.kind]}, counted from 0"
            yield _line(UNKNOWN, column.name, values, wrong, told)
        return
    is_money = column.kind in ("money", "price")
    if is_money and not (np.isfinite(low) and np.isfinite(high)):
        yield _line(KIND, column.name, values, ~np.isfinite(values), "give a finite number")
        return
    if low < 0 and column.kind in ("amount", "money"):
        yield _line(NEGATIVE, column.name, values, values < 0, "give 0 or more")
    most = INFEASIBLE if is_money else LARGEST
    if high > most or low < -most:
        wrong = (values > most) | (values < -most)
        yield _line(LARGE, column.name, values, wrong, f"stay within {most:.3g}")


def _line(code: str, name: str, values: Any, wrong: Any, what_to_do: str) -> str:
    """Return a line about the first of the wrong values, and how many more there are."""
    places = np.argwhere(wrong)
    where = ", ".join(map(str, places[0].tolist()))
    more = f" (and {len(places) - 1} more)" if len(places) > 1 else ""
    return f"{code} {name}[{where}]: {values[tuple(places[0])]}{more}; {what_to_do}"


def _overflows(problem: RoutingProblem) -> Iterator[str]:
    """Yield what is too much only together."""
    tasks = problem.tasks
    for name in ("weight", "volume"):
        both = getattr(tasks, name), getattr(tasks, f"pickup_{name}")
        if sum(float(values.sum(dtype=np.float64)) for values in both) > MOST_SUM:
            yield f"{LARGE} tasks.{name}: all tasks together overflow; use a larger unit"
    pieces = float(tasks.pieces.sum(dtype=np.float64))
    if pieces * float(problem.piece_time.max(initial=0)) > MOST_SUM:
        yield f"{LARGE} tasks.pieces: the time to handle them overflows; lower piece_time"
    drops = float(tasks.drop_cost.sum())
    if drops >= INFEASIBLE:
        yield (
            f"{LARGE} tasks.drop_cost: {drops:.3g} cents together would pass for a broken rule; "
            f"stay below {INFEASIBLE:.3g}"
        )


def _contradictions(problem: RoutingProblem) -> Iterator[str]:
    """Yield duties that end before they start, hours out of order, and limits below zero."""
    duties = problem.duties
    for duty in np.flatnonzero(duties.end < duties.start)[:MOST_NAMED].tolist():
        yield (
            f"{ENDS_FIRST} duties.end[{duty}]: {duties.end[duty]}, before it starts at "
            f"{duties.start[duty]}; leave the duty out, or let it end later"
        )
    never = np.flatnonzero(duties.start >= NO_WAY)
    if len(never):
        yield (
            f"{LARGE} duties.start[{never[0]}]: {duties.start[never[0]]}, but {NO_WAY} stands for "
            "never; count clocks from the day of planning on"
        )
    if (problem.opens[:, 1:] < problem.opens[:, :-1]).any():
        site = int(np.argwhere(problem.opens[:, 1:] < problem.opens[:, :-1])[0, 0])
        yield f"{HOURS} opens[{site}]: not ascending; sort the windows, and pad with NO_WAY"
    for name in ("rest_after", "rest"):
        if getattr(problem, name) < 0:
            yield f"{NEGATIVE} {name}: {getattr(problem, name)}; give 0 or more"


def _unkept(problem: RoutingProblem) -> Iterator[str]:
    """Yield rules that fixed trips break by themselves: no plan could be made around them."""
    fixed = {route.duty: route.trips for route in problem.fixed}
    if evaluate(problem, fixed) >= INFEASIBLE:
        for broken in breaks(problem, fixed)[:MOST_NAMED]:
            yield f"{FIXED} fixed: {broken}; fix less, or let the rule go"


def _missupplied(problem: RoutingProblem) -> Iterator[str]:
    """Yield mistakes in the supply."""
    supply = problem.supply
    if supply is None:
        return
    if supply.station.shape != problem.bases.shape:
        yield f"{SUPPLY} supply.station: {supply.station.shape} instead of one per base"
    elif (supply.station >= supply.num_stations).any() or (supply.station < -1).any():
        yield f"{SUPPLY} supply.station: there are {supply.num_stations}, or -1 for none"
    if len(supply.tour_cost) != 1 << supply.num_stations or not len(supply.tour_cost):
        yield f"{SUPPLY} supply.tour_cost: {len(supply.tour_cost)} instead of a power of two"
    if np.isnan(supply.tour_cost).any() or (supply.tour_cost < 0).any():
        yield f"{SUPPLY} supply.tour_cost: negative, or no number; give what each tour costs"
    if min(supply.capacity, supply.trucks, supply.most_duties) < 0:
        yield f"{SUPPLY} supply: a negative capacity, or number of trucks or duties"


def _misnamed(
    problem: RoutingProblem, routes: Iterable[Route], code: str, where: str
) -> Iterator[str]:
    """Yield tasks and duties of routes that do not exist, and what stands twice."""
    duties = Counter(route.duty for route in routes)
    tasks = Counter(task for route in routes for trip in route.trips for task in trip)
    counts = (("duty", duties, problem.num_duties), ("task", tasks, problem.num_tasks))
    for word, named, total in counts:
        unknown = [number for number in named if not 0 <= number < total]
        for number in sorted(unknown)[:MOST_NAMED]:
            yield f"{code} {where}: no {word} {number}; there are {total}, counted from 0"
        twice = [number for number, times in named.items() if times > 1]
        for number in sorted(twice)[:MOST_NAMED]:
            yield f"{code} {where}: {word} {number} stands twice; name it once"
