"""From amounts to places: round ticks, and numbers as people write them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeGuard

NOTHING: Final = "—"
_STEPS: Final = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """Puts amounts from ``low`` to ``high`` between two places; ``step`` lies between ticks."""

    low: float
    high: float
    step: float
    start: float
    end: float

    def __call__(self, amount: float) -> float:
        """Return the place of an amount."""
        share = (amount - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    @property
    def ticks(self) -> tuple[float, ...]:
        """The amounts that are written beside the axis."""
        first, last = (
            math.ceil(self.low / self.step - 1e-9),
            math.floor(self.high / self.step + 1e-9),
        )
        return tuple(number * self.step for number in range(first, last + 1))

    @property
    def digits(self) -> int:
        """So many decimals tell the ticks apart."""
        return max(-math.floor(math.log10(self.step) + 1e-9), 0)


def scale(
    amounts: Iterable[float | None],
    start: float,
    end: float,
    *,
    with_zero: bool = True,
    most: int = 6,
) -> Scale:
    """
    Return a scale that holds some amounts and ends at round ones.

    Amounts that nobody knows are passed over; where all are alike it opens round them.

    Examples
    --------
    >>> scale([-130.0, None, 410.0], 0, 100).ticks
    (-200.0, -100.0, 0.0, 100.0, 200.0, 300.0, 400.0, 500.0)
    >>> scale([5.0], 0, 100, with_zero=False).low < 5 < scale([5.0], 0, 100, with_zero=False).high
    True
    """
    known = [amount for amount in amounts if is_known(amount)]
    if with_zero or not known:
        known.append(0.0)
    low, high = min(known), max(known)
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        room = abs(low) * 0.1 or 1.0
        low, high = (low - room, high + room) if not with_zero or not high else (low, high + room)
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * each for each in _STEPS if power * each >= rough * (1 - 1e-9))
    low, high = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    return Scale(low, high, step, start, end)


def is_known(amount: float | None) -> TypeGuard[float]:
    """Whether somebody knows an amount: neither missing nor without end."""
    return amount is not None and math.isfinite(amount)


def shown(amount: float | None, digits: int = 0, *, is_signed: bool = False) -> str:
    """
    Write an amount for people; a dash where nobody knows it.

    Examples
    --------
    >>> shown(-1234.5, 1), shown(3, is_signed=True), shown(None), shown(-0.2, is_signed=True)
    ('−1,234.5', '+3', '—', '0')
    """
    if not is_known(amount):
        return NOTHING
    rounded = round(amount, digits)
    sign = "+" if is_signed and rounded else ""
    return f"{rounded or 0.0:{sign},.{digits}f}".replace("-", "−")


def digits_of(*amounts: float | None) -> int:
    """
    Return with how many decimals some amounts of one kind are worth writing.

    Examples
    --------
    >>> digits_of(1234.5, 2.0), digits_of(12.3), digits_of(0.04), digits_of()
    (0, 1, 4, 0)
    """
    most = max((abs(amount) for amount in amounts if is_known(amount)), default=0.0)
    if not most:
        return 0
    return min(max(2 - math.floor(math.log10(most)), 0), 4) if most < 100 else 0
