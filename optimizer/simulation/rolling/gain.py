"""What planning by need is worth, against the rule of thumb, over the same days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from optimizer.simulation.rolling.play import Play, Policy, SimulationResult
from optimizer.simulation.rolling.simulating import Rolling
from optimizer.simulation.rolling.tally import DayRecord


@dataclass(frozen=True)
class Gain:
    """
    Planning by need beside everybody daily from the nearest base.

    ``cost_per_day`` is what is saved on a day, in cents, ``days_cheaper`` on how many of the
    ``days`` anything is; ``on_time`` by how much the share in time is higher.
    """

    need: SimulationResult
    habit: SimulationResult
    days: int
    days_cheaper: int

    @property
    def cost_per_day(self) -> float:
        """What is saved per day, in cents."""
        return self.habit.cost_per_day - self.need.cost_per_day

    @property
    def on_time(self) -> float:
        """By how much the share in time is higher."""
        return self.need.total.on_time_share - self.habit.total.on_time_share


class Match:
    """Plays both policies side by side: the same orders, the same weather, day by day."""

    def __init__(self, play: Play) -> None:
        self._need = Rolling(replace(play, policy=Policy.BY_NEED))
        self._habit = Rolling(replace(play, policy=Policy.HABIT))
        self._days = self._cheaper = 0

    def days(self) -> Iterator[tuple[DayRecord, DayRecord]]:
        """Yield each day when it is over: by need, and by habit."""
        for need, habit in zip(self._need.days(), self._habit.days(), strict=True):
            self._days += 1
            self._cheaper += need.cost < habit.cost
            yield need, habit

    def gain(self) -> Gain:
        """Return what the days so far say; one that only one policy has played counts there."""
        return Gain(self._need.result(), self._habit.result(), self._days, self._cheaper)
