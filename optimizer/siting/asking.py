"""What a siting asks for: candidates, limits, the days that choose, and those that judge."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from optimizer.days import LEAST_DAYS, DayRun, Drawn, NetworkFolder, open_day
from optimizer.domain import Network
from optimizer.pipeline import County
from optimizer.scenarios import Scenario, apply_changes, check_scenarios
from optimizer.siting.candidates import Candidate, daily_demand, default_candidates
from optimizer.siting.stations import (
    EACH,
    Proposal,
    check_siting,
    num_proposals,
    propose_stations,
)

TODAY = "today"
"""The variant of the county as it stands."""


def fresh_of(
    asked: Sequence[date], history: Collection[date]
) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """
    Return which of the days that may judge a history has, and which it has not.

    Where days are missing and fewer than `LEAST_DAYS` are left, none are fresh: the days that
    choose then judge as well.

    Examples
    --------
    >>> days = [date(2026, 11, number) for number in range(1, 8)]
    >>> fresh, missing = fresh_of(days, days[1:])
    >>> len(fresh), [day.day for day in missing]
    (6, [1])
    >>> fresh_of(days, days[:4])
    ((), ())
    """
    fresh = tuple(day for day in asked if day in history)
    missing = tuple(day for day in asked if day not in history)
    return ((), ()) if missing and len(fresh) < LEAST_DAYS else (fresh, missing)


@dataclass(frozen=True)
class SitingQuestion:
    """
    Which candidates to open, chosen over ``days`` and then judged over ``fresh`` ones.

    The best of many proposals over the days that chose it is partly the luckiest; days that
    did not choose it say what it saves. Without any the choosing days judge as well.

    ``candidates`` None are those of `default_candidates`. ``orders`` are those of every day,
    or how to draw them; ``budget`` in cents, None is no limit. ``under`` is a scenario that
    holds for today's county and for all proposals. ``missing`` are days that would be fresh
    ones, had the history orders of them.
    """

    network: NetworkFolder
    days: tuple[date, ...]
    orders: Mapping[date, bytes] | Drawn
    candidates: tuple[Candidate, ...] | None = None
    budget: float | None = None
    most: int | None = None
    each: int = EACH
    at: time = time(5)
    effort: int = 2_000
    seed: int = 0
    fresh: tuple[date, ...] = ()
    under: Scenario | None = None
    missing: tuple[date, ...] = ()

    def runs(self, days: Sequence[date] | None = None) -> list[DayRun]:
        """Return the choosing days, or others, of the county as it stands."""
        return [
            DayRun(
                variant=TODAY,
                day=day,
                network=self.network,
                orders=self.orders if isinstance(self.orders, Drawn) else self.orders[day],
                planned_at=f"{day.isoformat()}T{self.at:%H:%M}",
                seed=self.seed,
                effort=self.effort,
                changes=self.under.plain() if self.under else (),
                apply=apply_changes,
            )
            for day in (self.days if days is None else days)
        ]

    def county(self) -> County:
        """
        Return the county of the first day, under the scenario.

        Raises
        ------
        InputError
            With all that is wrong with the county or the scenario.
        NetworkError
            When the roads cannot be used.
        """
        first = self.runs()[0]
        if self.under is not None:
            check_scenarios(open_day(replace(first, changes=())), [self.under])
        return open_day(first)

    def proposals(self) -> list[Proposal]:
        """
        Return what the location model proposes for the mean of the choosing days.

        Raises
        ------
        InputError
            E440 to E446, or what is wrong with the county, before any day is planned.
        """
        first = self.county()
        network = first.instance.network
        rest = [open_day(run).instance.orders for run in self.runs()[1:]]
        demand = daily_demand(network, [first.instance.orders, *rest], len(self.days))
        return propose_stations(
            network,
            first.travel,
            demand,
            self.candidates_of(network),
            budget=self.budget,
            most=self.most,
            each=self.each,
        )

    def num_proposals(self) -> int:
        """
        Return how many `proposals` there will be, by the first day and without solving.

        Raises
        ------
        InputError
            With all that `proposals` would refuse.
        NetworkError
            When the roads cannot be used.
        """
        first = self.county()
        network = first.instance.network
        candidates = self.candidates_of(network)
        demand = daily_demand(network, [first.instance.orders], 1)
        budget, most = self.budget, self.most
        check_siting(network, first.travel, demand, candidates, budget=budget, most=most)
        return num_proposals(network, candidates, budget=budget, most=most, each=self.each)

    def candidates_of(self, network: Network) -> tuple[Candidate, ...]:
        """Return the candidates in a county."""
        return default_candidates(network) if self.candidates is None else self.candidates
