"""What a browser session knows: language, user, store, network, and the chosen plan."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from typing import Any, cast

import streamlit as st

from optimizer.desk.networks import ensure_embedded
from optimizer.desk.plans import OpenPlan, open_plan
from optimizer.desk.users import NotAllowed, User
from optimizer.errors import InputError, OptimizerError
from optimizer.store import NetworkVersion, NotFound, PlanRow, Store
from optimizer.ui.signing_in import current_user

_LOG = logging.getLogger("route48.desk")


def lang() -> str:
    """Return the language of the session, ``zh`` or ``en``."""
    return "en" if recall("lang") == "en" else "zh"


def remember(name: str, value: str | None) -> None:
    """Keep a choice in the address too, so that it survives a refresh of the page."""
    st.session_state[f"kept.{name}"] = value
    if value is None:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != value:
        st.query_params[name] = value


def recall(name: str) -> str | None:
    """Return a choice of this session, or the one that stands in the address."""
    key = f"kept.{name}"
    if key not in st.session_state:
        st.session_state[key] = st.query_params.get(name)
    return cast(str | None, st.session_state[key])


def keep_choices() -> None:
    """Write the choices into the address again, which a change of page empties."""
    for key in [str(key) for key in st.session_state if str(key).startswith("kept.")]:
        remember(key.removeprefix("kept."), st.session_state[key])


def user() -> User:
    """Return who is here, with their role."""
    return current_user()


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """Return the store, one for all sessions; an empty one gets the embedded county."""
    found = Store.open()
    ensure_embedded(found)
    return found


def network() -> NetworkVersion | None:
    """Return the latest version of the chosen network, None where there is none."""
    known = store().networks.list()
    chosen = recall("network")
    return next(
        (one for one in known if str(one.network_id) == chosen), known[0] if known else None
    )


def chosen_plan() -> PlanRow | None:
    """Return the plan that the pages speak of: the chosen one, or the newest."""
    net = network()
    if net is None:
        return None
    recent = store().plans.recent(net.network_id)
    chosen = recall("plan")
    for row in recent:
        if str(row.plan_id) == chosen:
            return row
    return _older(chosen, net.network_id) or (recent[0] if recent else None)


def _older(chosen: str | None, network_id: int) -> PlanRow | None:
    """Return a plan that no list shows any more, as what is in force after many tries."""
    if chosen is None or not (chosen.isascii() and chosen.isdigit() and len(chosen) <= 15):
        return None
    try:
        row = store().plans.get(int(chosen))
    except NotFound:
        return None
    return row if row.network_id == network_id and row.is_baseline_of is None else None


def choose_plan(plan_id: int) -> None:
    """Make the pages speak of this plan."""
    remember("plan", str(plan_id))


@st.cache_resource(show_spinner=False, max_entries=8)
def opened(plan_id: int) -> OpenPlan:
    """Return a plan with its inputs; plans never change, so that sessions share them."""
    return open_plan(store(), plan_id)


def guarded(draw: Callable[[], object]) -> Callable[[], None]:
    """
    Return what draws a page or a part of it, and says what went wrong instead of breaking.

    A part that Streamlit runs again by itself, as a fragment or a form over the page, needs
    it of its own: nothing of the page stands round it then.
    """

    def run() -> None:
        try:
            draw()
        except Exception as error:
            show_error(error)

    return run


def show_error(error: Exception) -> None:
    """Say what went wrong in the language of the session; a bug is noted with a number."""
    from optimizer.ui.words import t  # noqa: PLC0415 - the words need the session

    if isinstance(error, NotAllowed):
        values: dict[str, Any] = dict(error.values)
        for name in ("role", "needed"):
            values[name] = t(f"shell.{values[name]}")
        st.error(t("shell.not_allowed", **values))
    elif isinstance(error, OptimizerError):
        st.error(_plain(error))
    else:
        number = secrets.token_hex(3)
        _LOG.error("bug %s", number, exc_info=error)
        st.error(t("shell.bug", number=number))


def _plain(error: OptimizerError) -> str:
    """Return what an error says, as text that is no markup."""
    from optimizer.wording import error_text, issue_text  # noqa: PLC0415

    if isinstance(error, InputError):
        said = "\n\n".join(issue_text(issue, lang()) for issue in error.issues[:20])
    else:
        said = error_text(error, lang())
    return as_plain(said)


def as_plain(text: str) -> str:
    r"""
    Return text so that Streamlit's markdown shows it as it is.

    Examples
    --------
    >>> as_plain("a*b [c](d) <b>")
    'a\\*b \\[c\\](d) &lt;b&gt;'
    """
    for sign in "\\`*_[]#$|~:":
        text = text.replace(sign, "\\" + sign)
    return text.replace("<", "&lt;").replace(">", "&gt;")
