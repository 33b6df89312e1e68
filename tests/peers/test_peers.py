"""Every solver of the comparison states a small leg and answers with routes that break nothing."""

from __future__ import annotations

import csv
from dataclasses import replace

import numpy as np
import pytest

from benchmarks import county_legs
from benchmarks.county_legs import county_leg
from benchmarks.peers import __main__ as door
from benchmarks.peers.peer import Log
from benchmarks.peers.running import Run, falling
from benchmarks.peers.table import best_of_others, summary
from optimizer.problems import INFEASIBLE, RoutingProblem, check_problem, evaluate

OTHERS = {peer.name: peer for peer in door.other_solvers()}
EVERYBODY = ("PyVRP", "OR-Tools", "VROOM", "vrp-cli", "portfolio", "pyvrp", "strings")


def solver(name):
    """Return a solver; the test is skipped where its package is absent."""
    if name in door.OWN:
        return door.OwnEngine(name)
    if name not in OTHERS:
        pytest.skip(f"{name} is not installed")
    return OTHERS[name]


def two_classes(made: RoutingProblem) -> RoutingProblem:
    """Return the leg with every other task for the small vans alone."""
    count = made.num_tasks
    classes = np.arange(count, dtype=np.int64) % 2
    carries = np.where(made.duties.cost > 4_000, 0, -1)
    return replace(
        made,
        tasks=replace(made.tasks, classes=classes),
        duties=replace(made.duties, carries=carries),
    )


@pytest.mark.parametrize("variant", county_legs.VARIANTS)
@pytest.mark.parametrize("name", EVERYBODY)
def test_every_solver_serves_a_small_leg(name, variant):
    """What a solver can state it solves: all twelve points, no rule broken."""
    made, peer = county_leg(12, variant, seed=1), solver(name)
    if (why := peer.cannot(made)) is not None:
        assert variant != "apart", why
        return
    log = Log()
    routes = peer.solve(made, 1.0, 1, log)
    assert evaluate(made, routes) < INFEASIBLE
    assert sorted(task for trips in routes.values() for trip in trips for task in trip) == list(
        range(12)
    )


@pytest.mark.parametrize("name", EVERYBODY)
def test_every_solver_keeps_tasks_to_their_vehicles(name):
    """Half of the points are for small vans alone: nobody sends a large one."""
    made, peer = two_classes(county_leg(12, "apart", seed=2)), solver(name)
    assert peer.cannot(made) is None
    assert evaluate(made, peer.solve(made, 1.0, 1, Log())) < 12 * county_legs.DROP_COST / 2


@pytest.mark.parametrize("points", county_legs.SIZES)
def test_legs_are_drawn_by_a_seed(points):
    """One seed gives one leg, another seed another, and every point can be served."""
    made = county_leg(points, "both", seed=3)
    check_problem(made)
    again, other = county_leg(points, "both", seed=3), county_leg(points, "both", seed=4)
    assert np.array_equal(made.tasks.weight, again.tasks.weight)
    assert not np.array_equal(made.tasks.weight, other.tasks.weight)
    away = made.duration[0, : len(made.bases), made.tasks.site].min(axis=1)
    assert (made.duties.start.min() + away <= made.tasks.latest).all()


def made_run(peer, cost, *, is_ours=False, feasible=True):
    """Return a run of an instance called one."""
    return Run("kind", "one", peer, is_ours, 0, cost, feasible, 0, 1.0, ((0.5, cost),))


def test_ratios_are_to_the_best_of_the_others():
    """Of other solvers with an answer to every seed the best counts, ours do not."""
    rows = [
        made_run("a", 200.0),
        made_run("b", 100.0),
        made_run("b", 110.0, feasible=False),
        made_run("ours", 190.0, is_ours=True),
    ]
    assert best_of_others(rows) == {("kind", "one"): pytest.approx(200.0)}
    assert "| kind | ours | 1 | 0.9500 | 0.9500 to 0.9500 | 0 |" in summary(rows, [])


def test_a_curve_only_falls():
    """Of what was told only what is better than before is kept."""
    assert list(falling([(2.0, 5.0), (1.0, 6.0), (3.0, 5.5)], 10.0)) == [(1.0, 6.0), (2.0, 5.0)]


def test_the_command_writes_table_and_plot(tmp_path, monkeypatch):
    """One run over one small leg leaves a row for each solver, a table and a picture."""
    monkeypatch.setattr(door, "SIZES", (12,))
    monkeypatch.setattr(door, "VARIANTS", ("apart",))
    arguments = ["--search-seconds", "0.5", "--seeds", "1", "--days", "1", "--classes", "county"]
    assert door.main([*arguments, "--engines", "portfolio", "--out", str(tmp_path)]) == 0
    with (tmp_path / "runs.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["peer"] for row in rows} == {"route48 portfolio", *OTHERS}
    assert (tmp_path / "table.md").read_text(encoding="utf-8").count("county 12 apart") == len(rows)
    assert (tmp_path / "costs.png").stat().st_size > 1_000
