"""Where mutations are written down, and what each of them expects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.checker.world import World

Breaks = Callable[[World], Any]


@dataclass(frozen=True)
class Mutation:
    """One way to break the plan, and what the referee has to say about it."""

    name: str
    code: str
    amounts: tuple[float, ...]
    unit: str
    breaks: Breaks

    @property
    def expected(self) -> list[tuple[float, str]]:
        """Excess and unit of every violation with the code."""
        return [(amount, self.unit) for amount in self.amounts]


MUTATIONS: list[Mutation] = []


def breaking(code: str, *amounts: float, unit: str = "count") -> Callable[[Breaks], Breaks]:
    """Register a function that breaks the plan; its docstring's first words are its name."""

    def register(breaks: Breaks) -> Breaks:
        assert breaks.__doc__
        name = breaks.__doc__.strip().rstrip(".")
        MUTATIONS.append(Mutation(name, code, amounts, unit, breaks))
        return breaks

    return register
