"""Order files that a person brings: a look, a mapping, the good rows, every problem."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from optimizer.domain import Calendar
from optimizer.inputs import (
    IGNORED,
    preview_orders,
    read_network,
    read_order_rows,
    read_order_values,
    uploads,
)
from optimizer.inputs.guesses import guess_columns
from tests.instances import PLANNED_AT

HEADER = "order_id,origin,destination,ready_at"
GOOD = "o1,H,P,2026-11-23T06:00"


@pytest.fixture
def network(written):
    """Return the four-stop network."""
    return read_network(written.folder)


@pytest.fixture
def calendar(network):
    """Return the calendar of 05:00."""
    return Calendar(PLANNED_AT, network.rules.timezone, network.rules.horizon)


def text(*lines, header=HEADER):
    """Return a CSV file."""
    return ("\n".join([header, *lines]) + "\n").encode()


def workbook(*rows):
    """Return an XLSX file."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_a_preview_shows_the_first_rows():
    """Header, guessed columns, twenty rows, and how many there are."""
    preview = preview_orders(text(*[GOOD] * 30), "C:\\今日.csv")
    assert (preview.filename, preview.num_rows, len(preview.rows)) == ("今日.csv", 30, 20)
    assert preview.guessed == ("order_id", "origin", "destination", "ready_at")
    assert preview.rows[0] == ("o1", "H", "P", "2026-11-23T06:00")
    assert preview.row(31) == preview.rows[0]
    assert preview.row(32) == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_other_headers_in_any_encoding(network, calendar, encoding):
    """What a carrier calls its columns is guessed; sites, classes and urgency may be Chinese."""
    header = "快递单号,寄件网点,收件网点,揽件时间,重量（公斤）,快递品牌,货物类别,加急,手机号"
    row = "YT1,县中心,丙村,2026/11/23 6:00,2.5,圆通,鲜活,加急,139"
    preview = preview_orders(text(row, header=header).decode().encode(encoding), "a.csv")
    orders, issues = read_order_rows(preview, network, calendar)
    assert issues == []
    (order,) = orders
    assert (order.order_id, order.origin, order.destination) == ("YT1", "H", "P")
    assert (order.weight_kg, order.carrier, order.phone) == (2.5, "圆通", "139")
    assert (order.handling_class, order.priority) == ("live_plants", "urgent")
    assert order.ready_at.isoformat() == "2026-11-23T06:00:00+08:00"
    assert order.due_at is None


def test_the_same_rows_from_a_workbook(network, calendar):
    """XLSX is read as CSV is."""
    data = workbook(HEADER.split(","), GOOD.split(","))
    orders, issues = read_order_rows(preview_orders(data, "a.xlsx"), network, calendar)
    assert ([order.order_id for order in orders], issues) == (["o1"], [])


def test_good_rows_stand_beside_every_problem(network, calendar):
    """A row with a problem is not among the good ones, and the second of a kind is a problem."""
    lines = (GOOD, "o2,H,Z,6 am", GOOD, "o3,H", "o4,P,H,2026-11-23T09:00")
    orders, issues = read_order_rows(preview_orders(text(*lines), "a.csv"), network, calendar)
    assert [order.order_id for order in orders] == ["o1", "o4"]
    assert [(issue.row, issue.code) for issue in issues] == [
        (3, "E107"), (3, "E118"), (4, "E120"), (5, "E113"),
    ]  # fmt: skip


def test_all_problems_are_listed(network, calendar):
    """What a program counts after two hundred, a person who repairs the file wants to see."""
    lines = [GOOD, *(f"p{i},H,P,2026-11-23" for i in range(500))]
    orders, issues = read_order_rows(preview_orders(text(*lines), "a.csv"), network, calendar)
    assert (len(orders), len(issues)) == (1, 500)


def test_an_unknown_column_is_a_problem_until_ignored(network, calendar):
    """Nothing is left out unless somebody has said so."""
    preview = preview_orders(text(f"{GOOD},hi", header=f"{HEADER},备注"), "a.csv")
    orders, issues = read_order_rows(preview, network, calendar)
    assert (orders, [(issue.code, issue.column) for issue in issues]) == ([], [("E111", "备注")])
    mapping = (*preview.guessed[:4], IGNORED)
    orders, issues = read_order_rows(preview, network, calendar, mapping)
    assert (len(orders), issues) == (1, [])


def test_a_wrong_mapping_is_a_problem(network, calendar):
    """Two headers for one column, and none for a required one."""
    preview = preview_orders(text(GOOD), "a.csv")
    mapping = ("order_id", "origin", "origin", "ready_at")
    orders, issues = read_order_rows(preview, network, calendar, mapping)
    assert orders == []
    assert sorted(issue.code for issue in issues) == ["E110", "E112"]


