"""What is wrong with a file is said in Chinese with the facts that the English message has."""

import re

import pytest

from optimizer.domain import Issue
from optimizer.errors import InputError
from optimizer.inputs import read_instance
from optimizer.wording import column_name, file_name, issue_text, issue_where
from tests.inputs.conftest import GOOD_ROW, HEADER, WrittenCounty
from tests.inputs.test_orders import FULL, full_row


@pytest.fixture
def said(tmp_path):
    """Return a function: the Chinese sentences of an order file with these lines."""
    county = WrittenCounty(tmp_path / "county")

    def read(*lines, header=FULL, data=None):
        county.write_orders(*lines, header=header)
        if data is not None:
            county.orders.write_bytes(data)
        with pytest.raises(InputError) as caught:
            read_instance(county.folder, county.orders, "2026-11-23T05:00")
        return [issue_text(issue, "zh") for issue in caught.value.issues]

    return read


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        (
            {"due_at": "2026-11-23T05:00"},
            "“承诺时间”：承诺时间 2026-11-23 05:00 早于揽收时间 06:00；请核对，是不是两列填反了？",
        ),
        ({"origin": "江尾"}, "第2行“始发网点”：没有叫“江尾”的网点；请改成已有的网点编号或名称"),
        ({"pieces": "x"}, "“件数”：“x”不是数字；请只写数字，例如 12.5"),
        ({"pieces": "1.5"}, "“1.5”不是整数"),
        ({"weight_kg": "-1"}, "“-1”小于下限 0"),
        ({"weight_kg": "100001"}, "“100001”大于上限 100,000"),
        ({"ready_at": "today"}, "“today”不是完整的日期和时间；请写成日期加时间"),
        ({"ready_at": "2020-01-01T08:00"}, "“2020-01-01 08:00”离排线时间一年以上"),
        ({"ready_at": ""}, "“揽收时间”没有填"),
        ({"priority": "urgnt"}, "可填：normal、urgent；是不是想写“urgent”？"),
        ({"destination": "H"}, "始发网点和目的网点相同"),
        ({"order_id": ""}, "“运单号”没有填"),
    ],
)
def test_cells(said, cells, says):
    """A bad cell is told with row, column, value and a way out."""
    assert any(says in each for each in said(full_row(**cells))), said(full_row(**cells))


def test_a_repeated_order_names_the_first_row(said):
    """The second row of one id points at the first."""
    (one,) = said(full_row(), full_row())
    assert "第3行“运单号”：“o1”在第 2 行已经出现过" in one


@pytest.mark.parametrize(
    ("header", "row", "says"),
    [
        (f"{HEADER},fee", f"{GOOD_ROW},3", "不认识“fee”这一列"),
        (f"{HEADER},destinaton", f"{GOOD_ROW},3", "是不是想写“destination”？"),
        (f"{HEADER},origin", f"{GOOD_ROW},H", "“始发网点”这一列出现了两次"),
        (HEADER.replace(",", ",,", 1), GOOD_ROW.replace(",", ",3,", 1), "第 2 列没有列名"),
        ("order_id,origin,ready_at", "o1,H,2026-11-23T06:00", "缺少“目的网点”这一列"),
        (HEADER, f"{GOOD_ROW},3", "这一行有 5 格，表头有 4 格"),
        (HEADER, None, "只有表头，下面没有数据行"),
    ],
)
def test_headers(said, header, row, says):
    """A header that does not fit is told by the names that people use."""
    found = said(*([row] if row else []), header=header)
    assert any(says in each for each in found), found


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "文件是空的"),
        ("运单号".encode("utf-16"), "文字编码是 UTF-16"),
        (b"PK\x03\x04 no workbook", "不是 XLSX 工作簿"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Excel"),
        (b"order_id\x01,origin\n", "含有控制字符（0x01）"),
    ],
)
def test_files(said, data, says):
    """A file that is none is told by what it seems to be."""
    found = said(data=data)
    assert any(says in each for each in found), found


def test_every_sentence_of_a_wrong_file_is_chinese(said):
    """Apart from values and names of files no English word is left."""
    for line in said(full_row(pieces="x", origin="Hx", ready_at="?", priority="soon")):
        assert re.search(r"[\u4e00-\u9fff]", line)
        assert not re.search(r"\b(is|not|the|row|write|check|add)\b", line), line


def test_english_keeps_the_message_and_shows_no_folder():
    """English says what the reader says, but no more of a path than the file's name."""
    missing = Issue("E101", "orders.csv", "there is no file /srv/desk/upload-7/orders.csv")
    assert issue_text(missing, "en") == (
        "orders.csv: there is no such file; check its name and choose it again"
    )
    assert "/srv" not in issue_text(missing, "zh")
    late = Issue("E103", "up/a.csv", "due first", row=2, column="due_at", fix="swap them?")
    assert issue_text(late, "en") == "a.csv, row 2, due at: due first; swap them?"


def test_more_than_a_table_can_list():
    """The count of what is not listed is kept."""
    rest = Issue("E170", "orders.csv", "1,300 more issues E115 like those above are not listed")
    assert "还有 1,300 处同样的问题（E115）没有逐条列出" in issue_text(rest, "zh")


def test_names_of_columns_and_files():
    """A header that the user wrote keeps its words, a key of the program gets a name."""
    assert column_name("重量（kg）", "zh") == "重量（kg）"
    assert column_name("penalties.late_per_order", "zh") == "penalties.late_per_order"
    assert file_name("travel_van.csv", "zh") == "行车时间表 travel_van.csv"
    assert issue_where(Issue("E160", "--at", ""), "zh") == "排线时间"
    assert issue_where(Issue("E114", "sites.csv", "", row=3), "zh") == "网点表 sites.csv 第3行"


def test_hostile_values_stay_short_and_on_one_line():
    """A value of a thousand characters, or with line breaks, does not flood the page."""
    line = issue_text(Issue("E115", "a.csv", "x", 2, "pieces", "<b>\n" + "9" * 1_000), "zh")
    assert "\n" not in line
    assert len(line) < 200
