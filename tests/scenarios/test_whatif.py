"""`route48 whatif` from end to end, on the four-stop county with measured tables."""

import io
import json
from pathlib import Path

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from optimizer.cli.commands import app
from tests.folders import write_county
from tests.instances import clock, county, travel

CLOSE = 'name_zh = "关甲站"\nname_en = "A closed"\n[[changes]]\nchange = "close_site"\nsite = "A"\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A network folder with two days of orders, and a scenario that closes A."""
    path = tmp_path_factory.mktemp("whatif")
    rows = [{"ready": clock("06:00", day), "destination": site} for day in (0, 1) for site in "PQ"]
    orders = write_county(path / "network", county(*rows), travel())
    (path / "orders.csv").write_bytes(orders.read_bytes())
    (path / "close.toml").write_text(CLOSE, encoding="utf-8")
    return path


def call(folder, *more, scenario="close.toml"):
    """Run the command; return what it came to."""
    arguments = ["whatif", str(folder / "network"), str(folder / scenario)]
    options = ["--orders", str(folder / "orders.csv"), "--effort", "20", "--workers", "1"]
    options += ["--out", str(folder / "out"), "--lang", "en", *more]
    return CliRunner().invoke(app, [*arguments, *options])


def test_base_and_scenarios_are_compared_printed_and_kept(folder):
    """Two days, no verdict yet; the second call plans nothing again, and says the same."""
    double = 'name_zh = "翻倍"\n[[changes]]\nchange = "scale_demand"\nfactor = 2.0\n'
    (folder / "twice.toml").write_text(double, encoding="utf-8")
    first = call(folder, str(folder / "twice.toml"))
    assert first.exit_code == 0, first.output
    assert "no verdict: only 2 days" in first.stdout
    assert "comparison.pdf" in first.stdout
    assert "kept" not in first.stderr
    files = {file.name: file.read_bytes() for file in (folder / "out").iterdir() if file.is_file()}
    papers = {"comparison.pdf", "comparison-2.pdf", "difference.svg", "difference-2.svg"}
    assert set(files) == papers | {"summary.json", "days.csv", "villages.csv"}
    for name, scenario in (("comparison.pdf", "A closed"), ("comparison-2.pdf", "翻倍")):
        pages = PdfReader(io.BytesIO(files[name])).pages
        assert len(pages) == 2
        assert scenario in pages[0].extract_text()
    second = call(folder, str(folder / "twice.toml"), "--json")
    assert "12 of the plans were kept" in second.stderr
    assert files == {name: (folder / "out" / name).read_bytes() for name in files}
    told = json.loads(second.stdout)
    assert told["scenarios"][0]["measures"]["total"]["days"] == 2
    assert told["failures"] == []
    assert {Path(file).name for file in told["files"]} == set(files)


def test_bad_input_is_said_before_anything_is_planned(folder):
    """A scenario that closes the hub: exit status 2, and no folder of days."""
    (folder / "hub.toml").write_text(CLOSE.replace('"A"', '"H"'), encoding="utf-8")
    found = call(folder, "--out", str(folder / "none"), scenario="hub.toml")
    assert found.exit_code == 2
    assert "E406" in found.stderr
    assert not (folder / "none").exists()


def test_what_holds_for_all_is_checked_and_named(folder):
    """Twice the orders for base and scenario alike; one that closes the hub is refused."""
    text = 'name_zh = "翻倍"\n[[changes]]\nchange = "scale_demand"\nfactor = 2.0\n'
    (folder / "double.toml").write_text(text, encoding="utf-8")
    out = ["--out", str(folder / "doubled"), "--json"]
    told = json.loads(call(folder, "--under", str(folder / "double.toml"), *out).stdout)
    assert told["under"]["name_zh"] == "翻倍"
    assert [each["change"] for each in told["scenarios"][0]["changes"]] == [
        "scale_demand",
        "close_site",
    ]
    hub = CLOSE.replace('"A"', '"H"').replace("关甲站", "关县中心")
    (folder / "hub.toml").write_text(hub, encoding="utf-8")
    found = call(folder, "--under", str(folder / "hub.toml"), "--out", str(folder / "none"))
    assert (found.exit_code, "E406" in found.stderr) == (2, True)


def test_missing_days_are_said_before_anything_is_planned(folder):
    """Three days of a history of two."""
    found = call(folder, "--days", "3", "--out", str(folder / "none"))
    assert found.exit_code == 2
    assert "E412" in found.stderr
    assert "2026-11-25" in found.stderr


def test_a_cluster_that_is_not_there_is_said(folder):
    """E420 or E421 or E422, whatever this machine has."""
    arguments = ["whatif", str(folder / "network"), str(folder / "close.toml")]
    options = ["--orders", str(folder / "orders.csv"), "--out", str(folder / "far")]
    found = CliRunner().invoke(app, [*arguments, *options, "--cluster", "nonsense", "--lang", "en"])
    assert found.exit_code == 2
    assert "E42" in found.stderr


def test_days_or_a_history_must_be_given(folder):
    """Neither is a mistake of the command line."""
    arguments = ["whatif", str(folder / "network"), str(folder / "close.toml"), "--out", "x"]
    found = CliRunner().invoke(app, arguments)
    assert found.exit_code == 2
