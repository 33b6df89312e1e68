"""What ``route48 whatif`` does: check, plan base and scenarios, compare, write, tell."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date, timedelta
from datetime import time as time_of_day
from pathlib import Path
from typing import Final

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from optimizer.cli.background import run_stoppable
from optimizer.cli.summary import look_lines
from optimizer.cli.words import word
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
    SHOWN,
    Answer,
    Compared,
    Comparison,
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
_MOST_VILLAGES: Final = 8

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "checked": ("情景都适用；共 {runs} 次排线", "the scenarios apply; {runs} plans to make"),
    "progress": (
        "已完成 {done}/{total}（其中沿用 {known}）",
        "{done} of {total} done ({known} kept)",
    ),
    "failed": ("失败 {failed}", "{failed} failed"),
    "stopped": (
        "已停止；已完成的保留在结果文件夹，同样的命令会接着算",
        "stopped; what is done is kept, and the same command goes on from there",
    ),
    "override": (
        "{file} 的 {change} 被 {by} 改写",
        "{change} of {file} gives way to that of {by}",
    ),
    "failure": ("{variant} {day} 没有算成：{text}", "{variant} on {day} failed: {text}"),
    "measure": ("每日", "a day"),
    "base": ("现状", "base"),
    "scenario": ("情景", "scenario"),
    "difference": ("差（95 % 区间）", "difference (95 %)"),
    "total": ("总成本（含违约）", "cost with penalties"),
    "operating_cost": ("运营成本", "operating cost"),
    "cost_per_piece": ("每件成本", "cost per piece"),
    "km": ("里程 km", "km"),
    "vehicles": ("用车", "vehicles"),
    "on_time_share": ("准时率", "on time"),
    "late": ("超时单", "late"),
    "unserved": ("未排上", "unserved"),
    "co2_kg": ("CO₂ kg", "CO₂ kg"),
    "load": ("{site} 装卸件", "pieces at {site}"),
    "noise": (
        "求解器自身的波动可使总成本差 ± {margin}",
        "the solver's own noise may move the cost by ± {margin}",
    ),
    "unknown": ("未知", "unknown"),
    "gaining": ("受益的村：{names}", "gain: {names}"),
    "losing": ("变差的村：{names}", "lose: {names}"),
    "nobody": ("没有村有可证实的变化", "no village can be said to gain or lose"),
    "and_more": ("等 {count} 个", "and {count} more"),
    "worst": ("最差的日子：{days}", "worst days: {days}"),
    "left_out": ("未比较的日子：{days}", "days not compared: {days}"),
}


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
    workers: int | None
    cluster: str | None
    lang: str


def run_whatif(request: WhatifRequest, *, drawn_from: date, as_json: bool) -> None:
    """Compare scenarios with the network as it is; nothing long starts before all is checked."""
    network = read_network(request.network)
    question = _question(request, network, drawn_from)
    question.check()
    for scenario in question.scenarios:
        for each in scenario.overrides():
            told = {"file": each.file, "change": each.change.kind, "by": each.by}
            typer.echo(_word("override", request.lang, **told), err=True)
    typer.echo(_word("checked", request.lang, runs=len(question.runs())), err=True)
    stop = threading.Event()
    outcomes = _outcomes(question, request, stop)
    if stop.is_set():
        typer.echo(_word("stopped", request.lang), err=True)
    found = answer(question, outcomes, currency=network.rules.currency)
    for failure in found.failures:
        text = failure.sentence_en if request.lang == "en" else failure.sentence_zh
        told = {"variant": failure.variant, "day": failure.day.isoformat(), "text": text}
        typer.echo(_word("failure", request.lang, **told), err=True)
    files = write_answer(question, found, request.out)
    if as_json:
        summary = {**document(question, found), "files": [str(file) for file in files]}
        typer.echo(json.dumps(summary, ensure_ascii=False, indent=2))
    else:
        _show(found, network, request.lang)
        for text in look_lines(files, request.lang):
            typer.echo(text)
    if not found.results:
        raise typer.Exit(NOTHING_PLANNED)


def _question(request: WhatifRequest, network: Network, drawn_from: date) -> Question:
    """Return what is asked; all that is wrong with the scenario files is raised at once."""
    scenarios = read_scenarios(request.scenarios)
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
        scenarios=scenarios,
        days=days,
        orders=orders,
        at=request.at,
        effort=request.effort,
        seed=request.seed,
        seeds=request.seeds,
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
        text = _word("progress", self._lang, **told)
        if progress.failed:
            text = f"{text}  {_word('failed', self._lang, failed=progress.failed)}"
        typer.echo(f"\r{text}" if self._is_terminal else text, err=True, nl=not self._is_terminal)

    def end(self) -> None:
        """Leave the line."""
        if self._is_terminal and self._said:
            typer.echo("", err=True)


def _show(found: Answer, network: Network, lang: str) -> None:
    """Show every comparison: the verdict, the table, who gains and loses."""
    console = Console(highlight=False)
    for comparison in found.comparisons:
        console.print(_table(comparison, lang))
        for text in _lines(comparison, network, lang):
            console.print(text, markup=False)
        console.print()


def _table(comparison: Comparison, lang: str) -> Table:
    """Return the paired differences as a table."""
    verdict = comparison.verdict
    sentence = verdict.sentence_en if lang == "en" else verdict.sentence_zh
    title = Text(f"{comparison.scenario.name(lang)}\n{sentence}")
    table = Table(title=title, title_justify="left")
    table.add_column(_word("measure", lang))
    for key in ("base", "scenario", "difference"):
        table.add_column(_word(key, lang), justify="right")
    for name in SHOWN:
        table.add_row(_word(name, lang), *_row(comparison.measures[name], name))
    for site, compared in comparison.loads.items():
        table.add_row(_word("load", lang, site=site), *_row(compared, "load"))
    return table


def _row(compared: Compared, name: str) -> tuple[str, str, str]:
    """Return base, scenario and difference as people read them."""
    is_share = name == "on_time_share"
    digits = 3 if name == "cost_per_piece" else 1
    factor = 100.0 if is_share else 1.0
    unit = " %" if is_share else ""

    def text(value: float, sign: str = "") -> str:
        if not abs(value) < float("inf"):
            return "—"
        return f"{value * factor:{sign},.{digits}f}{unit}"

    interval = compared.difference.interval
    bounds = f"[{text(interval.low, '+')}, {text(interval.high, '+')}]"
    return text(compared.base), text(compared.other), f"{text(interval.mean, '+')}  {bounds}"


def _lines(comparison: Comparison, network: Network, lang: str) -> Iterator[str]:
    """Yield what is said below the table."""
    total = comparison.measures["total"].difference
    is_known = abs(comparison.margin) < float("inf")
    margin = f"{comparison.margin:,.1f}" if is_known else _word("unknown", lang)
    yield _word("noise", lang, margin=margin)
    names = {site.site_id: site.name_zh for site in network.sites}
    if lang == "en":
        names |= {site.site_id: site.name_en for site in network.sites if site.name_en}
    comma = ", " if lang == "en" else "、"
    groups = {"gaining": comparison.gaining, "losing": comparison.losing}
    for key, villages in groups.items():
        shown = [names.get(each.site_id, each.site_id) for each in villages[:_MOST_VILLAGES]]
        if len(villages) > _MOST_VILLAGES:
            shown.append(_word("and_more", lang, count=len(villages) - _MOST_VILLAGES))
        if shown:
            yield _word(key, lang, names=comma.join(shown))
    if not any(groups.values()):
        yield _word("nobody", lang)
    if total.worst_days:
        days = comma.join(f"{day.day} {day.value:+,.1f}" for day in total.worst_days)
        yield _word("worst", lang, days=days)
    if total.left_out:
        yield _word("left_out", lang, days=comma.join(map(str, total.left_out)))


def _word(key: str, lang: str, **values: object) -> str:
    """Return a word of this command."""
    if key not in _WORDS:
        return word(key, lang, **values)
    text = _WORDS[key][lang == "en"]
    return text.format(**values) if values else text
