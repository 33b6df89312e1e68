"""An engine that fails, or a process that is killed, leaves a message and no half of a plan."""

from __future__ import annotations

import os
import sys
from functools import partial
from subprocess import PIPE, Popen

import pytest
from typer.testing import CliRunner

from optimizer.cli import app, planning
from optimizer.engines.ruin import RuinEngine
from optimizer.errors import EngineError
from optimizer.network import StraightRoads
from optimizer.pipeline import County, Limits, make_plan
from optimizer.watch import Engines
from tests.folders import write_county
from tests.instances import county, travel

AT = ("--at", "2026-11-23T05:00")
MAIN = "from optimizer.cli import main; main()"


class FailingEngine(RuinEngine):
    """Ruin and recreate that fails at one of its searches."""

    def __init__(self, error: Exception, calls: int) -> None:
        super().__init__()
        self.error, self.calls = error, calls

    def prepare(self):
        """Compile with an engine that does not fail."""
        RuinEngine().prepare()

    def solve(self, problem, limits, start=None):
        """Solve until it is the turn of the failure."""
        self.calls -= 1
        if self.calls < 0:
            raise self.error
        return super().solve(problem, limits, start)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The four-stop county with one order each way."""
    network = tmp_path_factory.mktemp("county") / "four"
    instance = county({"order_id": "down"}, {"origin": "Q", "destination": "H"})
    write_county(network, instance, travel())
    return network


def planned(folder, out, monkeypatch, error, calls):
    """Plan by the command line with an engine that fails after so many searches."""
    engine = FailingEngine(error, calls)
    made = partial(make_plan, engines=Engines(search=engine, polish=engine))
    monkeypatch.setattr(planning, "make_plan", made)
    orders = folder / "orders" / "orders.csv"
    options = [*AT, "--out", str(out), "--effort", "20"]
    return CliRunner().invoke(app, ["plan", str(folder), str(orders), *options])


@pytest.mark.parametrize("calls", [0, 2])
def test_a_failing_engine_is_status_4(folder, tmp_path, monkeypatch, calls):
    """Failing at once, or mid-way, it says why and exits with 4; no plan is written."""
    error = EngineError("E301: the solver gave up; report it")
    result = planned(folder, tmp_path / "out", monkeypatch, error, calls)
    assert result.exit_code == 4
    assert result.stderr.splitlines()[-1] == str(error)
    assert not (tmp_path / "out" / "plan.json").exists()


def test_an_engine_with_a_bug_is_status_1(folder, tmp_path, monkeypatch):
    """What no engine should raise is a bug in one line, mid-way too."""
    result = planned(folder, tmp_path / "out", monkeypatch, ZeroDivisionError("by zero"), 2)
    assert result.exit_code == 1
    assert "ZeroDivisionError: by zero" in result.stderr.splitlines()[-1]
    assert not (tmp_path / "out" / "plan.json").exists()


def test_it_really_fails_in_the_middle():
    """The joint search asks the engine more than twice for this county."""
    instance = county({}, {"origin": "Q", "destination": "H"})
    engine = FailingEngine(EngineError("E301"), 10**6)
    limits = Limits(search_seconds=None, effort=20)
    pair = Engines(search=engine, polish=engine)
    assert not make_plan(
        County(instance, travel(), StraightRoads()), limits, engines=pair
    ).violations
    assert 10**6 - engine.calls > 2


@pytest.mark.skipif(os.name != "posix", reason="signals of this kind are POSIX")
def test_a_killed_search_leaves_no_plan(folder, tmp_path):
    """Killed in its search the process writes nothing that could pass for a plan."""
    out, orders = tmp_path / "out", folder / "orders" / "orders.csv"
    options = [*AT, "--out", str(out), "--search-seconds", "3600", "--lang", "en"]
    command = [sys.executable, "-c", MAIN, "plan", str(folder), str(orders), *options]
    process = Popen(command, stdout=PIPE, stderr=PIPE, text=True)
    for line in process.stderr:
        if "best cost" in line:
            process.kill()
            break
    process.communicate(timeout=60)
    assert process.returncode < 0
    assert not out.exists() or not any(out.iterdir())
