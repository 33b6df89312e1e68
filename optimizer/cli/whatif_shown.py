"""How the answer of a what-if is shown on a terminal, in both languages."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from optimizer.cli.many_days import sentence
from optimizer.domain import Network
from optimizer.scenarios import SHOWN, Answer, Compared, Comparison, headline
from optimizer.wording.certainty import outlook_text, together_text

_MOST_VILLAGES: Final = 8

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "checked": ("情景都适用；共 {runs} 次排线", "the scenarios apply; {runs} plans to make"),
    "kept": (
        "其中 {count} 次排线沿用上次的结果",
        "{count} of the plans were kept from an earlier call",
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


def show(found: Answer, network: Network, lang: str) -> None:
    """Show every comparison: the verdict, the table, who gains and loses; of several the best."""
    console = Console(highlight=False)
    for comparison in found.comparisons:
        console.print(_table(comparison, lang))
        for text in _lines(comparison, network, lang):
            console.print(text, markup=False)
        console.print()
    count = len(found.comparisons)
    if count > 1:
        console.print(Text(sentence(headline(found), lang), style="bold"))
        console.print(together_text(count, found.level, lang), markup=False)
        console.print()


def _table(comparison: Comparison, lang: str) -> Table:
    """Return the paired differences as a table."""
    verdict = sentence(comparison.verdict, lang)
    title = Text(f"{comparison.scenario.name(lang)}\n{verdict}")
    table = Table(title=title, title_justify="left")
    table.add_column(said("measure", lang))
    for key in ("base", "scenario", "difference"):
        table.add_column(said(key, lang), justify="right")
    for name in SHOWN:
        table.add_row(said(name, lang), *_row(comparison.measures[name], name))
    for site, compared in comparison.loads.items():
        table.add_row(said("load", lang, site=site), *_row(compared, "load"))
    return table


def _row(compared: Compared, name: str) -> tuple[str, str, str]:
    """Return base, scenario and difference as people read them."""
    is_share = name == "on_time_share"
    digits = 3 if name == "cost_per_piece" else 1
    factor = 100.0 if is_share else 1.0
    unit = " %" if is_share else ""

    def text(value: float, sign: str = "") -> str:
        if not math.isfinite(value):
            return "—"
        return f"{value * factor:{sign},.{digits}f}{unit}"

    interval = compared.difference.interval
    bounds = f"[{text(interval.low, '+')}, {text(interval.high, '+')}]"
    return text(compared.base), text(compared.other), f"{text(interval.mean, '+')}  {bounds}"


def _lines(comparison: Comparison, network: Network, lang: str) -> Iterator[str]:
    """Yield what is said below the table."""
    total = comparison.measures["total"].difference
    margin = (
        f"{comparison.margin:,.1f}" if math.isfinite(comparison.margin) else said("unknown", lang)
    )
    if comparison.outlook is not None:
        yield outlook_text(comparison.outlook._asdict(), lang)
    yield said("noise", lang, margin=margin)
    names = {site.site_id: site.name_zh for site in network.sites}
    if lang == "en":
        names |= {site.site_id: site.name_en for site in network.sites if site.name_en}
    comma = ", " if lang == "en" else "、"
    groups = {"gaining": comparison.gaining, "losing": comparison.losing}
    for key, villages in groups.items():
        shown = [names.get(each.site_id, each.site_id) for each in villages[:_MOST_VILLAGES]]
        if len(villages) > _MOST_VILLAGES:
            shown.append(said("and_more", lang, count=len(villages) - _MOST_VILLAGES))
        if shown:
            yield said(key, lang, names=comma.join(shown))
    if not any(groups.values()):
        yield said("nobody", lang)
    if total.worst_days:
        days = comma.join(f"{day.day} {day.value:+,.1f}" for day in total.worst_days)
        yield said("worst", lang, days=days)
    if total.left_out:
        yield said("left_out", lang, days=comma.join(map(str, total.left_out)))


def said(key: str, lang: str, **values: object) -> str:
    """Return a word of this command."""
    text = _WORDS[key][lang == "en"]
    return text.format(**values) if values else text
