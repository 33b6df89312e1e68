"""Published routes are judged as they were published, and cost the same in our own problem."""

from __future__ import annotations

import pytest

from benchmarks.literature.classes import CLASSES
from benchmarks.literature.solutions import read_tours
from benchmarks.literature.two_echelons import judge_levels, read_levels, read_two_levels
from optimizer.problems import check_problem, evaluate
from tests.literature.routes import routes_of
from tests.literature.shared import folder

WAYS = [
    (kind, convention)
    for kind in CLASSES.values()
    for convention in kind.conventions
    if not kind.name.startswith("2e-")
]


@pytest.mark.parametrize(("kind", "convention"), WAYS, ids=lambda each: each.name)
def test_published_routes_are_judged_as_published(kind, convention):
    """Where routes were evaluated before, the judge finds their cost, and nothing broken."""
    place = folder(kind.name)
    for known in kind.rows(place, convention):
        if not known.solution_file:
            continue
        bench = convention.read(kind.path(place, known), known)
        verdict = bench.judge(read_tours(place / known.solution_file))
        assert verdict.breaks == (), known.instance
        if known.is_confirmed:
            assert verdict.cost == pytest.approx(known.cost, abs=known.tolerance), known.instance
        assert known.vehicles in (0, verdict.vehicles), known.instance


@pytest.mark.parametrize(("kind", "convention"), WAYS, ids=lambda each: each.name)
def test_published_routes_cost_the_same_in_the_problem(kind, convention):
    """The problem's evaluator gives published routes the judge's cost, but for rounding."""
    place = folder(kind.name)
    for known in kind.rows(place, convention):
        bench = convention.read(kind.path(place, known), known)
        check_problem(bench.problem)
        if known.solution_file:
            tours = read_tours(place / known.solution_file)
            cost = evaluate(bench.problem, routes_of(bench, tours)) / bench.money
            assert cost == pytest.approx(bench.judge(tours).cost, rel=1e-5), known.instance


def test_the_published_routes_of_two_levels_are_judged_as_published():
    """The one published file of 2E-CVRP costs 371.50 and breaks nothing."""
    place = folder("2e-cvrp")
    name = "Set2a_E-n22-k4-s10-14"
    case = read_two_levels(place / f"instances/{name}.dat")
    verdict = judge_levels(case, read_levels(place / f"solutions/{name}.msh.txt"))
    assert verdict.breaks == ()
    assert verdict.cost == pytest.approx(371.50, abs=0.005)
