"""What a siting comes to: the frontier over some days, and the winner judged by others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from optimizer.days import (
    NOISE_DAYS,
    DayRun,
    DaysProgress,
    Difference,
    FailedRun,
    Noise,
    Verdict,
    noise,
    paired,
    verdict,
)
from optimizer.domain import Network, SiteKind
from optimizer.siting.asking import TODAY, SitingQuestion
from optimizer.siting.judging import (
    Judged,
    Outcome,
    Step,
    frontier,
    judged_days,
    over_days,
    planned,
    ranked,
    runs_of,
)
from optimizer.siting.stations import Proposal

PlanDays = Callable[[Sequence[DayRun]], Iterable[Outcome]]


@dataclass(frozen=True)
class Judgement:
    """
    The best beside today's stations, over the same days.

    ``difference`` is what the best costs more (negative: it saves), ``noise`` what the
    solver's seeds alone make of a day. ``is_fresh``: these days did not choose the best. A day
    that failed or breaks a rule for one of the two counts for neither; the difference names it
    among those left out, as it does fresh days that the history has not.
    """

    today: Judged
    best: Judged
    difference: Difference
    noise: Noise
    is_fresh: bool


@dataclass(frozen=True)
class SitingAnswer:
    """
    Every proposal judged, the cheapest first, beside the county as it stands; those of which
    no day counts come last.

    ``steps`` is the frontier over the choosing days, ``chosen`` the best beside today's
    stations over the same days, ``judgement`` the one that counts; None where the two have
    no day in common. ``network`` is today's, under the scenario. ``is_partial``: days are
    missing, since the work was stopped.
    """

    network: Network
    today: Judged
    judged: tuple[Judged, ...]
    steps: tuple[Step, ...]
    chosen: Difference | None
    judgement: Judgement | None
    failures: tuple[FailedRun, ...]
    is_partial: bool

    @property
    def best(self) -> Judged | None:
        """The cheapest proposal, over the choosing days."""
        return self.judged[0] if self.judged and self.judged[0].days else None

    @property
    def verdict(self) -> Verdict | None:
        """What may be said of the best beside today's stations, and which days say it."""
        if self.judgement is None or self.best is None:
            return None
        return _said(self.judgement, self.best.proposal, self.network)


def answer(
    question: SitingQuestion,
    plan_days: PlanDays,
    progress: Callable[[DaysProgress], None] = lambda _: None,
) -> SitingAnswer:
    """
    Propose, plan the days of every proposal and of today's county, compare, judge.

    ``plan_days`` may end early: then the answer is of what was planned, and partial.
    ``progress`` hears after each day, of all days that the whole question asks for.
    """
    network, proposals = question.county().instance.network, question.proposals()
    work = _Work(plan_days, progress, _total(question, len(proposals)))
    standing, runs = _standing(network), question.runs()
    found = planned(
        {TODAY: runs, **{each.name: list(runs_of(each, runs)) for each in proposals}}, work
    )
    today = judged_days(standing, found[TODAY], question.seed)
    judged = ranked([judged_days(each, found[each.name], question.seed) for each in proposals])
    steps = tuple(frontier(judged, seed=question.seed))
    chosen = judgement = None
    if judged and judged[0].days and today.days:
        chosen = _difference(today, judged[0], (), question.seed)
        judgement = _judgement(question, work, today, judged[0])
    return SitingAnswer(
        network=network,
        today=today,
        judged=tuple(judged),
        steps=steps,
        chosen=chosen,
        judgement=judgement,
        failures=tuple(work.failures),
        is_partial=work.ended < work.asked,
    )


@dataclass
class _Work:
    """Plans days, and counts them."""

    plan_days: PlanDays
    progress: Callable[[DaysProgress], None]
    total: int
    asked: int = 0
    ended: int = 0

    def __post_init__(self) -> None:
        self.failures: list[FailedRun] = []

    def __call__(self, runs: Sequence[DayRun]) -> Iterator[Outcome]:
        """Plan days."""
        self.asked += len(runs)
        for outcome in self.plan_days(runs):
            self.ended += 1
            if isinstance(outcome, FailedRun):
                self.failures.append(outcome)
            failed = len(self.failures)
            self.progress(DaysProgress(self.ended - failed, failed, 0, self.total))
            yield outcome


