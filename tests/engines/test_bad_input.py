"""Bad input to every engine: a clear answer each, and never an endless search."""

from __future__ import annotations

import importlib
import time
from dataclasses import replace

import numpy as np
import pytest

from optimizer.domain import NO_WAY
from optimizer.engines import Limits
from optimizer.errors import EngineError
from optimizer.problems import INFEASIBLE, Route, Solution, Supply, breaks, evaluate, judge
from tests.problems.arrays import H, P, Q, duty, problem, task

ENGINES = {
    "ruin": "RuinEngine",
    "ortools": "OrtoolsEngine",
    "pyvrp": "PyvrpEngine",
    "strings": "StringsEngine",
    "portfolio": "PortfolioEngine",
}
DAY = {"start": 0, "paid_until": 86_400, "end": 86_400, "overtime_cost": 0.0, "second_cost": 0.0}
SECONDS = 1.0
MOST_SECONDS = 2.2
"""The limit may be missed by a tenth or a second, and some for the rest of the machine."""


@pytest.fixture(params=ENGINES)
def engine(request):
    """Each engine, compiled and loaded."""
    made = getattr(
        importlib.import_module(f"optimizer.engines.{request.param}"), ENGINES[request.param]
    )()
    made.prepare()
    return made


def plain(tasks, duties=None, **changes):
    """Return a problem that every engine knows: one trip a duty, no hours, nothing is late."""
    rows = [row | {"late_cost": 0.0, "late_rate": 0.0} for row in tasks]
    vans = [duty(**DAY, most_trips=1), duty(**DAY, most_trips=1)] if duties is None else duties
    made = problem(rows, vans, stop_time=np.zeros(4, np.int64), piece_time=np.zeros(4, np.int64))
    wide = {"opens": np.full((4, 1), -NO_WAY), "closes": np.full((4, 1), NO_WAY)}
    free = {"rest_after": NO_WAY, "base_day_cost": np.zeros(2)}
    return replace(made, **wide | free | changes)


def answer(engine, made, limits=Limits(iterations=100), start=None):  # noqa: B008 - frozen
    """Return what an engine drops, its routes and cost checked by the plain twin."""
    found = engine.solve(made, limits, start)
    routes = {route.duty: route.trips for route in found.routes}
    assert breaks(made, routes) == []
    assert found.cost == pytest.approx(evaluate(made, routes))
    assert found.cost == pytest.approx(judge(made, routes).cost)
    return found.dropped(made.num_tasks).tolist()


def one_way():
    """Return the travel times with a way to P and none back."""
    ways = plain([]).duration.copy()
    ways[0, P, :] = NO_WAY
    ways[0, P, P] = 0
    return ways


ANSWERED = {
    "contradictory windows": (plain([task(earliest=36_000, latest=35_999), task(site=Q)]), [0]),
    "contradictory windows alone": (plain([task(earliest=36_000, latest=35_999)]), [0]),
    "bigger than every vehicle": (plain([task(weight=550_001), task(site=Q)]), [0]),
    "bigger by its volume": (plain([task(volume=4_000_001), task(site=Q)]), [0]),
    "bigger in what it takes along": (plain([task(pickup_weight=550_001), task(site=Q)]), [0]),
    "no vehicle": (plain([task(), task(site=Q)], []), [0, 1]),
    "no task": (plain([]), []),
    "neither": (plain([], []), []),
    "one task": (plain([task()]), []),
    "all at one site": (plain([task() for _ in range(50)]), []),
    "all at the base": (plain([task(site=H) for _ in range(5)]), []),
    "near 2^31": (plain([task(weight=2**31 - 1)], [duty(**DAY, weight=2**31, most_trips=1)]), []),
    "beyond 2^31": (
        plain([task(weight=2**31 + 1)] * 2, [duty(**DAY, weight=2**33, most_trips=1)]),
        [],
    ),
    "beyond 2^31 and too much": (
        plain([task(weight=2**33)], [duty(**DAY, weight=2**33 - 1, most_trips=1)]),
        [0],
    ),
    "no base": (plain([task(release=(NO_WAY, NO_WAY)), task(site=Q)]), [0]),
    "nobody may": (
        plain([task(classes=2), task(site=Q)], [duty(**DAY, most_trips=1, carries=1)]),
        [0],
    ),
}


