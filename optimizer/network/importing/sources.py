"""What kind of road file a user brings: told by its bytes, not by its name."""

from __future__ import annotations

import bz2
import gzip
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Final
from xml.parsers import expat

from optimizer.domain import Issue
from optimizer.network.graphml import refuse, root_of

_HEAD: Final = 64
_MARKS: Final = {b"\x1f\x8b": "gz", b"BZ": "bz2"}
_XML_STARTS: Final = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_DAMAGED: Final = "copy or download the file again, it is damaged or cut short"


class Format(StrEnum):
    """The forms in which roads come."""

    OSM_XML = "osm"
    OSM_PBF = "pbf"
    GRAPHML = "graphml"


_ROOTS: Final = {"osm": Format.OSM_XML, "graphml": Format.GRAPHML}


@dataclass(frozen=True, slots=True)
class Source:
    """A road file: its form, and how it is packed (``gz``, ``bz2`` or not at all)."""

    file: Path
    form: Format
    packing: str = ""

    @property
    def is_osm(self) -> bool:
        """Whether it comes from OpenStreetMap for certain, so that its licence is known."""
        return self.form is not Format.GRAPHML


def source_of(file: Path) -> Source:
    """
    Return what a road file is.

    Raises
    ------
    NetworkError
        E202 where it cannot be read, E203 where its XML declares a document type, E261
        where it is no form of roads.
    """
    try:
        with file.open("rb") as stream:
            packing = _MARKS.get(stream.read(2), "")
        with _opened(file, packing) as stream:
            head = stream.read(_HEAD)
            if b"OSMHeader" in head:
                return Source(file, Format.OSM_PBF, packing)
            if not head.lstrip().startswith(_XML_STARTS):
                refuse(_no_roads(file, "is neither XML nor OSM PBF" if head else "is empty"))
            stream.seek(0)
            root = root_of(stream, file)
    except expat.ExpatError as error:
        refuse(_no_roads(file, f"is not XML throughout: {error}"))
    except (OSError, EOFError) as error:
        refuse(damaged(file, error))
    # Some writers put the namespace before the name.
    form = _ROOTS.get(root.rpartition(":")[2])
    if form is None:
        refuse(_no_roads(file, f"is XML of another kind, <{root}>"))
    return Source(file, form, packing)


def damaged(file: Path, error: object) -> Issue:
    """Return the issue of a file that cannot be read to its end."""
    return Issue("E202", file.name, f"cannot be read: {error}", fix=_DAMAGED)


def _opened(file: Path, packing: str) -> IO[bytes]:
    """Return the unpacked bytes of a file as a stream."""
    match packing:
        case "gz":
            return gzip.open(file)  # type: ignore[return-value]
        case "bz2":
            return bz2.open(file)
    return file.open("rb")


def _no_roads(file: Path, message: str) -> Issue:
    fix = "bring .osm, .osm.xml, .osm.pbf or .graphml, gzipped or not"
    return Issue("E261", file.name, message, fix=fix)
