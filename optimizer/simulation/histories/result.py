"""What a played day came to, small enough to keep by the thousand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass
from datetime import date
from typing import Any, Final

from optimizer.days.keeping import result_of
from optimizer.simulation.rolling import DayRecord, Policy, Promise

SCHEMA: Final = "route48/played-day/1"


@dataclass(frozen=True, slots=True)
class PlayedDay:
    """
    What one `PlayRun` came to.

    Parameters
    ----------
    policy, seed, search, number
        As in the recipe.
    key, history
        Those of the recipe.
    record
        The day in sums.
    promises
        What the promise was worth on it, by village and class.
    seconds
        How long it took.
    is_over
        Whether the last day is over and nothing is open, so that no day follows.
    memory
        What the next day needs, as plain values; no part of the document, and None where the
        day was read from a folder.
    """

    policy: Policy
    seed: int
    search: int
    number: int
    day: date
    key: str
    history: str
    record: DayRecord
    promises: tuple[Promise, ...]
    seconds: float
    is_over: bool = False
    memory: Mapping[str, Any] | None = None

    def document(self) -> dict[str, Any]:
        """Return the result as plain values."""
        return {
            "schema": SCHEMA,
            "policy": str(self.policy),
            "seed": self.seed,
            "search": self.search,
            "number": self.number,
            "day": self.day.isoformat(),
            "key": self.key,
            "history": self.history,
            "record": asdict(self.record),
            "promises": [list(astuple(each)) for each in self.promises],
            "seconds": self.seconds,
            "is_over": self.is_over,
        }

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> PlayedDay:
        """
        Return the result that a document says.

        Raises
        ------
        ValueError
            When it is none, or one of another version.
        """
        return result_of(
            cls,
            document,
            SCHEMA,
            policy=Policy,
            day=date.fromisoformat,
            record=lambda told: DayRecord(**told),
            promises=lambda told: tuple(Promise(*each) for each in told),
        )
