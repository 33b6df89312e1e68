"""Days to be planned many at a time: the embedded county on small days drawn from a seed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from benchmarks.counties import NETWORK
from optimizer.days import DayRun, Drawn, NetworkFolder

FIRST = date(2026, 11, 2)
SCALE = 0.1
"""Of an ordinary day of the embedded county."""


def drawn_runs(num: int, *, effort: int, scale: float = SCALE, seed: int = 0) -> list[DayRun]:
    """Return recipes of days of the embedded county that follow each other."""
    network = NetworkFolder.of(NETWORK)
    days = [FIRST + timedelta(days=number) for number in range(num)]
    return [
        DayRun(
            variant="base",
            day=day,
            network=network,
            orders=Drawn(scale=scale, seed=seed),
            planned_at=datetime.combine(day, time(5)).isoformat(),
            effort=effort,
        )
        for day in days
    ]
