"""Judges proposals by planned days, and draws the frontier of cost against stations."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from optimizer.days import DayResult, DayRun, FailedRun, Interval, interval_of
from optimizer.siting.arranging import arrange_stations, changes_of
from optimizer.siting.stations import Proposal
from optimizer.units import YUAN

Outcome = DayResult | FailedRun


@dataclass(frozen=True)
class Judged:
    """
    A proposal with the days that were planned for it, in the network's currency.

    ``cost`` is a day's: everything that a plan counts, penalties included, the rent of open
    stations and the day's share of what was invested. ``days`` are those that count, in
    their order, ``invested`` among their costs; ``lost`` are those that failed or break a
    rule.
    """

    proposal: Proposal
    cost: Interval
    days: tuple[DayResult, ...]
    lost: tuple[Outcome, ...] = ()

    @property
    def left_out(self) -> tuple[str, ...]:
        """The days that are lost, with the reason."""
        return tuple(
            f"{each.day}: {each.sentence_en}"
            if isinstance(each, FailedRun)
            else f"{each.day}: the plan breaks {each.violations} rules"
            for each in self.lost
        )

    @property
    def stations(self) -> int:
        """How many stations are open beside the hub."""
        return len(self.proposal.stations)

    def costs(self) -> dict[str, float]:
        """Return the cost of each day, seeds averaged, by its date."""
        return _by_day(self.days)


def ranked(judged: Sequence[Judged]) -> list[Judged]:
    """
    Return proposals, the cheapest first; those of which no day counts come last.

    A day counts by how much it is above what it costs in the mean of all that have it: who
    has lost a dear day gains nothing by that.
    """
    of_day: dict[str, list[float]] = {}
    for each in judged:
        for day, cost in each.costs().items():
            of_day.setdefault(day, []).append(cost)
    usual = {day: float(np.mean(costs)) for day, costs in of_day.items()}

    def above(each: Judged) -> float:
        return float(np.mean([cost - usual[day] for day, cost in each.costs().items()]))

    return sorted(judged, key=lambda each: (not each.days, above(each) if each.days else 0.0))


def planned(
    variants: Mapping[str, Sequence[DayRun]],
    plan_days: Callable[[Sequence[DayRun]], Iterable[Outcome]],
) -> dict[str, list[Outcome]]:
    """
    Plan the same days of several variants, day by day; return what each has on days of all.

    The variants' runs stand in the same order.
    """
    by_day = zip(*variants.values(), strict=True)
    outcomes: dict[str, dict[tuple[date, int], Outcome]] = {name: {} for name in variants}
    for outcome in plan_days([run for of_day in by_day for run in of_day]):
        outcomes[outcome.variant][outcome.day, outcome.seed] = outcome
    common = set.intersection(*(set(found) for found in outcomes.values())) if outcomes else set()
    return {name: [found[key] for key in sorted(common)] for name, found in outcomes.items()}


def runs_of(proposal: Proposal, base: Sequence[DayRun]) -> Iterator[DayRun]:
    """Yield the days of a proposal, on top of the changes that the days have already."""
    changes = changes_of(proposal)
    for run in base:
        both = (*run.changes, *changes)
        yield replace(run, variant=proposal.name, changes=both, apply=arrange_stations)


def judged_days(proposal: Proposal, outcomes: Sequence[Outcome], seed: int) -> Judged:
    """Return what the days of a proposal come to."""
    good: list[DayResult] = []
    lost: list[Outcome] = []
    for each in outcomes:
        if isinstance(each, FailedRun) or each.violations:
            lost.append(each)
        else:
            good.append(_charged(each, proposal.invested / YUAN))
    good.sort(key=lambda each: (each.day, each.seed))
    return Judged(proposal, _cost(good, seed), tuple(good), tuple(lost))


def over_days(judged: Judged, days: Collection[date], seed: int) -> Judged:
    """Return a proposal over some of its days only."""
    kept = tuple(each for each in judged.days if each.day in days)
    return replace(judged, cost=_cost(kept, seed), days=kept)


def _cost(days: Sequence[DayResult], seed: int) -> Interval:
    """Return what a day costs, seeds averaged."""
    return interval_of(np.array(list(_by_day(days).values()), dtype=np.float64), seed=seed)


def _charged(day: DayResult, invested: float) -> DayResult:
    """Return a day with its share of what was invested among its costs."""
    total = round(day.cost["total"] + invested, 4)
    cost = {**day.cost, "invested": round(invested, 4), "total": total}
    operating = round(day.operating_cost + invested, 4)
    per_piece = round(operating / day.pieces, 4) if day.pieces else None
    return replace(day, cost=cost, operating_cost=operating, cost_per_piece=per_piece)


def _by_day(days: Sequence[DayResult]) -> dict[str, float]:
    """Return the mean cost of each day over its seeds."""
    found: dict[str, list[float]] = {}
    for each in days:
        found.setdefault(each.day.isoformat(), []).append(each.cost["total"])
    return {day: float(np.mean(costs)) for day, costs in sorted(found.items())}


@dataclass(frozen=True)
class Step:
    """
    The best proposal for a number of stations.

    ``over_best`` is what it costs more than the best of all, over the days that both have.
    """

    stations: int
    judged: Judged
    over_best: Interval


def frontier(judged: Sequence[Judged], *, seed: int = 0) -> list[Step]:
    """Return the cheapest proposal for each number of stations, from none upwards."""
    judged = [each for each in ranked(judged) if each.days]
    steps = []
    for count in sorted({each.stations for each in judged}):
        own = next(each for each in judged if each.stations == count)
        steps.append(Step(count, own, over(judged[0], own, seed=seed)))
    return steps


def over(best: Judged, other: Judged, *, seed: int = 0) -> Interval:
    """Return how much more a day of the other costs, day by day, with its 95 % interval."""
    one, two = best.costs(), other.costs()
    shared = sorted(one.keys() & two.keys())
    return interval_of(np.array([two[day] - one[day] for day in shared]), seed=seed)
