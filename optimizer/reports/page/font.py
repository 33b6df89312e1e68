"""The signs of a page as a font of its own, for readers without Chinese fonts."""

from __future__ import annotations

import base64
import io
from typing import Final

from fontTools import subset
from fontTools.ttLib import TTFont

from optimizer.reports.fonts import HAN_FONT

_UNUSED_TABLES: Final = ("GSUB", "GPOS", "GDEF", "vhea", "vmtx", "gasp")


def han_subset(text: str) -> str:
    """
    Return the font with only the signs of a text, as WOFF2 in base64.

    Parameters
    ----------
    text
        Whatever will be shown; signs that the font lacks are left to the reader's fonts.

    Returns
    -------
    font
        Ready for a ``data:`` address; some 60 bytes per sign.
    """
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.drop_tables += _UNUSED_TABLES
    options.notdef_outline = True
    with TTFont(HAN_FONT, lazy=True) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=sorted({ord(sign) for sign in text} - {0}))
        subsetter.subset(font)
        font.flavor = "woff2"
        stream = io.BytesIO()
        font.save(stream)
    return base64.b64encode(stream.getvalue()).decode("ascii")
