"""
Compiles the functions of the hot paths, and keeps what was compiled.

Numba keeps compiled code by the file of a function, but that code contains the functions of
other files that it calls: after an update it could run old code. So it is kept in a folder
that is named by all compiled sources together.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

from numba import njit
from numba.core import config

Function = TypeVar("Function", bound=Callable[..., Any])

MARKS = (b"@compiled", b"@lean", b"@inlined")
"""What a file with compiled functions contains."""

_PACKAGE = Path(__file__).resolve().parent.parent


def cache_folder() -> Path:
    """Return where compiled code is kept: ``NUMBA_CACHE_DIR``, or the user's cache folder."""
    if chosen := os.environ.get("NUMBA_CACHE_DIR"):
        return Path(chosen)
    sources = hashlib.sha256()
    for folder in ("problems", "engines"):
        for file in sorted((_PACKAGE / folder).rglob("*.py")):
            content = file.read_bytes()
            if any(mark in content for mark in MARKS):
                sources.update(content)
    home = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    return Path(home) / "route48" / f"compiled-{sources.hexdigest()[:16]}"


setattr(config, "CACHE_DIR", str(cache_folder()))  # noqa: B010 - numba makes it at run time


def compiled(function: Function) -> Function:
    """Return the function compiled by numba, kept for the next process."""
    return cast(Function, njit(cache=True)(function))


def lean(function: Function) -> Function:
    """
    Return the function compiled without numba's counting of references; it makes no arrays.

    A call that takes the arrays of a whole problem along counts each of them up and down,
    which costs more than most calls do: without it a call is some 200 times cheaper.
    """
    # The option is numba's own; the types that it publishes do not know it.
    return cast(Function, cast(Any, njit)(cache=True, _nrt=False)(function))


def inlined(function: Function) -> Function:
    """
    Return a lean function that is written out where it is called.

    To hand over the arrays of a whole problem takes a tenth of a microsecond: that is much for
    what is called for every route.
    """
    return cast(Function, cast(Any, njit)(cache=True, _nrt=False, forceinline=True)(function))
