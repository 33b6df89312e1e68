"""Published route files."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.literature.benchmark import Tour

_ROUTE = re.compile(r"^Route\s*#(\d+)\s*:(.*)$")


def read_tours(path: Path) -> tuple[Tour, ...]:
    r"""
    Return the routes of a file; route ``i`` belongs to vehicle ``i``, 0 is a return to reload.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "small.sol"
    ...     _ = file.write_text("Route #1: 3 0 1\nRoute #2:\nRoute #3: 2\nCost 7\n")
    ...     read_tours(file)
    (Tour(vehicle=0, trips=((3,), (1,))), Tour(vehicle=2, trips=((2,),)))
    """
    tours = []
    for line in path.read_text(encoding="utf-8").splitlines():
        found = _ROUTE.match(line)
        if not found or not found[2].split():
            continue
        trips: list[list[int]] = [[]]
        for word in found[2].split():
            if word == "0":
                trips.append([])
            else:
                trips[-1].append(int(word))
        tours.append(Tour(int(found[1]) - 1, tuple(tuple(trip) for trip in trips)))
    return tuple(tours)
