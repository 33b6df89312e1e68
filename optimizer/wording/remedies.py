"""What the readers of files propose, in Chinese: nearest words, known columns, ids."""

from __future__ import annotations

import re
from typing import Final

from optimizer.wording.columns import column_name
from optimizer.wording.sentences import shown

_GUESS: Final = re.compile(r'did you mean "(?P<words>.+?)"\?')
_WORDS: Final = re.compile(r"write (?:one|some) of (?P<words>.+?)(?:[;,] did you mean.*)?$")
_LIST: Final = re.compile(r"^the (?:columns|keys|profiles) are (?P<words>.+)$")
_IDS: Final = re.compile(r"name it by id: (?P<words>.+)$")


def proposals(fix: str) -> list[str]:
    """
    Return what an English fix proposes besides what the code itself says.

    Examples
    --------
    >>> proposals('add it to sites.csv, or did you mean "江尾镇服务站"?')
    ['是不是想写“江尾镇服务站”？']
    >>> proposals("write one of yes, no")
    ['可填：yes、no']
    """
    found = []
    if match := _WORDS.search(fix):
        found.append(f"可填：{_joined(match['words'])}")
    if match := _LIST.search(fix):
        found.append(f"已知的有：{_joined(match['words'])}")
    if match := _IDS.search(fix):
        found.append(f"可填：{_joined(match['words'])}")
    if match := _GUESS.search(fix):
        found.append(f"是不是想写“{shown(match['words'])}”？")
    return found


def _joined(words: str) -> str:
    """Return a list of words as Chinese writes it, columns by their names."""
    parts = re.split(r"\s*[,;]\s*|\s+or\s+", words.strip())
    return "、".join(column_name(part, "zh") for part in parts if part)
