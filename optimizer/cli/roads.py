"""What ``route48 roads`` does: bring real roads into a network, and say what they are."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import typer

from optimizer.cli.progress import ProgressLine
from optimizer.cli.summary import warning_lines
from optimizer.cli.words import word
from optimizer.inputs import read_network
from optimizer.network.importing import Place, download_roads, import_roads
from optimizer.network.report import report_lines, report_object, road_report
from optimizer.pipeline import Progress


def run_import(
    file: Path, folder: Path, *, margin_km: float, keep_backup: bool, lang: str, as_json: bool
) -> None:
    """Replace the roads of a network by those of a file, and show the report."""
    place = Place(
        folder, read_network(folder, needs_roads=False), margin_km, keep_backup=keep_backup
    )
    written = _bring(lambda tell: import_roads(file, place, tell), lang)
    typer.echo(word("roads_written", lang, path=written), err=as_json)
    run_info(folder, lang=lang, as_json=as_json)


def run_download(
    folder: Path,
    *,
    server: str | None,
    margin_km: float,
    keep_backup: bool,
    lang: str,
    as_json: bool,
) -> None:
    """Replace the roads of a network by those of OpenStreetMap, and show the report."""
    place = Place(
        folder, read_network(folder, needs_roads=False), margin_km, keep_backup=keep_backup
    )
    written = _bring(lambda tell: download_roads(place, tell, server=server), lang)
    typer.echo(word("roads_written", lang, path=written), err=as_json)
    run_info(folder, lang=lang, as_json=as_json)


def run_info(folder: Path, *, lang: str, as_json: bool) -> None:
    """Show what is known of the roads of a network."""
    network = read_network(folder)
    with ProgressLine(lang) as line:
        line(Progress(phase="roads_report"))
        report = road_report(folder, network)
    for text in warning_lines(report.warnings, lang):
        typer.echo(text, err=True)
    if as_json:
        typer.echo(json.dumps(report_object(report), ensure_ascii=False, indent=2))
        return
    for text in report_lines(report, lang):
        typer.echo(text)


def _bring(work: Callable[[Callable[[str], None]], Path], lang: str) -> Path:
    """Do the work and show its phases on stderr."""
    with ProgressLine(lang) as line:
        return work(lambda phase: line(Progress(phase=phase)))
