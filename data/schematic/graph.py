"""The map as a road graph in the form of OSMnx."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
from shapely.geometry import LineString

from schematic.geometry import Point, length_on_earth, to_degrees
from schematic.roadmap import RoadMap

NOTE = (
    "schematic: seats, road names and three road distances are facts, every course is drawn by "
    "a seeded script; replace it by real roads with `route48 roads`"
)
FIRST_WAY = 1_000_000


def road_graph(roadmap: RoadMap) -> tuple[nx.MultiDiGraph, dict[Point, int]]:
    """Cut the roads at their nodes; return the graph and its node at each such point."""
    graph = nx.MultiDiGraph(crs="epsg:4326", simplified=True, note=NOTE, schematic="yes")
    node_at: dict[Point, int] = {}
    for road in roadmap.roads:
        for place in sorted(road.nodes):
            point = road.line[place]
            if point not in node_at:
                node_at[point] = len(node_at) + 1
                longitude, latitude = to_degrees(*point)
                graph.add_node(node_at[point], x=longitude, y=latitude)
    for way, road in enumerate(roadmap.roads, start=FIRST_WAY):
        for start, end in pairwise(sorted(road.nodes)):
            degrees = [to_degrees(*point) for point in road.line[start : end + 1]]
            about = {"osmid": way, "name": road.name, "highway": road.highway, "oneway": False}
            if road.ref:
                about["ref"] = road.ref
            if road.road_profiles:
                about["road_profiles"] = road.road_profiles
            about["length"] = round(length_on_earth(degrees), 1)
            u, v = node_at[road.line[start]], node_at[road.line[end]]
            graph.add_edge(u, v, **about, reversed=False, geometry=LineString(degrees))
            graph.add_edge(v, u, **about, reversed=True, geometry=LineString(degrees[::-1]))
    for node in graph:
        graph.nodes[node]["street_count"] = graph.out_degree(node)
    return graph, node_at
