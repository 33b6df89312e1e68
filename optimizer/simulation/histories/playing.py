"""From a recipe to what the day came to: opened, changed, played."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import date

from optimizer.days import DayRun, Drawn, FailedRun, open_day
from optimizer.days.planning import attempted
from optimizer.domain import Orders
from optimizer.pipeline import County
from optimizer.scenarios import apply_changes
from optimizer.simulation.histories.recipe import PlayRun
from optimizer.simulation.histories.result import PlayedDay
from optimizer.simulation.rolling import Memory, Play, Rolling, Standing


def attempt_day(run: PlayRun) -> PlayedDay | FailedRun:
    """Play one day; return the reason where that fails."""
    return attempted(play_day, run)


def play_day(run: PlayRun) -> PlayedDay:
    """
    Play one day of a history or its run-off, after what the county remembers of those before.

    Raises
    ------
    OptimizerError
        When the recipe cannot be followed, or a plan breaks a rule.
    CancelledError
        When the pool was given up meanwhile.
    """
    begun = time.perf_counter()
    county = opened(run, min(run.day, run.last_day))
    play = Play(
        standing=Standing(county.instance.network, county.travel, county.roads),
        incoming=Brought(run),
        uncertainty=run.uncertainty,
        first_day=run.first_day,
        days=run.days,
        policy=run.policy,
        seed=run.seed,
        effort=run.effort,
        search=run.search,
    )
    memory = _memory(run, county)
    while True:
        # By itself, so that the counts by village are those of the last day.
        rolling = Rolling(play, memory)
        record = rolling.next_day()
        memory = rolling.memory
        if memory.days > run.number:
            break
    return PlayedDay(
        policy=run.policy,
        seed=run.seed,
        search=run.search,
        number=run.number,
        day=run.day,
        key=run.key,
        history=run.history,
        record=record,
        promises=rolling.result().promises,
        seconds=round(time.perf_counter() - begun, 3),
        is_over=rolling.is_over,
        memory=memory.plain(),
    )


def _memory(run: PlayRun, county: County) -> Memory | None:
    """Return what the recipe remembers; None where that is nothing, or of a later day."""
    if run.memory is None:
        return None
    memory = Memory.of(run.memory, county.instance.network, run.uncertainty)
    return memory if memory.days <= run.number else None


def opened(run: PlayRun, day: date) -> County:
    """Return the county of a day, changes applied, with the orders that are ready on it."""
    return open_day(
        DayRun(
            variant=run.variant,
            day=day,
            network=run.network,
            orders=run.orders if isinstance(run.orders, Drawn) else run.orders[day],
            planned_at=f"{day.isoformat()}T00:00",
            effort=run.effort,
            changes=run.changes,
            apply=apply_changes,
        )
    )


@dataclass(frozen=True)
class Brought:
    """The orders of the days of a recipe."""

    run: PlayRun

    def of(self, day: date) -> Orders:
        """Return the orders of a day, in seconds since 1970."""
        instance = opened(self.run, day).instance
        orders, epoch = instance.orders, instance.calendar.epoch
        return replace(orders, ready=orders.ready + epoch, due=orders.due + epoch)
