"""A table for reading, not for sorting: words left, figures right, findings in colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import streamlit as st

TONES: Final = {"better": "#0072b2", "worse": "#b35900", "": "inherit", "soft": "#5f6368"}
"""Blue and orange are told apart by everybody; words say the rest."""

_CELL: Final = "padding:4px 8px;border-bottom:1px solid #e6e9eb"
_HEAD: Final = "position:sticky;top:0;background:#fff;font-weight:500;color:#5f6368"


@dataclass(frozen=True, slots=True)
class Cell:
    """A text with its tone: better, worse, soft or none."""

    text: str
    tone: str = ""
    is_bold: bool = False


Row = Sequence[Cell | str]


def show_table(
    heads: Sequence[str], rows: Iterable[Row], *, words: int = 1, height: int | None = None
) -> None:
    """
    Show a table whose first columns are words; one higher than ``height`` pixels scrolls.

    Figures never break over two lines, words may.
    """
    head = "".join(
        _cell("th", Cell(text), place < words, _HEAD) for place, text in enumerate(heads)
    )
    body = "".join(f"<tr>{_cells(row, words)}</tr>" for row in rows)
    limit = f"max-height:{height}px;" if height else ""
    st.html(
        f'<div style="{limit}overflow:auto"><table style="border-collapse:collapse;width:100%;'
        f'font-size:13px;line-height:1.35"><thead><tr>{head}</tr></thead><tbody>{body}</tbody>'
        "</table></div>"
    )


def _cells(row: Row, words: int) -> str:
    """Return the cells of a row."""
    cells = [Cell(cell) if isinstance(cell, str) else cell for cell in row]
    return "".join(_cell("td", cell, place < words, "") for place, cell in enumerate(cells))


def _cell(tag: str, cell: Cell, is_words: bool, style: str) -> str:
    """Return a cell as HTML."""
    side = "text-align:left" if is_words else "text-align:right;white-space:nowrap"
    bold = ";font-weight:600" if cell.is_bold else ""
    colour = f";color:{TONES[cell.tone]}" if cell.tone else ""
    return f'<{tag} style="{_CELL};{side}{bold}{colour};{style}">{escape(cell.text)}</{tag}>'
