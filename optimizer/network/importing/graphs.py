"""Makes a foreign graph what an imported one has to be: cut, cleaned, simplified."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from optimizer.network.edges import edges_of
from optimizer.network.importing.area import Bounds, refuse_elsewhere
from optimizer.network.importing.assembling import WGS84, measured
from optimizer.network.importing.osm import TAGS

if TYPE_CHECKING:  # importing it costs half a second
    import networkx as nx

_KEPT: Final = (*TAGS, "osmid", "length", "geometry", "reversed", "road_profiles", "schematic")

_SAID: Final = ("schematic", "note")
_BLANK: Final = {"", "nan", "None"}  # the last two are how Python writes nothing


def prepared_graph(
    graph: nx.MultiGraph, area: Any, classes: set[str], file: str
) -> nx.MultiDiGraph:
    """
    Return what of a graph lies in the area or leads over its edge, simplified.

    Of its attributes those stay that Route48 knows; lengths that are missing are measured.

    Raises
    ------
    NetworkError
        E205 to E209 for a graph that is no road graph, E260 where none of it lies in the
        area.
    """
    import networkx as nx  # noqa: PLC0415

    # Copied through a list: to_directed would deep-copy every value.
    directed = nx.MultiDiGraph(crs=WGS84, simplified="True")
    directed.graph |= {key: str(graph.graph[key]) for key in _SAID if key in graph.graph}
    directed.add_nodes_from((node, _placed(cell)) for node, cell in graph.nodes(data=True))
    both = (False,) if graph.is_directed() else (False, True)
    for tail, head, cell in graph.edges(data=True):
        for backwards in both:
            ends = (head, tail) if backwards else (tail, head)
            directed.add_edge(*ends, **_attributes(cell))
    _measure(directed)

    edges = edges_of(directed, file)
    owner = np.repeat(np.arange(len(edges.ends)), np.diff(edges.starts))
    lines = shapely.linestrings(edges.points, indices=owner)
    known = np.array([bool(classes.intersection(names)) for names in edges.classes])
    keep = shapely.intersects(lines, area) & known
    if not keep.any():
        refuse_elsewhere(file, area, _extent(lines[known]), sorted(classes))
    names = list(directed.edges(keys=True))
    directed.remove_edges_from(names[edge] for edge in np.flatnonzero(~keep).tolist())
    directed.remove_nodes_from([node for node, degree in directed.degree() if not degree])
    is_simplified = graph.graph.get("simplified") in {True, "True"} or "geometry" in {
        key for *_, cell in directed.edges(data=True) for key in cell
    }
    return _numbered(directed if is_simplified else _simplified(directed))


def _placed(cell: dict[str, Any]) -> dict[str, str]:
    """Return a node's place; everything else of it can be counted again."""
    return {key: str(cell[key]) for key in ("x", "y") if key in cell}


def _attributes(cell: dict[str, Any]) -> dict[str, str]:
    """Return what is kept of an edge, as text."""
    kept = {
        key: str(value)
        for key, value in cell.items()
        if key in _KEPT or key.startswith("access_")
        if str(value).strip() not in _BLANK
    }
    # OSMnx reads numbers here and would stop at anything else.
    if not kept.get("osmid", "1").strip("[]").replace(",", "").replace(" ", "").isdigit():
        del kept["osmid"]
    for flag in ("oneway", "reversed"):
        if kept.get(flag, "True") not in {"True", "False"}:
            kept[flag] = str(kept[flag].lower() in {"yes", "true", "1", "-1"})
    return kept


def _measure(graph: nx.MultiDiGraph) -> None:
    """Give every edge without a length that of its course, where its nodes have places."""
    for tail, head, cell in graph.edges(data=True):
        if "length" in cell:
            continue
        try:
            places = [
                (float(graph.nodes[at]["x"]), float(graph.nodes[at]["y"])) for at in (tail, head)
            ]
            line = shapely.from_wkt(cell["geometry"]) if "geometry" in cell else None
            points = shapely.get_coordinates(line) if line is not None else np.array(places)
        except (KeyError, ValueError, shapely.errors.ShapelyError):
            continue  # edges_of will say what is wrong
        cell["length"] = f"{measured(points, np.array([0, len(points)]))[0]:.3f}"


def _simplified(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Return the graph with nodes only where roads meet, end or change an attribute."""
    import osmnx  # noqa: PLC0415

    del graph.graph["simplified"]
    for _, cell in graph.nodes(data=True):
        cell.update(x=float(cell["x"]), y=float(cell["y"]))
    for *_, cell in graph.edges(data=True):
        cell["length"] = float(cell["length"])
        cell.pop("reversed", None)
    differ = {key for *_, cell in graph.edges(data=True) for key in cell} - {"length"}
    simple = osmnx.simplify_graph(graph, edge_attrs_differ=sorted(differ))
    for _, cell in simple.nodes(data=True):
        cell.update(x=str(cell["x"]), y=str(cell["y"]))
    for *_, cell in simple.edges(data=True):
        cell["length"] = f"{cell['length']:.3f}"
        if "geometry" in cell:
            cell["geometry"] = cell["geometry"].wkt
    return simple


def _numbered(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Return the graph with whole numbers for nodes, which OSMnx insists on."""
    import networkx as nx  # noqa: PLC0415

    if all(str(node).removeprefix("-").isdecimal() for node in graph.nodes):
        return graph
    names = {node: number for number, node in enumerate(graph.nodes, start=1)}
    return nx.relabel_nodes(graph, names)


def _extent(lines: Any) -> Bounds | None:
    """Return what bounds all lines, None where there is none."""
    return tuple(shapely.total_bounds(lines).tolist()) if len(lines) else None
