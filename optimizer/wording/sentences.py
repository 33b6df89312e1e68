"""Sentences that are chosen by code, and filled with the facts at hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Final

_LONGEST: Final = 80
_MOMENT: Final = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?([+-]\d\d:\d\d|Z)?")


@dataclass(frozen=True, slots=True)
class Sentence:
    """
    One way to say a code: what is wrong, and what to do.

    ``zh`` and ``en`` are pairs of the two; an English one is left out where the message
    of the code says it already. ``when`` is a pattern that the message must hold; its
    named groups are facts that the sentence may use, as ``{name}``.
    """

    zh: tuple[str, str]
    en: tuple[str, str] | None = None
    when: str = ""

    def facts(self, message: str) -> dict[str, str] | None:
        """Return what the pattern finds in a message, None where it does not fit."""
        if not self.when:
            return {}
        found = re.search(self.when, message, re.DOTALL)
        if found is None:
            return None
        return {name: shown(text) for name, text in found.groupdict().items() if text}


def places_of(text: str) -> set[str]:
    """
    Return the names of the facts that a sentence asks for.

    Examples
    --------
    >>> sorted(places_of("{value} is not {wanted}"))
    ['value', 'wanted']
    """
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def choose(
    sentences: Sequence[Sentence],
    lang: str,
    message: str,
    facts: Mapping[str, str],
    *,
    rename: Callable[[str, str], str] | None = None,
) -> tuple[str, str] | None:
    """
    Return the first sentence that fits and lacks no fact, filled in: what, and what to do.

    ``rename`` turns a fact of the message, given its name, into what people call it. None
    where the language has no sentence of its own: then the message says it.
    """
    for sentence in sentences:
        found = sentence.facts(message)
        pair = sentence.en if lang == "en" else sentence.zh
        if found is None or pair is None:
            continue
        if rename is not None:
            found = {name: rename(name, text) for name, text in found.items()}
        known = {**facts, **found}
        if all(known.get(name) for name in places_of("".join(pair))):
            return pair[0].format_map(known), pair[1].format_map(known)
    return None


def shown(text: str) -> str:
    """
    Return a value as a sentence quotes it: printable, short, moments without the T.

    Examples
    --------
    >>> shown("due 2026-11-23T07:30:00+08:00"), len(shown("x" * 500))
    ('due 2026-11-23 07:30', 81)
    """
    clean = "".join(each if each.isprintable() else "�" for each in text.strip())
    clean = _MOMENT.sub(r"\1 \2", clean)
    return clean if len(clean) <= _LONGEST else f"{clean[:_LONGEST]}…"
