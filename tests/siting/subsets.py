"""Every subset, for whoever tries them all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations


def subsets(count: int) -> Iterator[tuple[int, ...]]:
    """Yield every set of numbers below ``count`` that is not empty."""
    for size in range(1, count + 1):
        yield from combinations(range(count), size)
