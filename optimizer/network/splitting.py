"""Segments cut where sites meet them, and where a closed piece begins or ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from optimizer.domain import Ints
from optimizer.network.edges import Floats
from optimizer.network.segments import Segments


@dataclass(frozen=True, eq=False)
class Split:
    """
    The pieces of cut segments, in order along each.

    ``node`` is that of every cut in the order in which cuts were given; ``pieces`` are
    tail, head and segment, shape ``(pieces, 3)``, ``spans`` the fractions between which
    they lie, ``length`` is in decimetres, ``time`` in milliseconds from tail to head and
    back, shape ``(pieces, 2)``.
    """

    num_nodes: int
    node: Ints
    pieces: Ints
    spans: Floats
    length: Ints
    time: Ints


def split(segments: Segments, at: Ints, fraction: Floats, time: Ints) -> Split:
    """
    Give every cut a node: an end of its segment, or a new one between them.

    ``time`` is that of whole segments, shape ``(segments, 2)``. Times and lengths of the
    pieces of a segment add up to those of the whole.
    """
    cut = _amounts(segments, at, fraction, time)
    whole = np.column_stack([segments.length, time])[at]
    # Where the length between is below a decimetre, the time still tells two cuts apart.
    before, after = (cut[:, :2] > 0).any(axis=1), (cut[:, :2] < whole[:, :2]).any(axis=1)
    inside = before & after
    node = np.where(before, segments.head[at], segments.tail[at])

    rows, first, number = np.unique(
        np.column_stack([at, cut])[inside], axis=0, return_index=True, return_inverse=True
    )
    num = len(segments.nodes)
    node[inside] = num + number.reshape(-1)
    segment, cuts, fraction = rows[:, 0], rows[:, 1:], fraction[inside][first]
    new = num + np.arange(len(rows))
    opens = np.ones(len(rows), dtype=bool)
    opens[1:] = segment[1:] != segment[:-1]
    closes = np.roll(opens, -1)

    tail = np.where(opens, segments.tail[segment], new - 1)
    since = np.where(opens[:, None], 0, np.roll(cuts, 1, axis=0))
    rest = segment[closes]
    left = np.column_stack([segments.length, time])[rest] - cuts[closes]
    amounts = np.concatenate([cuts - since, left])
    spans_in = np.column_stack([np.where(opens, 0.0, np.roll(fraction, 1)), fraction])
    spans_out = np.column_stack([fraction[closes], np.ones(len(rest))])
    return Split(
        num_nodes=num + len(rows),
        node=node,
        pieces=np.concatenate(
            [
                np.column_stack([tail, new, segment]),
                np.column_stack([new[closes], segments.head[rest], rest]),
            ]
        ),
        spans=np.concatenate([spans_in, spans_out]),
        length=amounts[:, 0],
        time=amounts[:, 1:],
    )


def _amounts(segments: Segments, at: Ints, fraction: Floats, time: Ints) -> Any:
    """Return length and both times up to a cut, shape ``(cuts, 3)``."""
    whole = np.column_stack([segments.length, time])[at]
    return np.rint(fraction[:, None] * whole).astype(np.int64)
