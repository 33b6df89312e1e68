"""Reads where the sites are: their coordinates, whichever datum they were taken in."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from optimizer.domain import Bools, Datum, Ints, to_wgs84
from optimizer.inputs.issues import Issues
from optimizer.inputs.tables import Table, numbers, words

_AXES: Final = ("longitude", "latitude")
_MOST_DEGREES: Final = np.array([180.0, 90.0])
_DATUMS: Final = tuple(Datum)
_SPELLINGS: Final = (*_DATUMS, "wgs-84", "gcj-02", "bd-09")
_FARTHEST_DEGREES: Final = 10

Places = NDArray[np.float64]


def read_places(table: Table, issues: Issues, *, required: bool) -> dict[str, list[float | None]]:
    """
    Return the columns ``latitude`` and ``longitude`` in WGS84, None where they are blank.

    The column ``datum`` says what the file has them in. ``required`` says that none may be
    blank.
    """
    places = np.column_stack(
        [numbers(table, name, issues, lowest=-1e6, highest=1e6, unit="degrees") for name in _AXES]
    )
    datums = _datums(table, issues)
    _check_given(table, places, issues, required=required)
    on_earth = _check_degrees(table, places, issues)
    _check_distances(table, places, on_earth, issues)
    for number, datum in enumerate(_DATUMS):
        rows = on_earth & (datums == number)
        places[rows] = to_wgs84(places[rows], datum)
    return {
        name: [None if np.isnan(degrees) else float(degrees) for degrees in places[:, axis]]
        for axis, name in enumerate(_AXES)
    }


def _datums(table: Table, issues: Issues) -> Ints:
    """Return the datum of every row as its position among `Datum`; blank is WGS84."""
    spelling = words(table, "datum", issues, known=_SPELLINGS, default=Datum.WGS84)
    meant = [_DATUMS.index(Datum(text.replace("-", ""))) for text in _SPELLINGS]
    return np.array(meant, dtype=np.int64)[spelling]


def _check_given(table: Table, places: Places, issues: Issues, *, required: bool) -> None:
    """Note coordinates that are missing or half given."""
    ids, has_ids = table.texts("site_id"), "site_id" in table.columns
    missing = np.isnan(places)
    for axis, name in enumerate(_AXES):
        texts = table.texts(name)
        for row in np.flatnonzero(missing[:, axis] & (required | ~missing[:, 1 - axis])):
            # A text that is no number, and a row without a site, are issues already.
            if not texts[row].strip() and (ids[row].strip() or not has_ids):
                fix = "look it up; only with travel tables may it be blank"
                fix = fix if required else "give both"
                issues.add(table.issue("E135", int(row), name, "no coordinate is given", fix=fix))


def _check_degrees(table: Table, places: Places, issues: Issues) -> Bools:
    """Note coordinates that are nowhere on Earth; return which places are somewhere on it."""
    beyond = np.asarray(np.abs(places) > _MOST_DEGREES)
    turned = np.abs(np.nan_to_num(places))[:, ::-1]
    back = np.asarray((turned <= _MOST_DEGREES).all(axis=1))
    for row, axis in np.argwhere(beyond).tolist():
        written = table.texts(_AXES[axis])[row].strip()
        fix = "swap the two columns?" if axis and back[row] else "WGS84 degrees are needed"
        message = f"{written} degrees are nowhere on Earth"
        issues.add(table.issue("E136", row, _AXES[axis], message, value=written, fix=fix))
    return np.asarray((np.abs(places) <= _MOST_DEGREES).all(axis=1))


def _check_distances(table: Table, places: Places, on_earth: Bools, issues: Issues) -> None:
    """Note sites so far from the others that they cannot be in one county."""
    placed = places[~np.isnan(places).any(axis=1)]
    if not len(placed):
        return
    centre = np.median(placed, axis=0)
    off = np.abs(places - centre).max(axis=1)
    back = np.abs(places[:, ::-1] - centre).max(axis=1)
    for row in np.flatnonzero(on_earth & (off > _FARTHEST_DEGREES)).tolist():
        swapped = back[row] < _FARTHEST_DEGREES
        fix = "swap the two columns?" if swapped else "check both columns"
        message = f"{off[row]:.0f} degrees from the other sites"
        value = f"{places[row, 1]:.10g}"
        issues.add(table.issue("E136", row, "latitude", message, value=value, fix=fix))
