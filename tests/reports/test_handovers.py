"""Hand-over lists, as values, on paper and as a workbook."""

from __future__ import annotations

import openpyxl
import pytest
from pypdf import PdfReader

from optimizer.domain import Plan
from optimizer.reports import plan_document
from optimizer.reports.handovers import (
    handover_lists,
    write_handover_paper,
    write_handover_workbook,
)
from optimizer.reports.notes import Notes, Person
from optimizer.reports.reading import PlanReading
from tests.instances import county, travel
from tests.reports.hostile import FORMULA, hostile_case
from tests.reports.made_up import Dispatch, made_up_county
from tests.reports.plans import four_stop_instance, four_stop_plan

NOTES = Notes({("truck-1", "2026-11-23T06:00:00+08:00"): Person("张三", "13800000000")})


@pytest.fixture
def plan():
    instance = four_stop_instance()
    return PlanReading(plan_document(four_stop_plan(), instance, travel()), instance)


def station(plan):
    return next(one for one in handover_lists(plan, NOTES) if one.base.site_id == "A")


def test_a_station_knows_what_comes_and_what_goes(plan):
    """A gets o1 by truck and o2 by van, and gives o1 to the van and o2 to the truck."""
    one = station(plan)
    assert [(here.ride.trip_id, here.time) for here in one.arrivals] == [
        ("T1", "07:00"),
        ("T3", "08:17"),
    ]
    assert [(here.ride.trip_id, here.goods.pieces) for here in one.departures] == [
        ("T3", 10),
        ("T2", 2),
    ]
    assert one.arrivals[0].ride.driver.name == "张三"


def test_a_bag_says_what_it_waits_for(plan):
    """The bag for P that the truck brings goes on with the van at 07:51."""
    (bag,) = station(plan).arrivals[0].bags
    assert (bag.destination.site_id, bag.goods.pieces) == ("P", 10)
    assert bag.other_text("zh") == "07:51 粤F·V0001"


def test_a_bag_that_leaves_says_where_it_changes(plan):
    """The hub loads the bag for P to be unloaded at A."""
    hub = next(one for one in handover_lists(plan) if one.base.site_id == "H")
    assert hub.departures[0].bags[0].other_text("zh") == "→ 甲中转站"
    assert hub.arrivals[0].bags[0].other_text("zh") == "本站留存"


def test_every_piece_is_on_a_list():
    """What trips load and unload at bases is what the lists count, over the whole plan."""
    instance, times = made_up_county(num_orders=200)
    document = plan_document(Dispatch(instance, times).plan(), instance, times)
    lists = handover_lists(PlanReading(document, instance))
    listed = sum(
        bag.goods.orders
        for one in lists
        for here in (*one.arrivals, *one.departures)
        for bag in here.bags
    )
    bases = {site.site_id for site in instance.sites if site.is_base}
    handled = sum(
        len(stop["load"]) + len(stop["unload"])
        for trip in document["trips"]
        for stop in trip["stops"]
        if stop["site_id"] in bases
    )
    assert listed == handled > 0


def test_paper_and_workbook_say_the_same(plan, tmp_path):
    """Both name base, plate, driver, pieces and the way on, and leave room to sign."""
    lists = handover_lists(plan, NOTES)
    write_handover_paper(plan, lists, tmp_path / "x.pdf")
    write_handover_workbook(plan, lists, tmp_path / "x.xlsx")
    paper = "".join(page.extract_text() for page in PdfReader(tmp_path / "x.pdf").pages)
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    cells = "".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    for said in ("交接清单", "甲中转站", "粤F·T0001", "张三 13800000000", "07:51 粤F·V0001", "收"):
        assert said in paper
        assert said in cells


def test_hostile_names_stay_text(tmp_path):
    """No cell becomes a formula and no name breaks the paper."""
    document, instance = hostile_case()
    plan = PlanReading(document, instance)
    lists = handover_lists(plan, NOTES)
    write_handover_paper(plan, lists, tmp_path / "x.pdf")
    write_handover_workbook(plan, lists, tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    quoted = [cell.quotePrefix for cell in cells if str(cell.value).startswith(FORMULA)]
    assert quoted
    assert all(quoted)


def test_nothing_to_hand_over_is_said(tmp_path):
    """A plan without trips prints a page that says so."""
    instance = county()
    plan = PlanReading(plan_document(Plan(()), instance, travel()), instance)
    write_handover_paper(plan, [], tmp_path / "x.pdf")
    write_handover_workbook(plan, handover_lists(plan), tmp_path / "x.xlsx")
    assert "没有交接" in PdfReader(tmp_path / "x.pdf").pages[0].extract_text()
    assert "没有交接" in openpyxl.load_workbook(tmp_path / "x.xlsx").active["A4"].value
