"""The command line: takes the request, calls one function, shows the answer."""

from optimizer.cli.commands import app, main

__all__ = ["app", "main"]
