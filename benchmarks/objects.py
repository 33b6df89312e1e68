"""
The evaluator's peer: routes priced by a plain Python loop over objects.

What one would write first and well: tasks, vans and stops are objects with slots, travel times
are lists of lists, nothing is worked out twice, and no rule is left out that the evaluator
keeps: loads, classes, releases, hours, windows, rests, range, lateness, waiting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.domain import NO_WAY
from optimizer.problems import RoutingProblem


@dataclass(frozen=True, slots=True)
class Site:
    """A place with its hours and how long it takes to handle something there."""

    number: int
    hours: tuple[tuple[int, int], ...]
    stop_time: int
    piece_time: int

    def start(self, clock: int, length: int) -> int:
        """Return the first start from a clock on such that handling ends within the hours."""
        for opens, closes in self.hours:
            start = clock if clock > opens else opens
            if start + length <= closes:
                return start
        return NO_WAY

    def last_start(self, clock: int, length: int) -> int:
        """Return the last start up to a clock such that handling ends within the hours."""
        for opens, closes in reversed(self.hours):
            start = min(clock, closes - length)
            if start >= opens:
                return start
        return -NO_WAY

    def handling(self, pieces: int) -> int:
        """Return how long it takes to handle these pieces."""
        return self.stop_time + (self.piece_time * pieces + 999) // 1000 if pieces else 0


@dataclass(frozen=True, slots=True)
class Task:
    """A task with all that is known of it."""

    site: Site
    is_delivery: bool
    pieces: int
    weight: int
    volume: int
    pickup_weight: int
    pickup_volume: int
    classes: int
    excluded: int
    earliest: int
    latest: int
    release: list[int]
    due: list[int]
    hard: list[int]
    late_cost: float
    late_rate: float
    wait_rate: float
    wait_from: int
    price: list[float]


@dataclass(frozen=True, slots=True)
class Van:
    """A vehicle in a shift."""

    base: int
    home: Site
    duration: list[list[int]]
    distance: list[list[int]]
    weight: int
    volume: int
    start: int
    paid_until: int
    end: int
    range: int
    carries: int
    cost: float
    metre_cost: float
    second_cost: float
    overtime_cost: float
    rest_after: int
    rest: int


def objects_of(problem: RoutingProblem) -> tuple[list[Task], list[Van]]:
    """Return the tasks and vans of a problem as objects."""
    tasks, duties = problem.tasks, problem.duties
    sites = [
        Site(
            number,
            tuple(
                zip(problem.opens[number].tolist(), problem.closes[number].tolist(), strict=True)
            ),
            int(problem.stop_time[number]),
            int(problem.piece_time[number]),
        )
        for number in range(len(problem.opens))
    ]
    names = list(Task.__dataclass_fields__)[1:]
    columns = [[sites[site] for site in tasks.site], *(getattr(tasks, n).tolist() for n in names)]
    duration, distance = problem.duration.tolist(), problem.distance.tolist()
    vans = [
        Van(
            base := int(duties.base[duty]),
            sites[int(problem.bases[base])],
            duration[profile := int(duties.profile[duty])],
            distance[profile],
            *(getattr(duties, name)[duty].item() for name in list(Van.__dataclass_fields__)[4:-2]),
            int(problem.rest_after),
            int(problem.rest),
        )
        for duty in range(problem.num_duties)
    ]
    return [Task(*row) for row in zip(*columns, strict=True)], vans


def stops_of(trip: Sequence[Task]) -> list[tuple[Site, list[Task]]]:
    """Return the stops of a trip: tasks in a row at one site share one."""
    stops: list[tuple[Site, list[Task]]] = []
    for task in trip:
        if stops and stops[-1][0] is task.site:
            stops[-1][1].append(task)
        else:
            stops.append((task.site, [task]))
    return stops


def may_ride(van: Van, trip: Sequence[Task], stops: Sequence[tuple[Site, list[Task]]]) -> bool:
    """Return whether loads, classes and bases of a trip are allowed."""
    weight = volume = carried = excluded = 0
    for task in trip:
        if task.release[van.base] >= NO_WAY or task.classes & ~van.carries:
            return False
        if task.classes & excluded or task.excluded & carried:
            return False
        carried |= task.classes
        excluded |= task.excluded
        if task.is_delivery:
            weight += task.weight
            volume += task.volume
    if weight > van.weight or volume > van.volume:
        return False
    for _, tasks in stops:
        for task in tasks:
            if task.is_delivery:
                weight += task.pickup_weight - task.weight
                volume += task.pickup_volume - task.volume
            else:
                weight += task.weight + task.pickup_weight
                volume += task.volume + task.pickup_volume
        if weight > van.weight or volume > van.volume:
            return False
    return True


class Clock:
    """The time of a van on its way, its metres, and how long it has driven without a rest."""

    __slots__ = ("driven", "metres", "now", "paused_from", "total", "van")

    def __init__(self, van: Van) -> None:
        self.van, self.now, self.paused_from = van, van.start, van.start
        self.driven = self.metres = self.total = 0

    def drive(self, here: Site, there: Site) -> bool:
        """Drive, after a rest if need be; return whether that is allowed."""
        van = self.van
        seconds = van.duration[here.number][there.number]
        if seconds > van.rest_after or seconds >= NO_WAY:
            return False
        if self.driven + seconds > van.rest_after:
            self.now = max(self.now, self.paused_from + van.rest)
            self.driven = 0
        self.now += seconds
        self.driven += seconds
        self.total += seconds
        self.metres += van.distance[here.number][there.number]
        self.paused_from = self.now
        return True

    def handle(self, site: Site, pieces: int, earliest: int) -> int:
        """Handle pieces; return when that starts."""
        length = site.handling(pieces)
        start = site.start(earliest, length) if pieces else earliest
        self.now = start + length
        if self.now - self.paused_from >= self.van.rest:
            self.driven = 0
        return start


def price(van: Van, trips: Sequence[Sequence[Task]]) -> float | None:
    """Return what a van's trips cost in cents, None where they break a rule."""
    clock, base, begun, cost = Clock(van), van.base, -1, 0.0
    plans, ends, done = [], [], {}
    for trip in trips:
        stops = stops_of(trip)
        if not may_ride(van, trip, stops):
            return None
        plans.append(stops)
        released, loaded, unloaded = clock.now, 0, 0
        for task in trip:
            if task.is_delivery:
                loaded += task.pieces
                released = max(released, task.release[base])
            else:
                unloaded += task.pieces
        start = clock.handle(van.home, loaded, released)
        if start >= NO_WAY:
            return None
        begun = start if begun < 0 else begun
        here = van.home
        for site, tasks in stops:
            if not clock.drive(here, site):
                return None
            earliest = max(clock.now, *(task.earliest for task in tasks))
            start = clock.handle(site, sum(task.pieces for task in tasks), earliest)
            if start >= NO_WAY or start > min(task.latest for task in tasks):
                return None
            for task in tasks:
                done[id(task)] = clock.now
            here = site
        if not clock.drive(here, van.home):
            return None
        if clock.handle(van.home, unloaded, clock.now) >= NO_WAY or clock.now > van.end:
            return None
        ends.append(clock.now)
        for task in trip:
            at = done[id(task)] if task.is_delivery else clock.now
            late = at - task.due[base]
            if at > task.hard[base]:
                return None
            if late > 0:
                cost += task.late_cost + task.late_rate * late
            cost += task.wait_rate * max(0, at - task.wait_from) + task.price[base]
    if clock.metres > van.range:
        return None
    if clock.total <= van.rest_after:
        begun = max(begun, last_begin(van, plans, ends, done))
    cost += van.cost + van.metre_cost * clock.metres
    cost += van.second_cost * max(0, min(clock.now, van.paid_until) - begun)
    return cost + van.overtime_cost * max(0, clock.now - max(begun, van.paid_until))


