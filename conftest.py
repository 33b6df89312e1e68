"""What every test, benchmark and doctest shares."""

import sys
from collections.abc import Iterator

import pytest

MAIN = sys.modules["__main__"]
LONG = ("tests/e2e/", "tests/notebooks/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put first the files that take minutes: begun last, they would leave the other core idle."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.fixture(autouse=True)
def _main_module() -> Iterator[None]:
    """Put the main module back: Streamlit's AppTest replaces it, and new processes run it."""
    yield
    sys.modules["__main__"] = MAIN
