"""Plain location: p-median and capacitated location, solved exactly; no engine has a part in it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.literature.benchmark import Answer, Benchmark, Verdict
from benchmarks.literature.judging import TOLERANCE
from benchmarks.literature.located_files import Choice
from optimizer.engines.limits import Engine, Limits
from optimizer.problems import smallest_problem
from optimizer.siting import (
    Location,
    LocationProblem,
    SolverLimits,
    choose_medians,
    locate,
)


def benchmark_of_choice(case: Choice) -> Benchmark:
    """Return a case of plain location; its problem stands for none, and is not solved."""
    return Benchmark(
        name=case.name,
        customers=len(case.cost),
        problem=smallest_problem(),
        routes=lambda solution: None,
        judge=lambda location: judge_choice(case, location),
        search=lambda engine, limits: _search(case, engine, limits),
    )


def _search(case: Choice, engine: Engine, limits: Limits) -> Answer:
    """Return the best choice; with seconds the proof may be missing."""
    given = SolverLimits(seconds=limits.seconds)
    if case.opening is None or case.room is None or case.demand is None:
        return Answer(choose_medians(case.cost, case.count, given), 0)
    found = locate(LocationProblem(case.cost, case.opening, case.room, case.demand), given)
    return Answer(found, 0)


def judge_choice(case: Choice, location: Location | None) -> Verdict:
    """Return what a choice costs by the numbers of the file, and everything that it breaks."""
    if location is None:
        return Verdict(0.0, ("there is no answer",), 0)
    breaks = tuple(_check(case, location))
    chosen, share = list(location.sites), location.share
    cost = float((case.cost * share).sum())
    cost += 0.0 if case.opening is None else float(case.opening[chosen].sum())
    return Verdict(cost, breaks, len(chosen))


def _check(case: Choice, location: Location) -> Iterator[str]:
    """Yield what is served in part, from closed sites, or over their room."""
    share, chosen = location.share, list(location.sites)
    for customer in np.flatnonzero(np.abs(share.sum(axis=1) - 1.0) > TOLERANCE):
        yield f"customer {customer} is served {share[customer].sum():g} times"
    closed = np.setdiff1d(np.arange(share.shape[1]), chosen)
    for site in closed[(share[:, closed] != 0.0).any(axis=0)]:
        yield f"site {site} serves and is closed"
    if (share < 0.0).any():
        yield "a share is less than nothing"
    if case.count and len(chosen) != case.count:
        yield f"{len(chosen)} sites are open; {case.count} are to be"
    if case.room is not None and case.demand is not None:
        excess = case.demand @ share - case.room
        for site in np.flatnonzero(excess > TOLERANCE * np.maximum(case.room, 1.0)):
            yield f"site {site} gives {excess[site]:g} over {case.room[site]:g}"
