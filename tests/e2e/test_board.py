"""The board in a real browser: linked, told to Python, kept, and never asking the network."""

from __future__ import annotations

import base64
import json
import re

import numpy as np
import pytest

from optimizer.domain.datum import Datum, from_wgs84

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_a_trip_is_chosen_everywhere_without_python(board):
    """A click in table, timeline or map lights the trip in all of them and runs nothing."""
    board.open()
    before = board.runs()
    board.row("T3").click()
    assert board.lit("tr") == board.lit("g") == ["T3"]
    assert "T3" in board.page.locator(".board .detail h2").inner_text()
    board.run("T1").click()
    assert board.lit("tr") == board.lit("g") == ["T1"]
    assert board.page.locator(".board .steps text").all_text_contents() == ["0", "1"]
    board.page.locator(".board .way.catch").nth(1).dispatch_event("click")
    assert board.lit("tr") == board.lit("g") == ["T2"]
    board.row("T2").click()
    assert board.lit("tr") == board.lit("g") == []
    board.page.wait_for_timeout(300)
    assert board.runs() == before


def test_the_pointer_tells_times_and_loads(board):
    """Over the timeline it says what happens there, over the map whose trip it is."""
    board.open()
    board.run("T1").hover()
    assert "T1" in board.page.locator(".board .tip").inner_text()
    board.page.locator(".board .way.catch").nth(2).dispatch_event("pointermove")
    tip = board.page.locator(".board .tip").inner_text()
    assert "T3" in tip
    assert "kg" in tip


def test_keys_choose_trips(board):
    """Rows take the focus, arrows go to the next, Enter chooses."""
    board.open()
    board.row("T1").focus()
    board.page.keyboard.press("Enter")
    assert board.lit("g") == ["T1"]
    board.page.keyboard.press("ArrowDown")
    board.page.keyboard.press("Enter")
    assert len(board.lit("g")) == 1
    assert board.lit("g") != ["T1"]


def test_the_choice_survives_a_rerun_a_refresh_and_the_language(board):
    """A rerun leaves the very elements alone; a refresh and the other language choose anew."""
    board.open()
    board.page.get_by_role("button", name="第1天").click()
    board.row("T2").click()
    board.page.evaluate(
        """() => {
          const host = [...document.querySelectorAll("*")].find((one) => one.shadowRoot);
          window.changes = 0;
          new MutationObserver((seen) => { window.changes += seen.length; }).observe(
            host.shadowRoot, { subtree: true, childList: true, attributes: true });
        }"""
    )
    board.again()
    assert board.page.evaluate("window.changes") == 0
    assert board.lit("tr") == board.lit("g") == ["T2"]
    board.open()
    assert board.lit("tr") == board.lit("g") == ["T2"]
    board.open(lang="en")
    assert board.lit("tr") == ["T2"]
    assert board.page.locator(".board .choice .on").first.inner_text().startswith("Day 1")


def test_python_chooses_a_trip(board):
    """What Python asks for is chosen once; what somebody chooses afterwards stays."""
    board.open()
    board.page.get_by_label("chosen").fill("T3")
    board.page.keyboard.press("Enter")
    board.page.wait_for_selector(".board tr.lit[data-trip=T3]")
    board.row("T1").click()
    board.again()
    assert board.lit("tr") == ["T1"]


def test_adjusting_tells_python_trip_stop_and_order(board):
    """In the mode adjust Python hears what is chosen, and the board is not drawn anew."""
    board.open(mode="adjust")
    board.page.evaluate("window.kept = document.querySelector('.stBidiComponent')")
    board.row("T3").click()
    board.told({"kind": "trip", "trip": "T3"})
    board.page.locator(".board li.call").nth(1).click()
    board.told({"kind": "stop", "trip": "T3", "stop": 1, "site": "P"})
    board.page.locator(".board li.call.lit .ids button").first.click()
    board.told({"kind": "order", "trip": "T3", "stop": 1, "order": "o1"})
    assert sorted(board.lit("tr")) == ["T1", "T3"]
    assert board.page.evaluate("window.kept.isConnected")


