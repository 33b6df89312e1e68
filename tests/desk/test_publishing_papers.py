"""What is printed of a published plan, how it differs, and where a parcel goes."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime, timedelta

import openpyxl
import pytest
from pypdf import PdfReader

from optimizer.desk.plans import open_plan
from optimizer.desk.publishing_difference import compare, difference
from optimizer.desk.publishing_papers import contacts_of, page_addresses, public_address, source_of
from optimizer.desk.publishing_parcels import find_parcels, history_of, way_of
from optimizer.reports.papers import PAPERS, all_papers, paper, paper_name
from tests.desk.published import make_desk

PAGES = {"van-1": "https://desk.example/r/abcdefghijklmnopqrstuv"}
DRIVERS = (
    "driver_id,name,phone,licence,home_site,vehicle_id\nd1,张三,13800000000,C1,A,van-1\n"
).encode()


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ROUTE48_HOME", str(folder / "home"))
        made = make_desk(folder)
        yield made
        made.store.close()


@pytest.fixture(scope="module")
def opened(desk):
    return open_plan(desk.store, desk.plan.plan_id)


@pytest.fixture(scope="module")
def source(desk, opened):
    return source_of(opened, contacts_of(desk.store, opened), PAGES)


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_is_made(source, name):
    """Each paper has bytes, and is called by network, date and word."""
    assert len(paper(source, name)) > 100
    called = paper_name(source.plan, name, "派车单")
    assert called == f"四站县_2026-11-23_派车单.{name.rsplit('.', 1)[1]}"


def test_all_papers_are_one_file(source):
    """The ZIP holds every paper under the name that people read."""
    names = {name: paper_name(source.plan, name, f"纸{at}") for at, name in enumerate(PAPERS)}
    archive = zipfile.ZipFile(io.BytesIO(all_papers(source, names)))
    assert archive.namelist() == list(names.values())
    assert json.loads(archive.read(names["plan.json"]))["schema"] == "route48/plan/1"


def test_the_sheet_shows_a_code_only_where_phones_reach_the_desk(desk, opened, source):
    """With an address the van's page has the words to scan, without it has not."""
    with_code = PdfReader(io.BytesIO(paper(source, "run_sheets.pdf"))).pages[1].extract_text()
    bare = source_of(opened, contacts_of(desk.store, opened), {})
    without = PdfReader(io.BytesIO(paper(bare, "run_sheets.pdf"))).pages[1].extract_text()
    assert "扫码" in with_code
    assert "扫码" not in without


def test_addresses_that_phones_cannot_reach_are_none(monkeypatch):
    """Localhost is no address; a public one that is set comes before what the browser sees."""
    monkeypatch.delenv("ROUTE48_PUBLIC_URL", raising=False)
    assert public_address("http://127.0.0.1:8501") == ""
    assert public_address("http://192.168.1.5:8501") == "http://192.168.1.5:8501"
    monkeypatch.setenv("ROUTE48_PUBLIC_URL", "https://desk.example/county/")
    assert page_addresses({"a": "b"}, "http://127.0.0.1") == {
        "a": "https://desk.example/county/r/b"
    }
    monkeypatch.setenv("ROUTE48_PUBLIC_URL", "javascript:alert(1)")
    assert public_address("") == ""


def test_drivers_and_phones_are_those_of_today(tmp_path, monkeypatch):
    """A driver who was entered after planning stands on the sheets; the plan is untouched."""
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path / "home"))
    desk = make_desk(tmp_path)
    desk.change(lambda net: net.with_site("H", contact_phone="0751-1"), drivers_csv=DRIVERS)
    opened = open_plan(desk.store, desk.plan.plan_id)
    source = source_of(opened, contacts_of(desk.store, opened), {})
    driver = source.notes.driver("van-1", "2026-11-23T07:00:00+08:00")
    assert (driver.name, driver.phone) == ("张三", "13800000000")
    book = openpyxl.load_workbook(io.BytesIO(paper(source, "run_sheets.xlsx")))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any("张三 13800000000" in cell for cell in cells)
    desk.store.close()


def test_a_plan_does_not_differ_from_itself(desk):
    """The same plan changes nothing on the road."""
    assert difference(desk.store, desk.plan.plan_id, desk.plan.plan_id).is_same


def test_a_difference_is_counted(opened):
    """Without the van's trip o1 and o2 are gone, and so is the van."""
    mine = json.loads(json.dumps(opened.document))
    mine["trips"] = [trip for trip in mine["trips"] if trip["vehicle_id"] != "van-1"]
    for order in mine["orders"]:
        order["legs"] = []
    found = compare(mine, opened.document)
    assert found.gone_vehicles == ("van-1",)
    assert (found.dropped, found.added, found.moved) == (2, 0, 0)
    assert compare(opened.document, mine).new_vehicles == ("van-1",)


def test_a_later_start_is_another_trip(opened):
    """A quarter of an hour is the same day to a driver, an hour is not."""
    for minutes, expected in ((10, ()), (60, ("van-1",))):
        mine = json.loads(json.dumps(opened.document))
        stop = next(one for one in mine["trips"] if one["vehicle_id"] == "van-1")["stops"][0]
        moment = datetime.fromisoformat(stop["start"]) + timedelta(minutes=minutes)
        stop["start"] = moment.isoformat()
        assert compare(mine, opened.document).changed_vehicles == expected


def test_a_parcel_is_found_by_the_beginning_of_its_id_or_code(desk, opened):
    """Both ids and trace codes find it; nothing finds nothing."""
    net = desk.network_id
    assert [hit.order_id for hit in find_parcels(desk.store, net, "o1", opened)] == ["o1"]
    assert [hit.order_id for hit in find_parcels(desk.store, net, "TRACE1", opened)] == ["o2"]
    assert find_parcels(desk.store, net, "  ", opened) == []
    assert find_parcels(desk.store, net, "nothing", opened) == []


def test_a_plan_from_elsewhere_is_searched_too(desk, opened):
    """Orders that the store does not know are found in the plan."""
    assert [hit.order_id for hit in find_parcels(desk.store, 99, "o", opened)] == [
        "o1",
        "o2",
        "o3",
        "o4",
    ]


def test_a_parcel_shows_its_way_and_what_is_left(opened):
    """O1 rides truck and van, is at P by 08:07:48, and has 46 hours of its 48 left."""
    way = way_of(opened, "o1", "zh")
    assert [(leg.trip_id, leg.plate, leg.destination) for leg in way.legs] == [
        ("T1", "粤F·T0001", "甲中转站"),
        ("T3", "粤F·V0001", "丙村"),
    ]
    assert way.status == "on_time"
    assert way.slack == way.promise_slack == timedelta(hours=45, minutes=52, seconds=12)


def test_a_late_parcel_says_so_and_why(opened):
    """O2 leaves the county at 13:30, half an hour after it is due, within 48 hours."""
    way = way_of(opened, "o2", "zh")
    assert (way.status, way.slack) == ("late", timedelta(minutes=-30))
    assert way.promise_slack > timedelta(hours=40)
    assert way.reason["code"]
    assert way_of(opened, "o9", "zh") is None


def test_a_parcel_has_a_history(desk):
    """Who brought it in, who changed it, and what."""
    store, net = desk.store, desk.network_id
    version = store.orders.find(net, "o4").version
    store.orders.edit(net, "o4", {"pieces": 3}, by="王", version=version)
    history = history_of(store, net, "o4")
    assert history.batch.added_by == "李"
    assert [(one.kind, one.by) for one in history.changes] == [("orders.edit", "王")]
    assert history_of(store, net, "o9") is None
