"""Small OSM files, written by hand as mappers would."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

Way = tuple[Iterable[int], Mapping[str, str]]


def osm_xml(nodes: Mapping[int, tuple[float, float]], *ways: Way) -> str:
    """Return an OSM file: longitude and latitude by node id, then ways of nodes and tags."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6" generator="tests">']
    lines += [f'<node id="{node}" lat="{y}" lon="{x}"/>' for node, (x, y) in nodes.items()]
    for number, (course, tags) in enumerate(ways, start=1):
        refs = "".join(f'<nd ref="{node}"/>' for node in course)
        marks = "".join(f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in tags.items())
        lines.append(f'<way id="{number}">{refs}{marks}</way>')
    return "\n".join([*lines, "</osm>", ""])


def write_osm(file: Path, nodes: Mapping[int, tuple[float, float]], *ways: Way) -> Path:
    """Write an OSM file, gzipped where its name says so."""
    text = osm_xml(nodes, *ways).encode()
    file.write_bytes(gzip.compress(text) if file.suffix == ".gz" else text)
    return file
