"""What ``route48 siting`` does: propose stations, judge them by days, show the frontier."""

from __future__ import annotations

import csv
import json
import math
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import typer

from optimizer.cli.words import word
from optimizer.days import Drawn, Interval, NetworkFolder, local_executor, run_days, verdict
from optimizer.inputs import read_network
from optimizer.scenarios import read_history
from optimizer.siting import Judged, SitingAnswer, SitingQuestion, answer, read_candidates
from optimizer.units import YUAN

PROPOSALS, FRONTIER, SUMMARY = "proposals.csv", "frontier.csv", "summary.json"


@dataclass(frozen=True, slots=True)
class SitingRequest:
    """What the options of ``route48 siting`` ask for; ``budget`` in the network's currency."""

    network: Path
    out: Path
    days: int
    first_day: date
    orders: Path | None
    season: str
    scale: float
    candidates: Path | None
    budget: float | None
    most: int | None
    each: int
    effort: int
    seed: int
    workers: int | None
    lang: str


def run_siting(request: SitingRequest, *, as_json: bool) -> None:
    """Answer the question; the days that are done are kept in the folder of results."""
    network = read_network(request.network)
    question = _question(request)
    request.out.mkdir(parents=True, exist_ok=True)
    with closing(_Executor(request.workers)) as executor:
        plan = partial(run_days, executor=executor.inner, folder=request.out / "days")
        found = answer(question, plan)
    for each in (found.today, *found.judged):
        for reason in each.left_out:
            typer.echo(f"{each.proposal.name} {reason}", err=True)
    summary = _summary(found)
    _write(request.out, summary)
    if as_json:
        typer.echo(json.dumps(summary, ensure_ascii=False, indent=2))
        return
    for text in _lines(found, network.rules.currency, request.lang):
        typer.echo(text)
    typer.echo(word("look", request.lang, path=request.out / FRONTIER))


class _Executor:
    """The processes of this machine, ended on the way out."""

    def __init__(self, workers: int | None) -> None:
        self.inner = local_executor(workers)

    def close(self) -> None:
        """End the processes."""
        self.inner.shutdown()


def _question(request: SitingRequest) -> SitingQuestion:
    """Return the question of the options, files read."""
    first = request.first_day
    days = tuple(first + timedelta(days=number) for number in range(request.days))
    orders: Any = Drawn(request.season, request.scale, request.seed)
    if request.orders is not None:
        network = read_network(request.network)
        orders = read_history(request.orders, network, first_day=first, days=request.days)
    return SitingQuestion(
        network=NetworkFolder.of(request.network),
        days=days,
        orders=orders,
        candidates=read_candidates(request.candidates) if request.candidates else None,
        budget=None if request.budget is None else request.budget * YUAN,
        most=request.most,
        each=request.each,
        effort=request.effort,
        seed=request.seed,
    )


def _summary(found: SitingAnswer) -> dict[str, Any]:
    """Return the answer for machines; money in the network's currency."""
    return {
        "today": _row(found.today),
        "best_over_today": _over_today(found),
        "frontier": [
            {**_row(step.judged), **_cells("over_best", step.over_best)} for step in found.steps
        ],
        "proposals": [_row(each) for each in found.judged],
    }


def _over_today(found: SitingAnswer) -> dict[str, Any] | None:
    """Return what the best saves beside today's stations, None where nobody can know."""
    if found.over_today is None or found.noise is None:
        return None
    name = found.judged[0].proposal.name
    said = verdict(found.over_today, found.noise, name=name)
    return {
        "stations": name,
        **_cells("saves", found.over_today.interval, sign=-1.0),
        "days": found.over_today.days,
        "days_better": found.over_today.days_better,
        "verdict": str(said.kind),
        "sentence_zh": said.sentence_zh,
        "sentence_en": said.sentence_en,
    }


def _row(judged: Judged) -> dict[str, Any]:
    """Return a proposal as one row."""
    proposal = judged.proposal
    return {
        "number": judged.stations,
        "stations": " ".join(proposal.stations),
        **_cells("cost_per_day", judged.cost),
        "invested_per_day": round(proposal.invested / YUAN, 2),
        "investment": round(proposal.investment / YUAN, 2),
        "estimate": round(proposal.estimate / YUAN, 2),
        "days": len(judged.costs()),
        "left_out": list(judged.left_out),
    }


def _cells(name: str, interval: Interval, sign: float = 1.0) -> dict[str, float | None]:
    """Return an interval as three cells; where nobody can know a bound it is empty."""
    low, high = sorted((sign * interval.low, sign * interval.high))
    mean, *bounds = (
        round(each, 2) if math.isfinite(each) else None
        for each in (sign * interval.mean, low, high)
    )
    return {name: mean, f"{name}_low": bounds[0], f"{name}_high": bounds[1]}


def _write(out: Path, summary: dict[str, Any]) -> None:
    """Write both tables and the summary."""
    for name, rows in ((PROPOSALS, summary["proposals"]), (FRONTIER, summary["frontier"])):
        if rows:
            with (out / name).open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.DictWriter(file, list(rows[0]))
                writer.writeheader()
                writer.writerows({**row, "left_out": "; ".join(row["left_out"])} for row in rows)
    text = json.dumps(summary, ensure_ascii=False, indent=2)
    (out / SUMMARY).write_text(text + "\n", encoding="utf-8")


def _lines(found: SitingAnswer, currency: str, lang: str) -> list[str]:
    """Return the frontier in sentences, and what the best is worth beside today."""
    lines = [
        word(
            "siting_step",
            lang,
            number=step.stations,
            stations=" ".join(step.judged.proposal.stations) or word("siting_hub", lang),
            cost=_shown(step.judged.cost),
            over=_shown(step.over_best),
            currency=currency,
        )
        for step in found.steps
    ]
    stations = " ".join(found.today.proposal.stations) or word("siting_hub", lang)
    cost = _shown(found.today.cost)
    lines.append(word("siting_today", lang, stations=stations, cost=cost, currency=currency))
    beside = _over_today(found)
    if beside is not None:
        lines.append(str(beside[f"sentence_{lang}"]))
    return lines


def _shown(interval: Interval) -> str:
    """Return a mean with its 95 % interval, without where there are too few days for one."""
    if not math.isfinite(interval.low):
        return f"{interval.mean:,.2f}"
    return f"{interval.mean:,.2f} ({interval.low:,.2f} … {interval.high:,.2f})"
