"""What a run is asked to do, as the store keeps it; older forms stay readable."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Final, TypeVar

from optimizer.errors import OptimizerError

FORM: Final = 1
"""The form in which requests are written now; it counts up when their meaning changes."""
LONGEST_SEARCH: Final = 3600.0
"""Seconds that a run may be asked to search."""
MOST_EFFORT: Final = 100_000_000
"""Iterations that a run may be asked for."""

Value = TypeVar("Value")


class UnreadableRequest(OptimizerError):
    """A run asks for what this version does not understand (D211)."""

    exit_status: ClassVar[int] = 2
    code: ClassVar[str] = "D211"

    def __init__(self, key: str, value: object) -> None:
        self.values = {"key": key, "value": str(value)[:80]}
        super().__init__(
            f"{self.code} the request of this run cannot be used: {key} is {value!r:.80}; "
            "ask for it again"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """
    What one run is to do.

    ``effort`` (iterations) comes before ``search_seconds``; ``inherited`` is what
    `optimizer.opening.open_inputs` takes. ``with_baseline`` asks for the comparison with
    daily visits afterwards; a baseline names its plan in ``baseline_of`` and what it hangs
    on in ``key``. A revision changes ``base_plan`` by the first ``position`` of ``edits``.
    """

    planned_at: str
    search_seconds: float | None = 10.0
    effort: int | None = None
    seed: int = 0
    label: str = ""
    num_orders: int = 0
    batches: tuple[int, ...] = ()
    inherited: Mapping[str, Any] = field(default_factory=dict)
    with_baseline: bool = False
    baseline_of: int | None = None
    key: str = ""
    base_plan: int | None = None
    edits: tuple[Mapping[str, Any], ...] = ()
    position: int = 0

    def document(self) -> dict[str, Any]:
        """Return the request as the store keeps it."""
        return {"form": FORM} | asdict(self)


def read_request(document: Mapping[str, Any]) -> Request:
    """
    Return the request of a run, checked; keys that nobody knows are left alone.

    Raises
    ------
    UnreadableRequest
        D211, with key and value.

    Examples
    --------
    >>> read_request({"planned_at": "2026-11-23T05:00+08:00", "effort": 7}).effort
    7
    """
    form = document.get("form", 1)
    if not isinstance(form, int) or not 1 <= form <= FORM:
        raise UnreadableRequest("form", form)
    effort = number_of(document, "effort", None, least=1, most=MOST_EFFORT)
    return Request(
        planned_at=_moment(document),
        search_seconds=number_of(document, "search_seconds", 10.0, least=0, most=LONGEST_SEARCH),
        effort=None if effort is None else int(effort),
        seed=int(number_of(document, "seed", 0, least=0, most=2**31) or 0),
        label=value_of(document, "label", str, ""),
        num_orders=value_of(document, "num_orders", int, 0),
        batches=tuple(value_of(document, "batches", (list, tuple), ())),
        inherited=value_of(document, "inherited", Mapping, {}),
        with_baseline=value_of(document, "with_baseline", bool, False),
        baseline_of=value_of(document, "baseline_of", (int, type(None)), None),
        key=value_of(document, "key", str, ""),
        base_plan=value_of(document, "base_plan", (int, type(None)), None),
        edits=tuple(value_of(document, "edits", (list, tuple), ())),
        position=value_of(document, "position", int, 0),
    )


def value_of(document: Mapping[str, Any], key: str, kinds: Any, default: Value) -> Value:
    """Return a value of a kind; `UnreadableRequest` where it is another."""
    value: Value = document.get(key, default)
    if not isinstance(value, kinds):
        raise UnreadableRequest(key, value)
    return value


def number_of(
    document: Mapping[str, Any], key: str, default: float | None, *, least: float, most: float
) -> float | None:
    """Return a number between two others, or None; `UnreadableRequest` where it is another."""
    value: float | None = value_of(document, key, (int, float, type(None)), default)
    if value is not None and not (math.isfinite(value) and least <= value <= most):
        raise UnreadableRequest(key, value)
    return value


def _moment(document: Mapping[str, Any]) -> str:
    """Return when is planned, a moment with its offset."""
    text = document.get("planned_at")
    try:
        aware = datetime.fromisoformat(str(text)).tzinfo is not None
    except ValueError:
        aware = False
    if not aware:
        raise UnreadableRequest("planned_at", text)
    return str(text)
