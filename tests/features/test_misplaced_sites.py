"""Sites of the embedded county as a careless user brings them, beside its roads."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from optimizer.cli import app
from optimizer.domain import Datum, from_wgs84
from optimizer.inputs import read_network
from optimizer.network import load_roads

COUNTY = Path(__file__).resolve().parents[2] / "data" / "wengyuan"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the embedded county."""
    return Path(shutil.copytree(COUNTY, tmp_path / "wengyuan"))


def rewrite(folder: Path, change) -> None:
    """Write ``sites.csv`` anew; ``change`` takes and returns longitude, latitude and datum."""
    with (folder / "sites.csv").open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    for row in rows:
        place = np.array([[float(row["longitude"]), float(row["latitude"])]])
        row["longitude"], row["latitude"], row["datum"] = change(place)
    with (folder / "sites.csv").open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def info(folder: Path):
    """Return what ``route48 roads info`` says, warnings and all."""
    return CliRunner().invoke(app, ["roads", "info", str(folder), "--lang", "en"])


def codes(folder: Path) -> set[str]:
    """Return the codes of the warnings that the roads give."""
    return {issue.code for issue in load_roads(folder).warnings(read_network(folder))}


@pytest.mark.parametrize("datum", [Datum.GCJ02, Datum.BD09])
def test_points_of_a_map_without_their_datum_are_flagged(folder, datum):
    """Amap's points pasted as they are: the report asks for the column datum."""
    rewrite(folder, lambda place: (*from_wgs84(place, datum)[0], ""))
    result = info(folder)
    assert result.exit_code == 0, result.output
    assert f'write "{datum}" into the column datum' in " ".join(result.output.split())
    assert "E250" in codes(folder)


@pytest.mark.parametrize("datum", list(Datum))
def test_points_with_their_datum_give_the_same_times(folder, datum):
    """However the same points are written, travel is the same, and nothing is flagged."""
    expected = load_roads(folder).travel_matrices(read_network(folder))["van"]
    rewrite(folder, lambda place: (*from_wgs84(place, datum)[0], datum))
    found = load_roads(folder).travel_matrices(read_network(folder))["van"]
    assert np.abs(found.duration - expected.duration).max() <= 1
    assert "E250" not in codes(folder)


def test_swapped_columns_are_refused(folder):
    """In China a longitude is no latitude, which the reader of the table finds."""
    rewrite(folder, lambda place: (place[0, 1], place[0, 0], ""))
    result = info(folder)
    assert result.exit_code == 2
    assert "swap the two columns?" in result.output


def test_roads_of_another_country_are_refused(folder):
    """A county moved to Portugal is nowhere near its roads, and is told how far it is."""
    rewrite(folder, lambda place: (*(place[0] + [-122.0, 15.0]), ""))
    result = info(folder)
    assert result.exit_code == 3
    assert "E251" in result.output
    assert "import the roads of this county" in " ".join(result.output.split())
