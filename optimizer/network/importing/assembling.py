"""Makes a graph in OSMnx form of pieces of ways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from optimizer.domain import Ints
from optimizer.network.edges import Floats
from optimizer.network.importing.cutting import Pieces
from optimizer.network.importing.osm import TAGS, Ways
from optimizer.network.snapping import EARTH_RADIUS

if TYPE_CHECKING:  # importing it costs half a second
    import networkx as nx

WGS84: Final = "epsg:4326"
_DIGITS: Final = 7  # of a degree, as OSM has them
_FORWARD: Final = {"yes", "true", "1"}
_BACKWARD: Final = {"-1", "reverse"}
_CIRCLES: Final = {"roundabout", "circular"}


def graph_of(ways: Ways, pieces: Pieces) -> nx.MultiDiGraph:
    """Return the pieces as a graph whose values are all texts, one edge per direction."""
    import networkx as nx  # noqa: PLC0415

    graph = nx.MultiDiGraph(crs=WGS84, simplified="True")
    ends = np.concatenate([pieces.starts[:-1], pieces.starts[1:] - 1])
    for node, (x, y) in zip(
        pieces.ends.T.reshape(-1).tolist(), pieces.points[ends].tolist(), strict=True
    ):
        graph.add_node(node, x=f"{x:.{_DIGITS}f}", y=f"{y:.{_DIGITS}f}")
    tags = [_attributes(osmid, tags) for osmid, tags in zip(ways.osmid, ways.tags, strict=True)]
    courses = [_courses(pieces, backwards=backwards) for backwards in (False, True)]
    lengths = measured(pieces.points, pieces.starts).tolist()
    for piece, way in enumerate(pieces.way.tolist()):
        tail, head = pieces.ends[piece].tolist()
        shared = tags[way] | {"length": f"{lengths[piece]:.3f}"}
        for backwards in directions(ways.tags[way]):
            course = courses[backwards][piece]
            drawn = {"geometry": course} if course else {}
            ordered = (head, tail) if backwards else (tail, head)
            graph.add_edge(*ordered, **shared, reversed=str(backwards), **drawn)
    return graph


def directions(tags: dict[str, str]) -> tuple[bool, ...]:
    """
    Return in which directions a way is driven: ``False`` along it, ``True`` against it.

    Motorways and roundabouts are one-way unless they say otherwise, as everywhere in OSM.

    Examples
    --------
    >>> directions({"oneway": "-1"}), directions({"junction": "roundabout"}), directions({})
    ((True,), (False,), (False, True))
    """
    implied = tags.get("junction") in _CIRCLES or tags.get("highway") == "motorway"
    oneway = tags.get("oneway", "yes" if implied else "no")
    if oneway in _BACKWARD:
        return (True,)
    return (False,) if oneway in _FORWARD else (False, True)


def measured(points: Floats, starts: Ints) -> Floats:
    """Return the length of each course in metres, shape ``(courses,)``, on OSMnx's sphere."""
    x, y = np.radians(points).T
    half = (
        np.sin(np.diff(y) / 2) ** 2 + np.cos(y[1:]) * np.cos(y[:-1]) * np.sin(np.diff(x) / 2) ** 2
    )
    along = np.concatenate([[0.0], np.cumsum(2 * EARTH_RADIUS * np.arcsin(np.sqrt(half)))])
    lengths: Floats = along[starts[1:] - 1] - along[starts[:-1]]
    return lengths


def _attributes(osmid: int, tags: dict[str, str]) -> dict[str, str]:
    """Return what all roads of a way share."""
    kept = {key: text for key in TAGS if (text := _clean(tags.get(key, "")))}
    if "motor_vehicle" not in kept and "vehicle" in tags:
        kept["motor_vehicle"] = _clean(tags["vehicle"])
    return kept | {"osmid": str(osmid), "oneway": str(len(directions(tags)) == 1)}


def _clean(text: str) -> str:
    """Return a text without what XML cannot hold, nor brackets that would read as a list."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text).strip()
    return f"({shown[1:-1]})" if shown.startswith("[") and shown.endswith("]") else shown


def _courses(pieces: Pieces, *, backwards: bool) -> list[str]:
    """Return the courses as WKT, blank where the road is straight."""
    owner = np.repeat(np.arange(len(pieces)), np.diff(pieces.starts))
    lines = shapely.linestrings(pieces.points, indices=owner)
    drawn = shapely.to_wkt(
        shapely.reverse(lines) if backwards else lines, rounding_precision=_DIGITS
    )
    bends = (np.diff(pieces.starts) > 2).tolist()
    return [text if bend else "" for text, bend in zip(drawn.tolist(), bends, strict=True)]
