"""What if, in a real browser: a scenario is clicked together, compared, and read on paper."""

from __future__ import annotations

import re

import pytest
from pypdf import PdfReader

ANSWERED = 240_000
"""So many milliseconds the few days of a study may take on a loaded machine."""

TOOLS = 2
"""The tools are the third row of choices on the page."""


def tool(visitor, name):
    """Choose a tool."""
    row = visitor.page.locator("[data-testid='stButtonGroup']").nth(TOOLS)
    row.get_by_text(visitor.word(f"whatif.tool.{name}"), exact=True).click()
    visitor.settle()
    visitor.page.wait_for_timeout(500)


def middle(visitor, site):
    """Return where a site is drawn."""
    box = visitor.page.locator(f"[data-site='{site}']").first.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def click_beside(visitor, site, x, y):
    """Click on the map so many pixels beside a site."""
    visitor.page.locator(f"[data-site='{site}']").first.wait_for()
    visitor.page.wait_for_timeout(500)
    at = middle(visitor, site)
    visitor.page.mouse.click(at[0] + x, at[1] + y)
    visitor.settle()
    visitor.page.wait_for_timeout(500)


def counts(visitor, count):
    """Wait until there are so many changes."""
    visitor.sees(visitor.word("whatif.changes", count=count))


def part(visitor, name):
    """Turn to a part of the page."""
    row = visitor.page.locator("[data-testid='stButtonGroup']").nth(TOOLS - 1)
    row.get_by_text(visitor.word(f"whatif.tab.{name}"), exact=True).click()
    visitor.settle()


def fill(visitor, key, number):
    """Put a number into a field, and wait until the page has taken it."""
    name = visitor.word(key)
    field = visitor.page.get_by_label(name, exact=True).and_(visitor.page.locator("input")).first
    field.fill(str(number))
    field.press("Tab")
    visitor.settle()


def choose(visitor, key, option):
    """Choose from a list, by a part of what it says."""
    box = visitor.page.get_by_role("combobox", name=visitor.word(key), exact=True).last
    box.click()
    visitor.page.get_by_role("option", name=option).first.click()
    visitor.settle()


def save_as(visitor, name):
    """Give what is being built its name, and save it."""
    field = visitor.page.get_by_placeholder(visitor.word("whatif.name_hint"))
    field.fill(name)
    field.press("Enter")
    visitor.settle().press("whatif.save")
    visitor.sees(visitor.word("whatif.saved", name=name))


def test_a_planner_asks_whether_a_station_pays_in_the_rain(visit, desk, screenshots, tmp_path):
    """Nothing is there; a station, two vans, rain; two days; the answer, two maps, two pages."""
    chen = visit().go("whatif")
    chen.sees(chen.word("whatif.none")).press("whatif.new")
    tool(chen, "rain")
    chen.press("whatif.let_it_rain")
    counts(chen, 1)
    save_as(chen, "雨天")

    chen.press("whatif.new")
    tool(chen, "sites")
    click_beside(chen, "S04", -9, 14)
    chen.sees(chen.word("whatif.new_site")).press("whatif.add")
    chen.page.locator("[data-site='T05']").first.wait_for()
    tool(chen, "fleet")
    chen.page.get_by_text(chen.word("whatif.deed.move"), exact=True).click()
    chen.settle()
    choose(chen, "whatif.of_home", re.compile("^T04"))
    choose(chen, "whatif.to", re.compile("^T05"))
    chen.press("whatif.add")
    counts(chen, 2)
    chen.shot(screenshots, "whatif-build")
    save_as(chen, "官渡新站")

    # Its row leads to the comparison, with it chosen.
    chen.page.get_by_role("button", name=chen.word("whatif.compare_it"), exact=True).first.click()
    chen.settle().sees(chen.begins("whatif.takes"))
    choose(chen, "whatif.under", "雨天")
    fill(chen, "whatif.days", 2)
    fill(chen, "whatif.seeds", 1)
    chen.sees(chen.word("whatif.few_days", least=5))
    chen.press("whatif.compare")
    chen.page.locator(".board.valued").nth(1).wait_for(timeout=ANSWERED)
    chen.sees(re.compile("不下结论：只有 2 天")).sees("两边都在“雨天”的条件下比较。")
    today, other = (chen.page.locator(".board.valued").nth(one) for one in (0, 1))
    other.locator("[data-site='T05']").first.wait_for()
    assert today.locator("[data-site='T05']").count() == 0
    chen.shot(screenshots, "whatif-result")
    assert not chen.is_too_wide()

    chen.page.get_by_role("button", name=re.compile(chen.word("study.files"))).first.click()
    paper = chen.page.get_by_role("button", name=re.compile("PDF"))
    with chen.page.expect_download() as coming:
        paper.first.click()
    coming.value.save_as(tmp_path / "官渡.pdf")
    pages = [one.extract_text() for one in PdfReader(tmp_path / "官渡.pdf").pages]
    assert len(pages) == 2
    assert "官渡新站" in pages[0]
    assert "雨天" in pages[0]

    chen.page.reload()
    chen.sees(re.compile("不下结论：只有 2 天"))
    with desk.store() as store:
        (row,) = store.studies.recent(1, ["whatif"])
    assert (row.title, row.is_partial) == ("官渡新站", False)
    assert chen.said == []


