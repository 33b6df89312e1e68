"""The board in a real browser: linked, told to Python, kept, and never asking the network."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
from urllib.parse import quote

import numpy as np
import pytest

from optimizer.domain.datum import Datum, from_wgs84
from tests.e2e.conftest import SCREEN
from tests.e2e.desks import ROOT, answers, free_port, wait_until

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module")
def address(browser):
    """Return where the page with a board is."""
    port = free_port()
    options = {
        "server.port": port,
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "streamlit", "run", "tests/e2e/board_page.py"),
            *(f"--{name}={value}" for name, value in options.items()),
        ],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_until(lambda: answers(f"http://localhost:{port}/_stcore/health"))
    yield f"http://localhost:{port}/"
    server.terminate()
    server.wait(15)


class Board:
    """A board in a browser of its own, and everything that went wrong there."""

    def __init__(self, context, address: str) -> None:
        self.page, self.address = context.new_page(), address
        self.wrong: list[str] = []
        self.asked: list[str] = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on(
            "console", lambda said: said.type == "error" and self.wrong.append(str(said.text))
        )
        self.page.on("request", lambda request: self.asked.append(request.url))

    def open(self, **how: str) -> Board:
        """Open the board as the address asks."""
        query = "&".join(f"{name}={quote(value)}" for name, value in how.items())
        self.page.goto(f"{self.address}?{query}")
        self.page.wait_for_selector(".board .marker[transform]")
        self.page.wait_for_selector("text=runs")
        return self

    def lit(self, what: str) -> list[str]:
        """Return the trips of the rows or runs that are lit."""
        lit = self.page.locator(f".board {what}.lit[data-trip]").all()
        return [one.get_attribute("data-trip") for one in lit]

    def row(self, trip: str):
        """Return the row of a trip."""
        return self.page.locator(f".board tr.row[data-trip={trip}]")

    def run(self, trip: str):
        """Return the line of a trip in the timeline."""
        return self.page.locator(f".board g.run[data-trip={trip}]")

    def told(self, event: dict) -> None:
        """Wait until Python says that this was the last event."""
        self.page.get_by_text("last " + json.dumps(event), exact=True).wait_for(timeout=15_000)

    def runs(self) -> int:
        """Return how often Python has run."""
        return int(self.page.get_by_text("runs ").inner_text().split()[1])

    def middle(self, what: str) -> tuple[float, float]:
        """Return the middle of an element on the screen."""
        box = self.page.locator(what).first.bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def again(self) -> None:
        """Let Python run once more."""
        before = self.runs()
        self.page.get_by_role("button", name="again").click()
        self.page.get_by_text(f"runs {before + 1}").wait_for()


@pytest.fixture
def board(browser, address):
    """Return a board; nothing may go wrong on it and nothing may be asked of other machines."""
    context = browser.new_context(viewport=SCREEN)
    board = Board(context, address)
    yield board
    context.close()
    assert board.wrong == []
    strangers = [url for url in board.asked if not url.startswith((address, "blob:", "data:"))]
    assert [url for url in strangers if "localhost" not in url] == []


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
def test_tiles_lie_where_the_sites_belong(board, address, datum):
    """The place of a site on its tile, worked out by the datum, is where the map shows it."""
    tiles = f"{address}tiles/{{z}}/{{x}}/{{y}}.png"
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
