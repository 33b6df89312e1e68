"""
How fast a road profile drives each segment, and where it may not.

Everything comes from ``network.toml`` and from the tags of the roads: a profile whose
class, access or limits close a segment has speed zero there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from optimizer.domain import Issue, ProfileRules, RoadRules, Rules
from optimizer.network.edges import Floats
from optimizer.network.elevations import Elevations
from optimizer.network.segments import Segments
from optimizer.network.tags import Tags, length_of, speed_of, values_of, weight_of

_SHOWN = 8


def profile_speeds(
    segments: Segments, road_profile: str, rules: Rules, elevations: Elevations | None = None
) -> Floats:
    """
    Return the speed of a profile on every segment in km/h, zero where it may not drive.

    Shape ``(segments, 2)``: from tail to head, and back; they differ on slopes, where
    elevations are known. Speeds say nothing about one-way roads.
    """
    table = rules.speeds_kmh.get(road_profile, {})
    roads, own = rules.roads, rules.roads.of(road_profile)
    by_class = segments.class_speeds(road_profile, table)
    tagged = np.array([_tagged(tags, roads, own) for tags in segments.tags]).reshape(-1, 3)
    limit, surface, is_open = tagged[segments.tag].T

    top = own.top_speed_kmh or max(table.values(), default=0.0)
    speeds = np.where(np.isnan(limit), by_class * surface, np.minimum(limit, top))
    if own.top_speed_kmh:
        speeds = np.minimum(speeds, own.top_speed_kmh)
    season = roads.season_factor if own.season_factor is None else own.season_factor
    speeds = speeds * season * (is_open * (by_class > 0) * (surface > 0))
    both: Floats = np.column_stack([speeds, speeds])
    return both if elevations is None else both * elevations.factors(segments, roads)


def _tagged(tags: Tags, roads: RoadRules, own: ProfileRules) -> tuple[float, float, float]:
    """Return the km/h that a tag allows (NaN: none does), the surface's factor, 1 where open."""
    factors = {**roads.surface_factors, **own.surface_factors}
    surface = min((factors.get(name, 1.0) for name in values_of(tags.surface)), default=1.0)
    limit = float("nan")
    if roads.use_maxspeed:
        found = [speed_of(text, roads.maxspeed_words) for text in values_of(tags.maxspeed)]
        factor = roads.maxspeed_factor if own.maxspeed_factor is None else own.maxspeed_factor
        limit = min((speed * factor for speed in found if speed), default=limit)
    return limit, surface, float(_is_allowed(tags, roads, own) and _fits(tags, own))


def _is_allowed(tags: Tags, roads: RoadRules, own: ProfileRules) -> bool:
    """Whether access is granted: the most specific tag counts, of several values the worst."""
    said = (own.is_hgv and tags.hgv) or tags.motor_vehicle or tags.access
    return not set(values_of(said)) & set(roads.closed_access)


def _fits(tags: Tags, own: ProfileRules) -> bool:
    """Whether the vehicle is within the limits that a road is tagged with."""
    sizes = (
        (own.weight_t, tags.maxweight, weight_of),
        (own.height_m, tags.maxheight, length_of),
        (own.width_m, tags.maxwidth, length_of),
    )
    for size, text, read in sizes:
        limits = [read(value) for value in values_of(text)]
        if size is not None and any(limit is not None and size > limit for limit in limits):
            return False
    return True


def speed_warnings(segments: Segments, roads: RoadRules, file: str) -> Iterator[Issue]:
    """Yield a warning that counts the ``maxspeed`` tags which are no speed."""
    if not roads.use_maxspeed:
        return
    strange: Counter[str] = Counter()
    for tags, count in zip(segments.tags, np.bincount(segments.tag).tolist(), strict=True):
        for text in values_of(tags.maxspeed):
            if speed_of(text, roads.maxspeed_words) is None:
                strange[text] += count
    if strange:
        each = ", ".join(f"{text[:20]!r} on {n}" for text, n in strange.most_common(_SHOWN))
        more = f" and {len(strange) - _SHOWN} more" if len(strange) > _SHOWN else ""
        yield Issue(
            "E225",
            file,
            f"{strange.total()} roads have a maxspeed that is no speed: {each}{more}; "
            "the speed of their class counts",
            column="maxspeed",
            fix="correct the tags, or give words their km/h under [roads] maxspeed_words",
            is_warning=True,
        )
