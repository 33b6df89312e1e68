"""Two maps side by side that move together: a typical day before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, Literal, TypeAlias

import streamlit as st

from optimizer.reports import Figures
from optimizer.ui import session
from optimizer.ui.parts.board import board
from optimizer.ui.parts.study_numbers import Spelling, share
from optimizer.ui.parts.study_open import Entry, ShownStudy, figures
from optimizer.ui.parts.whatif_map import road_marks
from optimizer.ui.words import t
from optimizer.units import HOUR

Colour: TypeAlias = Literal["none", "on_time", "hours"]

HEIGHT: Final = 430
_SPARE: Final = (0.1, 0.25, 0.4, 0.5)
"""Where colours change for the share of the promised hours that is left."""
_MARKED: Final = frozenset({"add_site", "move_site", "open_site", "close_site"})


@dataclass(frozen=True, slots=True)
class Side:
    """
    One of the two maps: whose typical day, what is said above it, and how its villages fare.

    ``villages`` are ``on_time_share`` and ``hours`` by the id of the site.
    """

    variant: str
    head: str
    villages: Mapping[str, Mapping[str, float | None]]
    marks: Sequence[Entry] = ()


def show_maps(study: ShownStudy, left: Side, right: Side) -> None:
    """Show both maps, with a switch for the colours of the villages."""
    drawn = [figures(study, side.variant) for side in (left, right)]
    if drawn == [None, None]:
        st.info(t("study.no_maps"))
        return
    colour = _choose_colour(study) if left.villages or right.villages else "none"
    places = st.columns(2, gap="small")
    for place, side, shown in zip(places, (left, right), drawn, strict=True):
        with place:
            _head(study, side)
            if shown is None:
                st.info(_why_none(study, side))
            else:
                _map(study, side, _dressed(study, side, shown, colour))
    st.caption(t("study.maps_told"))


def marks_of(study: ShownStudy, changes: Sequence[Entry]) -> list[Entry]:
    """Return the sites and roads that changes open, close, move or slow, as marks of a map."""
    return [*_site_marks(study, changes), *road_marks(study.version, changes)]


def _site_marks(study: ShownStudy, changes: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the sites that changes open, close or move."""
    network = study.network
    for change in changes:
        kind, site_id = str(change.get("change")), str(change.get("site"))
        if kind not in _MARKED:
            continue
        at = [change.get("longitude"), change.get("latitude")]
        if at[0] is None and site_id in network.index:
            site = network.sites[network.index[site_id]]
            at = [site.longitude, site.latitude]
        if None not in at:
            yield {"at": at, "text": t(f"study.mark_{kind}")}


def _choose_colour(study: ShownStudy) -> Colour:
    """Let the colours of the villages be chosen."""
    names: tuple[Colour, ...] = ("on_time", "hours", "none")
    chosen = st.segmented_control(
        t("study.colour"), names, default=names[0], required=True,
        key=f"study.colour.{study.row.study_id}", format_func=lambda one: t(f"study.colour_{one}"),
        label_visibility="collapsed",
    )  # fmt: skip
    return chosen or names[0]


def _head(study: ShownStudy, side: Side) -> None:
    """Say what a map shows, in one line, so that both maps stand level."""
    day = study.document.get("typical_day")
    told = t("study.map_day", day=study.day(day)) if day else ""
    st.html(
        f'<div title="{escape(side.head)}" style="white-space:nowrap;overflow:hidden;'
        f'text-overflow:ellipsis"><b>{escape(side.head)}</b> '
        f'<span style="color:#5f6368">{escape(told)}</span></div>'
    )


def _why_none(study: ShownStudy, side: Side) -> str:
    """Say why a map is missing."""
    boards = study.document.get("boards") or ()
    told: Entry = next((one for one in boards if one["variant"] == side.variant), {})
    if told.get("violations"):
        return t("study.no_map_rules", count=told["violations"])
    message = told.get("message_en" if study.lang == "en" else "message_zh") or ""
    return f"{t('study.no_map')} {session.as_plain(message)}"


def _map(study: ShownStudy, side: Side, shown: Figures) -> None:
    """Show a map."""
    study_id = study.row.study_id
    key, link = f"study.map.{study_id}.{side.variant}", f"study.{study_id}"
    board(shown, key=key, mode="map", link=link, height=HEIGHT)


def _dressed(study: ShownStudy, side: Side, shown: Figures, colour: Colour) -> Figures:
    """Return the figures of a map with colours and marks."""
    if side.marks:
        shown = shown.with_marks(side.marks)
    if colour == "none":
        return shown
    if colour == "on_time":
        values = {
            site: {"share": each["on_time_share"], "text": share(each["on_time_share"])}
            for site, each in side.villages.items()
        }
        return shown.with_values(values, title=t("study.colour_on_time"))
    promise = study.network.rules.promise / HOUR
    hours = Spelling("hours", study.currency)
    values = {
        site: {"share": _spare(each["hours"], promise), "text": hours.amount(each["hours"])}
        for site, each in side.villages.items()
    }
    return shown.with_values(values, title=t("study.spare", hours=f"{promise:g}"), steps=_SPARE)


def _spare(hours: float | None, promise: float) -> float | None:
    """
    Return the share of the promised hours that is left; None where nobody knows.

    Examples
    --------
    >>> _spare(12.0, 48.0), _spare(60.0, 48.0), _spare(None, 48.0)
    (0.75, 0.0, None)
    """
    return None if hours is None else min(max(1 - hours / promise, 0.0), 1.0)
