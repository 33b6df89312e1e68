"""The page Simulation in a real browser: what a plan is worth, village by village."""

from __future__ import annotations

import re

import pytest

from tests.e2e.conftest import LATE
from tests.e2e.desks import wait_until


@pytest.fixture(scope="module")
def planned(desk, few_orders):
    """A desk with a plan of 400 orders and one that must be late."""
    desk.bring(few_orders)
    desk.plan()
    return desk


def share_said(page) -> float:
    """Return the share that the headline says."""
    text = page.locator("[data-testid=stHtml]").filter(has_text="500").first.inner_text()
    found = re.search(r"([\d.]+)%", text.splitlines()[0])
    assert found is not None, text
    return float(found[1])


def fills(page) -> set[str]:
    """Return the colours of the sites on the map."""
    return set(
        page.locator(".board.valued .marker path").evaluate_all(
            "marks => marks.map((one) => one.getAttribute('fill'))"
        )
    )


def test_a_dispatcher_sees_what_a_plan_is_worth(planned, visit, screenshots):
    """Villages are coloured and say their chance; rough roads in rain make it worse."""
    who = visit("zh").go("simulation")
    page = who.page
    page.locator(".board.valued .marker[transform]").first.wait_for()
    usual = share_said(page)
    assert 50 < usual <= 100
    village = page.locator(".board.valued [data-site=V041]")
    village.focus()
    page.keyboard.press("Enter")
    assert "%" in page.locator(".board .about").inner_text()
    who.shot(screenshots, "simulation-plan")
    page.get_by_text(who.word("simulation.weather_rain"), exact=True).first.click()
    who.settle()
    page.get_by_role("slider").first.press("End")  # drives stray as far as they can be set to
    wait_until(lambda: share_said(page) < usual)
    who.settle()
    # Every village with orders is coloured by its own chance; one without is hollow.
    wait_until(lambda: len(fills(page) - {"#fff", "#4a5657", "#b9c1c0"}) >= 2)
    page.get_by_text(who.begins("simulation.list_orders")).first.click()
    who.settle()
    page.get_by_placeholder(who.word("simulation.search")).fill(LATE)
    page.keyboard.press("Enter")
    who.settle()
    assert not who.is_too_wide()
    assert who.said == []


def test_the_way_from_a_trip_at_risk_leads_to_where_it_is_changed(planned, visit, screenshots):
    """Choosing a row offers the page Adjust, which opens with that very trip chosen."""
    who = visit("en").go("simulation")
    page = who.page
    page.get_by_text(who.begins("simulation.list_trips")).first.click()
    who.settle()
    box = page.get_by_test_id("stDataFrame").first.bounding_box()
    page.mouse.click(box["x"] + 18, box["y"] + 52)  # the box before the first row
    button = page.get_by_role("button", name=re.compile(r"Adjust \S+-\d"))
    button.first.wait_for()
    who.shot(screenshots, "simulation-plan")
    name = button.first.inner_text().split()[-1]
    button.first.click()
    who.settle()
    page.wait_for_url("**/adjust**")
    boxes = page.get_by_role("combobox")
    wait_until(lambda: any(one.input_value().startswith(f"{name} ·") for one in boxes.all()))
    assert who.said == []
