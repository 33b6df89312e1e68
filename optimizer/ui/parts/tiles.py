"""Map tiles from a server that the county runs or pays for; without the setting there are none."""

from __future__ import annotations

import os
from typing import Any, Final
from urllib.parse import urlsplit

import numpy as np

from optimizer.domain.datum import Datum, to_wgs84

_SLOTS: Final = ("{z}", "{x}", "{y}")
# The shifts are waves; between nodes this many degrees apart a straight line is off by less
# than a metre or two. That of Baidu has the shorter waves.
_STEPS: Final = {Datum.GCJ02: 0.03, Datum.BD09: 0.01}
_MARGIN: Final = 0.1
_MOST_NODES: Final = 90


def tile_setting(bounds: tuple[float, float, float, float] | None) -> dict[str, Any] | None:
    """
    Return the tile server that is set, as the board takes it; None where there is none.

    ``ROUTE48_TILES`` is an address with ``{z}``, ``{x}`` and ``{y}``, its tiles cut in Web
    Mercator; ``ROUTE48_TILES_DATUM`` says what their degrees refer to, and
    ``ROUTE48_TILES_ATTRIBUTION`` whom to thank (the server's name where it is not set).

    Parameters
    ----------
    bounds
        West, south, east and north of the sites in WGS84; None where none is known.

    Returns
    -------
    setting
        Address, attribution, and ``shift``: degrees to add to those of a tile to have
        them in WGS84, on a grid about the sites; None for tiles in WGS84.

    Raises
    ------
    ValueError
        When the address lacks a slot, or nobody knows the datum.
    """
    url = os.environ.get("ROUTE48_TILES", "").strip()
    if not url or bounds is None:
        return None
    if urlsplit(url).scheme not in ("http", "https") or any(slot not in url for slot in _SLOTS):
        raise ValueError(f"ROUTE48_TILES: {url}")
    name = os.environ.get("ROUTE48_TILES_DATUM", "").strip().lower() or "wgs84"
    try:
        datum = Datum(name)
    except ValueError:
        raise ValueError(f"ROUTE48_TILES_DATUM: {name}") from None
    thanks = os.environ.get("ROUTE48_TILES_ATTRIBUTION", "").strip()
    return {
        "url": url,
        "attribution": thanks or urlsplit(url).hostname or "",
        "shift": shift_grid(bounds, datum),
    }


def shift_grid(bounds: tuple[float, float, float, float], datum: Datum) -> dict[str, Any] | None:
    """
    Return what to add to degrees of a datum to have them in WGS84, on a grid.

    ``by`` holds one pair per node, row by row from the south-west.
    """
    if datum not in _STEPS:
        return None
    west, south, east, north = np.array(bounds) + np.array([-1, -1, 1, 1]) * _MARGIN
    step = max(_STEPS[datum], (east - west) / _MOST_NODES, (north - south) / _MOST_NODES)
    columns = int(np.ceil((east - west) / step)) + 1
    rows = int(np.ceil((north - south) / step)) + 1
    lon, lat = np.meshgrid(west + np.arange(columns) * step, south + np.arange(rows) * step)
    nodes = np.column_stack([lon.ravel(), lat.ravel()])
    shifts = to_wgs84(nodes, datum) - nodes
    return {
        "west": float(west),
        "south": float(south),
        "step": float(step),
        "columns": columns,
        "rows": rows,
        "by": np.rint(shifts * 1e7).astype(int).ravel().tolist(),
    }
