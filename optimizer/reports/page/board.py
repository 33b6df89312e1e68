"""What the board of the desk shows: the same drawing as the report page, inside the app."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from optimizer.domain import Network
from optimizer.reports.page.drawing import background
from optimizer.reports.page.figures import page_figures, site_entries
from optimizer.reports.page.words import WORDS
from optimizer.reports.reading import PlanReading
from optimizer.reports.ways import RoadMap, Ways

SHARED_SCRIPTS: Final = (
    "base.js",
    "page.js",
    "view.js",
    "map.js",
    "timeline.js",
    "table.js",
    "detail.js",
    "problems.js",
)
"""The scripts that draw a plan, on the report page and on the board alike."""

_BOARD_SCRIPTS: Final = ("tiles.js", "board.js")


@dataclass(frozen=True, slots=True)
class Figures:
    """
    Figures ready to be shown: JSON in UTF-8, its fingerprint, and where the sites lie.

    ``bounds`` are west, south, east and north in degrees, None where no site is placed.

    The bytes go to the browser as they are, so that a rerun of a page neither writes nor
    hashes the plan again.
    """

    content: bytes
    fingerprint: str
    bounds: tuple[float, float, float, float] | None = None

    @classmethod
    def of(cls, figures: dict[str, Any]) -> Figures:
        """Return figures as they go to the browser."""
        text = json.dumps(figures, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        content = text.encode("utf-8", "replace")
        placed = [site["at"] for site in figures["sites"] if site["at"]]
        bounds = None
        if placed:
            lons, lats = zip(*placed, strict=True)
            bounds = (min(lons), min(lats), max(lons), max(lats))
        return cls(content, hashlib.sha256(content).hexdigest()[:16], bounds)

    @property
    def values(self) -> dict[str, Any]:
        """The figures again as values."""
        values: dict[str, Any] = json.loads(self.content)
        return values


def board_figures(plan: PlanReading, ways: Ways, roads: RoadMap, lang: str) -> Figures:
    """
    Return what the board shows of a plan.

    Parameters
    ----------
    plan
        The plan beside its instance.
    ways
        The ways of its trips; they are looked up here, once per pair of stops.
    roads
        The background of the map.
    lang
        ``zh`` or ``en``.
    """
    return Figures.of(page_figures(plan, ways, roads, lang))


def site_figures(network: Network, roads: RoadMap, lang: str) -> Figures:
    """Return what the board shows of a network that has no plan: sites over the roads."""
    return Figures.of(
        {
            "lang": lang,
            "words": WORDS,
            "sites": site_entries(network),
            **background(roads),
            "ways": [],
            "vehicles": [],
            "duties": [],
            "trips": [],
            "days": [],
        }
    )


@cache
def board_script() -> str:
    """Return the script of the board, as a module for a Streamlit component."""
    return "\n".join(asset(name) for name in (*SHARED_SCRIPTS, *_BOARD_SCRIPTS))


@cache
def board_style() -> str:
    """Return the style of the board."""
    return asset("style.css") + asset("board.css")


def asset(name: str) -> str:
    """Return a file that lies beside this module."""
    return files("optimizer.reports.page").joinpath(name).read_text(encoding="utf-8")
