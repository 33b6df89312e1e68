"""The way of roads into a network folder: read, cut, simplify, connect, save."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from optimizer.domain import Network
from optimizer.network.graphml import read_graphml
from optimizer.network.importing.area import county_area, refuse_elsewhere
from optimizer.network.importing.assembling import graph_of
from optimizer.network.importing.connecting import connect
from optimizer.network.importing.cutting import cut_ways
from optimizer.network.importing.downloading import download
from optimizer.network.importing.graphs import prepared_graph
from optimizer.network.importing.osm import read_ways
from optimizer.network.importing.saving import save_roads
from optimizer.network.importing.sources import Format, Source, source_of
from optimizer.network.provenance import KEY, Provenance

if TYPE_CHECKING:  # importing it costs half a second
    import networkx as nx

OSM_ATTRIBUTION: Final = "© OpenStreetMap contributors, ODbL 1.0"
MARGIN_KM: Final = 5.0

Progress = Callable[[str], None]
"""Is told the phase that begins: ``roads_read``, ``roads_connect``, ..."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where roads go: the folder, its network, the margin in km, whether to keep a backup."""

    folder: Path
    network: Network
    margin_km: float = MARGIN_KM
    keep_backup: bool = False

    @property
    def road_classes(self) -> set[str]:
        """The classes for which any profile has a speed, with the links that share it."""
        listed = {name for table in self.network.rules.speeds_kmh.values() for name in table}
        links = {f"{name}_link" for name in listed if not name.endswith("_link")}
        return listed | links


def import_roads(file: Path, place: Place, progress: Progress = lambda _: None) -> Path:
    """
    Bring the roads of a file into a network folder and return what was written.

    Nothing in the folder changes before all of it has succeeded.

    Parameters
    ----------
    file
        OSM data (XML or PBF) or a GraphML graph, gzipped or not.
    place
        Where they go.
    progress
        Is told each phase as it begins.

    Raises
    ------
    NetworkError
        E202 to E213 for a file that cannot be used, E260 to E262, E264.
    """
    progress("roads_read")
    source = source_of(file)
    area = county_area(place.folder, place.network, place.margin_km)
    told = Provenance(file.name, OSM_ATTRIBUTION if source.is_osm else "", place.margin_km)
    if source.form is Format.GRAPHML:
        graph = prepared_graph(read_graphml(file), area, place.road_classes, file.name)
    else:
        graph, lacking = _from_osm(source, place, area)
        told = replace(told, lacking=lacking)
    return _finish(graph, place, told, progress)


def download_roads(
    place: Place, progress: Progress = lambda _: None, *, server: str | None = None
) -> Path:
    """
    Bring the roads of OpenStreetMap as they are today into a network folder.

    ``server`` is the address of an Overpass interface, by default that of OSMnx.

    Raises
    ------
    NetworkError
        E263 where the server cannot be reached or gives nothing, and as `import_roads`.
    """
    area = county_area(place.folder, place.network, place.margin_km)
    progress("roads_download")
    graph = download(area, place.road_classes, place.folder, server)
    told = Provenance("OpenStreetMap (Overpass)", OSM_ATTRIBUTION, place.margin_km)
    graph = prepared_graph(graph, area, place.road_classes, told.source)
    return _finish(graph, place, told, progress)


def _from_osm(source: Source, place: Place, area: Any) -> tuple[nx.MultiDiGraph, int]:
    """Return the roads of an OSM file, and how many of their points have no place."""
    classes = place.road_classes
    ways = read_ways(source, classes, area.bounds)
    pieces = cut_ways(ways, area) if ways.osmid else None
    if not pieces:
        refuse_elsewhere(source.file.name, area, ways.extent, sorted(classes))
    return graph_of(ways, pieces), ways.lacking


def _finish(graph: nx.MultiDiGraph, place: Place, told: Provenance, progress: Progress) -> Path:
    """Connect the graph, say in it where it comes from, and save it."""
    progress("roads_connect")
    dropped = connect(graph, place.network, told.source)
    graph.graph[KEY] = replace(told, dropped=dropped).as_text()
    progress("roads_save")
    return save_roads(graph, place.folder, keep_backup=place.keep_backup)
