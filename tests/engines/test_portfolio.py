"""The portfolio: every turn goes on from the best so far, and none can lose it."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise
from threading import Event

import numpy as np
import pytest

from optimizer.domain import NO_WAY
from optimizer.engines import Limits
from optimizer.engines.portfolio import Crew, PortfolioEngine, turns_of
from optimizer.engines.ruin import RuinEngine
from optimizer.errors import EngineError
from optimizer.problems import Route, Solution, TaskArrays, evaluate
from optimizer.units import HOUR
from tests.engines.test_ortools import drawn
from tests.engines.test_pyvrp import by_base, plain, trips_of

TOLD = 0.0001
"""What engines that count in steps of their own may be off, in currency units."""


class Failing:
    """An engine that fails in its own way, after it was asked."""

    name = "failing"

    def __init__(self, error: Exception) -> None:
        self.error = error

    def cannot(self, problem):
        """Promise everything."""

    def prepare(self):
        """Do nothing."""

    def solve(self, problem, limits, start=None):
        """Raise the error."""
        raise self.error


class Boasting(Failing):
    """An engine that returns routes which break a rule, at a cost of nothing."""

    def solve(self, problem, limits, start=None):
        """Return one route with everything on it."""
        everything = tuple(range(problem.num_tasks))
        return Solution((Route(0, (everything,)),), 0.0)


def failing_crew(error):
    """Return a crew of which everybody fails."""
    return Crew(*[Failing(error) for _ in range(4)])


def solved(made, iterations=2_000, start=None, crew=None, **limits):
    """Return the portfolio's solution after so much effort, its cost checked."""
    found = PortfolioEngine(crew).solve(made, Limits(iterations=iterations, **limits), start)
    assert found.cost == pytest.approx(evaluate(made, trips_of(found)))
    return found


def with_rest(seed):
    """Return a problem that only engines with every rule know: late costs, rests, classes."""
    return plain(
        seed,
        due=by_base(11 * HOUR, 11 * HOUR),
        rest_after=HOUR,
        rest=20 * 60,
        classes=[1, 2, 1, 2, 1, 1, 1, 1, 1],
        excluded=[2, 0, 0, 0, 0, 0, 0, 0, 0],
    )


@pytest.mark.parametrize("made", [plain(1), plain(1, most_trips=1), with_rest(1)])
def test_every_task_is_served_where_it_can_be(made):
    """Whoever takes the turns, no task of an ample fleet is left."""
    assert len(solved(made).dropped(9)) == 0


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("made", [plain(2), plain(2, most_trips=1), with_rest(2), drawn(2)])
def test_it_is_never_worse_than_its_start(seed, made):
    """From a start it only gets better, with whatever effort."""
    start = solved(made, 300)
    for iterations in (0, 10, 500):
        assert solved(made, iterations, start, seed=seed).cost <= start.cost + 1e-6


def test_who_takes_turns_depends_on_the_rules():
    """PyVRP searches under its rules alone where it knows them all, else without the others."""
    crew = Crew()
    inside = turns_of(plain(1, most_trips=1), crew)
    beyond = turns_of(with_rest(1), crew)
    assert not any(turn.is_relaxed for turn in inside)
    assert [turn.is_relaxed for turn in beyond if turn.engine is crew.pyvrp] == [True]
    assert beyond[-1].engine is crew.ortools


@pytest.mark.parametrize(
    "error", [EngineError("E301: refused"), RuntimeError("solver"), MemoryError()], ids=repr
)
def test_an_engine_that_fails_loses_nothing(error):
    """Whoever fails, the start stands, and the others go on."""
    made = with_rest(3)
    start = solved(made, 50)
    assert solved(made, 100, start, failing_crew(error)).routes == start.routes
    alone = replace(failing_crew(error), ruin=RuinEngine())
    assert len(solved(made, crew=alone).dropped(9)) == 0


def test_when_all_fail_without_a_start_it_says_so():
    """Where nobody finds anything the reasons of all are told."""
    with pytest.raises(EngineError, match=r"E306: .*failing: broken; failing: broken"):
        solved(with_rest(1), crew=failing_crew(RuntimeError("broken")))


def test_it_believes_no_engine():
    """Routes that break a rule are no solution, whatever their engine says that they cost."""
    made = with_rest(4)
    start = solved(made, 50)
    crew = replace(Crew(), ortools=Boasting(RuntimeError()))
    assert solved(made, 100, start, crew).cost <= start.cost


@pytest.mark.parametrize("made", [plain(5, most_trips=1), with_rest(5)])
def test_the_same_effort_gives_the_same_routes(made):
    """Two searches of the same effort return the same routes at the same cost."""
    assert solved(made, 800, seed=3) == solved(made, 800, seed=3)


def test_costs_that_are_told_never_rise():
    """What is told of one turn is never above what was told of the turn before."""
    costs = []
    found = solved(with_rest(6), 1_500, on_cost=costs.append)
    assert all(later <= cost + TOLD for cost, later in pairwise(costs))
    assert costs[-1] == pytest.approx(found.cost / 100)


@pytest.mark.parametrize("made", [plain(7, most_trips=1), plain(7), with_rest(7)])
def test_seconds_end_the_search(made):
    """A search of a second ends within another."""
    PortfolioEngine().prepare()
    begun = time.monotonic()
    found = PortfolioEngine().solve(made, Limits(seconds=1.0))
    assert time.monotonic() - begun < 2.0
    assert len(found.dropped(9)) == 0


def test_a_stopped_search_ends_with_the_best():
    """Stopped at its first report it ends long before its time, with what it has."""
    stop, costs = Event(), []

    def listen(cost):
        costs.append(cost)
        stop.set()

    limits = Limits(seconds=60, stop=stop, on_cost=listen)
    begun = time.monotonic()
    found = PortfolioEngine().solve(with_rest(8), limits)
    assert time.monotonic() - begun < 20
    assert found.cost / 100 <= costs[0] + TOLD


def test_fixed_trips_stand():
    """Trips that stand are driven as they are, whatever PyVRP leaves out."""
    made = replace(with_rest(1), fixed=(Route(4, ((5, 2),)),))
    found = solved(made, start=Solution((Route(4, ((5, 2),)),), 0.0))
    assert next(route for route in found.routes if route.duty == 4).trips[0][:2] == (5, 2)
    assert len(found.dropped(9)) == 0


def test_nothing_to_do_costs_nothing():
    """Without tasks nothing is driven."""
    made = plain(1)
    nothing = {f: getattr(made.tasks, f)[:0] for f in made.tasks.__dataclass_fields__}
    assert solved(replace(made, tasks=TaskArrays(**nothing))) == Solution((), 0.0)


def test_a_task_that_nobody_can_reach_is_dropped():
    """A task without a way is dropped, the others are not."""
    made = plain(2)
    duration = made.duration.copy()
    duration[0, 4, :] = duration[0, :, 4] = NO_WAY
    duration[0, 4, 4] = 0
    assert solved(replace(made, duration=duration)).dropped(9).tolist() == [2]
    assert np.array_equal(made.tasks.site, np.arange(2, 11))
