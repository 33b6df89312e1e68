"""From wall clocks to clocks: seconds since the midnight that opens the horizon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from optimizer.domain.sites import TimeWindow
from optimizer.units import DAY


@dataclass(frozen=True)
class Calendar:
    """
    The clock of one planning run.

    Clocks count real seconds since the local midnight of the day of ``planned_at`` (which
    is aware). ``horizon`` is how far the plan looks ahead, in seconds.
    """

    planned_at: datetime
    timezone: str
    horizon: int

    def __post_init__(self) -> None:
        if self.planned_at.tzinfo is None:
            raise ValueError("planned_at has no time zone")

    @cached_property
    def zone(self) -> ZoneInfo:
        """The network's time zone."""
        return ZoneInfo(self.timezone)

    @cached_property
    def first_day(self) -> date:
        """The local date of ``planned_at``."""
        return self.planned_at.astimezone(self.zone).date()

    @cached_property
    def _midnight(self) -> datetime:
        return datetime.combine(self.first_day, time(), self.zone).astimezone(UTC)

    @property
    def epoch(self) -> int:
        """Clock zero as seconds since 1970-01-01 UTC."""
        return int(self._midnight.timestamp())

    @cached_property
    def start(self) -> int:
        """The clock at which the horizon opens."""
        return self.clock(self.planned_at)

    @property
    def end(self) -> int:
        """The clock at which the horizon closes."""
        return self.start + self.horizon

    @property
    def num_days(self) -> int:
        """How many calendar days the horizon touches."""
        return (self.end - 1) // DAY + 1

    def clock(self, moment: datetime) -> int:
        """Return the clock of a moment; one without offset is local."""
        aware = moment if moment.tzinfo else moment.replace(tzinfo=self.zone)
        return round((aware - self._midnight).total_seconds())

    def moment(self, clock: int) -> datetime:
        """Return the local moment of a clock."""
        return (self._midnight + timedelta(seconds=int(clock))).astimezone(self.zone)

    def text(self, clock: int) -> str:
        """Write a clock as ISO 8601 with offset, in whole seconds."""
        return self.moment(clock).isoformat(timespec="seconds")

    def date(self, day: int) -> date:
        """Return the date of a day of the horizon; day 0 is the first."""
        return self.first_day + timedelta(days=day)

    def at(self, day: int, second: int) -> int:
        """Return the clock of a wall-clock second on a day; 86 400 is the next midnight."""
        days, second = divmod(second, DAY)
        wall = time(second // 3600, second % 3600 // 60, second % 60)
        return self.clock(datetime.combine(self.date(day + days), wall, self.zone))

    def windows(
        self, daily: Sequence[TimeWindow], days: range | None = None
    ) -> Iterator[TimeWindow]:
        """Yield daily windows as clocks, day by day; default days are those of the horizon."""
        for day in range(self.num_days) if days is None else days:
            for window in daily:
                yield TimeWindow(self.at(day, window.earliest), self.at(day, window.latest))

    def next_of(self, seconds: Sequence[int], clock: int, *, inclusive: bool) -> int | None:
        """
        Return the first of these daily wall-clock seconds from a clock on.

        None where ``seconds`` is empty. With ``inclusive`` the clock itself counts.
        """
        if not seconds:
            return None
        day = (self.moment(clock).date() - self.first_day).days
        found = (self.at(day + ahead, second) for ahead in (0, 1) for second in sorted(seconds))
        return next(at for at in found if at > clock or (inclusive and at == clock))
