"""The command line: takes the request, calls one function, shows the answer."""

from optimizer.cli import ahead  # noqa: F401 - its commands join those of the app
from optimizer.cli.commands import app, main

__all__ = ["app", "main"]
