"""How many day plans a study makes, and about how long, so that a planner knows before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Final
from zoneinfo import ZoneInfo

from optimizer.days import NOISE_DAYS
from optimizer.demand import read_model
from optimizer.desk.orders_county import latest_network
from optimizer.inputs import read_network
from optimizer.jobs import SIMULATION
from optimizer.simulation import RUN_OFF_DAYS
from optimizer.store import Run, Store

EFFORTS: Final = {"quick": 2_000, "thorough": 20_000}
"""Iterations of the search on each day; with fewer, repairing bad plans takes longer."""

MOST_SCENARIOS: Final = 6
"""So many scenarios a form compares; what may be asked for at most is of the request."""

_FIRST_SECONDS: Final = 2.0
_SIMULATED_SECONDS: Final = 7.0  # clocks of daily visits, and orders that wait for days
_SECONDS_PER_EFFORT: Final = 0.00015
_LOOKED_AT: Final = 60
_POLICIES: Final = 2
_RESUMED: Final = {"runs.requeue", "runs.give_back"}
_LOOKED_BACK: Final = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Duration:
    """
    So many day plans, and about how many seconds they take on this machine.

    A day plan is what the progress of a study counts: a day of one scenario, or of one way to
    plan in a simulation. ``is_measured`` tells whether studies of this network have said so;
    otherwise it is what a county of a hundred points usually takes.
    """

    day_plans: int
    seconds: float
    is_measured: bool


@dataclass(frozen=True, slots=True)
class History:
    """The orders of some days: how many, and which days have none."""

    orders: int
    missing: tuple[date, ...]


def whatif_day_plans(scenarios: int, days: int, seeds: int) -> int:
    """
    Return how many plans a comparison makes.

    Examples
    --------
    >>> whatif_day_plans(2, 10, 2)
    45
    """
    return (1 + scenarios) * (days + min(days, NOISE_DAYS) * (seeds - 1))


def siting_day_plans(candidates: int, most: int | None, days: int, each: int, fresh: int) -> int:
    """
    Return how many plans a siting makes at most.

    Of every number of stations the best proposals are judged, and today's stations too; the
    best is judged once more over fresh days.

    Examples
    --------
    >>> siting_day_plans(12, 5, 5, 2, 5)
    85
    """
    steps = min(candidates, most if most is not None else candidates) + 1
    last = fresh or days
    return days * (1 + steps * each) + 2 * (fresh + min(last, NOISE_DAYS))


def simulation_day_plans(days: int, seeds: int) -> int:
    """
    Return how many days a simulation plays, by need and by habit, run-offs as long as usual.

    Examples
    --------
    >>> simulation_day_plans(14, 2)
    74
    """
    return _POLICIES * (seeds * (days + RUN_OFF_DAYS) + min(days, NOISE_DAYS))


def duration(
    store: Store, network_id: int, kind: str, day_plans: int, *, effort: int, times: int = 1
) -> Duration:
    """
    Return about how long so many day plans take: as studies before, or as it is usual.

    Only studies of the same kind and effort count, since a day is planned several ``times``
    in a simulation; of one that was resumed nobody knows how long all of it took.
    """
    known = [
        seconds
        for run in store.runs.recent(network_id, limit=_LOOKED_AT)
        if run.kind == kind
        and (seconds := _per_day_plan(run, effort)) is not None
        and not _was_resumed(store, run)
    ]
    if known:
        return Duration(day_plans, day_plans * median(known), is_measured=True)
    first = _SIMULATED_SECONDS if kind == SIMULATION else _FIRST_SECONDS
    each = times * (first + _SECONDS_PER_EFFORT * effort)
    return Duration(day_plans, day_plans * each, is_measured=False)


def history(store: Store, network_id: int, first: date, days: int) -> History:
    """Return which orders were ready on some days, by the calendar of the network."""
    ready = _ready(store, network_id, first, days)
    wanted, known = [first + timedelta(days=n) for n in range(days)], set(ready)
    return History(len(ready), tuple(day for day in wanted if day not in known))


def history_span(store: Store, network_id: int, today: date) -> tuple[date, date] | None:
    """Return the first and the last day of the imported orders of about a year."""
    ready = _ready(store, network_id, today - _LOOKED_BACK, 2 * _LOOKED_BACK.days)
    return (min(ready), max(ready)) if ready else None


def _ready(store: Store, network_id: int, first: date, days: int) -> list[date]:
    """Return on which days orders were ready, by the calendar of the network."""
    zone = ZoneInfo(latest_network(store, network_id).rules.timezone)
    begin = datetime.combine(first, time(), zone)
    end = datetime.combine(first + timedelta(days=days), time(), zone)
    found = store.orders.ready_moments(network_id, begin, end)
    return [each.astimezone(zone).date() for each in found]


def season_names(store: Store, version_id: int) -> tuple[str, ...]:
    """Return the seasons in which orders of a network can be drawn."""
    folder = store.networks.folder(version_id)
    return read_model(folder, read_network(folder)).seasons


def _was_resumed(store: Store, run: Run) -> bool:
    """Return whether a run went on from days that it had planned before."""
    diary = store.changes.recent(run.network_id, target=f"{run.run_id}")
    return any(each.kind in _RESUMED for each in diary)


def _per_day_plan(run: Run, effort: int) -> float | None:
    """Return how many seconds a day plan of a study took, if it is one of the same effort."""
    if run.state not in ("done", "stopped"):
        return None
    if not run.done or run.started_at is None or run.ended_at is None:
        return None
    if run.request.get("effort") != effort:
        return None
    return (run.ended_at - run.started_at).total_seconds() / run.done
