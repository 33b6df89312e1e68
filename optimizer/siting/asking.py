"""What a siting asks for: candidates, limits, and the days that judge; and its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from optimizer.days import (
    DayResult,
    DayRun,
    Difference,
    Drawn,
    NetworkFolder,
    Noise,
    noise,
    open_day,
    paired,
)
from optimizer.domain import Network, SiteKind
from optimizer.pipeline import County
from optimizer.siting.candidates import Candidate, daily_demand, default_candidates
from optimizer.siting.judging import Judged, Outcome, Step, frontier, judge, judged_days, runs_of
from optimizer.siting.stations import EACH, Proposal, propose_stations

TODAY = "today"
"""The variant of the county as it stands."""

NOISE_DAYS = 5
"""So many days of today's stations and of the best are planned again with another seed."""

PlanDays = Callable[[Sequence[DayRun]], Iterable[Outcome]]


@dataclass(frozen=True)
class SitingQuestion:
    """
    Which candidates to open, judged over these days.

    ``candidates`` None are those of `default_candidates`. ``orders`` are those of every day,
    or how to draw them; ``budget`` in cents, None is no limit.
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

    def runs(self) -> list[DayRun]:
        """Return the days of the county as it stands."""
        return [
            DayRun(
                variant=TODAY,
                day=day,
                network=self.network,
                orders=self.orders if isinstance(self.orders, Drawn) else self.orders[day],
                planned_at=f"{day.isoformat()}T{self.at:%H:%M}",
                seed=self.seed,
                effort=self.effort,
            )
            for day in self.days
        ]

    def proposals(self) -> list[Proposal]:
        """
        Return what the location model proposes for the mean of the days.

        Raises
        ------
        InputError
            E440 to E446, or what is wrong with the county, before any day is planned.
        """
        counties: list[County] = [open_day(run) for run in self.runs()]
        network = counties[0].instance.network
        demand = daily_demand(
            network, [county.instance.orders for county in counties], len(counties)
        )
        return propose_stations(
            network,
            counties[0].travel,
            demand,
            default_candidates(network) if self.candidates is None else self.candidates,
            budget=self.budget,
            most=self.most,
            each=self.each,
        )


@dataclass(frozen=True)
class SitingAnswer:
    """
    Every proposal judged, the cheapest first, beside the county as it stands; those of which
    no day counts come last.

    ``steps`` is the frontier; ``over_today`` what the best costs more than today's stations
    (negative: it saves), over the days that both have, and ``noise`` what the solver's seeds
    alone make of a day; None where the best has no day with today's.
    """

    today: Judged
    judged: tuple[Judged, ...]
    steps: tuple[Step, ...]
    over_today: Difference | None
    noise: Noise | None


def answer(question: SitingQuestion, plan_days: PlanDays) -> SitingAnswer:
    """Propose, plan the days of every proposal and of today's county, and compare."""
    base, proposals = question.runs(), question.proposals()
    standing = _standing(open_day(base[0]).instance.network)
    today = judged_days(standing, list(plan_days(base)), question.seed)
    found = judge(proposals, base, plan_days, seed=question.seed)
    steps = tuple(frontier(found, seed=question.seed))
    if not found or not found[0].days or not today.days:
        return SitingAnswer(today, tuple(found), steps, None, None)
    best = found[0]
    again = [replace(run, seed=run.seed + 1) for run in base[:NOISE_DAYS]]
    runs = [*again, *runs_of(best.proposal, again)]
    own = noise([*today.days, *best.days, *_good(plan_days(runs), best.proposal)])
    difference = paired(today.days, best.days, seed=question.seed)
    return SitingAnswer(today, tuple(found), steps, difference, own)


def _good(outcomes: Iterable[Outcome], proposal: Proposal) -> list[DayResult]:
    """Return the days that count, of today's stations and of a proposal."""
    days = list(outcomes)
    today = [each for each in days if each.variant == TODAY]
    other = [each for each in days if each.variant != TODAY]
    free = replace(proposal, invested=0.0)
    return [*judged_days(free, today, 0).days, *judged_days(proposal, other, 0).days]


def _standing(network: Network) -> Proposal:
    """Return today's stations as a proposal of no change."""
    stations = tuple(
        site.site_id
        for site in network.sites
        if site.kind is SiteKind.TRANSFER_STATION and site.is_open
    )
    return Proposal(stations, 0.0, 0.0, 0.0)
