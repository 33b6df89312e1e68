"""The table of itineraries, as Excel reads it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from optimizer.reports import plan_document
from optimizer.reports.itineraries import write_itineraries
from optimizer.reports.reading import PlanReading
from tests.instances import travel
from tests.reports.hostile import hostile_case
from tests.reports.plans import four_stop_instance, four_stop_plan


def read(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


@pytest.fixture
def plan():
    instance = four_stop_instance()
    return PlanReading(plan_document(four_stop_plan(), instance, travel()), instance)


def test_one_row_per_order(plan, tmp_path):
    """Every order has a row with its legs, its delivery and its reason, in Chinese."""
    file = tmp_path / "itineraries.csv"
    write_itineraries(plan, file, "zh")
    head, first, second, third, fourth = read(file)
    assert head[:7] == ["运单号", "始发网点", "目的网点", "件数", "状态", "第1程", "第2程"]
    assert head[7:] == ["送达时间", "余量（分钟）", "原因代码", "原因", "建议"]
    assert first == [
        *("o1", "县中心", "丙村", "10", "准时"),
        "T1 粤F·T0001 县中心 11-23 06:20 → 甲中转站 11-23 06:50",
        "T3 粤F·V0001 甲中转站 11-23 07:51 → 丙村 11-23 08:01",
        *("2026-11-23 08:07", "2752", "", "", ""),
    ]
    assert (second[4], second[8], second[9]) == ("超时", "-30", "U191")
    assert (third[4], third[9]) == ("未排上", "U190")
    assert fourth[4:] == ["顺延", "", "", "", "", "", "", ""]


def test_excel_finds_chinese(plan, tmp_path):
    """The file begins with a byte order mark, without which Excel in China reads GBK."""
    write_itineraries(plan, tmp_path / "i.csv", "zh")
    assert (tmp_path / "i.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_english_words(plan, tmp_path):
    """In English the words are English, and a site without an English name shows its id."""
    write_itineraries(plan, tmp_path / "i.csv", "en")
    head, first, *_ = read(tmp_path / "i.csv")
    assert head[:5] == ["order_id", "origin", "destination", "pieces", "status"]
    assert first[:5] == ["o1", "H", "P", "10", "on time"]


def test_no_cell_is_a_formula(tmp_path):
    """Ids, names and reasons that look like formulas get an apostrophe; -30 stays a number."""
    document, instance = hostile_case()
    write_itineraries(PlanReading(document, instance), tmp_path / "i.csv", "zh")
    rows = read(tmp_path / "i.csv")
    assert [row[0] for row in rows[1:4]] == ["'=1+1", "'-2+3", "'+4"]
    assert rows[3][11].startswith("'=HYPERLINK")
    risky = [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert risky == ["-30"]
    assert "\x07" not in (tmp_path / "i.csv").read_text(encoding="utf-8-sig")
