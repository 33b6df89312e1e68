"""
A duty played through in plain Python, and every rule that it breaks on the way.

Slow and obvious on purpose: it judges the compiled evaluator and shares nothing with it. What
breaks a rule is noted and the duty goes on, so that all of it is found.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from optimizer.domain import NO_WAY
from optimizer.problems.routing import RoutingProblem

Trips = Sequence[Sequence[int]]


class Rule(StrEnum):
    """What routes can break; the unit of the amount is in brackets."""

    UNKNOWN = "a duty or a task that does not exist [1]"
    TWICE = "a task that is done more than once [1]"
    ALTERNATIVES = "two tasks of one group are done [1]"
    FIXED = "a trip that stands is not driven as it stands [1]"
    BASE = "a task that is never released at the base [1]"
    CARRIES = "a class that the duty may not carry [1]"
    TOGETHER = "a class that must not share the trip [1]"
    WEIGHT = "more weight than fits [g]"
    VOLUME = "more volume than fits [ml]"
    TRIPS = "more trips than are allowed [1]"
    WAY = "a pair of sites that cannot be driven [1]"
    REST = "a drive longer than is allowed without a rest [s]"
    HOURS = "handling that fits into no hours of the site from then on [s that it takes]"
    WINDOW = "service starts after the latest moment [s]"
    HARD = "done when it is of no use any more [s]"
    END = "the duty ends after its latest moment [s]"
    RANGE = "the duty drives too far [m]"
    DURATION = "the duty lasts too long [s]"


@dataclass(frozen=True, slots=True)
class Break:
    """
    A rule that routes break, where, and by how much.

    ``trip`` counts from 0; ``trip`` and ``task`` are -1 where the whole duty, or no one task
    (leaving the base, coming home), is meant.
    """

    rule: Rule
    duty: int
    amount: int = 1
    trip: int = -1
    task: int = -1

    def __str__(self) -> str:
        """
        Say which rule breaks where, and by how much.

        Examples
        --------
        >>> str(Break(Rule.WEIGHT, duty=2, amount=700, trip=0, task=5))
        'duty 2, trip 0, task 5: more weight than fits [g]: 700'
        """
        named = (("trip", self.trip), ("task", self.task))
        where = [f"duty {self.duty}", *(f"{word} {n}" for word, n in named if n != -1)]
        return f"{', '.join(where)}: {self.rule}: {self.amount}"


@dataclass
class Played:
    """A duty as it is played from a clock on: when tasks are done, and what breaks."""

    problem: RoutingProblem
    duty: int
    clock: int
    begin: int | None = None
    metres: int = 0
    driving: int = 0
    done: dict[int, int] = field(default_factory=dict)
    breaks: list[Break] = field(default_factory=list)
    trip: int = 0
    since_rest: int = 0
    arrived: int = 0

    def note(self, rule: Rule, amount: int = 1, task: int = -1) -> None:
        """Note that a rule breaks on the trip that is driven."""
        self.breaks.append(Break(rule, self.duty, amount, self.trip, task))

    def load(self, trip: Sequence[int]) -> None:
        """Load what the trip delivers, once all of it is released."""
        problem, base = self.problem, self.base
        down = [task for task in trip if problem.tasks.is_delivery[task]]
        released = [int(problem.tasks.release[task, base]) for task in down]
        # What is never released is noted as such; it should not hold up the rest.
        earliest = max((clock for clock in released if clock < NO_WAY), default=self.clock)
        start = self.handle(self.home, pieces_of(problem, down), earliest, ())
        self.begin = start if self.begin is None else self.begin

    def call(self, here: int, stop: Sequence[int]) -> None:
        """Drive to the site of these tasks and serve them together."""
        tasks = self.problem.tasks
        site = int(tasks.site[stop[0]])
        self.drive(here, site, stop)
        earliest = max(int(tasks.earliest[task]) for task in stop)
        start = self.handle(site, pieces_of(self.problem, stop), earliest, stop)
        for task in stop:
            if start > tasks.latest[task]:
                self.note(Rule.WINDOW, start - int(tasks.latest[task]), task)
            self.finish(task, is_home=False)

    def come_home(self, here: int, trip: Sequence[int]) -> None:
        """Drive home and unload what was collected."""
        tasks = self.problem.tasks
        self.drive(here, self.home, ())
        up = [task for task in trip if not tasks.is_delivery[task]]
        self.handle(self.home, pieces_of(self.problem, up), self.clock, ())
        for task in up:
            self.finish(task, is_home=True)

    def finish(self, task: int, *, is_home: bool) -> None:
        """Note when a delivery is served, and when a collection is home."""
        if bool(self.problem.tasks.is_delivery[task]) == is_home:
            return
        self.done[task] = self.clock
        late = self.clock - int(self.problem.tasks.hard[task, self.base])
        if late > 0:
            self.note(Rule.HARD, late, task)

    def drive(self, here: int, there: int, stop: Sequence[int]) -> None:
        """Drive, after a rest where the drive would be too much without one."""
        problem = self.problem
        profile = int(problem.duties.profile[self.duty])
        seconds = int(problem.duration[profile, here, there])
        task = stop[0] if stop else -1
        if seconds >= NO_WAY:
            self.note(Rule.WAY, 1, task)
            self.arrived = self.clock
            return
        if seconds > problem.rest_after:
            self.note(Rule.REST, seconds - problem.rest_after, task)
        if self.clock - self.arrived >= problem.rest:
            self.since_rest = 0
        if self.since_rest + seconds > problem.rest_after:
            self.clock, self.since_rest = max(self.clock, self.arrived + problem.rest), 0
        self.clock += seconds
        self.driving += seconds
        self.since_rest += seconds
        self.arrived = self.clock
        self.metres += int(problem.distance[profile, here, there])

    def handle(self, site: int, pieces: int, earliest: int, tasks: Sequence[int]) -> int:
        """Handle pieces within the hours of the site; return when that starts."""
        problem, start, length = self.problem, max(self.clock, earliest), 0
        fits = [start]
        if pieces:
            length = handling_time(problem, site, pieces)
            hours = zip(problem.opens[site].tolist(), problem.closes[site].tolist(), strict=True)
            fits = [max(start, a) for a, b in hours if max(start, a) + length <= b]
        if not fits or min(fits) >= NO_WAY:
            self.note(Rule.HOURS, length, tasks[0] if len(tasks) else -1)
            fits = [start]
        self.clock = min(fits) + length
        return min(fits)

    @property
    def base(self) -> int:
        """The duty's base."""
        return int(self.problem.duties.base[self.duty])

    @property
    def home(self) -> int:
        """The site of the duty's base."""
        return int(self.problem.bases[self.base])