def test_a_stop_is_dropped_onto_another_trip(board):
    """Dragging a stop onto a row or a run tells Python what was dropped where."""
    board.page.set_viewport_size({"width": 1366, "height": 1000})  # nothing scrolls in mid-drag
    board.open(mode="adjust")
    board.row("T3").click()
    board.told({"kind": "trip", "trip": "T3"})
    board.page.locator(".board li.call").nth(1).drag_to(board.row("T1"))
    board.told({"kind": "dropped", "trip": "T3", "stop": 1, "site": "P", "onto": "T1"})
    board.page.locator(".board li.call").nth(1).drag_to(board.run("T2"))
    board.told({"kind": "dropped", "trip": "T3", "stop": 1, "site": "P", "onto": "T2"})


def test_a_site_is_dragged_to_where_it_is(board):
    """Python hears the new coordinates; what it keeps stays there, by the pixel."""
    board.open(mode="sites", keep="yes")
    x, y = board.middle("[data-site=P]")
    ax, ay = board.middle("[data-site=A]")
    board.page.mouse.move(x, y)
    board.page.mouse.down()
    board.page.mouse.move(x + 30, y + 10)
    board.page.mouse.move(x + (x - ax), y + (y - ay))
    board.page.mouse.up()
    # P lies 0.02 degrees west and south of A, and was dragged as far again.
    board.page.get_by_text('"kind": "moved"').wait_for()
    moved = json.loads(board.page.get_by_text("last ").inner_text()[5:])
    assert moved["site"] == "P"
    assert moved["lon"] == pytest.approx(113.96, abs=5e-4)
    assert moved["lat"] == pytest.approx(24.26, abs=5e-4)
    now = board.middle("[data-site=P]")
    assert now == pytest.approx((2 * x - ax, 2 * y - ay), abs=1.5)


def test_what_python_does_not_keep_goes_back(board):
    """A site that was dragged lies where it was after a run that has not kept the move."""
    board.open(mode="sites")
    x, y = board.middle("[data-site=P]")
    board.page.mouse.move(x, y)
    board.page.mouse.down()
    board.page.mouse.move(x + 40, y, steps=3)
    board.page.mouse.up()
    board.page.get_by_text('"kind": "moved"').wait_for()
    board.again()
    board.page.wait_for_timeout(300)
    assert board.middle("[data-site=P]") == pytest.approx((x, y), abs=1)


def test_the_empty_map_tells_where_it_was_clicked(board):
    """A click half-way between A and H gives the coordinates half-way between them."""
    board.open(mode="sites")
    board.page.locator("[data-site=Q]").click()
    board.told({"kind": "site", "site": "Q"})
    x, y = np.mean([board.middle("[data-site=A]"), board.middle("[data-site=H]")], axis=0)
    board.page.mouse.click(x, y)
    board.page.get_by_text('"kind": "place"').wait_for()
    place = json.loads(board.page.get_by_text("last ").inner_text()[5:])
    assert (place["lon"], place["lat"]) == pytest.approx((114.05, 24.35), abs=1e-3)


def test_a_changed_plan_is_drawn_where_the_reader_was(board):
    """Other figures for the same board keep what is chosen and where the map is."""
    board.open()
    board.row("T1").click()
    board.page.locator(".board .zoom button").first.click()
    board.page.wait_for_timeout(200)
    before = board.middle("[data-site=A]")
    high = board.page.locator(".board .map").bounding_box()["height"]
    board.page.get_by_text("changed").click()
    board.page.locator(".board tr.row[data-trip=T3]").wait_for(state="detached")
    assert board.lit("tr") == board.lit("g") == ["T1"]
    # A shorter timeline leaves more room to the map, whose middle stays the same place.
    grown = board.page.locator(".board .map").bounding_box()["height"] - high
    x, y = board.middle("[data-site=A]")
    assert (x, y - grown / 2) == pytest.approx(before, abs=1)


