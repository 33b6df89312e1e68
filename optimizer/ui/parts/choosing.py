"""Widgets that Streamlit would speak English in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import streamlit as st

T = TypeVar("T")


def multiselect(label: str, options: Sequence[T], **more: Any) -> list[T]:
    """Let several be chosen, as `st.multiselect`, without its own button for all of them."""
    chosen: list[T] = st.multiselect(label, options, select_all=False, **more)
    return chosen
