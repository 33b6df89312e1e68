"""What the CSV and the XLSX reader hand over: rows of texts, before anyone knows the columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from optimizer.domain import Ints

Texts = NDArray[Any]
"""Strings, one per row; numpy ``object`` arrays, so that long texts cost nothing."""


@dataclass(frozen=True)
class Grid:
    """
    A header and columns of texts under it, all of one length.

    ``rows`` counts as a spreadsheet does: the header is row 1, what follows it row 2.
    Rows without any text are left out. ``is_whole`` is False where the reader had to give up
    before the end, so that rows are missing that nobody has seen.
    """

    header: tuple[str, ...]
    columns: tuple[Texts, ...]
    rows: Ints
    is_whole: bool = True
