"""The map on which every village is coloured by how likely its orders are in time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from optimizer.desk import planning
from optimizer.desk.networks_placing import Ground, open_ground
from optimizer.reports import Figures, site_figures
from optimizer.ui import session
from optimizer.ui.parts.board import board

Values = Mapping[str, Mapping[str, Any]]


def reliability_map(
    version_id: int,
    values: Values,
    marks: Iterable[Mapping[str, Any]] = (),
    *,
    title: str,
    key: str,
    height: int = 420,
) -> None:
    """Show the sites of a network, coloured by ``values``; see `Figures.with_values`."""
    figures = _sites(version_id, session.lang())
    figures = figures.with_values(values, title=title).with_marks(marks)
    board(figures, key=key, mode="map", height=height)


@st.cache_resource(show_spinner=False, max_entries=8)
def _sites(version_id: int, lang: str) -> Figures:
    """Return the sites of a version over its roads; versions never change."""
    network = planning.network_of(session.store(), version_id)
    return site_figures(network, _ground(version_id).roads, lang)


@st.cache_resource(show_spinner=False, max_entries=4)
def _ground(version_id: int) -> Ground:
    """Return the roads of a version."""
    limit = planning.network_of(session.store(), version_id).rules.roads.snap_limit
    return open_ground(session.store(), version_id, limit)
