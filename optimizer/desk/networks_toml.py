"""Edits single keys of ``network.toml``; comments, order and everything else stay."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, MutableMapping
from typing import Any, Final

import tomlkit
from tomlkit.exceptions import TOMLKitError

from optimizer.domain import Issue
from optimizer.errors import InputError
from optimizer.inputs.endless import has_endless_key
from optimizer.inputs.issues import Issues
from optimizer.inputs.tables import to_utf8

FILE: Final = "network.toml"

Key = tuple[str, ...]
"""Where a value stands: ``("penalties", "late_per_order")``."""

_KEY_PART: Final = re.compile(r'"([^"]*)"|([^".]+)')


def key_of(text: str) -> Key:
    """
    Return the parts of a key as issues write it.

    Examples
    --------
    >>> key_of('speeds_kmh.van.trunk'), key_of('roads.maxspeed_words."CN:rural"')
    (('speeds_kmh', 'van', 'trunk'), ('roads', 'maxspeed_words', 'CN:rural'))
    """
    return tuple(quoted or plain for quoted, plain in _KEY_PART.findall(text))


def values_of(data: bytes) -> dict[Key, Any]:
    r"""
    Return every value of a document by its key, lists as they are.

    Examples
    --------
    >>> values_of(b'name = "A"\n[handling]\nclasses = ["food"]')
    {('name',): 'A', ('handling', 'classes'): ['food']}
    """
    found: dict[Key, Any] = {}

    def walk(table: Mapping[str, Any], above: Key) -> None:
        for name, value in table.items():
            if isinstance(value, Mapping):
                walk(value, (*above, name))
            else:
                found[*above, name] = value

    walk(tomllib.loads(_text(data)), ())
    return found


def with_values(data: bytes, changes: Mapping[Key, Any]) -> bytes:
    r"""
    Return a document with some values changed; None removes a key.

    Raises
    ------
    InputError
        E140 when the document cannot be edited.

    Examples
    --------
    >>> with_values(b"# prices\n[penalties]\nlate = 1.0  # each\n", {("penalties", "late"): 2.5})
    b'# prices\n[penalties]\nlate = 2.5  # each\n'
    """
    try:
        document = tomlkit.parse(_text(data))
        for key, value in changes.items():
            _set(document, key, value)
        written = tomlkit.dumps(document).encode()
        tomllib.loads(written.decode())
    except (TOMLKitError, tomllib.TOMLDecodeError, TypeError) as error:
        message = f"not TOML: {error}"
        raise InputError([Issue("E140", FILE, message, fix="correct that line")]) from error
    return written


def _text(data: bytes) -> str:
    """Return the text of a document, in whichever encoding it came."""
    issues = Issues()
    text = to_utf8(data, FILE, issues)
    if text is not None and has_endless_key(text):
        issues.add(Issue("E140", FILE, "not TOML that can be read: a key has too many parts"))
    issues.raise_errors()
    return (text or b"").decode()


def _set(document: MutableMapping[str, Any], key: Key, value: Any) -> None:
    """Set or remove one value; tables that are missing are made."""
    table = document
    for name in key[:-1]:
        if name not in table:
            if value is None:
                return
            table[name] = tomlkit.table()
        table = table[name]
    if value is None:
        table.pop(key[-1], None)
    elif key[-1] not in table or table[key[-1]] != value or type(table[key[-1]]) is bool:
        table[key[-1]] = value
