"""The demand command: orders for a network that has none yet."""

import csv
from datetime import datetime

import pytest
from typer.testing import CliRunner

from optimizer.cli import app
from tests.folders import write_county
from tests.instances import county, travel


@pytest.fixture
def folder(tmp_path):
    """The four-stop county as a folder with travel tables."""
    write_county(tmp_path / "four", county({}), travel())
    return tmp_path / "four"


def draw(folder, out, *options):
    """Draw one day with seed 1 and return the result."""
    arguments = ["demand", str(folder), "--days", "1", "--seed", "1", "--out", str(out), *options]
    return CliRunner().invoke(app, arguments)


def rows_of(file):
    """Return the rows of a CSV file."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def test_orders_are_drawn_from_a_seed(folder, tmp_path):
    """The same seed gives the same file, which holds the orders of its first day."""
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    result = draw(folder, one, "--first-day", "2026-12-01")
    assert result.exit_code == 0
    assert draw(folder, other, "--first-day", "2026-12-01").exit_code == 0
    assert one.read_bytes() == other.read_bytes()
    rows = rows_of(one)
    assert f"{len(rows)} " in result.stdout
    assert {datetime.fromisoformat(row["ready_at"]).date().day for row in rows} == {1}
    assert {row["origin"] for row in rows} <= {"H", "P", "Q"}


def test_a_scale_multiplies_the_orders(folder, tmp_path):
    """Ten times the volume is several times the orders."""
    assert draw(folder, tmp_path / "one.csv").exit_code == 0
    assert draw(folder, tmp_path / "ten.csv", "--scale", "10").exit_code == 0
    assert len(rows_of(tmp_path / "ten.csv")) > 5 * len(rows_of(tmp_path / "one.csv"))


def test_an_unknown_season_is_refused(folder, tmp_path):
    """A season that the network does not have exits 2 and names those that it has."""
    result = draw(folder, tmp_path / "drawn.csv", "--season", "monsoon")
    assert result.exit_code == 2
    assert "ordinary, orchid" in result.stderr
    assert not (tmp_path / "drawn.csv").exists()


def test_a_missing_network_is_bad_input(tmp_path):
    """A folder that is not there exits 2 with a code."""
    result = draw(tmp_path / "nowhere", tmp_path / "drawn.csv")
    assert result.exit_code == 2
    assert "E101" in result.stderr


def test_a_file_that_cannot_be_written_is_a_store_error(folder, tmp_path):
    """Where the file cannot go the exit status is 5."""
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be", "utf-8")
    result = draw(folder, blocked / "drawn.csv")
    assert result.exit_code == 5
    assert "cannot be written" in result.stderr
