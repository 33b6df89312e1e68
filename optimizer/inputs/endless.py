"""Refuses TOML whose keys never end, before anything reads it."""

from __future__ import annotations

import re
from typing import Final

_MOST_PARTS: Final = 20
_PART: Final = rb"""\.[ \t]*(?:[\w-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')[ \t]*"""
_ENDLESS: Final = re.compile(rb"(?:%b){%d}" % (_PART, _MOST_PARTS))


def has_endless_key(data: bytes) -> bool:
    """
    Whether a key of a TOML document has more parts than any key of ours; it is UTF-8.

    Reading a key takes the square of its parts: half a megabyte of them takes minutes.

    Examples
    --------
    >>> has_endless_key(b"speeds_kmh.van.trunk = 60"), has_endless_key(b"a" + b".a" * 99)
    (False, True)
    """
    return _ENDLESS.search(data) is not None
