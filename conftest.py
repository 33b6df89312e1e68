"""What every test, benchmark and doctest shares."""

import os
import sys
from collections.abc import Iterator
from itertools import zip_longest

import pytest

MAIN = sys.modules["__main__"]
LONG = ("tests/notebooks/", "tests/e2e/")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return one more than there are cores: a story in the browser mostly waits."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spread the files that mostly wait among those that compute, so that no core is idle."""
    files: dict[str, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.nodeid.partition("::")[0], []).append(item)
    long = [each for start in LONG for name, each in files.items() if name.startswith(start)]
    short = [each for name, each in files.items() if not name.startswith(LONG)]
    share = -(-len(short) // max(1, len(long)))
    parts = [short[first : first + share] for first in range(0, len(short), max(1, share))]
    items[:] = [
        item
        for one, part in zip_longest(long, parts, fillvalue=())
        for file in (one, *part)
        for item in file
    ]


@pytest.fixture(autouse=True)
def _main_module() -> Iterator[None]:
    """Put the main module back: Streamlit's AppTest replaces it, and new processes run it."""
    yield
    sys.modules["__main__"] = MAIN
