"""Who may come in: this machine without a key; everybody else only where sign-in is set up."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from ipaddress import ip_address
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from optimizer.errors import OptimizerError
from optimizer.ui.words import WORDS

CALLBACK: Final = "/oauth2callback"
SHORTEST_SECRET: Final = 32
"""So many characters the cookie secret has at least: who guesses it signs in as anybody."""

_SHARED: Final = ("redirect_uri", "cookie_secret")
_OF_PROVIDER: Final = ("client_id", "client_secret", "server_metadata_url")
_PLACEHOLDERS: Final = ("xxx", "change", "replace", "secret-here", "your", "example", "<")
_FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_REFUSED: Final = "\n".join(WORDS["shell.door_closed"])


class OpenDoor(OptimizerError):
    """The desk would be open to other machines without sign-in (D190)."""

    exit_status: ClassVar[int] = 2
    code: ClassVar[str] = "D190"

    def __init__(self, address: str, missing: Iterable[str]) -> None:
        lacking = ", ".join(missing)
        self.values = {"address": address or "0.0.0.0", "missing": lacking}  # noqa: S104
        super().__init__(
            f"{self.code} {self.values['address']} can be reached from other machines, and "
            f"sign-in is not set up: secrets.toml lacks {lacking}; see docs/sign-in.md, or "
            "serve this machine only with --host 127.0.0.1"
        )


def refuse_open_door(address: str | None, secrets: Mapping[str, Any]) -> None:
    """
    Refuse to serve other machines as long as nobody is asked who they are.

    Parameters
    ----------
    address
        Where the server listens; None and the empty text mean everywhere.
    secrets
        What Streamlit's ``secrets.toml`` holds.

    Raises
    ------
    OpenDoor
        D190, with the names of the keys that are missing or unfit, never with their values.

    Examples
    --------
    >>> refuse_open_door("127.0.0.1", {})
    >>> refuse_open_door("0.0.0.0", {})
    Traceback (most recent call last):
    optimizer.ui.lock.OpenDoor: D190 0.0.0.0 can be reached from other machines, ...
    """
    missing = missing_keys(secrets)
    if missing and not is_loopback(address or ""):
        raise OpenDoor(address or "", missing)


def is_loopback(host: str) -> bool:
    """
    Tell whether a host name or address is this machine and nothing else.

    Examples
    --------
    >>> [is_loopback(host) for host in ("localhost", "127.0.0.1", "[::1]:8501", "127.9.9.9:80")]
    [True, True, True, True]
    >>> [is_loopback(host) for host in ("", "0.0.0.0", "::", "192.168.1.7", "localhost.evil.cn")]
    [False, False, False, False, False]
    """
    name = host.strip().lower()
    if name.startswith("["):
        name = name[1:].partition("]")[0]
    elif name.count(":") == 1:
        name = name.partition(":")[0]
    if name.rstrip(".") == "localhost" or name.endswith(".localhost"):
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)


def missing_keys(secrets: Mapping[str, Any]) -> list[str]:
    """
    Return the keys of ``[auth]`` that sign-in lacks, or that cannot be meant; none where it works.

    Examples
    --------
    >>> missing_keys({"auth": {"redirect_uri": "https://desk.example.cn/oauth2callback"}})
    ['auth.cookie_secret', 'auth.client_id', 'auth.client_secret', 'auth.server_metadata_url']
    """
    auth = secrets.get("auth")
    if not isinstance(auth, Mapping):
        return [f"auth.{key}" for key in (*_SHARED, *_OF_PROVIDER)]
    missing = [f"auth.{key}" for key in _SHARED if not _is_good(key, auth.get(key))]
    for name in providers(secrets) or [""]:
        section = auth.get(name) if name else auth
        path = f"auth.{name}" if name else "auth"
        for key in _OF_PROVIDER:
            value = section.get(key) if isinstance(section, Mapping) else None
            if not _is_good(key, value):
                missing.append(f"{path}.{key}")
    return missing


def providers(secrets: Mapping[str, Any]) -> list[str]:
    """
    Return the names of the sign-in providers; none where ``[auth]`` itself is the only one.

    Examples
    --------
    >>> providers({"auth": {"cookie_secret": "", "wecom": {"client_id": "1"}}})
    ['wecom']
    """
    auth = secrets.get("auth")
    if not isinstance(auth, Mapping):
        return []
    return [
        str(name)
        for name, section in auth.items()
        if isinstance(section, Mapping) and any(key in section for key in _OF_PROVIDER)
    ]


def public_name(secrets: Mapping[str, Any]) -> str:
    """
    Return the host under which people reach the desk; nothing where no sign-in says so.

    Examples
    --------
    >>> public_name({"auth": {"redirect_uri": "https://desk.county.cn:8443/oauth2callback"}})
    'desk.county.cn'
    """
    auth = secrets.get("auth")
    address = auth.get("redirect_uri") if isinstance(auth, Mapping) else None
    return urlsplit(address).hostname or "" if isinstance(address, str) else ""


def _is_good(key: str, value: Any) -> bool:
    """Tell whether a key of ``[auth]`` has a value that can be meant."""
    if not isinstance(value, str) or not value.strip():
        return False
    if key in ("cookie_secret", "client_id", "client_secret") and any(
        each in value.lower() for each in _PLACEHOLDERS[: None if key == "cookie_secret" else 1]
    ):
        return False
    if key == "cookie_secret":
        return len(value) >= SHORTEST_SECRET and len(set(value)) >= SHORTEST_SECRET // 4
    if key in ("redirect_uri", "server_metadata_url"):
        parts = urlsplit(value)
        is_address = parts.scheme in ("http", "https") and bool(parts.netloc)
        return is_address and (key != "redirect_uri" or parts.path.endswith(CALLBACK))
    return True


def known_secrets() -> Mapping[str, Any]:
    """Return what Streamlit's ``secrets.toml`` holds; nothing where there is none."""
    import streamlit as st  # noqa: PLC0415 - takes a second

    return st.secrets.to_dict() if st.secrets.load_if_toml_exists() else {}


