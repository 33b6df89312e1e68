"""The words around studies: what runs, what it came to, charts and tables."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "study.works": ("正在推演。", "A study is being made."),
    "study.none": ("还没有推演结果。", "There is no study yet."),
}
