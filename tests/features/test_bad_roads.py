"""
Roads that cannot be used, or not wholly: what a user is told, and that nothing is lost.

The county is the four-stop one with its sites along one road, given as an OSM file::

    1 ---- 2 ---- 3 ---- 4        9 ---- 10  (an island)
    H      A      P      Q
"""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from optimizer.cli import app
from tests import andorra, instances
from tests.folders import write_network
from tests.network.osm import osm_xml

PLACES = {1: (114.10, 24.40), 2: (114.05, 24.35), 3: (114.02, 24.32), 4: (114.00, 24.30)}
ISLAND = {9: (114.03, 24.42), 10: (114.04, 24.42)}
ROAD = ((1, 2, 3, 4), {"highway": "trunk", "name": "县道"})
BEFORE = b"what stood here before"

BOMB = """<?xml version="1.0"?>
<!DOCTYPE osm [
 <!ENTITY a "hahahahahahahahaha">
 <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
 <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
 <!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
]>
<osm version="0.6"><node id="1" lat="24" lon="114"><tag k="name" v="&d;"/></node></osm>"""
OUTSIDE = """<?xml version="1.0"?>
<!DOCTYPE osm SYSTEM "file:///etc/passwd">
<osm version="0.6"/>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A network folder whose roads a failed import must not touch."""
    sites = tuple(
        replace(site, longitude=x, latitude=y)
        for site, (x, y) in zip(instances.sites(), PLACES.values(), strict=True)
    )
    made = tmp_path / "county"
    write_network(made, instances.network(sites=sites))
    (made / "roads.graphml").write_bytes(BEFORE)
    return made


def imported(file: Path, folder: Path):
    """Return what importing a file says, and its exit status."""
    return CliRunner().invoke(
        app, ["roads", "import", str(file), "--into", str(folder), "--lang", "en"]
    )


def refused(content: bytes | str, folder: Path, name: str = "roads.osm") -> str:
    """Return why a file is refused; the folder must be what it was before."""
    file = folder.parent / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    before = {each.name: each.read_bytes() for each in folder.iterdir()}
    result = imported(file, folder)
    assert result.exit_code == 3, result.output
    assert "Traceback" not in result.output
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == before
    return result.output


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "E261"),
        (b"PK\x03\x04 not roads", "E261"),
        ("<html><body>404</body></html>", "E261"),
        ("<osm version='0.6'><node id='1' lat='24' lon", "E202"),
        (BOMB, "E203"),
        (OUTSIDE, "E203"),
        (BOMB.encode("utf-16"), "E203"),
        ("<osm version='0.6'/>", "E260"),
        (gzip.compress(osm_xml(PLACES, ROAD).encode())[:-30], "E202"),
    ],
)
def test_a_file_that_is_no_roads_is_refused(folder, content, code):
    """One clear error says what it is instead; XML expands nothing and reads no other file."""
    text = refused(content, folder)
    assert code in text
    assert "hahaha" not in text
    assert "root:" not in text


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.95, 0.999])
def test_a_truncated_extract_is_refused(folder, share):
    """Wherever a PBF was cut short, none of it is taken for the whole."""
    whole = andorra.extract().read_bytes()
    text = refused(whole[: int(len(whole) * share)], folder, "cut.osm.pbf")
    assert "E202" in text
    assert "cut.osm.pbf" in text


def test_roads_of_another_country_are_refused(folder):
    """Andorra is not in Guangdong, and both extents are told."""
    file = andorra.extract()
    result = imported(file, folder)
    assert result.exit_code == 3
    assert "E260" in result.output
    assert (folder / "roads.graphml").read_bytes() == BEFORE


def test_swapped_coordinates_of_a_file_are_named(folder):
    """A latitude of 114 degrees is nowhere, so that no road remains."""
    turned = {node: (y, x) for node, (x, y) in PLACES.items()}
    assert "E260" in refused(osm_xml(turned, ROAD), folder)


def test_a_file_without_usable_roads_is_refused(folder):
    """Footpaths alone carry no van; the classes that would are listed."""
    text = refused(osm_xml(PLACES, ((1, 2, 3, 4), {"highway": "footway"})), folder)
    assert "E260" in text
    assert "trunk" in text


def test_roads_without_names_or_speeds_are_roads(folder):
    """A bare highway tag is enough; what was assumed is told."""
    file = folder.parent / "bare.osm"
    file.write_text(osm_xml(PLACES, ((1, 2, 3, 4), {"highway": "trunk"})), encoding="utf-8")
    result = imported(file, folder)
    assert result.exit_code == 0, result.output
    assert "maxspeed" in result.output
    assert (folder / "roads.graphml").read_bytes() != BEFORE


def test_several_strange_things_are_told_together(folder):
    """No speeds, an island, a site far from any road: each is told, and the import goes on."""
    strange = [
        ((1, 2), {"highway": "trunk", "maxspeed": "0"}),
        ((2, 3, 4), {"highway": "trunk", "maxspeed": "CN:rural"}),
        ((9, 10), {"highway": "trunk"}),
    ]
    sites = (folder / "sites.csv").read_text(encoding="utf-8")
    (folder / "sites.csv").write_text(sites.replace("24.35,114.05", "24.44,114.05"), "utf-8")
    file = folder.parent / "strange.osm"
    file.write_text(osm_xml(PLACES | ISLAND, *strange), encoding="utf-8")
    result = imported(file, folder)
    assert result.exit_code == 0, result.output
    for told in ("CN:rural", "甲中转站", "'0'"):
        assert told in result.output
