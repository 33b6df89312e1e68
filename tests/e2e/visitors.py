"""Somebody at a browser before the desk: finds things by the words that people read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from optimizer.ui.words import word

PAGES = ("orders", "plan", "adjust", "publish", "whatif", "simulation", "network")
SLOW = 30_000


class Visitor:
    """A person with a browser; ``lang`` is the language that they read."""

    def __init__(self, page: Any, url: str, lang: str = "zh") -> None:
        self.page, self.url, self.lang = page, url, lang
        page.set_default_timeout(SLOW)
        self.said: list[str] = []
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def word(self, key: str, **values: object) -> str:
        """Return a word of the desk in their language."""
        return word(key, self.lang, **values)

    def begins(self, key: str) -> re.Pattern[str]:
        """Return a pattern of a word whose values are not known."""
        text = re.split(r"\{[^}]*\}", self.word(key))
        return re.compile(".*?".join(map(re.escape, text)))

    def go(self, name: str) -> Visitor:
        """Open a page by its address, in their language, and wait until it is drawn."""
        path = "" if name == "orders" else name  # the first page has no path of its own
        self.page.goto(f"{self.url}/{path}?lang={self.lang}")
        return self.settle()

    def turn_to(self, name: str) -> Visitor:
        """Turn to another page by the navigation, as a person does."""
        self.page.get_by_role("link", name=self.word(f"shell.{name}"), exact=False).first.click()
        return self.settle()

    def settle(self) -> Visitor:
        """Wait until the page runs no more."""
        self.page.locator("[data-testid='stApp'][data-test-script-state='notRunning']").wait_for()
        self.page.locator("[data-testid='stMainBlockContainer']").wait_for()
        return self

    def press(self, key: str, **values: object) -> Visitor:
        """Press the button that bears a word, and nothing after it."""
        name = re.escape(self.word(key, **values)) if values else self.begins(key).pattern
        said = re.compile(rf"(?:^|\s){name}\s*$")
        self.page.get_by_role("button", name=said).first.click()
        return self.settle()

    def bring(self, file: Path) -> Visitor:
        """Drop a file on the page."""
        self.page.locator("input[type=file]").first.set_input_files(file)
        return self.settle()

    def sees(self, text: str | re.Pattern[str], within: int = SLOW) -> Visitor:
        """Wait until a text can be seen."""
        self.page.get_by_text(text).first.wait_for(timeout=within)
        return self

    def shot(self, folder: Path, name: str, *, full: bool = False) -> None:
        """Keep a picture of the page, when everything on it has been drawn."""
        self.settle()
        self.page.locator("[data-testid='stSkeleton']").first.wait_for(state="detached")
        self.page.wait_for_timeout(800)
        self.page.screenshot(path=folder / f"{name}-{self.lang}.png", full_page=full)

    def is_too_wide(self) -> bool:
        """Tell whether the page can be scrolled sideways."""
        return bool(
            self.page.evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            )
        )
