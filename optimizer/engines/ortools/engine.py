"""The engine: group by group, model, search, price exactly, and keep the best."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from optimizer.engines.limits import Limits
from optimizer.engines.ortools.blocks import contract, expand, stop_blocks
from optimizer.engines.ortools.exact import Pricer
from optimizer.engines.ortools.groups import (
    FIRST_TASKS,
    Group,
    first_groups,
    group_of,
    related_group,
)
from optimizer.engines.ortools.search import search
from optimizer.engines.ortools.standing import share_drop_costs
from optimizer.engines.ortools.starts import prepare
from optimizer.engines.requests import check_request
from optimizer.problems import Route, RoutingProblem, Solution, smallest_problem

SLICE = 0.2
"""Seconds of one search."""

FILL = 0.05
"""Seconds below which no group of empty duties is filled."""

SOLUTIONS = 50
"""Solutions of one search where effort counts them."""

LEAST = 0.02
"""Seconds below which no search is begun."""

INSERTIONS = 10
"""Dropped tasks that are tried one by one after a search: the model knows no lateness."""

LEAST_GAIN = 1e-6
"""Cents below which two costs are the same."""


class OrtoolsEngine:
    """
    OR-Tools routing: guided local search over whole stops and over single tasks.

    Follows `Engine`. ``Limits.iterations`` counts solutions of the model; without it the
    search runs for ``Limits.seconds``. What the model sees only roughly is priced by the
    common evaluator, and what breaks a rule there is mended before it counts.
    """

    name = "ortools"

    def cannot(self, problem: RoutingProblem) -> str | None:
        """Return None: the engine knows every rule but the supply of the bases."""
        return None if problem.supply is None else "the supply of the bases"

    def prepare(self) -> None:
        """Load OR-Tools, and compile or load what was compiled before."""
        problem = smallest_problem()
        self.solve(problem, Limits(iterations=1))
        pricer = Pricer(problem)
        pricer.insert(pricer.settle(()), [0], [0])

    def solve(
        self, problem: RoutingProblem, limits: Limits, start: Solution | None = None
    ) -> Solution:
        """
        Return the best solution found, never worse than ``start``.

        Raises
        ------
        EngineError
            E301, when OR-Tools refuses the model; E303 to E320 for what cannot be asked.
        """
        check_request(self, problem, start)
        problem = share_drop_costs(problem)
        pricer = Pricer(problem)
        best = pricer.settle(start.routes if start is not None else ())
        if problem.num_duties == 0 or problem.num_tasks == 0:
            return best
        random = np.random.default_rng(limits.seed)
        empty = [] if start is not None and start.routes else first_groups(problem)
        begun, done, turn = time.monotonic(), 0, 0
        while not limits.is_over(begun, done):
            given = _share(limits, begun, done, len(empty) - turn)
            if given.seconds is not None and given.seconds < LEAST:
                break
            if turn < len(empty):
                group = group_of(problem, best, empty[turn], FIRST_TASKS)
            else:
                group = related_group(problem, best, random)
            best, count = improve(pricer, best, group, given, whole=turn % 2 == 0)
            done, turn = done + count, turn + 1
            limits.report(best.cost / 100)
        return replace(best, iterations=done)


def _share(limits: Limits, begun: float, done: int, to_fill: int) -> Limits:
    """Return what one group may spend; half of all goes to filling duties, if they are empty."""
    seconds, iterations = limits.seconds, limits.iterations
    if seconds is not None:
        left = seconds - (time.monotonic() - begun)
        # Where there is not enough for all of them, the first ones are filled all the same.
        seconds = min(left, max(left / 2 / to_fill, FILL) if to_fill > 0 else SLICE)
    if iterations is not None:
        iterations = min(iterations - done, SOLUTIONS)
    return replace(limits, seconds=seconds, iterations=iterations)


def improve(
    pricer: Pricer, best: Solution, group: Group, limits: Limits, *, whole: bool
) -> tuple[Solution, int]:
    """Search one group; return the better solution, and how many were found, at least one."""
    begun = time.monotonic()
    blocks, routes = stop_blocks(pricer.problem, group.routes, whole=whole)
    blocks += [(int(task),) for task in group.dropped]
    inside = set(group.duties.tolist())
    others = tuple(route for route in best.routes if route.duty not in inside)
    if not blocks:
        return best, 1
    prepared = prepare(contract(pricer.problem, blocks), group.duties, routes, limits)
    if prepared is None:
        return best, 1

    def found(routes: tuple[Route, ...]) -> None:
        nonlocal best
        solution = pricer.settle((*others, *expand(blocks, routes + prepared.aside)))
        if solution.cost < best.cost - LEAST_GAIN:
            best = solution
            limits.report(best.cost / 100)

    spent = time.monotonic() - begun
    rest = replace(limits, seconds=None if limits.seconds is None else limits.seconds - spent)
    count = search(prepared.model, prepared.parameters, prepared.start, rest, found)
    return _completed(pricer, best, group), max(count, 1)


def _completed(pricer: Pricer, best: Solution, group: Group) -> Solution:
    """Return the solution with the dearest dropped tasks of a group, late as they may be."""
    dropped = np.intersect1d(group.dropped, best.dropped(pricer.problem.num_tasks))
    if not len(dropped):
        return best
    dearest = dropped[np.argsort(-pricer.flat.drop_cost[dropped], kind="stable")[:INSERTIONS]]
    full = pricer.insert(best, dearest.tolist(), group.duties.tolist())
    return full if full.cost < best.cost - LEAST_GAIN else best
