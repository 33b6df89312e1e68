"""Roads that are closed or slow for a while, as ``closures.toml`` lists them."""

from __future__ import annotations

import difflib
import math
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from optimizer.domain import Issue
from optimizer.network.graphml import refuse

FILE: Final = "closures.toml"

Place = tuple[float, float]
"""Longitude and latitude in degrees."""


@dataclass(frozen=True, slots=True)
class Closure:
    """
    One closure or slow-down, wherever it names roads: by edges, ways, polygon, two points.

    ``edges`` are tail, head and perhaps key of an edge in the road file; ``ways`` are ids
    of OSM ways; of roads within the ``polygon`` the part inside counts; ``between`` two
    points it is the shortest way along roads from the one to the other. Roads are named
    for both directions. ``factor`` multiplies the speed, zero closes; ``profiles`` empty is
    every profile.
    """

    name: str
    edges: tuple[tuple[str, ...], ...] = ()
    ways: tuple[str, ...] = ()
    polygon: tuple[Place, ...] = ()
    between: tuple[Place, ...] = ()
    factor: float = 0.0
    profiles: frozenset[str] = field(default=frozenset())
    note: str = ""

    def applies_to(self, road_profile: str) -> bool:
        """Whether vehicles of a profile are held up here."""
        return not self.profiles or road_profile in self.profiles


def load_closures(folder: Path) -> tuple[Closure, ...]:
    """
    Return the closures of a network folder; none where it has no such file.

    Raises
    ------
    NetworkError
        E220 for every mistake in ``closures.toml``.
    """
    file = folder / FILE
    if not file.is_file():
        return ()
    try:
        document = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        refuse(_issue("", f"is not TOML: {error}", "correct that line"))
    issues = [_unknown(key, ("closure",), "") for key in document if key != "closure"]
    tables = document.get("closure", [])
    if not isinstance(tables, list):
        refuse(*issues, _issue("closure", "is no list", "begin every closure with [[closure]]"))
    found = []
    for number, table in enumerate(tables, start=1):
        where = f"closure {number}"
        wrong = list(_mistakes(table, where))
        issues += wrong
        if not wrong:
            found.append(_closure(table))
    names = [closure.name for closure in found]
    issues += [
        _issue("name", f"{name!r} stands twice", "give every closure a name of its own")
        for name in sorted({name for name in names if names.count(name) > 1})
    ]
    if issues:
        refuse(*issues)
    return tuple(found)


def _closure(table: dict[str, Any]) -> Closure:
    """Return a table without mistakes as a closure."""
    return Closure(
        name=table["name"],
        edges=tuple(tuple(str(part) for part in edge) for edge in table.get("edges", ())),
        ways=tuple(str(way) for way in table.get("ways", ())),
        polygon=_points(table.get("polygon", ())),
        between=_points(table.get("between", ())),
        factor=float(table.get("factor", 0.0)),
        profiles=frozenset(table.get("profiles", ())),
        note=table.get("note", ""),
    )


def _points(cells: Any) -> tuple[Place, ...]:
    return tuple((float(x), float(y)) for x, y in cells)


def _mistakes(table: Any, where: str) -> Iterator[Issue]:
    """Yield what is wrong with one table."""
    if not isinstance(table, dict):
        yield _issue(where, "is no table", "begin every closure with [[closure]]")
        return
    known = tuple(each.name for each in fields(Closure))
    for key in table:
        if key not in known:
            yield _unknown(key, known, where)
    for key, is_good, what in _WANTED:
        if key in table and not is_good(table[key]):
            yield _issue(
                f"{where}: {key}", f"{str(table[key])[:60]!r} is not {what}", f"give {what}"
            )
    if "name" not in table:
        yield _issue(where, "has no name", "say in name what people call it")
    if not any(table.get(key) for key in ("edges", "ways", "polygon", "between")):
        yield _issue(where, "names no road", "give one of edges, ways, polygon and between")


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and value.strip() != ""


def _is_id(value: Any) -> bool:
    return isinstance(value, (int, str)) and not isinstance(value, bool) and value != ""


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _is_place(value: Any) -> bool:
    if not (isinstance(value, list) and len(value) == 2 and all(map(_is_number, value))):
        return False
    return bool(abs(value[0]) <= 180 and abs(value[1]) <= 90)


def _is_edge(value: Any) -> bool:
    return isinstance(value, list) and len(value) in (2, 3) and all(map(_is_id, value))


def _all(value: Any, test: Any) -> bool:
    return isinstance(value, list) and all(map(test, value))


_WANTED: Final = (
    ("name", _is_name, "a text"),
    ("note", lambda value: isinstance(value, str), "a text"),
    ("factor", lambda value: _is_number(value) and 0 <= value <= 1, "a number from 0 to 1"),
    ("profiles", lambda value: _all(value, _is_name), "a list of road profiles"),
    ("edges", lambda value: _all(value, _is_edge), "a list of [tail, head] or [tail, head, key]"),
    ("ways", lambda value: _all(value, _is_id), "a list of ids of OSM ways"),
    (
        "polygon",
        lambda value: _all(value, _is_place) and len(value) >= 3,
        "a list of at least three [longitude, latitude]",
    ),
    (
        "between",
        lambda value: _all(value, _is_place) and len(value) == 2,
        "two [longitude, latitude]",
    ),
)


def _unknown(key: str, known: tuple[str, ...], where: str) -> Issue:
    guess = difflib.get_close_matches(key, known, n=1)
    fix = f'did you mean "{guess[0]}"?' if guess else f"the keys are {', '.join(known)}"
    return _issue(f"{where}: {key}" if where else key, "nobody knows this key", fix)


def _issue(key: str, message: str, fix: str) -> Issue:
    return Issue("E220", FILE, message, column=key or None, fix=fix)
