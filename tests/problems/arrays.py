"""Routing problems over the four-stop county, written down task by task."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from optimizer.domain import NO_WAY
from optimizer.problems import DutyArrays, RoutingProblem, TaskArrays
from optimizer.units import CUBIC_METRE, HOUR, KG, KM, MINUTE
from tests.instances import MINUTES, clock

H, A, P, Q = range(4)
WIDE = ("release", "due", "hard", "price")
MONEY = ("late_cost", "late_rate", "wait_rate", "drop_cost", "price")
DUTY_MONEY = ("cost", "metre_cost", "second_cost", "overtime_cost")
HOURS = (
    (("05:30", "21:00"),),
    (("07:00", "19:00"),),
    (("08:00", "18:00"),),
    (("08:00", "12:00"), ("14:00", "18:00")),
)


def task(**changes) -> dict:
    """Return a parcel from the hub to P, which may be loaded at any time and is never late."""
    return {
        "site": P,
        "is_delivery": True,
        "pieces": 1,
        "weight": 10 * KG,
        "volume": 100_000,
        "classes": 1,
        "excluded": 0,
        "earliest": 0,
        "latest": NO_WAY,
        "release": (0, 0),
        "due": (NO_WAY, NO_WAY),
        "hard": (NO_WAY, NO_WAY),
        "late_cost": 30_000.0,
        "late_rate": 1_000 / HOUR,
        "wait_rate": 0.0,
        "wait_from": 0,
        "drop_cost": 500_000.0,
        "price": (0.0, 0.0),
        "pickup_weight": 0,
        "pickup_volume": 0,
        "group": 0,
    } | changes


def collection(**changes) -> dict:
    """Return a parcel from P to the hub."""
    return task(is_delivery=False, **changes)


def duty(**changes) -> dict:
    """Return the morning of the hub's van: 07:00-13:00, an hour of overtime."""
    return {
        "vehicle": 0,
        "shift": 0,
        "base": 0,
        "day": 0,
        "profile": 0,
        "weight": 550 * KG,
        "volume": 4 * CUBIC_METRE,
        "start": clock("07:00"),
        "paid_until": clock("13:00"),
        "end": clock("14:00"),
        "range": NO_WAY,
        "carries": -1,
        "cost": 3_500.0,
        "metre_cost": 85 / KM,
        "second_cost": 2_800 / HOUR,
        "overtime_cost": 4_200 / HOUR,
        "twin": 0,
        "most_trips": 0,
        "max_duration": 0,
    } | changes


def problem(tasks=(), duties=(), **changes) -> RoutingProblem:
    """Return the problem of these tasks and duties; bases are H and A, like duties twins."""
    duties = [row | {"twin": duties.index(row)} for row in duties]
    opens = np.full((4, 6), NO_WAY, dtype=np.int64)
    closes = np.full((4, 6), -NO_WAY, dtype=np.int64)
    for site, windows in enumerate(HOURS):
        days = [(a, b, day) for day in range(3) for a, b in windows]
        for number, (first, last, day) in enumerate(days):
            opens[site, number], closes[site, number] = clock(first, day), clock(last, day)
    ground = RoutingProblem(
        duration=np.array([MINUTES * MINUTE]),
        distance=np.array([MINUTES * 500]),
        opens=opens,
        closes=closes,
        stop_time=np.array([20, 15, 5, 5]) * MINUTE,
        piece_time=np.array([1_000, 3_000, 9_000, 9_000]),
        bases=np.array([H, A]),
        base_day_cost=np.array([0.0, 8_000.0]),
        rest_after=240 * MINUTE,
        rest=20 * MINUTE,
        num_days=4,
        tasks=TaskArrays(**columns(TaskArrays, tasks, MONEY)),
        duties=DutyArrays(**columns(DutyArrays, duties, DUTY_MONEY)),
    )
    return replace(ground, **changes)


def columns(kind, rows, money) -> dict[str, np.ndarray]:
    """Return rows as the columns of task or duty arrays."""
    found = {}
    for name in (field.name for field in fields(kind)):
        dtype = np.bool_ if name == "is_delivery" else np.float64 if name in money else np.int64
        shape = (len(rows), 2) if name in WIDE else (len(rows),)
        found[name] = np.array([row[name] for row in rows], dtype=dtype).reshape(shape)
    return found
