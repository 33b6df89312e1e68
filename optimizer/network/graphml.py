"""
Reads a GraphML file safely.

The reader is the one of networkx, on which OSMnx itself stands: what OSMnx saves is read,
and so are files with typed values, other node ids or a bad cell, on which
``osmnx.load_graphml`` would stop without saying where.
"""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, NoReturn
from xml.parsers import expat

from optimizer.domain import Issue
from optimizer.errors import InputError, NetworkError

if TYPE_CHECKING:  # importing it costs half a second, and tables need none of it
    import networkx as nx

MOST_BYTES: Final = 1 << 30
"""More than this is no road graph of a county, but perhaps a decompression bomb."""

_CHUNK: Final = 1 << 20


def read_graphml(file: Path) -> nx.MultiGraph:
    """
    Return the graph of a GraphML file, gzipped or not; every value as it stands there.

    Raises
    ------
    NetworkError
        E202 where the bytes cannot be read, E203 where the XML declares a document type
        (nothing is ever expanded), E204 where it holds no graph.
    """
    text = bytes_of(file)
    try:
        root_of(io.BytesIO(text), file)
    except expat.ExpatError as error:
        refuse(_not_a_graph(file, f"not XML: {error}"))
    import networkx as nx  # noqa: PLC0415

    try:
        graph = nx.read_graphml(io.BytesIO(text), node_type=str, force_multigraph=True)
    except (nx.NetworkXError, StopIteration, KeyError, TypeError, ValueError, SyntaxError) as error:
        # ElementTree's ParseError is a SyntaxError.
        refuse(_not_a_graph(file, f"{type(error).__name__}: {error}"))
    return graph


def refuse(*issues: Issue) -> NoReturn:
    """Raise a `NetworkError` that lists the issues as those of inputs are listed."""
    raise NetworkError(str(InputError(issues)))


def bytes_of(file: Path) -> bytes:
    """Return the unzipped bytes of the file, no more than `MOST_BYTES`."""
    try:
        with gzip.open(file) if _is_gzip(file) else file.open("rb") as stream:
            text = stream.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        refuse(
            Issue(
                "E202",
                file.name,
                f"cannot be read: {error}",
                fix="copy or download the file again, it is damaged or cut short",
            )
        )
    if len(text) > MOST_BYTES:
        refuse(
            Issue(
                "E202",
                file.name,
                f"holds more than {MOST_BYTES >> 20} MB of text",
                fix="cut the roads to the county first",
            )
        )
    return text


def _is_gzip(file: Path) -> bool:
    """Whether the file is gzipped, whatever it is called."""
    with file.open("rb") as stream:
        return stream.read(2) == b"\x1f\x8b" or file.suffix == ".gz"


def root_of(stream: IO[bytes], file: Path) -> str:
    """
    Return the name of an XML file's first element; nothing behind it is read.

    A document type can only stand before it, and entities live there; neither GraphML
    nor OSM files need one.

    Raises
    ------
    NetworkError
        E203 where the XML declares a document type.
    ExpatError
        Where it is no XML.
    """
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: _stop("")
    parser.StartElementHandler = lambda name, _: _stop(name)
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk)
        parser.Parse(b"", True)
    except _Prologue as prologue:
        if prologue.root:
            return prologue.root
    except (LookupError, ValueError) as error:  # of the encoding that the file claims
        raise expat.ExpatError(str(error)) from error
    refuse(
        Issue(
            "E203",
            file.name,
            "declares a document type (<!DOCTYPE>), which may hide entities",
            fix="export the roads again without one: OSM files and OSMnx graphs have none",
        )
    )


class _Prologue(Exception):
    """The part before the first element is over."""

    def __init__(self, root: str) -> None:
        self.root = root


def _stop(root: str) -> NoReturn:
    raise _Prologue(root)


def _not_a_graph(file: Path, message: str) -> Issue:
    return Issue(
        "E204",
        file.name,
        f"is not a GraphML graph: {message}",
        fix="save it with osmnx.save_graphml",
    )
