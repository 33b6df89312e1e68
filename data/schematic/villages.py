"""Which villages have a service point, and where the schematic puts them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from shapely.geometry import Point as Dot
from shapely.geometry import Polygon
from shapely.prepared import prep

from schematic.facts import ORCHID_BELT, Fact
from schematic.geometry import Point, snapped
from schematic.roadmap import RoadMap

NUM_POINTS = 80
LEAST_PER_TOWN = {"铁龙镇": 2}
NEAREST_TO_SEAT, FARTHEST_FROM_SEAT = 1_500.0, 12_000.0
APART = 900.0
FROM_ROAD = 260.0
FROM_BORDER = 500.0
VALLEY_SHARE = 0.8
VALLEY_WIDTH = (300.0, 2_200.0)
THINNING = 16_000.0
"""Metres from a seat over which villages along the valley roads thin out to a third."""
FORMER_SEAT_SHARE = 0.35
ORCHIDS_PER_TOWN = {"江尾镇": 10, "坝仔镇": 6, "龙仙镇": 6}


@dataclass(frozen=True, slots=True)
class Placed:
    """A village point: its fact, where it stands, and how well that is known."""

    fact: Fact
    at: Point
    coordinate_quality: str


def share_out(counts: dict[str, int], total: int) -> dict[str, int]:
    """Share a total out by counts: largest remainders, and the least that a town gets."""
    exact = {town: count * total / sum(counts.values()) for town, count in counts.items()}
    shares = {town: max(int(exact[town]), LEAST_PER_TOWN.get(town, 0)) for town in counts}
    remainders = sorted(counts, key=lambda town: shares[town] - exact[town])
    for town in remainders[: total - sum(shares.values())]:
        shares[town] += 1
    return shares


def choose(facts: dict[str, Fact], rng: np.random.Generator) -> list[Fact]:
    """Choose the villages with a point: those with a coordinate or a source, then by lot."""
    towns: dict[str, list[Fact]] = {}
    for fact in facts.values():
        if fact.kind == "village_point":
            towns.setdefault(fact.town, []).append(fact)
    shares = share_out({town: len(villages) for town, villages in towns.items()}, NUM_POINTS)
    chosen: list[Fact] = []
    for town, villages in towns.items():
        known = [v for v in villages if v.at is not None or v.site_id in ORCHID_BELT]
        others = [v for v in villages if v not in known]
        lot = rng.choice(len(others), size=shares[town] - len(known), replace=False)
        chosen += known + [others[i] for i in lot]
    return sorted(chosen, key=lambda fact: fact.site_id)


def orchid_points(chosen: list[Fact], rng: np.random.Generator) -> set[str]:
    """Choose the points that ship orchids: those on the belt, then by lot in three towns."""
    found: set[str] = set()
    for town, num in ORCHIDS_PER_TOWN.items():
        ids = [fact.site_id for fact in chosen if fact.town == town]
        known = [site_id for site_id in ids if site_id in ORCHID_BELT]
        others = [site_id for site_id in ids if site_id not in known]
        found |= set(known) | set(rng.choice(others, size=num - len(known), replace=False))
    return {str(site_id) for site_id in found}


class Placing:
    """Finds places for villages: in their town, in valleys, apart from each other."""

    def __init__(
        self,
        boundary: Polygon,
        seats: dict[str, list[Point]],
        roadmap: RoadMap,
        rng: np.random.Generator,
    ) -> None:
        self._inside = prep(boundary.buffer(-FROM_BORDER))
        self._seats = seats
        self._roadmap = roadmap
        self._rng = rng
        # The orchid corridor is on the S245, the first road of the map.
        self._belt = np.array(roadmap.roads[0].line)
        self._valleys = np.array([point for road in roadmap.roads for point in road.line])

    def place(self, chosen: list[Fact], taken: list[Point]) -> list[Placed]:
        """Return every chosen village with its point; ``taken`` are the other sites."""
        stand = list(taken)
        placed = []
        # Known points first, so that the synthetic ones keep away from them.
        for fact in sorted(chosen, key=lambda fact: (fact.at is None, fact.site_id)):
            if fact.at is not None and _clear(fact.at, stand, APART / 2):
                found = Placed(fact, fact.at, fact.coordinate_quality)
            else:
                found = Placed(fact, self._somewhere(fact, stand), "synthetic")
            stand.append(found.at)
            placed.append(found)
        return sorted(placed, key=lambda village: village.fact.site_id)

    def _somewhere(self, fact: Fact, stand: list[Point]) -> Point:
        """Return a free place in the village's town."""
        seats, on_belt = self._seats[fact.town], fact.site_id in ORCHID_BELT
        for _ in range(20_000):
            seat, least, most = seats[0], NEAREST_TO_SEAT, FARTHEST_FROM_SEAT
            if fact.at is not None:  # named as its seat: just beside it
                seat, least, most = fact.at, APART, NEAREST_TO_SEAT
            elif len(seats) > 1 and not on_belt and self._rng.random() < FORMER_SEAT_SHARE:
                seat = seats[1]
            point = snapped(self._draw(seat, least, most, on_belt=on_belt))
            if (
                least <= math.dist(point, seat) <= most
                and self._inside.contains(Dot(point))
                and _clear(point, stand, APART)
                and self._roadmap.distance(point) >= FROM_ROAD
                and self._town_of(point) == fact.town
            ):
                return point
        raise RuntimeError(f"no place found for {fact.site_id}")

    def _draw(self, seat: Point, least: float, most: float, *, on_belt: bool) -> Point:
        """Draw a point about a seat: most lie near a valley road, and not far out."""
        valleys = self._belt if on_belt else self._valleys
        if on_belt or self._rng.random() < VALLEY_SHARE:
            gaps = np.hypot(*(valleys - np.array(seat)).T)
            weights = np.exp(-gaps / THINNING) * (gaps > least) * (gaps < most)
            x, y = valleys[self._rng.choice(len(gaps), p=weights / weights.sum())]
            radius = self._rng.uniform(*VALLEY_WIDTH)
        else:
            (x, y), radius = seat, self._rng.uniform(least, 0.8 * most)
        angle = self._rng.uniform(0, 2 * math.pi)
        return float(x) + radius * math.cos(angle), float(y) + radius * math.sin(angle)

    def _town_of(self, point: Point) -> str:
        """Return the town whose seat, present or former, is nearest."""
        return min(
            self._seats,
            key=lambda town: min(math.dist(point, seat) for seat in self._seats[town]),
        )


def _clear(point: Point, stand: list[Point], metres: float) -> bool:
    """Whether no site stands this near."""
    return all(math.dist(point, other) >= metres for other in stand)
