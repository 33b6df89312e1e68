"""A scenario of a document, and what papers say of it and of other studies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from optimizer.domain import Network
from optimizer.reports.charts.scales import digits_of, is_known, shown
from optimizer.reports.comparison.sides import names_of
from optimizer.reports.comparison.words import joined, said, unit_of
from optimizer.wording.changes import change_text

Document = Mapping[str, Any]

SEASONS: Final = ("ordinary", "orchid")
"""The seasons that have words."""


class About:
    """A scenario of a document, with what is said of it on both pages."""

    def __init__(
        self, document: Document, network: Network, other: Network, lang: str, scenario: int
    ) -> None:
        self.document, self.network, self.other, self.lang = document, network, other, lang
        self.told: Document = document["scenarios"][scenario]
        self.unit = unit_of(document.get("currency") or network.rules.currency, lang)
        self.county = document.get("network_name") or network.rules.name
        self.name = called(self.told, lang)
        self.site = names_of(lang, network, other)

    def changes(self) -> list[str]:
        """Return what the scenario itself changes, beside what holds for both sides."""
        common = (self.document.get("under") or {}).get("changes", [])
        own = [each for each in self.told["changes"] if each not in common]
        return [change_text(each, self.lang, self.site) for each in own]


def called(told: Document, lang: str) -> str:
    """Return what people call a scenario of a document."""
    return str((told["name_en"] if lang == "en" else told["name_zh"]) or told["name_zh"])


def asked_line(document: Document, lang: str) -> str:
    """Return which days were compared, and with which orders."""
    parts = [days_line(document["days"], document["planned_at"], lang)]
    if document["days"]:
        parts += [*orders_told(document, lang), said("same_orders", lang)]
    return joined(parts, lang, by="stop")


def orders_told(document: Document, lang: str) -> Iterator[str]:
    """Yield where the orders come from; nothing where a document does not say so."""
    orders = document.get("orders")
    if not orders:
        return
    if orders["kind"] == "history":
        count = orders.get("orders")
        key = "history" if is_known(count) else "history_uncounted"
        yield said(key, lang, orders=shown(count))
        return
    season, scale = orders["season"], orders["scale"]
    usual = f"drawn_{season}" if season in SEASONS else ""
    # A county may have seasons of its own, which are called as it calls them.
    told = said(usual, lang) if usual else said("drawn_own", lang, season=season)
    yield told if scale == 1 else said("drawn_scaled", lang, told=told, scale=f"{scale:g}")


def days_line(days: Sequence[str], at: str, lang: str) -> str:
    """Return which days were planned, and when."""
    if not days:
        return said("no_days", lang)
    key = "days" if len(days) > 1 else "day"
    return said(key, lang, first=days[0], last=days[-1], count=len(days), at=at)


def under_line(under: Document, lang: str, site: Callable[[str], str]) -> str:
    """Return what holds for both sides, by name and change by change."""
    told = [change_text(each, lang, site) for each in under["changes"]]
    return joined([said("under", lang, name=called(under, lang)), *told], lang, by="stop")


def noise_line(noise: Mapping[str, Any], unit: str, lang: str) -> str:
    """Return how much of a difference may be the solver's own chance."""
    if not is_known(noise.get("margin")):
        return said("no_noise", lang)
    margin = shown(noise["margin"], digits_of(noise["margin"]))
    return said("noise", lang, margin=margin, unit=unit, freedom=noise["freedom"])