def _total(question: SitingQuestion, proposals: int) -> int:
    """Return how many days the whole question plans."""
    last = question.fresh or question.days
    again = min(len(last), NOISE_DAYS)
    return (1 + proposals) * len(question.days) + 2 * (len(question.fresh) + again)


def _judgement(
    question: SitingQuestion, work: _Work, today: Judged, best: Judged
) -> Judgement | None:
    """
    Return the best beside today's stations over fresh days, or those that chose it.

    A day on which either has no sound plan counts for neither.
    """
    seed = question.seed
    if question.fresh:
        found = _both(best, question.runs(question.fresh), work)
        today = judged_days(today.proposal, found[TODAY], seed)
        best = judged_days(best.proposal, found[best.proposal.name], seed)
    difference = _difference(today, best, question.missing, seed)
    compared = [each.day for each in difference.by_day]
    if not compared:
        return None
    others = [day for day in question.fresh or question.days if day not in compared]
    again = question.runs([*compared, *others][:NOISE_DAYS])
    twice = _both(best, [replace(run, seed=run.seed + 1) for run in again], work)
    extra = [
        *judged_days(today.proposal, twice[TODAY], seed).days,
        *judged_days(best.proposal, twice[best.proposal.name], seed).days,
    ]
    own = noise([*today.days, *best.days, *extra])
    today, best = (over_days(each, compared, seed) for each in (today, best))
    return Judgement(today, best, difference, own, bool(question.fresh))


def _both(best: Judged, runs: Sequence[DayRun], work: _Work) -> dict[str, list[Outcome]]:
    """Plan days of today's county and of the best."""
    return planned({TODAY: runs, best.proposal.name: [*runs_of(best.proposal, runs)]}, work)


def _difference(today: Judged, best: Judged, missing: Sequence[date], seed: int) -> Difference:
    """Return what the best costs more, day by day, and which days are not compared."""
    found = paired(today.days, best.days, seed=seed)
    lost = {each.day for judged in (today, best) for each in judged.lost}
    left_out = {*found.left_out, *lost, *missing} - {each.day for each in found.by_day}
    return replace(found, left_out=tuple(sorted(left_out)))


def _standing(network: Network) -> Proposal:
    """Return today's stations as a proposal of no change."""
    stations = tuple(
        site.site_id
        for site in network.sites
        if site.kind is SiteKind.TRANSFER_STATION and site.is_open
    )
    return Proposal(stations, 0.0, 0.0, 0.0)


SENTENCES: Final = {
    True: ("（由未参与选择的 {days} 天评判）", " (judged by {days} days that did not choose it)"),
    False: (
        "（由选出它的同样 {days} 天评判，结果偏乐观）",
        " (judged by the {days} days that chose it, which flatters it)",
    ),
}


def _said(judgement: Judgement, best: Proposal, network: Network) -> Verdict:
    """Return the verdict in both languages, with the days that judged."""
    currency = network.rules.currency
    units = {"unit_zh": "元" if currency == "CNY" else currency, "unit_en": currency}
    found = [
        verdict(judgement.difference, judgement.noise, name=called(best, network, lang), **units)
        for lang in ("zh", "en")
    ]
    zh, en = (text.format(days=judgement.difference.days) for text in SENTENCES[judgement.is_fresh])
    return Verdict(found[0].kind, found[0].sentence_zh + zh, found[1].sentence_en + en)


def called(proposal: Proposal, network: Network, lang: str) -> str:
    """Return what people call a proposal: the names of its stations."""
    sites = [network.sites[network.index[each]] for each in proposal.stations]
    if not sites:
        return "hub alone" if lang == "en" else "只用县中心"
    names = [site.name_en or site.site_id if lang == "en" else site.name_zh for site in sites]
    return (" + " if lang == "en" else "＋").join(names)
