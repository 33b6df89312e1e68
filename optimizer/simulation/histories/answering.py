"""What a simulation comes to: both policies over the days that both have played."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import Final, NamedTuple

from optimizer.days import (
    MEASURES,
    NOISE_DAYS,
    DayResult,
    Difference,
    Drawn,
    FailedRun,
    Noise,
    Verdict,
    noise,
    paired,
    verdict,
)
from optimizer.domain import Network
from optimizer.simulation.histories.asking import ANOTHER, SimulationQuestion
from optimizer.simulation.histories.closing import RunOff, with_run_off
from optimizer.simulation.histories.result import PlayedDay
from optimizer.simulation.rolling import DayRecord, Policy, Promise
from optimizer.units import HOUR, KM, YUAN

NAMES: Final = {"zh": "按需排线", "en": "planning by need"}


class Pair(NamedTuple):
    """One day of one history by both policies."""

    day: date
    seed: int
    number: int
    need: DayRecord
    habit: DayRecord


@dataclass
class Kept:
    """What the promise was worth to one village and class, counted as days go by."""

    on_time: int = 0
    late: int = 0
    missing: int = 0
    returned: int = 0
    hours: float = 0.0

    def add(self, promise: Promise) -> None:
        """Add a day."""
        self.on_time += promise.on_time
        self.late += promise.late
        self.missing += promise.missing
        self.returned += promise.returned
        self.hours += promise.hours * (promise.on_time + promise.late)

    @property
    def orders(self) -> int:
        """How many orders were promised."""
        return self.on_time + self.late + self.missing

    @property
    def share(self) -> float | None:
        """The share of them in time; None where there was none."""
        return self.on_time / self.orders if self.orders else None

    @property
    def hours_mean(self) -> float | None:
        """The mean time to delivery; None where nothing was delivered."""
        done = self.on_time + self.late
        return self.hours / done if done else None


Promises = dict[tuple[str, str], Kept]


@dataclass(frozen=True)
class SimulationAnswer:
    """
    Both policies over the days that both have played.

    ``num_closed`` histories were played by both to the end of their run-off, which is in
    their records. ``promises`` by policy, village and class. ``gain`` is what a day by need
    costs more than one by habit (negative: it saves), over the days of all histories:
    another history is more days where orders are drawn, and where they are those of a file
    the mean of its histories is one day. ``on_time`` is by how much the share in time is
    higher. ``noise`` is the solver's own, from days that were played again with another seed
    of the search. ``is_partial``: the work was stopped; a day that failed does not make it so.
    """

    network: Network
    pairs: tuple[Pair, ...]
    promises: dict[Policy, Promises]
    gain: Difference
    on_time: Difference
    noise: Noise
    failures: tuple[FailedRun, ...]
    num_closed: int
    is_partial: bool

    def total(self, policy: Policy, *, is_wet: bool | None = None) -> tuple[DayRecord, int]:
        """Return the sum of a policy's days, and how many these are; of all, or by weather."""
        total, days = DayRecord(day="total"), 0
        for pair in self.pairs:
            record = pair.need if policy is Policy.BY_NEED else pair.habit
            if is_wet is None or record.is_wet == is_wet:
                total.add(record)
                days += 1
        return total, days

    @property
    def verdict(self) -> Verdict:
        """What the days allow to say of planning by need beside the habit."""
        currency = self.network.rules.currency
        units = {"unit_zh": "元" if currency == "CNY" else currency, "unit_en": currency}
        zh, en = (
            verdict(self.gain, self.noise, name=NAMES[lang], **units) for lang in ("zh", "en")
        )
        return Verdict(zh.kind, zh.sentence_zh, en.sentence_en)


def answer(
    question: SimulationQuestion, outcomes: Iterable[PlayedDay | FailedRun], network: Network
) -> SimulationAnswer:
    """
    Sum up what was played so far; ``network`` is the county's, under the scenario.

    Of each day a line is kept, and what its villages had is added up.
    """
    account = _Account(question)
    for outcome in outcomes:
        account.add(outcome)
    played = sorted(account.pairs, key=lambda pair: (pair.seed, pair.number))
    again = account.again
    twice = {(pair.seed, pair.number) for pair in again}
    # Days that measure the noise have no run-off, so it is left out of those beside them.
    alike = [pair for pair in played if (pair.seed, pair.number) in twice]
    own = noise(
        [
            day
            for policy in Policy
            for found in (alike, again)
            for day in _as_days(question, found, policy)
        ]
    )
    pairs = tuple(account.close(played))
    need, habit = (list(_as_days(question, pairs, policy)) for policy in Policy)
    return SimulationAnswer(
        network=network,
        pairs=pairs,
        promises=account.promises,
        gain=paired(habit, need, seed=question.seed),
        on_time=paired(habit, need, seed=question.seed, measure=MEASURES["on_time_share"]),
        noise=own,
        failures=tuple(account.failures),
        num_closed=len(account.closed),
        is_partial=account.num_ended < len(question.runs()),
    )


