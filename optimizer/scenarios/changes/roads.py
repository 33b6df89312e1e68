"""Changes of the roads: closed, slow, or wet all over the county."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from optimizer.domain import ProfileRules
from optimizer.network import Closure
from optimizer.scenarios.ground import Ground, Refusal, Subject, unknown
from optimizer.scenarios.keys import edges, ids, number, numbers, places, text, texts


@dataclass(frozen=True, slots=True)
class CloseRoad:
    """What if some road is closed? Roads are named as in ``closures.toml``."""

    kind: ClassVar[str] = "close_road"
    name: str = text()
    edges: tuple[tuple[Any, ...], ...] = edges()
    ways: tuple[Any, ...] = ids()
    polygon: tuple[tuple[float, float], ...] = places(3, 10_000)
    between: tuple[tuple[float, float], ...] = places(2, 2)
    profiles: tuple[str, ...] = texts()

    def sets(self) -> Mapping[Subject, Any]:
        """Return what it sets, and to which value."""
        return {("road", self.name): (0.0, *_roads(self))}

    def apply(self, ground: Ground) -> Ground:
        """Return the changed ground."""
        return _with_closure(self, ground, factor=0.0)


@dataclass(frozen=True, slots=True)
class SlowRoad:
    """What if some road is driven at ``factor`` times its speed?"""

    kind: ClassVar[str] = "slow_road"
    name: str = text()
    factor: float = number(0.01, 1)
    edges: tuple[tuple[Any, ...], ...] = edges()
    ways: tuple[Any, ...] = ids()
    polygon: tuple[tuple[float, float], ...] = places(3, 10_000)
    between: tuple[tuple[float, float], ...] = places(2, 2)
    profiles: tuple[str, ...] = texts()

    def sets(self) -> Mapping[Subject, Any]:
        """Return what it sets, and to which value."""
        return {("road", self.name): (self.factor, *_roads(self))}

    def apply(self, ground: Ground) -> Ground:
        """Return the changed ground."""
        return _with_closure(self, ground, factor=self.factor)


@dataclass(frozen=True, slots=True)
class Rain:
    """
    What if it rains all over the county?

    All speeds are multiplied by ``factor``; where they go by the class of the road also by
    that of its class in ``classes``, and by that of its surface in ``surfaces``. Both come
    on top of what ``network.toml`` says of season and surfaces. The defaults are
    assumptions: asphalt a tenth slower, village roads and unpaved ones more.
    """

    kind: ClassVar[str] = "rain"
    factor: float = number(0.05, 1, default=0.9)
    classes: Mapping[str, float] = numbers(
        0.05, 1, default_factory=lambda: {"unclassified": 0.9, "track": 0.75}
    )
    surfaces: Mapping[str, float] = numbers(
        0, 1, default_factory=lambda: {"unpaved": 0.8, "ground": 0.7, "dirt": 0.7, "earth": 0.7}
    )

    def sets(self) -> Mapping[Subject, Any]:
        """Return what it sets, and to which value."""
        return {
            ("rain",): (self.factor, sorted(self.classes.items()), sorted(self.surfaces.items()))
        }

    def apply(self, ground: Ground) -> Ground:
        """Return the changed ground."""
        ground.require_roads("rain")
        rules = ground.network.rules
        known = sorted({name for table in rules.speeds_kmh.values() for name in table})
        # Of the defaults those are left out that the network does not know.
        is_default = self.classes == Rain().classes
        for name in self.classes:
            if name not in known and not is_default:
                raise unknown("road class", name, known, "classes")
        speeds = {
            profile: {name: kmh * self.classes.get(name, 1.0) for name, kmh in table.items()}
            for profile, table in rules.speeds_kmh.items()
        }
        roads = replace(
            rules.roads,
            season_factor=rules.roads.season_factor * self.factor,
            surface_factors=self._wet(rules.roads.surface_factors),
            profiles={name: self._wet_profile(own) for name, own in rules.roads.profiles.items()},
        )
        return ground.with_network(rules=replace(rules, speeds_kmh=speeds, roads=roads))

    def _wet(self, factors: Mapping[str, float]) -> dict[str, float]:
        """Return the factors of surfaces in the rain."""
        wet = {name: factors.get(name, 1.0) * factor for name, factor in self.surfaces.items()}
        return {**factors, **wet}

    def _wet_profile(self, own: ProfileRules) -> ProfileRules:
        """Return what a profile says by itself, in the rain."""
        season = None if own.season_factor is None else own.season_factor * self.factor
        wet = {
            name: value * self.surfaces.get(name, 1.0)
            for name, value in own.surface_factors.items()
        }
        return replace(own, season_factor=season, surface_factors=wet)


def _roads(change: CloseRoad | SlowRoad) -> tuple[Any, ...]:
    """Return the roads that a change names."""
    return (change.edges, change.ways, change.polygon, change.between, change.profiles)


def _with_closure(change: CloseRoad | SlowRoad, ground: Ground, *, factor: float) -> Ground:
    """Return the ground with one more closure on it, or one in place of that of its name."""
    ground.require_roads("closing or slowing a road")
    if not any(_roads(change)[:4]):
        fix = "give one of edges, ways, polygon and between"
        raise Refusal("E403", "names no road", fix=fix)
    for profile in change.profiles:
        if profile not in ground.network.road_profiles:
            raise unknown("road profile", profile, ground.network.road_profiles, "profiles")
    closure = Closure(
        name=change.name,
        edges=tuple(tuple(str(part) for part in edge) for edge in change.edges),
        ways=tuple(str(way) for way in change.ways),
        polygon=tuple((float(x), float(y)) for x, y in change.polygon),
        between=tuple((float(x), float(y)) for x, y in change.between),
        factor=float(factor),
        profiles=frozenset(change.profiles),
    )
    others = tuple(each for each in ground.closures if each.name != change.name)
    return replace(ground, closures=(*others, closure))
