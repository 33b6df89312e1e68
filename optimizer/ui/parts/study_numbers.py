"""Figures of studies as people read them: what a difference means is said, not signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from optimizer.ui.parts.kpis import money
from optimizer.ui.words import t

Form: TypeAlias = Literal["money", "price", "km", "kg", "count", "share", "hours"]
Sides: TypeAlias = Literal["money", "amount", "height"]

FORMS: Final[dict[str, Form]] = {
    "total": "money",
    "operating_cost": "money",
    "cost_per_piece": "price",
    "km": "km",
    "vehicles": "count",
    "on_time_share": "share",
    "late": "count",
    "unserved": "count",
    "co2_kg": "kg",
}
"""How each measure of a comparison is written, in the order of the report."""

_SIDES: Final[dict[Form, Sides]] = {"money": "money", "price": "money", "share": "height"}


@dataclass(frozen=True, slots=True)
class Spelling:
    """How one figure is written, and in which currency."""

    form: Form
    currency: str

    def amount(self, value: float | None, *, is_difference: bool = False) -> str:
        """Return a figure; of a share's difference the points."""
        if value is None:
            return "—"
        if self.form in ("money", "price"):
            text = money(abs(value), self.currency, digits=0 if self.form == "money" else 2)
            return f"−{text}" if value < 0 else text
        if self.form == "share":
            return t("plan.points", value=f"{value * 100:.1f}") if is_difference else share(value)
        digits = 0 if self.form in ("km", "kg") else 1
        text = f"{value:,.{digits}f}"
        return text if self.form == "count" else t(f"study.in_{self.form}", value=text)

    def difference(self, value: float | None) -> str:
        """Return a difference with what it means: less or more, saved or spent."""
        if value is None:
            return "—"
        size = self.amount(abs(value), is_difference=True)
        if size == self.amount(0.0, is_difference=True):
            return t("plan.same")
        return self._side(value, size)

    def interval(self, low: float | None, high: float | None) -> str:
        """Return between which differences the true one lies; a dash where nobody knows."""
        if low is None or high is None:
            return "—"
        nothing = self.amount(0.0, is_difference=True)
        near, far = (
            self.amount(abs(one), is_difference=True) for one in sorted((low, high), key=abs)
        )
        if near == far == nothing:
            return t("plan.same")
        if near != nothing and (low < 0) == (high < 0):
            return self._side(low, t("study.to", low=near, high=far))
        ends = (self.difference(one) for one in (low, high))
        least, most = (nothing if text == t("plan.same") else text for text in ends)
        return t("study.to", low=least, high=most)

    def _side(self, value: float, size: str) -> str:
        """Return on which side of zero a difference lies, in words."""
        side = "less" if value < 0 else "more"
        return t(f"study.{_SIDES.get(self.form, 'amount')}_{side}", size=size)


def share(value: float | None) -> str:
    """
    Return a share, never rounded up to all.

    Examples
    --------
    >>> share(0.9996), share(1.0), share(None)
    ('99.9%', '100.0%', '—')
    """
    if value is None:
        return "—"
    return "99.9%" if 0.9995 <= value < 1 else f"{min(value, 1.0) * 100:.1f}%"


def tone(figures: Mapping[str, Any], *, less_is_better: bool = True) -> str:
    """
    Return whether a difference is for the better or worse; empty where that is not known.

    Examples
    --------
    >>> tone({"low": -9.0, "high": -1.0}), tone({"low": -9.0, "high": 1.0})
    ('better', '')
    """
    low, high = figures["low"], figures["high"]
    if low is None or high is None or low <= 0 <= high:
        return ""
    return "better" if (high < 0) == less_is_better else "worse"
