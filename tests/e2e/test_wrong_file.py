"""A wrong file: every problem is listed and can be taken along, and nothing bad gets in."""

import csv
import io
import zipfile

import pytest

from tests.e2e.visitors import SLOW

HEADER = "运单号,始发网点,目的网点,件数,揽收时间,承诺时间,品名"
HOSTILE = '<img src=x onerror="window.hacked = 1">'


@pytest.fixture
def spoiled(few_orders, tmp_path):
    """Return a file with two good rows, and one bad row of every kind."""
    day = few_orders.read_text("utf-8").splitlines()[1].split(",")[6][:10]
    rows = [
        f"A-1,H01,S01,1,{day}T06:00,,茶叶",
        f"A-2,H01,S02,2,{day}T06:00,,{HOSTILE}".replace(",window", " window"),
        f"A-3,H01,江尾站,1,{day}T06:00,,",
        f"A-4,H01,S03,许多,{day}T06:00,,",
        f"A-5,H01,S03,1,{day}T06:00,{day}T05:00,",
        "A-6,H01,S03,1,明天,,",
        f"A-1,H01,S04,1,{day}T06:00,,",
        f"{HOSTILE},H01,H01,1,{day}T06:00,,",
    ]
    file = tmp_path / "错误.csv"
    file.write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
    return file


def test_every_problem_is_listed_and_nothing_is_imported(visit, desk, spoiled, screenshots):
    """Problems stand in a table with row, column and way out; saying no imports nothing."""
    li = visit().go("orders").bring(spoiled)
    li.sees(li.word("orders.some_good", good=2, bad=6))
    li.sees(li.word("orders.problems", count=6))
    li.shot(screenshots, "wrong-file")
    with li.page.expect_download() as download:
        li.press("orders.take_problems")
    rows = list(csv.reader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    text = "\n".join(",".join(row) for row in rows)
    assert len(rows) == 1 + 6
    for says in ("江尾站", "不是数字", "早于揽收时间", "不是完整的日期", "已经出现过", "网点相同"):
        assert says in text, says
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)
    li.press("orders.do_not")
    li.sees(li.word("orders.empty"))
    assert li.page.evaluate("window.hacked") is None
    with desk.store() as store:
        assert store.orders.open(store.networks.list()[0].network_id) == []


def test_problems_are_told_in_english_too(visit, spoiled):
    """The same file, read by somebody who does not read Chinese."""
    wu = visit("en").go("orders").bring(spoiled)
    wu.sees(wu.word("orders.some_good", good=2, bad=6))
    wu.sees(wu.word("orders.import_good", count=2))
    wu.press("orders.do_not")


def test_the_file_of_another_county_is_recognised(visit, few_orders, tmp_path):
    """One sentence instead of four hundred: this file is not of this county."""
    text = few_orders.read_text("utf-8")
    lines = [line.replace(",V0", ",X0").replace(",S0", ",Y0") for line in text.splitlines()]
    file = tmp_path / "邻县.csv"
    file.write_text("\n".join(lines), "utf-8")
    li = visit().go("orders").bring(file)
    li.sees("别的县")
    assert li.page.get_by_role("button", name=li.begins("orders.import_good")).is_disabled()


@pytest.mark.parametrize("name", ["bomb", "nonsense", "empty", "large"])
def test_what_is_no_order_file_is_refused_in_a_sentence(visit, tmp_path, name):
    """A zip bomb, a picture, an empty file and one that is too large: said, and nothing breaks."""
    file = tmp_path / f"{name}.xlsx"
    if name == "bomb":
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("xl/workbook.xml", "<workbook/>")
            archive.writestr("xl/worksheets/sheet1.xml", b"0" * 400_000_000)
    elif name == "large":
        file.write_bytes(b"\0" * 21_000_000)
    else:
        file.write_bytes(b"\x89PNG\r\n\x1a\n" * 50 if name == "nonsense" else b"")
    li = visit().go("orders").bring(file)
    if name == "large":
        li.page.get_by_test_id("stFileChipIconError").wait_for(timeout=SLOW)
        return
    li.sees(li.word("orders.unreadable"))
    li.press("orders.other_file")
    li.sees(li.word("orders.empty"))
