"""Siting through the door, over files as a user brings them."""

import csv
import json
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from optimizer.cli import app
from optimizer.cli.siting import _lost
from optimizer.days import FailedRun
from optimizer.siting import TODAY
from tests.days.results import FIRST, result
from tests.folders import write_network
from tests.siting.sixstop import sixstop, ways

FAST = ("--effort", "30", "--workers", "1", "--scale", "0.5")


def route48(*arguments):
    """Run the command line in this process and return its result."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The county of two valleys."""
    place = tmp_path_factory.mktemp("county") / "six"
    write_network(place, sixstop(), ways())
    return place


def rows(file):
    """Return the rows of a table."""
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def test_the_frontier_is_written_and_said(folder, tmp_path):
    """None, one and two stations over two days; what was planned is not planned again."""
    out = tmp_path / "out"
    asked = ("siting", folder, "--out", out, "--days", 2, "--each", 1, *FAST)
    result = route48(*asked, "--json")
    assert result.exit_code == 0, result.output
    summary = json.loads((out / "summary.json").read_text("utf-8"))
    assert [row["number"] for row in rows(out / "frontier.csv")] == ["0", "1", "2"]
    costs = [row["cost_per_day"] for row in summary["proposals"]]
    assert costs == sorted(costs)
    assert summary["today"]["stations"] == ["A"]
    saves = summary["today"]["cost_per_day"] - costs[0]
    assert summary["chosen_by"]["mean"] == pytest.approx(-saves, abs=0.02)
    assert [row["is_fresh"] for row in rows(out / "days.csv")] == ["False"] * 2 + ["True"] * 2
    assert (out / "siting.pdf").read_bytes().startswith(b"%PDF")
    assert "<svg" in (out / "frontier.svg").read_text("utf-8")
    said = route48(*asked, "--lang", "en")
    assert said.exit_code == 0, said.output
    assert "Today's stations (A)" in said.output
    assert f"{summary['today']['operating_cost']:,.2f} of it is paid" in said.output
    assert "unserved" not in said.output
    assert "the hub alone" in said.output
    files = said.output.splitlines()[-1].removeprefix("Beside it: ").split(", ")
    assert {"proposals.csv", "days.csv", "summary.json", "siting.pdf"} <= set(files)
    assert all((out / name).is_file() for name in files)
    assert "2 days that did not choose it" in said.output
    assert summary == json.loads((out / "summary.json").read_text("utf-8"))


@pytest.mark.parametrize(("lang", "now"), [("zh", "目前的站"), ("en", "Today's stations")])
def test_a_lost_day_of_today_is_told_in_words(lang, now):
    """Failed or broken, and apart from a proposal of the very same stations."""
    failed = FailedRun(TODAY, FIRST, 0, "key", "E301", "坏", "broken")
    broken = result(1, 900.0, variant=TODAY, violations=2)
    same = SimpleNamespace(name="A")
    found = SimpleNamespace(
        today=SimpleNamespace(proposal=same, lost=(failed, broken)),
        judged=(SimpleNamespace(proposal=same, lost=(broken,)),),
        judgement=None,
        failures=(failed,),
    )
    lines = _lost(SimpleNamespace(missing=()), found, lang)
    assert len(lines) == 3
    assert [line.startswith(now) for line in lines] == [True, True, False]
    assert lines[2].startswith(f"A {'on ' if lang == 'en' else ''}{broken.day}")
    assert not any(TODAY in line for line in lines)


def test_candidates_of_a_file_are_taken(folder, tmp_path):
    """Only T, for 36,500 over ten years: ten a day."""
    file = tmp_path / "candidates.csv"
    file.write_text("site_id,investment,lifetime_days\nT,36500,3650\n,,\n", "utf-8")
    out = tmp_path / "out"
    result = route48(
        *("siting", folder, "--out", out, "--days", 1, "--candidates", file, *FAST, "--json")
    )
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)["proposals"]
    assert {row["name"]: row["invested_per_day"] for row in found} == {"hub": 0, "T": 10}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("site,rent\nA,1\n", "E447"),
        ("", "E447"),
        ("site_id,investment\nA,much\n", "E447"),
        ("site_id\nNOWHERE\n", "E441"),
        ("site_id,investment\nA,-4\n", "E444"),
        ("site_id\n", "E440"),
    ],
)
def test_a_bad_file_of_candidates_is_refused_before_any_day(folder, tmp_path, text, code):
    """A clear message, and nothing planned."""
    file = tmp_path / "candidates.csv"
    file.write_text(text, "utf-8")
    out = tmp_path / "out"
    result = route48("siting", folder, "--out", out, "--candidates", file, *FAST)
    assert result.exit_code == 2, result.output
    assert code in result.output
    assert not list((out / "days").glob("*.json")) if (out / "days").exists() else True


def test_history_without_its_days_is_refused(folder, tmp_path):
    """A file that is not there is an input error, said in the user's language."""
    result = route48("siting", folder, "--out", tmp_path / "o", "--orders", tmp_path / "no.csv")
    assert result.exit_code == 2


def test_a_fresh_day_without_orders_is_told_and_the_others_judge(folder, tmp_path):
    """Six days choose; of the next six the second has no orders, so that five judge."""
    lines = ["order_id,origin,destination,ready_at"]
    lines += [
        f"{day}-{parcel},H,{'PR'[parcel]},2026-11-{day}T04:30"
        for day in range(2, 14)
        for parcel in range(2)
        if day != 9
    ]
    file = tmp_path / "history.csv"
    file.write_text("\n".join([*lines, ""]), "utf-8")
    asked = ("siting", folder, "--orders", file, "--first-day", "2026-11-02", "--days", 6)
    few = (*asked, "--most", 0, *FAST[:4], "--lang", "en")
    result = route48(*few, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "no orders on these days, which so do not judge: 2026-11-09" in result.output
    assert "judged by 5 days that did not choose it" in result.output
    told = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))
    assert told["judged_by"]["left_out"] == ["2026-11-09"]
    refused = route48(*few, "--fresh", 6, "--out", tmp_path / "other")
    assert refused.exit_code == 2
    assert "E412" in refused.output
    assert "2026-11-09" in refused.output


def test_one_place_of_work_only(folder, tmp_path):
    """Processes or a cluster, not both; a scenario that cannot be read is told."""
    out = ("--out", tmp_path / "o")
    both = route48("siting", folder, *out, *FAST, "--cluster", "tcp://127.0.0.1:9")
    assert both.exit_code == 2
    assert "not both" in both.output
    none = route48("siting", folder, *out, *FAST, "--under", tmp_path / "no.toml")
    assert none.exit_code == 2
    assert "E401" in none.output
