"""A real browser before a real desk: what the stories of the dispatcher's day share."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest

from tests.e2e.boards import Board
from tests.e2e.desks import ROOT, Desk, answers, free_port, start_desk, wait_until
from tests.e2e.visitors import Visitor

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FAILED: pytest.StashKey[bool] = pytest.StashKey()
SCREEN = {"width": 1366, "height": 768}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return a headless Chromium; one for a file, since its event loop stays while it runs."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium: apt-get install chromium")
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Iterator[Desk]:
    """Return a desk with a new store, as its first visitor has left it; one for a file."""
    started = start_desk(tmp_path_factory.mktemp("home") / "route48")
    context = browser.new_context()
    context.new_page().goto(started.url)
    with started.store() as store:
        wait_until(store.networks.list)
    context.close()
    yield started
    started.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Any:
    """Remember whether a story failed, so that its pages can be kept as pictures."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture
def visit(
    browser: Any, desk: Desk, screenshots: Path, request: Any
) -> Iterator[Callable[..., Visitor]]:
    """
    Return a function that opens a browser of somebody's own at the desk.

    Every request that leaves this machine is stopped, and fails the test at its end.
    """
    contexts, strayed = [], []

    def guard(route: Any) -> None:
        host = urlsplit(route.request.url).hostname
        if host in ("localhost", "127.0.0.1", None) or not route.request.url.startswith("http"):
            route.continue_()
        else:
            strayed.append(route.request.url)
            route.abort()

    def come(lang: str = "zh") -> Visitor:
        context = browser.new_context(
            viewport=SCREEN, locale="zh-CN", timezone_id="Asia/Shanghai", accept_downloads=True
        )
        contexts.append(context)
        context.route("**/*", guard)
        return Visitor(context.new_page(), desk.url, lang)

    yield come
    if request.node.stash.get(FAILED, False):
        for number, page in enumerate(page for context in contexts for page in context.pages):
            page.screenshot(path=screenshots / f"failed-{request.node.name}-{number}.png")
    for context in contexts:
        context.close()
    assert strayed == [], "the page asked another machine for something"


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """Return the folder of the screenshots."""
    folder = ROOT / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


LATE = "LATE-0001"
"""The order that no vehicle can bring on time: due ten minutes after it is ready."""

SAMPLE_DAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def few_orders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an order file of tomorrow: 400 orders of the sample, and one that must be late."""
    lines = (ROOT / "data" / "orders" / "ordinary.csv").read_text("utf-8").splitlines()[:401]
    header = lines[0].split(",")
    late = dict(zip(header, lines[1].split(","), strict=True)) | {
        "order_id": LATE,
        "destination": "V041",
        "ready_at": f"{SAMPLE_DAY}T11:30:00+08:00",
        "due_at": f"{SAMPLE_DAY}T11:40:00+08:00",
    }
    tomorrow = datetime.now(ZoneInfo("Asia/Shanghai")).date() + timedelta(days=1)

    def moved(found: re.Match[str]) -> str:
        return str(date.fromisoformat(found[0]) + (tomorrow - SAMPLE_DAY))

    text = "\n".join([*lines, ",".join(late.values())]) + "\n"
    file = tmp_path_factory.mktemp("orders") / "今日运单.csv"
    file.write_text(re.sub(r"\d{4}-\d\d-\d\d(?=T)", moved, text), "utf-8")
    return file


@pytest.fixture(scope="module")
def board_address(browser: Any) -> Iterator[str]:
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


@pytest.fixture
def board(browser: Any, board_address: str) -> Iterator[Board]:
    """Return a board; nothing may go wrong on it and nothing may be asked of other machines."""
    context = browser.new_context(viewport=SCREEN)
    board = Board(context, board_address)
    yield board
    context.close()
    assert board.wrong == []
    strangers = [
        url for url in board.asked if not url.startswith((board_address, "blob:", "data:"))
    ]
    assert [url for url in strangers if "localhost" not in url] == []
