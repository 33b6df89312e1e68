"""Draws up the report of the roads in a network folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely

from optimizer.domain import Issue, Network
from optimizer.network.edges import Floats
from optimizer.network.graphml import read_graphml
from optimizer.network.profiles import profile_speeds
from optimizer.network.provenance import Provenance, provenance_of
from optimizer.network.report.legs import look_at
from optimizer.network.report.values import ClassLength, FarSite, RoadReport, TagGap
from optimizer.network.roads import FILES, Roads, load_roads
from optimizer.network.segments import Segments
from optimizer.network.tags import values_of

TAGS: Final = ("maxspeed", "surface", "name", "access", "maxweight", "maxheight", "maxwidth")
"""The tags whose lack the report tells."""

_LEAST_COVER: Final = 1 / 3
_MOST_LOST: Final = 0.1


def road_report(folder: Path, network: Network) -> RoadReport:
    """
    Return what is known of the roads in a network folder.

    Raises
    ------
    NetworkError
        Where no travel times can be found on them, as `load_roads` and
        `Roads.travel_matrices`.
    """
    roads = load_roads(folder)
    file = next(folder / name for name in FILES if (folder / name).is_file())
    graph = read_graphml(file)
    segments = roads.segments
    metres = segments.length / 10
    origin = provenance_of(graph.graph)
    snaps = roads.snap_distances(network)
    travel = roads.travel_matrices(network)
    return RoadReport(
        network=network.rules.name,
        file=file.name,
        is_schematic=str(graph.graph.get("schematic", "")).lower() in {"true", "yes", "1"},
        provenance=origin,
        roads=len(segments),
        nodes=len(segments.nodes),
        metres=round(metres.sum()),
        one_way_metres=round(metres[~segments.two_way].sum()),
        classes=tuple(_classes(segments, network)),
        tags=tuple(_tags(segments, [cell for *_, cell in graph.edges(data=True)])),
        uses_maxspeed=network.rules.roads.use_maxspeed,
        snap_limit=network.rules.roads.snap_limit,
        far_sites=tuple(_far_sites(network, snaps)),
        profiles=tuple(
            look_at(network, profile, matrix, snaps[profile]) for profile, matrix in travel.items()
        ),
        warnings=(
            # Sites far from their road have a part of the report of their own.
            *(each for each in roads.warnings(network) if each.code != "E226"),
            *_warnings(folder, roads, file.name, origin),
        ),
    )


def _classes(segments: Segments, network: Network) -> Iterator[ClassLength]:
    """Yield the classes, the longest first; of merged classes the first counts."""
    metres = segments.length / 10
    speeds = {
        profile: profile_speeds(segments, profile, network.rules).mean(axis=1)
        for profile in sorted({*network.rules.speeds_kmh, *network.road_profiles})
    }
    names = np.array([names[0] for names in segments.highways])[segments.highway]
    total = {name: float(metres[names == name].sum()) for name in sorted(set(names.tolist()))}
    for name in sorted(total, key=lambda name: -total[name]):
        rows = names == name
        yield ClassLength(
            road_class=name,
            roads=int(rows.sum()),
            metres=round(total[name]),
            speeds_kmh={p: _mean(speed[rows], metres[rows]) for p, speed in speeds.items()},
        )


def _mean(speeds: Floats, metres: Floats) -> float | None:
    """Return the mean of speeds over the length that can be driven, None where none can."""
    usable = (speeds > 0) & (metres > 0)
    if not usable.any():
        return None
    return round(float(np.average(speeds[usable], weights=metres[usable])), 1)


def _tags(segments: Segments, cells: list[dict[str, Any]]) -> Iterator[TagGap]:
    """Yield on how much road each tag is given."""
    metres = segments.length / 10
    for tag in TAGS:
        given = np.zeros(len(segments), dtype=bool)
        told = [bool(values_of(cell.get(tag))) for cell in cells]
        given[segments.of_edge[np.flatnonzero(told)]] = True
        yield TagGap(tag, round(metres[given].sum()), round(metres[~given].sum()))


def _far_sites(network: Network, snaps: Mapping[str, Floats]) -> Iterator[FarSite]:
    """Yield the sites that meet their road farther than the limit, the farthest first."""
    far = [
        FarSite(site.site_id, site.name_zh, profile, round(float(away)))
        for profile, distances in snaps.items()
        for site, away in zip(network.sites, distances.tolist(), strict=True)
        if site.admits(profile) and np.isfinite(away) and away > network.rules.roads.snap_limit
    ]
    yield from sorted(far, key=lambda each: -each.metres)


def _warnings(folder: Path, roads: Roads, file: str, origin: Provenance | None) -> Iterator[Issue]:
    """Yield what should make a reader doubt the roads, beside what the figures say."""
    total = roads.segments.length.sum() / 10
    for lost in origin.dropped if origin else ():
        if lost.metres > _MOST_LOST * (total + lost.metres):
            yield Issue(
                "E267",
                file,
                f"{lost.metres / 1000:,.1f} km of road were left out for the profile "
                f"{lost.road_profile!r}, because they are not connected both ways with the rest",
                fix="look at the places that the report lists; widen --margin-km, or bring a "
                "larger extract",
                is_warning=True,
            )
    if roads.boundary:
        county = shapely.union_all([shapely.Polygon(ring).buffer(0) for ring in roads.boundary])
        hull = shapely.multipoints(roads.segments.points).convex_hull
        cover = hull.intersection(county).area / county.area if county.area else 1.0
        if cover < _LEAST_COVER:
            yield Issue(
                "E265",
                file,
                f"the roads reach over {cover:.0%} of the county only",
                fix="bring a larger extract",
                is_warning=True,
            )
    if any(folder.glob("travel_*.csv")):
        yield Issue(
            "E266",
            file,
            "travel tables stand beside the roads: they count, the roads are only drawn",
            fix="move the travel_*.csv files away to plan by the roads",
            is_warning=True,
        )
