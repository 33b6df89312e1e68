"""Published tours in the terms of the problem."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.literature.benchmark import Benchmark, Tour


def routes_of(bench: Benchmark, tours: Sequence[Tour]) -> dict[int, list[list[int]]]:
    """Return duties and their trips of tasks, as `evaluate` takes them."""
    problem = bench.problem
    duty = {int(vehicle): row for row, vehicle in enumerate(problem.duties.vehicle)}
    task = {int(site): row for row, site in enumerate(problem.tasks.site)}
    return {
        duty[tour.vehicle]: [[task[node] for node in trip] for trip in tour.trips] for tour in tours
    }
