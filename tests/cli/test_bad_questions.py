"""What no study can answer is refused on the command line before any day is planned."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from typer.testing import CliRunner

from optimizer.cli import app
from tests.folders import write_network
from tests.siting.sixstop import sixstop, ways

COMMANDS = ("whatif", "siting", "simulate")
FIRST = date(2026, 11, 2)
SCENARIOS = {
    "E405": 'change = "close_site"\nsite = "ZZ"\n',
    "E406": 'change = "close_site"\nsite = "H"\n',
    "E407": 'change = "close_site"\nsite = "A"\n[[changes]]\nchange = "open_site"\nsite = "A"\n',
    "E408": 'change = "drop_vehicles"\nvehicles = ["truck-1", "van-1", "van-2", "van-3",'
    ' "van-4", "van-5"]\n',
    "E403 below": 'change = "scale_demand"\nfactor = -1\n',
    "E403 above": 'change = "scale_demand"\nfactor = 1000\n',
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The county of two valleys, every scenario, and a history without its third day."""
    place = tmp_path_factory.mktemp("bad")
    write_network(place / "six", sixstop(), ways())
    for name, changes in {"sound": 'change = "close_site"\nsite = "A"\n', **SCENARIOS}.items():
        text = f'name_zh = "情景"\n[[changes]]\n{changes}'
        (place / f"{name}.toml").write_text(text, "utf-8")
    days = [FIRST + timedelta(days=number) for number in range(8) if number != 2]
    rows = [f"{day},H,P,{day}T04:30" for day in days]
    lines = ["order_id,origin,destination,ready_at", *rows, ""]
    (place / "history.csv").write_text("\n".join(lines), "utf-8")
    return place


def refused(folder, out, command, *options, scenario="sound", code):
    """Ask in both languages; assert that each is told, and that nothing was planned."""
    file = folder / f"{scenario}.toml"
    told = [file] if command == "whatif" else ["--under", file]
    asked = [command, folder / "six", *told, "--out", out, *options]
    if "--days" not in options:
        asked += ["--days", 1]
    said = []
    for lang in ("zh", "en"):
        result = CliRunner().invoke(app, [*map(str, asked), "--lang", lang])
        assert result.exit_code == 2, result.output
        assert code in result.output
        said.append(result.output)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in said[0])
    assert said[0] != said[1]
    assert not (out / "days").is_dir() or not list((out / "days").iterdir())


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_scenario_that_cannot_be_is_refused(folder, tmp_path, command, scenario):
    """An unknown site, no hub, a contradiction, no vehicle, demand times -1 and times 1,000."""
    refused(folder, tmp_path / "out", command, scenario=scenario, code=scenario[:4])


@pytest.mark.parametrize("command", COMMANDS)
def test_a_history_with_a_gap_is_refused(folder, tmp_path, command):
    """The day that is missing is named."""
    asked = ("--orders", folder / "history.csv", "--first-day", FIRST, "--days", 6)
    refused(folder, tmp_path / "out", command, *asked, code="2026-11-04")


@pytest.mark.parametrize("command", COMMANDS)
def test_no_cluster_is_refused(folder, tmp_path, command):
    """An address that is none; E422 where nobody has installed Dask."""
    out = tmp_path / "out"
    refused(folder, out, command, "--cluster", "nonsense", code="E42")


@pytest.mark.parametrize("command", ["siting", "simulate"])
@pytest.mark.parametrize("scale", [-1, 0, 1000, "nan"])
def test_no_county_has_such_orders(folder, tmp_path, command, scale):
    """E430 instead of days that take hours each."""
    refused(folder, tmp_path / "out", command, "--scale", scale, code="E430")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_season_that_nobody_knows_is_refused(folder, tmp_path, command):
    """It is named, with those that there are."""
    refused(folder, tmp_path / "out", command, "--season", "monsoon", code="monsoon")


@pytest.mark.parametrize("command", COMMANDS)
def test_days_that_cannot_be_kept_are_refused(folder, tmp_path, command):
    """A file stands where the folder of days would be."""
    (tmp_path / "days").touch()
    refused(folder, tmp_path, command, "--workers", 1, code="E424")


@pytest.mark.parametrize("command", COMMANDS)
def test_results_of_another_command_are_not_overwritten(folder, tmp_path, command):
    """E434, and the answer stays; one of the same kind, or of nobody, is written anew."""
    kinds = {"whatif": "siting", "siting": "simulation", "simulate": "whatif"}
    file = tmp_path / "summary.json"
    text = json.dumps({"schema": f"route48/{kinds[command]}/1"})
    file.write_text(text, "utf-8")
    refused(folder, tmp_path, command, code="E434")
    assert file.read_text("utf-8") == text
    own = {"simulate": "simulation"}.get(command, command)
    for other in (json.dumps({"schema": f"route48/{own}/1"}), "{}", "[]", "no JSON"):
        file.write_text(other, "utf-8")
        refused(folder, tmp_path, command, scenario="E406", code="E406")
