"""Who is at the desk, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar

from optimizer.errors import OptimizerError


class Role(IntEnum):
    """What a person may do; each role may do all that the ones before it may."""

    VIEWER = 0
    DISPATCHER = 1
    PLANNER = 2

    @property
    def word(self) -> str:
        """The role as files write it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class User:
    """A person at the desk; ``name`` is what the store notes beside what they did."""

    name: str
    role: Role


class NotAllowed(OptimizerError):
    """Somebody asked for what their role does not allow (D101)."""

    exit_status: ClassVar[int] = 2
    code: ClassVar[str] = "D101"

    def __init__(self, user: User, role: Role) -> None:
        self.values = {"name": user.name, "role": user.role.word, "needed": role.word}
        super().__init__(
            f"{self.code} {user.name} is {user.role.word}, this needs {role.word}; "
            "ask whoever keeps the roles"
        )


def require(user: User, role: Role) -> None:
    """
    Refuse whoever has less than this role.

    Raises
    ------
    NotAllowed
        D101, with both roles.

    Examples
    --------
    >>> require(User("li", Role.PLANNER), Role.DISPATCHER)
    """
    if user.role < role:
        raise NotAllowed(user, role)
