"""Who is here: everybody on this machine, and beyond it whoever signed in and has a role."""

from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from optimizer.ui import signing_in
from optimizer.ui.words import word
from tests.app.test_lock import GOOD, NAMED

ROLES = {"route48": {"roles": {"li@county.cn": "dispatcher"}}}


def page():
    """A page that only says who is here."""
    import streamlit as st

    from optimizer.ui.signing_in import current_user, show_signing_out

    who = current_user()
    st.text(f"{who.name} is {who.role.word}")
    show_signing_out()


@pytest.fixture
def opened(monkeypatch):
    """Return a function that opens the page with secrets, and with what the provider says."""

    def run(secrets, claims=None, *, lang="zh"):
        monkeypatch.setattr(signing_in, "known_secrets", lambda: secrets)
        monkeypatch.setattr(signing_in, "signed_in", lambda: claims)
        test = AppTest.from_function(page, default_timeout=60)
        test.query_params["lang"] = lang
        return test.run()

    return run


def buttons(test):
    """Return the labels of all buttons."""
    return [button.label for button in test.button]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_this_machine_is_not_asked(opened, monkeypatch, lang):
    """Without sign-in who is at this machine is a planner, by one name in both languages."""
    monkeypatch.setattr("getpass.getuser", lambda: "wang")
    test = opened({}, lang=lang)
    assert test.text[0].value == "wang is planner"
    assert buttons(test) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_who_did_not_sign_in_sees_the_way_in_and_nothing_else(opened, lang):
    """The page ends at the button; with several providers each has one."""
    test = opened(GOOD, lang=lang)
    assert not test.text
    assert buttons(test) == [word("shell.sign_in", lang)]
    two = {"auth": {**NAMED["auth"], "sso": NAMED["auth"]["wecom"]}}
    assert buttons(opened(two, lang=lang)) == [
        word("shell.sign_in_by", lang, provider=name) for name in ("wecom", "sso")
    ]


def test_who_signed_in_has_the_role_of_the_list(opened):
    """Their address is what the store will note beside what they do."""
    test = opened({**GOOD, **ROLES}, {"is_logged_in": True, "email": "Li@county.cn"})
    assert test.text[0].value == "li@county.cn is dispatcher"
    assert buttons(test) == [word("shell.sign_out", "zh")]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "claims",
    [
        {"is_logged_in": True, "email": "stranger@county.cn"},
        {"is_logged_in": True, "email": "li@county.cn", "email_verified": False},
        {"is_logged_in": True},
    ],
)
def test_who_has_no_role_sees_why_and_nothing_else(opened, lang, claims):
    """Signing in elsewhere is no key to this desk."""
    test = opened({**GOOD, **ROLES}, claims, lang=lang)
    assert not test.text
    assert test.info[0].value == word("shell.no_role", lang)
    assert word("shell.sign_out", lang) in buttons(test)


def test_a_role_that_is_none_lets_nobody_in(opened):
    """A slip in the list is said, with the word that is wrong, and opens nothing."""
    wrong = {"route48": {"roles": {"li@county.cn": "boss"}}}
    test = opened({**GOOD, **wrong}, {"is_logged_in": True, "email": "li@county.cn"})
    assert not test.text
    assert "boss" in test.error[0].value


def test_the_list_of_roles_may_be_a_file(opened, monkeypatch, tmp_path):
    """It is read again for every run of the page."""
    file = tmp_path / "roles.toml"
    monkeypatch.setenv("ROUTE48_ROLES_FILE", str(file))
    claims = {"is_logged_in": True, "email": "li@county.cn"}
    file.write_text('[roles]\n"li@county.cn" = "viewer"\n', "utf-8")
    assert opened(GOOD, claims).text[0].value.endswith("viewer")
    file.write_text('[roles]\n"li@county.cn" = "planner"\n', "utf-8")
    assert opened(GOOD, claims).text[0].value.endswith("planner")
    file.unlink()
    assert not opened(GOOD, claims).text


def test_a_foreign_request_that_got_past_the_server_is_refused_again(opened, monkeypatch):
    """In a server without the guard the page itself looks where it was called from."""
    context = SimpleNamespace(headers={"Host": "evil.example:8501"}, ip_address=None)
    monkeypatch.setattr(signing_in.st, "context", context)
    test = opened({})
    assert not test.text
    assert test.error[0].value == word("shell.door_closed", "zh")
