"""The run-off of a history, and where it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from optimizer.simulation.histories.result import PlayedDay
from optimizer.simulation.rolling import DayRecord, Promise


@dataclass
class RunOff:
    """What a policy did after the last day of a history, added up; is it ``over``?"""

    record: DayRecord = field(default_factory=DayRecord)
    promises: list[Promise] = field(default_factory=list)
    is_over: bool = False

    def add(self, played: PlayedDay) -> None:
        """Add a day after the last one."""
        self.record.add(played.record)
        self.promises += played.promises


def with_run_off(days: Sequence[DayRecord], after: DayRecord) -> list[DayRecord]:
    """
    Return the days of a history with its run-off in them.

    What it cost is borne by all days alike: it is the price of their orders, and on one day
    it would look like a day that is far from all others, as it comes once in a history
    however long that is. What became of orders, and what was driven, is on the last day.

    Examples
    --------
    >>> days = [DayRecord(orders=9, on_time=5), DayRecord(orders=9, on_time=8, vehicles=700.0)]
    >>> after = DayRecord(on_time=5, vehicles=300.0)
    >>> [(day.on_time, day.cost) for day in with_run_off(days, after)]
    [(5, 150.0), (13, 850.0)]
    """
    share = after.cost / len(days)
    found = [replace(day, run_off=share) for day in days]
    found[-1].add(replace(after, vehicles=0.0, stations=0.0, handling=0.0, rent=0.0))
    return found
