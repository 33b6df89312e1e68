"""Who is here: this machine's user where nobody else can come, else whoever signed in."""

from __future__ import annotations

import getpass
import os
import socket
from collections.abc import Callable, Mapping
from typing import Any, NoReturn, cast

import streamlit as st

from optimizer.desk.users import ROLES_FILE, Role, User, WrongRoles, read_roles
from optimizer.ui.lock import comes_from_elsewhere, known_secrets, missing_keys, providers
from optimizer.ui.words import t
from optimizer.wording import error_text


def current_user() -> User:
    """
    Return who is here, with their role; nothing after it is run for anybody else.

    Without sign-in only requests of this machine get past the `Guard` of the server. It is
    asked again here, for a script that runs in a server without it.
    """
    if not is_asked():
        if _is_foreign():
            _end_with(lambda: st.error(t("shell.door_closed")))
        return User(_account(), Role.PLANNER)
    claims = signed_in()
    if claims is None:
        _ask(t("shell.sign_in_first"))
    try:
        user = read_roles(known_secrets(), os.environ.get(ROLES_FILE)).user(claims)
    except WrongRoles as error:
        from optimizer.ui.session import as_plain, lang  # noqa: PLC0415 - it needs this module

        said = as_plain(error_text(error, lang()))
        _end_with(lambda: st.error(said))
    if user is None:
        _ask(t("shell.no_role"))
    return user


def _account() -> str:
    """
    Return the account that the desk runs under: one name in every language.

    Drafts belong to a name, and what is done is noted beside it.
    """
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account that the system has no name for
        return socket.gethostname()


def is_asked() -> bool:
    """Tell whether people are asked who they are."""
    return not missing_keys(known_secrets())


def signed_in() -> Mapping[str, Any] | None:
    """Return what the provider says of whoever signed in, None where nobody did."""
    claims = cast(Mapping[str, Any], st.user.to_dict())
    return claims if claims.get("is_logged_in") else None


def show_signing_out() -> None:
    """Show the button that signs out, to whoever signed in."""
    if is_asked() and signed_in() is not None and st.button(t("shell.sign_out")):
        st.logout()


def _ask(sentence: str) -> NoReturn:
    """Show nothing but what is missing and the buttons to sign in."""

    def ways_in() -> None:
        st.header(t("shell.name"))
        st.info(sentence)
        names = providers(known_secrets())
        for name in names or [""]:
            by = t("shell.sign_in_by", provider=name) if len(names) > 1 else t("shell.sign_in")
            if st.button(by, type="primary", key=f"sign_in.{name}"):
                st.login(name or None)
        if signed_in() is not None and st.button(t("shell.sign_out")):
            st.logout()

    _end_with(ways_in)


def _end_with(show: Callable[[], object]) -> NoReturn:
    """Show one thing and nothing round it, and end the run."""

    def nothing_else() -> None:
        show()

    # Without a navigation of its own Streamlit would offer the folder of the pages.
    st.navigation([st.Page(nothing_else, title="Route48")], position="hidden").run()
    st.stop()


def _is_foreign() -> bool:
    """Tell whether the request came from elsewhere, as far as a script can know."""
    headers = {name.lower(): value for name, value in st.context.headers.items()}
    if not headers:  # no browser: a test of the page
        return False
    client = st.context.ip_address or "127.0.0.1"  # Streamlit calls this machine None
    return comes_from_elsewhere(client, headers)
