"""Whether a document has the shape of ``route48/plan/1``: every key, of the right kind."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple

from optimizer.domain import Issue

SCHEMA: Final = "route48/plan/1"

Fits = Callable[[Any], bool]


class Kind(NamedTuple):
    """What a key holds: the test, the code of a misfit, and what to write instead."""

    fits: Fits
    code: str
    expected: str
    is_required: bool = True


@lru_cache(maxsize=1 << 17)
def moment(text: str) -> datetime | None:
    """
    Return the moment that a text names, None where it names none.

    A moment of a plan is ISO 8601 with offset, in whole seconds, of years in which a
    calendar can be kept without overflowing.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if found.tzinfo is None or found.microsecond or not 1970 < found.year < 2999:
        return None
    return found


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_moment(value: Any) -> bool:
    return isinstance(value, str) and moment(value) is not None


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) <= 1e15  # also false for NaN


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, str) for entry in value)


def _is_period(value: Any) -> bool:
    if not (isinstance(value, dict) and "start" in value and "end" in value):
        return False
    if not (_is_moment(value["start"]) and _is_moment(value["end"])):
        return False
    start, end = moment(value["start"]), moment(value["end"])
    return start is not None and end is not None and start <= end


def _or_null(fits: Fits) -> Fits:
    return lambda value: value is None or fits(value)


def _is_word(*words: str) -> Fits:
    return lambda value: isinstance(value, str) and value in words


TEXT: Final = Kind(_is_text, "E193", "write a text")
TEXTS: Final = Kind(_is_texts, "E193", "write a list of ids")
NUMBER: Final = Kind(_is_number, "E195", "write a finite number")
NUMBER_OR_NULL: Final = Kind(_or_null(_is_number), "E195", "write a finite number or null")
MOMENT: Final = Kind(_is_moment, "E194", "write YYYY-MM-DDThh:mm:ss+hh:mm, in whole seconds")
MOMENT_OR_NULL: Final = Kind(_or_null(_is_moment), "E194", f"{MOMENT.expected}, or null")
DAY: Final = Kind(_is_day, "E194", "write YYYY-MM-DD")
PERIOD: Final = Kind(_is_period, "E194", "write start and end with offset, start first")
LIST: Final = Kind(lambda value: isinstance(value, list), "E193", "write a list")
STOPS: Final = Kind(
    lambda value: isinstance(value, list) and bool(value), "E193", "list the stops, at least one"
)
OBJECT: Final = Kind(lambda value: isinstance(value, dict), "E193", "write an object")
OBJECT_OR_NULL: Final = Kind(_or_null(OBJECT.fits), "E193", "write an object or null")
YES_NO: Final = Kind(lambda value: isinstance(value, bool), "E193", "write true or false")


def _words(*words: str) -> Kind:
    """Return the kind of a key that holds one of these words."""
    return Kind(_is_word(*words), "E197", f"write one of {', '.join(words)}")


def _numbers(names: str, kind: Kind = NUMBER) -> dict[str, Kind]:
    """Return the kinds of several keys that hold numbers."""
    return dict.fromkeys(names.split(), kind)


def _optional(kind: Kind) -> Kind:
    """Return the same kind, of a key that may be absent or null."""
    return kind._replace(fits=_or_null(kind.fits), is_required=False)


Shape = Mapping[str, Kind]

DOCUMENT: Final[Shape] = {
    "schema": TEXT,
    "network": TEXT,
    "planned_at": MOMENT,
    "horizon": PERIOD,
    "inputs": _optional(OBJECT),
    "seed": _optional(NUMBER),
    "engine": _optional(TEXT),
    "search_seconds": _optional(NUMBER),
    "trips": LIST,
    "duties": LIST,
    "orders": LIST,
    "missed_visits": LIST,
    "sites_used": TEXTS,
    "cost": OBJECT,
    "kpis": OBJECT,
}
INPUTS: Final[Shape] = {"network": _optional(TEXT), "orders": _optional(TEXT)}
TRIP: Final[Shape] = {
    "trip_id": TEXT,
    "vehicle_id": TEXT,
    "echelon": _words("linehaul", "local", "household"),
    "shift": PERIOD,
    "status": _words("committed", "provisional"),
    "distance_m": NUMBER,
    "driving_s": NUMBER,
    "stops": STOPS,
}
STOP: Final[Shape] = {
    "site_id": TEXT,
    "arrival": MOMENT,
    "start": MOMENT,
    "departure": MOMENT,
    "load": TEXTS,
    "unload": TEXTS,
    "onboard_kg": NUMBER,
    "onboard_m3": NUMBER,
}
DUTY: Final[Shape] = {
    "vehicle_id": TEXT,
    "shift": PERIOD,
    "start": MOMENT,
    "end": MOMENT,
    **_numbers("paid_s overtime_s distance_m cost"),
}
ORDER: Final[Shape] = {
    "order_id": TEXT,
    "status": _words("on_time", "late", "deferred", "unserved"),
    "delivered_at": MOMENT_OR_NULL,
    "slack_minutes": NUMBER_OR_NULL,
    "legs": LIST,
    "reason": OBJECT_OR_NULL,
}
LEG: Final[Shape] = {
    "trip_id": TEXT,
    "from": TEXT,
    "to": TEXT,
    "departure": MOMENT,
    "arrival": MOMENT,
}
REASON: Final[Shape] = {
    "code": TEXT,
    "proof": YES_NO,
    "message_zh": _optional(TEXT),
    "message_en": _optional(TEXT),
}
MISSED_VISIT: Final[Shape] = {"site_id": TEXT, "date": DAY}
COST: Final[Shape] = _numbers(
    "vehicles stations handling late unserved deferred waiting missed_visits total"
)
KPIS: Final[Shape] = {
    **_numbers("orders on_time late unserved deferred trips vehicles"),
    **_numbers("operating_cost distance_m paid_s co2_kg"),
    **_numbers("on_time_share cost_per_piece hours_mean hours_p95", NUMBER_OR_NULL),
}


