"""
VROOM by its Python package, at its highest exploration level and on one thread.

It counts in whole numbers below 2**32 and prices kilometres and hours: where hours cost
nothing the costs are handed over as a matrix or by kilometre, rounded to four digits or
more; what it costs in truth the common evaluator says. It has no seed, and ends by itself.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import vroom

from benchmarks.peers.peer import FAR, Log, Plain, Routes, beyond_peers, plain_of, seconds_left
from optimizer.domain import Ints
from optimizer.problems import RoutingProblem

LEVEL = 5
MOST = 2**31
"""What amounts, seconds and metres stay below."""

DIGITS = 10_000.0


class Vroom:
    """VROOM, without limits of duration: its own do not count service and waiting."""

    name, is_ours = "VROOM", False

    def cannot(self, problem: RoutingProblem) -> str | None:
        """Return what VROOM cannot state."""
        rule = beyond_peers(problem)
        if rule is None and problem.duties.max_duration.any():
            rule = "limits of duration with service and waiting"
        return rule

    def solve(self, problem: RoutingProblem, seconds: float, seed: int, log: Log) -> Routes:
        """Return the routes found on one thread, within the time."""
        plain = plain_of(problem)
        step = _step(plain.duration, plain.end)
        made = vroom.Input()
        metres = _step(plain.distance, np.zeros(1, dtype=np.int64))
        for profile in range(len(plain.duration)):
            ways = np.minimum(plain.duration[profile], FAR) // step
            made.set_durations_matrix(str(profile), ways.astype(np.uint32))
            away = np.where(plain.distance[profile] >= FAR, 0, plain.distance[profile]) // metres
            made.set_distances_matrix(str(profile), away.astype(np.uint32))
        bits = int(np.bitwise_or.reduce(problem.tasks.classes, initial=0))
        skills = [bit for bit in range(bits.bit_length()) if bits >> bit & 1]
        made.add_vehicle(_vehicles(problem, plain, skills, step, metres))
        made.add_job(_jobs(problem, plain, skills, step))
        limit = timedelta(seconds=seconds_left(log, seconds))
        solution = made.solve(exploration_level=LEVEL, nb_threads=1, timeout=limit)
        routes: Routes = {}
        table = solution.routes
        for duty, kind, task in zip(table["vehicle_id"], table["type"], table["id"], strict=True):
            if kind == "job":
                routes.setdefault(int(duty), [[]])[0].append(int(task))
        return routes


def _step(values: Ints, others: Ints) -> int:
    """Return by what values are divided so that they fit."""
    finite = values[values < FAR]
    largest = max(int(finite.max(initial=0)), int(others[others < FAR].max(initial=0)))
    return 1 + largest * 2 // MOST


def _vehicles(
    problem: RoutingProblem, plain: Plain, skills: list[int], step: int, metres: int
) -> list[Any]:
    """Return a vehicle for each duty; costs in one unit, kilometres to four digits."""
    duties = problem.duties
    per_km, per_hour = duties.metre_cost * 1_000 * metres, duties.second_cost * 3_600 * step
    rates = np.concatenate([per_km, per_hour])
    largest = float(rates.max())
    unit = 1.0 if _is_whole(rates) and largest < DIGITS * 100 else DIGITS / largest
    found = []
    for duty in range(problem.num_duties):
        window = (int(plain.start[duty]) // step, int(min(plain.end[duty], FAR)) // step)
        found.append(
            vroom.Vehicle(
                duty,
                start=int(duties.base[duty]),
                end=int(duties.base[duty]),
                profile=str(int(duties.profile[duty])),
                capacity=plain.room[:, duty].tolist() if len(plain.room) else [0],
                skills={bit for bit in skills if int(duties.carries[duty]) >> bit & 1},
                time_window=window if plain.has_time else None,
                costs=vroom.VehicleCosts(
                    fixed=round(float(duties.cost[duty]) * unit),
                    per_hour=round(float(per_hour[duty]) * unit),
                    per_km=round(float(per_km[duty]) * unit),
                ),
            )
        )
    return found


def _is_whole(values: Any) -> bool:
    """Whether all values are whole numbers."""
    return bool(np.allclose(values, np.rint(values), atol=1e-6))


def _jobs(problem: RoutingProblem, plain: Plain, skills: list[int], step: int) -> list[Any]:
    """Return a job for each task."""
    jobs = []
    for task in range(problem.num_tasks):
        window = (int(plain.earliest[task]) // step, int(plain.latest[task]) // step)
        jobs.append(
            vroom.Job(
                task,
                location=len(problem.bases) + task,
                default_service=-(-int(plain.service[task]) // step),
                delivery=plain.deliver[:, task].tolist() if len(plain.deliver) else [0],
                pickup=plain.collect[:, task].tolist() if len(plain.collect) else [0],
                skills={bit for bit in skills if int(problem.tasks.classes[task]) >> bit & 1},
                time_windows=[window] if plain.has_time else [],
                priority=100,
            )
        )
    return jobs
