"""
How long does a person at the desk wait, beside an empty Streamlit page on the same machine?

``python -m benchmarks.desk --out DIR`` fills a store with a plan of 5,000 orders, starts the
desk and an empty page, opens both in turn in a headless Chromium, and writes ``desk.csv``:

- first paint: from the address to the last trip of the table and the roads of the map, against
  from the address to the heading of the empty page;
- switching: from a click on a trip until it is drawn as the chosen one, against a button of
  the empty page whose only effect is another word.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import sync_playwright

from optimizer.desk.networks import ensure_embedded
from optimizer.opening import open_inputs
from optimizer.pipeline import Limits, make_plan
from optimizer.store import Store
from tests.e2e.conftest import CHROMIUM, FLAGS, SCREEN
from tests.e2e.desks import ROOT, answers, free_port, start_desk, wait_until

ORDERS = 5_000
AT = "2026-11-23T05:00:00+08:00"
EMPTY = """
import streamlit as st
st.title("Empty")
if st.button("Switch"):
    st.session_state["at"] = st.session_state.get("at", 0) + 1
st.write(f"now {st.session_state.get('at', 0)}")
"""


def main() -> int:
    """Measure, write the table, and say it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--effort", type=int, default=3_000)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "route48"
        trips = fill(home, args.effort)
        rows = measure(home, trips, args.rounds)
    with (args.out / "desk.csv").open("w", newline="", encoding="utf-8") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(("what", "desk_s", "empty_s", "ratio"))
        table.writerows(rows)
    for what, desk, empty, ratio in rows:
        print(f"{what:13} desk {desk:6.3f} s   empty {empty:6.3f} s   {ratio:5.2f}-fold")
    return 0


def fill(home: Path, effort: int) -> int:
    """Put a checked plan of 5,000 orders into a new store; return how many trips it has."""
    store = Store.open(f"sqlite:///{home / 'route48.db'}")
    network = ensure_embedded(store)
    assert network is not None, "the embedded county is not there"
    text = (ROOT / "data" / "orders" / "ordinary.csv").read_bytes()
    orders = b"".join(text.splitlines(keepends=True)[: ORDERS + 1])
    county = open_inputs(store, network.version_id, orders, AT)
    checked = make_plan(county, Limits(search_seconds=None, effort=effort))
    assert not checked.violations, checked.violations
    store.plans.save(
        checked.document, orders,
        network_id=network.network_id, version_id=network.version_id, by="benchmark",
    )  # fmt: skip
    store.close()
    return len(checked.document["trips"])


def measure(home: Path, trips: int, rounds: int) -> list[tuple[str, float, float, float]]:
    """Return medians over the rounds, desk and empty page taking turns."""
    desk = start_desk(home)
    found: dict[str, list[float]] = {}
    try:
        with empty_page() as bare, sync_playwright() as running:
            browser = running.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
            for at in range(rounds + 1):
                for name, visit in (("desk", desk_times), ("empty", empty_times)):
                    context = browser.new_context(viewport=SCREEN)
                    page = context.new_page()
                    paint, switch = visit(page, desk.url if name == "desk" else bare, trips)
                    context.close()
                    if at:  # the first round warms both servers
                        found.setdefault(f"{name} paint", []).append(paint)
                        found.setdefault(f"{name} switch", []).append(switch)
            browser.close()
    finally:
        desk.stop()
    rows = []
    for what, key in (("first paint", "paint"), ("switch trip", "switch")):
        ours, theirs = median(found[f"desk {key}"]), median(found[f"empty {key}"])
        rows.append((what, round(ours, 4), round(theirs, 4), round(ours / theirs, 3)))
    return rows


def desk_times(page: Any, url: str, trips: int) -> tuple[float, float]:
    """Return seconds to the whole board, and from a click to the trip drawn as chosen."""
    begun = time.perf_counter()
    page.goto(f"{url}/plan")
    page.wait_for_function(ROWS, arg=trips)
    paint = time.perf_counter() - begun
    return paint, page.evaluate(SWITCH)


def empty_times(page: Any, url: str, _: int) -> tuple[float, float]:
    """Return seconds to the heading, and from a click to the other word."""
    begun = time.perf_counter()
    page.goto(url)
    page.get_by_text("now 0").wait_for()
    paint = time.perf_counter() - begun
    page.get_by_role("button", name="Switch").wait_for()
    return paint, page.evaluate(PRESS)


BOARD = """
const roots = [...document.querySelectorAll("*")].map((e) => e.shadowRoot).filter(Boolean);
const board = roots.find((root) => root.querySelector("tr.row"));
"""
ROWS = f"""(trips) => {{ {BOARD}
  return board && board.querySelectorAll("tr.row").length >= trips
    && board.querySelector("svg path, canvas"); }}"""
SWITCH = f"""() => new Promise((done) => {{ {BOARD}
  const rows = [...board.querySelectorAll("tr.row")], row = rows[rows.length >> 1];
  const begun = performance.now();
  row.click();
  const look = () => board.querySelector("tr.row.lit") && board.querySelector(".trip.lit")
    ? requestAnimationFrame(() => done((performance.now() - begun) / 1000))
    : requestAnimationFrame(look);
  look(); }})"""
PRESS = """() => new Promise((done) => {
  const button = [...document.querySelectorAll("button")].find((b) => b.innerText === "Switch");
  const begun = performance.now();
  button.click();
  const look = () => document.body.innerText.includes("now 1")
    ? requestAnimationFrame(() => done((performance.now() - begun) / 1000))
    : requestAnimationFrame(look);
  look(); })"""


@contextmanager
def empty_page() -> Iterator[str]:
    """Serve an empty Streamlit page; yield its address."""
    with tempfile.TemporaryDirectory() as scratch:
        script, port = Path(scratch) / "empty.py", free_port()
        script.write_text(EMPTY, encoding="utf-8")
        options = [f"--server.port={port}", "--server.headless=true", "--server.address=127.0.0.1"]
        options += ["--browser.gatherUsageStats=false", "--server.fileWatcherType=none"]
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(script), *options],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            wait_until(partial(answers, f"http://127.0.0.1:{port}/_stcore/health"))
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(15)


if __name__ == "__main__":
    sys.exit(main())
