"""
Elevations that a user brings, and what slopes do to speeds.

Two plain forms are read: ``elevations.csv``, a table of points with longitude, latitude
and metres, and ``elevations.asc``, a raster as every GIS exports it (ESRI ASCII grid) in
WGS84 degrees. Between points the height is interpolated; outside it is unknown, and roads
there count as flat.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

import numpy as np
import shapely
from scipy.interpolate import LinearNDInterpolator, RegularGridInterpolator
from scipy.spatial import QhullError

from optimizer.domain import Issue, RoadRules
from optimizer.network.edges import Floats
from optimizer.network.graphml import refuse
from optimizer.network.segments import Segments

FILES: Final = ("elevations.csv", "elevations.asc")

_COLUMNS: Final = ("longitude", "latitude", "metres")
_HEADER: Final = ("ncols", "nrows", "xllcorner", "yllcorner", "cellsize")


@dataclass(frozen=True, eq=False)
class Elevations:
    """The height of the ground, as far as it is known."""

    height: Any

    def at(self, places: Floats) -> Floats:
        """Return metres at longitudes and latitudes, NaN where unknown, shape ``(places,)``."""
        heights: Floats = np.asarray(self.height(places), dtype=np.float64)
        return heights

    def factors(self, segments: Segments, roads: RoadRules) -> Floats:
        """
        Return what slopes make of the speed, forward and back, shape ``(segments, 2)``.

        A segment is measured in steps of about ``slope_step``; its factor is that of its
        steps, weighted by the time that they take.
        """
        steps = np.maximum(1, np.rint(segments.length / (10 * roads.slope_step))).astype(np.int64)
        owner = np.repeat(np.arange(len(segments)), steps + 1)
        first = np.concatenate([[0], np.cumsum(steps + 1)[:-1]])
        share = (np.arange(len(owner)) - first[owner]) / steps[owner]
        lines = shapely.linestrings(
            segments.points, indices=np.repeat(np.arange(len(segments)), np.diff(segments.starts))
        )
        points = shapely.line_interpolate_point(lines[owner], share, normalized=True)
        heights = self.at(shapely.get_coordinates(points))

        within = owner[1:] == owner[:-1]
        rise, segment = np.diff(heights)[within], owner[1:][within]
        run = np.maximum(segments.length / steps, 1)[segment] / 10
        grade = np.nan_to_num(rise / run)
        both = [_slowness(sign * grade, roads, segment, steps) for sign in (1, -1)]
        return np.column_stack([1 / slowness for slowness in both])


def load_elevations(folder: Path) -> Elevations | None:
    """
    Return the elevations of a network folder; None where it has none.

    Raises
    ------
    NetworkError
        E216 where the file cannot be used.
    """
    file = next((folder / name for name in FILES if (folder / name).is_file()), None)
    if file is None:
        return None
    try:
        text = file.read_bytes().decode("utf-8-sig")
        return Elevations(_table(text) if file.suffix == ".csv" else _raster(text))
    except (OSError, ValueError, KeyError, QhullError) as error:
        _refuse(file, str(error).splitlines()[0] if str(error) else type(error).__name__)


def _slowness(grade: Floats, roads: RoadRules, segment: Any, steps: Any) -> Floats:
    """Return time per flat time of every segment in one direction."""
    factor = np.ones_like(grade)
    for sign, pairs in ((1, roads.uphill_factors), (-1, roads.downhill_factors)):
        for least, value in pairs:
            factor[sign * grade >= max(least, 1e-9)] = value
    with np.errstate(divide="ignore"):
        slowness: Floats = np.bincount(segment, weights=1 / factor, minlength=len(steps)) / steps
    return slowness


def _table(text: str) -> LinearNDInterpolator:
    """Return the heights of a table of points."""
    reader = csv.DictReader(io.StringIO(text))
    if set(reader.fieldnames or ()) != set(_COLUMNS):
        raise ValueError(f"the columns are {reader.fieldnames}, not {', '.join(_COLUMNS)}")
    rows = []
    for number, row in enumerate(reader, start=2):
        try:
            rows.append([float(row[name]) for name in _COLUMNS])
        except (TypeError, ValueError):
            raise ValueError(f"row {number} does not hold three numbers") from None
    cells = np.array(rows).reshape(-1, 3)
    if len(cells) < 3 or not np.isfinite(cells).all():
        raise ValueError("at least three points with finite numbers are needed")
    return LinearNDInterpolator(cells[:, :2], cells[:, 2])


def _raster(text: str) -> RegularGridInterpolator:
    """Return the heights of an ESRI ASCII grid; a cell's height is that of its middle."""
    lines = text.splitlines()
    header: dict[str, float] = {}
    while lines and lines[0][:1].isalpha():
        key, value = lines.pop(0).split()
        header[key.lower()] = float(value)
    if missing := [key for key in _HEADER if key not in header]:
        raise ValueError(f"the header lacks {', '.join(missing)}")
    cells = np.array(" ".join(lines).split(), dtype=np.float64)
    shape = int(header["nrows"]), int(header["ncols"])
    if min(shape) < 2 or cells.size != shape[0] * shape[1]:
        raise ValueError(f"{cells.size} cells are not {shape[0]} rows of {shape[1]}")
    cells[cells == header.get("nodata_value", -9999.0)] = np.nan
    x = header["xllcorner"] + (np.arange(shape[1]) + 0.5) * header["cellsize"]
    y = header["yllcorner"] + (np.arange(shape[0]) + 0.5) * header["cellsize"]
    # The file begins in the north.
    return RegularGridInterpolator((x, y), cells.reshape(shape)[::-1].T, bounds_error=False)


def _refuse(file: Path, message: str) -> NoReturn:
    refuse(
        Issue(
            "E216",
            file.name,
            f"holds no elevations that can be used: {message}",
            fix="give a table with longitude, latitude, metres, or an ESRI ASCII grid in WGS84; "
            "or remove the file",
        )
    )
