"""Results go into a file and come back, and are compared pair by pair."""

from __future__ import annotations

import math
from dataclasses import fields, replace

import pytest

from benchmarks.ablations.arms import Arm
from benchmarks.ablations.ledger import Account
from benchmarks.ablations.statistics import interval, relative
from benchmarks.ablations.table import Row, markdown, pairs, read_rows, write_row


def row(seed=1, arm=Arm.BY_NEED, **figures):
    """Return a row of ones but for some figures."""
    ones = {field.name: float(1) if field.type == "float" else 1 for field in fields(Account)}
    return Row("plain", seed, str(arm), 10, 6, 3_000, 1.0, 20, 1.5, Account(**(ones | figures)))


def test_rows_come_back_as_they_were_written(tmp_path):
    """Two rows, a header, and numbers that are numbers again."""
    rows = [row(km=12.5), row(2, Arm.DAILY)]
    for entry in rows:
        write_row(tmp_path / "ablations.csv", entry)
    assert read_rows(tmp_path / "ablations.csv") == rows
    assert read_rows(tmp_path / "none.csv") == []


def test_pairs_share_all_but_the_arm():
    """Seed 2 has no partner, seed 3 was made with another effort."""
    rows = [row(seed) for seed in (1, 2, 3)]
    rows += [row(1, Arm.DAILY), replace(row(3, Arm.DAILY), effort=1)]
    found = list(pairs(rows, "plain", Arm.BY_NEED, Arm.DAILY))
    assert [(one.seed, other.seed) for one, other in found] == [(1, 1)]


def test_the_table_compares_pair_by_pair():
    """90 km against 100 and 80 against 100: 15 % less on average, in a table with intervals."""
    rows = [row(1, km=90.0), row(2, km=80.0), *(row(s, Arm.DAILY, km=100.0) for s in (1, 2))]
    line = next(x for x in markdown(rows).splitlines() if "by_need against daily" in x)
    assert "-15.0 % [-78.5, +48.5]" in line
    assert "+0.00 [+0.00, +0.00]" in line


def test_an_interval_is_students_t():
    """1, 2, 3: two degrees of freedom give 4.3027, times 1 over the root of 3."""
    found = interval([1.0, 2.0, 3.0])
    assert found.mean == 2.0
    assert found.high - found.mean == pytest.approx(4.302653 / 3**0.5, rel=1e-6)
    assert found.half == pytest.approx(found.mean - found.low)


def test_one_pair_has_no_interval():
    """A single seed says nothing about the next."""
    assert math.isnan(relative([1.0], [2.0]).low)
