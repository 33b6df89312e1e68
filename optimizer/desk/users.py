"""Who is at the desk, and what they may do."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Any, ClassVar, Final

from optimizer.errors import OptimizerError

ROLES_FILE: Final = "ROUTE48_ROLES_FILE"
"""The environment variable that names a file of roles, read again for every session."""


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


class WrongRoles(OptimizerError):
    """The list of roles cannot be used (D191); nobody enters by it."""

    exit_status: ClassVar[int] = 2
    code: ClassVar[str] = "D191"

    def __init__(self, problem: str) -> None:
        self.values = {"problem": problem}
        super().__init__(
            f"{self.code} the roles cannot be used: {problem}; write one of "
            f"{', '.join(role.word for role in Role)} beside each person"
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


@dataclass(frozen=True, slots=True)
class Roles:
    """
    Who may do what, by what the sign-in says of them.

    ``claim`` is the part of the sign-in that names a person; ``otherwise`` is the role of
    people who are not listed, None where they do not enter.
    """

    listed: Mapping[str, Role] = field(default_factory=dict)
    otherwise: Role | None = None
    claim: str = "email"

    def user(self, claims: Mapping[str, Any]) -> User | None:
        """
        Return who signed in, None where they have no role here.

        An address that the provider says it has not verified names nobody: anyone could
        have typed it.

        Examples
        --------
        >>> roles = Roles({"li@example.cn": Role.PLANNER})
        >>> roles.user({"email": "Li@Example.cn", "name": "李"})
        User(name='li@example.cn', role=<Role.PLANNER: 2>)
        >>> roles.user({"email": "li@example.cn", "email_verified": False}) is None
        True
        """
        name = str(claims.get(self.claim) or "").strip().casefold()
        if not name:
            return None
        if self.claim == "email" and str(claims.get("email_verified", True)).lower() == "false":
            return None
        role = self.listed.get(name, self.otherwise)
        return None if role is None else User(name, role)


def read_roles(secrets: Mapping[str, Any], file: str | None = None) -> Roles:
    """
    Return the roles that ``[route48]`` of the secrets gives, and a file of its own.

    Both hold ``roles`` (``"li@example.cn" = "planner"``), and may hold ``default_role`` and
    ``claim``; the file wins.

    Raises
    ------
    WrongRoles
        D191, when the file cannot be read or a role is none of the three.

    Examples
    --------
    >>> read_roles({"route48": {"roles": {"li@example.cn": "planner"}}}).listed
    {'li@example.cn': <Role.PLANNER: 2>}
    """
    section = secrets.get("route48", {})
    tables = [section if isinstance(section, Mapping) else {}]
    if file:
        tables.append(_table(Path(file)))
    listed: dict[str, Role] = {}
    otherwise, claim = None, "email"
    for table in tables:
        roles = table.get("roles", {})
        if not isinstance(roles, Mapping):
            raise WrongRoles("roles is no table of names")
        listed |= {str(name).strip().casefold(): _role(word, name) for name, word in roles.items()}
        if "default_role" in table:
            otherwise = _role(table["default_role"], "default_role")
        claim = str(table.get("claim") or claim)
    return Roles(listed, otherwise, claim)


def _table(file: Path) -> Mapping[str, Any]:
    """Return what a file of roles holds."""
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise WrongRoles(f"{file.name} cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise WrongRoles(f"{file.name} is not TOML ({error})") from error


def _role(word: object, name: object) -> Role:
    """Return the role that a word means."""
    for role in Role:
        if isinstance(word, str) and word.strip().lower() == role.word:
            return role
    raise WrongRoles(f'"{name}" is given the role "{word}"')
