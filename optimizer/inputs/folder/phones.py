"""Reads numbers that people call."""

from __future__ import annotations

import re
from typing import Final

from optimizer.inputs.issues import Issues, shown
from optimizer.inputs.tables import Table, strings

_BETWEEN: Final = re.compile(r"[;；/、,，]")
_NUMBER: Final = re.compile(
    r"\+?[\d(（][\d ()（）\-—]*(?:(?:转|分机|ext\.?|x|#) *\d{1,6})?", re.IGNORECASE
)
_LEAST, _MOST = 3, 20


def phones(table: Table, name: str, issues: Issues) -> tuple[str, ...]:
    """Return a column of phones as they were written; blank is none."""
    texts = strings(table, name)
    if name in table.columns:
        issues.add_each(
            (row for row, text in enumerate(texts) if text and not is_phone(text)),
            lambda row: table.issue(
                "E144",
                row,
                name,
                f"{shown(texts[row])} is no phone number",
                value=texts[row],
                fix="write digits, as in 0751-2870000; several with ; between them",
            ),
        )
    return texts


def is_phone(text: str) -> bool:
    """
    Tell whether somebody could dial a text: one number, or several with ``;`` between them.

    Examples
    --------
    >>> [is_phone(text) for text in ("0751-2870000", "+86 138 0000 0000", "2870000转8", "ask Li")]
    [True, True, True, False]
    """
    return all(
        _NUMBER.fullmatch(part.strip()) is not None
        and _LEAST <= sum(map(str.isdigit, part)) <= _MOST
        for part in _BETWEEN.split(text)
    )