def check_shape(document: Any, file: str = "plan.json") -> list[Issue]:
    """
    Return everything that keeps a document from being judged as a plan.

    Parameters
    ----------
    document
        What a JSON file holds.
    file
        Its name, for the issues.

    Returns
    -------
    issues
        With codes E191 to E197; their column is the path of the key. Empty for a plan.
    """
    if not isinstance(document, dict):
        return [Issue("E191", file, "a plan is a JSON object", fix=f'write "schema": "{SCHEMA}"')]
    if document.get("schema") != SCHEMA:
        fix = f'write "schema": "{SCHEMA}"'
        said = _shown(document.get("schema"))
        return [Issue("E191", file, "not a plan of this schema", None, "schema", said, fix)]
    reader = _Reader(file)
    return [*reader.misfits(document, "", DOCUMENT), *reader.parts(document)]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Walks through the parts of one document."""

    file: str

    def parts(self, document: dict[str, Any]) -> Iterator[Issue]:
        """Yield the issues of everything below the first level."""
        for position, trip in enumerate(_list(document, "trips")):
            yield from self.misfits(trip, f"trips[{position}]", TRIP)
            for number, stop in enumerate(_list(trip, "stops")):
                yield from self.misfits(stop, f"trips[{position}].stops[{number}]", STOP)
        for position, order in enumerate(_list(document, "orders")):
            path = f"orders[{position}]"
            yield from self.misfits(order, path, ORDER)
            for number, leg in enumerate(_list(order, "legs")):
                yield from self.misfits(leg, f"{path}.legs[{number}]", LEG)
            if isinstance(order, dict) and isinstance(order.get("reason"), dict):
                yield from self.misfits(order["reason"], f"{path}.reason", REASON)
        for name, shape in (("duties", DUTY), ("missed_visits", MISSED_VISIT)):
            for position, entry in enumerate(_list(document, name)):
                yield from self.misfits(entry, f"{name}[{position}]", shape)
        for name, shape in (("inputs", INPUTS), ("cost", COST), ("kpis", KPIS)):
            if isinstance(document.get(name), dict):
                yield from self.misfits(document[name], name, shape)
        yield from self.repeated_trips(_list(document, "trips"))

    def misfits(self, holder: Any, path: str, shape: Shape) -> Iterator[Issue]:
        """Yield every key of one object that is missing or holds the wrong kind of value."""
        if not isinstance(holder, dict):
            message, fix = "this is not an object", "write an object"
            yield Issue("E193", self.file, message, None, path, _shown(holder), fix)
            return
        for key, kind in shape.items():
            column = f"{path}.{key}" if path else key
            if key not in holder:
                if kind.is_required:
                    message = "the key is missing"
                    yield Issue("E192", self.file, message, None, column, None, kind.expected)
            elif not kind.fits(holder[key]):
                said = _shown(holder[key])
                message = f"{said} does not belong here"
                yield Issue(kind.code, self.file, message, None, column, said, kind.expected)

    def repeated_trips(self, trips: list[Any]) -> Iterator[Issue]:
        """Yield every trip whose id an earlier trip has."""
        seen: dict[str, int] = {}
        for position, trip in enumerate(trips):
            name = trip.get("trip_id") if isinstance(trip, dict) else None
            if not isinstance(name, str):
                continue
            if name in seen:
                message = f"trips[{seen[name]}] is called {_shown(name)} already"
                column = f"trips[{position}].trip_id"
                fix = "give every trip an id of its own"
                yield Issue("E196", self.file, message, None, column, _shown(name), fix)
            seen.setdefault(name, position)


def _list(holder: Any, key: str) -> list[Any]:
    """Return the list under a key, an empty one where there is none."""
    found = holder.get(key) if isinstance(holder, dict) else None
    return found if isinstance(found, list) else []


def _shown(value: Any) -> str:
    """Return a value as an issue quotes it: short, on one line."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 200:
        return "a number of over 60 digits"
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
