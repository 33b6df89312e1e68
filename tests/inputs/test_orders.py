"""Orders: what is accepted, and what is refused with a code, a row and a way out."""

import pytest

from tests.inputs.conftest import GOOD_ROW, HEADER
from tests.instances import clock

FULL = (
    "order_id,origin,destination,pieces,weight_kg,volume_m3,ready_at,due_at,handling_class,priority"
)
FULL_ROW = "o1,H,P,1,1.5,0.008,2026-11-23T06:00,2026-11-25T06:00,general,normal"


def full_row(**changes: str) -> str:
    """Return a full row with some cells changed."""
    cells = dict(zip(FULL.split(","), FULL_ROW.split(","), strict=True)) | changes
    return ",".join(cells.values())


def test_four_columns_are_enough(written, read):
    """What a file does not say comes from the defaults; due is ready plus the promise."""
    orders = written.write_orders(GOOD_ROW) and read().orders
    assert orders.order_id == ("o1",)
    assert (orders.pieces[0], orders.weight[0], orders.volume[0]) == (1, 1_500, 8_000)
    assert (orders.ready[0], orders.due[0]) == (clock("06:00"), clock("06:00", 2))
    assert (orders.handling_class[0], orders.priority[0]) == (0, 0)
    assert orders.carrier == ("",)


def test_blank_cells_are_the_defaults_too(written, read):
    """A blank cell says as little as a missing column; live plants are promised in 36 hours."""
    blanks = {"pieces": "", "weight_kg": " ", "volume_m3": "", "due_at": "", "priority": ""}
    written.write_orders(full_row(**blanks, handling_class="live_plants"), header=FULL)
    orders = read().orders
    assert (orders.pieces[0], orders.weight[0], orders.volume[0]) == (1, 1_500, 8_000)
    assert orders.due[0] == orders.ready[0] + 36 * 3600


def test_chinese_headers_and_names(written, read):
    """Headers and sites may be Chinese, also mixed with English, in any case and spacing."""
    written.write_orders(
        "1,县中心,丙村,2,3.5,0.02,2026/11/23 6:00,顺丰,兰花,T1,urgent",
        "2, P ,县中心,2,3.5,0.02,2026-11-23 06:00,顺丰,兰花,T1,normal",
        header="运单号,始发网点, 目的网点 ,件数,重量,体积,揽收时间,快递公司,品名,溯源码,Priority",
    )
    orders = read().orders
    assert list(orders.origin) == [0, 2]
    assert list(orders.destination) == [2, 0]
    assert list(orders.pieces) == [2, 2]
    assert list(orders.weight) == [3_500, 3_500]
    assert list(orders.ready) == [clock("06:00")] * 2
    assert list(orders.priority) == [1, 0]
    assert (orders.carrier[0], orders.product[0], orders.trace_code[0]) == ("顺丰", "兰花", "T1")


