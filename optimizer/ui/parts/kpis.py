"""The figures of a plan as a strip of cards, with what differs from another plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Final

import streamlit as st

from optimizer.desk.planning_comparing import Comparison, Figures
from optimizer.ui.words import t

_BETTER, _WORSE, _PLAIN = "#0072b2", "#b35900", "#5f6368"
"""Blue and orange: told apart by everybody; the arrow says the rest."""
_CARD: Final = (
    "flex:1 1 96px;min-width:96px;border:1px solid #dfe3e6;border-radius:8px;padding:5px 10px"
)


@dataclass(frozen=True, slots=True)
class Card:
    """
    One figure: its name, itself, and how it differs.

    ``better`` is the sign of a change for the better, 0 where neither is; ``is_total`` figures
    compare only between plans of the same orders.
    """

    name: str
    value: float | None
    other: float | None
    form: str
    better: int = -1
    is_total: bool = True
    is_alarm: bool = False


def show_kpis(figures: Figures, comparison: Comparison | None, currency: str) -> None:
    """Show the figures of a plan and, beside a comparison, the differences."""
    html = "".join(_card(card, comparison, currency) for card in _cards(figures, comparison))
    st.html(f'<div style="display:flex;flex-wrap:wrap;gap:6px">{html}</div>')


def _cards(mine: Figures, comparison: Comparison | None) -> Iterator[Card]:
    """Yield the figures that a dispatcher looks at first."""
    other = comparison.theirs if comparison else None

    def both(name: str) -> tuple[str, float | None, float | None]:
        return name, getattr(mine, name), getattr(other, name) if other else None

    yield Card(*both("on_time_share"), "share", better=1, is_total=False)
    yield Card(*both("late"), "count", is_alarm=mine.late > 0)
    yield Card(*both("unserved"), "count", is_alarm=mine.unserved > 0)
    if mine.deferred or (other and other.deferred):
        yield Card(*both("deferred"), "count", better=0)
    if mine.missed_visits or (other and other.missed_visits):
        yield Card(*both("missed_visits"), "count")
    yield Card(*both("operating_cost"), "money")
    yield Card(*both("cost_per_piece"), "price", is_total=False)
    yield Card(*both("trips"), "count")
    yield Card(*both("vehicles"), "count")
    yield Card(*both("distance"), "km")
    if comparison and not comparison.is_like:
        yield Card(*both("distance_per_piece"), "metres", is_total=False)


def _card(card: Card, comparison: Comparison | None, currency: str) -> str:
    """Return a card as HTML."""
    colour = _WORSE if card.is_alarm else "inherit"
    return (
        f'<div style="{_CARD}"><div style="font-size:12px;color:#5f6368;white-space:nowrap">'
        f"{escape(t(f'plan.{card.name}'))}</div>"
        f'<div style="font-size:20px;font-weight:600;line-height:1.25;white-space:nowrap;'
        f'color:{colour}">{escape(_shown(card.value, card.form, currency))}</div>'
        f"{_difference(card, comparison, currency)}</div>"
    )


def _difference(card: Card, comparison: Comparison | None, currency: str) -> str:
    """Return how a figure differs, as HTML; a blank line where totals do not compare."""
    if comparison is None:
        return ""
    text, colour = "\u00a0", _PLAIN
    known = card.value is not None and card.other is not None
    if known and (comparison.is_like or not card.is_total):
        change = (card.value or 0.0) - (card.other or 0.0)
        text, colour = t("plan.same"), _PLAIN
        said = _shown(abs(change), "points" if card.form == "share" else card.form, currency)
        if said != _shown(0.0, "points" if card.form == "share" else card.form, currency):
            if card.better:
                colour = _BETTER if change * card.better > 0 else _WORSE
            share = f" ({change / card.other:+.0%})" if card.other and card.is_total else ""
            text = f"{'▲' if change > 0 else '▼'} {said}{share}"
    return f'<div style="font-size:12px;color:{colour};white-space:nowrap">{escape(text)}</div>'


def _shown(value: float | None, form: str, currency: str) -> str:
    """Return a figure as people read it."""
    if value is None:
        return "—"
    if form in {"money", "price"}:
        return money(value, currency, digits=0 if form == "money" else 2)
    if form == "km":
        return t("plan.km", value=f"{value / 1000:,.0f}")
    if form == "metres":
        return t("plan.metres", value=f"{value:,.0f}")
    if form == "share":
        # Never rounded up to all of them.
        return f"{min(value, 1.0) * 100:.1f}%" if value < 0.9995 or value >= 1 else "99.9%"
    if form == "points":
        return t("plan.points", value=f"{value * 100:.1f}")
    return f"{value:,.0f}"


def money(value: float, currency: str, *, digits: int = 0) -> str:
    """
    Return an amount of money, yuan by their sign.

    Examples
    --------
    >>> money(11839.7, "CNY"), money(1.3799, "EUR", digits=2)
    ('¥11,840', 'EUR 1.38')
    """
    sign = "¥" if currency == "CNY" else f"{currency} "
    return f"{sign}{value:,.{digits}f}"
