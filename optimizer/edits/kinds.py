"""What a dispatcher may ask for, as frozen values with a JSON form that is checked when read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final, get_type_hints

from optimizer.edits.refusals import EditRefused

MOST_ORDERS: Final = 100_000


@dataclass(frozen=True, slots=True)
class MoveOrders:
    """
    Put orders on another trip.

    ``position`` is where a new stop stands among those of the trip (1 is behind the base),
    None where it costs least driving; ``from_trip`` says which of an order's trips is meant.
    """

    orders: tuple[str, ...]
    to_trip: str
    position: int | None = None
    from_trip: str | None = None


@dataclass(frozen=True, slots=True)
class MoveStop:
    """Put everything of one stop, counted from 0, the base, on another trip."""

    trip: str
    stop: int
    to_trip: str
    position: int | None = None


@dataclass(frozen=True, slots=True)
class ReorderStops:
    """Make the stops of a trip in another order; ``order`` names each by its place now, from 1."""

    trip: str
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReverseTrip:
    """Make the stops of a trip the other way round."""

    trip: str


@dataclass(frozen=True, slots=True)
class TakeOff:
    """Carry orders no more, neither now nor when the rest is planned again."""

    orders: tuple[str, ...] = ()
    trip: str | None = None
    stop: int | None = None


@dataclass(frozen=True, slots=True)
class PutOn:
    """Put orders that nobody carries on a trip."""

    orders: tuple[str, ...]
    to_trip: str
    position: int | None = None


@dataclass(frozen=True, slots=True)
class ForbidVehicle:
    """Let a vehicle stand: the work of its trips is taken off."""

    vehicle: str


@dataclass(frozen=True, slots=True)
class AllowVehicle:
    """Let a vehicle drive again."""

    vehicle: str


@dataclass(frozen=True, slots=True)
class LockTrip:
    """
    Keep a trip exactly as it is.

    ``starts`` are the clocks at which its stops start now; empty: those of the plan, which
    is only right for a trip that is driven as planned.
    """

    trip: str
    starts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class UnlockTrip:
    """Let a trip be changed again."""

    trip: str


@dataclass(frozen=True, slots=True)
class LockStopVehicle:
    """Keep the orders of a stop on the vehicle that they are on."""

    trip: str
    stop: int


@dataclass(frozen=True, slots=True)
class UnlockStopVehicle:
    """Let the orders of a stop change vehicle again."""

    trip: str
    stop: int


@dataclass(frozen=True, slots=True)
class PinDeparture:
    """Let a trip leave its base at a moment (ISO 8601 with offset), None: whenever it suits."""

    trip: str
    moment: str | None


@dataclass(frozen=True, slots=True)
class NewTrip:
    """Add an empty trip of a vehicle, in the shift that begins at a moment."""

    vehicle: str
    shift: str


@dataclass(frozen=True, slots=True)
class RemoveTrip:
    """Do not make a trip; what it carries is carried no more until it is put elsewhere."""

    trip: str


Edit = (
    MoveOrders
    | MoveStop
    | ReorderStops
    | ReverseTrip
    | TakeOff
    | PutOn
    | ForbidVehicle
    | AllowVehicle
    | LockTrip
    | UnlockTrip
    | LockStopVehicle
    | UnlockStopVehicle
    | PinDeparture
    | NewTrip
    | RemoveTrip
)
"""Anything that a dispatcher may ask for."""


def _kind(edit: type) -> str:
    """Return the word that a kind is stored under: ``MoveOrders`` is ``move_orders``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", edit.__name__).lower()


_KINDS: Final[dict[str, type[Any]]] = {_kind(edit): edit for edit in Edit.__args__}
_HINTS: Final = {word: get_type_hints(edit) for word, edit in _KINDS.items()}


def edit_to(edit: Edit) -> dict[str, Any]:
    """
    Return an edit as JSON holds it.

    Examples
    --------
    >>> edit_to(MoveStop("van-1-1", 2, "van-2-1"))
    {'kind': 'move_stop', 'trip': 'van-1-1', 'stop': 2, 'to_trip': 'van-2-1', 'position': None}
    """
    values = {column.name: getattr(edit, column.name) for column in fields(edit)}
    plain = {name: list(v) if isinstance(v, tuple) else v for name, v in values.items()}
    return {"kind": _kind(type(edit)), **plain}


def edit_from(document: Any) -> Edit:
    """
    Return the edit that JSON holds, checked.

    Raises
    ------
    EditRefused
        D220, with the key and its value.

    Examples
    --------
    >>> edit_from({"kind": "reverse_trip", "trip": "van-1-1"})
    ReverseTrip(trip='van-1-1')
    """
    if not isinstance(document, Mapping):
        raise _unreadable("edit", document)
    word = document.get("kind")
    if not isinstance(word, str) or word not in _KINDS:
        raise _unreadable("kind", word)
    kind, hints = _KINDS[word], _HINTS[word]
    for key in document:
        if key != "kind" and key not in hints:
            raise _unreadable(str(key), document[key])
    values = {}
    for column in fields(kind):
        if column.name in document:
            values[column.name] = _read(column.name, document[column.name], hints[column.name])
    try:
        edit: Edit = kind(**values)
    except TypeError as error:
        raise _unreadable("kind", f"{word}: {error}") from error
    return edit


def _read(key: str, value: Any, hint: Any) -> Any:
    """Return a value of the type that its column has."""
    if value is None and type(None) in getattr(hint, "__args__", ()):
        return None
    wanted = str(hint)
    if "tuple" in wanted:
        of = str if "str" in wanted else int
        if not isinstance(value, list | tuple) or len(value) > MOST_ORDERS:
            raise _unreadable(key, value)
        if not all(isinstance(each, of) and not isinstance(each, bool) for each in value):
            raise _unreadable(key, value)
        return tuple(value)
    if "int" in wanted:
        if not isinstance(value, int) or isinstance(value, bool):
            raise _unreadable(key, value)
        return value
    if not isinstance(value, str):
        raise _unreadable(key, value)
    if key in {"moment", "shift"}:
        _moment(key, value)
    return value


def _moment(key: str, text: str) -> None:
    """Refuse what is no moment with an offset."""
    try:
        aware = datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        aware = False
    if not aware:
        raise _unreadable(key, text)


def _unreadable(key: str, value: object) -> EditRefused:
    """Return the refusal of what is no edit."""
    return EditRefused("D220", key=key, value=f"{value!r}"[:80])
