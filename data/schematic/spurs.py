"""The village roads: a way from every placed point to the map, and some ways round."""

from __future__ import annotations

import math
from itertools import combinations, islice

import networkx as nx
import numpy as np

from schematic.geometry import Point, snapped
from schematic.graph import road_graph
from schematic.roadmap import Road, RoadMap
from schematic.villages import Placed

OFFSET = (20.0, 120.0)
RATIOS = (1.15, 1.5)
LOOPS = 12
LOOP_STRAIGHT = (1_800.0, 6_000.0)
LOOP_GAIN = 2.5
CLOSED_TO_TRUCKS = 0.45
NARROW = "van;trike"


def connect(roadmap: RoadMap, villages: list[Placed], rng: np.random.Generator) -> dict[str, Point]:
    """
    Give every village a road and return where each one ends, by site id.

    The village nearest to the map goes first, so that later ones join its road. A road ends
    a few metres before its village: the rest is the access way.
    """
    ends: dict[str, Point] = {}
    waiting = []
    for village in villages:
        if roadmap.distance(village.at) < 0.5:
            ends[village.fact.site_id] = village.at
        else:
            waiting.append(village)
            roadmap.keep_clear.append((village.at, OFFSET[1] + 10))
    while waiting:
        village = min(waiting, key=lambda v: (next(roadmap.nearest(v.at))[0], v.fact.site_id))
        waiting.remove(village)
        roadmap.keep_clear.remove((village.at, OFFSET[1] + 10))
        ends[village.fact.site_id] = add_spur(
            roadmap, village.at, f"{village.fact.name_zh}村道", rng
        )
    return ends


def add_spur(
    roadmap: RoadMap,
    site: Point,
    name: str,
    rng: np.random.Generator,
    highway: str = "track",
) -> Point:
    """Build a road from the map to just before a site; return where it ends."""
    for widening in range(1, 4):
        for _, joint in islice(roadmap.nearest(site), 5 * widening):
            offset = rng.uniform(*OFFSET)
            share = offset / math.dist(site, joint)
            end = snapped(
                (site[0] + share * (joint[0] - site[0]), site[1] + share * (joint[1] - site[1]))
            )
            roadmap.keep_clear.append((site, math.dist(site, end) - 0.2))
            ratio = rng.uniform(*RATIOS)
            line = roadmap.bend_through([joint, end], ratio=ratio, tries=25)
            if line is not None:
                roadmap.add(Road(line, highway, name))
                return end
            roadmap.keep_clear.pop()
    raise RuntimeError(f"no way found for {name}")


def add_loops(roadmap: RoadMap, ends: dict[str, Point], rng: np.random.Generator) -> None:
    """Join villages that are neighbours on the map and far apart by road."""
    pairs = sorted((math.dist(ends[a], ends[b]), a, b) for a, b in combinations(sorted(ends), 2))
    built: set[str] = set()
    graph, node_at = road_graph(roadmap)
    for straight, a, b in pairs:
        if not LOOP_STRAIGHT[0] <= straight <= LOOP_STRAIGHT[1] or built & {a, b}:
            continue
        by_road = nx.shortest_path_length(graph, node_at[ends[a]], node_at[ends[b]], "length")
        if by_road < LOOP_GAIN * straight:
            continue
        line = roadmap.bend_through([ends[a], ends[b]], ratio=rng.uniform(1.2, 1.5), tries=10)
        if line is not None:
            roadmap.add(Road(line, "unclassified", "村际联网路"))
            built |= {a, b}
            graph, node_at = road_graph(roadmap)
        if len(built) >= 2 * LOOPS:
            return


def classify(roadmap: RoadMap, rng: np.random.Generator) -> None:
    """Make village roads that carry others township roads; close some dead ends to trucks."""
    for road in roadmap.roads:
        if road.highway == "track" and road.carries:
            road.highway = "unclassified"
        elif road.highway == "track" and rng.random() < CLOSED_TO_TRUCKS:
            road.road_profiles = NARROW