def play(problem: RoutingProblem, duty: int, trips: Trips, clock: int) -> Played:
    """Play a duty from a clock on, as early as everything allows."""
    played = Played(problem, duty, clock, arrived=clock)
    for number, trip in enumerate(trips):
        played.trip = number
        played.load(trip)
        here = played.home
        for stop in stops_of(problem, trip):
            played.call(here, stop)
            here = int(problem.tasks.site[stop[0]])
        played.come_home(here, trip)
    return played


def play_latest(problem: RoutingProblem, duty: int, trips: Trips) -> tuple[Played, int]:
    """
    Return a duty played as early as possible, and its last begin that is as good.

    As good is what ends no later, and makes nothing late that need not be. Where a rest is
    needed the first begin stands: a later one could eat the waiting that is the rest.
    """
    first = play(problem, duty, trips, int(problem.duties.start[duty]))
    begin = first.begin if first.begin is not None else first.clock
    if first.driving > problem.rest_after:
        return first, begin

    def is_as_good(clock: int) -> bool:
        played = play(problem, duty, trips, clock)
        return (
            played.breaks == first.breaks
            and played.clock <= first.clock
            and all(is_punctual_enough(played.done[task], task) for task in played.done)
        )

    def is_punctual_enough(done: int, task: int) -> bool:
        due = int(problem.tasks.due[task, first.base])
        return done <= due or first.done[task] > due

    low, high = begin, max(begin, first.clock)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if is_as_good(middle) else (low, middle - 1)
    return first, play(problem, duty, trips, low).begin or 0


def stops_of(problem: RoutingProblem, trip: Sequence[int]) -> list[list[int]]:
    """Return the tasks of a trip by stop: those in a row at one site share it."""
    return [list(stop) for _, stop in groupby(trip, key=lambda task: int(problem.tasks.site[task]))]


def pieces_of(problem: RoutingProblem, tasks: Sequence[int]) -> int:
    """Return how many pieces these tasks have."""
    return sum(int(problem.tasks.pieces[task]) for task in tasks)


def handling_time(problem: RoutingProblem, site: int, pieces: int) -> int:
    """Return how long it takes to handle these pieces."""
    each = int(problem.piece_time[site])
    return int(problem.stop_time[site]) + math.ceil(each * pieces / 1000)
