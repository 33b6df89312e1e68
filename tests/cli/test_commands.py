"""The commands: what they accept, what they refuse, how they exit."""

import sys
from subprocess import run

import pytest
from typer.testing import CliRunner

from optimizer import __version__
from optimizer.cli import app

AT = ("--at", "2026-11-23T05:00")


def route48(*arguments):
    """Run the command line in this process and return its result."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.mark.parametrize("command", [(), ("plan",), ("check",), ("demand",)], ids=" ".join)
def test_help_says_what_a_command_takes(command):
    """Every command explains itself, in both languages, and exits 0."""
    result = route48(*command, "--help")
    assert result.exit_code == 0
    assert "Usage" in result.stdout
    assert "。" in result.stdout


def test_help_imports_nothing_heavy():
    """Help is quick because numpy, pandas, rich and the solvers stay unimported."""
    code = (
        "import sys\n"
        "from optimizer.cli import app\n"
        "try:\n    app(['plan', '--help'])\n"
        "except SystemExit:\n    pass\n"
        "heavy = {'numpy', 'pandas', 'scipy', 'osmnx', 'ortools', 'numba', 'rich'}\n"
        "sys.exit(' '.join(heavy & set(sys.modules)) or None)"
    )
    done = run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""
    assert done.returncode == 0


def test_version_is_printed():
    """`--version` prints the version of the package."""
    result = route48("--version")
    assert (result.exit_code, result.stdout) == (0, f"route48 {__version__}\n")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "--at"),
        ((*AT, "--search-seconds", "5", "--effort", "10"), "not both"),
        ((*AT, "--search-seconds", "0"), "above zero"),
        ((*AT, "--search-seconds", "nan"), "above zero"),
        ((*AT, "--search-seconds", "soon"), "--search-seconds"),
        ((*AT, "--effort", "0"), "--effort"),
        ((*AT, "--seed", "-1"), "--seed"),
        ((*AT, "--lang", "fr"), "fr"),
        ((*AT, "--speed", "9"), "--speed"),
    ],
)
def test_plan_refuses_senseless_options(tmp_path, options, said):
    """An option that makes no sense exits 2, is named, and nothing is written."""
    out = tmp_path / "out"
    result = route48("plan", tmp_path, tmp_path / "orders.csv", "--out", out, *options)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not out.exists()


def test_plan_refuses_a_file_as_its_folder(tmp_path):
    """Where the results cannot go is said before anything is read."""
    out = tmp_path / "out"
    out.write_text("not a folder", "utf-8")
    for target in (out, out / "deeper"):
        result = route48("plan", tmp_path, tmp_path / "orders.csv", "--out", target, *AT)
        assert result.exit_code == 2
        assert "is not a folder" in result.stderr


@pytest.mark.parametrize("scale", ["0", "-1", "inf", "nan"])
def test_demand_refuses_a_senseless_scale(tmp_path, scale):
    """Volumes are multiplied by a number above zero."""
    arguments = ("--days", 1, "--seed", 1, "--out", tmp_path / "drawn.csv", "--scale", scale)
    result = route48("demand", tmp_path, *arguments)
    assert result.exit_code == 2
    assert "above zero" in result.stderr
