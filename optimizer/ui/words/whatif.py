"""The words of the page 推演: changes, scenarios, and what is asked of them."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {}
