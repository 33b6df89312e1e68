"""A scenario in a real browser: clicked on the map, dragged, kept while somebody looks away."""

from __future__ import annotations

import pytest

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
