"""What ``route48 whatif`` does: check, plan base and scenarios, compare, write, tell."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from datetime import time as time_of_day
from pathlib import Path
from typing import Final

import typer

from optimizer.cli.many_days import DaysLine, executor_of, run_days_stoppable, sentence
from optimizer.cli.study_papers import write_whatif_papers
from optimizer.cli.summary import look_lines
from optimizer.cli.whatif_shown import said, show
from optimizer.cli.words import word
from optimizer.days import DayResult, DaysProgress, Drawn, FailedRun, NetworkFolder, run_days
from optimizer.domain import Network
from optimizer.inputs import read_network
from optimizer.scenarios import (
    Question,
    answer,
    document,
    read_history,
    read_scenarios,
    write_answer,
)

NOTHING_PLANNED = 2
RESULTS: Final = "days"
"""The folder of results in that of the report, from which a run goes on."""


@dataclass(frozen=True, slots=True)
class WhatifRequest:
    """What the options of ``route48 whatif`` ask for."""

    network: Path
    scenarios: tuple[Path, ...]
    out: Path
    orders: Path | None
    days: int | None
    seed: int
    season: str
    at: time_of_day
    first_day: date | None
    effort: int
    seeds: int
    under: Path | None
    workers: int | None
    cluster: str | None
    lang: str


def run_whatif(request: WhatifRequest, *, drawn_from: date, as_json: bool) -> None:
    """Compare scenarios with the network as it is; nothing long starts before all is checked."""
    network = read_network(request.network)
    question = _question(request, network, drawn_from)
    county = question.check()
    for scenario in question.stacked:
        for each in scenario.overrides():
            told = {"file": each.file, "change": each.change.kind, "by": each.by}
            typer.echo(said("override", request.lang, **told), err=True)
    typer.echo(said("checked", request.lang, runs=len(question.runs())), err=True)
    rules = network.rules
    outcomes = _outcomes(question, request)
    found = answer(question, outcomes, currency=rules.currency, network_name=rules.name)
    for failure in found.failures:
        text = sentence(failure, request.lang)
        told = {"variant": failure.variant, "day": failure.day.isoformat(), "text": text}
        typer.echo(said("failure", request.lang, **told), err=True)
    summary = document(question, found)
    files = write_answer(summary, found, request.out)
    if found.results:
        papers = write_whatif_papers(summary, network, county.roads, request.out, request.lang)
        files = [*papers, *files]
    if as_json:
        listed = {**summary, "files": [str(file) for file in files]}
        typer.echo(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        show(found, network, request.lang)
        for text in look_lines(files, request.lang):
            typer.echo(text)
    if not found.results:
        raise typer.Exit(NOTHING_PLANNED)


def _question(request: WhatifRequest, network: Network, drawn_from: date) -> Question:
    """Return what is asked; all that is wrong with the scenario files is raised at once."""
    files = [*request.scenarios, *([request.under] if request.under else [])]
    scenarios = read_scenarios(files)
    under = scenarios[-1] if request.under else None
    orders: Mapping[date, bytes] | Drawn
    if request.orders is not None:
        orders = read_history(
            request.orders, network, first_day=request.first_day, days=request.days
        )
        days = tuple(orders)
    else:
        first = request.first_day or drawn_from
        days = tuple(first + timedelta(days=number) for number in range(request.days or 1))
        orders = Drawn(season=request.season, seed=request.seed)
    return Question(
        network=NetworkFolder.of(request.network),
        scenarios=scenarios[: len(request.scenarios)],
        days=days,
        orders=orders,
        at=request.at,
        effort=request.effort,
        seed=request.seed,
        seeds=request.seeds,
        under=under,
    )


def _outcomes(question: Question, request: WhatifRequest) -> list[DayResult | FailedRun]:
    """Plan all days; Ctrl-C keeps what is done."""
    line, kept = DaysLine(request.lang), [0]

    def hear(progress: DaysProgress) -> None:
        kept[0] = progress.known
        line(progress)

    def work(stop: threading.Event) -> tuple[list[DayResult | FailedRun], bool]:
        with executor_of(request.workers, request.cluster) as executor:
            folder = request.out / RESULTS
            found = list(run_days(question.runs(), executor, folder, hear, stop))
        return found, stop.is_set()

    found, is_stopped = run_days_stoppable(work, request.lang)
    line.end()
    if kept[0]:
        typer.echo(said("kept", request.lang, count=kept[0]), err=True)
    if is_stopped:
        typer.echo(word("days_stopped", request.lang), err=True)
    return found
