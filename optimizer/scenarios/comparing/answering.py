"""What a what-if comes to: the paired differences of every scenario, and what may be said."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from optimizer.days import (
    MEASURES,
    DayResult,
    Difference,
    FailedRun,
    Interval,
    Measure,
    Noise,
    Verdict,
    VillageDifference,
    by_village,
    load_of,
    noise,
    paired,
    verdict,
)
from optimizer.scenarios.comparing.asking import Question
from optimizer.scenarios.scenario import BASE, Scenario

SCHEMA: Final = "route48/whatif/1"
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

    ``measures`` by name, ``loads`` by the id of the station; ``margin`` is by how much the
    mean difference in ``total`` may be off by the solver's noise alone.
    """

    scenario: Scenario
    measures: Mapping[str, Compared]
    loads: Mapping[str, Compared]
    villages: tuple[VillageDifference, ...]
    noise: Noise
    margin: float
    verdict: Verdict

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
    """Every comparison, every result, and the runs that failed."""

    comparisons: tuple[Comparison, ...]
    results: tuple[DayResult, ...]
    failures: tuple[FailedRun, ...]


def answer(
    question: Question, outcomes: Sequence[DayResult | FailedRun], *, currency: str = "CNY"
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
    base = by_variant.get(BASE, [])
    comparisons = tuple(
        _comparison(scenario, base, by_variant.get(scenario.name_zh, []), currency)
        for scenario in question.stacked
    )
    return Answer(comparisons, tuple(results), failures)


def _comparison(
    scenario: Scenario, base: list[DayResult], other: list[DayResult], currency: str
) -> Comparison:
    """Compare one scenario with the base."""
    measures = {name: _compared(base, other, MEASURES[name]) for name in SHOWN}
    stations = sorted({site for day in (*base, *other) for site in day.station_load})
    total, own = measures["total"].difference, noise((*base, *other))
    units = {"unit_zh": "元" if currency == "CNY" else currency, "unit_en": currency}
    zh, en = (verdict(total, own, name=scenario.name(lang), **units) for lang in ("zh", "en"))
    return Comparison(
        scenario=scenario,
        measures=measures,
        loads={site: _compared(base, other, load_of(site)) for site in stations},
        villages=by_village(base, other),
        noise=own,
        margin=own.margin(total),
        verdict=Verdict(zh.kind, zh.sentence_zh, en.sentence_en),
    )


def _compared(base: list[DayResult], other: list[DayResult], measure: Measure) -> Compared:
    """Compare one measure."""
    difference = paired(base, other, measure=measure)
    days = {each.day for each in difference.by_day}

    def mean(results: list[DayResult]) -> float:
        by_day: dict[Any, list[float]] = {}
        for each in results:
            figure = measure.of(each)
            if each.day in days and figure is not None and not each.violations:
                by_day.setdefault(each.day, []).append(float(figure))
        return float(np.mean([np.mean(each) for each in by_day.values()])) if by_day else math.nan

    return Compared(mean(base), mean(other), difference)


def document(question: Question, found: Answer) -> dict[str, Any]:
    """Return an answer as plain values; what nobody knows is None."""
    return {
        "schema": SCHEMA,
        "network": question.network.fingerprint,
        "days": [day.isoformat() for day in question.days],
        "planned_at": f"{question.at:%H:%M}",
        "effort": question.effort,
        "seed": question.seed,
        "seeds": question.seeds,
        "under": None if question.under is None else _named(question.under),
        "scenarios": [_told(each) for each in found.comparisons],
        "failures": [
            {
                "variant": each.variant,
                "day": each.day.isoformat(),
                "seed": each.seed,
                "code": each.code,
                "message_zh": each.sentence_zh,
                "message_en": each.sentence_en,
            }
            for each in found.failures
        ],
    }


def _told(found: Comparison) -> dict[str, Any]:
    """Return one comparison as plain values."""
    scenario, total = found.scenario, found.measures["total"].difference
    return {
        **_named(scenario),
        "overrides": [
            {"file": e.file, "by": e.by, "change": e.change.kind} for e in scenario.overrides()
        ],
        "verdict": {
            "kind": str(found.verdict.kind),
            "sentence_zh": found.verdict.sentence_zh,
            "sentence_en": found.verdict.sentence_en,
        },
        "noise": {
            "deviation": _known(found.noise.deviation),
            "freedom": found.noise.freedom,
            "margin": _known(found.margin),
        },
        "measures": {name: _figures(each) for name, each in found.measures.items()},
        "station_load": {site: _figures(each) for site, each in found.loads.items()},
        "worst_days": [
            {"day": each.day.isoformat(), "difference": round(each.value, 4)}
            for each in total.worst_days
        ],
        "left_out": [day.isoformat() for day in total.left_out],
        "gaining": [_village(each) for each in found.gaining],
        "losing": [_village(each) for each in found.losing],
    }


def _named(scenario: Scenario) -> dict[str, Any]:
    """Return a scenario as plain values."""
    return {
        "name_zh": scenario.name_zh,
        "name_en": scenario.name_en,
        "file": scenario.file,
        "changes": list(scenario.plain()),
    }


def _figures(each: Compared) -> dict[str, Any]:
    """Return one measure as plain values."""
    difference = each.difference
    return {
        "base": _known(each.base),
        "scenario": _known(each.other),
        **_bounds(difference.interval),
        "days": difference.days,
        "days_better": difference.days_better,
        "block": difference.block,
    }


def _village(each: VillageDifference) -> dict[str, Any]:
    """Return one village as plain values."""
    share, hours = _bounds(each.share), _bounds(each.hours)
    return {"site_id": each.site_id, "days": each.days, "on_time_share": share, "hours": hours}


def _bounds(interval: Interval) -> dict[str, float | None]:
    """Return a mean and its interval as plain values."""
    return {name: _known(getattr(interval, name)) for name in ("mean", "low", "high")}


def _known(value: float) -> float | None:
    """Return a number that JSON can write; None where nobody knows it."""
    return round(value, 6) if math.isfinite(value) else None
