"""The door of the desk: this machine without a key, everybody else only by sign-in."""

import asyncio
from types import MappingProxyType

import pytest
from starlette.responses import PlainTextResponse

from optimizer.ui import lock
from optimizer.ui.door import SETTINGS
from optimizer.ui.lock import Guard, OpenDoor, missing_keys, refuse_open_door
from optimizer.wording import error_text

SECRET = "uX3-9kQ_zR7.vT1mB5nC8wE2yL6pD4sF"
AUTH = MappingProxyType(
    {
        "redirect_uri": "https://desk.county.cn/oauth2callback",
        "cookie_secret": SECRET,
        "client_id": "route48",
        "client_secret": "s3cr3t",
        "server_metadata_url": "https://sso.county.cn/.well-known/openid-configuration",
    }
)
GOOD = {"auth": dict(AUTH)}
NAMED = {
    "auth": {
        "redirect_uri": AUTH["redirect_uri"],
        "cookie_secret": SECRET,
        "wecom": {key: AUTH[key] for key in ("client_id", "client_secret", "server_metadata_url")},
    }
}


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "127.0.0.53"])
def test_this_machine_needs_no_sign_in(address):
    """On loopback the desk opens without any secrets."""
    refuse_open_door(address, {})


@pytest.mark.parametrize(
    "address", [None, "", "0.0.0.0", "::", "192.168.1.7", "desk.county.cn", "localhost.evil.cn"]
)
@pytest.mark.parametrize("secrets", [{}, {"auth": {}}, {"auth": "yes"}, {"other": 1}])
def test_beyond_it_the_desk_refuses(address, secrets):
    """Everywhere else, and an address left out is everywhere, it refuses to start."""
    with pytest.raises(OpenDoor) as caught:
        refuse_open_door(address, secrets)
    assert caught.value.exit_status == 2
    assert "auth.cookie_secret" in caught.value.values["missing"]


@pytest.mark.parametrize("secrets", [GOOD, NAMED])
def test_a_complete_sign_in_opens_the_door(secrets):
    """With one provider or with named ones the desk may listen to everybody."""
    refuse_open_door("0.0.0.0", secrets)
    assert missing_keys(secrets) == []


@pytest.mark.parametrize("key", list(AUTH))
@pytest.mark.parametrize("value", [None, "", "  ", 7])
def test_every_key_counts(key, value):
    """One key that is missing, blank or no text keeps the door shut, and is named."""
    auth = {name: kept for name, kept in AUTH.items() if name != key}
    if value is not None:
        auth[key] = value
    assert missing_keys({"auth": auth}) == [f"auth.{key}"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("cookie_secret", "short"),
        ("cookie_secret", "a" * 64),
        ("cookie_secret", "change-me-to-a-long-random-text-please"),
        ("cookie_secret", "xxx" * 20),
        ("client_secret", "xxx"),
        ("redirect_uri", "https://desk.county.cn/"),
        ("redirect_uri", "/oauth2callback"),
        ("redirect_uri", "javascript:/oauth2callback"),
        ("server_metadata_url", "sso.county.cn"),
    ],
)
def test_placeholders_and_nonsense_do_not_count(key, value):
    """A secret that anybody can guess, or an address that is none, is as good as missing."""
    assert missing_keys({"auth": {**AUTH, key: value}}) == [f"auth.{key}"]


def test_a_second_provider_must_be_complete_too():
    """The name of the provider stands before its key."""
    secrets = {"auth": {**NAMED["auth"], "keycloak": {"client_id": "1"}}}
    assert missing_keys(secrets) == [
        "auth.keycloak.client_secret",
        "auth.keycloak.server_metadata_url",
    ]


def test_the_refusal_says_what_to_do_and_no_secret():
    """Keys are named in both languages, values never."""
    with pytest.raises(OpenDoor) as caught:
        refuse_open_door(None, {"auth": {**AUTH, "redirect_uri": "x"}})
    said = [str(caught.value), *(error_text(caught.value, lang) for lang in ("zh", "en"))]
    for text in said:
        assert "0.0.0.0" in text
        assert "auth.redirect_uri" in text
        assert "sign-in.md" in text
        assert "s3cr3t" not in text
        assert SECRET not in text


async def inside(scope, receive, send):
    """Answer whoever came in."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
    else:
        await PlainTextResponse("the desk")(scope, receive, send)


def knock(client="127.0.0.1", kind="http", **headers):
    """Return the first thing that the guarded desk sends to a caller."""
    sent = []
    scope = {
        "type": kind,
        "method": "GET",
        "path": "/",
        "client": (client, 5) if client else None,
        "headers": [
            (name.replace("_", "-").encode(), value.encode())
            for name, value in ({"host": "localhost:8501"} | headers).items()
        ],
    }

    async def receive():
        return {"type": f"{kind}.connect" if kind == "websocket" else "http.request"}

    async def send(message):
        sent.append(message)

    asyncio.run(Guard(inside)(scope, receive, send))
    return sent[0]


@pytest.fixture
def secrets(monkeypatch):
    """Return what the secrets hold; nothing at first."""
    held = {}
    monkeypatch.setattr(lock, "known_secrets", lambda: held)
    return held


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"host": "127.0.0.1:8501"},
        {"host": "[::1]:8501"},
        {"origin": "http://localhost:8501"},
    ],
)
def test_this_machine_comes_in(secrets, headers):
    """A browser on this machine gets its page and its socket."""
    assert knock(**headers)["status"] == 200
    assert knock(kind="websocket", **headers)["type"] == "websocket.accept"


@pytest.mark.parametrize(
    ("client", "headers"),
    [
        ("192.168.1.9", {}),
        ("::ffff:192.168.1.9", {}),
        (None, {}),
        ("127.0.0.1", {"host": "evil.example:8501"}),
        ("127.0.0.1", {"host": ""}),
        ("127.0.0.1", {"origin": "https://evil.example"}),
        ("127.0.0.1", {"origin": "null"}),
        ("127.0.0.1", {"x_forwarded_for": "203.0.113.9"}),
        ("127.0.0.1", {"forwarded": "for=203.0.113.9"}),
    ],
)
def test_others_stay_outside(secrets, client, headers):
    """Other machines, rebound names, foreign pages and proxies get neither page nor socket."""
    assert knock(client, **headers)["status"] == 403
    refused = knock(client, kind="websocket", **headers)
    assert refused == {"type": "websocket.close", "code": 1008}


def test_with_sign_in_everybody_may_knock(secrets):
    """Where people are asked who they are, the page is sent to all, to ask them."""
    secrets.update(GOOD)
    assert knock("203.0.113.9", host="desk.county.cn")["status"] == 200


def test_starting_streamlit_directly_is_refused_too(secrets, monkeypatch):
    """The app itself looks where the server was told to listen; no address is everywhere."""
    from streamlit import config

    async def start():
        async with lock.locked(None):
            return True

    for mode, address, refused in (
        ("starlette-app", "127.0.0.1", False),
        ("starlette-app", "0.0.0.0", True),
        ("starlette-app", None, True),
        ("asgi-server", None, False),
    ):
        monkeypatch.setattr(config, "_server_mode", mode)
        monkeypatch.setattr(config, "get_option", lambda _, address=address: address)
        if refused:
            with pytest.raises(OpenDoor):
                asyncio.run(start())
        else:
            assert asyncio.run(start())


def test_protection_against_other_sites_cannot_be_turned_off():
    """Whatever somebody's config.toml says, the desk keeps Streamlit's own guards up."""
    assert SETTINGS["server.enableCORS"]
    assert SETTINGS["server.enableXsrfProtection"]