def test_choosing_is_quick(board):
    """Choosing a trip takes under 50 ms in the browser, layout included."""
    board.open()
    took = board.page.evaluate(
        """() => {
          const root = [...document.querySelectorAll("*")].find((one) => one.shadowRoot).shadowRoot;
          const times = [...Array(12).keys()].map((at) => {
            const rows = root.querySelectorAll("tr.row"), begun = performance.now();
            rows[at % rows.length].click();
            root.querySelector(".detail").getBoundingClientRect();
            return performance.now() - begun;
          });
          return times.sort((a, b) => a - b)[6];
        }"""
    )
    assert took < 50


def test_escape_lets_go(board):
    """The key Escape chooses nothing again."""
    board.open()
    board.row("T1").click()
    board.page.keyboard.press("Escape")
    assert board.lit("tr") == board.lit("g") == []


def test_names_are_text_on_the_board(board):
    """Hostile names become no elements and run nothing."""
    board.open(names="hostile")
    board.row("T3").click()
    assert board.page.locator(".board img, .board script").count() == 0
    assert "<script>" in board.page.locator(".board .detail").inner_text()


@pytest.mark.parametrize("datum", ["wgs84", "gcj02", "bd09"])
def test_tiles_lie_where_the_sites_belong(board, board_address, datum):
    """The place of a site on its tile, worked out by the datum, is where the map shows it."""
    tiles = f"{board_address}tiles/{{z}}/{{x}}/{{y}}.png"
    board.page.route(
        re.compile(r"/tiles/\d"), lambda route: route.fulfill(body=DOT, content_type="image/png")
    )
    board.open(mode="sites", tiles=tiles, datum=datum)
    board.page.locator("[data-site=H]").click()
    board.page.locator(".board .zoom .fit").nth(1).click()
    for _ in range(3):
        board.page.locator(".board .zoom button").first.click()
        board.page.wait_for_timeout(60)
    board.page.wait_for_selector(".board image.tile")
    shown = board.page.evaluate(
        """() => {
          const root = [...document.querySelectorAll("*")].find((one) => one.shadowRoot).shadowRoot;
          const at = (one) => { const m = one.getCTM(); return [m.e, m.f]; };
          return {
            sites: Object.fromEntries([...root.querySelectorAll(".marker")].map(
              (one) => [one.dataset.site, at(one)])),
            tiles: [...root.querySelectorAll("image.tile")].map((one) => {
              const m = one.getCTM();
              return [one.dataset.tile, m.a, m.b, m.c, m.d, m.e, m.f];
            }),
          };
        }"""
    )
    lon, lat = from_wgs84(np.array([[114.10, 24.40]]), Datum(datum))[0]
    tiles = {name: box for name, *box in shown["tiles"]}
    z = int(next(iter(tiles)).split("/")[0])
    x = (lon + 180) / 360 * 2**z
    y = (1 - np.arcsinh(np.tan(np.radians(lat))) / np.pi) / 2 * 2**z
    a, b, c, d, e, f = tiles[f"{z}/{int(x)}/{int(y)}"]
    across, down = x % 1 * 256, y % 1 * 256
    expected = a * across + c * down + e, b * across + d * down + f
    # A pixel is about three metres here, and the shift of GCJ-02 about six hundred.
    assert shown["sites"]["H"] == pytest.approx(expected, abs=1.5)
    assert all(0.6 < tile[0] < 1.6 for tile in tiles.values())
    assert "localhost" in board.page.locator(".board .thanks").inner_text()


def test_without_the_setting_no_tile_is_asked_for(board):
    """The map is drawn from the figures alone."""
    board.open()
    assert board.page.locator(".board image").count() == 0
    assert not [url for url in board.asked if "/tiles/" in url]
