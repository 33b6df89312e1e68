"""The edges of a road graph in OSMnx form, cell by cell checked."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray

from optimizer.domain import Bools, Ints, Issue
from optimizer.network.graphml import refuse
from optimizer.network.tags import Tags, tags_of, values_of

if TYPE_CHECKING:  # importing it costs half a second, and tables need none of it
    import networkx as nx

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Access:
    """Which road profiles may drive an edge; ``only`` None is all that are not ``denied``."""

    only: frozenset[str] | None = None
    denied: frozenset[str] = frozenset()

    def admits(self, road_profile: str) -> bool:
        """Whether vehicles of this profile may drive here."""
        return road_profile not in self.denied and (self.only is None or road_profile in self.only)


@dataclass(frozen=True, eq=False)
class Edges:
    """
    The edges of a graph, by column.

    ``nodes`` is longitude and latitude, shape ``(nodes, 2)``; ``ends`` indexes it, tail
    and head, shape ``(edges, 2)``; ``length`` is in decimetres. ``classes`` are the road
    classes of each edge, several where OSMnx merged edges. Edge ``e`` runs through
    ``points[starts[e]:starts[e + 1]]`` from tail to head, and back where not ``directed``.
    ``ids`` are tail, head and key as the file has them, ``ways`` the OSM ways.
    """

    nodes: Floats
    ends: Ints
    length: Ints
    classes: list[tuple[str, ...]]
    access: list[Access]
    points: Floats
    starts: Ints
    directed: bool
    tags: list[Tags]
    ids: list[tuple[str, str, str]]
    ways: list[tuple[str, ...]]


def edges_of(graph: nx.MultiGraph, file: str) -> Edges:
    """
    Return the edges of a graph.

    Raises
    ------
    NetworkError
        With all of E205 to E209 that apply.
    """
    check = _Checks(file, [f"{tail} to {head}" for tail, head in graph.edges()])
    cells = [data for _, _, data in graph.edges(data=True)]
    nodes = check.nodes(graph)
    length = check.lengths([_number(cell.get("length")) for cell in cells])
    classes = check.classes([tuple(sorted(set(_values(cell.get("highway"))))) for cell in cells])
    texts = [cell.get("geometry") for cell in cells]
    drawn = shapely.from_wkt([text and str(text) for text in texts], on_invalid="ignore")
    check.courses(texts, drawn)
    if check.found:
        refuse(*check.found)

    position = {node: index for index, node in enumerate(graph.nodes)}
    ends = np.array([(position[tail], position[head]) for tail, head in graph.edges()])
    points, starts = _courses(nodes, ends, drawn)
    return Edges(
        nodes=nodes,
        ends=ends,
        length=np.rint(np.array(length) * 10).astype(np.int64),
        classes=classes,
        access=[_access(cell) for cell in cells],
        points=points,
        starts=starts,
        directed=graph.is_directed(),
        tags=[tags_of(cell) for cell in cells],
        ids=[(str(tail), str(head), str(key)) for tail, head, key in graph.edges(keys=True)],
        ways=[values_of(cell.get("osmid")) for cell in cells],
    )


class _Checks:
    """Looks at every node and edge and files one issue per kind of mistake."""

    def __init__(self, file: str, names: list[str]) -> None:
        self._file, self._names = file, names
        self.found: list[Issue] = []
        if not names:
            self._file_issue("E209", "holds no road at all", "import the roads of the county")

    def nodes(self, graph: nx.MultiGraph) -> Floats:
        """Return longitude and latitude of every node."""
        cells = [(_number(data.get("x")), _number(data.get("y"))) for _, data in graph.nodes.data()]
        nodes = np.array(cells, dtype=np.float64).reshape(-1, 2)
        good = (np.abs(nodes) <= (180.0, 90.0)).all(axis=1)
        if not good.all():
            message = (
                f"{np.count_nonzero(~good)} of {len(nodes)} nodes have no longitude x and "
                f"latitude y in degrees, the first is node {list(graph.nodes)[np.argmin(good)]}"
            )
            self._file_issue("E205", message, "save the graph unprojected, in EPSG:4326")
        return nodes

    def lengths(self, metres: list[float | None]) -> list[float | None]:
        """Return the lengths."""
        fix = "run osmnx.distance.add_edge_lengths and save the graph again"
        good = [number is not None and 0 <= number < 1e6 for number in metres]
        self._edges("E206", "no length in metres", good, fix)
        return metres

    def classes(self, classes: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
        """Return the road classes."""
        fix = "give every edge its OSM highway class"
        self._edges("E207", "no highway, its road class", [all(each) for each in classes], fix)
        return classes

    def courses(self, texts: list[Any], drawn: Any) -> None:
        """Look at the geometries."""
        good = [not text or _is_line(line) for text, line in zip(texts, drawn, strict=True)]
        lacks = "a geometry that is no LINESTRING of longitudes and latitudes"
        self._edges("E208", lacks, good, "save the graph again with osmnx.save_graphml")

    def _edges(self, code: str, lacks: str, good: list[bool], fix: str) -> None:
        if not all(good):
            message = (
                f"{good.count(False)} of {len(good)} edges have {lacks}, "
                f"the first leads from node {self._names[good.index(False)]}"
            )
            self._file_issue(code, message, fix)

    def _file_issue(self, code: str, message: str, fix: str) -> None:
        self.found.append(Issue(code, self._file, message, fix=fix))


def _number(value: object) -> float | None:
    """Return a cell as a finite number, None where it is not one."""
    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _values(cell: object) -> Iterable[str]:
    """Return the values of a cell that OSMnx may have written as a list."""
    text = "" if cell is None else str(cell).strip()
    if text.startswith("[") and text.endswith("]"):
        return [part.strip().strip("'\"") for part in text[1:-1].split(",")]
    return [text]


def _access(cell: dict[str, Any]) -> Access:
    """Return who may drive an edge; of several lists (merged edges) what all of them allow."""
    lists = [
        frozenset(name.strip() for name in text.split(";"))
        for text in _values(cell.get("road_profiles"))
        if text.strip(" ;")
    ]
    denied = frozenset(
        key.removeprefix("access_")
        for key, value in cell.items()
        if key.startswith("access_") and "no" in _values(value)
    )
    return Access(frozenset.intersection(*lists) if lists else None, denied)


def _is_line(drawn: Any) -> bool:
    """Whether a geometry is a line in degrees."""
    if drawn is None or drawn.geom_type != "LineString" or drawn.is_empty:
        return False
    west, south, east, north = drawn.bounds
    return bool(-180 <= west <= east <= 180 and -90 <= south <= north <= 90)


def _courses(nodes: Floats, ends: Ints, drawn: Any) -> tuple[Floats, Ints]:
    """Return the points of all edges from tail to head, and where each edge starts."""
    bare = shapely.is_missing(drawn)
    drawn[bare] = shapely.linestrings(nodes[ends[bare]])
    tails = nodes[ends[:, 0]]
    first = shapely.get_coordinates(shapely.get_point(drawn, 0))
    last = shapely.get_coordinates(shapely.get_point(drawn, -1))
    # Some tools keep the course of the way where the edge runs against it.
    against = ((first - tails) ** 2).sum(axis=1) > ((last - tails) ** 2).sum(axis=1)
    drawn[against] = shapely.reverse(drawn[against])
    points, owner = shapely.get_coordinates(drawn, return_index=True)
    return points, np.searchsorted(owner, np.arange(len(drawn) + 1))


def pairs_of(edges: Edges) -> tuple[Ints, Bools, Ints]:
    """
    Return the edges that stand for a road each, which of them stand for both ways, and
    the road of every edge.

    A directed edge is one-way unless the same edge leads back: same nodes, length, class,
    profiles, tags and course.
    """
    num = len(edges.ends)
    if not edges.directed:
        return np.arange(num), np.ones(num, dtype=bool), np.arange(num)
    # Number and sum of the points are the same for a course and its reverse.
    sums = np.round(np.add.reduceat(edges.points, edges.starts[:-1], axis=0), 6)
    courses = np.column_stack([edges.length, np.diff(edges.starts), sums]).tolist()
    waiting: dict[tuple[Any, ...], list[int]] = {}
    partner: dict[int, int] = {}
    for edge, (tail, head) in enumerate(edges.ends.tolist()):
        same = (*courses[edge], edges.classes[edge], edges.access[edge], edges.tags[edge])
        if back := waiting.get((head, tail, *same)):
            partner[edge] = back.pop()
        else:
            waiting.setdefault((tail, head, *same), []).append(edge)
    kept = [edge for edge in range(num) if edge not in partner]
    both = set(partner.values())
    road = np.zeros(num, dtype=np.int64)
    road[kept] = np.arange(len(kept))
    road[list(partner)] = road[list(partner.values())]
    return np.array(kept, dtype=np.int64), np.array([edge in both for edge in kept]), road
