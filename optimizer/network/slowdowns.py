"""Pieces of road that are closed or slow, and what that does to the time on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from optimizer.domain import Bools, Ints
from optimizer.network.edges import Floats


@dataclass(frozen=True, eq=False)
class Slowdowns:
    """
    Pieces of segments with the factor on their speed, by column; factor zero is closed.

    Each reaches from fraction ``begin`` to ``end`` of a segment, ``begin < end``; shape
    ``(pieces,)`` each.
    """

    segment: Ints
    begin: Floats
    end: Floats
    factor: Floats

    def __len__(self) -> int:
        return len(self.segment)

    @property
    def cuts(self) -> tuple[Ints, Floats]:
        """Where segments have to be cut: segments and fractions, ends of segments left out."""
        segment = np.concatenate([self.segment, self.segment])
        fraction = np.concatenate([self.begin, self.end])
        inside = (fraction > 0) & (fraction < 1)
        return segment[inside], fraction[inside]

    def factors(self, segment: Ints, begin: Floats, end: Floats) -> Floats:
        """Return the lowest factor on each stretch of road that does not cross an end."""
        found = np.ones(len(segment))
        low, high = np.minimum(begin, end), np.maximum(begin, end)
        for rows, slow in self._touched(segment, low, high):
            found[rows] = np.minimum(found[rows], self.factor[slow])
        return found

    def touches(self, segment: Ints, begin: Floats, end: Floats) -> Bools:
        """Return which stretches of road have a slow piece in them."""
        found = np.zeros(len(segment), dtype=bool)
        for rows, _ in self._touched(segment, np.minimum(begin, end), np.maximum(begin, end)):
            found[rows] = True
        return found

    def _touched(self, segment: Ints, low: Floats, high: Floats) -> Iterable[tuple[Ints, int]]:
        """Yield the stretches that overlap a slow piece, and the piece."""
        some = np.flatnonzero(np.isin(segment, self.segment))
        rows_of: dict[int, list[int]] = {}
        for row, at in zip(some.tolist(), segment[some].tolist(), strict=True):
            rows_of.setdefault(at, []).append(row)
        for slow, at in enumerate(self.segment.tolist()):
            rows = np.array(rows_of.get(at, ()), dtype=np.int64)
            # What only meets the end of a slow piece, up to rounding, is not on it.
            overlap = np.minimum(high[rows], self.end[slow]) - np.maximum(
                low[rows], self.begin[slow]
            )
            yield rows[overlap > 1e-9 * (high[rows] - low[rows])], slow


def no_slowdowns() -> Slowdowns:
    """Return roads as they are."""
    none = np.zeros(0)
    return Slowdowns(np.zeros(0, dtype=np.int64), none, none, none)
