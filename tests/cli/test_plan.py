"""Plan and check through the door, over files as a user brings them."""

import json
import os
import signal
import sys
from subprocess import PIPE, Popen

import pytest
from typer.testing import CliRunner

from optimizer.cli import app
from tests.folders import write_county
from tests.instances import clock, county, travel

AT = ("--at", "2026-11-23T05:00")
MAIN = "from optimizer.cli import main; main()"


def route48(*arguments):
    """Run the command line in this process and return its result."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The four-stop county with one order each way and one that is due before it can arrive."""
    instance = county(
        {"order_id": "down"},
        {"order_id": "up", "origin": "Q", "destination": "H"},
        {"order_id": "hopeless", "destination": "Q", "due": clock("06:30")},
    )
    network = tmp_path_factory.mktemp("county") / "four"
    write_county(network, instance, travel())
    return network


@pytest.fixture(scope="module")
def orders(folder):
    """The order file of the county."""
    return folder / "orders" / "orders.csv"


@pytest.fixture(scope="module")
def planned(folder, orders, tmp_path_factory):
    """The folder of a plan made with one unit of effort, and what was said of it."""
    out = tmp_path_factory.mktemp("planned") / "out"
    result = route48("plan", folder, orders, *AT, "--out", out, "--effort", 1, "--seed", 1)
    assert result.exit_code == 0, result.stderr
    return out, result


def test_a_plan_is_written_and_summed_up(planned):
    """The folder holds the plan and its prints; the summary is Chinese and says where to look."""
    out, result = planned
    names = {file.name for file in out.iterdir()}
    assert {"plan.json", "itineraries.csv", "report.html"} <= names
    assert "运单 3：" in result.stdout
    assert f"请看 {out / 'report.html'}" in result.stdout
    assert "best" not in result.stdout


def test_the_written_plan_is_valid(folder, orders, planned):
    """What `plan` wrote, `check` finds nothing wrong with."""
    out, _ = planned
    result = route48("check", folder, orders, out / "plan.json", "--lang", "en")
    assert (result.exit_code, result.stdout[:13]) == (0, "No violations")


def test_json_is_alone_on_stdout(folder, orders, tmp_path):
    """With `--json` stdout is one object that counts every order."""
    options = (*AT, "--out", tmp_path / "out", "--effort", 1, "--json")
    result = route48("plan", folder, orders, *options)
    told = json.loads(result.stdout)
    assert told["kpis"]["orders"] == 3
    assert str(tmp_path / "out" / "plan.json") in told["files"]
    assert {entry["code"] for entry in told["reasons"]} == {"U105"}


def test_the_same_effort_gives_the_same_plan(folder, orders, planned, tmp_path):
    """Effort and seed fix the plan on any machine."""
    out, _ = planned
    options = (*AT, "--out", tmp_path / "out", "--effort", 1, "--seed", 1)
    assert route48("plan", folder, orders, *options).exit_code == 0
    one, other = (
        json.loads((at / "plan.json").read_text("utf-8")) for at in (out, tmp_path / "out")
    )
    one.pop("search_seconds"), other.pop("search_seconds")
    assert one == other


def test_bad_files_are_reported_together(folder, tmp_path):
    """Issues of network and orders come at once, exit 2, and nothing is written."""
    broken = tmp_path / "broken"
    write_county(broken, county({}), travel())
    sites = broken / "sites.csv"
    sites.write_text(sites.read_text("utf-8").replace("village_point", "vilage_point"), "utf-8")
    orders, out = broken / "orders" / "orders.csv", tmp_path / "out"
    orders.write_text("order_id,origin,destination,ready_at\no1,H,H,yesterday\n", "utf-8")
    result = route48("plan", broken, orders, *AT, "--out", out)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "sites.csv" in result.stderr
    assert "orders.csv" in result.stderr
    assert "Traceback" not in result.stderr
    assert not out.exists()


def test_a_senseless_time_is_bad_input(folder, orders, tmp_path):
    """`--at` that is no moment exits 2 and is named."""
    result = route48("plan", folder, orders, "--at", "soon", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "soon" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_broken_plan_is_caught(folder, orders, planned, tmp_path):
    """A plan that claims less than it drives breaks rule 13, exits 2, also as JSON."""
    document = json.loads((planned[0] / "plan.json").read_text("utf-8"))
    document["trips"][0]["distance_m"] -= 1
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(document), "utf-8")

    result = route48("check", folder, orders, broken)
    assert result.exit_code == 2
    assert "规则 13" in result.stdout

    result = route48("check", folder, orders, broken, "--json")
    assert result.exit_code == 2
    found = json.loads(result.stdout)["violations"]
    assert found
    assert {violation["rule"] for violation in found} == {13}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": "other"}', "\x00"])
def test_what_is_no_plan_is_bad_input(folder, orders, tmp_path, text):
    """A file that is no plan document exits 2 with a code, without a traceback."""
    file = tmp_path / "plan.json"
    file.write_text(text, "utf-8")
    result = route48("check", folder, orders, file)
    assert result.exit_code == 2
    assert "E19" in result.stderr


@pytest.mark.skipif(os.name != "posix", reason="signals of this kind are POSIX")
def test_ctrl_c_keeps_the_best_plan(folder, orders, tmp_path):
    """A search of an hour ends at the first Ctrl-C, with its best plan written."""
    out = tmp_path / "out"
    options = [*AT, "--out", str(out), "--search-seconds", "3600", "--lang", "en"]
    command = [sys.executable, "-c", MAIN, "plan", str(folder), str(orders), *options]
    process = Popen(command, stdout=PIPE, stderr=PIPE, text=True)
    told = []
    for line in process.stderr:
        told.append(line)
        if "best cost" in line:
            process.send_signal(signal.SIGINT)
            break
    stdout, stderr = process.communicate(timeout=300)
    assert process.returncode == 0, "".join([*told, stderr])
    assert "stopping" in stderr
    assert "3 orders" in stdout
    assert (out / "plan.json").is_file()
