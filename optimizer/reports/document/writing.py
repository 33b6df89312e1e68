"""Write ``plan.json`` so that two plans can be compared line by line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from optimizer.reports.files import replace_file

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def write_document(document: dict[str, Any], file: Path) -> None:
    """
    Write a plan document: one order, one stop and one duty per line.

    The file is replaced as a whole, so that no reader ever finds half a plan.
    """
    with replace_file(file) as stream:
        before = "{\n"
        for key, value in document.items():
            stream.write(f"{before}{_encode(key)}: ".encode())
            stream.write("".join(_lines(key, value)).encode())
            before = ",\n"
        stream.write(b"\n}\n")


def _lines(key: str, value: Any) -> Iterator[str]:
    """Yield the text of one key; long lists get a line per entry."""
    if key == "trips":
        yield from _listed(_trip_text(trip) for trip in value)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        yield from _listed(map(_encode, value))
    else:
        yield _encode(value)


def _trip_text(trip: dict[str, Any]) -> str:
    """Return a trip with a line per stop."""
    head = _encode({name: value for name, value in trip.items() if name != "stops"})
    stops = ",\n   ".join(map(_encode, trip["stops"]))
    return f'{head[:-1]}, "stops": [\n   {stops}]}}'


def _listed(texts: Iterator[str]) -> Iterator[str]:
    """Yield a list with a line per entry."""
    yield "["
    for number, text in enumerate(texts):
        yield f"{',' if number else ''}\n  {text}"
    yield "\n]"
