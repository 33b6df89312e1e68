"""What a what-if comes to: the paired differences of every scenario, and what may be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from optimizer.days import (
    LEVEL,
    MEASURES,
    DayResult,
    Difference,
    FailedRun,
    Measure,
    Noise,
    Outlook,
    Verdict,
    VillageDifference,
    by_village,
    level_together,
    load_of,
    noise,
    outlook,
    paired,
    verdict,
)
from optimizer.scenarios.comparing.asking import Question
from optimizer.scenarios.comparing.figures import (
    DayPair,
    VillageMeans,
    by_day,
    mean_of,
    pairs,
    village_means,
)
from optimizer.scenarios.scenario import BASE, Scenario

SHOWN: Final = (
    *("total", "operating_cost", "cost_per_piece", "km", "vehicles", "on_time_share"),
    *("late", "unserved", "co2_kg"),
)
"""The measures of the report, in its order."""


@dataclass(frozen=True)
class Compared:
    """One measure: the means of base and scenario, and their paired difference."""

    base: float
    other: float
    difference: Difference


@dataclass(frozen=True)
class Comparison:
    """
    A scenario against the base.

    ``measures`` by name, ``loads`` by the id of the station; ``days`` are those compared by
    ``total``, ``served`` the means of every village by its id. ``margin`` is by how much the
    mean difference in ``total`` may be off by the solver's noise alone. ``outlook`` tells why
    few days have no verdict, where they have none.
    """

    scenario: Scenario
    measures: Mapping[str, Compared]
    loads: Mapping[str, Compared]
    days: tuple[DayPair, ...]
    villages: tuple[VillageDifference, ...]
    served: Mapping[str, VillageMeans]
    noise: Noise
    margin: float
    verdict: Verdict
    outlook: Outlook | None = None

    @property
    def gaining(self) -> tuple[VillageDifference, ...]:
        """The villages that gain."""
        return tuple(each for each in self.villages if each.outcome > 0)

    @property
    def losing(self) -> tuple[VillageDifference, ...]:
        """The villages that lose."""
        return tuple(each for each in self.villages if each.outcome < 0)


@dataclass(frozen=True)
class Answer:
    """
    Every comparison, every result, and the runs that failed.

    ``network_name`` and ``currency`` are those of the network before any change. ``level``
    is that of every interval and margin: so high that those of all scenarios hold together
    in 95 of 100, for each measure.
    """

    comparisons: tuple[Comparison, ...]
    results: tuple[DayResult, ...]
    failures: tuple[FailedRun, ...]
    currency: str = "CNY"
    network_name: str = ""
    level: float = LEVEL


def answer(
    question: Question,
    outcomes: Sequence[DayResult | FailedRun],
    *,
    currency: str = "CNY",
    network_name: str = "",
) -> Answer:
    """Compare every scenario of a question with the base, over what was planned so far."""
    results = sorted(
        (each for each in outcomes if isinstance(each, DayResult)),
        key=lambda each: (each.day, each.variant, each.seed),
    )
    failures = tuple(each for each in outcomes if isinstance(each, FailedRun))
    by_variant: dict[str, list[DayResult]] = {}
    for each in results:
        by_variant.setdefault(each.variant, []).append(each)
    base, level = by_variant.get(BASE, []), level_together(len(question.scenarios))
    comparisons = tuple(
        _comparison(scenario, base, by_variant.get(scenario.name_zh, []), currency, level)
        for scenario in question.stacked
    )
    return Answer(comparisons, tuple(results), failures, currency, network_name, level)


def _comparison(
    scenario: Scenario,
    base: list[DayResult],
    other: list[DayResult],
    currency: str,
    level: float,
) -> Comparison:
    """Compare one scenario with the base."""
    measures = {name: _compared(base, other, MEASURES[name], level) for name in SHOWN}
    stations = sorted({site for day in (*base, *other) for site in day.station_load})
    total, own = measures["total"].difference, noise((*base, *other))
    units = {"unit_zh": "元" if currency == "CNY" else currency, "unit_en": currency}
    zh, en = (verdict(total, own, name=scenario.name(lang), **units) for lang in ("zh", "en"))
    return Comparison(
        scenario=scenario,
        measures=measures,
        loads={site: _compared(base, other, load_of(site), level) for site in stations},
        days=pairs(base, other, total),
        villages=by_village(base, other, level=level),
        served=village_means(base, other),
        noise=own,
        margin=own.margin(total),
        verdict=Verdict(zh.kind, zh.sentence_zh, en.sentence_en),
        outlook=outlook(total, own),
    )


def _compared(
    base: list[DayResult], other: list[DayResult], measure: Measure, level: float
) -> Compared:
    """Compare one measure."""
    difference = paired(base, other, measure=measure, level=level)
    days = {each.day for each in difference.by_day}
    before, after = (mean_of(by_day(each, measure), days) for each in (base, other))
    return Compared(before, after, difference)
