"""What the board of the desk shows: the same drawing as the report page, inside the app."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
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

_BOARD_SCRIPTS: Final = ("tiles.js", "overlay.js", "board.js")

VALUE_STEPS: Final = (0.8, 0.9, 0.95, 0.99)
"""Where the colours of shares change; there are five colours."""


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

    @classmethod
    def read(cls, content: bytes) -> Figures:
        """
        Return figures that were kept as their ``content``.

        Raises
        ------
        ValueError
            When this is no content of figures.
        """
        figures = json.loads(content)
        if not isinstance(figures, dict) or not isinstance(figures.get("sites"), list):
            raise ValueError("these are no figures of a board")
        return cls.of(figures)

    def with_values(
        self,
        values: Mapping[str, Mapping[str, Any]],
        *,
        title: str = "",
        steps: Sequence[float] = VALUE_STEPS,
    ) -> Figures:
        """
        Return the figures with sites coloured by a share.

        Parameters
        ----------
        values
            For sites by their id ``share``, from 0, the worst, to 1, or None where it is not
            known, and ``text``, which is said of the site.
        title
            What the share is, for the legend.
        steps
            Where colours change, four shares that rise.

        Raises
        ------
        ValueError
            When a share lies outside 0 to 1, or the steps are not four that rise.
        """
        if len(steps) != len(VALUE_STEPS) or list(steps) != sorted(set(steps)):
            raise ValueError(f"the steps are {list(steps)}, not {len(VALUE_STEPS)} that rise")
        sites = {
            site: {"share": value["share"], "text": str(value.get("text", ""))}
            for site, value in values.items()
        }
        for site, value in sites.items():
            if value["share"] is not None and not 0 <= value["share"] <= 1:
                raise ValueError(f"the share of {site} is {value['share']}, not from 0 to 1")
        return self._with("values", {"title": title, "steps": list(steps), "sites": sites})

    def with_marks(self, marks: Iterable[Mapping[str, Any]]) -> Figures:
        """
        Return the figures with marks over the map.

        A mark is ``{"line": [[lon, lat], ...], "kind": "closed" or "slow"}``, a road, with a
        ``text`` if there is more to say; or ``{"at": [lon, lat], "text": ...}``, a place,
        with a short ``label`` if the text has no room on the map.

        Raises
        ------
        ValueError
            When a mark is neither.
        """
        chosen = [dict(mark) for mark in marks]
        for mark in chosen:
            is_road = "line" in mark and mark.get("kind") in ("closed", "slow")
            if not is_road and not ("at" in mark and mark.get("text")):
                raise ValueError(f"this is neither a road nor a place: {mark}")
        return self._with("marks", chosen)

    def _with(self, name: str, value: Any) -> Figures:
        """Return the figures with one thing more; the plan in them is not written again."""
        text = json.dumps({name: value}, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        # Of a name that is there twice every reader of JSON takes the later one.
        content = self.content[:-1] + b"," + text[1:].encode("utf-8", "replace")
        return Figures(content, hashlib.sha256(content).hexdigest()[:16], self.bounds)

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