def comes_from_elsewhere(client: str | None, headers: Mapping[str, str]) -> bool:
    """
    Tell whether a request may have been made by, or for, another machine.

    Besides the caller's address its headers count: a foreign ``Host`` is another site that
    was made to lead here (DNS rebinding), a foreign ``Origin`` a page of another site, and
    a forwarding header somebody behind a proxy on this machine.

    Examples
    --------
    >>> comes_from_elsewhere("127.0.0.1", {"host": "localhost:8501"})
    False
    >>> comes_from_elsewhere("127.0.0.1", {"host": "evil.example:8501"})
    True
    """
    if client is None or not is_loopback(client):
        return True
    if not is_loopback(headers.get("host") or ""):
        return True
    origin = headers.get("origin")
    if origin and not is_loopback(urlsplit(origin).netloc):
        return True
    return any(name in headers for name in _FORWARDED)


class Guard:
    """Turns away whoever is not on this machine, before anything is looked up for them."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] not in ("http", "websocket") or not missing_keys(known_secrets()):
            await self.app(scope, receive, send)
            return
        client = scope.get("client")
        if not comes_from_elsewhere(client[0] if client else None, Headers(scope=scope)):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            await PlainTextResponse(_REFUSED, status_code=403)(scope, receive, send)


GUARDS: Final = (Middleware(Guard),)


@asynccontextmanager
async def locked(_: object) -> AsyncIterator[None]:
    """Refuse to start where Streamlit was told to listen to others and no sign-in is set up."""
    from streamlit import config  # noqa: PLC0415 - takes a second

    # Another server, as uvicorn, listens where it was told itself: then the guard alone decides.
    if not str(getattr(config, "_server_mode", "")).startswith("asgi"):
        refuse_open_door(config.get_option("server.address"), known_secrets())
    yield
