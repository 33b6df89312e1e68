"""A simulation as plain values, for the store, for print and for machines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from optimizer.days import Difference, orders_source, plain_number
from optimizer.simulation.histories.answering import Kept, Pair, Promises, SimulationAnswer
from optimizer.simulation.histories.asking import SimulationQuestion
from optimizer.simulation.reading import plain_uncertainty
from optimizer.simulation.rolling import DayRecord, Policy
from optimizer.simulation.writing import day_row
from optimizer.units import YUAN

SCHEMA: Final = "route48/simulation/1"
FRAGILE: Final = 5
"""So many of the worst days are named."""


def document(question: SimulationQuestion, found: SimulationAnswer) -> dict[str, Any]:
    """Return an answer as plain values; money in the network's currency, None is unknown."""
    said, under = found.verdict, question.under
    return {
        "schema": SCHEMA,
        "network": question.network.fingerprint,
        "currency": found.network.rules.currency,
        "first_day": question.first_day.isoformat(),
        "days": question.days,
        "seed": question.seed,
        "seeds": question.seeds,
        "effort": question.effort,
        "orders": _orders(question),
        "uncertainty": plain_uncertainty(question.strays),
        "weather": str(question.uncertainty.weather),
        "under": under
        and {
            "name_zh": under.name_zh,
            "name_en": under.name_en,
            "file": under.file,
            "changes": list(under.plain()),
        },
        "is_partial": found.is_partial,
        "days_played": len(found.pairs),
        "histories_closed": found.num_closed,
        "policies": {str(policy): _policy(found, policy) for policy in Policy},
        "gain": {
            "cost_per_day": _difference(found.gain),
            "on_time_share": _difference(found.on_time),
            "noise": {
                "deviation": plain_number(found.noise.deviation),
                "freedom": found.noise.freedom,
                "margin": plain_number(found.noise.margin(found.gain)),
            },
            "verdict": {
                "kind": str(said.kind),
                "sentence_zh": said.sentence_zh,
                "sentence_en": said.sentence_en,
            },
            "worst_days": [_worst(pair) for pair in _worst_pairs(found)],
        },
        "villages": _villages(found),
        "by_day": [_day(pair) for pair in found.pairs],
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


def _policy(found: SimulationAnswer, policy: Policy) -> dict[str, Any]:
    """Return what a policy came to: its days, by weather and by class."""
    weathers = {"dry": False, "rain": True}
    return {
        **_figures(*found.total(policy)),
        "by_weather": {
            name: _figures(*found.total(policy, is_wet=is_wet)) for name, is_wet in weathers.items()
        },
        "by_class": {
            name: _kept(kept) for name, kept in sorted(_by(found.promises[policy], 1).items())
        },
    }


def _figures(total: DayRecord, days: int) -> dict[str, Any]:
    """Return the sums of so many days, and what is a mean of a day."""
    row = {name: value for name, value in day_row(total).items() if name not in ("day", "rain")}
    settled = total.on_time + total.late + total.missing
    return {
        "days": days,
        **row,
        "on_time_share": plain_number(total.on_time_share) if settled else None,
        "cost_per_day": plain_number(total.cost / YUAN / days) if days else None,
        "cost_per_piece": plain_number(total.cost / YUAN / total.pieces) if total.pieces else None,
        "broken_share": plain_number(total.broken / total.transfers) if total.transfers else None,
    }


def _by(promises: Promises, column: int) -> dict[str, Kept]:
    """Add promises up by village (column 0) or class (column 1)."""
    found: dict[str, Kept] = {}
    for key, each in promises.items():
        one = found.setdefault(key[column], Kept())
        for name in vars(one):
            setattr(one, name, getattr(one, name) + getattr(each, name))
    return found


def _villages(found: SimulationAnswer) -> list[dict[str, Any]]:
    """Return what the promise was worth by village, the worst by need first."""
    network = found.network
    sides = {policy: _by(found.promises[policy], 0) for policy in Policy}
    rows = []
    for site_id in {each for side in sides.values() for each in side}:
        site = network.sites[network.index[site_id]]
        rows.append(
            {
                "site_id": site_id,
                "name_zh": site.name_zh,
                "name_en": site.name_en,
                "town": site.town,
                **{str(policy): _kept(side.get(site_id, Kept())) for policy, side in sides.items()},
                "by_class": {
                    str(policy): {
                        name: _kept(kept)
                        for (where, name), kept in sorted(found.promises[policy].items())
                        if where == site_id
                    }
                    for policy in Policy
                },
            }
        )

    def badness(row: Mapping[str, Any]) -> tuple[float, str]:
        share = row[str(Policy.BY_NEED)]["on_time_share"]
        return (2.0 if share is None else share, row["site_id"])

    return sorted(rows, key=badness)


def _kept(kept: Kept) -> dict[str, Any]:
    """Return what the promise was worth as plain values."""
    return {
        "orders": kept.orders,
        "on_time": kept.on_time,
        "late": kept.late,
        "missing": kept.missing,
        "returned": kept.returned,
        "on_time_share": plain_number(kept.share),
        "hours_mean": plain_number(kept.hours_mean),
    }


def _day(pair: Pair) -> dict[str, Any]:
    """Return one day of both policies."""
    sides = {Policy.BY_NEED: pair.need, Policy.HABIT: pair.habit}
    return {
        "day": pair.day.isoformat(),
        "seed": pair.seed,
        "rain": pair.need.is_wet,
        "difference": plain_number((pair.need.cost - pair.habit.cost) / YUAN),
        **{
            str(policy): {
                name: value
                for name, value in day_row(record).items()
                if name not in ("day", "rain")
            }
            for policy, record in sides.items()
        },
    }


def _worst_pairs(found: SimulationAnswer) -> list[Pair]:
    """Return the days on which planning by need costs most more than the habit."""
    dear = [pair for pair in found.pairs if pair.need.cost > pair.habit.cost]
    return sorted(dear, key=lambda pair: pair.habit.cost - pair.need.cost)[:FRAGILE]


def _worst(pair: Pair) -> dict[str, Any]:
    """Return a bad day."""
    difference = plain_number((pair.need.cost - pair.habit.cost) / YUAN)
    return {"day": pair.day.isoformat(), "seed": pair.seed, "difference": difference}


def _difference(difference: Difference) -> dict[str, Any]:
    """Return by need less by habit: of a cost, below nothing is saved."""
    return {
        **{name: plain_number(getattr(difference, name)) for name in ("mean", "low", "high")},
        "days": difference.days,
        "days_better": difference.days_better,
        "block": difference.block,
    }


def _orders(question: SimulationQuestion) -> dict[str, Any]:
    """Return where the orders come from."""
    days = [question.first_day + timedelta(days=number) for number in range(question.days)]
    source = orders_source(question.orders, days)
    source.pop("seed", None)  # Each history draws by a seed of its own.
    return source
