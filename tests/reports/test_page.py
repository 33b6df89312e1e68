"""The report page: self-contained, harmless, complete in both languages."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from optimizer.reports import page as page_room
from optimizer.reports import plan_document, write_reports
from optimizer.reports.page import Figures, site_figures, write_page
from optimizer.reports.page.words import WORDS
from optimizer.reports.reading import PlanReading
from optimizer.reports.ways import Ways
from tests.instances import travel
from tests.reports.hostile import IMAGE, SCRIPT, hostile_case
from tests.reports.made_up import Dispatch, StraightLines, made_up_county
from tests.reports.plans import four_stop_instance, four_stop_plan


class Elements(HTMLParser):
    """Collects the elements of a page, and the text of each script."""

    inside = False

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.scripts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Note an element."""
        self.inside = tag == "script"
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag):
        """Leave a script."""
        self.inside = False

    def handle_data(self, data):
        """Gather the text of a script."""
        if self.inside:
            self.scripts[-1] += data


def page_of(document, instance, tmp_path: Path, lang: str = "zh") -> str:
    plan, roads = PlanReading(document, instance), StraightLines(instance.network)
    write_page(plan, Ways(plan, roads), roads, tmp_path / "report.html", lang)
    return (tmp_path / "report.html").read_text(encoding="utf-8")


@pytest.fixture
def four_stop_page(tmp_path):
    instance = four_stop_instance()
    return page_of(plan_document(four_stop_plan(), instance, travel()), instance, tmp_path)


def figures(page: str) -> dict:
    return json.loads(Elements(page).scripts[0])


def test_page_holds_the_plan(four_stop_page):
    """The figures of the page are those of the document; o1 takes T1 and then T3."""
    shown = figures(four_stop_page)
    assert shown["kpis"]["orders"] == 4
    assert shown["cost"]["total"] == 6138.0415
    assert shown["orders"]["id"] == ["o1", "o2", "o3", "o4"]
    assert shown["orders"]["status"] == [0, 1, 3, 2]
    assert shown["orders"]["legs"] == [[0, 0, 1, 2, 0, 1], [2, 1, 2, 1, 1, 2], [], []]
    assert shown["trips"][2]["stops"][1] == [2, 28_860, 28_860, 29_268, 1, 2, 3.0, 1, 10, 15.0, 3.0]


def test_page_loads_nothing(four_stop_page):
    """No element names another file, and the policy allows the one script by its hash."""
    elements = Elements(four_stop_page)
    links = [
        value
        for _, attributes in elements.tags
        for name, value in attributes.items()
        if name in ("src", "href")
    ]
    assert links == []
    policy = next(
        attributes["content"] for tag, attributes in elements.tags if "http-equiv" in attributes
    )
    digest = base64.b64encode(hashlib.sha256(elements.scripts[1].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy


def test_names_cannot_become_markup(tmp_path):
    """Hostile names, ids and reasons add no element to the page, and still read as they are."""
    document, instance = hostile_case()
    page = page_of(document, instance, tmp_path)
    elements = Elements(page)
    assert [tag for tag, _ in elements.tags].count("script") == 2
    assert "img" not in [tag for tag, _ in elements.tags]
    shown = figures(page)
    assert shown["network"] == IMAGE
    assert shown["sites"][2]["en"] == SCRIPT
    assert shown["sites"][1]["town"] == "$$FIGURES$$"
    assert shown["reasons"][1][2] == SCRIPT


def test_values_and_marks_are_laid_over_figures():
    """Both are added to what is drawn, and figures that were kept are read again."""
    instance = four_stop_instance()
    plain = site_figures(instance.network, StraightLines(instance.network), "zh")
    assert Figures.read(plain.content) == plain
    marks = [{"line": [[114.0, 24.3], [114.1, 24.4]], "kind": "closed"}]
    shown = plain.with_values({"P": {"share": 0.9, "text": "90 %"}}, title="48").with_marks(marks)
    assert len({plain.fingerprint, shown.fingerprint}) == 2
    assert shown.values["marks"] == marks
    assert shown.values["values"]["sites"] == {"P": {"share": 0.9, "text": "90 %"}}
    assert shown.with_values({}).values["values"]["sites"] == {}
    assert shown.values["sites"] == plain.values["sites"]
    assert shown.bounds == plain.bounds


@pytest.mark.parametrize(
    "lay",
    [
        lambda plain: plain.with_values({"P": {"share": 1.2, "text": ""}}),
        lambda plain: plain.with_values({}, steps=(0.9, 0.8, 0.95, 0.99)),
        lambda plain: plain.with_marks([{"line": [[114.0, 24.3]], "kind": "broken"}]),
        lambda plain: Figures.read(b"[]"),
    ],
)
def test_what_cannot_be_drawn_is_refused(lay):
    """Shares beyond one, steps that fall, unknown marks and other JSON are refused."""
    instance = four_stop_instance()
    plain = site_figures(instance.network, StraightLines(instance.network), "zh")
    with pytest.raises(ValueError, match=r"share|steps|neither|figures"):
        lay(plain)


def test_page_never_makes_markup_of_text():
    """The scripts build elements, and never parse text as markup or as code."""
    room = Path(page_room.__file__).parent
    script = "".join(file.read_text(encoding="utf-8") for file in room.glob("*.js"))
    for danger in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert danger not in script


def test_every_word_is_there_in_both_languages():
    """Whatever the scripts ask for by name is in the list of words, twice."""
    room = Path(page_room.__file__).parent
    script = "".join(file.read_text(encoding="utf-8") for file in room.glob("*.js"))
    asked = set(re.findall(r'word\("([^"]+)"', script)) - {"cost.", "quality.", "road", "mark."}
    assert asked <= set(WORDS)
    assert all(chinese and english for chinese, english in WORDS.values())


def test_page_brings_its_signs(tmp_path):
    """The font inside the page has every Han sign of its text, rare ones too."""
    instance, times = made_up_county(num_orders=40)
    document = plan_document(Dispatch(instance, times).plan(), instance, times)
    page = page_of(document, instance, tmp_path)
    packed = re.search(r"data:font/woff2;base64,([^\"]+)", page)
    signs = TTFont(io.BytesIO(base64.b64decode(packed[1]))).getBestCmap()
    assert {ord(sign) for sign in "石礤蓊葸坪排线方案准时超时"} <= set(signs)
    assert len(signs) < 1_000


def test_schematic_county_says_so(tmp_path, four_stop_page):
    """A county with synthetic points is marked; one that says nothing of quality is not."""
    instance, times = made_up_county(num_orders=10)
    document = plan_document(Dispatch(instance, times).plan(), instance, times)
    assert figures(page_of(document, instance, tmp_path))["schematic"]
    assert not figures(four_stop_page)["schematic"]


def test_all_reports_are_written(tmp_path):
    """One call writes the plan and everything that people read of it, even without a border."""
    instance = four_stop_instance()
    document = plan_document(four_stop_plan(), instance, travel())
    roads = StraightLines(instance.network)
    roads.boundary = ()
    files = write_reports(document, instance, roads, tmp_path / "out", "en")
    assert [file.name for file in files] == [
        "plan.json",
        "report.html",
        "run_sheets.pdf",
        "run_sheets.xlsx",
        "handovers.pdf",
        "handovers.xlsx",
        "itineraries.csv",
        "trips.geojson",
        "trips.gpx",
    ]
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == sorted(
        file.name for file in files
    )
    assert all(file.stat().st_size for file in files)
    assert json.loads(files[0].read_text(encoding="utf-8")) == document
    assert figures(files[1].read_text(encoding="utf-8"))["lang"] == "en"
