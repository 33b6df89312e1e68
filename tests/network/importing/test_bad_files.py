"""What cannot be imported is refused in a sentence, and the folder stays as it was."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from optimizer.domain import NO_WAY
from optimizer.errors import NetworkError
from optimizer.network import load_roads
from optimizer.network.importing import BACKUP, Place, import_roads
from tests.network.graphs import graph, network, save
from tests.network.importing.village import LANE, NODES, TRUNK, county, place
from tests.network.osm import osm_xml, write_osm

OSM = osm_xml(NODES, TRUNK, LANE)
BOMB = '<!DOCTYPE osm [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE osm SYSTEM "file:///etc/passwd">'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def pbf(folder: Path) -> bytes:
    """Return the village as PBF."""
    import osmium

    source = write_osm(folder / "village.osm", NODES, TRUNK, LANE)
    file = folder / "village.osm.pbf"
    with osmium.SimpleWriter(str(file)) as writer:
        for item in osmium.FileProcessor(str(source)):
            writer.add(item)
    return file.read_bytes()


def refused(folder: Path, content: bytes | str, into: Place | None = None) -> str:
    """Return why a file is refused; nothing in the network folder has changed."""
    file = folder / "bad file"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    target = into or place(folder / "county")
    save(target.folder, graph(NODES, (1, 2, "trunk", 1000)))
    before = {each.name: each.read_bytes() for each in target.folder.iterdir()}
    with pytest.raises(NetworkError) as error:
        import_roads(file, target)
    assert error.value.exit_status == 3
    assert {each.name: each.read_bytes() for each in target.folder.iterdir()} == before
    return str(error.value)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "E261"),
        (b"PK\x03\x04 a zip", "E261"),
        ("<html><body>404</body></html>", "E261"),
        ("<osm", "E261"),
        (OSM.replace("UTF-8", "UTF-9"), "E261"),
        (OSM.replace(HEAD, HEAD + BOMB), "E203"),
        (OSM.replace(HEAD, HEAD + OUTSIDE), "E203"),
        (gzip.compress(OSM.replace(HEAD, HEAD + BOMB).encode()), "E203"),
        (OSM[: len(OSM) // 2], "E202"),
        (gzip.compress(OSM.encode())[:-20], "E202"),
        (b"\x1f\x8bdamaged", "E202"),
        (OSM.replace('lat="24.0"', 'lat="north"'), "E202"),
        (osm_xml({}), "E260"),
        (osm_xml(NODES, (TRUNK[0], {"highway": "footway"})), "E260"),
        (osm_xml({}, TRUNK), "E260"),
    ],
)
def test_what_is_no_road_file_is_refused(tmp_path, content, code):
    """Each says what it is; none hangs, expands or half-writes."""
    assert f"{code} " in refused(tmp_path, content)


@pytest.mark.parametrize("left", [3, 40, -5])
def test_a_pbf_that_was_cut_short_is_refused(tmp_path, left):
    """Wherever the download stopped."""
    text = refused(tmp_path, pbf(tmp_path)[:left])
    assert ("E261" if left == 3 else "E202") in text


def test_a_missing_file_is_refused(tmp_path):
    """A name that leads nowhere, and a folder, cannot be read."""
    for name in ("nowhere.osm", "."):
        with pytest.raises(NetworkError, match="E202"):
            import_roads(tmp_path / name, place(tmp_path / "county"))


def test_roads_of_another_country_are_refused(tmp_path):
    """The message gives both places, so that the wrong one is seen."""
    elsewhere = {number: (x - 100, y + 20) for number, (x, y) in NODES.items()}
    text = refused(tmp_path, osm_xml(elsewhere, TRUNK, LANE))
    assert "E260" in text
    assert "14.00 to 14.02 east, 44.00 to 44.01 north" in text


def test_swapped_coordinates_are_recognised(tmp_path):
    """Longitudes where latitudes should be."""
    swapped = {number: (y, x) for number, (x, y) in NODES.items()}
    assert "swapped" in refused(tmp_path, osm_xml(swapped, TRUNK, LANE))


def test_a_graph_of_another_country_is_refused(tmp_path):
    """GraphML is looked at as OSM is."""
    made = graph({number: (x - 100, y) for number, (x, y) in NODES.items()}, (1, 2, "trunk", 1000))
    file = save(tmp_path, made, "elsewhere.graphml")
    assert "E260" in refused(tmp_path, file.read_bytes())


def test_a_county_without_a_place_is_refused(tmp_path):
    """Without boundary and coordinates nobody knows what to cut."""
    nowhere = network((None, None), (None, None))
    (tmp_path / "county").mkdir()
    assert "E262" in refused(tmp_path, OSM, Place(tmp_path / "county", nowhere))


def test_a_file_that_cannot_be_written_leaves_no_trace(tmp_path):
    """A folder stands where the file should go: nothing else is left behind."""
    target = place(tmp_path / "county")
    (target.folder / "roads.graphml").mkdir()
    source = write_osm(tmp_path / "source.osm", NODES, TRUNK, LANE)
    with pytest.raises(NetworkError, match="E264"):
        import_roads(source, target)
    assert [file.name for file in target.folder.iterdir()] == ["roads.graphml"]


def test_what_stood_there_can_be_kept(tmp_path):
    """The first import with the option keeps the schematic, a second leaves it alone."""
    target = place(tmp_path / "county", keep_backup=True)
    before = save(target.folder, graph(NODES, (1, 2, "trunk", 1000))).read_bytes()
    source = write_osm(tmp_path / "source.osm", NODES, TRUNK, LANE)
    import_roads(source, target)
    import_roads(source, target)
    assert (target.folder / BACKUP).read_bytes() == before
    assert sorted(file.name for file in target.folder.iterdir()) == ["roads.graphml", BACKUP]


def test_gzipped_roads_do_not_stand_beside_the_new(tmp_path):
    """The old file is gone, or kept gzipped as it was."""
    for keep in (False, True):
        target = place(tmp_path / f"county {keep}", keep_backup=keep)
        save(target.folder, graph(NODES, (1, 2, "trunk", 1000)), "roads.graphml.gz")
        import_roads(write_osm(tmp_path / "source.osm", NODES, TRUNK, LANE), target)
        left = {file.name for file in target.folder.iterdir()}
        assert left == {"roads.graphml"} | ({f"{BACKUP}.gz"} if keep else set())


def test_what_was_imported_can_be_planned_on(tmp_path):
    """From 1 to 4: 1 015.8 m of trunk at 60 km/h as tagged, 1 112 m of lane at 40 km/h."""
    source = write_osm(tmp_path / "source.osm", NODES, TRUNK, LANE)
    import_roads(source, place(tmp_path / "county"))
    matrix = load_roads(tmp_path / "county").travel_matrices(county())["van"]
    assert matrix.distance[0, 1] == pytest.approx(2128, abs=1)
    assert (matrix.duration < NO_WAY).all()
