"""Cuts the ways of an OSM file to an area, and at every junction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely

from optimizer.domain import Bools, Ints
from optimizer.network.edges import Floats
from optimizer.network.importing.osm import Ways

_EARTH = np.array([180.0, 90.0])


@dataclass(frozen=True, eq=False)
class Pieces:
    """
    Roads from node to node, by column; the two ends of each are its only junctions.

    ``way`` indexes the ways, ``ends`` are OSM ids of nodes, shape ``(pieces, 2)``. Piece
    ``p`` runs through ``points[starts[p]:starts[p + 1]]``, in the direction of its way.
    """

    way: Ints
    ends: Ints
    points: Floats
    starts: Ints

    def __len__(self) -> int:
        return len(self.way)


def cut_ways(ways: Ways, area: Any) -> Pieces:
    """
    Return what of the ways lies in the area or leads over its edge, cut at junctions.

    A junction is a node where ways meet, cross or end. The points between two of them only
    draw the course: that is what OSMnx calls simplified. No piece is part of two ways, so
    its tags are those of one way, and closing a way closes nothing else.
    """
    ways = _without_repeats(ways)
    inside = shapely.contains_xy(area, ways.points[:, 0], ways.points[:, 1])
    # Nowhere else, and so never where it is NaN.
    known: Bools = np.asarray((np.abs(ways.points) <= _EARTH).all(axis=1))
    # Step i leads from point i to point i + 1 of the same way.
    goes = (ways.way[1:] == ways.way[:-1]) & known[1:] & known[:-1] & (inside[1:] | inside[:-1])
    comes_in, goes_on = np.concatenate([[False], goes]), np.concatenate([goes, [False]])
    at_node = _junctions(ways.node, comes_in, goes_on)

    marks = np.flatnonzero(at_node)
    first = marks[goes_on[marks]]
    last = marks[comes_in[marks]]
    sizes = last - first + 1
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    along = np.arange(starts[-1]) + np.repeat(first - starts[:-1], sizes)
    return Pieces(
        way=ways.way[first],
        ends=np.column_stack([ways.node[first], ways.node[last]]),
        points=ways.points[along],
        starts=starts,
    )


def _without_repeats(ways: Ways) -> Ways:
    """Return the ways without a point that repeats the one before."""
    fresh = np.ones(len(ways.node), dtype=bool)
    fresh[1:] = (ways.node[1:] != ways.node[:-1]) | (ways.way[1:] != ways.way[:-1])
    return replace(ways, way=ways.way[fresh], node=ways.node[fresh], points=ways.points[fresh])


def _junctions(node: Ints, comes_in: Bools, goes_on: Bools) -> Bools:
    """Return the points at which roads end or meet, shape ``(points,)``."""
    used = comes_in | goes_on
    ends = comes_in != goes_on
    _, number, count = np.unique(node[used], return_inverse=True, return_counts=True)
    meets = np.zeros(len(node), dtype=bool)
    meets[used] = count[number] > 1
    junctions: Bools = ends | meets
    return junctions
