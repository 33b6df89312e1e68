"""The command: what it writes, what it skips, what it cries out."""

from __future__ import annotations

import csv

import pytest

from benchmarks.literature.__main__ import main
from benchmarks.literature.classes import CLASSES
from benchmarks.literature.known import Known
from benchmarks.literature.running import Row, summary

LINE = """C1

VEHICLE
NUMBER CAPACITY
 2 12

CUST NO. XCOORD.
 0 0 0 0 0 200 0
 1 10 0 4 0 200 5
 2 20 0 4 40 50 5
 3 30 0 4 0 200 5
"""
HEAD = "instance,bks_cost,optimal,vehicles,convention,solution_file,source,note,check\n"


@pytest.fixture
def place(tmp_path):
    """Return a folder of the Solomon class that holds the line, whose best cost is 60."""
    (tmp_path / "instances").mkdir()
    (tmp_path / "instances" / "line.txt").write_text(LINE, encoding="utf-8")
    rows = 'line,60.0,y,1,"trunc1, tenths",,,,"routes evaluated, equal"\n'
    rows += 'line,60.00,,2,"double, min distance only",,,,own run +1.00%\n'
    (tmp_path / "BKS.csv").write_text(HEAD + rows, encoding="utf-8")
    return tmp_path


def run(place, *options):
    """Run the command with little effort and return the rows that it wrote."""
    out = place / "out.csv"
    plain = ["--engine", "ruin", "--effort", "100", "--out", str(out)]
    assert main(["vrptw-solomon", str(place), *plain, *options]) == 0
    with out.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def known(cost=100.0, digits=1, vehicles=2, check="routes evaluated, equal"):
    """Return what is known of an instance."""
    return Known("a", cost, digits, vehicles, "", "", check)


def row(cost, *, vehicles=2, breaks=(), fleet_first=False, **of_known):
    """Return a run."""
    return Row(
        known=known(**of_known),
        seed=0,
        engine="ruin",
        cost=cost,
        vehicles=vehicles,
        seconds=1.0,
        iterations=7,
        breaks=breaks,
        fleet_first=fleet_first,
    )


def test_every_run_is_a_row(place):
    """Two seeds make two rows, judged in the file's numbers, with their gap."""
    rows = run(place, "--seeds", "2")
    assert [each["seed"] for each in rows] == ["0", "1"]
    first = rows[0]
    assert (first["instance"], first["cost"], first["gap"]) == ("line", "60.0000", "0.0000")
    assert (first["feasible"], first["vehicles"], first["engine"]) == ("yes", "1", "ruin")
    assert first["check"] == "routes evaluated, equal"


def test_conventions_have_rows_of_their_own(place):
    """The same file under another convention is compared with another row."""
    assert run(place, "--convention", "distance")[0]["check"] == "own run +1.00%"


def test_filters_leave_instances_out(place):
    """A name that is not there, and a limit of customers, leave nothing."""
    assert run(place, "--only", "R1") == []
    assert run(place, "--instances-up-to", "2") == []
    assert len(run(place, "--instances-up-to", "3")) == 1


def test_an_absent_folder_is_skipped(tmp_path, capsys):
    """Without the instances the command says so, and that is no mistake."""
    out = str(tmp_path / "out.csv")
    assert main(["cvrp-x", str(tmp_path / "nowhere"), "--engine", "ruin", "--out", out]) == 0
    assert "skipped" in capsys.readouterr().err


def test_an_unknown_convention_is_refused(place, capsys):
    """The conventions that there are are named."""
    out = str(place / "out.csv")
    told = ["vrptw-solomon", str(place), "--engine", "ruin", "--out", out, "--convention", "x"]
    assert main(told) == 2
    assert "trunc1, fleet, distance" in capsys.readouterr().err


def test_gaps_are_summed_up_by_confirmation():
    """Confirmed costs stand apart, and what is not feasible is counted, not averaged."""
    rows = [
        row(101.0),
        row(103.0),
        row(110.0, check="own run +1.00%"),
        row(0.0, breaks=("customer 1 is not served",)),
    ]
    lines = summary(rows).splitlines()
    assert lines[1].split() == ["confirmed", "3", "2.000", "3.000", "1"]
    assert lines[2].split() == ["not", "confirmed", "1", "10.000", "10.000", "0"]


def test_less_than_the_best_known_is_a_suspected_bug():
    """Below what the printed digits leave open, the summary cries out."""
    assert not row(99.91).beats_record
    assert row(99.8).beats_record
    assert "SUSPECTED BUG" in summary([row(99.8)])
    assert not row(99.8, breaks=("late",)).beats_record


def test_with_the_fleet_first_fewer_vehicles_are_better_at_any_cost():
    """A vehicle less beats the record at any distance; with more nothing does."""
    assert row(200.0, vehicles=1, fleet_first=True).beats_record
    assert not row(50.0, vehicles=3, fleet_first=True).beats_record


def test_every_class_says_where_its_files_lie():
    """Eighteen classes, each with at least one convention, the first of which is the default."""
    assert len(CLASSES) == 18
    for kind in CLASSES.values():
        assert "{}" in kind.file
        assert kind.convention(None) is kind.conventions[0]