@dataclass
class _Account:
    """Adds days up as they come, each when both policies have it."""

    question: SimulationQuestion
    pairs: list[Pair] = field(default_factory=list)
    again: list[Pair] = field(default_factory=list)
    failures: list[FailedRun] = field(default_factory=list)
    promises: dict[Policy, Promises] = field(default_factory=dict)
    num_ended: int = 0
    _waiting: dict[tuple[int, bool, int], PlayedDay] = field(default_factory=dict)
    _after: dict[tuple[int, Policy], RunOff] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.promises = {policy: defaultdict(Kept) for policy in Policy}

    def add(self, outcome: PlayedDay | FailedRun) -> None:
        """Add one day of one policy."""
        if isinstance(outcome, FailedRun):
            self.failures.append(outcome)
            self.num_ended += 1  # None of its policy follows in its history.
            return
        is_again = outcome.search == self.question.seed + ANOTHER
        if is_again:
            self.num_ended += outcome.number + 1 == min(self.question.days, NOISE_DAYS)
        else:
            after = self._after.setdefault((outcome.seed, outcome.policy), RunOff())
            after.is_over = outcome.is_over
            self.num_ended += outcome.is_over
            if outcome.number >= self.question.days:
                after.add(outcome)
                return
        key = (outcome.seed, is_again, outcome.number)
        other = self._waiting.pop(key, None)
        if other is None:
            self._waiting[key] = outcome
            return
        both = {each.policy: each for each in (outcome, other)}
        need, habit = both[Policy.BY_NEED], both[Policy.HABIT]
        pair = Pair(need.day, need.seed, need.number, need.record, habit.record)
        if is_again:
            self.again.append(pair)
            return
        self.pairs.append(pair)
        for policy, played in both.items():
            self._promise(policy, played.promises)

    @property
    def closed(self) -> list[int]:
        """The histories that both policies have played to the end of the run-off."""
        none = RunOff()
        return [
            seed
            for seed in self.question.histories
            if all(self._after.get((seed, policy), none).is_over for policy in Policy)
        ]

    def close(self, pairs: Sequence[Pair]) -> Iterator[Pair]:
        """Yield the days, in order, with the run-offs of the closed histories, and count those."""
        closed = self.closed
        for seed, group in groupby(pairs, key=lambda pair: pair.seed):
            days = list(group)
            if seed in closed:
                after = {policy: self._after[seed, policy] for policy in Policy}
                for policy, each in after.items():
                    self._promise(policy, each.promises)
                need = with_run_off([day.need for day in days], after[Policy.BY_NEED].record)
                habit = with_run_off([day.habit for day in days], after[Policy.HABIT].record)
                days = [
                    day._replace(need=mine, habit=theirs)
                    for day, mine, theirs in zip(days, need, habit, strict=True)
                ]
            yield from days

    def _promise(self, policy: Policy, promises: Iterable[Promise]) -> None:
        """Count what the promise was worth."""
        for promise in promises:
            self.promises[policy][promise.site_id, promise.handling_class].add(promise)


def _as_days(
    question: SimulationQuestion, pairs: Sequence[Pair], policy: Policy
) -> Iterator[DayResult]:
    """
    Yield the days of a policy as days that can be compared.

    The days of a further history are put behind those of the one before it: they are more
    days of the same kind, and follow each other as those do. Where all histories have the
    orders of one file they are the same days again, which say nothing new about orders.
    """
    apart = question.days if isinstance(question.orders, Drawn) else 0
    for pair in pairs:
        record = pair.need if policy is Policy.BY_NEED else pair.habit
        further = (pair.seed - question.seed) * apart
        cost, pieces = record.cost / YUAN, record.pieces
        yield DayResult(
            variant=str(policy),
            day=question.first_day + timedelta(days=further + pair.number),
            seed=pair.seed,
            key="",
            cost={"total": cost},
            operating_cost=cost,
            cost_per_piece=cost / pieces if pieces else None,
            pieces=pieces,
            km=record.metres / KM,
            vehicles=record.duties,
            trips=record.trips,
            on_time=record.on_time,
            late=record.late,
            unserved=record.missing,
            deferred=record.open,
            co2_kg=0.0,
            station_load={},
            by_village={},
            violations=0,
            seconds=record.seconds / HOUR,
        )
