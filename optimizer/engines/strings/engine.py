"""The engine: the annealing schedule round the compiled kernel."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace

import numpy as np

from optimizer.domain import NO_WAY
from optimizer.engines.chance import seed_generator
from optimizer.engines.limits import Limits
from optimizer.engines.requests import check_request
from optimizer.engines.strings.anneal import anneal, begin, restore
from optimizer.engines.strings.ground import UNITS, Ground, ground_of, slots_of
from optimizer.engines.strings.state import (
    Desk,
    Routes,
    longest_route,
    new_desk,
    new_routes,
    record,
)
from optimizer.problems import (
    NOWHERE,
    Route,
    RoutingProblem,
    Solution,
    beyond_plain,
    dropped_cost,
    evaluate,
    smallest_problem,
)

HOT, COLD = 1.0, 0.01
"""Temperatures of a first cooling, as shares of what a task costs on average."""

WARM = 0.3
"""Temperature at which a search goes on from the best."""

CYCLE = 1_800
"""Iterations of one cooling for each task, at least: small problems are cooled often."""

SHORT = 400
"""Iterations for each task below which there is no time to cool from the hottest."""

SPELL = 0.02
"""Share of the seconds in which a search learns how quick it is, hot from the start."""

SLICE = 0.05
"""Seconds of a chunk of the search, between two looks at the clock."""

OVERFILL = 0.1
"""Share of a truck that a relaxed cooling may put on top."""


@dataclass(frozen=True, slots=True)
class Cooling:
    """
    One fall of the temperature: from ``hot`` to ``cold``, as shares of what a task costs.

    ``over`` is how far trucks may be overfilled meanwhile, as a share of what they hold.
    """

    hot: float
    cold: float = COLD
    over: float = 0.0
    from_best: bool = False


PLAIN = (Cooling(HOT), Cooling(WARM, from_best=True), Cooling(WARM, from_best=True))
"""Coolings of a plain problem, again and again."""

SUPPLIED = (
    Cooling(HOT),
    Cooling(HOT, over=OVERFILL),
    Cooling(WARM, from_best=True),
    Cooling(WARM, over=OVERFILL, from_best=True),
    Cooling(WARM, from_best=True),
)
"""Coolings where trucks are paid: with loads that fit them, and with some that do not yet."""


class StringsEngine:
    """
    String removals under annealing on plain problems, with insertions judged in constant time.

    Follows `Engine`. ``Limits.iterations`` counts ruins. Knows the supply of the bases: it
    moves whole routes between bases, and pays the trucks when it accepts a step.
    """

    name = "strings"

    def cannot(self, problem: RoutingProblem) -> str | None:
        """Return the first rule that is not a plain one."""
        return beyond_plain(problem)

    def prepare(self) -> None:
        """Compile, or load what was compiled before."""
        problem = smallest_problem()
        unlimited = np.full(1, NO_WAY, dtype=np.int64)
        once = replace(problem.duties, most_trips=np.ones(1, dtype=np.int64), range=unlimited)
        tasks = replace(problem.tasks, wait_rate=np.zeros(1))
        self.solve(replace(problem, tasks=tasks, duties=once), Limits(iterations=2))

    def solve(
        self, problem: RoutingProblem, limits: Limits, start: Solution | None = None
    ) -> Solution:
        """
        Return the best solution found, never worse than ``start``.

        Raises
        ------
        EngineError
            E303 to E320 for what cannot be asked.
        """
        check_request(self, problem, start)
        if problem.num_tasks == 0 or problem.num_duties == 0:
            return Solution((), dropped_cost(problem.tasks, np.zeros(problem.num_tasks, np.bool_)))
        begun = time.monotonic()
        ground = ground_of(problem)
        search = _Search(ground, limits, begun)
        search.start(None if start is None else rows_of(problem, ground, start))
        search.run()
        found = read_routes(problem, search.best)
        cost = evaluate(problem, {route.duty: route.trips for route in found})
        if start is not None:
            before = evaluate(problem, {route.duty: route.trips for route in start.routes})
            if before <= cost:
                return Solution(start.routes, before, search.done)
        return Solution(found, cost, search.done)


class _Search:
    """The state of one search, and the schedule that it follows."""

    def __init__(self, ground: Ground, limits: Limits, begun: float) -> None:
        self.ground, self.limits, self.begun = ground, limits, begun
        rows = int(min(ground.vehicles.sum(), ground.most, len(ground.drop)))
        longest = longest_route(ground)
        self.routes: Routes = new_routes(ground, rows, longest)
        self.best: Routes = new_routes(ground, rows, longest)
        self.desk: Desk = new_desk(ground, rows, longest)
        self.costs = np.full(2, NOWHERE, dtype=np.int64)
        self.done, self.told = 0, begun
        self.rate, self.has_start = 0.0, False
        seed_generator(limits.seed)

    def start(self, rows: list[tuple[int, list[int]]] | None) -> None:
        """Begin with these routes, or with none."""
        self.has_start = bool(rows)
        for row, (slot, tasks) in enumerate(rows or []):
            self.best.size[row], self.best.slot[row] = len(tasks), slot
            self.best.seq[row, : len(tasks)] = tasks
        restore(self.ground, self.routes, self.best, self.desk)
        self.costs[:] = begin(self.ground, self.routes, self.desk)
        record(self.routes, self.best)

    def run(self) -> None:
        """Cool again and again until the effort is spent."""
        spans = self.schedule()
        for cooling, low, high in spans:
            if self.limits.is_over(self.begun, self.done):
                break
            if cooling.from_best and self.done:
                restore(self.ground, self.routes, self.best, self.desk)
                self.costs[0] = self.costs[1]
            self.desk.carried[:] = -1
            self.cool(cooling, (low, high))

    def schedule(self) -> list[tuple[Cooling, float, float]]:
        """Return the coolings, each from which to which share of the effort."""
        if self.limits.iterations is not None:
            total = float(self.limits.iterations)
        else:
            self.measure()
            total = self.rate * (self.limits.seconds or 0.0)
        first = self.limits.share_done(self.begun, self.done)
        depth = total / len(self.ground.drop)
        pattern, least = (SUPPLIED, 3) if len(self.ground.tour) else (PLAIN, 1)
        count = max(least, int(depth / CYCLE))
        # Where there is time for several, a start is first improved as it stands.
        skipped = int(self.has_start and count >= len(pattern))
        kinds = [pattern[(k + skipped) % len(pattern)] for k in range(count)]
        if depth < SHORT and pattern is PLAIN:
            kinds = [Cooling(WARM)]
        ends = first + (1.0 - first) * np.arange(len(kinds) + 1) / len(kinds)
        return [(kind, float(ends[k]), float(ends[k + 1])) for k, kind in enumerate(kinds)]

    def measure(self) -> None:
        """Learn how many iterations a second has, by a few hot ones."""
        since, count = time.monotonic(), 0
        spell = max(SLICE, SPELL * (self.limits.seconds or 0.0))
        while time.monotonic() - since < spell and not self.limits.is_over(self.begun, self.done):
            self.chunk(HOT, 20, 0.0)
            count += 20
        self.rate = count / max(time.monotonic() - since, 1e-6)

    def cool(self, cooling: Cooling, span: tuple[float, float]) -> None:
        """Let the temperature fall over a span of the effort."""
        low, high = span
        while not self.limits.is_over(self.begun, self.done):
            share = self.limits.share_done(self.begun, self.done)
            if share >= high - 1e-12:
                break
            part = min(max((share - low) / max(high - low, 1e-12), 0.0), 1.0)
            heat = cooling.hot * math.pow(cooling.cold / cooling.hot, part)
            self.chunk(heat, self.next_count(), cooling.over)

    def next_count(self) -> int:
        """Return how many iterations to do before the next look at the clock."""
        if self.limits.iterations is not None:
            return max(1, min(200, self.limits.iterations - self.done))
        return max(20, int(self.rate * SLICE / 5))

    def chunk(self, heat: float, count: int, over: float) -> None:
        """Search for some iterations."""
        per_task = self.per_task()
        anneal(
            self.ground,
            self.routes,
            self.best,
            self.desk,
            self.costs,
            heat * per_task,
            int(over * self.ground.truck),
            count,
        )
        self.done += count
        now = time.monotonic()
        if now - self.told > 0.5:
            self.told = now
            self.limits.report(self.costs[1] / UNITS / 100)

    def per_task(self) -> float:
        """Return what a task costs on average, trucks included, drops apart."""
        served = int((self.routes.row >= 0).sum())
        whole = int(self.costs[0] - self.routes.total[1]) if self.costs[0] < NOWHERE else 0
        return max(float(max(whole, self.routes.total[0])) / max(served, 1), 1.0)


def rows_of(
    problem: RoutingProblem, ground: Ground, start: Solution
) -> list[tuple[int, list[int]]]:
    """Return slot and tasks of each route of a solution."""
    slots, _, _ = slots_of(problem)
    longest = longest_route(ground)
    found = []
    for route in start.routes:
        for trip in route.trips[:1]:
            found.append((int(slots[route.duty]), list(trip)[:longest]))
    return found


def read_routes(problem: RoutingProblem, best: Routes) -> tuple[Route, ...]:
    """Return the routes, each on a duty of its slot."""
    slots, _, _ = slots_of(problem)
    free: dict[int, list[int]] = {}
    for duty in range(problem.num_duties - 1, -1, -1):
        free.setdefault(int(slots[duty]), []).append(duty)
    found = []
    for row in np.flatnonzero(best.size):
        tasks = tuple(best.seq[row, : best.size[row]].tolist())
        found.append(Route(free[int(best.slot[row])].pop(), (tasks,)))
    return tuple(sorted(found, key=lambda route: route.duty))
