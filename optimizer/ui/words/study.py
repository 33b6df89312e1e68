"""The words around studies: what runs, what it came to, charts and tables."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {}
