"""The words of the page 仿真: days played, reliability, a plan replayed."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {}
