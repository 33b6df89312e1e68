"""Reads the roads of an OSM file, XML or PBF, with pyosmium."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, NoReturn

import numpy as np
import osmium

from optimizer.domain import Ints
from optimizer.network.edges import Floats
from optimizer.network.graphml import bytes_of, refuse
from optimizer.network.importing.area import Bounds
from optimizer.network.importing.sources import Format, Source, damaged

TAGS: Final = (
    *("highway", "name", "ref", "oneway", "maxspeed", "surface", "access", "motor_vehicle"),
    *("hgv", "maxweight", "maxheight", "maxwidth", "bridge", "tunnel", "service", "incline"),
)
"""The tags of a way that its roads keep, as OSMnx names them."""

_READ: Final = (*TAGS, "vehicle", "junction", "area")
_PLACES: Final = 1e7  # pyosmium counts in units of 1e-7 degrees
_NOWHERE: Final = 2_147_483_647  # and says this where it knows no place


@dataclass(frozen=True, eq=False)
class Ways:
    """
    The ways of an OSM file that are roads, point by point.

    ``osmid`` and ``tags`` have one entry per way; ``way`` indexes them for every point,
    ``node`` is its OSM id, shape ``(points,)``; ``points`` is longitude and latitude, NaN
    where the file lacks the node, shape ``(points, 2)``. ``extent`` bounds the roads of
    the whole file, None where it has none; ``lacking`` counts points that it lacks, those
    of ways without any place included.
    """

    osmid: list[int]
    tags: list[dict[str, str]]
    way: Ints
    node: Ints
    points: Floats
    extent: Bounds | None
    lacking: int = 0


def read_ways(source: Source, road_classes: Iterable[str], bounds: Bounds) -> Ways:
    """
    Return the ways of these classes that come near the bounds.

    Raises
    ------
    NetworkError
        E202 where the file is damaged or cut short.
    """
    classes = sorted(road_classes)
    try:
        ways = _collect(_roads_in(source, classes), bounds)
        if ways.lacking:
            # Some exports list the ways first: then all nodes are read before any way.
            places = osmium.index.create_map("sparse_mem_map")
            found = osmium.NodeLocationsForWays(places)
            found.ignore_errors()
            osmium.apply(_opened(source), found)
            ways = _collect(_roads_in(source, classes, places), bounds)
    except (RuntimeError, ValueError, osmium.InvalidLocationError) as error:
        _damaged(source, error)
    return ways


def _damaged(source: Source, error: Exception) -> NoReturn:
    refuse(damaged(source.file, error))


def _opened(source: Source) -> Any:
    """Return the file as pyosmium takes it."""
    if source.form is Format.OSM_PBF and source.packing:
        return osmium.io.FileBuffer(bytes_of(source.file), "pbf")
    packing = f".{source.packing}" if source.packing else ""
    return osmium.io.File(str(source.file), f"{source.form.value}{packing}")


def _roads_in(source: Source, classes: list[str], places: Any = None) -> Iterator[Any]:
    """Yield the ways of these classes, their nodes with places."""
    entities = osmium.osm.NODE | osmium.osm.WAY
    reader = osmium.FileProcessor(_opened(source), entities)
    reader = reader.with_locations(places) if places is not None else reader.with_locations()
    reader = reader.with_filter(osmium.filter.EntityFilter(osmium.osm.WAY))
    yield from reader.with_filter(osmium.filter.TagFilter(*(("highway", x) for x in classes)))


def _collect(found: Iterable[Any], bounds: Bounds) -> Ways:
    """Copy what is kept of the ways that come near the bounds."""
    west, south, east, north = (round(degrees * _PLACES) for degrees in bounds)
    boxes: list[tuple[int, ...]] = []
    osmid: list[int] = []
    tags: list[dict[str, str]] = []
    sizes: list[int] = []
    nodes: list[int] = []
    xs: list[int] = []
    ys: list[int] = []
    lacking = 0
    for way in found:
        x, y = [node.x for node in way.nodes], [node.y for node in way.nodes]
        known = [place for place in zip(x, y, strict=True) if place[0] != _NOWHERE]
        if not known:
            lacking += len(x)
            continue
        box = (*map(min, zip(*known, strict=True)), *map(max, zip(*known, strict=True)))
        boxes.append(box)
        if box[2] < west or box[0] > east or box[3] < south or box[1] > north:
            continue
        kept = {key: value for key in _READ if (value := way.tags.get(key)) is not None}
        if not way.visible or kept.get("area") == "yes":
            continue
        osmid.append(way.id)
        tags.append(kept)
        sizes.append(len(x))
        nodes.extend(node.ref for node in way.nodes)
        xs.extend(x)
        ys.extend(y)
    places = np.column_stack([xs, ys]).astype(np.int64).reshape(-1, 2)
    points = np.where(places == _NOWHERE, np.nan, places / _PLACES)
    return Ways(
        osmid=osmid,
        tags=tags,
        way=np.repeat(np.arange(len(sizes)), sizes),
        node=np.array(nodes, dtype=np.int64),
        points=points,
        extent=_extent(boxes),
        lacking=lacking + int(np.isnan(points[:, 0]).sum()),
    )


def _extent(boxes: list[tuple[int, ...]]) -> Bounds | None:
    """Return what bounds all boxes, in degrees."""
    if not boxes:
        return None
    rows = np.array(boxes) / _PLACES
    west, south = rows[:, :2].min(axis=0).tolist()
    east, north = rows[:, 2:].max(axis=0).tolist()
    return west, south, east, north
