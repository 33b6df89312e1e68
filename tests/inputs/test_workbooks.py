"""XLSX: dates, numbers, formulas and sheets, and files that are no workbook."""

import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook

from optimizer.inputs.tables import workbook
from tests.inputs.conftest import GOOD_ROW, HEADER
from tests.instances import clock

COLUMNS = [*HEADER.split(","), "pieces", "weight_kg"]


def save(written, *rows, title="Sheet", **more_sheets):
    """Write rows under the header as orders.xlsx."""
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    for name, lines in more_sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    written.orders = written.orders.with_suffix(".xlsx")
    book.save(written.orders)
    return written


def test_cells_of_every_type(written, read):
    """Numbers, dates and texts mean what they mean in CSV; whole numbers have no ".0"."""
    ready = datetime(2026, 11, 23, 5, 59, 59, 999_999)
    save(written, COLUMNS, [1001, "H", "P", ready, 2.0, 3.25], ["x", "H", "Q", "2026-11-23 06:00"])
    orders = read().orders
    assert orders.order_id == ("1001", "x")
    assert list(orders.ready) == [clock("06:00")] * 2
    assert list(orders.pieces) == [2, 1]
    assert list(orders.weight) == [3_250, 1_500]


def test_rows_are_those_of_the_spreadsheet(written):
    """Blank rows are skipped, yet counted."""
    good = ["o1", "H", "P", "2026-11-23T06:00"]
    save(written, COLUMNS, good, [], [None, " "], ["o2", "H", "Z", "2026-11-23T06:00", 0])
    assert [(i.code, i.row) for i in written.issues()] == [("E107", 5), ("E116", 5)]


def test_a_formula_without_value_is_refused(written):
    """Nobody has computed it yet, and a blank would silently be the default."""
    save(written, COLUMNS, ["o1", "H", "P", "2026-11-23T06:00", "=1+1"])
    issue = written.issue()
    assert (issue.code, issue.row) == ("E124", 2)


def test_a_formula_counts_by_its_value(written, read):
    """What Excel stored with a formula is what people see."""
    save(written, COLUMNS, ["o1", "H", "P", "2026-11-23T06:00", "=1+1"])
    replace_part(written.orders, "xl/worksheets/sheet1.xml", b"<v />", b"<v>2</v>")
    assert list(read().orders.pieces) == [2]


def test_error_cells_are_refused(written):
    """#N/A is no number."""
    save(written, COLUMNS, ["o1", "H", "P", "2026-11-23T06:00", "#N/A"])
    assert written.issue().code == "E115"


def test_the_sheet_of_orders_is_found(written, read):
    """Empty sheets do not matter; of several filled ones the name decides."""
    good = ["o1", "H", "P", "2026-11-23T06:00"]
    save(written, COLUMNS, good, Sheet2=[])
    assert len(read().orders) == 1
    save(written, COLUMNS, good, Notes=[["call the driver"]])
    assert written.issue().code == "E109"
    save(written, ["call the driver"], 运单=[COLUMNS, good])
    assert len(read().orders) == 1


def test_an_empty_workbook_is_refused(written):
    """No cell at all, or only a header."""
    save(written)
    assert written.issue().code == "E106"
    save(written, COLUMNS)
    assert written.issue().code == "E106"


def test_cells_outside_the_header_are_refused(written):
    """A cell under no header would silently be dropped."""
    save(written, COLUMNS, ["o1", "H", "P", "2026-11-23T06:00", 1, 1, "lost"])
    assert (written.issue().code, written.issue().row) == ("E113", 2)


@pytest.mark.parametrize(
    "content",
    [
        f"{HEADER}\n{GOOD_ROW}\n".encode(),
        b"PK\x03\x04 but then nothing",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old Excel file",
    ],
    ids=["csv", "zip", "xls"],
)
def test_an_xlsx_that_is_not_one(written, content):
    """The name is no proof."""
    written.orders = written.orders.with_suffix(".xlsx")
    written.orders.write_bytes(content)
    assert written.issue().code == "E108"


def test_a_workbook_called_csv_is_read(written, read):
    """What a file is, its first bytes say."""
    save(written, COLUMNS, ["o1", "H", "P", "2026-11-23T06:00"])
    written.orders = written.orders.rename(written.orders.with_suffix(".csv"))
    assert len(read().orders) == 1


def test_other_zip_files_and_damaged_parts(written):
    """A ZIP without a workbook and a workbook with a torn sheet are no traceback."""
    written.orders = written.orders.with_suffix(".xlsx")
    with zipfile.ZipFile(written.orders, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert written.issue().code == "E108"
    save(written, COLUMNS, ["o1", "H", "P", "2026-11-23T06:00"])
    replace_part(written.orders, "xl/worksheets/sheet1.xml", b"</sheetData>", b"<row")
    assert written.issue().code == "E108"


def test_a_bomb_is_not_unpacked(written, monkeypatch):
    """What unpacks beyond the limit is refused by its table of contents."""
    save(written, COLUMNS, ["o1", "H", "P", "2026-11-23T06:00"])
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 1_000)
    assert written.issue().code == "E102"


def test_xml_with_entities_is_refused(written):
    """A document type has no place in a workbook: it could make a few bytes gigabytes."""
    save(written, COLUMNS, ["o1", "H", "P", "2026-11-23T06:00"])
    replace_part(
        written.orders, "xl/workbook.xml", b"<workbook", b"<!DOCTYPE a [<!ENTITY b 'c'>]><workbook"
    )
    issue = written.issue()
    assert (issue.code, "document type" in issue.message) == ("E108", True)


def replace_part(file, part, old, new):
    """Replace bytes in one part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new, 1)
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
