"""
The board: map, timeline and trip table of a plan as one drawing, linked in the browser.

It is the report page once more, mounted as a Streamlit component. Choosing a trip never
asks Python; a rerun with the same figures leaves the drawing alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final, Literal, cast

import streamlit as st

from optimizer.reports import Figures, board_script, board_style
from optimizer.ui.parts.tiles import tile_setting
from optimizer.ui.session import as_plain
from optimizer.ui.words import t

Mode = Literal["plan", "adjust", "sites", "map"]

HEIGHTS: Final[dict[str, int]] = {"plan": 640, "adjust": 640, "sites": 560, "map": 440}
"""How high a board is in pixels, by mode: it fits under the head of a page at 1366 x 768."""

KINDS: Final = frozenset({"trip", "stop", "order", "site", "moved", "place", "dropped"})


@dataclass(frozen=True, slots=True)
class BoardEvent:
    """
    What somebody did on the board.

    ====== ==================================================================
    trip   chose a trip (``trip`` None: chose none any more)
    stop   chose a stop: ``trip``, ``stop`` (its number, 0 is the base), ``site``
    order  chose an order: ``order``, and ``trip`` and ``stop`` where it is listed
    site   chose a site: ``site``
    moved  dragged a site: ``site``, ``lon``, ``lat`` in WGS84
    place  clicked the empty map: ``lon``, ``lat`` in WGS84
    dropped  dragged stop ``stop`` of ``trip`` onto trip ``onto``, before its stop ``before``
           where it fell on one
    ====== ==================================================================

    The same value chooses on the board from Python, by its kinds trip, stop, order and site.
    """

    kind: str
    trip: str | None = None
    stop: int | None = None
    site: str | None = None
    order: str | None = None
    lon: float | None = None
    lat: float | None = None
    onto: str | None = None
    before: int | None = None

    @classmethod
    def of(cls, sent: object) -> BoardEvent | None:
        """
        Return what the browser sent as an event; None where it makes no sense.

        Examples
        --------
        >>> BoardEvent.of({"kind": "trip", "trip": "T1"}).trip
        'T1'
        >>> BoardEvent.of({"kind": "moved", "site": 7}) is None
        True
        """
        if not isinstance(sent, Mapping) or sent.get("kind") not in KINDS:
            return None
        values: dict[str, Any] = {field.name: sent.get(field.name) for field in fields(cls)}
        texts = (values[name] for name in ("trip", "site", "order", "onto"))
        numbers = (values[name] for name in ("stop", "before"))
        if not (
            all(text is None or isinstance(text, str) for text in texts)
            and all(number is None or type(number) is int for number in numbers)
            and _is_degree(values["lon"], 180)
            and _is_degree(values["lat"], 90)
        ):
            return None
        return cls(**values)


def _is_degree(value: object, most: float) -> bool:
    """Whether this may be a longitude or latitude, or is missing."""
    return value is None or (type(value) in (int, float) and abs(cast(float, value)) <= most)


_mount: Final = st.components.v2.component(
    "route48_board", css=board_style(), js=board_script(), isolate_styles=True
)


def board(
    figures: Figures,
    *,
    key: str,
    mode: Mode = "plan",
    chosen: BoardEvent | str | None = None,
    height: int | None = None,
    link: str = "",
) -> BoardEvent | None:
    """
    Show a board and return what was done on it since the last run.

    Parameters
    ----------
    figures
        What `board_figures` or `site_figures` made; keep it in ``st.cache_resource`` or
        ``st.cache_data`` by plan and language, since making it takes some time.
    key
        Names the board; what is chosen on it survives reruns, other pages and a refresh.
    mode
        ``plan`` looks only and never causes a rerun; ``adjust`` also tells which trip, stop
        or order was chosen, and which stop was dropped where; ``sites`` shows sites alone
        and tells what was chosen, moved or placed; ``map`` looks only, at the map alone,
        and fits a column of half a screen.
    chosen
        The id of a trip, or an event, to choose now. It is followed when it changes: giving
        the same again leaves alone what somebody has chosen since.
    height
        In pixels; as high as suits a screen of 1366 x 768 where None.
    link
        Maps of the same link are moved and zoomed together, in the browser.

    A site that was moved lies in its new place until the next run, and after that where the
    figures have it: a page that refuses a move calls ``st.rerun()``.

    Returns
    -------
    event
        What was done, in the one run that it caused; None in every other.
    """
    wanted = BoardEvent("trip", trip=chosen) if isinstance(chosen, str) else chosen
    head = {
        "key": key,
        "mode": mode,
        "fingerprint": figures.fingerprint,
        "height": height or HEIGHTS[mode],
        "chosen": None if wanted is None else asdict(wanted),
        "tiles": _tiles(figures),
        "link": link,
        "moves": st.session_state.get(f"{key}.moves", 0),
    }
    result = _mount(
        key=key,
        data=json.dumps(head).encode() + b"\n" + figures.content,
        on_event_change=_nothing,
    )
    event = BoardEvent.of(result.get("event"))
    if event is not None and event.kind == "moved":
        # The next run says so: what it has not taken over then goes back to where it was.
        st.session_state[f"{key}.moves"] = head["moves"] + 1
    return event


def _nothing() -> None:
    """Let Streamlit know that the board sends events."""


def _tiles(figures: Figures) -> dict[str, Any] | None:
    """Return the tile server that is set; a wrong setting is said, and draws no tiles."""
    try:
        return tile_setting(figures.bounds)
    except ValueError as error:
        st.warning(t("board.bad_tiles", setting=as_plain(str(error))))
        return None
