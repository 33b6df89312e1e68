"""The house: what holds for every file of the repository."""

import ast
import re
from pathlib import Path
from subprocess import run

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
CODES = ROOT / "docs" / "codes.md"
CODE = re.compile(r"[EUV][1-9]\d\d")
ROW = re.compile(r"^\| ([EUV]\d{3}) \|(.*)\|\s*$", re.MULTILINE)
MOST_LINES = 400


def files(*folders, pattern="*.py"):
    """Return the files of some folders of the repository, sorted."""
    return sorted(file for folder in folders for file in (ROOT / folder).rglob(pattern))


def tracked():
    """Return every text file that belongs to the repository, as git or the folder has it."""
    listed = run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout
    names = listed.rstrip("\0").split("\0") if listed else []
    if not names:
        pytest.skip("the folder is no git checkout")
    return [ROOT / name for name in names if (ROOT / name).is_file()]


SOURCES = files("optimizer", "tests", "benchmarks", "data")
PACKAGES = files("optimizer", pattern="__init__.py")


def name(file):
    """Return a file's name inside the repository."""
    return str(file.relative_to(ROOT))


@pytest.mark.parametrize("file", SOURCES, ids=name)
def test_a_file_holds_one_idea(file):
    """No file is longer than 400 lines."""
    assert len(file.read_text("utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("file", PACKAGES, ids=name)
def test_a_room_says_what_it_does(file):
    """Every package opens with one sentence and only re-exports."""
    tree = ast.parse(file.read_text("utf-8"))
    sentence = ast.get_docstring(tree) or ""
    assert sentence.split("\n\n")[0].endswith(".")
    assert not [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]


def test_no_file_is_a_drawer_for_anything():
    """A module is named after its idea."""
    drawers = {"utils", "util", "common", "helpers", "helper", "misc"}
    assert not [name(file) for file in SOURCES if file.stem in drawers]


def test_codes_mean_one_thing():
    """A code is listed once, and two codes never mean the same."""
    rows = ROW.findall(CODES.read_text("utf-8"))
    codes = [code for code, _ in rows]
    meanings = [meaning.strip() for _, meaning in rows]
    assert len(codes) == len(set(codes))
    assert len(meanings) == len(set(meanings))


def test_every_code_in_use_is_listed():
    """Each code that the package can say is explained in docs/codes.md."""
    listed = {code for code, _ in ROW.findall(CODES.read_text("utf-8"))}
    used = {code for file in files("optimizer") for code in _codes_of(file)}
    assert used - listed == set()
    assert listed - used == set()


def test_the_lock_names_no_registry():
    """The lock file pins by hash, wherever the packages come from."""
    text = LOCK.read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*--(index|extra-index|find-links)", text, re.MULTILINE)
    blocks = re.split(r"\n(?=\S)", text)
    pinned = [block for block in blocks if "==" in block]
    assert len(pinned) > 30
    assert all("--hash=sha256:" in block for block in pinned)


def test_no_file_knows_one_machine():
    """No path of somebody's machine is written into the repository."""
    path = re.compile(r"(?<![\w.$~])/(?:home|Users|root|tmp|work)/\w+")
    found = [
        f"{name(file)}: {match.group()}"
        for file in tracked()
        if (text := _text(file)) is not None and (match := path.search(text))
    ]
    assert found == []


def _codes_of(file):
    """Return the codes that stand as strings of their own in a source file."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if CODE.fullmatch(node.value):
            yield node.value


def _text(file):
    """Return a file's text, None where it is not text or is large data."""
    if file.stat().st_size > 1_000_000:
        return None
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError:
        return None
