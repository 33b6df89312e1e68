"""Judges proposals by planned days, and draws the frontier of cost against stations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
    their order, ``invested`` among their costs; a day that failed or breaks a rule is in
    ``left_out``, with the reason.
    """

    proposal: Proposal
    cost: Interval
    days: tuple[DayResult, ...]
    left_out: tuple[str, ...] = ()

    @property
    def stations(self) -> int:
        """How many stations are open beside the hub."""
        return len(self.proposal.stations)

    def costs(self) -> dict[str, float]:
        """Return the cost of each day, seeds averaged, by its date."""
        return _by_day(self.days)


def judge(
    proposals: Sequence[Proposal],
    base: Sequence[DayRun],
    plan_days: Callable[[Sequence[DayRun]], Iterable[Outcome]],
    *,
    seed: int = 0,
) -> list[Judged]:
    """
    Plan the same days for every proposal and return them, the cheapest first.

    Those of which no day counts come last. Where planning ends early, only days on which
    all have been planned count: the others would be compared over different days.

    Parameters
    ----------
    proposals
        Named as their days are; no two of one name.
    base
        The days of the network as it is today, without changes.
    plan_days
        Plans them and yields what each came to, in any order: `days.run_days` with an
        executor, or ``partial(map, plan_day)``.
    seed
        Of the draws behind the intervals.
    """
    variants = {each.name: list(runs_of(each, base)) for each in proposals}
    outcomes = planned(variants, plan_days)
    return ranked([judged_days(each, outcomes[each.name], seed) for each in proposals])


def ranked(judged: Sequence[Judged]) -> list[Judged]:
    """Return proposals, the cheapest first; those of which no day counts come last."""
    return sorted(judged, key=lambda each: (not each.days, each.cost.mean if each.days else 0.0))


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
    good, bad = [], []
    for each in outcomes:
        if isinstance(each, FailedRun):
            bad.append(f"{each.day}: {each.sentence_en}")
        elif each.violations:
            bad.append(f"{each.day}: the plan breaks {each.violations} rules")
        else:
            good.append(_charged(each, proposal.invested / YUAN))
    good.sort(key=lambda each: (each.day, each.seed))
    costs = np.array(list(_by_day(good).values()), dtype=np.float64)
    return Judged(proposal, interval_of(costs, seed=seed), tuple(good), tuple(bad))


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
    judged = [each for each in judged if each.days]
    if not judged:
        return []
    best = min(judged, key=lambda each: each.cost.mean)
    steps = []
    for count in sorted({each.stations for each in judged}):
        own = min(
            (each for each in judged if each.stations == count), key=lambda each: each.cost.mean
        )
        steps.append(Step(count, own, over(best, own, seed=seed)))
    return steps


def over(best: Judged, other: Judged, *, seed: int = 0) -> Interval:
    """Return how much more a day of the other costs, day by day, with its 95 % interval."""
    one, two = best.costs(), other.costs()
    shared = sorted(one.keys() & two.keys())
    return interval_of(np.array([two[day] - one[day] for day in shared]), seed=seed)
