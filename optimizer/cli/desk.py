"""What ``route48 app`` does: serve the dispatch desk in the browser."""

from __future__ import annotations

import socket

import typer

from optimizer.cli.words import word
from optimizer.errors import StoreError
from optimizer.ui.door import open_desk, refuse_to_open

TRIES = 20


def run_app(*, host: str, port: int | None, browser: bool, lang: str) -> None:
    """Find a free port, say where the desk is, and serve it until Ctrl-C."""
    refuse_to_open(host)
    chosen = _free_port(host, port)
    address = f"http://{'localhost' if host in ('127.0.0.1', '::1') else host}:{chosen}"
    typer.echo(word("desk", lang, address=address))
    open_desk(host=host, port=chosen, browser=browser)


def _free_port(host: str, port: int | None) -> int:
    """Return the port that was asked for, or the first free one from 8501 on."""
    wanted = [port] if port is not None else list(range(8501, 8501 + TRIES))
    for one in wanted:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, one))
            except OSError:
                continue
            return one
    raise StoreError(
        f"no free port at {host}: {wanted[0]} to {wanted[-1]} are taken; name another by --port"
    )
