"""What a study is asked to do, as the store keeps it; older forms stay readable."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, time
from typing import Any, Final

from optimizer.days.recipe import MOST_SCALE
from optimizer.jobs.request import UnreadableRequest, number_of, value_of

FORM: Final = 1
"""The form in which requests are written now; it counts up when their meaning changes."""

MOST_DAYS: Final = 366
MOST_EFFORT: Final = 1_000_000
MOST_SEEDS: Final = 20
MOST_SCENARIOS: Final = 20
MOST_CANDIDATES: Final = 500
MOST_EACH: Final = 20
"""What a study may be asked for at most."""

EARLIEST_DAY: Final = date(1970, 1, 1)
LATEST_DAY: Final = date(2999, 12, 31)
"""Between these a study begins: days after the first, in any time zone, stay in the calendar."""

_CHOICES: Final = {"orders": ("drawn", "history"), "weather": ("mixed", "rain", "dry")}


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyRequest:
    """
    What one study is to do.

    A scenario is a mapping of ``name_zh``, ``name_en`` and ``changes``. ``scenarios`` are
    those that a what-if compares; ``under`` is one that holds for everything that is
    compared. Each of ``days`` from ``first_day`` on is planned ``at`` a local time, over
    orders that are drawn (``season``, ``scale``) or those of the history.

    ``candidates`` of a siting have ``site_id``, ``rent_per_day`` (None is that of the site),
    ``investment`` and ``lifetime_days``, ``budget`` the same currency; none are the default
    ones. ``fresh`` days after the others judge what those have chosen, None as many.
    ``weather`` and ``uncertainty`` are those of a simulation.
    """

    first_day: str
    days: int
    title: str = ""
    scenarios: tuple[Mapping[str, Any], ...] = ()
    under: Mapping[str, Any] | None = None
    orders: str = "drawn"
    season: str = "ordinary"
    scale: float = 1.0
    at: str = "05:00"
    effort: int = 2_000
    seed: int = 0
    seeds: int = 2
    candidates: tuple[Mapping[str, Any], ...] = ()
    budget: float | None = None
    most: int | None = None
    each: int = 2
    fresh: int | None = None
    weather: str = "mixed"
    uncertainty: Mapping[str, Any] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """Return the request as the store keeps it."""
        return {"form": FORM} | asdict(self)

    @property
    def day(self) -> date:
        """The first day."""
        return date.fromisoformat(self.first_day)

    @property
    def time(self) -> time:
        """When each day is planned, local time."""
        return time.fromisoformat(self.at)


def read_study_request(document: Mapping[str, Any]) -> StudyRequest:
    """
    Return the request of a study, checked; keys that nobody knows are left alone.

    Raises
    ------
    UnreadableRequest
        D211, with key and value.

    Examples
    --------
    >>> read_study_request({"first_day": "2026-11-23", "days": 30}).day
    datetime.date(2026, 11, 23)
    """
    form = document.get("form", 1)
    if not isinstance(form, int) or not 1 <= form <= FORM:
        raise UnreadableRequest("form", form)
    under = value_of(document, "under", (Mapping, type(None)), None)
    return StudyRequest(
        first_day=_day(document, "first_day"),
        days=_whole(document, "days", None, least=1, most=MOST_DAYS),
        title=value_of(document, "title", str, ""),
        scenarios=_tables(document, "scenarios", MOST_SCENARIOS),
        under=under,
        orders=_choice(document, "orders"),
        season=value_of(document, "season", str, "ordinary"),
        scale=_amount(document, "scale", 1.0, most=MOST_SCALE) or 0.0,
        at=_clock(document, "at", "05:00"),
        effort=_whole(document, "effort", 2_000, least=1, most=MOST_EFFORT),
        seed=_whole(document, "seed", 0, least=0, most=2**31),
        seeds=_whole(document, "seeds", 2, least=1, most=MOST_SEEDS),
        candidates=_tables(document, "candidates", MOST_CANDIDATES),
        budget=_amount(document, "budget", None, most=1e12),
        most=_perhaps(document, "most", most=1_000),
        each=_whole(document, "each", 2, least=1, most=MOST_EACH),
        fresh=_perhaps(document, "fresh", most=MOST_DAYS),
        weather=_choice(document, "weather"),
        uncertainty=value_of(document, "uncertainty", Mapping, {}),
    )


def same_request(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """
    Tell whether two requests, as the store keeps them, ask for the same.

    Examples
    --------
    >>> asked = StudyRequest(first_day="2026-11-23", days=30, title="a", scenarios=({"x": 1},))
    >>> same_request({**asked.document(), "scenarios": [{"x": 1}], "title": "b"}, asked.document())
    True
    """
    return _plain(one) == _plain(other)


def _plain(document: Mapping[str, Any]) -> str:
    """Return what is asked for as text, its title left out."""
    return json.dumps({**document, "title": ""}, sort_keys=True)


def _tables(document: Mapping[str, Any], key: str, most: int) -> tuple[Mapping[str, Any], ...]:
    """Return a list of mappings, up to so many."""
    found: Any = value_of(document, key, (list, tuple), ())
    if len(found) > most:
        raise UnreadableRequest(key, len(found))
    for each in found:
        if not isinstance(each, Mapping):
            raise UnreadableRequest(key, each)
    return tuple(found)


def _choice(document: Mapping[str, Any], key: str) -> str:
    """Return one of a few words, the first by default."""
    word = document.get(key, _CHOICES[key][0])
    if word not in _CHOICES[key]:
        raise UnreadableRequest(key, word)
    return str(word)


def _whole(
    document: Mapping[str, Any], key: str, default: int | None, *, least: int, most: int
) -> int:
    """Return a whole number between two others."""
    found = number_of(document, key, default, least=least, most=most)
    if found is None or found != int(found):
        raise UnreadableRequest(key, document.get(key))
    return int(found)


def _perhaps(document: Mapping[str, Any], key: str, *, most: int) -> int | None:
    """Return a whole number up to another, or None."""
    return None if document.get(key) is None else _whole(document, key, None, least=0, most=most)


def _amount(
    document: Mapping[str, Any], key: str, default: float | None, *, most: float
) -> float | None:
    """Return an amount up to another, or None where that is the default."""
    found = number_of(document, key, default, least=0.0, most=most)
    if found is None and default is not None:
        raise UnreadableRequest(key, found)
    return found


def _day(document: Mapping[str, Any], key: str) -> str:
    """Return a day on which a study may begin."""
    text = str(document.get(key, ""))
    try:
        is_sensible = EARLIEST_DAY <= date.fromisoformat(text) <= LATEST_DAY
    except ValueError:
        is_sensible = False
    if not is_sensible:
        raise UnreadableRequest(key, document.get(key))
    return text


def _clock(document: Mapping[str, Any], key: str, default: str) -> str:
    """Return a time of day."""
    text = document.get(key, default)
    try:
        time.fromisoformat(str(text))
    except ValueError:
        raise UnreadableRequest(key, text) from None
    return str(text)
