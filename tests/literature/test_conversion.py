"""A case and its problem say the same, and the problem is never the kinder of the two."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.literature.conversion import benchmark_of, down, up
from benchmarks.literature.judging import judge
from optimizer.engines.limits import Limits
from optimizer.engines.ruin import RuinEngine
from optimizer.problems import INFEASIBLE, Solution, check_problem, evaluate
from tests.literature.cases import ROUND, line, with_fleet
from tests.literature.routes import routes_of

CASES = {
    "plain": line(),
    "tight window": line(due=np.array([200.0, 200.0, 50.0, 54.0])),
    "tight load": with_fleet(line(), capacity=np.full(2, 11.0)),
    "pickups": line(pickup=np.array([0.0, 5.0, 3.0, 3.0])),
    "depot closes": line(due=np.array([89.0, 200.0, 50.0, 200.0])),
    "released late": line(release=np.array([0.0, 0.0, 26.0, 0.0])),
    "short duty": with_fleet(line(), most_duration=np.full(2, 74.0)),
    "not allowed": with_fleet(line(), serves=np.array([[True, True, False, True]])),
}


@pytest.mark.parametrize("name", CASES)
def test_problem_and_judge_agree(name):
    """A round breaks a rule of the problem where it breaks one of the case, and costs the same."""
    bench = benchmark_of(CASES[name])
    check_problem(bench.problem)
    cost, verdict = evaluate(bench.problem, routes_of(bench, ROUND)), bench.judge(ROUND)
    assert (cost < INFEASIBLE) == verdict.is_feasible
    if verdict.is_feasible:
        assert cost / bench.money == pytest.approx(verdict.cost)


def test_rounding_never_makes_a_way_quicker_or_a_window_wider():
    """A third takes 3334 ten-thousandths, and a window up to a third closes at 3333."""
    third = np.array([1 / 3])
    assert (up(third, 10_000), down(third, 10_000)) == (3334, 3333)
    assert (up(np.array([0.3]), 10), down(np.array([0.3]), 10)) == (3, 3)


def test_a_limit_of_duration_without_windows_is_an_end():
    """Where nothing else has a time, a vehicle that may be out for 150 starts at 0, ends at 150."""
    empty = np.zeros(0)
    case = replace(line(), ready=np.zeros(4), due=np.full(4, np.inf), release=empty)
    duties = benchmark_of(case).problem.duties
    assert duties.end.tolist() == [1_500_000, 1_500_000]
    assert not duties.max_duration.any()


def test_solutions_come_back_as_customers_of_the_file():
    """What an engine finds on the line is judged to serve everyone, at the evaluator's cost."""
    bench = benchmark_of(line())
    found = RuinEngine().solve(bench.problem, Limits(iterations=200, seed=1))
    tours = bench.routes(found)
    assert judge(line(), tours).is_feasible
    assert bench.judge(tours).cost == pytest.approx(found.cost / bench.money)


def test_a_dropped_customer_is_no_answer():
    """Nobody served is three customers missing."""
    bench = benchmark_of(line())
    assert len(bench.judge(bench.routes(Solution((), 0.0))).breaks) == 3
