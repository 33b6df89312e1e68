"""The room as a whole: what it imports, and which codes it uses."""

import re
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("library", ["pandas", "pydantic", "openpyxl"])
def test_importing_the_room_does_not_import(library):
    """Who only asks for help does not wait for a library that reads files."""
    code = f"import sys, optimizer.inputs; sys.exit({library!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_code_is_listed():
    """The page of codes lists each code that the room uses, once."""
    root = Path(__file__).parents[2]
    sources = [file.read_text("utf-8") for file in (root / "optimizer" / "inputs").rglob("*.py")]
    used = {code for text in sources for code in re.findall(r'"(E1\d\d)"', text)}
    listed = re.findall(r"^\| (E1\d\d) \|", (root / "docs" / "codes.md").read_text("utf-8"), re.M)
    assert "E103" in used
    assert [listed.count(code) for code in sorted(used)] == [1] * len(used)
