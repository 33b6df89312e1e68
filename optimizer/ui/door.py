"""The server of the desk: the script, the routes beside it, and how it is set up."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from optimizer.ui.lock import (
    GUARDS,
    is_loopback,
    known_secrets,
    locked,
    public_name,
    refuse_open_door,
)

SCRIPT: Final = Path(__file__).with_name("start") / "script.py"
_FONT: Final = Path(__file__).parents[1] / "reports" / "fonts" / "DroidSansFallbackFull.ttf"

SETTINGS: Final[dict[str, Any]] = {
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "server.enableCORS": True,  # foreign pages stay outside, whatever a config.toml says
    "server.enableXsrfProtection": True,
    "logger.hideWelcomeMessage": True,
    "server.fileWatcherType": "none",
    "server.maxUploadSize": 20,
    "theme.base": "light",
    "theme.primaryColor": "#00695c",
    # Latin from Streamlit's own font, Chinese from the machine's, or from ours as a last resort.
    "theme.font": "'Source Sans', 'Noto Sans SC', 'Microsoft YaHei', 'PingFang SC', "
    "'Noto Sans CJK SC', 'WenQuanYi Micro Hei', 'Route48 Han', sans-serif",
    "theme.fontFaces": [
        {
            "family": "Route48 Han",
            "url": "/fonts/han.ttf",
            "unicodeRange": "U+2E80-9FFF, U+F900-FAFF, U+FE30-FE4F, U+FF00-FFEF",
        }
    ],
}
"""What the desk needs of Streamlit, wherever it runs."""


async def _font(_: Request) -> FileResponse:
    """Send the Chinese font, for machines that have none."""
    return FileResponse(_FONT, media_type="font/ttf", headers={"Cache-Control": "max-age=604800"})


def _phone(request: Request) -> Response:
    """Show the phone page of a vehicle; what it needs is loaded with the first of them."""
    from optimizer.ui.phone import show_phone_page  # noqa: PLC0415 - takes a second

    return show_phone_page(request)


ROUTES: Final = [Route("/fonts/han.ttf", _font), Route("/r/{token}", _phone)]


def settle_options() -> None:
    """Set Streamlit up where others have started it: ``streamlit run app.py``."""
    from streamlit import config  # noqa: PLC0415 - takes a second

    for option, value in SETTINGS.items():
        config.set_option(option, value, "route48")


def refuse_to_open(host: str) -> None:
    """
    Refuse an address at which others than this machine could come in without sign-in.

    Raises
    ------
    OpenDoor
        D190, with what is missing.
    """
    if not is_loopback(host):  # reading secrets sets Streamlit up too early, and it says so
        refuse_open_door(host, known_secrets())


def open_desk(*, host: str, port: int, browser: bool) -> None:
    """
    Serve the desk until Ctrl-C.

    Raises
    ------
    OpenDoor
        When others than this machine could come in and no sign-in is set up.
    """
    import streamlit as st  # noqa: PLC0415 - takes a second that help can do without

    refuse_to_open(host)
    config = {
        **SETTINGS,
        "server.address": host,
        "server.port": port,
        "server.headless": not browser,
        "server.showEmailPrompt": False,
    }
    if not is_loopback(host):  # said by us, else Streamlit asks a public server where it is
        config["browser.serverAddress"] = public_name(known_secrets()) or host
    st.App(SCRIPT, routes=ROUTES, middleware=GUARDS, lifespan=locked).run(config=config)
