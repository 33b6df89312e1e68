"""What the stories share: where the data is, sentences in two languages, plain tables."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from IPython.display import Markdown, display
from pandas.io.formats.style import Styler

DATA = Path(__file__).resolve().parents[1] / "data"
"""The embedded county, its orders and scenarios, beside this folder."""

COUNTY = DATA / "wengyuan"


def say(zh: str, en: str) -> None:
    """Show a sentence that was computed, in Chinese and English."""
    display(Markdown(f"> **{zh}**\n>\n> {en}"))


def table(rows: Iterable[Mapping[str, Any]], *, caption: str = "", precision: int = 0) -> Styler:
    """Return rows as a table: text on the left, numbers on the right."""
    frame = pd.DataFrame(list(rows))
    texts = [name for name in frame if not pd.api.types.is_numeric_dtype(frame[name])]
    style = frame.style.hide(axis="index").format(precision=precision, thousands=",")
    style = style.set_properties(subset=texts, **{"text-align": "left"})
    left = [{"selector": "th", "props": [("text-align", "left")]}]
    style = style.set_table_styles(left)
    return style.set_caption(caption) if caption else style
