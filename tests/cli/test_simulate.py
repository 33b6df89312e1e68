"""Simulation through the door, over files as a user brings them."""

import csv
import json

import pytest
from typer.testing import CliRunner

from optimizer.cli import app
from optimizer.demand import draw_orders, write_orders
from tests.folders import write_county
from tests.instances import PLANNED_AT, county, network, travel

FAST = ("--effort", "40")
ONE = ("--workers", "1")
SLACK = 'name_zh = "淡季"\n[[changes]]\nchange = "scale_demand"\nfactor = 0.3\n'


def route48(*arguments):
    """Run the command line in this process and return its result."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The four-stop county with two orders."""
    place = tmp_path_factory.mktemp("county") / "four"
    instance = county({"order_id": "down"}, {"order_id": "up", "origin": "Q", "destination": "H"})
    write_county(place, instance, travel())
    return place


@pytest.fixture(scope="module")
def history(folder, tmp_path_factory):
    """Two days of few orders."""
    file = tmp_path_factory.mktemp("orders") / "history.csv"
    drawn = draw_orders(network(), first_day=PLANNED_AT.date(), days=2, seed=1, scale=0.2)
    write_orders(file, drawn)
    return file


def rows(file):
    """Return the rows of a table."""
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def test_days_are_played_and_written(folder, history, tmp_path):
    """A line per day and policy, a line per village and class, a summary that adds up."""
    out = tmp_path / "out"
    asked = ("simulate", folder, "--days", 2, "--orders", history, "--out", out, *FAST, *ONE)
    result = route48(*asked, "--json")
    assert result.exit_code == 0, result.output
    days = rows(out / "days.csv")
    assert [(row["policy"], row["day"]) for row in days] == [
        (policy, day) for day in ("2026-11-23", "2026-11-24") for policy in ("by_need", "habit")
    ]
    summary = json.loads((out / "summary.json").read_text("utf-8"))
    need = summary["policies"]["by_need"]
    ours = [row for row in days if row["policy"] == "by_need"]
    assert need["cost"] == pytest.approx(sum(float(row["cost"]) for row in ours), abs=0.02)
    assert summary["days"] == 2
    villages = [row for row in rows(out / "villages.csv") if row["policy"] == "by_need"]
    assert sum(int(row["on_time"]) for row in villages) == need["on_time"] > 0
    assert {row["site_id"] for row in villages} == {"P", "Q"}
    assert summary["gain"]["verdict"]["kind"] == "too_few"
    again = route48(*asked, "--lang", "en")
    assert again.exit_code == 0, again.output
    assert "only 2 days can be compared" in again.output
    assert "9 of 9 days done" in again.output
    assert "what was open was brought to its end" in again.output
    assert json.loads((out / "summary.json").read_text("utf-8")) == summary


def test_two_histories_are_played_under_a_scenario(folder, tmp_path):
    """Other luck and other orders in each; a third of the orders in both."""
    scenario, out = tmp_path / "slack.toml", tmp_path / "out"
    scenario.write_text(SLACK, "utf-8")
    asked = ("--days", 1, "--seeds", 2, "--scale", 0.5, "--under", scenario, "--json")
    result = route48("simulate", folder, "--out", out, *asked, *FAST, *ONE)
    assert result.exit_code == 0, result.output
    summary = json.loads(result.stdout)
    assert summary["under"]["name_zh"] == "淡季"
    assert [(row["seed"], row["day"]) for row in summary["by_day"]] == [
        (0, "2026-11-23"),
        (1, "2026-11-23"),
    ]


def test_a_scenario_that_does_not_apply_starts_nothing(folder, tmp_path):
    """It is refused in a sentence, before any day."""
    scenario, out = tmp_path / "wrong.toml", tmp_path / "out"
    scenario.write_text(SLACK.replace("factor = 0.3", 'factor = 0.3\ntowns = ["无名镇"]'), "utf-8")
    result = route48("simulate", folder, "--out", out, "--under", scenario, *FAST, *ONE)
    assert result.exit_code == 2
    assert "E405" in result.output
    assert not out.exists()


def test_a_plan_is_replayed(folder, tmp_path):
    """From ``route48 plan`` to how likely its orders are in time."""
    orders, out = folder / "orders" / "orders.csv", tmp_path / "out"
    at = ("--at", "2026-11-23T05:00")
    assert route48("plan", folder, orders, *at, "--out", out, *FAST).exit_code == 0
    plan = out / "plan.json"
    result = route48("simulate", folder, "--replay", plan, "--orders", orders, "--out", out)
    assert result.exit_code == 0, result.output
    assert "重演 500 次" in result.output
    found = {row["order_id"]: float(row["on_time"]) for row in rows(out / "replayed_orders.csv")}
    assert set(found) == {"down", "up"}
    assert all(0.9 < share <= 1 for share in found.values())
    assert rows(out / "replayed_trips.csv")


def test_a_plan_that_breaks_rules_is_not_replayed(folder, tmp_path):
    """The checker comes first."""
    orders, out = folder / "orders" / "orders.csv", tmp_path / "out"
    at = ("--at", "2026-11-23T05:00")
    assert route48("plan", folder, orders, *at, "--out", out, *FAST).exit_code == 0
    plan = out / "plan.json"
    document = json.loads(plan.read_text("utf-8"))
    document["trips"][0]["distance_m"] += 1
    plan.write_text(json.dumps(document), "utf-8")
    result = route48("simulate", folder, "--replay", plan, "--orders", orders, "--out", out)
    assert result.exit_code == 2
    assert "V23" in result.output


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[markets]\ntowns = { "无名镇" = [3, 6, 9] }', "E463"),
        ("rain_roads = 100", "E462"),
        ("road_spread = 0.1\nrod_spread = 0.1", "E461"),
        ("road_spread", "E460"),
    ],
)
def test_a_bad_uncertainty_file_starts_nothing(folder, tmp_path, text, code):
    """Before anything long begins, and before anything is written."""
    file = tmp_path / "uncertainty.toml"
    file.write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    result = route48("simulate", folder, "--uncertainty", file, "--out", out, *ONE)
    assert result.exit_code == 2
    assert code in result.output
    assert not out.exists()


def test_a_history_with_missing_days_starts_nothing(folder, history, tmp_path):
    """The days that it lacks are named."""
    out = tmp_path / "out"
    result = route48(
        *("simulate", folder, "--days", 4, "--orders", history, "--out", out, "--lang", "en")
    )
    assert result.exit_code == 2
    assert "E412" in result.output
    assert "2026-11-25, 2026-11-26" in result.output
    assert not out.exists()


def test_a_replay_needs_its_orders(folder, tmp_path):
    """A plan alone cannot be checked."""
    result = route48("simulate", folder, "--replay", "plan.json", "--out", tmp_path)
    assert result.exit_code == 2
    assert "--orders" in result.output