def test_another_countys_file_is_one_sentence(network, calendar):
    """Five thousand orders to places that nobody knows are one mistake, not five thousand."""
    lines = [GOOD, *(f"p{i},H,乐昌{i % 50}村,2026-11-23T06:00" for i in range(5_000))]
    orders, issues = read_order_rows(preview_orders(text(*lines), "a.csv"), network, calendar)
    assert orders == []
    (issue,) = issues
    assert issue.code == "E126"
    assert "5,000 of 5,001" in issue.message
    assert "another county" in issue.message


def test_a_few_misspelt_sites_are_problems_of_their_rows(network, calendar):
    """Four of five are below the share at which a file is a stranger's."""
    lines = [*(f"p{i},H,Z,2026-11-23T06:00" for i in range(4)), GOOD]
    orders, issues = read_order_rows(preview_orders(text(*lines), "a.csv"), network, calendar)
    assert (len(orders), {issue.code for issue in issues}) == (1, {"E107"})


def test_a_broken_quote_imports_nothing(network, calendar):
    """Nobody has seen the rows after it, so that the rest is not the whole."""
    preview = preview_orders(text(GOOD, 'o2,"H,P,2026-11-23T06:00', "o3,H,P,z"), "a.csv")
    orders, issues = read_order_rows(preview, network, calendar)
    assert (orders, [issue.code for issue in issues]) == ([], ["E113"])


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.csv", "E106"),
        (text(), "a.csv", "E106"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old or with a password", "a.xls", "E108"),
        (b"%PDF-1.7\n1 0 obj\x00", "a.pdf", "E105"),
        (b"PK\x03\x04 torn", "a.xlsx", "E108"),
        ("中文".encode("utf-16"), "a.csv", "E104"),
    ],
    ids=["empty", "header", "xls", "pdf", "zip", "utf-16"],
)
def test_what_is_no_order_file(network, calendar, data, name, code):
    """A clear issue, no rows, no traceback."""
    orders, issues = read_order_rows(preview_orders(data, name), network, calendar)
    assert (orders, [issue.code for issue in issues]) == ([], [code])


def test_a_zip_bomb_is_refused_unread():
    """A sheet that unpacks to 400 MB of blanks is refused by its table of contents."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(400):
                part.write(b" " * 1_000_000)
    assert len(data.getvalue()) < 1_000_000
    (issue,) = preview_orders(data.getvalue(), "bomb.xlsx").issues
    assert (issue.code, "400 MB" in issue.message) == ("E102", True)


def test_too_much_is_refused(monkeypatch):
    """By size before reading, by rows while reading, as CSV and as XLSX."""
    monkeypatch.setattr(uploads, "MOST_ROWS", 3)
    rows = [HEADER.split(","), *[GOOD.split(",")] * 3]
    for data in (text(*[GOOD] * 3), workbook(*rows)):
        assert [issue.code for issue in preview_orders(data, "a").issues] == ["E102"]
    monkeypatch.setattr(uploads, "MOST_BYTES", 10)
    assert [issue.code for issue in preview_orders(text(GOOD), "a.csv").issues] == ["E102"]


def test_hostile_texts_stay_texts(network, calendar):
    """A formula or markup in a name is a name; line breaks in free texts become blanks."""
    header = f"{HEADER},product,carrier"
    row = '"=1+1",H,P,2026-11-23T06:00,<script>alert(1)</script>,"a\nb"'
    orders, issues = read_order_rows(
        preview_orders(text(row, header=header), "a.csv"), network, calendar
    )
    assert issues == []
    assert orders[0].order_id == "=1+1"
    assert (orders[0].product, orders[0].carrier) == ("<script>alert(1)</script>", "a b")


def test_one_typed_order_is_checked_like_a_row(network, calendar):
    """The same codes, about columns; a good one comes back with its defaults."""
    values = {"order_id": "o1", "origin": "H", "destination": "丙村", "ready_at": "2026-11-23 6:00"}
    order, issues = read_order_values(values, network, calendar)
    assert issues == []
    assert order is not None
    assert (order.destination, order.pieces, order.weight_kg) == ("P", 1, 1.5)
    order, issues = read_order_values({**values, "pieces": "0"}, network, calendar)
    assert order is None
    assert [(i.code, i.file, i.row, i.column) for i in issues] == [("E116", "o1", None, "pieces")]


def test_guesses_never_name_a_column_twice():
    """The better name wins, the other header is left for the user."""
    assert guess_columns(["运单号", "单号", "订单号码", ""]) == ("order_id", None, None, None)
    assert guess_columns(["重量 (KG)", "Order-ID", "揽收 时间"]) == (
        *("weight_kg", "order_id", "ready_at"),
    )  # fmt: skip
