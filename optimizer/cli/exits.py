"""From what went wrong to the exit status and the last words on stderr."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import typer

BUG = 1
INTERRUPTED = 130


@contextmanager
def exit_status() -> Iterator[None]:
    """
    Turn every exception inside into an exit status.

    What Route48 raises on purpose carries its status; everything else is a bug and says so
    in one line, or with its traceback where ``ROUTE48_DEBUG`` is set.
    """
    try:
        yield
    except (typer.Exit, typer.BadParameter):
        raise
    except BrokenPipeError:
        # Nobody reads on, as after `| head`; what Python still holds must not be flushed there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        typer.echo("已中止。Interrupted.", err=True)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(INTERRUPTED)  # a solver's thread may still run: nothing waits for it
    except Exception as error:
        raise typer.Exit(_report(error)) from None


def _report(error: Exception) -> int:
    """Say what went wrong and return the exit status of it."""
    from optimizer.errors import OptimizerError  # pulls numpy in, which --help can do without

    if os.environ.get("ROUTE48_DEBUG"):
        typer.echo("".join(traceback.format_exception(error)), err=True)
    if isinstance(error, OptimizerError) and error.exit_status != BUG:
        typer.echo(str(error), err=True)
        return error.exit_status
    kind = type(error).__name__
    typer.echo(
        f"程序缺陷 This is a bug in Route48: {kind}: {error} (ROUTE48_DEBUG=1 shows where)",
        err=True,
    )
    return BUG
