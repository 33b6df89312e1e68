"""
The main roads: trunk and county roads between the seats, township roads up the valleys.

Names and known lengths are facts of ``data/facts/roads.md``; every course is schematic.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from schematic.facts import FORMER_SEATS, KNOWN_DISTANCES_KM, MIAODUN, Fact
from schematic.geometry import Point, length_on_earth, snapped, to_degrees, to_metres
from schematic.roadmap import NODE_EVERY, Road, RoadMap

TRIES = 400

Waypoint = str | tuple[float, float]
"""A site, a former seat, or longitude and latitude of a bend."""


@dataclass(frozen=True, slots=True)
class Corridor:
    """A road to draw: through which points, and how much longer than straight."""

    name: str
    highway: str
    through: tuple[Waypoint, ...]
    ratio: float = 1.3
    ref: str = ""
    km: float | None = field(default=None)


_GUANDU_KM = KNOWN_DISTANCES_KM["S04", "S01"]
_WENGCHENG_TO_XINJIANG_KM = 26.6
_NORTH_BEND = (114.185, 24.470)
_EAST_BEND = (114.200, 24.410)

CORRIDORS = (
    Corridor(
        "S245 龙仙—江尾—坝仔",
        "trunk",
        ("S01", "S03", "T01", "S02"),
        ref="S245",
        km=KNOWN_DISTANCES_KM["S02", "S01"],
    ),
    Corridor("G358 龙仙—官渡", "trunk", ("S01", "六里", "S04"), ref="G358", km=_GUANDU_KM),
    Corridor(
        "G106 官渡—翁城—新江",
        "trunk",
        ("S04", (113.860, 24.330), "S06", "V127", "S07"),
        ref="G106",
        km=_WENGCHENG_TO_XINJIANG_KM,
    ),
    Corridor(
        "G106 新江—铁龙",
        "trunk",
        ("S07", (113.757, 24.487), "S08"),
        ref="G106",
        km=KNOWN_DISTANCES_KM["S08", "S01"] - _GUANDU_KM - _WENGCHENG_TO_XINJIANG_KM,
    ),
    Corridor("G106 铁龙—沙溪方向", "trunk", ("S08", (113.674, 24.546)), 1.25, "G106"),
    Corridor("G106 官渡—庙墩方向", "trunk", ("S04", "庙墩", (113.925, 24.214)), 1.2, "G106"),
    Corridor("G220 坝仔以北", "trunk", ("S02", (114.135, 24.570), (114.150, 24.612)), 1.25, "G220"),
    Corridor("G220 坝仔—龙仙", "trunk", ("S02", _NORTH_BEND, _EAST_BEND, "S01"), 1.28, "G220"),
    Corridor("G358 龙仙以东", "trunk", ("S01", (114.205, 24.325), (114.252, 24.328)), 1.25, "G358"),
    Corridor("龙仙—周陂公路", "tertiary", ("S01", "S05"), 1.25),
    Corridor("周陂—六里公路", "tertiary", ("S05", "六里"), 1.3),
    Corridor("周陂—庙墩公路", "tertiary", ("S05", "庙墩"), 1.3),
    Corridor("周陂—礤下公路", "tertiary", ("S05", "礤下"), 1.3),
    Corridor("江尾—红岭公路", "tertiary", ("S03", (114.040, 24.455), "红岭"), 1.65),
    Corridor("红岭—新江公路", "tertiary", ("红岭", (113.890, 24.480), "S07"), 1.65),
    Corridor("江尾—岩庄公路", "tertiary", ("S03", _EAST_BEND), 1.35),
    Corridor("礤下以南乡道", "unclassified", ("礤下", (114.052, 24.142)), 1.35),
    Corridor("新江以北乡道", "unclassified", ("S07", (113.848, 24.535), (113.836, 24.598)), 1.35),
    Corridor("新江西南乡道", "unclassified", ("S07", (113.786, 24.430)), 1.35),
    Corridor("坝仔东北乡道", "unclassified", ("S02", (114.190, 24.545), (114.236, 24.598)), 1.35),
    Corridor("坝仔西北乡道", "unclassified", ("S02", (114.070, 24.545), (114.072, 24.590)), 1.35),
    Corridor("龙仙东南乡道", "unclassified", ("S01", (114.165, 24.300), (114.198, 24.276)), 1.35),
    Corridor("龙仙以西乡道", "unclassified", ("S01", (114.075, 24.362), (114.035, 24.388)), 1.35),
    Corridor("六里以北乡道", "unclassified", ("六里", (113.952, 24.362), (113.962, 24.405)), 1.35),
    Corridor("红岭以北乡道", "unclassified", ("红岭", (113.972, 24.512)), 1.45),
    Corridor("翁城以东乡道", "unclassified", ("S06", (113.872, 24.398), (113.905, 24.418)), 1.35),
)


def draw_corridors(roadmap: RoadMap, facts: dict[str, Fact]) -> None:
    """Put every corridor on the map, its known length kept to the vertex spacing."""
    for corridor in CORRIDORS:
        anchors = [_place(waypoint, facts) for waypoint in corridor.through]
        degrees = [to_degrees(*anchor) for anchor in anchors]
        ratio = corridor.ratio
        if corridor.km is not None:
            ratio = corridor.km * 1000 / length_on_earth(degrees)
        line = roadmap.bend_through(anchors, ratio=ratio, tries=TRIES)
        if line is None:
            raise RuntimeError(f"no way found for {corridor.name}")
        nodes = {line.index(anchor) for anchor in anchors}
        # A node close before an anchor would leave a stump of an edge between them.
        nodes |= {
            place
            for place in range(0, len(line), NODE_EVERY)
            if min(abs(place - node) for node in nodes) > NODE_EVERY // 2
        }
        roadmap.add(Road(line, corridor.highway, corridor.name, corridor.ref, nodes=nodes))


def _place(waypoint: Waypoint, facts: dict[str, Fact]) -> Point:
    """Return the projected point of a waypoint."""
    if not isinstance(waypoint, str):
        return snapped(to_metres(*waypoint))
    if waypoint == "庙墩":
        return snapped(to_metres(*MIAODUN))
    if waypoint in FORMER_SEATS:
        return snapped(to_metres(*FORMER_SEATS[waypoint][1:]))
    at = facts[waypoint].at
    if at is None:
        raise ValueError(f"{waypoint} has no coordinate in the facts")
    return at
