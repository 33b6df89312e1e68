"""Who is here: this machine's user on loopback, whoever signed in beyond it."""

from __future__ import annotations

from optimizer.desk.users import Role, User


def current_user() -> User:
    """Return who is here, with their role."""
    from optimizer.ui.words import t  # noqa: PLC0415 - the words need the session

    return User(t("shell.this_machine"), Role.PLANNER)
