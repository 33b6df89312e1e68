"""
A plain reading of an OSM extract: one edge per pair of neighbouring nodes, for networkx.

It shares no code with the importer and simplifies nothing, so that what it finds between
two nodes is what the importer should have kept.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from itertools import pairwise
from pathlib import Path

import networkx as nx
import osmium

RADIUS = 6_371_009.0


def plain_graph(file: Path, speeds: Mapping[str, float], closed: Collection[str]) -> nx.DiGraph:
    """Return the roads with a speed: nodes with ``at``, edges with seconds and metres."""
    graph = nx.DiGraph()
    for way in osmium.FileProcessor(str(file)).with_locations():
        if not way.is_way() or not (speed := _speed(way.tags, speeds, closed)):
            continue
        nodes = [(node.ref, (node.lon, node.lat)) for node in way.nodes if node.location.valid()]
        oneway = way.tags.get("oneway", "no")
        if "oneway" not in way.tags:
            circle = way.tags.get("junction") in ("roundabout", "circular")
            oneway = "yes" if circle or way.tags["highway"] == "motorway" else "no"
        for (one, here), (other, there) in pairwise(nodes):
            graph.add_node(one, at=here)
            graph.add_node(other, at=there)
            metres = haversine(here, there)
            cost = {"seconds": metres * 3.6 / speed, "metres": metres}
            if oneway != "-1":
                _keep_quicker(graph, one, other, cost)
            if oneway not in ("yes", "true", "1"):
                _keep_quicker(graph, other, one, cost)
    return graph


def haversine(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Return the metres between two longitudes and latitudes."""
    (x, y), (u, v) = (map(math.radians, place) for place in (here, there))
    half = math.sin((v - y) / 2) ** 2 + math.cos(y) * math.cos(v) * math.sin((u - x) / 2) ** 2
    return 2 * RADIUS * math.asin(math.sqrt(half))


def _speed(tags, speeds: Mapping[str, float], closed: Collection[str]) -> float:
    """Return the km/h on a way, zero where it is closed."""
    highway = tags.get("highway", "")
    speed = speeds.get(highway, speeds.get(highway.removesuffix("_link"), 0.0))
    access = tags.get("motor_vehicle") or tags.get("vehicle") or tags.get("access")
    if not speed or access in closed or tags.get("area") == "yes":
        return 0.0
    limit = tags.get("maxspeed", "").split(";")
    if all(number.isdigit() and int(number) for number in limit):
        speed = min(*map(float, limit), max(speeds.values()))
    return speed


def _keep_quicker(graph: nx.DiGraph, tail: int, head: int, cost: dict[str, float]) -> None:
    if not graph.has_edge(tail, head) or cost["seconds"] < graph[tail][head]["seconds"]:
        graph.add_edge(tail, head, **cost)
