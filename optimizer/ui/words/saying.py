"""Says a word of the desk in the language of whoever is there."""

from __future__ import annotations

from typing import Final

from optimizer.ui.words import (
    adjust,
    board,
    network,
    orders,
    plan,
    publish,
    shell,
    simulation,
    study,
    whatif,
)

_ROOMS: Final = (
    *(shell, orders, plan, adjust, publish, network, board),
    *(whatif, study, simulation),
)

WORDS: Final[dict[str, tuple[str, str]]] = {
    key: texts for room in _ROOMS for key, texts in room.WORDS.items()
}
"""Every word in Chinese and English, by page and name."""


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
