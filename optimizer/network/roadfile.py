"""A road file, read once and from then on kept as arrays."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any, Final

import numpy as np

from optimizer.network.caching import Arrays, Cache, digest_of, key_of, packed, unpacked
from optimizer.network.edges import Access, edges_of
from optimizer.network.graphml import read_graphml
from optimizer.network.segments import Segments, segments_of
from optimizer.network.tags import Tags

_TEXTS: Final = ("highways", "accesses", "tags", "edge_ids", "way_ids")


class RoadFile:
    """
    A road graph on disk.

    A file that was read before is not looked into again until its roads are asked for.

    Raises
    ------
    NetworkError
        E202 to E209 where the file cannot be used.
    """

    def __init__(self, file: Path, cache: Cache | None) -> None:
        self.file, self.cache = file, cache
        self.digest = digest_of(file)
        self._key = key_of("roads", self.digest)
        self._read: Segments | None = None
        if cache is None or not cache.has(self._key):
            self._read = self._parse()

    def segments(self) -> Segments:
        """Return the roads of the file."""
        if self._read is None:
            kept = self.cache.load(self._key) if self.cache else None
            self._read = _segments(kept) if kept else None
        if self._read is None:
            self._read = self._parse()
        return self._read

    def _parse(self) -> Segments:
        """Return the roads as the file itself has them, and keep them."""
        segments = segments_of(edges_of(read_graphml(self.file), self.file.name))
        if self.cache:
            self.cache.save(self._key, _arrays(segments))
        return segments


def _arrays(segments: Segments) -> Arrays:
    """Return segments as arrays; texts as bytes."""
    values: dict[str, Any] = {each.name: getattr(segments, each.name) for each in fields(segments)}
    values["accesses"] = [
        [each.only if each.only is None else sorted(each.only), sorted(each.denied)]
        for each in segments.accesses
    ]
    return values | {name: packed(list(values[name])) for name in _TEXTS}


def _segments(arrays: Arrays) -> Segments | None:
    """Return the segments that arrays hold; None where they hold something else."""
    try:
        texts = {name: unpacked(arrays[name]) for name in _TEXTS}
        accesses = tuple(
            Access(only if only is None else frozenset(only), frozenset(denied))
            for only, denied in texts["accesses"]
        )
        plain = {
            each.name: np.asarray(arrays[each.name])
            for each in fields(Segments)
            if each.name not in _TEXTS
        }
        return Segments(
            **plain,
            highways=tuple(tuple(names) for names in texts["highways"]),
            accesses=accesses,
            tags=tuple(Tags(*values) for values in texts["tags"]),
            edge_ids=tuple(texts["edge_ids"]),
            way_ids=tuple(texts["way_ids"]),
        )
    except (KeyError, TypeError, ValueError):
        return None
