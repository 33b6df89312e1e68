"""Which road lies where somebody clicked, and where the roads of a change lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import numpy as np

from optimizer.network import Closure, Roads
from optimizer.network.closing import ClosedRoads
from optimizer.network.graphml import bytes_of
from optimizer.network.roads import FILES
from optimizer.network.snapping import Plane

Line = list[list[float]]
"""Longitude and latitude of the points of a line."""

FARTHEST: Final = 2_000.0
"""So many metres from the nearest road a click means no road."""

_MOST_BYTES: Final = 80_000_000
"""Names of larger files are not looked for: that would take longer than anybody waits."""


@dataclass(frozen=True, slots=True)
class Road:
    """
    A piece of road between two junctions, and the whole road that it belongs to.

    ``edges`` are those of the piece, there and back; ``ways`` the OSM ways. Lengths are in
    metres, ``away`` is how far from the click it lies. ``name`` is empty where it has none.
    """

    name: str
    highway: str
    metres: float
    away: float
    edges: tuple[tuple[str, ...], ...]
    ways: tuple[str, ...]
    way_metres: float


class Streets:
    """The roads of a network by where they lie and by name."""

    def __init__(self, roads: Roads, folder: Path | None = None) -> None:
        self._roads = roads
        self._folder = folder

    @cached_property
    def _plane(self) -> Plane:
        return Plane(self._roads.segments)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """The names of roads by the id of their edges."""
        file = next(
            (self._folder / name for name in FILES if (self._folder / name).is_file())
            if self._folder
            else iter(()),
            None,
        )
        return {} if file is None or file.stat().st_size > _MOST_BYTES else _names(file)

    def road_at(self, longitude: float, latitude: float) -> Road | None:
        """Return the road nearest to a place; None where none is near."""
        segments = self._roads.segments
        place = np.array([[longitude, latitude]])
        snaps = self._plane.snap(place, np.ones(len(segments), dtype=bool))
        segment, away = int(snaps.segment[0]), float(snaps.access[0]) / 10
        if away > FARTHEST:
            return None
        tail, head = segments.tail[segment], segments.head[segment]
        back = np.flatnonzero((segments.tail == head) & (segments.head == tail))
        named = np.flatnonzero(np.isin(segments.of_edge, [segment, *back.tolist()]))
        ids = [segments.edge_ids[at] for at in named.tolist()]
        ways = {segments.way_ids[at] for at in np.flatnonzero(segments.of_way == segment).tolist()}
        whole = {int(segments.of_way[at]) for at, way in enumerate(segments.way_ids) if way in ways}
        return Road(
            name=next((self._names[each] for each in ids if each in self._names), ""),
            highway=segments.highways[segments.highway[segment]][0],
            metres=float(segments.length[segment]) / 10,
            away=away,
            edges=tuple(tuple(each.split(" ")) for each in ids),
            ways=tuple(sorted(ways)),
            way_metres=float(segments.length[sorted(whole)].sum()) / 10,
        )

    def lines(self, change: Mapping[str, Any]) -> list[Line]:
        """Return where the roads lie that a change closes or slows."""
        closure = Closure(
            name="-",
            edges=tuple(tuple(map(str, edge)) for edge in change.get("edges", ())),
            ways=tuple(map(str, change.get("ways", ()))),
            polygon=tuple((float(x), float(y)) for x, y in change.get("polygon", ())),
            between=tuple((float(x), float(y)) for x, y in change.get("between", ())),
        )
        pieces = ClosedRoads(self._roads.segments, self._plane, [closure]).slowdowns("")
        cells = zip(
            pieces.segment.tolist(), pieces.begin.tolist(), pieces.end.tolist(), strict=True
        )
        return [self._plane.part(*cell).round(6).tolist() for cell in cells]

    def metres(self, change: Mapping[str, Any]) -> float:
        """Return how long the roads are together that a change closes or slows."""
        scale = self._plane.scale
        return sum(
            float(np.hypot(*(np.diff(np.array(line), axis=0) * scale).T).sum())
            for line in self.lines(change)
        )


def _names(file: Path) -> dict[str, str]:
    """Return the names of the edges of a GraphML file, or their numbers where they have none."""
    # The file was read before it was saved: it declares no document type, so nothing expands.
    root = ET.fromstring(bytes_of(file))  # noqa: S314
    space = root.tag.removesuffix("graphml")
    keys = {key.get("attr.name"): key.get("id") for key in root.iter(f"{space}key")}
    wanted = [keys[name] for name in ("name", "ref") if name in keys]
    found = {}
    for edge in root.iter(f"{space}edge"):
        cells = {cell.get("key"): (cell.text or "").strip() for cell in edge}
        name = next((cells[key] for key in wanted if cells.get(key)), "")
        if name:
            edge_id = f"{edge.get('source')} {edge.get('target')} {edge.get('id') or 0}"
            found[edge_id] = name.strip("[]'\"")[:80]
    return found
