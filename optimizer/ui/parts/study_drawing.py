"""A chart inside the page, whose bars say their figures to a pointer over them."""

from __future__ import annotations

from typing import Final

import streamlit as st

_SCRIPT: Final = """
export default ({ data, parentElement }) => {
  const place = parentElement.querySelector("div");
  if (place.route48 !== data) { place.innerHTML = data; place.route48 = data; }
};
"""
_STYLE: Final = "svg { display: block; width: 100%; height: auto; }"

_mount: Final = st.components.v2.component(
    "route48_drawing", html="<div></div>", css=_STYLE, js=_SCRIPT, isolate_styles=True
)


def drawing(svg: str, *, key: str) -> None:
    """
    Show a chart as wide as its column.

    Streamlit takes drawings out of HTML, and an image of one says nothing to a pointer; the
    chart comes from `optimizer.reports.charts`, where every text in it is escaped.
    """
    _mount(key=key, data=svg)
