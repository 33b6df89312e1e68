"""Every word of the desk, in Chinese and English."""

from __future__ import annotations

from importlib import import_module
from typing import Final

_ROOMS: Final = ("shell", "orders", "plan", "adjust", "publish", "network", "board")


def _collect() -> dict[str, tuple[str, str]]:
    """Return the words of all rooms; a room that is not there has none."""
    words: dict[str, tuple[str, str]] = {}
    for room in _ROOMS:
        words |= import_module(f"optimizer.ui.words.{room}").WORDS
    return words


WORDS: Final = _collect()


def word(key: str, lang: str, **values: object) -> str:
    """
    Return a word or sentence in a language, with its values filled in.

    Examples
    --------
    >>> word("shell.language", "en")
    'Language'
    """
    text = WORDS[key][lang == "en"]
    return text.format(**values) if values else text


def t(key: str, **values: object) -> str:
    """Return a word or sentence in the language of the session."""
    from optimizer.ui.session import lang  # noqa: PLC0415 - the session needs the words

    return word(key, lang(), **values)
