"""Bytes, encodings, cells and limits: whatever a file holds, it ends in an answer."""

import csv

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizer.errors import InputError
from optimizer.inputs import read_orders
from optimizer.inputs.tables import encoding
from tests.inputs.conftest import GOOD_ROW, HEADER
from tests.instances import PLANNED_AT, county

CHINESE = f"{HEADER},product\no1,县中心,丙村,2026-11-23T06:00,墨兰\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_of_excel_and_wps_are_read(written, read, codec, end):
    """UTF-8 with or without BOM and GB18030 give the same orders, with either line end."""
    written.orders.write_bytes(CHINESE.replace("\n", end).encode(codec))
    orders = read().orders
    assert (orders.origin[0], orders.destination[0], orders.product[0]) == (0, 2, "墨兰")


def test_the_network_may_be_gb18030_too(written, read):
    """Every text file of the folder is read the same way."""
    for name in ("network.toml", "sites.csv", "vehicles.csv"):
        file = written.folder / name
        file.write_bytes(file.read_text(encoding="utf-8").encode("gb18030"))
    assert read().rules.name == "四站县"
    assert read().sites[2].name_zh == "丙村"


def test_a_mixture_of_encodings_says_where(written):
    """A file pasted together from two is refused with both rows."""
    utf8 = CHINESE.encode()
    written.orders.write_bytes(utf8 + "o2,县中心,丁村,2026-11-23T06:00,墨兰\n".encode("gb18030"))
    issue = written.issue()
    assert (issue.code, issue.row) == ("E104", 3)
    assert "row 2 is" in issue.message


def test_what_is_no_text_says_where(written):
    """A byte that is in neither encoding is named with its row."""
    written.orders.write_bytes(f"{HEADER}\n{GOOD_ROW}\n".encode() + b"caf\xe9,H,P,\n")
    issue = written.issue()
    assert (issue.code, issue.row) == ("E104", 3)
    assert "0xE9" in issue.message
    written.orders.write_bytes(CHINESE.encode("utf-16"))
    assert written.issue().code == "E104"


def test_control_characters_say_where(written):
    """A NUL byte or an escape is no text."""
    written.orders.write_bytes(f"{HEADER}\n{GOOD_ROW}\n".encode() + b"o\x00,H,P,\n\x1b")
    assert [(i.code, i.row) for i in written.issues()] == [("E105", 3), ("E105", 4)]


def test_ragged_rows_say_where(written):
    """Too few and too many cells are issues, and the other rows are still checked."""
    written.write_orders(
        GOOD_ROW, "o2,H,P", "o3,H,P,2026-11-23T06:00,x,y,z", "o4,H,Z,2026-11-23T06:00",
        "o5,H,P,2026-11-23T06:00,x",
    )  # fmt: skip
    assert [(i.code, i.row) for i in written.issues()] == [
        ("E113", 3), ("E113", 4), ("E107", 5), ("E113", 6),
    ]  # fmt: skip
    message = written.issues()[0].message
    assert message == "3 cells, not 4 as the header"


def test_short_rows_are_told_from_blank_cells(written, read):
    """The sum of the commas does not hide one short row, and quoted commas do not count."""
    header = f"{HEADER},product"
    written.write_orders('o1,H,P,2026-11-23T06:00,"a,b ""c"""', header=header)
    assert read().orders.product == ('a,b "c"',)
    written.write_orders(f"{GOOD_ROW},a", GOOD_ROW.replace("o1", "o2"), header=header)
    assert (written.issue().code, written.issue().row) == ("E113", 3)
    written.write_orders(f'{GOOD_ROW},"a,b"', GOOD_ROW.replace("o1", "o2"), header=header)
    assert (written.issue().code, written.issue().row) == ("E113", 3)
    written.write_orders(
        f'{GOOD_ROW},5" pipe', f'{GOOD_ROW},6" pipe'.replace("o1", "o2"), header=header
    )
    assert read().orders.product == ('5" pipe', '6" pipe')


def test_blank_cells_past_the_header_do_not_matter(written, read):
    """Excel likes to save a few empty columns."""
    written.write_orders(f"{GOOD_ROW},,", f"{GOOD_ROW},".replace("o1", "o2"), header=f"{HEADER},,")
    assert read().orders.order_id == ("o1", "o2")


def test_broken_quotes_say_where(written):
    """A quotation mark that never closes is one issue."""
    written.write_orders(GOOD_ROW, 'o2,H,"P,2026-11-23T06:00')
    assert [(i.code, i.row) for i in written.issues()] == [("E113", 3)]


def test_a_column_without_name_is_refused(written):
    """Nobody could know what stands in it."""
    written.write_orders("o1,,H,P,2026-11-23T06:00", header=HEADER.replace(",", ",,", 1))
    assert [(i.code, i.row) for i in written.issues()] == [("E111", 1)]


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_other_separators_are_told(written, mark):
    """A file with semicolons or tabs is not taken for one of a single column."""
    written.orders.write_text(f"{HEADER}\n{GOOD_ROW}\n".replace(",", mark), encoding="utf-8")
    issue = written.issue()
    assert (issue.code, issue.fix) == ("E113", "separate the columns by commas")


def test_a_file_of_200_mb_is_refused_unread(written):
    """The size is known before the first byte is read; this file has no bytes on disk."""
    with written.orders.open("r+b") as opened:
        opened.truncate(200_000_000)
    issue = written.issue()
    assert issue.code == "E102"
    assert issue.message == "the file has 200 MB, more than 50 MB"
    assert encoding.MOST_BYTES == 50_000_000


def test_more_lines_than_a_spreadsheet_has_are_refused(written):
    """Millions of tiny rows are refused before they become texts in memory."""
    written.orders.write_bytes(b"order_id\n" + b"1\n" * 1_048_576)
    assert written.issue().message == "1,048,577 lines, more than 1,048,576"


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=st.binary(max_size=300))
def test_no_bytes_end_in_a_traceback(tmp_path, content):
    """Whatever the file holds, the answer is a list of issues."""
    file = tmp_path / "orders.csv"
    file.write_bytes(content)
    standing = county({})
    with pytest.raises(InputError):
        read_orders(file, standing.network, standing.calendar)


CELLS = st.sampled_from(
    [
        *("", " ", "H", "P", "甲中转站", "o1", "1", "-1", "1e308", "nan", "normal", "٣", "１２"),
        *("2026-11-23T06:00", "2026-11-23T06:00+25:00", "2026-11-23T06:00Z", "0001-01-01 00:00"),
        *("9999-12-31T23:59:59Z", "0001-01-01T00:00+23:59", ":" * 30, "=1+1", '"', ",", "a\nb"),
    ]
)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.lists(CELLS, min_size=7, max_size=7), min_size=1, max_size=5))
def test_no_cells_end_in_a_traceback(tmp_path, rows):
    """A table of odd cells is read, or its issues point at rows of it."""
    file = tmp_path / "orders.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([[*HEADER.split(","), "due_at", "pieces", "priority"], *rows])
    standing = county({}, planned_at=PLANNED_AT)
    try:
        orders = read_orders(file, standing.network, standing.calendar)
    except InputError as error:
        assert all(issue.code.startswith("E1") for issue in error.issues)
        assert all(issue.row is None or 1 <= issue.row <= 6 for issue in error.issues)
    else:
        assert 1 <= len(orders) <= len(rows)
