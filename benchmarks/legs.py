"""Local legs of any size: what the core is measured on, without a county around it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.domain import NO_WAY
from optimizer.problems import DutyArrays, RoutingProblem, TaskArrays
from optimizer.units import CUBIC_METRE, HOUR, KG, KM, MINUTE

NUM_BASES = 4
PIECES_TO_A_DUTY = 150


@dataclass(frozen=True, slots=True)
class Leg:
    """How many tasks and duties there are."""

    tasks: int
    duties: int

    @property
    def name(self) -> str:
        """How the size is called."""
        return f"{self.tasks} tasks, {self.duties} duties"


SIZES = (Leg(50, 6), Leg(500, 50))


def leg(size: Leg, seed: int = 1) -> RoutingProblem:
    """
    Return a morning's work: deliveries and collections at villages around four bases.

    Some call within a window, some take something along, some may not ride together; the
    vans have room for it all.
    """
    random = np.random.default_rng(seed)
    count, duties = size.tasks, size.duties
    sites = NUM_BASES + max(count // 3, 1)
    spots = random.uniform(0, 40 * KM, (sites, 2))
    metres = (1.3 * np.linalg.norm(spots[:, None] - spots, axis=2)).astype(np.int64)
    ready = 6 * HOUR + random.integers(0, 3, count) * HOUR
    windowed = random.random(count) < 0.3
    weight = random.integers(1, 40, count) * KG
    free = random.random((count, NUM_BASES)) < 0.7
    free[np.arange(count), random.integers(0, NUM_BASES, count)] = True
    start = np.full(duties, 6 * HOUR)
    flag = random.random(count)
    return RoutingProblem(
        duration=(metres[None] * 3600) // (40 * KM),
        distance=metres[None],
        opens=np.tile(np.array([6, 14]) * HOUR, (sites, 1)),
        closes=np.tile(np.array([12, 20]) * HOUR, (sites, 1)),
        stop_time=np.full(sites, 3 * MINUTE),
        piece_time=np.full(sites, 5_000),
        bases=np.arange(NUM_BASES),
        base_day_cost=np.array([0.0, *[8_000.0] * (NUM_BASES - 1)]),
        rest_after=4 * HOUR,
        rest=20 * MINUTE,
        num_days=1,
        tasks=TaskArrays(
            site=random.integers(NUM_BASES, sites, count),
            is_delivery=flag < 0.7,
            pieces=random.integers(1, 12, count),
            weight=weight,
            volume=weight * 5,
            classes=1 << random.integers(0, 3, count),
            excluded=np.where(flag < 0.05, 0b1000, 0),
            earliest=np.where(windowed, ready, 0),
            latest=np.where(windowed, ready + 4 * HOUR, NO_WAY),
            release=np.where(free, ready[:, None], NO_WAY),
            due=np.full((count, NUM_BASES), 12 * HOUR),
            hard=np.full((count, NUM_BASES), NO_WAY),
            late_cost=np.full(count, 30_000.0),
            late_rate=np.full(count, 1_000 / HOUR),
            wait_rate=np.full(count, 10 / HOUR),
            wait_from=ready,
            drop_cost=np.full(count, 500_000.0),
            price=random.uniform(0, 500, (count, NUM_BASES)),
            pickup_weight=np.where(flag < 0.1, weight // 2, 0),
        ),
        duties=DutyArrays(
            vehicle=np.arange(duties),
            shift=np.zeros(duties, dtype=np.int64),
            base=np.arange(duties) % NUM_BASES,
            day=np.zeros(duties, dtype=np.int64),
            profile=np.zeros(duties, dtype=np.int64),
            weight=np.full(duties, 550 * KG),
            volume=np.full(duties, 4 * CUBIC_METRE),
            start=start,
            paid_until=start + 8 * HOUR,
            end=start + 9 * HOUR,
            range=np.full(duties, 300 * KM),
            carries=np.full(duties, -1),
            cost=np.full(duties, 3_500.0),
            metre_cost=np.full(duties, 85 / KM),
            second_cost=np.full(duties, 2_800 / HOUR),
            overtime_cost=np.full(duties, 4_200 / HOUR),
            twin=np.arange(duties) % NUM_BASES,
        ),
    )
