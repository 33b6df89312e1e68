"""Addresses: what they may be, and what is never shown of them."""

import logging
from pathlib import Path

import pytest

from optimizer.store import BadAddress, Store, Unreachable
from optimizer.store.address import read_address, shown_address

SECRET = "geheim-48"


@pytest.fixture
def nowhere(monkeypatch, tmp_path):
    """An environment that says nothing, and a home of its own."""
    monkeypatch.delenv("ROUTE48_DATABASE_URL", raising=False)
    monkeypatch.delenv("ROUTE48_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_without_a_word_the_store_is_in_the_home(nowhere):
    """A file in ~/.route48, which only its owner can enter."""
    with Store.open() as store:
        assert store.home == nowhere / ".route48"
        assert (store.home / "route48.db").is_file()
        assert store.home.stat().st_mode & 0o077 == 0


def test_the_environment_names_home_and_database(nowhere, monkeypatch):
    """ROUTE48_HOME moves the folder, ROUTE48_DATABASE_URL the database."""
    monkeypatch.setenv("ROUTE48_HOME", str(nowhere / "desk"))
    assert read_address(None).database == str(nowhere / "desk" / "route48.db")
    monkeypatch.setenv("ROUTE48_DATABASE_URL", "postgresql://db.example/county")
    assert shown_address(read_address(None)) == "db.example/county"
    assert shown_address(read_address("sqlite:///a.db")) == str(Path.cwd() / "a.db")


@pytest.mark.parametrize(
    "url",
    [
        f"mysql://root:{SECRET}@host/name",
        f"postgresql+asyncpg://root:{SECRET}@host/name",
        f"root:{SECRET}@host",
        f"postgresql://root:{SECRET}@host:port/name",
        f"postgresql://root:{SECRET}@host",
        "sqlite://",
        "sqlite:///:memory:",
        f"sqlite:///file.db?key={SECRET}",
    ],
)
def test_an_address_that_names_no_store_is_refused(url):
    """The sentence says how to write one, and repeats nothing that may be secret."""
    with pytest.raises(BadAddress) as refused:
        Store.open(url)
    assert "postgresql://user:password@host/name" in str(refused.value)
    assert SECRET not in everything_of(refused.value)


def test_a_server_that_does_not_answer_is_named_without_its_password(caplog):
    """Nobody listens at port 1; neither message, cause nor log shows the secret."""
    url = f"postgresql://root:{SECRET}@127.0.0.1:1/county?password={SECRET}"
    with caplog.at_level(logging.DEBUG), pytest.raises(Unreachable) as refused:
        Store.open(url)
    assert "127.0.0.1:1/county" in str(refused.value)
    assert "nobody listens" in str(refused.value)
    assert SECRET not in everything_of(refused.value) + caplog.text


def test_a_server_that_lacks_the_database_says_so(postgres):
    """The address is right, the name is not."""
    from sqlalchemy import make_url

    url = make_url(postgres).set(database="nobody").render_as_string(hide_password=False)
    with pytest.raises(Unreachable, match="no such database"):
        Store.open(url)
    wrong = make_url(postgres).set(username="nobody").render_as_string(hide_password=False)
    with pytest.raises(Unreachable, match="does not let this user in"):
        Store.open(wrong)


def everything_of(error):
    """Return all that a traceback without its source lines would show of an error."""
    texts = []
    while error is not None:
        texts += [str(error), repr(error), str(getattr(error, "values", ""))]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n".join(texts)
