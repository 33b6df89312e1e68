"""A map of the county for print: bases by what they handle, villages by who is on time."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from optimizer.reports.charts.drawing import (
    GOOD,
    INK,
    PAPER,
    SOFT,
    STRONG,
    Anchor,
    Area,
    Dot,
    Drawing,
    Label,
    Line,
    Mark,
    box,
    shortened,
    text_width,
)
from optimizer.reports.charts.legend import Key, moved
from optimizer.reports.comparison.terrain import Stretch, Terrain, stretch_marks
from optimizer.reports.comparison.words import said
from optimizer.reports.ways import Point

State = Literal["", "new", "closed"]

SHARES: Final = ((0.98, "#ffffd4"), (0.95, "#fed98e"), (0.90, "#fe9929"), (0.80, "#cc4c02"))
"""From which on-time share on a village has which colour: the fewer on time the darker."""
LATE: Final = "#662506"
NOBODY: Final = "#f0f2f4"

_LABEL: Final = 7.0
_LONGEST: Final = 116.0
_STRAIGHT: Final = 3
_ASIDE: Final = 1.5
"""A name that does not stand straight beside its base hides this many points less."""


@dataclass(frozen=True, slots=True)
class Place:
    """
    A site on the map.

    ``load`` is what a base handles a day in pieces, ``share`` the on-time share of a point;
    ``outcome`` is 1 where it gains and -1 where it loses. ``was`` is where it stood before.
    """

    name: str
    at: Point
    kind: Literal["hub", "station", "point"]
    load: float | None = None
    share: float | None = None
    outcome: int = 0
    state: State = ""
    was: Point | None = None


def map_drawing(
    terrain: Terrain,
    places: Sequence[Place],
    lang: str,
    *,
    title: str,
    stretches: Sequence[Stretch] = (),
) -> Drawing:
    """Draw the sites over the roads; bases lie above points, and have their names beside them."""
    width, height = terrain.width, terrain.height
    marks: list[Mark] = [Area(box(0.5, 0.5, width - 0.5, height - 0.5), PAPER, "#d5dae0")]
    if not terrain.is_known:
        text = said("no_places", lang)
        marks.append(Label((width / 2, height / 2), text, 9, "middle", colour=SOFT))
        return Drawing(width, height, title, text, tuple(marks))
    marks += terrain.marks
    marks += terrain.stretches(stretches)
    most = max((place.load or 0.0 for place in places), default=0.0)
    points = [place for place in places if place.kind == "point"]
    radius = 2.6 if len(points) <= 150 else 1.8
    for place in sorted(points, key=lambda each: abs(each.outcome)):
        marks += _shifted(_point(place, radius), terrain.at(place.at))
    bases = sorted(
        (place for place in places if place.kind != "point"), key=lambda each: -(each.load or 0)
    )
    for place in bases:
        if place.was is not None:
            marks.append(Line((terrain.at(place.was), terrain.at(place.at)), STRONG, 1.0, True))
        marks += _shifted(_base(place, _size(place, most)), terrain.at(place.at))
    marks += _labels(terrain, [*bases, *points], most)
    marks += _bar(terrain)
    about = said("map_about", lang, bases=len(bases), points=len(points))
    return Drawing(width, height, title, about, tuple(marks))


def map_keys(lang: str, *, has_points: bool = True, stretches: Sequence[Stretch] = ()) -> list[Key]:
    """Return what the marks of the maps mean."""
    hub, station = Place("", (0, 0), "hub"), Place("", (0, 0), "station")
    keys = [
        Key(tuple(_base(hub, 5)), said("hub", lang)),
        Key(tuple(_base(station, 4)), said("station_loaded" if has_points else "station", lang)),
        Key(tuple(_base(Place("", (0, 0), "station", state="new"), 4)), said("new", lang)),
        Key(tuple(_base(Place("", (0, 0), "station", state="closed"), 4)), said("closed", lang)),
    ]
    across = ((-7.0, 0.0), (7.0, 0.0))
    for is_closed in sorted({each.is_closed for each in stretches}, reverse=True):
        text = said("road_closed" if is_closed else "road_slow", lang)
        keys.append(Key(tuple(stretch_marks(across, is_closed)), text))
    if not has_points:
        return [*keys, Key((Dot((0, 0), 2.6, NOBODY, SOFT),), said("served", lang))]
    above = [f"≥ {share:.0%}" for share, _ in SHARES] + [f"< {SHARES[-1][0]:.0%}"]
    colours = [colour for _, colour in SHARES] + [LATE]
    first = said("on_time", lang)
    for number, (text, colour) in enumerate(zip(above, colours, strict=True)):
        keys.append(Key((Dot((0, 0), 3.2, colour),), text if number else f"{first} {text}"))
    gain, lose = (Place("", (0, 0), "point", share=0.96, outcome=sign) for sign in (1, -1))
    keys += [
        Key((Dot((0, 0), 2.6, NOBODY, SOFT),), said("nothing", lang)),
        Key(tuple(_point(gain, 2.6)), said("gains", lang)),
        Key(tuple(_point(lose, 2.6)), said("loses", lang)),
    ]
    return keys


def _shifted(marks: Iterable[Mark], by: Point) -> Iterator[Mark]:
    return (moved(mark, by) for mark in marks)


def _point(place: Place, radius: float) -> Iterator[Mark]:
    """Yield a point about the origin: a triangle up where it gains, down where it loses."""
    fill = NOBODY if place.share is None else _colour(place.share)
    rim = SOFT if place.share is None else INK
    if not place.outcome:
        yield Dot((0, 0), radius, fill, rim)
        return
    size = radius * 1.9
    up = size if place.outcome > 0 else -size
    yield Area(((-size, up * 0.8), (size, up * 0.8), (0, -up)), fill, INK)


def _base(place: Place, size: float) -> Iterator[Mark]:
    """Yield a base about the origin: a diamond for the hub, a square for a station."""
    if place.kind == "hub":
        yield Area(((0, -size), (size, 0), (0, size), (-size, 0)), INK, PAPER)
    elif place.state == "closed":
        yield Area(box(-size, -size, size, size), PAPER, INK)
        yield Line(((-size, -size), (size, size)), INK, 1.2)
        yield Line(((-size, size), (size, -size)), INK, 1.2)
    else:
        yield Area(box(-size, -size, size, size), GOOD, INK)
        if place.state == "new":
            outer = size + 2.2
            yield Line((*box(-outer, -outer, outer, outer), (-outer, -outer)), STRONG, 1.6)


def _size(place: Place, most: float) -> float:
    """Return half the side of a base: its area grows with what it handles."""
    if place.kind == "hub":
        return 6.0
    if place.load is None or not most:
        return 4.0
    return 2.5 + 5.0 * math.sqrt(place.load / most)


def _colour(share: float) -> str:
    """Return the colour of an on-time share."""
    return next((colour for least, colour in SHARES if share >= least - 1e-9), LATE)


def _labels(terrain: Terrain, places: Sequence[Place], most: float) -> Iterator[Mark]:
    """Yield the names of bases where they hide no base, no other name and few points."""
    bases = [place for place in places if place.kind != "point"]
    taken = [_around(terrain.at(place.at), _size(place, most)) for place in bases]
    points = [_around(terrain.at(place.at), 3) for place in places if place.kind == "point"]
    inside = (2.0, 2.0, terrain.width - 2, terrain.height - 16)
    for number, place in enumerate(bases):
        name = shortened(place.name, _LABEL, min(terrain.width * 0.45, _LONGEST))
        others = taken[:number] + taken[number + 1 :]
        free = [
            (sum(_meet(here, point) for point in points) + _ASIDE * (turn > _STRAIGHT), turn)
            for turn, (here, _) in enumerate(_spots(place, terrain, most, name))
            if _holds(inside, here) and not any(_meet(here, other) for other in others)
        ]
        if free:
            here, anchor = _spots(place, terrain, most, name)[min(free)[1]]
            taken.append(here)
            x = {"start": here[0], "middle": (here[0] + here[2]) / 2, "end": here[2]}[anchor]
            is_new = place.state == "new"
            yield Label((x, here[1] + 7), name, _LABEL, anchor, is_bold=is_new)


def _spots(
    place: Place, terrain: Terrain, most: float, name: str
) -> list[tuple[tuple[float, float, float, float], Anchor]]:
    """Return where the name of a base may stand, the best spots first, and what is at its x."""
    (x, y), away = terrain.at(place.at), _size(place, most) + 3
    wide = text_width(name, _LABEL)
    right, left, middle = x + away, x - away - wide, x - wide / 2
    spots: list[tuple[float, float, Anchor]] = []
    for far in (0.0, 5.0):
        above, below = y - away - 9 - far, y + away + far
        spots += [
            *((right, y - 4.5, "start"), (left, y - 4.5, "end")),
            *((middle, above, "middle"), (middle, below, "middle")),
            *((right - 3, above + 4, "start"), (right - 3, below - 4, "start")),
            *((left + 3, above + 4, "end"), (left + 3, below - 4, "end")),
        ]
    return [((start, top, start + wide, top + 9), anchor) for start, top, anchor in spots]


def _around(at: Point, size: float) -> tuple[float, float, float, float]:
    """Return the box about a place."""
    return at[0] - size, at[1] - size, at[0] + size, at[1] + size


def _holds(outer: tuple[float, ...], inner: tuple[float, ...]) -> bool:
    """Whether a box lies within another."""
    return (
        outer[0] <= inner[0]
        and outer[1] <= inner[1]
        and inner[2] <= outer[2]
        and inner[3] <= outer[3]
    )


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two boxes overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _bar(terrain: Terrain) -> Iterator[Mark]:
    """Yield the scale bar in the lower left corner."""
    km, length = terrain.bar()
    left, y = 8.0, terrain.height - 7
    yield Area(box(left - 4, y - 13, left + length + 4, y + 4), PAPER)
    yield Line(((left, y - 3), (left, y), (left + length, y), (left + length, y - 3)), INK, 1.0)
    yield Label((left + length / 2, y - 4), f"{km:g} km", 6.5, "middle")
