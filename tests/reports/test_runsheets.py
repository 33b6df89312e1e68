"""Run sheets, read back as a spreadsheet and as paper."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest
from pypdf import PdfReader

from optimizer.domain import Plan
from optimizer.reports import plan_document
from optimizer.reports.notes import Notes, Person
from optimizer.reports.pen import Pen, runs
from optimizer.reports.reading import PlanReading
from optimizer.reports.runsheets import duty_sheets, write_paper, write_workbook
from optimizer.reports.ways import Ways
from tests.instances import county, travel
from tests.reports.hostile import FORMULA, hostile_case
from tests.reports.made_up import Dispatch, StraightLines, made_up_county
from tests.reports.plans import four_stop_instance, four_stop_plan


def sheets_of(document, instance):
    plan = PlanReading(document, instance)
    return plan, duty_sheets(plan, Ways(plan, StraightLines(instance.network)))


@pytest.fixture
def four_stops():
    instance = four_stop_instance()
    return sheets_of(plan_document(four_stop_plan(), instance, travel()), instance)


@pytest.fixture(scope="module")
def made_up():
    instance, times = made_up_county(num_orders=200)
    return sheets_of(plan_document(Dispatch(instance, times).plan(), instance, times), instance)


def test_sheet_says_what_the_driver_does(four_stops):
    """The van loads ten pieces at A by handover, swaps goods at P, and is 5 km from there."""
    _, (truck, van) = four_stops
    assert (truck.number, truck.shift, truck.start, truck.end) == (
        1,
        "06:00-14:00",
        "06:00",
        "09:58",
    )
    assert [trip.trip_id for trip in truck.trips] == ["T1", "T2"]
    load, swap, unload = van.trips[0].calls
    assert (load.load.pieces, load.load.kg, load.load.bags, load.handover) == (10, 15.0, 1, True)
    assert (swap.unload.pieces, swap.load.pieces, swap.handover) == (10, 2, False)
    assert (swap.arrival, swap.departure, swap.onboard_kg) == ("08:01", "08:07", 3.0)
    assert (swap.km_to_next, swap.minutes_to_next) == (5.0, 10)
    assert (unload.km_to_next, unload.minutes_to_next, unload.handover) == (None, None, True)


def test_sheet_shows_waiting_and_lists_bags(four_stops):
    """The truck waits at A until it opens and hands the bag for P over; T2 hands over none."""
    _, (truck, _) = four_stops
    first = truck.trips[0]
    assert (first.calls[1].arrival, first.calls[1].start, first.calls[1].waits) == (
        "06:50",
        "07:00",
        True,
    )
    loading = first.loading[0]
    assert (loading.loaded_at.site.site_id, loading.unloaded_at.site.site_id) == ("H", "A")
    assert [(site.site_id, goods.pieces) for site, goods in loading.bags] == [("P", 10)]
    assert truck.trips[1].loading == ()


def test_workbook_reads_back(four_stops, tmp_path):
    """The workbook has an index with links and a sheet per duty, Chinese first."""
    plan, sheets = four_stops
    write_workbook(plan, sheets, tmp_path / "run_sheets.xlsx")
    book = openpyxl.load_workbook(tmp_path / "run_sheets.xlsx")
    assert book.sheetnames == ["目录 Index", "01 粤F·T0001 D1", "02 粤F·V0001 D1"]
    index = book["目录 Index"]
    assert [cell.value for cell in index[5]][:4] == [
        1,
        "2026-11-23 周一",
        "06:00-14:00",
        "粤F·T0001",
    ]
    assert index["A5"].hyperlink.location == "'01 粤F·T0001 D1'!A1"
    van = book["02 粤F·V0001 D1"]
    assert van["A1"].value == "派车单 Run sheet · 四站县"
    assert van["A2"].value == "车牌 Plate: 粤F·V0001"
    row = [cell.value for cell in van[8]]
    assert row[:13] == [2, "丙村\nP", None, "08:01", "08:01", "08:07", 10, 1, 15, 2, 1, 3, 3]
    assert row[15] == "☐"


def test_workbook_holds_no_formula(tmp_path):
    """Names that look like formulas are quoted text, and a plate cannot break a sheet's name."""
    document, instance = hostile_case()
    plan, sheets = sheets_of(document, instance)
    write_workbook(plan, sheets, tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [cell.quotePrefix for cell in cells if str(cell.value).startswith(FORMULA)] == [True] * 5
    assert book.sheetnames[1] == "01 @粤F-T-1-x- D1"


def test_paper_has_a_page_per_duty(four_stops, tmp_path):
    """The PDF has a page per duty on which plate, stops, times and amounts can be read."""
    plan, sheets = four_stops
    write_paper(plan, sheets, tmp_path / "run_sheets.pdf")
    pages = [page.extract_text() for page in PdfReader(tmp_path / "run_sheets.pdf").pages]
    assert len(pages) == 2
    for part in ("派车单", "粤F·T0001", "甲中转站", "06:20", "等至 07:00", "10 件", "交接"):
        assert part in pages[0]
    for part in ("粤F·V0001", "丙村", "08:01", "5.0 km", "司机 Driver"):
        assert part in pages[1]


def test_a_long_plate_is_written_whole(four_stops, tmp_path):
    """A plate is set smaller rather than cut."""
    plan, (truck, _) = four_stops
    long = replace(truck, vehicle=replace(truck.vehicle, plate="粤F·WWWWWWWW"))
    write_paper(plan, [long], tmp_path / "x.pdf")
    assert "WWWWWWWW" in PdfReader(tmp_path / "x.pdf").pages[0].extract_text()


def test_sheets_name_driver_and_phone(tmp_path):
    """Who drives stands on paper and in the workbook; without a page there is no code."""
    instance = four_stop_instance()
    plan = PlanReading(plan_document(four_stop_plan(), instance, travel()), instance)
    notes = Notes(
        {("van-1", "2026-11-23T07:00:00+08:00"): Person("张三", "13800000000")},
        {"van-1": "https://desk.example/r/secret"},
        Person("", "0751-1"),
    )
    sheets = duty_sheets(plan, Ways(plan, StraightLines(instance.network)), notes)
    write_paper(plan, sheets, tmp_path / "x.pdf")
    write_workbook(plan, sheets, tmp_path / "x.xlsx")
    truck, van = (page.extract_text() for page in PdfReader(tmp_path / "x.pdf").pages)
    assert all(part in van for part in ("张三", "13800000000", "0751-1", "扫码看路线"))
    assert "扫码看路线" not in truck
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert book.worksheets[0]["M6"].value == "张三 13800000000"


def test_paper_carries_its_fonts(made_up, tmp_path):
    """Every font is inside the file, and rare signs of village names are in it."""
    plan, sheets = made_up
    write_paper(plan, sheets, tmp_path / "run_sheets.pdf")
    reader = PdfReader(tmp_path / "run_sheets.pdf")
    fonts = [
        font.get_object()
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
        if font.get_object()["/Subtype"] == "/TrueType"
    ]
    assert fonts
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)
    text = "".join(page.extract_text() for page in reader.pages)
    assert all(name in text for name in ("石礤村", "蓊江村", "葸岭村"))


