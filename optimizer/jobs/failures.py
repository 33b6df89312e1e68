"""Why a run failed, as the store keeps it, and back as the error that it was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, Final

from optimizer.domain import Issue
from optimizer.errors import EngineError, InputError, NetworkError, OptimizerError, StoreError

MOST_ISSUES: Final = 500
_KINDS: Final = {"network": NetworkError, "engine": EngineError, "store": StoreError}
_FIELDS: Final = {one.name for one in fields(Issue)}


class Failure(OptimizerError):
    """
    Why a run failed, where no class of its own says it.

    ``number`` finds a bug's traceback in the worker's log; it is empty where it was none.
    """

    def __init__(self, text: str, code: str, values: Mapping[str, Any], number: str = "") -> None:
        self.code, self.values, self.number = code, dict(values), number
        super().__init__(text)


def described(error: BaseException, number: str) -> dict[str, Any]:
    """
    Return an error for the store: kind, code, text, values, issues; never a traceback.

    Examples
    --------
    >>> described(InputError([Issue("E101", "orders.csv", "it is empty")]), "a1")["kind"]
    'input'
    >>> described(KeyError("/srv/secret"), "a1")
    {'kind': 'bug', 'number': 'a1'}
    """
    if not isinstance(error, OptimizerError):
        return {"kind": "bug", "number": number}
    told: dict[str, Any] = {"kind": "other", "text": str(error)[:4000]}
    told |= {"code": str(getattr(error, "code", "")), "values": getattr(error, "values", {})}
    if isinstance(error, InputError):
        told["kind"] = "input"
        told["issues"] = [asdict(issue) for issue in error.issues[:MOST_ISSUES]]
    for name, kind in _KINDS.items():
        if isinstance(error, kind):
            told["kind"] = name
    plain: dict[str, Any] = json.loads(json.dumps(told, default=str))
    return plain


def revived(told: Mapping[str, Any] | None) -> OptimizerError:
    """
    Return the error that a run failed with, so that it is worded like any other.

    Examples
    --------
    >>> issue = Issue("E101", "orders.csv", "it is empty")
    >>> revived(described(InputError([issue]), "a1")).issues == (issue,)
    True
    """
    told = told or {"kind": "bug"}
    if told.get("kind") == "input" and told.get("issues"):
        return InputError([_issue(one) for one in told["issues"]])
    text, code = str(told.get("text", "")), str(told.get("code", ""))
    values = told.get("values") or {}
    kind = _KINDS.get(str(told.get("kind")))
    if kind is None:
        return Failure(text, code, values, str(told.get("number", "")))
    error = kind(text)
    if code:
        # Errors of the store carry both as the class has them; wording reads them only.
        error.__dict__.update(code=code, values=values)
    return error


def _issue(one: Mapping[str, Any]) -> Issue:
    """Return an issue from what was kept of it."""
    return Issue(**{key: value for key, value in one.items() if key in _FIELDS})
