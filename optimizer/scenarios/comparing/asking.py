"""What a what-if asks for: base and scenarios over the same days with common seeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from optimizer.days import NOISE_DAYS, DayRun, Drawn, NetworkFolder, open_day
from optimizer.pipeline import County
from optimizer.scenarios.applying import apply_changes, check_scenarios
from optimizer.scenarios.scenario import BASE, Scenario


@dataclass(frozen=True)
class Question:
    """
    Scenarios, and the days that they are compared over.

    ``orders`` are those of every day, or how to draw them; ``at`` is the local time at
    which each day is planned. Of ``seeds`` the first plans all days, the others only
    `NOISE_DAYS` of them: they measure the solver's own noise. ``under`` holds for the base
    and all scenarios alike: in the rain, both are compared in the rain.
    """

    network: NetworkFolder
    scenarios: tuple[Scenario, ...]
    days: tuple[date, ...]
    orders: Mapping[date, bytes] | Drawn
    at: time = time(5)
    effort: int = 2_000
    seed: int = 0
    seeds: int = 2
    under: Scenario | None = None

    @property
    def stacked(self) -> tuple[Scenario, ...]:
        """The scenarios on top of what holds for all."""
        return tuple(each.over(self.under) for each in self.scenarios)

    def runs(self) -> list[DayRun]:
        """Return every run, day by day, so that what is done first can be compared first."""
        again = set(spread(self.days, NOISE_DAYS))
        return [
            self._run(day, seed, scenario)
            for day in self.days
            for seed in range(self.seed, self.seed + (self.seeds if day in again else 1))
            for scenario in (None, *self.stacked)
        ]

    def check(self) -> County:
        """
        Return the county before any change; refuse what cannot work, before anything long begins.

        Raises
        ------
        InputError
            With all issues of all scenarios, on the first day.
        NetworkError
            When the roads of the base cannot be used.
        """
        county = open_day(replace(self._run(self.days[0], self.seed, None), changes=()))
        if self.under is not None:
            check_scenarios(county, [self.under])
        check_scenarios(county, self.stacked)
        return county

    def _run(self, day: date, seed: int, scenario: Scenario | None) -> DayRun:
        """Return one run; None is the base."""
        changed = scenario or self.under
        orders = self.orders if isinstance(self.orders, Drawn) else self.orders[day]
        return DayRun(
            variant=scenario.name_zh if scenario else BASE,
            day=day,
            network=self.network,
            orders=orders,
            planned_at=f"{day.isoformat()}T{self.at:%H:%M}",
            seed=seed,
            effort=self.effort,
            changes=changed.plain() if changed else (),
            apply=apply_changes,
        )


def spread(days: Sequence[date], most: int) -> list[date]:
    """
    Return at most so many days, evenly spread.

    Examples
    --------
    >>> days = [date(2026, 11, number) for number in range(1, 10)]
    >>> [day.day for day in spread(days, 3)]
    [1, 5, 9]
    """
    if len(days) <= most:
        return list(days)
    step = (len(days) - 1) / max(most - 1, 1)
    return [days[round(number * step)] for number in range(most)]
