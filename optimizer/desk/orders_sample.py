"""The sample order file of the embedded county, for whoever wants to see the desk at work."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).resolve().parents[2] / "data" / "orders" / "ordinary.csv"


def sample_file() -> Path | None:
    """Return the sample file; None where the program was installed without its data."""
    return FILE if FILE.is_file() else None


def sample_day(data: bytes) -> datetime:
    """Return the moment of the first order of a sample, from which its dates are judged."""
    header, first = (line.split(",") for line in data.decode().splitlines()[:2])
    return datetime.fromisoformat(first[header.index("ready_at")])
