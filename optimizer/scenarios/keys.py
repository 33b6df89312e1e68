"""What may stand under a key of a change: kinds of values, and who checks them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from difflib import get_close_matches
from typing import Any, Final

from optimizer.inputs.tables import read_windows

_KEY: Final = "key"


@dataclass(frozen=True, slots=True)
class Key:
    """Whether a value may stand under a key, and what is wanted there."""

    is_good: Callable[[Any], bool]
    wanted: str


def text(*, or_blank: bool = False, **options: Any) -> Any:
    """Return a field for a text that is not blank, unless a blank one says something too."""
    return _field(_or_blank(Key(_is_text, "a text"), or_blank), options)


def word(*known: str, **options: Any) -> Any:
    """Return a field for one of some words."""
    return _field(Key(lambda value: value in known, f"one of {', '.join(known)}"), options)


def texts(**options: Any) -> Any:
    """Return a field for a list of texts, by default empty."""
    return _field(Key(_is_list_of(_is_text), "a list of texts"), {"default": (), **options})


def number(lowest: float, highest: float, **options: Any) -> Any:
    """Return a field for a number between two others, both included."""
    key = Key(
        lambda value: _is_number(value) and lowest <= value <= highest,
        f"a number from {lowest:g} to {highest:g}",
    )
    return _field(key, options)


def whole(lowest: int, highest: int, *, or_blank: bool = False, **options: Any) -> Any:
    """
    Return a field for a whole number between two others, both included.

    ``or_blank``: an empty text may stand there too, for no number at all.
    """
    key = Key(
        lambda value: type(value) is int and lowest <= value <= highest,
        f"a whole number from {lowest} to {highest}",
    )
    return _field(_or_blank(key, or_blank), options)


def numbers(lowest: float, highest: float, **options: Any) -> Any:
    """Return a field for a table of numbers, by default empty."""

    def is_good(value: Any) -> bool:
        return isinstance(value, Mapping) and all(
            _is_text(name) and _is_number(one) and lowest <= one <= highest
            for name, one in value.items()
        )

    key = Key(is_good, f"a table of numbers from {lowest:g} to {highest:g}")
    return _field(key, {"default_factory": dict, **options})


def hours(**options: Any) -> Any:
    """Return a field for hours or shifts, as in ``08:00-12:00;14:00-18:00``."""

    def is_good(value: Any) -> bool:
        return isinstance(value, str) and not isinstance(read_windows(value), str)

    return _field(Key(is_good, 'hours as in "08:00-12:00;14:00-18:00"'), options)


def places(least: int, most: int, **options: Any) -> Any:
    """Return a field for a list of [longitude, latitude], by default empty."""

    def is_good(value: Any) -> bool:
        return _is_list_of(_is_place)(value) and least <= len(value) <= most

    count = f"{least}" if least == most else f"at least {least}"
    key = Key(is_good, f"a list of {count} [longitude, latitude]")
    return _field(key, {"default": (), **options})


def ids(**options: Any) -> Any:
    """Return a field for a list of numbers or texts that name something, by default empty."""
    return _field(Key(_is_list_of(_is_id), "a list of ids"), {"default": (), **options})


def edges(**options: Any) -> Any:
    """Return a field for edges of the road file, by default none."""

    def is_edge(value: Any) -> bool:
        return _is_list_of(_is_id)(value) and len(value) in (2, 3)

    key = Key(_is_list_of(is_edge), "a list of [tail, head] or [tail, head, key]")
    return _field(key, {"default": (), **options})


def keys_of(kind: type) -> Mapping[str, Key]:
    """Return the keys of a kind of change."""
    return {each.name: each.metadata[_KEY] for each in fields(kind)}


def required(kind: type) -> tuple[str, ...]:
    """Return the keys that a kind of change cannot do without."""
    return tuple(each.name for each in fields(kind) if _has_no_default(each))


def frozen(value: Any) -> Any:
    """Return a value of a file with lists as tuples, at any depth."""
    return tuple(map(frozen, value)) if isinstance(value, (list, tuple)) else value


def plain(value: Any) -> Any:
    """Return a value as a file has it: tuples as lists, tables as dictionaries."""
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return dict(value) if isinstance(value, Mapping) else value


def suggestion(name: str, known: Iterable[str]) -> str:
    """
    Return ``did you mean "..."?`` with the nearest known word, or which words there are.

    Examples
    --------
    >>> suggestion("open_sit", ["open_site", "close_site"])
    'did you mean "open_site"?'
    """
    words = list(dict.fromkeys(known))
    found = get_close_matches(name[:100], words, n=1, cutoff=0.55)
    if found:
        return f'did you mean "{found[0]}"?'
    return f"there are {', '.join(words[:12])}{' and more' if len(words) > 12 else ''}"


def _or_blank(key: Key, or_blank: bool) -> Key:
    """Return a key under which an empty text may stand too, where that says something."""
    if not or_blank:
        return key
    return Key(lambda value: value == "" or key.is_good(value), f'{key.wanted}, or "" for none')


def _field(key: Key, options: dict[str, Any]) -> Any:
    return field(metadata={_KEY: key}, **options)


def _has_no_default(each: Field[Any]) -> bool:
    return each.default is MISSING and each.default_factory is MISSING


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) == len(value) <= 200


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) and math.isfinite(value)


def _is_id(value: Any) -> bool:
    return type(value) is int or _is_text(value)


def _is_place(value: Any) -> bool:
    if not (_is_list_of(_is_number)(value) and len(value) == 2):
        return False
    return bool(abs(value[0]) <= 180 and abs(value[1]) <= 90)


def _is_list_of(test: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, (list, tuple)) and all(map(test, value))
