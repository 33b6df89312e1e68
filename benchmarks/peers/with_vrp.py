"""
vrp-cli by its Python package: the pragmatic format, one pool with one thread.

Its search has no seed and takes whole seconds; a job of it is a delivery or a collection.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import vrp_cli

from benchmarks.peers.peer import FAR, Log, Plain, Routes, beyond_peers, plain_of
from optimizer.problems import RoutingProblem

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


class VrpCli:
    """vrp-cli, with the objectives that it has by default: jobs first, then cost."""

    name, is_ours = "vrp-cli", False

    def cannot(self, problem: RoutingProblem) -> str | None:
        """Return what the pragmatic format cannot state."""
        rule = beyond_peers(problem)
        both = problem.tasks.is_delivery & (
            (problem.tasks.pickup_weight > 0) | (problem.tasks.pickup_volume > 0)
        )
        if rule is None and both.any():
            rule = "delivery and collection at one call"
        if rule is None and (problem.tasks.release >= FAR).any():
            rule = "tasks of some bases only"
        return rule

    def solve(self, problem: RoutingProblem, seconds: float, seed: int, log: Log) -> Routes:
        """Return the best routes found on one thread within the time."""
        plain = plain_of(problem)
        document = {
            "plan": {"jobs": _jobs(problem, plain)},
            "fleet": {
                "vehicles": _vehicles(problem, plain),
                "profiles": [{"name": f"p{p}"} for p in range(len(plain.duration))],
            },
        }
        config = {
            "termination": {"maxTime": max(1, round(seconds)), "maxGenerations": 10**9},
            "environment": {
                "parallelism": {"numThreadPools": 1, "threadsPerPool": 1},
                "logging": {"enabled": False},
            },
        }
        answer = vrp_cli.solve_pragmatic(
            problem=json.dumps(document),
            matrices=[json.dumps(matrix) for matrix in _matrices(plain)],
            config=json.dumps(config),
        )
        return _read(json.loads(answer))


def _clock(seconds: int) -> str:
    """Return a clock in the format that it reads."""
    return (EPOCH + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _matrices(plain: Plain) -> list[dict[str, Any]]:
    """Return its matrices; what cannot be driven is an error code."""
    matrices = []
    for profile, (times, metres) in enumerate(zip(plain.duration, plain.distance, strict=True)):
        closed = times >= FAR
        matrix: dict[str, Any] = {
            "profile": f"p{profile}",
            "travelTimes": np.where(closed, 0, times).ravel().tolist(),
            "distances": np.where(closed, 0, metres).ravel().tolist(),
        }
        if closed.any():
            matrix["errorCodes"] = closed.astype(int).ravel().tolist()
        matrices.append(matrix)
    return matrices


def _jobs(problem: RoutingProblem, plain: Plain) -> list[dict[str, Any]]:
    """Return a job for each task."""
    jobs = []
    for task in range(problem.num_tasks):
        place: dict[str, Any] = {
            "location": {"index": len(problem.bases) + task},
            "duration": int(plain.service[task]),
        }
        if plain.has_time:
            window = plain.earliest[task], max(plain.latest[task], plain.earliest[task])
            place["times"] = [[_clock(int(clock)) for clock in window]]
        delivers = bool(problem.tasks.is_delivery[task])
        amounts = plain.deliver if delivers else plain.collect
        demand = amounts[:, task].tolist() if len(amounts) else [0]
        job: dict[str, Any] = {
            "id": str(task),
            "deliveries" if delivers else "pickups": [{"places": [place], "demand": demand}],
        }
        classes = int(problem.tasks.classes[task])
        bits = [f"c{bit}" for bit in range(classes.bit_length()) if classes >> bit & 1]
        jobs.append(job | ({"skills": {"allOf": bits}} if bits else {}))
    return jobs


def _vehicles(problem: RoutingProblem, plain: Plain) -> list[dict[str, Any]]:
    """Return its vehicles, one type for each duty."""
    duties = problem.duties
    bits = int(np.bitwise_or.reduce(problem.tasks.classes, initial=0)).bit_length()
    vehicles = []
    for duty in range(problem.num_duties):
        base = {"index": int(duties.base[duty])}
        carries = int(duties.carries[duty])
        vehicle: dict[str, Any] = {
            "typeId": f"t{duty}",
            "vehicleIds": [str(duty)],
            "profile": {"matrix": f"p{int(duties.profile[duty])}"},
            "costs": {
                "fixed": float(duties.cost[duty]),
                "distance": float(duties.metre_cost[duty]),
                "time": float(duties.second_cost[duty]),
            },
            "shifts": [
                {
                    "start": {"earliest": _clock(int(plain.start[duty])), "location": base},
                    "end": {"latest": _clock(int(plain.end[duty])), "location": base},
                }
            ],
            "capacity": plain.room[:, duty].tolist() if len(plain.room) else [0],
            "skills": [f"c{bit}" for bit in range(bits) if carries >> bit & 1],
        }
        if duties.max_duration[duty]:
            vehicle["limits"] = {"maxDuration": int(duties.max_duration[duty])}
        vehicles.append(vehicle)
    return vehicles


def _read(answer: dict[str, Any]) -> Routes:
    """Return the routes of its answer."""
    routes: Routes = {}
    for tour in answer["tours"]:
        trip = [
            int(activity["jobId"])
            for stop in tour["stops"]
            for activity in stop["activities"]
            if activity["type"] in ("delivery", "pickup")
        ]
        if trip:
            routes[int(tour["vehicleId"])] = [trip]
    return routes
