"""Columns of values from columns of texts: names, amounts, words of a list."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from optimizer.domain import Bools, Ints, Issue
from optimizer.inputs.issues import Issues, shown
from optimizer.inputs.tables.grid import Texts
from optimizer.inputs.tables.table import Table

_LONGEST_ID = 200


def factorize(texts: Texts) -> tuple[Ints, list[str]]:
    """Return for every row the number of its text, and the different texts, stripped."""
    import pandas as pd  # noqa: PLC0415 - takes a second, and only readers of tables need it

    codes, uniques = pd.factorize(texts)
    return codes.astype(np.int64), list(map(str.strip, uniques))


def strings(table: Table, name: str, issues: Issues | None = None) -> tuple[str, ...]:
    """Return a column of free texts; with ``issues`` none may be blank."""
    texts = tuple(map(str.strip, table.texts(name)))
    if issues is not None and name in table.columns and not all(texts):
        issues.add_each(
            (row for row, text in enumerate(texts) if not text),
            lambda row: table.issue("E114", row, name, "nothing is given"),
        )
    return texts


def identifiers(table: Table, name: str, issues: Issues) -> tuple[str, ...]:
    """Return a column of names that must be given, printable and each different."""
    names = strings(table, name, issues)
    if name not in table.columns:
        return tuple(f"row {row}" for row in table.rows)
    if not "".join(names).isprintable() or max(map(len, names), default=0) > _LONGEST_ID:
        issues.add_each(
            (
                i
                for i, text in enumerate(names)
                if not text.isprintable() or len(text) > _LONGEST_ID
            ),
            lambda i: table.issue(
                "E105",
                i,
                name,
                f"{shown(names[i])} is no name: line breaks, control characters or over "
                f"{_LONGEST_ID} characters",
                value=names[i],
            ),
        )
    if len(set(names)) != len(names):
        codes, _ = factorize(np.array(names, dtype=object))
        _, first = np.unique(codes, return_index=True)
        again = np.flatnonzero(first[codes] != np.arange(len(codes)))

        def issue_of(row: int) -> Issue:
            message = f"{shown(names[row])} stands in row {table.rows[first[codes[row]]]} already"
            return table.issue("E120", row, name, message, value=names[row], fix="rename one")

        issues.add_each((int(row) for row in again if names[row]), issue_of)
    return names


def numbers(
    table: Table,
    name: str,
    issues: Issues,
    *,
    highest: float,
    lowest: float = 0.0,
    default: float | None = math.nan,
    unit: str = "",
    whole: bool = False,
) -> NDArray[np.float64]:
    """
    Return a column of amounts between ``lowest`` and ``highest``, in the file's unit.

    Blanks are ``default`` (None: they are issues). Where a text is no such amount the
    result has ``default`` too, so that reading can go on.
    """
    neutral = lowest if default is None else default
    if name not in table.columns:
        return np.full(len(table), neutral)
    texts, unit = table.columns[name], unit and f" {unit}"
    values, finite, blank = _read_numbers(texts)
    high = values > highest
    outside = finite & (high | (values < lowest))
    broken = finite & ~outside & (values != np.rint(values)) & whole
    limits = f"less than {lowest:g}{unit}", f"more than {highest:,g}{unit}"

    def out_of_range(row: int) -> tuple[str, str, str]:
        message = f"{texts[row].strip()[:40]}{unit} is {limits[int(high[row])]}"
        return "E116", message, "check value and unit"

    note = partial(_note, table, name, issues)
    if default is None:
        note(blank, lambda row: ("E114", "nothing is given", ""))
    note(~finite & ~blank, lambda row: ("E115", *_not_a_number(str(texts[row]))))
    note(outside, out_of_range)
    note(broken, lambda row: ("E117", f"{values[row]:g} is not a whole number", ""))
    return np.where(finite & ~outside & ~broken, values, neutral)


def _read_numbers(texts: Texts) -> tuple[NDArray[np.float64], Bools, Bools]:
    """Return texts as numbers, which of them are finite numbers, and which are blank."""
    import pandas as pd  # noqa: PLC0415 - takes a second, and only readers of tables need it

    values = np.asarray(pd.to_numeric(texts, errors="coerce"), dtype=np.float64)
    finite = np.isfinite(values)
    blank = np.zeros(len(values), dtype=np.bool_)
    odd = np.flatnonzero(~finite)
    blank[odd] = [not texts[row].strip() for row in odd]
    return values, finite, blank


def _not_a_number(text: str) -> tuple[str, str]:
    """Return message and fix for a text where a number should be."""
    return f"{shown(text.strip())} is not a number", "write digits, as in 12.5"


def words(
    table: Table,
    name: str,
    issues: Issues,
    *,
    known: Sequence[str],
    default: str | None = None,
) -> Ints:
    """Return a column of words as positions in ``known``; blank is ``default``, if there is one."""
    codes, uniques = factorize(table.texts(name))
    position = {word.casefold(): number for number, word in enumerate(known)}
    neutral = position.get((default or "").casefold(), 0)
    found = [position.get(text.casefold() or (default or "").casefold(), -1) for text in uniques]
    chosen = np.array(found, dtype=np.int64)[codes] if uniques else np.zeros(0, dtype=np.int64)
    fixes: dict[str, str] = {}

    def what(row: int) -> tuple[str, str, str]:
        text = uniques[codes[row]]
        if not text:
            return "E114", "nothing is given", f"write one of {', '.join(known)}"
        if text not in fixes:
            guess = issues.suggest(text, known)
            fixes[text] = f"write one of {', '.join(known)}{'; ' if guess else ''}{guess}"
        return "E119", f"{shown(text)} is none of the words known here", fixes[text]

    if name in table.columns:
        _note(table, name, issues, chosen < 0, what)
    return np.where(chosen < 0, neutral, chosen)


def word_sets(
    table: Table, name: str, issues: Issues, *, known: Sequence[str]
) -> list[frozenset[str]]:
    """Return a column of ``;`` lists of words; where ``known`` is empty any word will do."""
    sets: list[frozenset[str]] = []
    for row, text in enumerate(table.texts(name)):
        members = [word.strip() for word in text.replace("；", ";").split(";") if word.strip()]
        for word in members:
            if known and word not in known:
                guess = issues.suggest(word, known)
                fix = f"write some of {';'.join(known)}{', ' if guess else ''}{guess}"
                message = f"{shown(word)} is none of the words known here"
                issues.add(table.issue("E119", row, name, message, value=word, fix=fix))
        sets.append(frozenset(members))
    return sets


def _note(
    table: Table,
    name: str,
    issues: Issues,
    bad: Bools,
    what: Callable[[int], tuple[str, str, str]],
) -> None:
    """Note every bad row; ``what`` says code, message and fix of one."""

    def issue_of(row: int) -> Issue:
        code, message, fix = what(row)
        text = table.texts(name)[row].strip()
        return table.issue(code, row, name, message, value=text, fix=fix)

    if bad.any():
        issues.add_each(map(int, np.flatnonzero(bad)), issue_of)
