"""The committed county and sample orders are what their scripts write, byte for byte."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"


def run(script: str, out: Path, hash_seed: str) -> dict[str, bytes]:
    """Run a script into a folder; return what it wrote."""
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": paths}
    command = [sys.executable, str(DATA / script), "--out", str(out)]
    subprocess.run(command, check=True, env=environment, cwd=out.parent)
    return written(out)


def written(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


@pytest.mark.parametrize(
    ("script", "folder"), [("make_wengyuan.py", "wengyuan"), ("make_orders.py", "orders")]
)
def test_script_writes_the_committed_bytes(tmp_path, script, folder):
    """Whatever the hash seed and the working directory, a script writes the same files."""
    assert run(script, tmp_path / "a", "1") == written(DATA / folder)


def test_county_is_modest():
    """The road graph is under 3 MB, as text that a diff can show."""
    assert (DATA / "wengyuan" / "roads.graphml").stat().st_size < 3_000_000
