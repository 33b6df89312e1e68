"""From prices as people write them to cents."""

from __future__ import annotations

from optimizer.units import YUAN


def cents(price: float) -> float:
    """
    Return a price in cents, without the dust of binary fractions.

    Examples
    --------
    >>> cents(0.07)
    7.0
    """
    return round(price * YUAN, 6)
