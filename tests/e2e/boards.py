"""A page with a board in a browser of its own, for the stories of the board."""

from __future__ import annotations

import json
from urllib.parse import quote


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
