"""
Clocks that the tasks of a trip share: releases and deadlines, as ranks.

A trip leaves its base when the last of its deliveries is released, and is back before the
first of its collections is due. Releases differ by base, but more or less in one order:
the bases agree on a rank for each task, and each base has a clock for each rank.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.domain import NO_WAY, Bools, Ints


@dataclass(frozen=True)
class Ranks:
    """
    A rank for each task and a clock for each rank.

    ``of_task`` has shape ``(tasks,)``; rank 0 asks for nothing. ``clocks`` has shape
    ``(bases, ranks)`` and ascends with the rank. Where the bases disagree on the order a
    clock is later than need be, never earlier.
    """

    of_task: Ints
    clocks: Ints

    @property
    def most(self) -> int:
        """The highest rank."""
        return self.clocks.shape[1] - 1

    def reached(self, base: int, clock: int) -> int:
        """Return the highest rank whose clock at a base has come."""
        return int(np.searchsorted(self.clocks[base], clock, side="right")) - 1

    def between(self, base: int, after: int, before: int) -> list[int]:
        """Return the ranks whose clock at a base comes in a period, one for each clock."""
        clocks = np.unique(self.clocks[base])
        return [self.reached(base, int(c)) for c in clocks[(clocks > after) & (clocks < before)]]


def rank_clocks(clocks: Ints, asks: Bools) -> Ranks:
    """
    Return ranks that ascend with the clocks of the tasks that ask for one.

    ``clocks`` has shape ``(tasks, bases)``, ``NO_WAY`` where a base cannot be used.
    """
    rows = np.flatnonzero(asks & (clocks < NO_WAY).any(axis=1))
    found, which = np.unique(clocks[rows].min(axis=1), return_inverse=True)
    table = np.full((clocks.shape[1], len(found) + 1), -NO_WAY, dtype=np.int64)
    for row, rank in zip(rows, which + 1, strict=True):
        usable = clocks[row] < NO_WAY
        table[usable, rank] = np.maximum(table[usable, rank], clocks[row, usable])
    of_task = np.zeros(len(clocks), dtype=np.int64)
    of_task[rows] = which + 1
    return Ranks(of_task, np.maximum.accumulate(table, axis=1))
