"""Where the roads of a folder come from, and what was left out of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

KEY: Final = "imported"
"""The attribute of the graph under which it stands, as JSON."""


@dataclass(frozen=True, slots=True)
class Island:
    """Roads that cannot be reached from the others and back: a place on them, their length."""

    longitude: float
    latitude: float
    metres: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """
    What a profile lost because it is not connected both ways with the rest.

    ``parts`` and ``metres`` count all of it, ``largest`` are the longest few, longest
    first. A two-way road counts once.
    """

    road_profile: str
    parts: int
    metres: int
    largest: tuple[Island, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """
    What an import says of itself.

    ``lacking`` counts points of roads for which the source had no place. ``attribution``
    is what the licence of the source wants to be read.
    """

    source: str
    attribution: str = ""
    margin_km: float = 0.0
    lacking: int = 0
    dropped: tuple[Dropped, ...] = ()

    def as_text(self) -> str:
        """Return it as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


def provenance_of(attributes: Mapping[str, Any]) -> Provenance | None:
    """Return what a graph says of its import; None where it was not imported, or lies."""
    try:
        told = json.loads(attributes[KEY])
        dropped = tuple(
            Dropped(
                str(each["road_profile"]),
                int(each["parts"]),
                int(each["metres"]),
                tuple(
                    Island(float(one["longitude"]), float(one["latitude"]), int(one["metres"]))
                    for one in each["largest"]
                ),
            )
            for each in told["dropped"]
        )
        return Provenance(
            str(told["source"]),
            str(told["attribution"]),
            float(told["margin_km"]),
            int(told["lacking"]),
            dropped,
        )
    except (KeyError, TypeError, ValueError):
        return None
