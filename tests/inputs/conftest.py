"""A written four-stop county, and how to spoil it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from optimizer.domain import Issue
from optimizer.errors import InputError
from optimizer.inputs import read_instance
from tests.folders import write_county
from tests.instances import county, travel

HEADER = "order_id,origin,destination,ready_at"
GOOD_ROW = "o1,H,P,2026-11-23T06:00"


class WrittenCounty:
    """A network folder with orders, whose files a test may rewrite."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.orders = write_county(folder, county({}, {"destination": "Q"}), travel())

    def replace(self, name: str, old: str, new: str) -> WrittenCounty:
        """Replace a text in one of the files, which must hold it."""
        file = self.folder / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        return self

    def write_orders(self, *lines: str, header: str = HEADER) -> WrittenCounty:
        """Replace the orders by these lines under a header."""
        self.orders.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        return self

    def issues(self) -> tuple[Issue, ...]:
        """Return what reading everything finds wrong; something must be."""
        with pytest.raises(InputError) as caught:
            read_instance(self.folder, self.orders, "2026-11-23T05:00")
        return caught.value.issues

    def issue(self) -> Issue:
        """Return the only issue."""
        (issue,) = self.issues()
        return issue

    def codes(self) -> list[str]:
        """Return the codes of all issues, sorted."""
        return sorted(issue.code for issue in self.issues())


@pytest.fixture
def written(tmp_path: Path) -> WrittenCounty:
    """Return the four-stop county, written with its travel tables and two orders."""
    return WrittenCounty(tmp_path / "county")


@pytest.fixture
def read(written: WrittenCounty) -> Callable:
    """Return a function that reads the written county at 05:00."""
    return lambda: read_instance(written.folder, written.orders, "2026-11-23T05:00")
