"""What people call the classes of goods."""

from __future__ import annotations

from typing import Final

_CLASSES: Final = {
    "general": ("普货", "general goods"),
    "food": ("食品", "food"),
    "live_plants": ("鲜活植物", "live plants"),
    "agrochemicals": ("农药化肥", "agrochemicals"),
    "bulk": ("大宗货", "bulk goods"),
}


def class_name(word: str, lang: str) -> str:
    """
    Return what people call a class of goods; a class of the county's own keeps its name.

    Examples
    --------
    >>> class_name("live_plants", "zh"), class_name("冷链", "en")
    ('鲜活植物', '冷链')
    """
    known = _CLASSES.get(word)
    return known[lang == "en"] if known else word