@pytest.mark.parametrize(
    "text",
    [
        *("2026-11-23T08:00", "2026-11-23 08:00", "2026/11/23 8:00", "2026-11-23T08:00:00"),
        *("2026-11-23T08:00+08:00", "2026-11-23T00:00:00Z", "2026-11-23T00:00:00.2+00:00"),
        *("2026/11/23 08:00:00", "2026.11.23 8:00", "2026年11月23日 8:00", " 2026-11-23T08:00 "),
        *("2026-11-23 8:00+0800", "2026/11/23 7:59:59.9"),
    ],
)
def test_a_moment_may_be_written_in_many_ways(written, read, text):
    """All of these are eight o'clock in Shanghai, each alone and among others."""
    written.write_orders(f"o1,H,P,{text}")
    assert list(read().orders.ready) == [clock("08:00")]
    written.write_orders(f"o1,H,P,{text}", "o2,H,P,2026-11-23T09:00", "o3,H,P,2026-11-23T02:00Z")
    assert list(read().orders.ready) == [clock("08:00"), clock("09:00"), clock("10:00")]


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("order_id", "", "E114"),
        ("origin", "", "E114"),
        ("origin", "Z", "E107"),
        ("destination", "丙", "E107"),
        ("destination", "H", "E121"),
        ("pieces", "0", "E116"),
        ("pieces", "-1", "E116"),
        ("pieces", "100001", "E116"),
        ("pieces", "1.5", "E117"),
        ("pieces", "two", "E115"),
        ("weight_kg", "-0.1", "E116"),
        ("weight_kg", "100000.1", "E116"),
        ("weight_kg", "NaN", "E115"),
        ("weight_kg", "inf", "E115"),
        ("weight_kg", "1e999", "E115"),
        ("weight_kg", "0x10", "E115"),
        ("weight_kg", "3 kg", "E115"),
        ("volume_m3", "-1", "E116"),
        ("volume_m3", "1000.1", "E116"),
        ("volume_m3", "nan", "E115"),
        ("ready_at", "", "E114"),
        ("ready_at", "2026-11-23", "E118"),
        ("ready_at", "2026-02-30T08:00", "E118"),
        ("ready_at", "2026-11-23T25:00", "E118"),
        ("ready_at", "now", "E118"),
        ("ready_at", "46349.25", "E118"),
        ("ready_at", "8:00", "E118"),
        ("ready_at", "2062-11-23T08:00", "E123"),
        ("ready_at", "9999-12-31T23:59", "E123"),
        ("ready_at", "0001-01-01T00:00+14:00", "E123"),
        ("due_at", "tomorrow", "E118"),
        ("due_at", "2026-11-23T05:59", "E103"),
        ("handling_class", "fodo", "E119"),
        ("priority", "high", "E119"),
    ],
)
def test_a_bad_cell_is_refused(written, column, value, code):
    """Each bad cell is one issue with its code, row, column and value."""
    issue = written.write_orders(full_row(**{column: value}), header=FULL).issue()
    assert (issue.code, issue.file, issue.row) == (code, "orders.csv", 2)
    assert issue.column == column
    assert issue.value == value


def test_the_message_says_what_to_do(written):
    """Due before ready and a misspelt site read as the style guide promises."""
    written.replace("sites.csv", "丙村", "江尾镇服务站").write_orders(
        full_row(due_at="2026-11-23T05:30"),
        full_row(order_id="o2", destination="江尾站"),
        full_row(order_id="o3", handling_class="fodo"),
        full_row(order_id="o4", weight_kg="-3"),
        header=FULL,
    )
    early, unknown, word, weight = (issue.line for issue in written.issues())
    assert early == (
        "E103 row 2, due_at: due 2026-11-23T05:30, before it is ready at 06:00; "
        "swap the two columns?"
    )
    assert unknown == (
        'E107 row 3, destination: no site is called "江尾站"; add it to sites.csv, or did you mean '
        '"江尾镇服务站"?'
    )
    assert 'did you mean "food"?' in word
    assert "general, food, live_plants" in word
    assert weight.startswith("E116 row 5, weight_kg: -3 kg is less than 0 kg")


def test_the_limits_themselves_are_allowed(written, read):
    """100 t, 1000 m3, 100 000 pieces and due when ready are extreme, but not wrong."""
    limits = {"pieces": "100000", "weight_kg": "100000", "volume_m3": "1000"}
    written.write_orders(full_row(**limits, due_at="2026-11-23T06:00"), header=FULL)
    orders = read().orders
    assert (orders.weight[0], orders.volume[0]) == (100_000_000, 1_000_000_000)
    assert orders.due[0] == orders.ready[0]


def test_an_order_id_stands_once(written):
    """The second and the third of a kind name the row of the first."""
    written.write_orders(GOOD_ROW, "o2,H,P,2026-11-23T06:00", GOOD_ROW, GOOD_ROW)
    issues = written.issues()
    assert [(issue.code, issue.row) for issue in issues] == [("E120", 4), ("E120", 5)]
    assert '"o1" stands in row 2 already' in issues[0].message


