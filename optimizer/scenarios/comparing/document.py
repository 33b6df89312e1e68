"""The answer of a what-if as plain values, small enough to keep by the hundred."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from optimizer.days import Interval, Verdict, VillageDifference, orders_source, plain_number
from optimizer.scenarios.comparing.answering import Answer, Compared, Comparison
from optimizer.scenarios.comparing.asking import Question
from optimizer.scenarios.comparing.figures import DayPair, Means, VillageMeans
from optimizer.scenarios.comparing.leading import headline
from optimizer.scenarios.scenario import Scenario

SCHEMA: Final = "route48/whatif/1"
_known: Final = partial(plain_number, digits=6)


def document(question: Question, found: Answer) -> dict[str, Any]:
    """Return an answer as plain values; what nobody knows is None."""
    return {
        "schema": SCHEMA,
        "network": question.network.fingerprint,
        "network_name": found.network_name,
        "currency": found.currency,
        "days": [day.isoformat() for day in question.days],
        "planned_at": f"{question.at:%H:%M}",
        "effort": question.effort,
        "seed": question.seed,
        "seeds": question.seeds,
        "level": _known(found.level),
        "orders": orders_source(question.orders, question.days),
        "under": None if question.under is None else _named(question.under),
        "runs": {
            "asked": len(question.runs()),
            "planned": len(found.results),
            "failed": len(found.failures),
            "broke_rules": sum(each.violations > 0 for each in found.results),
        },
        "headline": _verdict(headline(found)),
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
        "verdict": _verdict(found.verdict),
        "outlook": None if found.outlook is None else found.outlook._asdict(),
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
        "by_day": [_day(each) for each in found.days],
        **villages_told(found.villages, found.served),
    }


def _named(scenario: Scenario) -> dict[str, Any]:
    """Return a scenario as plain values."""
    return {
        "name_zh": scenario.name_zh,
        "name_en": scenario.name_en,
        "file": scenario.file,
        "changes": list(scenario.plain()),
    }


def _verdict(said: Verdict) -> dict[str, str]:
    """Return what may be said as plain values."""
    return {
        "kind": str(said.kind),
        "sentence_zh": said.sentence_zh,
        "sentence_en": said.sentence_en,
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


def villages_told(
    villages: Sequence[VillageDifference], served: Mapping[str, VillageMeans]
) -> dict[str, Any]:
    """Return villages as plain values: who gains, who loses, and all with their means by id."""
    return {
        "gaining": [_village(each) for each in villages if each.outcome > 0],
        "losing": [_village(each) for each in villages if each.outcome < 0],
        "villages": [_whole_village(each, served[each.site_id]) for each in villages],
    }


def _village(each: VillageDifference) -> dict[str, Any]:
    """Return one village as plain values."""
    share, hours = _bounds(each.share), _bounds(each.hours)
    return {"site_id": each.site_id, "days": each.days, "on_time_share": share, "hours": hours}


def _whole_village(each: VillageDifference, means: VillageMeans) -> dict[str, Any]:
    """Return one village with what it has before and after; outcome 1 gains, -1 loses."""
    told = {"outcome": each.outcome, "base": _means(means.base), "scenario": _means(means.scenario)}
    return _village(each) | told


def _means(means: Means) -> dict[str, float | None]:
    """Return the means of a village as plain values."""
    return {"on_time_share": _known(means.on_time_share), "hours": _known(means.hours)}


def _day(pair: DayPair) -> dict[str, Any]:
    """Return both sides of a day as plain values."""
    return {
        "day": pair.day.isoformat(),
        "base": _known(pair.base),
        "scenario": _known(pair.scenario),
        "difference": _known(pair.scenario - pair.base),
        "on_time_base": _known(pair.base_on_time),
        "on_time_scenario": _known(pair.scenario_on_time),
    }


def _bounds(interval: Interval) -> dict[str, float | None]:
    """Return a mean and its interval as plain values."""
    return {name: _known(getattr(interval, name)) for name in ("mean", "low", "high")}
