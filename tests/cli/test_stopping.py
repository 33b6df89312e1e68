"""Ctrl-C while many days are planned: what is done is kept, and nobody is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from tests.folders import write_network
from tests.siting.sixstop import sixstop, ways

if sys.platform == "win32":
    pytest.skip("process groups are those of POSIX", allow_module_level=True)

PATIENCE = 60
COMMANDS = {
    "siting": ("--days", "30", "--effort", "500", "--scale", "0.5"),
    "simulate": ("--days", "100", "--effort", "200", "--scale", "0.5"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The county of two valleys."""
    place = tmp_path_factory.mktemp("county") / "six"
    write_network(place, sixstop(), ways())
    return place


class Command:
    """A command in a process group of its own, as a terminal starts it."""

    def __init__(self, name, folder, out):
        arguments = [name, str(folder), "--out", str(out), "--workers", "2", *COMMANDS[name]]
        code = "from optimizer.cli import main; main()"
        self.days = out / "days"
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def press(self):
        """Press Ctrl-C: every process of the group hears it."""
        os.killpg(self.process.pid, signal.SIGINT)

    def wait_for_a_day(self):
        """Wait until a day is kept."""
        until = time.monotonic() + PATIENCE
        while not any(self.days.glob("*.json")):
            assert self.process.poll() is None, self.process.communicate()[0].decode()
            assert time.monotonic() < until
            time.sleep(0.05)

    def is_gone(self):
        """Whether no process of the group is left, within a while."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                os.killpg(self.process.pid, 0)
            except ProcessLookupError:
                return True
            time.sleep(0.1)
        return False


@pytest.fixture
def run(folder, tmp_path):
    """Start a command; whatever is left of it is ended after the test."""
    started = []

    def start(name):
        started.append(Command(name, folder, tmp_path / name))
        return started[-1]

    yield start
    for command in started:
        with suppress(ProcessLookupError):
            os.killpg(command.process.pid, signal.SIGKILL)
        command.process.wait()


def test_one_ctrl_c_keeps_what_is_done(run):
    """The command ends by itself, says how to go on, and no worker is left."""
    command = run("simulate")
    command.wait_for_a_day()
    command.press()
    said = command.process.communicate(timeout=PATIENCE)[0].decode()
    assert command.process.returncode in (0, 2), said
    assert "同样的命令会接着算" in said
    assert "Traceback" not in said
    assert command.is_gone()


@pytest.mark.parametrize("name", COMMANDS)
def test_two_fast_ctrl_c_leave_nobody_behind(run, name):
    """The command ends at once with 130, and its workers with it."""
    command = run(name)
    command.wait_for_a_day()
    command.press()
    time.sleep(0.15)
    command.press()
    said = command.process.communicate(timeout=PATIENCE)[0].decode()
    assert command.process.returncode == 130, said
    assert "Traceback" not in said
    assert command.is_gone()
    for file in command.days.glob("*.json"):
        assert file.read_text("utf-8").endswith("}")
