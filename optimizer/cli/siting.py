"""What ``route48 siting`` does: propose stations, judge them by days, show the frontier."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any, Final

import typer

from optimizer.cli.many_days import (
    SUMMARY,
    DaysLine,
    executor_of,
    run_days_stoppable,
    sentence,
    write_summary,
    write_table,
)
from optimizer.cli.study_papers import write_siting_papers
from optimizer.cli.words import beside, word
from optimizer.days import Drawn, FailedRun, NetworkFolder, open_day, run_days
from optimizer.errors import StoreError
from optimizer.inputs import read_network
from optimizer.reports.comparison import bounds_of
from optimizer.scenarios import read_history, read_scenario
from optimizer.siting import (
    TODAY,
    SitingAnswer,
    SitingQuestion,
    answer,
    document,
    fresh_of,
    read_candidates,
)
from optimizer.units import YUAN

PROPOSALS, FRONTIER, DAYS = "proposals.csv", "frontier.csv", "days.csv"
NOTHING_PLANNED: Final = 2
_LISTS: Final = {"stations": " ", "left_out": "; "}
_LEFT_OUT: Final = ("homes", "cost_parts")


@dataclass(frozen=True, slots=True)
class SitingRequest:
    """What the options of ``route48 siting`` ask for; ``budget`` in the network's currency."""

    network: Path
    out: Path
    days: int
    fresh: int | None
    first_day: date
    orders: Path | None
    season: str
    scale: float
    candidates: Path | None
    budget: float | None
    most: int | None
    each: int
    under: Path | None
    effort: int
    seed: int
    workers: int | None
    cluster: str | None
    lang: str


def run_siting(request: SitingRequest, *, as_json: bool) -> None:
    """Answer the question; the days that are done are kept in the folder of results."""
    question = _question(request)
    line = DaysLine(request.lang)

    def work(stop: Event) -> SitingAnswer:
        with executor_of(request.workers, request.cluster) as executor:
            folder = request.out / "days"
            plan = partial(run_days, executor=executor, folder=folder, stop=stop)
            return answer(question, plan, line)

    found = run_days_stoppable(work, request.lang)
    line.end()
    for text in _lost(question, found, request.lang):
        typer.echo(text, err=True)
    told = document(question, found)
    if found.is_partial and not any(row["days"] for row in told["frontier"]):
        typer.echo(word("days_stopped", request.lang), err=True)
        raise typer.Exit(NOTHING_PLANNED)
    _write(request.out, told)
    papers = []
    if found.best is not None:
        county = open_day(question.runs()[0])
        network = read_network(request.network)
        papers = write_siting_papers(told, network, county.roads, request.out, request.lang)
    if found.is_partial:
        typer.echo(word("days_stopped", request.lang), err=True)
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for text in _lines(told, request.lang):
        typer.echo(text)
    typer.echo(word("look", request.lang, path=request.out / FRONTIER))
    names = (PROPOSALS, DAYS, SUMMARY, *(file.name for file in papers))
    typer.echo(beside(names, request.lang))


def _question(request: SitingRequest) -> SitingQuestion:
    """Return the question of the options, files read."""
    first, num = request.first_day, request.days
    fresh = num if request.fresh is None else request.fresh
    days = [first + timedelta(days=number) for number in range(num + fresh)]
    judging, missing = fresh_of(days[num:], days)
    orders: Mapping[date, bytes] | Drawn = Drawn(request.season, request.scale, request.seed)
    if request.orders is not None:
        # Days that nobody asked for may be missing.
        more = fresh if request.fresh is None else 0
        network = read_network(request.network)
        orders = read_history(
            request.orders, network, first_day=first, days=len(days) - more, more=more
        )
        judging, missing = fresh_of(judging, orders)
    return SitingQuestion(
        network=NetworkFolder.of(request.network),
        days=tuple(days[:num]),
        fresh=judging,
        missing=missing,
        orders=orders,
        candidates=read_candidates(request.candidates) if request.candidates else None,
        budget=None if request.budget is None else request.budget * YUAN,
        most=request.most,
        each=request.each,
        under=read_scenario(request.under) if request.under else None,
        effort=request.effort,
        seed=request.seed,
    )


def _lost(question: SitingQuestion, found: SitingAnswer, lang: str) -> list[str]:
    """Return which days have no plan that counts, and why."""
    judgement, now = found.judgement, word("siting_now", lang)
    judged = [(now, found.today), *((each.proposal.name, each) for each in found.judged)]
    if judgement is not None:
        judged += [(now, judgement.today), (judgement.best.proposal.name, judgement.best)]
    lines = [
        word(
            "siting_failed",
            lang,
            name=now if each.variant == TODAY else each.variant,
            day=each.day,
            text=sentence(each, lang),
        )
        for each in found.failures
    ]
    lines += [
        word("siting_broken", lang, name=name, day=each.day, count=each.violations)
        for name, one in judged
        for each in one.lost
        if not isinstance(each, FailedRun)
    ]
    if question.missing:
        days = ", ".join(day.isoformat() for day in question.missing)
        lines.append(word("siting_missing", lang, days=days))
    return list(dict.fromkeys(lines))


def _write(out: Path, told: Mapping[str, Any]) -> None:
    """Write the tables and the summary."""
    tables = ((PROPOSALS, told["proposals"]), (FRONTIER, told["frontier"]), (DAYS, told["by_day"]))
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{out} cannot be written: {error}") from error
    for name, rows in tables:
        write_table(out / name, [_cells(row) for row in rows])
    write_summary(out, told)


def _cells(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with its lists as text, without what no cell holds."""
    lists = {name: mark.join(row[name]) for name, mark in _LISTS.items() if name in row}
    return {name: value for name, value in {**row, **lists}.items() if name not in _LEFT_OUT}


def _lines(told: Mapping[str, Any], lang: str) -> list[str]:
    """Return the frontier in sentences, and what the best is worth beside today."""

    def called(row: Mapping[str, Any]) -> str:
        return " ".join(row["stations"]) or word("siting_hub", lang)

    unit = {"currency": told["currency"]}
    lines = [
        word(
            "siting_step",
            lang,
            number=step["number"],
            stations=called(step),
            cost=_shown(step, "cost_per_day"),
            over=_shown(step, "over_best"),
            **unit,
        )
        + _paid(step, lang)
        for step in told["frontier"]
    ]
    today = told["today"]
    cost = _shown(today, "cost_per_day")
    if cost:
        line = word("siting_today", lang, stations=called(today), cost=cost, **unit)
        lines.append(line + _paid(today, lang))
    if told["verdict"] is not None:
        lines.append(str(told["verdict"][f"sentence_{lang}"]))
    return lines


def _paid(row: Mapping[str, Any], lang: str) -> str:
    """Return what of a cost is paid, and on how many days orders stayed unserved."""
    told = word("siting_paid", lang, paid=f"{row['operating_cost']:,.2f}")
    if row["unserved_days"]:
        told += word("siting_unserved", lang, count=row["unserved_days"], days=row["days"])
    return told


def _shown(row: Mapping[str, Any], name: str) -> str:
    """Return a mean with its 95 % interval, without where there are too few days for one."""
    mean, low, high = row[name], row[f"{name}_low"], row[f"{name}_high"]
    if mean is None:
        return ""
    if name == "cost_per_day":
        low, high = bounds_of(row)
    return f"{mean:,.2f}" if low is None else f"{mean:,.2f} ({low:,.2f} … {high:,.2f})"
