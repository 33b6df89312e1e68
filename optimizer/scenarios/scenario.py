"""A named list of changes, and the scenario that it stands on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from optimizer.domain import Issue
from optimizer.scenarios.ground import Change, Subject
from optimizer.scenarios.keys import frozen, keys_of, plain, required, suggestion

BASE: Final = "base"
"""What the network without any change is called among the variants."""


@dataclass(frozen=True)
class Override:
    """A change of a scenario below that gives way to one above."""

    change: Change
    file: str
    by: str


@dataclass(frozen=True)
class Numbered:
    """A change, and where it stands: file and number, counted from one."""

    change: Change
    file: str
    number: int


@dataclass(frozen=True)
class Scenario:
    """
    What if? The changes of one file, on top of those of its base.

    ``file`` is the name of the file, ``base_file`` how the file names its base.
    """

    name_zh: str
    name_en: str = ""
    changes: tuple[Change, ...] = ()
    file: str = "scenario.toml"
    base: Scenario | None = None
    base_file: str = ""

    def name(self, lang: str) -> str:
        """Return what people call it."""
        return self.name_en if lang == "en" and self.name_en else self.name_zh

    def over(self, ground: Scenario | None) -> Scenario:
        """Return the scenario on top of another one, which its lowest base then stands on."""
        if ground is None:
            return self
        return replace(self, base=ground if self.base is None else self.base.over(ground))

    def stacked(self) -> tuple[Numbered, ...]:
        """Return the changes of all files in the order in which they apply."""
        return self._stacked()[0]

    def overrides(self) -> tuple[Override, ...]:
        """Return the changes of scenarios below that give way to later ones."""
        return self._stacked()[1]

    def plain(self) -> tuple[dict[str, Any], ...]:
        """Return the changes as plain values, in the order in which they apply."""
        return tuple(plain_change(each.change) for each in self.stacked())

    def _stacked(self) -> tuple[tuple[Numbered, ...], tuple[Override, ...]]:
        """Return the changes that stay, and those that give way."""
        own = tuple(Numbered(each, self.file, n) for n, each in enumerate(self.changes, start=1))
        if self.base is None:
            return own, ()
        below, gone = self.base._stacked()
        mine: dict[Subject, Any] = {}
        for each in self.changes:
            mine |= each.sets()
        # Of a change that is overridden in part the rest stands: what comes later sets it anew.
        kept = tuple(each for each in below if not set(each.change.sets()) <= mine.keys())
        new = tuple(
            Override(each.change, each.file, self.file)
            for each in below
            if set(each.change.sets()) & mine.keys() and _differs(each.change, mine)
        )
        return (*kept, *own), (*gone, *new)

    def contradictions(
        self, resolve: Callable[[Subject], Subject] = lambda subject: subject
    ) -> Iterator[Issue]:
        """
        Yield what is set twice in one file, to different values.

        ``resolve`` may turn names into ids, so that a thing is one by whatever name.
        """
        if self.base is not None:
            yield from self.base.contradictions(resolve)
        seen: dict[Subject, tuple[int, Any]] = {}
        for number, change in enumerate(self.changes, start=1):
            for named, value in change.sets().items():
                subject = resolve(named)
                before, known = seen.setdefault(subject, (number, value))
                if before != number:
                    yield _contradiction(self.file, number, before, subject, (known, value))


def _differs(change: Change, mine: Mapping[Subject, Any]) -> bool:
    """Whether something is set to another value."""
    return any(
        subject in mine and mine[subject] != value for subject, value in change.sets().items()
    )


def _contradiction(
    file: str, number: int, before: int, subject: Subject, values: tuple[Any, Any]
) -> Issue:
    """Return the issue of something that is set twice."""
    thing = " ".join(part for part in subject if part)
    message = f"sets {thing} again, which change {before} sets already"
    if values[0] != values[1]:
        message = f"contradicts change {before}: {thing} is {values[0]} there, {values[1]} here"
    fix = "keep one of the two; a scenario on top of another may change what that one sets"
    return Issue("E407", file, message, column=f"changes {number}", value=thing, fix=fix)


def plain_change(change: Change) -> dict[str, Any]:
    """Return a change as its table in the file; what is at its default is left out."""
    kind = type(change)
    defaults = _defaults(kind)
    values = {name: getattr(change, name) for name in keys_of(kind)}
    told = {n: plain(v) for n, v in values.items() if n not in defaults or v != defaults[n]}
    return {"change": change.kind, **told}


def _defaults(kind: type) -> dict[str, Any]:
    """Return the defaults of the keys of a kind of change."""
    given = dict.fromkeys(required(kind))
    blank = kind(**given)
    return {name: getattr(blank, name) for name in keys_of(kind) if name not in given}


def change_of(
    table: Any, kinds: Mapping[str, Any], file: str, where: str
) -> tuple[Change | None, list[Issue]]:
    """Return the change that a table of a file means, or what is wrong with it."""

    def issue(code: str, message: str, fix: str, key: str = "", value: str = "") -> Issue:
        column = f"{where}, {key}" if key else where
        return Issue(code, file, message, column=column, value=value or None, fix=fix)

    if not isinstance(table, Mapping):
        return None, [issue("E403", "is no table", "begin every change with [[changes]]")]
    word = table.get("change")
    if word is None:
        fix = f"write change = one of {', '.join(kinds)}"
        return None, [issue("E403", "does not say what changes", fix, "change")]
    kind = kinds.get(word) if isinstance(word, str) else None
    if kind is None:
        message = f'there is no change "{str(word)[:60]}"'
        return None, [issue("E402", message, suggestion(str(word), kinds), "change", str(word))]
    keys = keys_of(kind)
    found = []
    for key, value in table.items():
        if key == "change":
            continue
        if key not in keys:
            message = f"nobody knows this key of {word}"
            found.append(issue("E402", message, suggestion(key, keys), key, key))
        elif not keys[key].is_good(value):
            message = f"{str(value)[:60]!r} is not {keys[key].wanted}"
            found.append(issue("E403", message, f"give {keys[key].wanted}", key, str(value)))
    for key in required(kind):
        if key not in table:
            found.append(issue("E403", "the key is missing", f"give {keys[key].wanted}", key))
    if found:
        return None, found
    values = {key: frozen(value) for key, value in table.items() if key != "change"}
    return kind(**values), []
