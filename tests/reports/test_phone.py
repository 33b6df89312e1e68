"""The phone page as HTML: which duties at length, which in short, and what is safe."""

from __future__ import annotations

from datetime import datetime, timedelta
from html.parser import HTMLParser

import pytest

from optimizer.reports import plan_document
from optimizer.reports.notes import Notes, Person
from optimizer.reports.phone import Issue, phone_page
from optimizer.reports.phone.style import STYLE
from optimizer.reports.reading import PlanReading
from optimizer.reports.runsheets import duty_sheets
from optimizer.reports.ways import Ways
from tests.reports.hostile import hostile_case
from tests.reports.made_up import Dispatch, StraightLines, made_up_county

MORNING = datetime.fromisoformat("2026-11-23T05:30:00+08:00")
ISSUE = Issue("虚构县", 3, MORNING, MORNING, dispatcher=Person("", "0751-2870000"))


class Reader(HTMLParser):
    """Collects tags, links and text of a page."""

    def __init__(self):
        super().__init__()
        self.tags, self.links, self.open = [], [], []

    def handle_starttag(self, tag, attrs):
        """Note a tag and where it leads."""
        self.tags.append(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src")]

    def handle_endtag(self, tag):
        """Close the tag that was opened last."""
        assert self.open.pop() == tag


def read(page):
    """Parse a page; every tag is closed where it was opened."""
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


@pytest.fixture(scope="module")
def duties():
    instance, times = made_up_county(num_orders=400)
    plan = PlanReading(plan_document(Dispatch(instance, times).plan(), instance, times), instance)
    starts = {
        (duty["vehicle_id"], duty["shift"]["start"]): Person("张三", "13800000000")
        for duty in plan.document["duties"]
    }
    ways = Ways(plan, StraightLines(instance.network))
    sheets = duty_sheets(plan, ways, Notes(starts))
    busiest = max(sheets, key=lambda sheet: sheet.num_stops).vehicle_id
    return [sheet for sheet in sheets if sheet.vehicle_id == busiest]


def page_at(duties, moment, lang="zh", issue=ISSUE):
    """Return the page at a moment."""
    return phone_page(duties, issue, now=moment, lang=lang, plate="粤F·V0001")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_is_small_and_whole(duties, lang):
    """Well-formed, under 100 kB, without script, image or anything else that is loaded."""
    page = page_at(duties, MORNING, lang)
    reader = read(page)
    assert len(page.encode()) < 100_000
    assert set(reader.tags).isdisjoint({"script", "img", "link", "iframe", "form", "object"})
    kinds = {link.partition(":")[0] for link in reader.links}
    assert kinds <= {"?lang=en", "?lang=zh", "tel", "geo", "https"}
    assert all(link.startswith("https://uri.amap.com/") for link in reader.links if "://" in link)
    assert page.count(STYLE) == 1


def test_today_is_long_and_the_days_to_come_are_short(duties):
    """Links to drive are for today's stops only; tomorrow is folded and provisional."""
    page = page_at(duties, MORNING)
    today = [duty for duty in duties if duty.span[0].date() == MORNING.date()]
    assert page.count("uri.amap.com") == sum(
        len(trip.calls) for duty in today for trip in duty.trips
    )
    assert page.count("<details>") == len(duties) - len(today)
    assert "明天 11-24 周二" in page
    assert "司机 张三" in page


def test_the_next_day_shows_when_today_has_nothing(duties):
    """On the eve of the first duty the driver sees it at length."""
    page = page_at(duties, MORNING - timedelta(days=1))
    assert "今天没有车次" in page
    assert "uri.amap.com" in page


def test_what_is_over_is_folded(duties):
    """A week later all trips are over, and can still be looked up."""
    page = page_at(duties, MORNING + timedelta(days=7))
    assert "都已结束" in page
    assert "已结束" in page
    assert page.count("<details>") == len(duties)
    assert "uri.amap.com" not in page


def test_the_dispatcher_can_be_called(duties):
    """The number of the hub dials."""
    assert '<a href="tel:07512870000">调度员 0751-2870000</a>' in page_at(duties, MORNING)


def test_hostile_names_stay_text():
    """Names that are markup show as text in both languages."""
    document, instance = hostile_case()
    plan = PlanReading(document, instance)
    sheets = duty_sheets(plan, Ways(plan, StraightLines(instance.network)))
    for lang in ("zh", "en"):
        page = phone_page(sheets, ISSUE, now=MORNING, lang=lang, plate="<b>@粤F")
        reader = read(page)
        assert "script" not in reader.tags
        assert "img" not in reader.tags
        assert "&lt;script&gt;" in page
