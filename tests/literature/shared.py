"""Where the published instances lie."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def folder(kind: str) -> Path:
    """Return the folder of a class of instances; skips the test where it is absent."""
    shared = os.environ.get("ROUTE48_SHARED")
    if not shared:
        pytest.skip("published instances are not redistributed: set ROUTE48_SHARED")
    found = Path(shared) / "benchmarks" / kind
    if not (found / "BKS.csv").is_file():
        pytest.skip(f"no instances of {kind} in ROUTE48_SHARED")
    return found
