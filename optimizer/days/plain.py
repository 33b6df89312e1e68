"""Numbers as the documents of studies write them."""

from __future__ import annotations

import math


def plain_number(value: float | None, digits: int = 4) -> float | None:
    """
    Return a number that JSON can write; None where nobody knows it.

    Examples
    --------
    >>> plain_number(2 / 3), plain_number(float("nan"))
    (0.6667, None)
    """
    return None if value is None or not math.isfinite(value) else round(value, digits)
