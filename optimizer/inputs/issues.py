"""Collects what is wrong with the inputs, so that all of it is reported at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Final, TypeVar

from optimizer.domain import Issue
from optimizer.errors import InputError

MOST_ALIKE: Final = 200
"""So many issues of one code, file and column are listed; the rest is counted."""

_MOST_SUGGESTIONS: Final = 40

Row = TypeVar("Row")


class Issues:
    """
    The issues found so far, in the order in which they were found.

    Of more than `MOST_ALIKE` issues with one code in one column only the first are kept;
    one more issue (E170) then says how many there are, so that none is silently dropped.
    ``most_alike`` is another limit, for those who want all.

    Examples
    --------
    >>> issues = Issues()
    >>> issues.add(Issue("E101", "sites.csv", "there is no such file"))
    >>> len(issues)
    1
    """

    def __init__(self, most_alike: int = MOST_ALIKE) -> None:
        self._most_alike = most_alike
        self._kept: list[Issue] = []
        self._counts: Counter[tuple[str, str, str | None]] = Counter()
        self._guesses = 0

    def __len__(self) -> int:
        return sum(self._counts.values())

    def add(self, issue: Issue) -> None:
        """Note one issue."""
        key = (issue.file, issue.code, issue.column)
        self._counts[key] += 1
        if self._counts[key] <= self._most_alike:
            self._kept.append(issue)

    def add_each(self, rows: Iterable[Row], issue_of: Callable[[Row], Issue]) -> None:
        """Note one issue per bad row; only those that will be listed are written out in full."""
        issue = None
        for number, row in enumerate(rows):
            if issue is None or number < self._most_alike:
                issue = issue_of(row)
                self.add(issue)
            else:
                self._counts[issue.file, issue.code, issue.column] += 1

    def suggest(self, word: str, known: Iterable[str]) -> str:
        """
        Return ``did you mean "..."?`` with the nearest known word, or nothing.

        Looking for it takes a while among thousands of words, so that a file in which
        everything is unknown gets only the first of them.

        Examples
        --------
        >>> Issues().suggest("江尾站", ["龙仙中转站", "江尾镇服务站"])
        'did you mean "江尾镇服务站"?'
        """
        if self._guesses >= _MOST_SUGGESTIONS:
            return ""
        self._guesses += 1
        by_folded = {name.casefold(): name for name in known}
        found = get_close_matches(word.casefold()[:100], by_folded, n=1, cutoff=0.55)
        return f'did you mean "{by_folded[found[0]]}"?' if found else ""

    @property
    def warnings(self) -> tuple[Issue, ...]:
        """What was noticed without refusing."""
        return tuple(issue for issue in self._kept if issue.is_warning)

    @property
    def errors(self) -> list[Issue]:
        """What has to be put right: file by file, and in a file from top to bottom."""
        files = list(dict.fromkeys(issue.file for issue in self._kept))
        ordered = sorted(self._kept, key=lambda issue: (files.index(issue.file), issue.row or 0))
        ordered += [
            Issue(
                "E170",
                file,
                f"{count - self._most_alike:,} more issues {code} like those above are not listed",
                column=column,
            )
            for (file, code, column), count in self._counts.items()
            if count > self._most_alike
        ]
        ordered.sort(key=lambda issue: files.index(issue.file))
        return [issue for issue in ordered if not issue.is_warning]

    def raise_errors(self) -> None:
        """
        Raise all issues together, if there are any.

        Raises
        ------
        InputError
            When an issue was noted that is not a mere warning.
        """
        errors = self.errors
        if errors:
            raise InputError(errors)


def shown(text: str, most: int = 60) -> str:
    """
    Return a value as a message quotes it: unprintable characters escaped, and not too long.

    Examples
    --------
    >>> shown("a" * 70, most=10)
    '"aaaaaaaaaa…"'
    """
    clean = "".join(
        character if character.isprintable() else repr(character)[1:-1] for character in text[:most]
    )
    return f'"{clean}{"…" if len(text) > most else ""}"'
