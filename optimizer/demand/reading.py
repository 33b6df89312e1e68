"""Reads ``demand.toml``, the optional file of a network folder that says what a day looks like."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from optimizer.demand.model import DemandModel, Wave
from optimizer.domain import Issue, Network
from optimizer.errors import InputError
from optimizer.units import DAY, HOUR, MINUTE

FILE: Final = "demand.toml"
_SHARES: Final = ("food_share", "outbound_food_share", "between_points_share", "urgent_share")
_RENAMED: Final = {"urgent_time": "urgent_hours"}


def read_model(folder: Path, network: Network) -> DemandModel:
    """
    Read how orders are drawn for a network; the default model where the folder does not say.

    Raises
    ------
    InputError
        With every issue of the file: what it is not, unknown keys, wrong values, unknown sites.
    """
    file = folder / FILE
    if not file.exists():
        return DemandModel()
    try:
        entries = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise InputError([Issue("E181", FILE, f"cannot be read: {error}")]) from error
    issues = list(_issues(entries, network))
    if issues:
        raise InputError(issues)
    try:
        return DemandModel(**{_field_of(key): _value(key, entries[key]) for key in entries})
    except ValueError as error:
        raise InputError([Issue("E183", FILE, str(error), fix="change one of them")]) from error


def _issues(entries: Mapping[str, Any], network: Network) -> Iterator[Issue]:
    """Yield what is wrong with each key."""
    known = [_RENAMED.get(field.name, field.name) for field in fields(DemandModel)]
    sites = [site.site_id for site in network.sites]
    for key, value in entries.items():
        if key not in known:
            yield Issue(
                "E182", FILE, f'no key is called "{key}"', column=key, fix=_hint(key, known)
            )
            continue
        wanted = _wanted(key, value)
        if wanted:
            message, fix = f"{value!r} is not what it should be", f"give {wanted}"
            yield Issue("E183", FILE, message, column=key, value=str(value), fix=fix)
        elif key in ("plants_from", "weights"):
            for site_id in value:
                if site_id not in network.index:
                    message, fix = f'no site is called "{site_id}"', _hint(site_id, sites)
                    yield Issue("E184", FILE, message, column=key, value=site_id, fix=fix)


def _wanted(key: str, value: object) -> str:
    """Return what a key takes where the value is something else; nothing where it is right."""
    if key == "waves":
        right = isinstance(value, list) and all(_is_wave(entry) for entry in value)
        return "" if right else 'a list of times and shares, as in [["05:30", 1.0]]'
    if key == "plants_from":
        right = isinstance(value, list) and all(isinstance(entry, str) for entry in value)
        return "" if right else "a list of site ids"
    if key in ("weights", "plants_share"):
        right = isinstance(value, dict) and all(_is_amount(entry) for entry in value.values())
        return "" if right else "a table of numbers from zero up"
    if key in _SHARES:
        return "" if _is_amount(value, most=1) else "a number between 0 and 1"
    return "" if _is_amount(value) else "a number from zero up"


def _is_amount(value: object, *, most: float = 1e6) -> bool:
    """Whether a value is a number from zero up to a sensible end."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and 0 <= value <= most  # type: ignore[operator]


def _is_wave(entry: object) -> bool:
    """Whether an entry is a time of the day and a share."""
    if not (isinstance(entry, list) and len(entry) == 2 and _is_amount(entry[1], most=1)):
        return False
    hours, colon, minutes = str(entry[0]).partition(":")
    if not (colon and hours.isdecimal() and minutes.isdecimal() and int(minutes) < 60):
        return False
    return _seconds(entry[0]) < DAY


def _value(key: str, value: Any) -> Any:
    """Return a checked entry as the model takes it."""
    if key == "waves":
        waves: tuple[Wave, ...] = tuple((_seconds(time), share) for time, share in value)
        return waves
    if key == "urgent_hours":
        return round(value * HOUR)
    return tuple(value) if key == "plants_from" else value


def _seconds(text: str) -> int:
    """Return ``HH:MM`` as seconds of a day."""
    hours, minutes = text.split(":")
    return int(hours) * HOUR + int(minutes) * MINUTE


def _field_of(key: str) -> str:
    """Return the field of the model that a key of the file sets."""
    return next((field for field, name in _RENAMED.items() if name == key), key)


def _hint(text: str, known: list[str]) -> str:
    """Suggest the known name that the text may stand for."""
    alike = get_close_matches(text, known, n=1)
    return f'did you mean "{alike[0]}"?' if alike else "remove it"
