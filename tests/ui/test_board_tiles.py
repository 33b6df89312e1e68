"""Tiles of a map server under the board."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.domain.datum import Datum, from_wgs84
from optimizer.ui.parts.tiles import shift_grid, tile_setting

COUNTY = (113.6, 24.1, 114.4, 24.6)
AMAP = "http://tiles.example/{z}/{x}/{y}.png"


def between(grid, places):
    """Return places with the shift of the grid, as the board works it out."""
    x, y = (
        (places[:, 0] - grid["west"]) / grid["step"],
        (places[:, 1] - grid["south"]) / grid["step"],
    )
    column, row = np.floor(x).astype(int), np.floor(y).astype(int)
    fx, fy = (x - column)[:, None], (y - row)[:, None]
    nodes = np.array(grid["by"]).reshape(grid["rows"], grid["columns"], 2) / 1e7
    south = nodes[row, column] * (1 - fx) + nodes[row, column + 1] * fx
    north = nodes[row + 1, column] * (1 - fx) + nodes[row + 1, column + 1] * fx
    return places + south * (1 - fy) + north * fy


@pytest.mark.parametrize(("datum", "metres"), [(Datum.GCJ02, 1.0), (Datum.BD09, 2.5)])
def test_the_grid_brings_tiles_to_where_they_are(datum, metres):
    """Anywhere in the county the grid is off by less than a pixel of the deepest tiles."""
    west, south, east, north = COUNTY
    there = np.random.default_rng(1).uniform([west, south], [east, north], (2_000, 2))
    found = between(shift_grid(COUNTY, datum), from_wgs84(there, datum))
    assert np.abs(found - there).max() * 111_000 < metres


def test_the_shift_is_not_small():
    """Without the grid an Amap tile would lie half a kilometre off."""
    there = np.array([[114.1, 24.4]])
    assert np.hypot(*(from_wgs84(there, Datum.GCJ02) - there)[0]) * 111_000 > 300


def test_tiles_in_wgs84_are_not_shifted(monkeypatch):
    """A server in WGS84 needs no grid, and is thanked by its name where nothing else is set."""
    monkeypatch.setenv("ROUTE48_TILES", AMAP)
    monkeypatch.delenv("ROUTE48_TILES_DATUM", raising=False)
    monkeypatch.delenv("ROUTE48_TILES_ATTRIBUTION", raising=False)
    assert tile_setting(COUNTY) == {"url": AMAP, "attribution": "tiles.example", "shift": None}


def test_the_attribution_can_be_set(monkeypatch):
    """Whoever makes the tiles is named as they ask."""
    monkeypatch.setenv("ROUTE48_TILES", AMAP)
    monkeypatch.setenv("ROUTE48_TILES_ATTRIBUTION", "© 高德地图")
    assert tile_setting(COUNTY)["attribution"] == "© 高德地图"


def test_without_the_setting_there_are_no_tiles(monkeypatch):
    """Nothing is set, nothing is asked for."""
    monkeypatch.delenv("ROUTE48_TILES", raising=False)
    assert tile_setting(COUNTY) is None


@pytest.mark.parametrize(
    ("url", "datum"),
    [("http://tiles.example/{z}/{x}.png", ""), ("javascript:{z}{x}{y}", ""), (AMAP, "gcj-2")],
)
def test_a_wrong_setting_is_said(monkeypatch, url, datum):
    """A missing slot, an address that is none, a datum that nobody knows."""
    monkeypatch.setenv("ROUTE48_TILES", url)
    monkeypatch.setenv("ROUTE48_TILES_DATUM", datum)
    with pytest.raises(ValueError, match="ROUTE48_TILES"):
        tile_setting(COUNTY)
