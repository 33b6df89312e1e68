"""The annealing loop of ruin and recreate, in chunks that can be stopped."""

from __future__ import annotations

import math
import time

import numpy as np

from optimizer.domain import Floats
from optimizer.engines.chance import seed_generator
from optimizer.engines.limits import Limits
from optimizer.engines.requests import check_request
from optimizer.engines.ruin.changes import (
    begin_step,
    keep_best,
    settle,
    take_back,
    total_cost,
)
from optimizer.engines.ruin.framing import Nearness, frame_of
from optimizer.engines.ruin.moves import BLINK, recreate, ruin, sort_absent
from optimizer.engines.ruin.starts import finish_start, load_start, read_solution
from optimizer.engines.ruin.state import Frame, Room, State, Undo, new_room, new_state, new_undo
from optimizer.problems import (
    Flat,
    RoutingProblem,
    Solution,
    compiled,
    flatten,
    smallest_problem,
)

CHUNK = 100
HOT, COLD = 0.01, 0.0001
"""Temperatures as shares of the cost of the routes at the start."""


class RuinEngine:
    """
    Ruin and recreate; the engine that starts from nothing and knows every rule.

    Follows `Engine`. ``Limits.iterations`` counts ruins; without it the search runs for
    ``Limits.seconds``.
    """

    name = "ruin"

    def __init__(self) -> None:
        self._nearness = Nearness()

    def cannot(self, problem: RoutingProblem) -> str | None:
        """Return None: the engine knows every rule but the supply of the bases."""
        return None if problem.supply is None else "the supply of the bases"

    def prepare(self) -> None:
        """Compile, or load what was compiled before."""
        self.solve(smallest_problem(), Limits(iterations=1))

    def solve(
        self, problem: RoutingProblem, limits: Limits, start: Solution | None = None
    ) -> Solution:
        """
        Return the best solution found, never worse than ``start``.

        Raises
        ------
        EngineError
            When the problem or the start has no meaning.
        """
        check_request(self, problem, start)
        if problem.num_tasks == 0:
            return Solution((), 0.0)
        begun, done = time.monotonic(), 0
        flat, state = flatten(problem), new_state(problem, start)
        frame, room = (
            frame_of(problem, flat, state, self._nearness.of(flat)),
            new_room(problem, state),
        )
        undo = new_undo(problem, state, start)
        load_start(problem, flat, frame, state, start)
        seed_generator(limits.seed)
        finish_start(flat, frame, state, undo, room)
        keep_best(state, undo)
        best = np.array([total_cost(state)])
        scale = max(float(state.costs.sum()), 1.0)
        while not limits.is_over(begun, done):
            share = limits.share_done(begun, done)
            temperature = scale * HOT * math.pow(COLD / HOT, share)
            count = CHUNK if limits.iterations is None else min(CHUNK, limits.iterations - done)
            anneal(flat, frame, state, undo, best, room, temperature, count)
            done += count
            limits.report(float(best[0]) / 100)
        return read_solution(undo, float(best[0]), done)


@compiled
def anneal(
    p: Flat,
    f: Frame,
    state: State,
    undo: Undo,
    best: Floats,
    room: Room,
    temperature: float,
    count: int,
) -> None:
    """
    Ruin and recreate ``count`` times; ``best`` holds the best cost.

    What a step may cost more is rounded to whole cents, so that a last bit of a logarithm
    does not lead machines different ways.
    """
    for _ in range(count):
        before = total_cost(state)
        begin_step(state, undo)
        gone = ruin(p, f, state, undo)
        settle(p, state, undo)
        sort_absent(p, f, undo, gone)
        recreate(p, f, state, undo, gone, BLINK, room)
        cost = total_cost(state)
        more = math.floor(0.5 - temperature * math.log(1.0 - np.random.random()))
        if cost > before + more:
            take_back(p, f, state, undo)
        elif cost < best[0]:
            best[0] = cost
            keep_best(state, undo)
