"""What every test, benchmark and doctest shares."""

import sys
from collections.abc import Iterator

import pytest

MAIN = sys.modules["__main__"]


@pytest.fixture(autouse=True)
def _main_module() -> Iterator[None]:
    """Put the main module back: Streamlit's AppTest replaces it, and new processes run it."""
    yield
    sys.modules["__main__"] = MAIN