def test_an_id_is_printable(written):
    """A line break inside an id would tear every list apart."""
    assert written.write_orders('"o\n1",H,P,2026-11-23T06:00').issue().code == "E105"


def test_origin_and_destination_at_one_door(written):
    """A point on the premises of the hub is no journey away from it."""
    written.replace("sites.csv", ",open,,08:00-18:00,", ",open,H,08:00-18:00,")
    issue = written.write_orders(GOOD_ROW).issue()
    assert (issue.code, issue.column) == ("E121", "destination")
    assert "share the door of H" in issue.message


def test_a_name_that_two_sites_bear_says_the_ids(written, read):
    """Two villages may have one name; an order must then say which."""
    written.replace("sites.csv", "丁村", "丙村").write_orders("o1,H,丙村,2026-11-23T06:00")
    issue = written.issue()
    assert issue.code == "E122"
    assert "P or Q" in issue.fix
    written.write_orders(GOOD_ROW)
    assert list(read().orders.destination) == [2]


def test_columns_are_missing_unknown_or_double(written):
    """Every column that is wrong is one issue, and the rest of the file is still checked."""
    written.write_orders(
        "o1,P,1,x,H,H", header="order_id,destination,peices,pieces,origin,始发网点"
    )
    found = {(issue.code, issue.column) for issue in written.issues()}
    assert found == {
        ("E111", "peices"), ("E110", "ready_at"), ("E112", "始发网点"), ("E115", "pieces"),
    }  # fmt: skip
    unknown = next(issue for issue in written.issues() if issue.code == "E111")
    assert unknown.fix == 'did you mean "pieces"?'
    missing = next(issue for issue in written.issues() if issue.code == "E110")
    assert "揽收时间" in missing.message


def test_a_header_alone_is_no_order_file(written):
    """An empty order file is a mistake, not a day without work."""
    assert written.write_orders().issue().code == "E106"
    written.orders.write_bytes(b"")
    assert written.issue().code == "E106"
    written.orders.write_bytes(b"\xef\xbb\xbf\n\n")
    assert written.issue().code == "E106"


def test_thousands_of_alike_issues_are_counted(written):
    """The first 200 are listed, and one more issue says that 300 are not."""
    written.write_orders(*(f"o{i},H,Z{i % 7},2026-11-23T06:00" for i in range(500)))
    issues = written.issues()
    assert [issue.code for issue in issues] == ["E107"] * 200 + ["E170"]
    assert issues[-1].message.startswith("300 more issues E107")
    assert issues[199].row == 201


def test_blank_rows_are_no_orders(written, read):
    """Rows without any text are skipped, and the row numbers after them stay right."""
    written.write_orders("", GOOD_ROW, ",,,", " , ,,", "o2,H,P,2026-11-23T06:00", "", "")
    assert read().orders.order_id == ("o1", "o2")
    written.write_orders("", GOOD_ROW, ",,,", "o2,H,Z,2026-11-23T06:00")
    assert written.issue().row == 5


def test_all_problems_of_all_files_come_together(written):
    """One report names the rules, sites, vehicles, tables and orders that are wrong."""
    written.replace("network.toml", "promise_hours = 48.0", "promise_hours = -1")
    written.replace("sites.csv", "transfer_station", "transfer-station")
    written.replace("vehicles.csv", "van-2", "van-1")
    written.replace("travel_van.csv", "P,Q,", "P,X,")
    written.write_orders(GOOD_ROW.replace("06:00", "6 am"), header=HEADER)
    (written.folder / "travel_truck.csv").unlink()
    files = {issue.file for issue in written.issues()}
    assert files == {
        *("network.toml", "sites.csv", "vehicles.csv", "travel_van.csv", "orders.csv"),
    }
    assert ("E138", "truck") in {(issue.code, issue.value) for issue in written.issues()}
