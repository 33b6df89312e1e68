"""The roads as arrays: one row per piece of road between two nodes of the graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from optimizer.domain import Bools, Ints
from optimizer.network.edges import Access, Edges, Floats, pairs_of
from optimizer.network.tags import Tags


@dataclass(frozen=True, eq=False)
class Segments:
    """
    Roads between nodes, by column; a two-way road is one row.

    ``nodes`` is longitude and latitude, shape ``(nodes, 2)``. ``tail`` and ``head`` index
    it, ``length`` is in decimetres, ``highway``, ``access`` and ``tag`` index the tuples
    beside them; shape ``(segments,)`` each. A segment has several road classes where OSMnx
    merged them. Segment ``s`` runs through ``points[starts[s]:starts[s + 1]]``, from tail
    to head. By the id of an edge (tail, head and key as in the file, joined by spaces) and
    by the OSM way, ``of_edge`` and ``of_way`` list what a closure may name: row ``i`` says
    that ``edge_ids[i]`` is segment ``of_edge[i]``.
    """

    nodes: Floats
    tail: Ints
    head: Ints
    length: Ints
    two_way: Bools
    highway: Ints
    highways: tuple[tuple[str, ...], ...]
    access: Ints
    accesses: tuple[Access, ...]
    points: Floats
    starts: Ints
    tag: Ints
    tags: tuple[Tags, ...]
    edge_ids: tuple[str, ...]
    of_edge: Ints
    way_ids: tuple[str, ...]
    of_way: Ints

    def __len__(self) -> int:
        return len(self.tail)

    def line(self, segment: int) -> Floats:
        """Return the points of a segment, shape ``(points, 2)``."""
        return self.points[self.starts[segment] : self.starts[segment + 1]]

    def walked(self) -> Segments:
        """Return the segments with all of them two-way, as one may go on foot."""
        return replace(self, two_way=np.ones(len(self), dtype=bool))

    def class_speeds(self, road_profile: str, table: Mapping[str, float]) -> Floats:
        """
        Return the speed by class on every segment in km/h, zero where closed to a profile.

        ``table`` maps road classes to speeds. A class that it lacks is closed to the
        profile; ``trunk_link`` counts as ``trunk`` unless it has a speed of its own. Of
        several classes the slowest counts, and one that is closed closes the segment.
        """
        by_class = [
            min(table.get(name, table.get(name.removesuffix("_link"), 0.0)) for name in names)
            for names in self.highways
        ]
        admitted = [access.admits(road_profile) for access in self.accesses]
        speeds: Floats = np.array(by_class)[self.highway] * np.array(admitted)[self.access]
        return speeds


def segments_of(edges: Edges) -> Segments:
    """Return the segments that edges make up; two edges there and back become one."""
    kept, two_way, road = pairs_of(edges)
    runs = [edges.points[edges.starts[edge] : edges.starts[edge + 1]] for edge in kept]
    highway, highways = _coded(edges.classes)
    access, accesses = _coded(edges.access)
    tag, tags = _coded(edges.tags)
    ways = sorted({(way, int(road[i])) for i, each in enumerate(edges.ways) for way in each})
    return Segments(
        nodes=edges.nodes,
        tail=edges.ends[kept, 0],
        head=edges.ends[kept, 1],
        length=edges.length[kept],
        two_way=two_way,
        highway=highway[kept],
        highways=highways,
        access=access[kept],
        accesses=accesses,
        points=np.concatenate(runs),
        starts=np.cumsum([0, *(len(run) for run in runs)]),
        tag=tag[kept],
        tags=tags,
        edge_ids=tuple(" ".join(each) for each in edges.ids),
        of_edge=road,
        way_ids=tuple(way for way, _ in ways),
        of_way=np.array([segment for _, segment in ways], dtype=np.int64),
    )


def _coded(values: list[Any]) -> tuple[Ints, tuple[Any, ...]]:
    """Return values as numbers, and what the numbers stand for."""
    codes: dict[Any, int] = {}
    numbers = [codes.setdefault(value, len(codes)) for value in values]
    return np.array(numbers, dtype=np.int64), tuple(codes)