@pytest.mark.parametrize("case", ANSWERED)
def test_what_has_an_answer_is_answered(engine, case):
    """What nobody can serve is dropped and the rest is served, or the engine says what it lacks."""
    made, dropped = ANSWERED[case]
    assert engine.cannot(made) is None
    assert answer(engine, made) == dropped


def test_a_way_there_and_none_back(engine):
    """P cannot be left: its task is dropped, or the engine says that it cannot judge that."""
    made = plain([task(), task(site=Q)], duration=one_way())
    if engine.cannot(made) is not None:
        with pytest.raises(EngineError, match="E303"):
            engine.solve(made, Limits(iterations=10))
    else:
        assert answer(engine, made) == [0]


def test_a_rule_that_an_engine_does_not_know(engine):
    """Trucks to the stations: the engine searches, or names the rule and itself."""
    station = Supply(np.array([-1, 0]), np.array([0.0, 9.0]), capacity=9, trucks=1, most_duties=1)
    made = plain([task()], supply=station)
    if (lacking := engine.cannot(made)) is not None:
        with pytest.raises(EngineError, match=f"E303: {engine.name} does not know {lacking}"):
            engine.solve(made, Limits(iterations=10))
    else:
        engine.solve(made, Limits(iterations=10))


REFUSED = {
    "negative ways": (plain([task()], duration=-one_way()), "E312"),
    "negative amounts": (plain([task(weight=-1)]), "E312"),
    "no number": (plain([task(drop_cost=np.nan)]), "E311"),
    "beyond 2^53": (plain([task(weight=2**53 + 1)]), "E313"),
    "ends first": (plain([task()], [duty(**DAY | {"end": -1}, most_trips=1)]), "E315"),
    "no such site": (plain([task(site=4)]), "E314"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_has_no_meaning_is_refused(engine, case):
    """The engine says where, what and what to do, at once and whatever its limits."""
    made, code = REFUSED[case]
    begun = time.monotonic()
    with pytest.raises(EngineError, match=code):
        engine.solve(made, Limits(seconds=60.0))
    assert time.monotonic() - begun < SECONDS


@pytest.mark.parametrize("routes", [(Route(0, ((0, 7),)),), (Route(9, ((0,),)),)])
def test_a_start_that_names_what_is_not_there(engine, routes):
    """Task 7 and duty 9 do not exist."""
    with pytest.raises(EngineError, match="E320"):
        engine.solve(plain([task()]), Limits(iterations=10), Solution(routes, 0.0))


def test_a_start_that_breaks_a_rule_is_no_start_to_keep(engine):
    """The start carries 600 kg on a van of 550 kg: the answer keeps the rule all the same."""
    made = plain([task(weight=300_000), task(site=Q, weight=300_000)], [duty(**DAY, most_trips=1)])
    broken = Solution((Route(0, ((0, 1),)),), 0.0)
    assert evaluate(made, {0: [[0, 1]]}) >= INFEASIBLE
    assert len(answer(engine, made, start=broken)) == 1


@pytest.mark.parametrize("case", ["contradictory windows alone", "all at one site"])
def test_the_limit_of_time_is_kept(engine, case):
    """A second is a second, also where there is nothing to find."""
    made, dropped = ANSWERED[case]
    begun = time.monotonic()
    assert answer(engine, made, Limits(seconds=SECONDS)) == dropped
    assert time.monotonic() - begun < MOST_SECONDS


def test_a_limit_of_no_time_is_kept(engine):
    """Without any time there is an answer as well."""
    made, _ = ANSWERED["all at one site"]
    begun = time.monotonic()
    answer(engine, made, Limits(seconds=0.0))
    assert time.monotonic() - begun < SECONDS