def last_begin(
    van: Van,
    plans: Sequence[Sequence[tuple[Site, list[Task]]]],
    ends: Sequence[int],
    done: dict[int, int],
) -> int:
    """Return how late a duty may begin that ends no later and is as punctual."""
    clock, base, home = ends[-1], van.base, van.home
    for stops, end in zip(reversed(plans), reversed(ends), strict=True):
        loaded = unloaded = 0
        for _, tasks in stops:
            for task in tasks:
                if task.is_delivery:
                    loaded += task.pieces
                    continue
                unloaded += task.pieces
                if end <= task.due[base]:
                    clock = min(clock, task.due[base])
                clock = min(clock, task.hard[base])
        if unloaded:
            length = home.handling(unloaded)
            clock = home.last_start(clock - length, length)
        here = home
        for site, tasks in reversed(stops):
            clock -= van.duration[site.number][here.number]
            pieces = sum(task.pieces for task in tasks)
            length = site.handling(pieces)
            for task in tasks:
                clock = min(clock, task.latest + length)
                if task.is_delivery:
                    if done[id(task)] <= task.due[base]:
                        clock = min(clock, task.due[base])
                    clock = min(clock, task.hard[base])
            clock -= length
            if pieces:
                clock = site.last_start(clock, length)
            here = site
        clock -= van.duration[home.number][here.number]
        if loaded:
            length = home.handling(loaded)
            clock = home.last_start(clock - length, length)
    return clock
