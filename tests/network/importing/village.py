"""
The village that the tests import: a trunk road with a lane to the north.

::

            4
            | lane (tertiary)
    1 ----- 2 ----- 3     trunk, with a bend at 9 between 2 and 3

On the ground 0.01 degrees of longitude at 24 degrees north are 1 015.8 m, of latitude
1 112.0 m.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from optimizer.domain import Network
from optimizer.network.importing import Place, import_roads
from tests.network.graphs import network
from tests.network.osm import write_osm

NODES = {
    1: (114.00, 24.00),
    2: (114.01, 24.00),
    9: (114.015, 24.001),
    3: (114.02, 24.00),
    4: (114.01, 24.01),
}
TRUNK = ((1, 2, 9, 3), {"highway": "trunk", "name": "国道", "maxspeed": "60", "oneway": "no"})
LANE = ((2, 4), {"highway": "tertiary", "surface": "gravel"})


def county(**rules: Any) -> Network:
    """Return a network with sites at both ends of the village; keywords change the rules."""
    return network(NODES[1], NODES[4], **rules)


def place(folder: Path, **options: Any) -> Place:
    """Return a folder, made where there is none, and the village's network to import into."""
    folder.mkdir(exist_ok=True)
    return Place(folder, options.pop("network", None) or county(), **options)


def imported(folder: Path, *ways: Any, nodes: Any = None, **options: Any) -> Any:
    """Return the graph, as OSMnx loads it, of ways that were imported."""
    source = write_osm(folder / "source.osm", nodes or NODES, *(ways or (TRUNK, LANE)))
    return loaded(import_roads(source, place(folder / "county", **options)))


def loaded(file: Path) -> Any:
    """Return a graph as OSMnx loads it."""
    import osmnx

    return osmnx.load_graphml(file)


def roads_of(graph: Any) -> set[tuple[int, int]]:
    """Return the edges of a graph as tail and head."""
    return {(tail, head) for tail, head, _ in graph.edges(keys=True)}
