"""
Small road graphs and the networks that stand on them.

Lengths are stated, not measured, so that times can be worked out by hand. On the ground
0.001 degrees of latitude are 111.195 m.
"""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import networkx as nx
from shapely import LineString

from optimizer.domain import Network
from optimizer.network import Roads, load_roads
from tests import instances

SPEEDS = {
    "van": {"trunk": 50.0, "tertiary": 40.0, "track": 20.0},
    "truck": {"trunk": 50.0, "tertiary": 30.0},
}


def graph(nodes: dict[int, tuple[float, float]], *edges: tuple) -> nx.MultiDiGraph:
    """
    Return a graph in OSMnx form.

    An edge is tail, head, class, metres and perhaps a dictionary of more attributes;
    ``via`` in it holds the points of a bend, ``oneway`` True leaves out the way back.
    """
    made = nx.MultiDiGraph(crs="epsg:4326", simplified=True)
    for node, (x, y) in nodes.items():
        made.add_node(node, x=x, y=y, street_count=2)
    for osmid, (tail, head, highway, length, *more) in enumerate(edges, start=1):
        attributes = {"oneway": False} | (more[0] if more else {})
        via = attributes.pop("via", None)
        attributes |= {"osmid": osmid, "highway": highway, "length": length}
        course = LineString([nodes[tail], *via, nodes[head]]) if via else None
        for reverse in (False,) if attributes["oneway"] else (False, True):
            drawn = {"geometry": course.reverse() if reverse else course} if course else {}
            ends = (head, tail) if reverse else (tail, head)
            made.add_edge(*ends, **attributes, **drawn, reversed=reverse)
    return made


def save(folder: Path, made: nx.MultiDiGraph, name: str = "roads.graphml") -> Path:
    """Write a graph as OSMnx does, gzipped where the name says so."""
    import osmnx

    file = folder / name.removesuffix(".gz")
    osmnx.save_graphml(made, file)
    if name.endswith(".gz"):
        (folder / name).write_bytes(gzip.compress(file.read_bytes()))
        file.unlink()
    return folder / name


def roads(folder: Path, nodes: dict[int, tuple[float, float]], *edges: tuple) -> Roads:
    """Return the roads of `graph`, once written and read."""
    save(folder, graph(nodes, *edges))
    return load_roads(folder)


def network(*places: tuple[float | None, float | None], **rules) -> Network:
    """Return a network with sites at these longitudes and latitudes; keywords change rules."""
    point = instances.sites()[2]
    return instances.network(
        rules=instances.rules(**{"speeds_kmh": SPEEDS} | rules),
        sites=tuple(
            replace(point, site_id=f"s{number}", longitude=x, latitude=y)
            for number, (x, y) in enumerate(places)
        ),
        vehicles=tuple(replace(each, home_site="s0") for each in instances.vehicles()),
    )
