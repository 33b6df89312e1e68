"""What ``route48 plan`` does: read, plan, check, write, say where to look."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from pathlib import Path

import typer

from optimizer.cli.background import run_stoppable
from optimizer.cli.progress import ProgressLine
from optimizer.cli.summary import (
    look_lines,
    plan_lines,
    plan_object,
    violation_lines,
    warning_lines,
)
from optimizer.cli.words import word
from optimizer.domain import Drivers
from optimizer.errors import StoreError
from optimizer.inputs import read_drivers
from optimizer.pipeline import CheckedPlan, County, Limits, Progress, make_plan, open_county
from optimizer.reports import write_reports
from optimizer.watch import Pulse

INVALID_PLAN = 2


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What the options of ``route48 plan`` ask for."""

    network: Path
    orders: Path
    at: str
    out: Path
    search_seconds: float | None
    effort: int | None
    seed: int
    lang: str


def run_plan(request: PlanRequest, *, as_json: bool) -> None:
    """Plan and write; nothing is written before the plan has passed the checker."""
    with ProgressLine(request.lang) as line, Pulse(line) as pulse:
        pulse(Progress(phase="reading"))
        county = open_county(request.network, request.orders, request.at)
        drivers = read_drivers(request.network, county.instance.network)
    for text in warning_lines(county.warnings, request.lang):
        typer.echo(text, err=True)
    with ProgressLine(request.lang, currency=county.instance.rules.currency) as line:
        checked = _plan(county, request, line)
        if checked.violations:
            raise typer.Exit(_refuse(checked, request.lang))
        with Pulse(line) as pulse:
            pulse(Progress(phase="reports"))
            files = _write(checked, county, drivers, request)
    if as_json:
        summary = plan_object(checked.document, request.out, files)
        typer.echo(json.dumps(summary, ensure_ascii=False, indent=2))
        return
    currency = county.instance.rules.currency
    for text in plan_lines(checked.document, currency, request.lang):
        typer.echo(text)
    for text in look_lines(files, request.lang):
        typer.echo(text)


def _plan(county: County, request: PlanRequest, line: ProgressLine) -> CheckedPlan:
    """Search until the limits, or until Ctrl-C asks for the best so far."""
    stop = threading.Event()
    limits = Limits(
        search_seconds=request.search_seconds, effort=request.effort, seed=request.seed, stop=stop
    )
    return run_stoppable(lambda: make_plan(county, limits, line), stop, when_stopping=line.stopping)


def _write(
    checked: CheckedPlan, county: County, drivers: Drivers, request: PlanRequest
) -> list[Path]:
    """Write every report into the folder."""
    instance, roads = county.instance, county.roads
    try:
        return write_reports(
            checked.document, instance, roads, request.out, request.lang, drivers=drivers
        )
    except OSError as error:
        raise StoreError(f"{request.out} cannot be written: {error}") from error


def _refuse(checked: CheckedPlan, lang: str) -> int:
    """Say that the planner made a plan that breaks a rule, and return the exit status."""
    typer.echo(word("our_fault", lang), err=True)
    for text in violation_lines(checked.violations, lang):
        typer.echo(text, err=True)
    return INVALID_PLAN
