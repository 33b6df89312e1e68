"""Read a plan document, Route48's own or anybody's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, NoReturn

from optimizer.checker.shapes import check_shape
from optimizer.domain import Issue
from optimizer.errors import InputError

LARGEST_FILE: Final = 500_000_000
"""Bytes; a plan of a hundred thousand orders stays far below."""


def read_document(file: Path) -> dict[str, Any]:
    """
    Read a plan document and make sure that it can be judged.

    Keys that nobody knows are kept: other programs' plans may carry more. The result holds
    what the file says; whether that is true is for `check_document` to find out.

    Parameters
    ----------
    file
        A JSON file of schema ``route48/plan/1``, UTF-8 or GB18030.

    Returns
    -------
    document
        The document, of the right shape throughout.

    Raises
    ------
    InputError
        With everything that keeps the file from being read as a plan.
    """
    document = _parsed(_text(file), file.name)
    issues = check_shape(document, file.name)
    if issues:
        raise InputError(issues)
    assert isinstance(document, dict)  # noqa: S101 - check_shape has seen to it
    return document


def _text(file: Path) -> str:
    """Return the text of a file in either encoding."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            _refuse(file.name, "is too large for a plan", f"over {LARGEST_FILE} bytes")
        content = file.read_bytes()
    except (OSError, ValueError) as error:
        _refuse(file.name, "cannot be read", str(error))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError:
        _refuse(file.name, "is not text in UTF-8 or GB18030", "")


def _parsed(text: str, name: str) -> Any:
    """Return what a JSON text holds."""
    try:
        document = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_object)
        if "\\ud" in text.lower():  # half a surrogate pair could never be printed again
            json.dumps(document, ensure_ascii=False).encode()
    except RecursionError:
        _refuse(name, "is nested too deeply for a plan", "")
    except _RepeatedKeyError as error:
        raise InputError([_repeated(name, str(error))]) from None
    except ValueError as error:  # JSONDecodeError and UnicodeEncodeError are such
        _refuse(name, "is not valid JSON", str(error))
    return document


class _RepeatedKeyError(Exception):
    """A JSON object names one key twice."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object; of a repeated key nobody could say which value is meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _RepeatedKeyError(next(key for key in keys if keys.count(key) > 1))
    return found


def _no_constant(text: str) -> NoReturn:
    """Refuse NaN and the infinities, which are no JSON."""
    raise ValueError(f"{text} is not a number")


def _repeated(name: str, key: str) -> Issue:
    """Return the issue of a repeated key."""
    message = "an object has this key twice"
    return Issue("E196", name, message, column=key[:60], fix="keep one of the two")


def _refuse(name: str, what: str, detail: str) -> NoReturn:
    """Raise the one issue of a file that cannot even be parsed."""
    message = f"the file {what}" + (f" ({detail})" if detail else "")
    raise InputError([Issue("E190", name, message, fix="write the plan as JSON again")]) from None