def test_a_planner_asks_where_stations_should_be(visit, desk, screenshots):
    """One day, one station at most: proposals, and the line of what each number costs."""
    chen = visit().go("whatif")
    part(chen, "siting")
    fill(chen, "whatif.days", 1)
    fill(chen, "whatif.fresh", 0)
    fill(chen, "whatif.most", 1)
    chen.press("whatif.site_it")
    line = chen.page.locator("svg title").filter(has_text="中转站越多，每天花多少")
    line.first.wait_for(state="attached", timeout=ANSWERED)
    chen.shot(screenshots, "whatif-siting")
    assert not chen.is_too_wide()
    with desk.store() as store:
        (row,) = store.studies.recent(1, ["siting"])
        assert store.studies.document(row.study_id)["proposals"]
    assert chen.said == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_scenario_is_built_by_clicking(visit, desk, lang):
    """A station, a road, rain; another page in between; saved with all three."""
    planner = visit(lang=lang).go("whatif")
    planner.press("whatif.new")
    # West of the hub lies open country, some kilometres from the S245.
    click_beside(planner, "H01", -60, 5)
    planner.sees(planner.word("whatif.new_site"))
    planner.press("whatif.add")
    counts(planner, 1)
    planner.page.locator("[data-site='T05']").first.wait_for()

    tool(planner, "roads")
    click_beside(planner, "T02", 0, 0)  # a site lies on its road
    planner.sees(planner.begins("whatif.about_road"))
    planner.press("whatif.add")
    counts(planner, 2)

    tool(planner, "rain")
    planner.press("whatif.let_it_rain")
    counts(planner, 3)

    planner.turn_to("plan").turn_to("whatif")
    counts(planner, 3)
    field = planner.page.get_by_placeholder(planner.word("whatif.name_hint"))
    field.fill(f"e2e {lang}")
    field.press("Enter")
    planner.settle().press("whatif.save")
    planner.sees(planner.word("whatif.saved", name=f"e2e {lang}"))
    with desk.store() as store:
        row = store.scenarios.list(store.networks.list()[0].network_id)[0]
    assert row.name_zh == f"e2e {lang}"
    assert [each["change"] for each in row.changes] == ["add_site", "close_road", "rain"]
    assert not planner.said
    assert not planner.is_too_wide()


def test_a_station_is_dragged_where_no_road_is(visit):
    """It is refused with the reason, and lies where it was."""
    planner = visit().go("whatif")
    planner.press("whatif.new")
    planner.page.locator("[data-site='T03']").first.wait_for()
    planner.page.wait_for_timeout(500)
    before = middle(planner, "T03")
    planner.page.mouse.move(*before)
    planner.page.mouse.down()
    planner.page.mouse.move(before[0] + 100, before[1] - 50, steps=5)
    planner.page.mouse.move(before[0] + 280, before[1] - 100, steps=5)
    planner.page.mouse.up()
    planner.settle()
    planner.sees("T03")
    counts(planner, 0)
    planner.page.locator("[data-testid='stAlert']").first.wait_for()
    planner.page.wait_for_timeout(800)
    after = middle(planner, "T03")
    assert abs(after[0] - before[0]) < 3
    assert abs(after[1] - before[1]) < 3
