"""The whole comparison, as it is started."""

from __future__ import annotations

import sys

from benchmarks.ablations import __main__ as ablations
from benchmarks.ablations.table import read_rows
from tests.ablations.days import standing


def test_what_is_there_is_not_run_again(tmp_path, monkeypatch):
    """Five days of the four-stop county, one of them counted; the second start adds nothing."""
    monkeypatch.setattr(ablations, "COUNTIES", {"four-stop": standing})
    command = ["ablations", "--out", str(tmp_path), "--seeds", "1", "--days", "5", "--effort", "60"]
    monkeypatch.setattr(sys, "argv", [*command, "--arms", "by_need", "daily"])
    ablations.main()
    rows = read_rows(tmp_path / "ablations.csv")
    assert [row.key for row in rows] == [
        ("four-stop", 1, arm, 5, 60, 1.0) for arm in ("by_need", "daily")
    ]
    assert {row.counted for row in rows} == {1}
    assert all(row.account.on_time == row.account.due > 0 for row in rows)
    ablations.main()
    assert read_rows(tmp_path / "ablations.csv") == rows
    assert "by_need against daily" in (tmp_path / "ablations.md").read_text("utf-8")
