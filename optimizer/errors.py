"""
Every exception that Route48 raises on purpose.

::

    OptimizerError          1   a bug, unless a subclass says otherwise
    ├── InputError          2   the user can fix it: files, options
    ├── NetworkError        3   roads and travel times
    ├── EngineError         4   a solver failed
    └── StoreError          5   saving and loading

The number is the exit status of the command line. An answer is not an exception: orders
that cannot be served are part of a plan, and "out of time" is a state of a result.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from optimizer.domain import Issue


class OptimizerError(Exception):
    """Something went wrong inside Route48."""

    exit_status: ClassVar[int] = 1


class InputError(OptimizerError):
    """
    The inputs have issues that their owner can fix; all of them are listed.

    Parameters
    ----------
    issues
        What is wrong, in the order in which it was found; at least one.
    """

    exit_status: ClassVar[int] = 2

    def __init__(self, issues: Sequence[Issue]) -> None:
        self.issues = tuple(issues)
        super().__init__(_report(self.issues))


class NetworkError(OptimizerError):
    """The roads or the travel tables cannot be used."""

    exit_status: ClassVar[int] = 3


class EngineError(OptimizerError):
    """A solver failed where it should have answered."""

    exit_status: ClassVar[int] = 4


class StoreError(OptimizerError):
    """Something could not be saved or loaded."""

    exit_status: ClassVar[int] = 5


def _report(issues: Sequence[Issue]) -> str:
    """Return the issues grouped by file, one line each."""
    files: dict[str, list[Issue]] = {}
    for issue in issues:
        files.setdefault(issue.file, []).append(issue)
    blocks = []
    for file, found in files.items():
        count = f"{len(found)} issue{'s' if len(found) > 1 else ''}"
        blocks.append("\n".join([f"{file} has {count}:", *(f"  {issue.line}" for issue in found)]))
    return "\n".join(blocks)
