"""`route48 whatif` as a process: Ctrl-C once and twice, and a cluster that loses a worker."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from tests.days.clusters import cluster
from tests.folders import write_county
from tests.instances import clock, county, travel

MARK = "ROUTE48_TEST_MARK"
CLOSE = 'name_zh = "关甲站"\n[[changes]]\nchange = "close_site"\nsite = "A"\n'
PATIENCE = 120
DAYS = 3

pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A network folder with a history of three days, and a scenario."""
    path = tmp_path_factory.mktemp("whatif")
    rows = [
        {"ready": clock("06:00", day), "destination": site} for day in range(DAYS) for site in "PQ"
    ]
    orders = write_county(path / "network", county(*rows), travel())
    (path / "orders.csv").write_bytes(orders.read_bytes())
    (path / "close.toml").write_text(CLOSE, encoding="utf-8")
    return path


@contextmanager
def command(folder, out, *options):
    """Run the command in a session of its own; all that it started is ended afterwards."""
    mark = str(uuid4())
    arguments = ["whatif", "network", "close.toml", "--orders", "orders.csv", "--lang", "en"]
    begin = "import sys; from optimizer.cli import main; sys.exit(main())"
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-c", begin, *arguments, "--out", str(out), *options],
            cwd=folder,
            env=os.environ | {MARK: mark},
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
        try:
            yield process, mark
        finally:
            for left in living(mark):
                os.kill(left, signal.SIGKILL)
            process.wait()


def living(mark):
    """Return the processes that carry a mark in what they were started with."""
    found, sign = [], f"{MARK}={mark}".encode()
    for place in Path("/proc").iterdir():
        if not place.name.isdigit():
            continue
        try:
            is_one = sign in (place / "environ").read_bytes()
            is_dead = (place / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
        except OSError:
            continue
        if is_one and not is_dead:
            found.append(int(place.name))
    return found


def until(is_so):
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


def kept(out):
    """Return how many days are kept."""
    return len(list((out / "days").glob("*.json"))) if (out / "days").exists() else 0


def press(process):
    """Press Ctrl-C: every process of the terminal hears it."""
    os.killpg(process.pid, signal.SIGINT)


def said(folder):
    """Return what the command has said so far."""
    return (folder / "said.txt").read_text("utf-8")


def test_the_first_ctrl_c_keeps_the_days_that_are_done(folder, tmp_path):
    """It ends by itself, tells what came of them, and leaves nobody behind."""
    out = tmp_path / "out"
    with command(folder, out, "--effort", "4000", "--workers", "1") as (process, mark):
        until(lambda: kept(out))
        press(process)
        assert process.wait(PATIENCE) == 0, said(folder)
        until(lambda: not living(mark))
    assert "Stopped; the days that are done are kept" in said(folder)
    runs = json.loads((out / "summary.json").read_text("utf-8"))["runs"]
    assert 0 < runs["planned"] == kept(out) < runs["asked"]
    assert (out / "comparison.pdf").exists()


@pytest.mark.parametrize("pause", [0.0, 0.5])
def test_two_ctrl_cs_leave_nobody_behind(folder, tmp_path, pause):
    """Just as the workers begin: no word of Python, and nobody goes on for nobody."""
    out = tmp_path / "out"
    with command(folder, out, "--effort", "400000", "--workers", "2") as (process, mark):
        until(lambda: len(living(mark)) >= 3)
        press(process)
        until(lambda: "stopping" in said(folder))
        time.sleep(pause)
        if process.poll() is None:
            press(process)
        # Where all has ended after the first, nothing was planned.
        assert process.wait(PATIENCE) in (2, 130), said(folder)
        until(lambda: not living(mark))
    assert "Traceback" not in said(folder)


def test_a_cluster_that_loses_a_worker_loses_no_day(folder, tmp_path):
    """Of two workers one is killed after the first day: every run comes to its result."""
    pytest.importorskip("distributed", reason="clusters need the package distributed")
    out = tmp_path / "out"
    with cluster(tmp_path / "cluster") as running:
        first, _ = running.add_worker(), running.add_worker()
        options = ("--effort", "2000", "--cluster", running.address)
        with command(folder, out, *options) as (process, _):
            until(lambda: kept(out) or process.poll() is not None)
            first.kill()
            assert process.wait(PATIENCE) == 0, said(folder)
    runs = json.loads((out / "summary.json").read_text("utf-8"))["runs"]
    assert runs == {"asked": 12, "planned": 12, "failed": 0, "broke_rules": 0}
