"""When a duty calls where: the slow and readable twin of the evaluator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from optimizer.problems.backwards import new_clocks
from optimizer.problems.evaluator import evaluate_duty, padded
from optimizer.problems.flat import Flat
from optimizer.problems.hours import fitting_start, handling


@dataclass(frozen=True, slots=True)
class Call:
    """One timed call of a trip, with the tasks that it serves; clocks."""

    site: int
    arrival: int
    start: int
    departure: int
    tasks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TimedTrip:
    """A trip with its calls; the first loads and the last unloads at the base."""

    calls: tuple[Call, ...]

    @property
    def start(self) -> int:
        """When loading starts."""
        return self.calls[0].start

    @property
    def end(self) -> int:
        """When unloading is over."""
        return self.calls[-1].departure


def time_duty(flat: Flat, duty: int, trips: Sequence[Sequence[int]]) -> list[TimedTrip]:
    """
    Return the calls of a duty that begins as late as its end allows.

    The duty is taken to be feasible.
    """
    table, sizes = padded([list(trip) for trip in trips])
    _, begun, _, _ = evaluate_duty(flat, duty, table, sizes, new_clocks(*table.shape))
    base, profile = int(flat.base[duty]), int(flat.profile[duty])
    home = int(flat.bases[base])
    clock, driven, paused_from = int(begun), 0, int(begun)
    timed = []
    for trip in trips:
        deliveries = [task for task in trip if flat.is_delivery[task]]
        collected = sum(int(flat.pieces[t]) for t in trip if not flat.is_delivery[t])
        loaded = sum(int(flat.pieces[task]) for task in deliveries)
        released = max([clock, *(int(flat.release[task, base]) for task in deliveries)])
        length = int(handling(flat, home, loaded))
        start = int(fitting_start(flat, home, released, length)) if loaded else released
        # What stands at its base between two trips rests from its arrival there.
        calls = [Call(home, paused_from, start, start + length)]
        clock = start + length
        driven = 0 if clock - paused_from >= flat.rest else driven
        here = home
        for site, group in groupby(trip, key=lambda task: int(flat.site[task])):
            tasks = tuple(group)
            drive = int(flat.duration[profile, here, site])
            clock, driven = _rested(flat, calls, clock, driven, drive)
            arrival = clock
            pieces = sum(int(flat.pieces[task]) for task in tasks)
            earliest = max([arrival, *(int(flat.earliest[task]) for task in tasks)])
            length = int(handling(flat, site, pieces))
            start = int(fitting_start(flat, site, earliest, length)) if pieces else earliest
            clock = start + length
            driven = 0 if clock - arrival >= flat.rest else driven
            calls.append(Call(site, arrival, start, clock, tasks))
            here = site
        clock, driven = _rested(flat, calls, clock, driven, int(flat.duration[profile, here, home]))
        paused_from = clock
        length = int(handling(flat, home, collected))
        start = int(fitting_start(flat, home, clock, length)) if collected else clock
        calls.append(Call(home, clock, start, start + length))
        clock = start + length
        timed.append(TimedTrip(tuple(calls)))
    return timed


def _rested(flat: Flat, calls: list[Call], clock: int, driven: int, drive: int) -> tuple[int, int]:
    """Return the clock after a drive and the driving since the last rest; rest first if needed."""
    if driven + drive > flat.rest_after:
        last = calls[-1]
        clock = max(clock, last.arrival + flat.rest)
        calls[-1] = Call(last.site, last.arrival, last.start, clock, last.tasks)
        driven = 0
    return clock + drive, driven + drive
