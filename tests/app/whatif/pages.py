"""The page 推演 as tests see it: the embedded county, the page, and what is pressed on it."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from optimizer.desk.scenarios import open_base, save_scenario
from optimizer.desk.users import Role, User
from optimizer.ui import session
from optimizer.ui.words import word

PLANNER, VIEWER = User("李", Role.PLANNER), User("看客", Role.VIEWER)
GUANDU = (113.88333, 24.28333)
NOWHERE = (112.0, 25.5)
ROAD = (113.9, 24.29)


def show():
    """Show the page; files that the test brings are uploaded first."""
    import streamlit as st

    from optimizer.ui import session
    from optimizer.ui.pages.whatif import page
    from optimizer.ui.parts.whatif_upload import bring

    files = st.session_state.pop("test.files", None)
    if files:
        bring(session.network(), files)
    page()


def opened(**state):
    """Return the page with some things known to the session."""
    app = AppTest.from_function(show, default_timeout=60)
    for name, value in state.items():
        app.session_state[name.replace("__", ".")] = value
    return checked(app.run())


def checked(app):
    """Return the page, on which nothing has gone wrong in the program."""
    assert not app.exception, app.exception
    bug = word("shell.bug", session.lang(), number="X").partition("X")[0]
    assert not any(bug in error.value for error in app.error)
    return app


def press(app, key):
    """Press a button and return the page that follows."""
    return checked(app.button(key=key).click().run())


def submit(app, label):
    """Press the button of a form, by its word."""
    found = [one for one in app.button if one.label == word(label, session.lang())]
    return checked(found[-1].click().run())


def building(tool="sites", **state):
    """Return the page with a new scenario begun and a tool chosen."""
    app = press(opened(), "whatif.new")
    for name, value in {"whatif__tool": tool, **state}.items():
        app.session_state[name.replace("__", ".")] = value
    return checked(app.run())


def changes(app):
    """Return the changes of what is being built."""
    (draft,) = app.session_state["whatif.drafts"].values()
    return draft.changes


def said(app):
    """Return everything that the page says."""
    kinds = (app.error, app.warning, app.success, app.info, app.caption, app.markdown)
    return "\n".join(element.value for kind in kinds for element in kind)


def errors(app):
    """Return what the page refuses."""
    return "\n".join(element.value for element in app.error)


def stored(desk, name="雨天", change=None):
    """Keep a scenario."""
    store, version = desk
    base = open_base(store, version.version_id)
    return save_scenario(
        store, PLANNER, base, version.network_id, name_zh=name,
        changes=[change or {"change": "rain"}],
    )  # fmt: skip
