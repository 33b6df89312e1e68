"""
What a duty costs, slowly and plainly: shares nothing with the evaluator.

A duty is played forwards from a start; the start that counts is the last one, found by
trying, from which it ends as early and nothing is late that need not be.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import groupby

from optimizer.domain import NO_WAY
from optimizer.problems import RoutingProblem


@dataclass(frozen=True)
class Played:
    """A duty as it was played: when it begins and ends, its metres, when tasks are done."""

    begin: int
    end: int
    metres: int
    driving: int
    done: dict[int, int]


class Broken(Exception):  # noqa: N818 - it is no error but an answer
    """A duty breaks a rule."""


def price(problem: RoutingProblem, duty: int, trips: list[list[int]]) -> tuple[float, Played]:
    """Return the cents of a duty, and how it is played as early as possible."""
    duties = problem.duties
    first = play(problem, duty, trips, int(duties.start[duty]))
    begin = latest_begin(problem, duty, trips, first)
    cost = float(duties.cost[duty]) + float(duties.metre_cost[duty]) * first.metres
    until = int(duties.paid_until[duty])
    cost += float(duties.second_cost[duty]) * max(0, min(first.end, until) - begin)
    cost += float(duties.overtime_cost[duty]) * max(0, first.end - max(begin, until))
    for task, done in first.done.items():
        cost += task_cost(problem, duty, task, done)
    return cost, first


def task_cost(problem: RoutingProblem, duty: int, task: int, done: int) -> float:
    """Return what a task costs that is done at this clock."""
    tasks, base = problem.tasks, int(problem.duties.base[duty])
    late = done - int(tasks.due[task, base])
    cost = float(tasks.price[task, base])
    if late > 0:
        cost += float(tasks.late_cost[task]) + float(tasks.late_rate[task]) * late
    return cost + float(tasks.wait_rate[task]) * max(0, done - int(tasks.wait_from[task]))


def latest_begin(problem: RoutingProblem, duty: int, trips, first: Played) -> int:
    """Return the last begin that ends as early; the first one where a rest is needed."""
    if first.driving > problem.rest_after:
        return first.begin
    low, high = first.begin, first.end

    def is_as_good(begin: int) -> bool:
        try:
            played = play(problem, duty, trips, begin)
        except Broken:
            return False
        base = int(problem.duties.base[duty])
        kept = all(
            done <= max(first.done[task], int(problem.tasks.due[task, base]))
            or first.done[task] > problem.tasks.due[task, base]
            for task, done in played.done.items()
        )
        return kept and played.begin == begin and played.end <= first.end

    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if is_as_good(middle) else (low, middle - 1)
    return low


def play(problem: RoutingProblem, duty: int, trips: list[list[int]], clock: int) -> Played:
    """Drive a duty from a clock on, as early as everything allows."""
    tasks, duties = problem.tasks, problem.duties
    base, profile = int(duties.base[duty]), int(duties.profile[duty])
    home = int(problem.bases[base])
    begin, metres, driving, since_rest, arrived = None, 0, 0, 0, clock
    done: dict[int, int] = {}

    def drive(origin: int, target: int) -> None:
        nonlocal clock, metres, driving, since_rest, arrived
        seconds = int(problem.duration[profile, origin, target])
        metres += int(problem.distance[profile, origin, target])
        if seconds >= NO_WAY or seconds > problem.rest_after:
            raise Broken
        if clock - arrived >= problem.rest:
            since_rest = 0
        if since_rest + seconds > problem.rest_after:
            clock, since_rest = max(clock, arrived + problem.rest), 0
        clock += seconds
        driving, since_rest, arrived = driving + seconds, since_rest + seconds, clock

    def handle(site: int, pieces: int, earliest: int) -> None:
        nonlocal clock
        start = max(clock, earliest)
        if pieces:
            length = int(problem.stop_time[site])
            length += math.ceil(int(problem.piece_time[site]) * pieces / 1000)
            pairs = zip(problem.opens[site].tolist(), problem.closes[site].tolist(), strict=True)
            fits = [max(start, a) for a, b in pairs if max(start, a) + length <= b]
            if not fits:
                raise Broken
            start, clock = min(fits), min(fits) + length
        else:
            clock = start

    for trip in trips:
        down = [t for t in trip if tasks.is_delivery[t]]
        up = [t for t in trip if not tasks.is_delivery[t]]
        released = max((int(tasks.release[t, base]) for t in down), default=0)
        check_loads(problem, duty, trip)
        pieces = sum(int(tasks.pieces[t]) for t in down)
        before = clock
        handle(home, pieces, released)
        if begin is None:
            length = clock - before if not pieces else loading(problem, home, pieces)
            begin = clock - length if pieces else max(before, released)
        here = home
        for site, group in groupby(trip, key=lambda t: int(tasks.site[t])):
            stop = list(group)
            drive(here, site)
            earliest = max(int(tasks.earliest[t]) for t in stop)
            pieces = sum(int(tasks.pieces[t]) for t in stop)
            handle(site, pieces, earliest)
            start = clock - (loading(problem, site, pieces) if pieces else 0)
            if start > min(int(tasks.latest[t]) for t in stop):
                raise Broken
            done |= {t: clock for t in stop if tasks.is_delivery[t]}
            here = site
        drive(here, home)
        handle(home, sum(int(tasks.pieces[t]) for t in up), 0)
        done |= dict.fromkeys(up, clock)
    if clock > duties.end[duty] or metres > duties.range[duty]:
        raise Broken
    if any(done[t] > tasks.hard[t, base] for t in done):
        raise Broken
    return Played(begin or 0, clock, metres, driving, done)


def loading(problem: RoutingProblem, site: int, pieces: int) -> int:
    """Return how long handling takes."""
    return int(problem.stop_time[site]) + math.ceil(int(problem.piece_time[site]) * pieces / 1000)


def check_loads(problem: RoutingProblem, duty: int, trip: list[int]) -> None:
    """Raise where a trip is overloaded or carries what it may not."""
    tasks, duties = problem.tasks, problem.duties
    base = int(duties.base[duty])
    for t in trip:
        if tasks.release[t, base] >= NO_WAY or int(tasks.classes[t]) & ~int(duties.carries[duty]):
            raise Broken
        if any(int(tasks.excluded[t]) & int(tasks.classes[other]) for other in trip if other != t):
            raise Broken
    for amount, most in ((tasks.weight, duties.weight), (tasks.volume, duties.volume)):
        load = sum(int(amount[t]) for t in trip if tasks.is_delivery[t])
        loads = [load]
        for _, group in groupby(trip, key=lambda t: int(tasks.site[t])):
            load += sum(int(amount[t]) * (-1 if tasks.is_delivery[t] else 1) for t in group)
            loads.append(load)
        if max(loads) > most[duty]:
            raise Broken
