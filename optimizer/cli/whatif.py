"""What ``route48 whatif`` does: check, plan base and scenarios, compare, write, tell."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date, timedelta
from datetime import time as time_of_day
from pathlib import Path
from typing import Final

import typer

from optimizer.cli.background import run_stoppable
from optimizer.cli.summary import look_lines
from optimizer.cli.whatif_shown import said, show
from optimizer.days import (
    DayResult,
    DaysProgress,
    Drawn,
    FailedRun,
    NetworkFolder,
    cluster_executor,
    local_executor,
    run_days,
)
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
_QUIET: Final = 2.0


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
    question.check()
    for scenario in question.stacked:
        for each in scenario.overrides():
            told = {"file": each.file, "change": each.change.kind, "by": each.by}
            typer.echo(said("override", request.lang, **told), err=True)
    typer.echo(said("checked", request.lang, runs=len(question.runs())), err=True)
    stop = threading.Event()
    outcomes = _outcomes(question, request, stop)
    if stop.is_set():
        typer.echo(said("stopped", request.lang), err=True)
    rules = network.rules
    found = answer(question, outcomes, currency=rules.currency, network_name=rules.name)
    for failure in found.failures:
        text = failure.sentence_en if request.lang == "en" else failure.sentence_zh
        told = {"variant": failure.variant, "day": failure.day.isoformat(), "text": text}
        typer.echo(said("failure", request.lang, **told), err=True)
    files = write_answer(question, found, request.out)
    if as_json:
        summary = {**document(question, found), "files": [str(file) for file in files]}
        typer.echo(json.dumps(summary, ensure_ascii=False, indent=2))
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


def _outcomes(
    question: Question, request: WhatifRequest, stop: threading.Event
) -> list[DayResult | FailedRun]:
    """Plan all days; Ctrl-C keeps what is done."""
    line = _DaysLine(request.lang)
    found: list[DayResult | FailedRun] = []

    def work() -> None:
        with _executor(request) as executor:
            folder = request.out / RESULTS
            found.extend(run_days(question.runs(), executor, folder, line, stop))

    run_stoppable(work, stop, when_stopping=lambda: None)
    line.end()
    return found


def _executor(request: WhatifRequest) -> Executor:
    """Return where the days are planned."""
    if request.cluster is not None:
        return cluster_executor(request.cluster)
    return local_executor(request.workers)


class _DaysLine:
    """How far many days are: one line on a terminal, a line now and then elsewhere."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._said = 0.0
        self._is_terminal = sys.stderr.isatty()

    def __call__(self, progress: DaysProgress) -> None:
        """Show how far the days are."""
        ended = progress.done + progress.failed
        if time.monotonic() - self._said < _QUIET and ended != progress.total:
            return
        self._said = time.monotonic()
        told = {"done": progress.done, "total": progress.total, "known": progress.known}
        text = said("progress", self._lang, **told)
        if progress.failed:
            text = f"{text}  {said('failed', self._lang, failed=progress.failed)}"
        typer.echo(f"\r{text}" if self._is_terminal else text, err=True, nl=not self._is_terminal)

    def end(self) -> None:
        """Leave the line."""
        if self._is_terminal and self._said:
            typer.echo("", err=True)
