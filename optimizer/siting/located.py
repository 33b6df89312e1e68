"""
Location-routing: bases to open, and the routes from them, by one total cost.

The location model proposes sets of bases, routes judge them in a short race, and the search
goes on from the best of them with every base allowed: the engine opens, closes and swaps them
as it goes. Where the room of bases binds it is shared out anew among their vehicles between
the laps.
"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from optimizer.domain import Ints
from optimizer.engines import Engine, Limits
from optimizer.problems import RoutingProblem, Solution
from optimizer.siting.proposing import location_of, propose
from optimizer.siting.rooms import Roomy, evened, filled

PROPOSALS = 6
"""Sets of bases that routes judge."""

RACE = 0.25
"""Share of the effort for all proposals together."""

LAPS = 4
"""Laps after the race, each from the best so far, shared out anew where room binds."""


def locate_and_route(
    problem: RoutingProblem, room: Ints, engine: Engine, limits: Limits
) -> Solution:
    """
    Return routes from the bases that are worth opening.

    Parameters
    ----------
    problem
        Every base has the duties that it could ever need; ``base_day_cost`` is what opening
        it costs.
    room
        What each base may hand out in all, in grams, shape ``(bases,)``.
    engine
        One that knows the costs of bases, and the supply if there is one.
    limits
        The effort of everything together; of iterations the location model takes none.
    """
    best: Solution | None = None
    begun = time.monotonic()
    sets = propose(location_of(problem, room), PROPOSALS, limits.seed)
    if limits.seconds is not None:
        limits = replace(limits, seconds=max(limits.seconds - time.monotonic() + begun, 0.0))
    done = 0
    for each in sets:
        roomy = filled(problem, room, each.sites)
        found = roomy.widened(
            engine.solve(roomy.problem, part(limits, RACE / len(sets), limits.seed))
        )
        done += found.iterations
        if best is None or found.cost < best.cost:
            best = found
    share = (1.0 - (RACE if sets else 0.0)) / LAPS
    for lap in range(LAPS):
        roomy = _shared_out(problem, room, best, lap)
        start = None if best is None else roomy.narrowed(best)
        given = part(limits, share, limits.seed + 1 + lap)
        found = roomy.widened(engine.solve(roomy.problem, given, start))
        done += found.iterations
        if best is None or found.cost < best.cost:
            best = found
        if limits.stop is not None and limits.stop.is_set():
            break
    assert best is not None  # noqa: S101 - there is at least one lap
    return replace(best, iterations=done)


def _shared_out(problem: RoutingProblem, room: Ints, best: Solution | None, lap: int) -> Roomy:
    """Return the problem of a lap: full vehicles first, then as the best routes have it."""
    if best is None or lap % 2 == 0:
        return filled(problem, room)
    return evened(problem, room, best)


def part(limits: Limits, share: float, seed: int) -> Limits:
    """Return limits of a share of the effort."""
    return replace(
        limits,
        seconds=None if limits.seconds is None else limits.seconds * share,
        iterations=None if limits.iterations is None else max(1, int(limits.iterations * share)),
        seed=seed,
        on_cost=None,
    )


def opened(problem: RoutingProblem, solution: Solution) -> tuple[int, ...]:
    """Return the bases that routes start from, ascending."""
    bases = {int(problem.duties.base[route.duty]) for route in solution.routes}
    return tuple(np.sort(np.fromiter(bases, dtype=np.int64, count=len(bases))).tolist())
