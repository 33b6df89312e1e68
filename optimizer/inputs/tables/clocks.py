"""Moments, and hours of the day, from what people and spreadsheets write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

import numpy as np

from optimizer.domain import Bools, Calendar, Ints, Issue, TimeWindow
from optimizer.inputs.issues import Issues, shown
from optimizer.inputs.tables.columns import factorize
from optimizer.inputs.tables.grid import Texts
from optimizer.inputs.tables.table import Table
from optimizer.units import DAY, HOUR, MINUTE

_UNREADABLE: Final = np.iinfo(np.int64).min
_FARTHEST: Final = 366 * DAY
_LONGEST: Final = 40

_MOMENT: Final = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[ T]*(\d{1,2}):(\d{2})"
    r"(?::(\d{2})(\.\d+)?)? *(Z|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)


def moments(
    table: Table, name: str, issues: Issues, calendar: Calendar, *, required: bool
) -> tuple[Ints, Bools]:
    """
    Return a column of moments as clocks, and which of them are given and readable.

    ISO 8601, with a blank for the T and slashes for the dashes if you like; without an
    offset the local time of the network. A moment more than a year from the planning time
    is a slip of the pen and an issue.
    """
    codes, uniques = factorize(table.texts(name))
    clocks = _clocks(uniques, calendar)
    blank = np.array([not text for text in uniques], dtype=np.bool_)
    far = (clocks != _UNREADABLE) & (np.abs(clocks - calendar.start) > _FARTHEST)
    usable = (clocks != _UNREADABLE) & ~far

    def issue_of(row: int) -> Issue:
        text = uniques[codes[row]]
        if not text:
            return table.issue("E114", row, name, "nothing is given", fix="write date and time")
        if far[codes[row]]:
            message = f"{text} is more than a year from the planning time"
            return table.issue("E123", row, name, message, value=text, fix="check the date")
        fix = 'write date and time as in "2026-11-23T08:00"'
        return table.issue("E118", row, name, f"{shown(text)} is no moment", value=text, fix=fix)

    wrong = (~usable & (~blank | required))[codes]
    if name in table.columns and wrong.any():
        issues.add_each(map(int, np.flatnonzero(wrong)), issue_of)
    return np.where(usable, clocks, 0)[codes], usable[codes]


def _clocks(texts: Sequence[str], calendar: Calendar) -> Ints:
    """Return the clock of every text, `_UNREADABLE` where it is no moment with a time of day."""
    column = np.array(texts, dtype=object)
    clocks = np.full(len(column), _UNREADABLE, dtype=np.int64)
    timed = np.flatnonzero([":" in text and len(text) <= _LONGEST for text in texts])
    clocks[timed] = _alike_clocks(column[timed], calendar)
    for number in timed[clocks[timed] == _UNREADABLE]:
        moment = read_moment(column[number])
        if moment is not None:
            clocks[number] = calendar.clock(moment)
    return clocks


def _alike_clocks(texts: Texts, calendar: Calendar) -> Ints:
    """Return the clocks of texts in ISO 8601 that all have the same offset, or all none."""
    import pandas as pd  # noqa: PLC0415 - takes a second, and only readers of tables need it

    nothing = np.full(len(texts), _UNREADABLE, dtype=np.int64)
    try:
        found = pd.to_datetime(texts, format="ISO8601", errors="coerce")
    except ValueError:  # offsets differ
        return nothing
    if not isinstance(found, pd.DatetimeIndex):
        return nothing
    if found.tz is None:
        # Of a repeated hour the first; a skipped one is left to the calendar.
        first = np.ones(len(found), dtype=np.bool_)
        found = found.tz_localize(calendar.timezone, ambiguous=first, nonexistent="NaT")
    seconds = found.round("s").as_unit("s").asi8 - calendar.epoch
    return np.where(found.isna(), nothing, seconds)


def read_moment(text: str) -> datetime | None:
    """
    Return the moment that a text means, aware if it has an offset; None if it means none.

    Examples
    --------
    >>> read_moment("2026/11/23 8:00")
    datetime.datetime(2026, 11, 23, 8, 0)
    >>> read_moment("2026-11-23") is None
    True
    """
    match = _MOMENT.fullmatch(text.strip())
    if not match:
        return None
    year, month, day, hour, minute, second, fraction, offset = match.groups()
    try:
        moment = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0))
        moment += timedelta(seconds=round(float(fraction or 0)))
        if offset:
            zone = datetime.fromisoformat(f"2000-01-01T00:00{offset}").tzinfo
            moment = moment.replace(tzinfo=zone)
            moment.astimezone()  # the first and the last day of all have no other zones
    except (ValueError, OverflowError):
        return None
    return moment


def windows(table: Table, name: str, issues: Issues) -> list[tuple[TimeWindow, ...]]:
    """Return a column of hours or shifts; blank is the empty tuple."""
    found: list[tuple[TimeWindow, ...]] = []
    for row, text in enumerate(table.texts(name)):
        read = read_windows(text)
        if isinstance(read, str):
            fix = "write them as in 08:00-12:00;14:00-18:00"
            issues.add(table.issue("E134", row, name, read, value=text.strip(), fix=fix))
            read = ()
        found.append(read)
    return found


def read_windows(text: str) -> tuple[TimeWindow, ...] | str:
    """
    Return the intervals of a day that a text lists, or what is wrong with it.

    Examples
    --------
    >>> read_windows("08:00-12:00;14:00-18:00")[1]
    TimeWindow(earliest=50400, latest=64800)
    >>> read_windows("22:00-06:00")
    '22:00-06:00 ends before it starts; no interval crosses midnight'
    """
    found: list[TimeWindow] = []
    plain = text.replace("；", ";").replace("：", ":").replace("–", "-").replace("—", "-")
    for part in filter(None, (piece.strip() for piece in plain.split(";"))):
        ends = [read_clock(end) for end in part.split("-")]
        if len(ends) != 2 or ends[0] is None or ends[1] is None:
            return f"{shown(part)} is no interval of a day"
        if ends[0] > ends[1]:
            return f"{part} ends before it starts; no interval crosses midnight"
        if ends[0] == ends[1]:
            return f"{part} is over as soon as it starts"
        found.append(TimeWindow(ends[0], ends[1]))
    found.sort(key=lambda window: window.earliest)
    if any(later.earliest < sooner.latest for sooner, later in pairwise(found)):
        return f"{shown(text)} has intervals that overlap"
    return tuple(found)


def read_clock(text: str) -> int | None:
    """
    Return ``HH:MM`` as seconds of a day, up to 24:00; None where it is no such time.

    Examples
    --------
    >>> read_clock("08:30"), read_clock("24:00"), read_clock("25:00")
    (30600, 86400, None)
    """
    match = _CLOCK.fullmatch(text.strip())
    if not match:
        return None
    hours, minutes = map(int, match.groups())
    second = hours * HOUR + minutes * MINUTE
    return second if minutes < 60 and second <= DAY else None
