"""
What can go wrong between Route48 and its store; every one carries a code and its facts.

::

    StoreError
    └── StoreFailure
        ├── Conflict         S101   somebody was quicker; has what they left
        ├── NotFound         S102   no such row
        ├── DuplicateOrders  S103   orders of these ids are there already
        ├── Refused          S104   what may not be done, as publishing a faulted plan
        │   └── BrokenRule          what the tables themselves do not allow
        ├── Unstorable       S105   a value that no database keeps
        ├── OldSchema        S111   an older schema that cannot be migrated
        ├── NewerSchema      S112   written by a newer Route48
        ├── ReadOnly         S113   file, folder or role may not write
        ├── DiskFull         S114   no space left
        ├── Locked           S115   somebody else holds it for too long
        ├── NoStore          S116   another program's data, or none at all
        ├── Unreachable      S117   no answer, or no entry, under that address
        ├── BadAddress       S118   an address that names no store
        ├── Damaged          S119   the file cannot be read any more
        └── NotEmpty         S120   restoring would write over what is there
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from optimizer.errors import StoreError


class StoreFailure(StoreError):
    """Something that the store cannot do; ``values`` are the facts of its sentence."""

    code: ClassVar[str]

    def __init__(self, said: str, **values: object) -> None:
        self.values: dict[str, object] = values
        super().__init__(f"{self.code} {said}")


class Conflict(StoreFailure):
    """Somebody was quicker; ``current`` is what they left."""

    code = "S101"

    def __init__(self, what: str, current: object, *, by: str = "") -> None:
        self.current = current
        who = f" by {by}" if by else ""
        super().__init__(
            f"{what} was changed{who} in the meantime; look at it and decide again",
            what=what,
            by=by,
        )


class NotFound(StoreFailure):
    """There is no such row."""

    code = "S102"

    def __init__(self, kind: str, key: object) -> None:
        super().__init__(f"there is no {kind} {key}; choose one from the list", kind=kind, key=key)


class DuplicateOrders(StoreFailure):
    """Orders of these ids are in the store already, or stand twice in what is added."""

    code = "S103"

    def __init__(self, order_ids: Sequence[str]) -> None:
        self.order_ids = tuple(order_ids)
        some = ", ".join(self.order_ids[:5]) + (" …" if len(self.order_ids) > 5 else "")
        super().__init__(
            f"{len(self.order_ids)} orders are there already: {some}; leave them out",
            count=len(self.order_ids),
            order_ids=some,
        )


class Refused(StoreFailure):
    """What may not be done; ``reason`` is one word of it."""

    code = "S104"

    def __init__(self, reason: str, said: str, **values: object) -> None:
        self.reason = reason
        super().__init__(said, reason=reason, **values)


class BrokenRule(Refused):
    """The database refuses a row: it exists already, or refers to one that is not there."""

    def __init__(self) -> None:
        super().__init__(
            "rule",
            "what is to be saved refers to something that is not there, or is there already; "
            "nothing was saved, reload and try again",
        )


class Unstorable(StoreFailure):
    """A character or a number that no database keeps."""

    code = "S105"

    def __init__(self) -> None:
        super().__init__(
            "a text holds a character, or a field a number, that no database keeps; "
            "nothing was saved, correct the values"
        )


class OldSchema(StoreFailure):
    """The store is of an older Route48 and cannot be brought up to date."""

    code = "S111"

    def __init__(self, place: str, revision: str) -> None:
        super().__init__(
            f"{place} has the older schema {revision} and may not be written to; "
            "make it writable, so that it can be brought up to date",
            place=place,
            revision=revision,
        )


class NewerSchema(StoreFailure):
    """The store is of a newer Route48."""

    code = "S112"

    def __init__(self, place: str, revision: str) -> None:
        super().__init__(
            f"{place} was written by a newer Route48 (schema {revision}); update Route48",
            place=place,
            revision=revision,
        )


class ReadOnly(StoreFailure):
    """Database, folder or role may not write."""

    code = "S113"

    def __init__(self, place: str) -> None:
        super().__init__(
            f"{place} may not be written to; nothing was saved, give write access to it",
            place=place,
        )


class DiskFull(StoreFailure):
    """No space is left for what was to be saved."""

    code = "S114"

    def __init__(self, place: str) -> None:
        super().__init__(
            f"no space is left for {place}; nothing was saved, free some and try again",
            place=place,
        )


class Locked(StoreFailure):
    """Somebody else holds the database for longer than was waited."""

    code = "S115"

    def __init__(self, place: str) -> None:
        super().__init__(
            f"{place} is held by another program; nothing was saved, try again in a moment",
            place=place,
        )


class NoStore(StoreFailure):
    """What is there is no store of Route48."""

    code = "S116"

    def __init__(self, place: str) -> None:
        super().__init__(
            f"{place} is no store of Route48; nothing was changed, name another", place=place
        )


class Unreachable(StoreFailure):
    """Nobody answers under that address, or lets Route48 in."""

    code = "S117"

    def __init__(self, place: str, why: str = "") -> None:
        detail = f" ({why})" if why else ""
        super().__init__(
            f"{place} cannot be reached{detail}; look whether the server runs, "
            "and whether name and password are right",
            place=place,
            why=why,
        )


class BadAddress(StoreFailure):
    """The address names no store; it is not repeated, since it may hold a password."""

    code = "S118"

    def __init__(self, why: str) -> None:
        super().__init__(
            f"the address of the database cannot be used: {why}; write "
            "sqlite:///route48.db or postgresql://user:password@host/name",
            why=why,
        )


class Damaged(StoreFailure):
    """The data cannot be read any more."""

    code = "S119"

    def __init__(self, place: str, why: str = "") -> None:
        detail = f" ({why})" if why else ""
        super().__init__(
            f"{place} is damaged{detail}; restore a backup: route48 store restore FILE",
            place=place,
            why=why,
        )


class NotEmpty(StoreFailure):
    """Restoring would write over what is there."""

    code = "S120"

    def __init__(self, place: str) -> None:
        super().__init__(
            f"{place} is not empty; back it up, then restore with --replace", place=place
        )
