"""A siting as plain values, for the store, for print and for machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Final

import numpy as np

from optimizer.days import Difference, Interval, interval_of, orders_source, plain_number
from optimizer.domain import Network
from optimizer.siting.answering import Judgement, SitingAnswer, called
from optimizer.siting.asking import SitingQuestion
from optimizer.siting.candidates import Candidate
from optimizer.siting.county import rent_of
from optimizer.siting.judging import Judged
from optimizer.siting.villages import villages_of
from optimizer.units import YUAN

SCHEMA: Final = "route48/siting/1"


def document(question: SitingQuestion, found: SitingAnswer) -> dict[str, Any]:
    """Return an answer as plain values; money in the network's currency, None is unknown."""
    network, candidates = found.network, question.candidates_of(found.network)
    named = {each for judged in (found.today, *found.judged) for each in judged.proposal.stations}
    places = sorted({*named, *(each.site_id for each in candidates)})
    row = partial(_row, network=network, seed=question.seed)
    return {
        "schema": SCHEMA,
        "network": question.network.fingerprint,
        "currency": network.rules.currency,
        "days": _days(question.days),
        "fresh_days": _days(question.fresh),
        "planned_at": f"{question.at:%H:%M}",
        "effort": question.effort,
        "seed": question.seed,
        "each": question.each,
        "most": question.most,
        "budget": None if question.budget is None else plain_number(question.budget / YUAN),
        "orders": orders_source(question.orders, (*question.days, *question.fresh)),
        "under": _under(question),
        "is_partial": found.is_partial,
        "candidates": [_candidate(network, each) for each in candidates],
        "places": {site_id: _place(network, site_id) for site_id in places},
        "today": row(found.today),
        "best": None if found.best is None else row(found.best),
        "frontier": [
            {**row(step.judged), **_cells("over_best", step.over_best)} for step in found.steps
        ],
        "proposals": [row(each) for each in found.judged],
        "chosen_by": None if found.chosen is None else _difference(found.chosen),
        "judged_by": None if found.judgement is None else _judgement(found.judgement),
        "verdict": _verdict(found),
        "by_day": by_day(found),
        **villages_of(found.judgement, question.seed),
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


def by_day(found: SitingAnswer) -> list[dict[str, Any]]:
    """Return every day of today's stations and of the best, side by side, by date."""
    rows: dict[str, dict[str, Any]] = {}
    pairs = [(found.today, found.best, False)]
    if found.judgement is not None and found.judgement.is_fresh:
        pairs.append((found.judgement.today, found.judgement.best, True))
    for today, best, is_fresh in pairs:
        ours, theirs = today.costs(), {} if best is None else best.costs()
        for day in sorted(ours.keys() | theirs.keys()):
            one, two = ours.get(day), theirs.get(day)
            rows[day] = {
                "day": day,
                "is_fresh": is_fresh,
                "today": plain_number(one),
                "best": plain_number(two),
                "difference": None if one is None or two is None else plain_number(two - one),
            }
    return [rows[day] for day in sorted(rows)]


def _row(judged: Judged, network: Network, seed: int) -> dict[str, Any]:
    """
    Return a proposal as one row.

    ``operating_cost`` is what is paid a day, ``penalties`` what is counted beside it; on
    ``unserved_days`` of its days orders stayed unserved, with whichever seed.
    """
    proposal, days = judged.proposal, judged.days
    return {
        "name": proposal.name,
        "name_zh": called(proposal, network, "zh"),
        "name_en": called(proposal, network, "en"),
        "number": judged.stations,
        "stations": list(proposal.stations),
        "homes": dict(proposal.homes),
        **_cells("cost_per_day", judged.cost),
        **_cells("operating_cost", operating_cost(judged, seed)),
        "penalties": _mean([day.cost["total"] - day.operating_cost for day in days]),
        "unserved_days": len({day.day for day in days if day.unserved}),
        "cost_parts": _parts(judged),
        "on_time_share": _share(judged),
        "km": _mean([day.km for day in days]),
        "vehicles": _mean([day.vehicles for day in days]),
        "invested_per_day": plain_number(proposal.invested / YUAN),
        "investment": plain_number(proposal.investment / YUAN),
        "estimate": plain_number(proposal.estimate / YUAN),
        "days": len(judged.costs()),
        "left_out": list(judged.left_out),
    }


def _mean(values: Sequence[float]) -> float | None:
    """Return the mean of some days; None where there is none."""
    return plain_number(sum(values) / len(values)) if values else None


def operating_cost(judged: Judged, seed: int) -> Interval:
    """Return what is paid a day, seeds averaged, without what only counts as a penalty."""
    days: dict[date, list[float]] = {}
    for each in judged.days:
        days.setdefault(each.day, []).append(each.operating_cost)
    means = [float(np.mean(days[day])) for day in sorted(days)]
    return interval_of(np.array(means, dtype=np.float64), seed=seed)


def _parts(judged: Judged) -> dict[str, float | None]:
    """Return the mean of each part of a day's cost."""
    names = {name for day in judged.days for name in day.cost}
    count = len(judged.days)
    return {
        name: plain_number(sum(day.cost.get(name, 0.0) for day in judged.days) / count)
        for name in sorted(names)
    }


def _share(judged: Judged) -> float | None:
    """Return the share of the promised orders that were on time, over all days."""
    promised = sum(day.on_time + day.late + day.unserved for day in judged.days)
    return plain_number(sum(day.on_time for day in judged.days) / promised) if promised else None


def _judgement(judgement: Judgement) -> dict[str, Any]:
    """Return the last judgement as plain values."""
    margin = judgement.noise.margin(judgement.difference)
    return {
        **_difference(judgement.difference),
        "is_fresh": judgement.is_fresh,
        **_cells("today", judgement.today.cost),
        **_cells("best", judgement.best.cost),
        "on_time_share_today": _share(judgement.today),
        "on_time_share_best": _share(judgement.best),
        "noise": {
            "deviation": plain_number(judgement.noise.deviation),
            "freedom": judgement.noise.freedom,
            "margin": plain_number(margin),
        },
    }


def _difference(difference: Difference) -> dict[str, Any]:
    """Return what the best costs more than today's stations: below nothing it saves."""
    return {
        **{name: plain_number(getattr(difference, name)) for name in ("mean", "low", "high")},
        "days": difference.days,
        "days_better": difference.days_better,
        "block": difference.block,
        "worst_days": [
            {"day": each.day.isoformat(), "difference": plain_number(each.value)}
            for each in difference.worst_days
        ],
        "left_out": _days(difference.left_out),
    }


def _verdict(found: SitingAnswer) -> dict[str, str] | None:
    """Return what may be said, in both languages."""
    said = found.verdict
    if said is None:
        return None
    words = {"sentence_zh": said.sentence_zh, "sentence_en": said.sentence_en}
    return {"kind": str(said.kind), **words}


def _candidate(network: Network, candidate: Candidate) -> dict[str, Any]:
    """Return a candidate as plain values."""
    return {
        "site_id": candidate.site_id,
        "rent_per_day": plain_number(rent_of(network, candidate) / YUAN),
        "investment": plain_number(candidate.investment / YUAN),
        "lifetime_days": candidate.lifetime_days,
    }


def _place(network: Network, site_id: str) -> dict[str, Any]:
    """Return where a station is, or would be, and what it is called."""
    site = network.sites[network.index[site_id]]
    return {
        "name_zh": site.name_zh,
        "name_en": site.name_en,
        "town": site.town,
        "latitude": site.latitude,
        "longitude": site.longitude,
        "is_open_today": site.is_base and site.is_open,
    }


def _under(question: SitingQuestion) -> Mapping[str, Any] | None:
    """Return the scenario that holds for all."""
    if question.under is None:
        return None
    under = question.under
    names = {"name_zh": under.name_zh, "name_en": under.name_en, "file": under.file}
    return {**names, "changes": list(under.plain())}


def _cells(name: str, interval: Interval) -> dict[str, float | None]:
    """Return an interval as three cells."""
    bounds = (interval.mean, interval.low, interval.high)
    keys = (name, f"{name}_low", f"{name}_high")
    return {key: plain_number(value) for key, value in zip(keys, bounds, strict=True)}


def _days(days: Sequence[date]) -> list[str]:
    """Return days as text."""
    return [day.isoformat() for day in days]
