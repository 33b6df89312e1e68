"""From what went wrong to the exit status and the last words on stderr."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:  # it pulls numpy in, which --help can do without
    from optimizer.errors import OptimizerError

BUG = 1
INTERRUPTED = 130


@contextmanager
def exit_status(lang: str = "zh") -> Iterator[None]:
    """
    Turn every exception inside into an exit status, and say it in the language of the user.

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
        _end_children()
        typer.echo("已中止。Interrupted.", err=True)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(INTERRUPTED)  # a solver's thread may still run: nothing waits for it
    except Exception as error:
        raise typer.Exit(_report(error, lang)) from None


def _end_children() -> None:
    """End the processes that work for this one, also those that only begin to."""
    processes = sys.modules.get("multiprocessing")
    for child in processes.active_children() if processes is not None else ():
        child.terminate()


def _report(error: Exception, lang: str) -> int:
    """Say what went wrong and return the exit status of it."""
    from optimizer.errors import OptimizerError  # pulls numpy in, which --help can do without

    if os.environ.get("ROUTE48_DEBUG"):
        typer.echo("".join(traceback.format_exception(error)), err=True)
    if isinstance(error, OptimizerError) and error.exit_status != BUG:
        typer.echo(_said(error, lang), err=True)
        return error.exit_status
    kind = type(error).__name__
    typer.echo(
        f"程序缺陷 This is a bug in Route48: {kind}: {error} (ROUTE48_DEBUG=1 shows where)",
        err=True,
    )
    return BUG


def _said(error: OptimizerError, lang: str) -> str:
    """
    Return what went wrong; what is wrong with inputs line by line, each with its code.

    Elsewhere the English words follow: they name addresses and files that a terminal may show.
    """
    from optimizer.errors import InputError
    from optimizer.wording import error_text, issue_text

    if lang == "en":
        return str(error)
    if isinstance(error, InputError):
        return "\n".join(f"{issue.code} {issue_text(issue, lang)}" for issue in error.issues)
    chinese, english = error_text(error, lang), str(error)
    return chinese if english in chinese else f"{chinese}\n{english}"