def test_paper_is_the_same_every_time(four_stops, tmp_path):
    """The same plan gives the same bytes."""
    plan, sheets = four_stops
    for name in ("a.pdf", "b.pdf"):
        write_paper(plan, sheets, tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_long_duties_go_on_over_pages(made_up, tmp_path):
    """A sheet that does not fit on one page goes on, and says whose it is."""
    plan, sheets = made_up
    longest = max(sheets, key=lambda sheet: sheet.num_stops)
    many = [type(longest)(**_fields(longest) | {"trips": longest.trips * 8})]
    write_paper(plan, many, tmp_path / "x.pdf")
    pages = [page.extract_text() for page in PdfReader(tmp_path / "x.pdf").pages]
    assert len(pages) > 1
    assert all(longest.vehicle.plate in page for page in pages)


def _fields(sheet) -> dict:
    return {name: getattr(sheet, name) for name in sheet.__dataclass_fields__}


def test_plan_without_trips_prints_a_page(tmp_path):
    """Nothing to drive is said in words, on paper and in the workbook."""
    instance = county()
    plan, sheets = sheets_of(plan_document(Plan(()), instance, travel()), instance)
    write_paper(plan, sheets, tmp_path / "x.pdf")
    write_workbook(plan, sheets, tmp_path / "x.xlsx")
    assert "没有车次" in PdfReader(tmp_path / "x.pdf").pages[0].extract_text()
    assert "没有车次" in openpyxl.load_workbook(tmp_path / "x.xlsx").active["A5"].value


def test_text_is_split_by_font():
    """Han signs and Latin letters take turns; what no font has becomes a question mark."""
    assert runs("礤村 12km") == [(True, "礤村"), (False, " 12km")]
    assert runs("a\x00\U0001f69a") == [(False, "a?")]


def test_long_names_are_cut_to_fit():
    """A name too long for its column ends in an ellipsis and fits."""
    pen = Pen(canvas=io.BytesIO())
    short = pen.fitted("翁源县电商仓储物流中心（中国兰花博览中心）", 10, 120)
    assert short.startswith("翁源县")
    assert short.endswith("…")
    assert pen.width(short, 10) <= 120
