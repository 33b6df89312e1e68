"""What the commands over many days share: where they are planned, how far they are, tables."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any, Final, TypeVar

import typer

from optimizer.cli.background import run_stoppable
from optimizer.cli.words import word
from optimizer.days import DaysProgress, FailedRun, Verdict, cluster_executor, local_executor
from optimizer.domain import Issue
from optimizer.errors import InputError, StoreError
from optimizer.reports.harmless_csv import csv_records

Answer = TypeVar("Answer")

SUMMARY: Final = "summary.json"
"""The file that has the whole answer of a command."""

_QUIET: Final = 2.0
"""Seconds between two lines."""


def require_own(out: Path, kind: str) -> None:
    """
    Refuse a folder of results that holds those of another command, which would be overwritten.

    ``kind`` is ``whatif``, ``siting``, ``simulation`` or ``replay``.

    Raises
    ------
    InputError
        With E434.
    """
    try:
        told = json.loads((out / SUMMARY).read_text("utf-8"))
    except (OSError, ValueError):
        return
    if not isinstance(told, dict):
        return
    parts = str(told.get("schema", "")).split("/")
    found = parts[1] if len(parts) == 3 else "replay" if "replays" in told else kind
    if found != kind:
        message = f"the folder holds the results of {found}, which would be overwritten"
        raise InputError([Issue("E434", out.name, message, value=found, fix="name another folder")])


def executor_of(workers: int | None, cluster: str | None) -> Executor:
    """Return the workers of a cluster, or processes of this machine."""
    return cluster_executor(cluster) if cluster is not None else local_executor(workers)


def run_days_stoppable(work: Callable[[threading.Event], Answer], lang: str) -> Answer:
    """Run work that stops early once its event is set; the first Ctrl-C sets it."""
    stop = threading.Event()

    def say() -> None:
        typer.echo(f"\n{word('days_stopping', lang)}", err=True)

    return run_stoppable(lambda: work(stop), stop, when_stopping=say)


class DaysLine:
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
        key = "days_failed" if progress.failed else "days_done"
        told = {"done": progress.done, "total": progress.total, "failed": progress.failed}
        text = word(key, self._lang, **told)
        typer.echo(f"\r{text}" if self._is_terminal else text, err=True, nl=not self._is_terminal)

    def end(self) -> None:
        """Leave the line."""
        if self._is_terminal and self._said:
            typer.echo("", err=True)


def sentence(said: FailedRun | Verdict, lang: str) -> str:
    """Return what became of a day, or may be said of many, in a language."""
    return said.sentence_en if lang == "en" else said.sentence_zh


def write_summary(folder: Path, told: Mapping[str, Any]) -> None:
    """
    Write the whole answer for machines.

    Raises
    ------
    StoreError
        When the file cannot be written.
    """
    file = folder / SUMMARY
    try:
        file.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{file} cannot be written: {error}") from error


def write_table(file: Path, rows: Sequence[Mapping[str, object]]) -> None:
    """
    Write rows as a table that spreadsheets open as UTF-8, and in which no text is a formula.

    Raises
    ------
    StoreError
        When the file cannot be written.
    """
    try:
        file.write_bytes(csv_records(rows))
    except OSError as error:
        raise StoreError(f"{file} cannot be written: {error}") from error
