"""Reads the file that says how far the days of a county stray from their plan."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from optimizer.domain import Issue, Network
from optimizer.errors import InputError
from optimizer.simulation.uncertainty import BOUNDS, Markets, Uncertainty, Weather
from optimizer.units import MINUTE, to_seconds

_MINUTES: Final = {
    "max_hold_minutes": "max_hold",
    "stays_open_minutes": "stays_open",
    "over_shift_minutes": "over_shift",
}
_AMOUNTS: Final = {**{name: name for name in BOUNDS if name not in _MINUTES.values()}, **_MINUTES}
_KEYS: Final = (*_AMOUNTS, "rain_is_known", "weather", "holidays", "markets")
_CALENDARS: Final = ("lunar", "solar")


def read_uncertainty(file: Path, network: Network) -> Uncertainty:
    """
    Read how far days stray from their plan; what the file leaves out stays as it is assumed.

    ::

        road_spread = 0.12
        rain_share = 0.4
        rain_is_known = true
        max_hold_minutes = 30
        holidays = ["2027-02-06", "2027-02-07"]

        [markets]
        calendar = "lunar"          # or "solar"
        towns = { "翁城镇" = [3, 6, 9], "江尾镇" = [1, 4, 7] }

    Raises
    ------
    InputError
        With every issue of the file: unknown keys, values out of reason, unknown towns.
    """
    try:
        entries = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise InputError([Issue("E460", file.name, f"cannot be read: {error}")]) from error
    return uncertainty_of(entries, network, file.name)


def uncertainty_of(
    entries: Mapping[str, Any], network: Network, name: str = "uncertainty"
) -> Uncertainty:
    """
    Return how far days stray, from the keys of the file; ``name`` is what issues call it.

    Raises
    ------
    InputError
        E461 to E463, with every issue.
    """
    issues = list(_issues(entries, name, network))
    if issues:
        raise InputError(issues)
    amounts = {_AMOUNTS[key]: _amount(key, entries[key]) for key in entries if key in _AMOUNTS}
    markets = entries.get("markets", {})
    return Uncertainty(
        **amounts,
        rain_is_known=entries.get("rain_is_known", Uncertainty().rain_is_known),
        weather=Weather(entries.get("weather", Weather.MIXED)),
        markets=Markets(
            {town: frozenset(digits) for town, digits in markets.get("towns", {}).items()},
            is_lunar=markets.get("calendar", "lunar") == "lunar",
        ),
        holidays=frozenset(map(_day, entries.get("holidays", ()))),
    )


def plain_uncertainty(uncertainty: Uncertainty) -> dict[str, Any]:
    """
    Return how far days stray by the keys of the file, as plain values.

    Examples
    --------
    >>> plain_uncertainty(Uncertainty())["max_hold_minutes"]
    30.0
    """
    markets = uncertainty.markets
    return {
        **{
            key: getattr(uncertainty, name) / (MINUTE if key in _MINUTES else 1)
            for key, name in _AMOUNTS.items()
        },
        "rain_is_known": uncertainty.rain_is_known,
        "weather": str(uncertainty.weather),
        "holidays": sorted(day.isoformat() for day in uncertainty.holidays),
        "markets": {
            "calendar": "lunar" if markets.is_lunar else "solar",
            "towns": {town: sorted(days) for town, days in sorted(markets.digits.items())},
        },
    }


def _issues(entries: Mapping[str, Any], file: str, network: Network) -> Iterator[Issue]:
    """Yield what is wrong with each key."""
    for key, value in entries.items():
        if key not in _KEYS:
            message, fix = f'no key is called "{key}"', _hint(key, _KEYS)
            yield Issue("E461", file, message, column=key, fix=fix)
            continue
        if wanted := _wanted(key, value):
            message, fix = f"{value!r} is out of reason", f"give {wanted}"
            yield Issue("E462", file, message, column=key, value=str(value), fix=fix)
        elif key == "markets":
            yield from _market_issues(value, file, network)


def _market_issues(markets: Mapping[str, Any], file: str, network: Network) -> Iterator[Issue]:
    """Yield what is wrong with the market calendar."""
    known = sorted({site.town for site in network.sites if site.town})
    for key in markets:
        if key not in ("calendar", "towns"):
            message, fix = f'no key is called "markets.{key}"', _hint(key, ("calendar", "towns"))
            yield Issue("E461", file, message, column=f"markets.{key}", fix=fix)
    for town, digits in markets.get("towns", {}).items():
        column = f"markets.towns.{town}"
        if town not in known:
            message = f'no site lies in a town called "{town}"'
            yield Issue("E463", file, message, column=column, value=town, fix=_hint(town, known))
        is_right = isinstance(digits, list) and all(
            isinstance(digit, int) and 0 <= digit <= 9 for digit in digits
        )
        if not is_right:
            message = f"{digits!r} is out of reason"
            fix = "give the last digits of its market days, as in [3, 6, 9]"
            yield Issue("E462", file, message, column=column, value=str(digits), fix=fix)


def _wanted(key: str, value: object) -> str:
    """Return what a key takes where the value is something else; nothing where it is right."""
    if key == "weather":
        names = [str(each) for each in Weather]
        return "" if value in names else f"one of {', '.join(names)}"
    if key == "rain_is_known":
        return "" if isinstance(value, bool) else "true or false"
    if key == "holidays":
        is_right = isinstance(value, list) and all(_is_day(each) for each in value)
        return "" if is_right else 'a list of dates, as in ["2027-02-06"]'
    if key == "markets":
        is_right = (
            isinstance(value, dict)
            and isinstance(value.get("towns", {}), dict)
            and value.get("calendar", "lunar") in _CALENDARS
        )
        return "" if is_right else 'a table: calendar = "lunar" or "solar", and towns'
    low, high = BOUNDS[_AMOUNTS[key]]
    if key in _MINUTES:
        low, high = low / MINUTE, high / MINUTE
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    is_right = is_number and low <= value <= high  # type: ignore[operator]
    return "" if is_right else f"a number between {low:g} and {high:g}"


def _amount(key: str, value: float) -> Any:
    """Return a number as `Uncertainty` takes it."""
    return to_seconds(value) if key in _MINUTES else float(value)


def _is_day(value: object) -> bool:
    """Whether a value is a date, quoted or not."""
    try:
        _day(value)
    except ValueError:
        return False
    return True


def _day(value: object) -> date:
    """Return a date of the file."""
    return date.fromisoformat(str(value))


def _hint(text: str, known: list[str] | tuple[str, ...]) -> str:
    """Suggest the known name that the text may stand for."""
    alike = get_close_matches(text, known, n=1)
    return f'did you mean "{alike[0]}"?' if alike else "remove it"
