"""Says how sure the figures of a study are, and why so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_TOGETHER: Final = (
    "{count} 个情景的区间，100 次里有 95 次同时成立，求解波动也是（单看一个是 {level}% 区间）："
    "情景越多，区间越宽。",
    "All {count} intervals of a measure hold together in 95 of 100, and so do all margins of "
    "noise (each by itself is one of {level} %): the more scenarios, the wider.",
)
_APART: Final = (
    "每个情景的 95% 区间只对它自己成立；{count} 个一起看，更容易有一个碰巧出错。",
    "Each scenario's 95 % interval holds for itself only; among {count} one is more easily wrong "
    "by chance.",
)
_OUTLOOK: Final = (
    "前后几天相互影响，{days} 天只抵得上约 {blocks} 段互不相干的日子，区间所以这么宽；"
    "照目前的平均和波动估计，{needed}才可能有结论。",
    "Days follow each other, so {days} days count as about {blocks} independent blocks, which "
    "makes the interval wide; by their mean and spread it would probably take {needed} to tell.",
)
_ABOUT: Final = ("大约要 {days} 天", "about {days} days")
_BEYOND: Final = ("要 {days} 天以上", "more than {days} days")

EACH: Final = 0.95
"""The level of the intervals of a single scenario, and of studies that do not tell theirs."""


def together_text(count: int, level: float, lang: str) -> str:
    """
    Return what the intervals of several scenarios hold for; nothing for a single one.

    Parameters
    ----------
    count
        How many scenarios are compared with the base.
    level
        Of each of their intervals.
    lang
        ``zh`` or ``en``.

    Examples
    --------
    >>> together_text(1, 0.95, "en")
    ''
    >>> together_text(3, 0.983333, "en")[:55]
    'All 3 intervals of a measure hold together in 95 of 100'
    """
    if count < 2:
        return ""
    text = (_TOGETHER if level > EACH else _APART)[lang == "en"]
    return text.format(count=count, level=f"{100 * level:.3g}")


def outlook_text(outlook: Mapping[str, int | None], lang: str) -> str:
    """
    Return why few days have no verdict, and how many would probably have one.

    Parameters
    ----------
    outlook
        ``days``, the ``blocks`` they count as, the days ``needed``; where these are None,
        they are more than ``most``.
    lang
        ``zh`` or ``en``.

    Examples
    --------
    >>> outlook_text({"days": 8, "blocks": 3, "needed": None, "most": 60}, "zh")[-20:]
    '波动估计，要 60 天以上才可能有结论。'
    """
    needed, place = outlook["needed"], lang == "en"
    known = _BEYOND[place].format(days=outlook["most"])
    if needed is not None:
        known = _ABOUT[place].format(days=needed)
    return _OUTLOOK[place].format(days=outlook["days"], blocks=outlook["blocks"], needed=known)
