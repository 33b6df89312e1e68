"""What is kept on disk: used where it fits, ignored where it does not."""

from __future__ import annotations

import os
import pickle
from dataclasses import replace

import numpy as np
import pytest

from optimizer.domain import RoadRules
from optimizer.network import Closure, load_roads, matrices, roadfile
from optimizer.network.caching import Cache
from tests.network.graphs import graph, network, save

A, B, C = (114.00, 24.00), (114.01, 24.00), (114.02, 24.00)
NODES = {1: A, 2: B, 3: C}
COUNTY = network(A, B, C)


@pytest.fixture
def folder(tmp_path):
    """A network folder with two roads."""
    (tmp_path / "county").mkdir()
    save(tmp_path / "county", graph(NODES, (1, 2, "trunk", 1000), (2, 3, "tertiary", 1000)))
    return tmp_path / "county"


@pytest.fixture
def cache(tmp_path) -> Cache:
    """An empty cache."""
    return Cache(tmp_path / "cache")


def durations(folder, cache, county=COUNTY):
    """Return the van's times as roads that were just loaded give them."""
    return load_roads(folder, cache).travel_matrices(county)["van"].duration


def forbid(monkeypatch) -> None:
    """Make reading roads and searching ways fail."""

    def fail(*_, **__):
        raise AssertionError("worked out again")

    monkeypatch.setattr(roadfile, "read_graphml", fail)
    monkeypatch.setattr(matrices, "dijkstra", fail)


def test_a_warm_start_neither_reads_the_roads_nor_searches(folder, cache, monkeypatch):
    """Matrices, distances to roads and warnings all come from the cache."""
    cold = load_roads(folder, cache)
    expected = cold.travel_matrices(COUNTY), cold.warnings(COUNTY), cold.snap_distances(COUNTY)
    forbid(monkeypatch)
    warm = load_roads(folder, cache)
    for profile, matrix in warm.travel_matrices(COUNTY).items():
        assert np.array_equal(matrix.duration, expected[0][profile].duration)
        assert np.array_equal(matrix.distance, expected[0][profile].distance)
    assert warm.warnings(COUNTY) == expected[1]
    assert warm.snap_distances(COUNTY)["van"].tolist() == expected[2]["van"].tolist()


def test_geometry_and_lines_from_the_cache_are_the_same(folder, cache, monkeypatch):
    """Roads kept as arrays are the roads of the file."""
    cold = load_roads(folder, cache)
    expected = cold.geometry(COUNTY, "van", 0, 2), cold.lines()
    monkeypatch.setattr(roadfile, "read_graphml", None)
    warm = load_roads(folder, cache)
    assert (warm.geometry(COUNTY, "van", 0, 2), warm.lines()) == expected


@pytest.mark.parametrize(
    ("changed", "seconds"),
    [
        ({"speeds_kmh": {"van": {"trunk": 25.0, "tertiary": 40.0}, "truck": {"trunk": 50.0}}}, 144),
        ({"roads": RoadRules(season_factor=0.5)}, 144),
    ],
)
def test_other_rules_are_another_key(folder, cache, changed, seconds):
    """Whatever the times depend on tells one cached matrix from another."""
    assert durations(folder, cache)[0, 1] == 72
    assert durations(folder, cache, network(A, B, C, **changed))[0, 1] == seconds
    assert durations(folder, cache)[0, 1] == 72


def test_other_places_access_speeds_roads_and_heights_are_other_keys(folder, cache):
    """Moving a site, walking slower, a longer road, a hill: each gives its own times."""
    assert durations(folder, cache)[0, 1] == 72
    assert durations(folder, cache, network(A, C, B))[0, 1] == 162
    off = network((114.0, 24.001), B, C)
    assert durations(folder, cache, off)[0, 1] == 72 + 27
    slow = replace(off, rules=replace(off.rules, access_speed_kmh=5.0))
    assert durations(folder, cache, slow)[0, 1] == 153
    rules = RoadRules(uphill_factors=((0.05, 0.5),))
    hill = "longitude,latitude,metres\n113,23,-10000\n113,25,-10000\n115,23,10000\n115,25,10000\n"
    (folder / "elevations.csv").write_text(hill, encoding="utf-8")
    assert durations(folder, cache, network(A, B, C, roads=rules))[0, 1] == 144
    (folder / "elevations.csv").unlink()
    assert durations(folder, cache, network(A, B, C, roads=rules))[0, 1] == 72
    save(folder, graph(NODES, (1, 2, "trunk", 2000), (2, 3, "tertiary", 1000)))
    assert durations(folder, cache)[0, 1] == 144


def test_closures_are_part_of_the_key_and_build_on_what_is_kept(folder, cache, monkeypatch):
    """The matrix with a closure is kept beside the one without."""
    durations(folder, cache)
    slow = [Closure("works", ways=("1",), factor=0.5)]
    closed = load_roads(folder, cache).with_closures(slow)
    assert closed.travel_matrices(COUNTY)["van"].duration[0].tolist() == [0, 144, 234]
    forbid(monkeypatch)
    again = load_roads(folder, cache).with_closures(slow)
    assert again.travel_matrices(COUNTY)["van"].duration[0].tolist() == [0, 144, 234]
    assert durations(folder, cache)[0].tolist() == [0, 72, 162]


def damaged(cache, change) -> int:
    """Change the bytes of every file of a cache; return how many there are."""
    files = list(cache.folder.glob("*.npz"))
    for file in files:
        change(file)
    return len(files)


def swap(file) -> None:
    """Put the arrays of one matrix under the mark of itself, with other numbers."""
    with np.load(file) as kept:
        arrays = {name: kept[name] for name in kept.files}
    if "weight" in arrays:
        arrays["weight"] = arrays["weight"] * 2
    np.savez(file, **arrays)


def pickled(file) -> None:
    """Put something there that would run code when unpickled."""
    np.savez(file, weight=np.array([_Trap()], dtype=object), mark=np.array("x"))


class _Trap:
    """Fails where it is unpickled."""

    def __reduce__(self):
        return _spring, ()


def _spring():
    raise AssertionError("a pickle of the cache was opened")


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(file.read_bytes()[:-100]),
        lambda file: file.write_bytes(
            file.read_bytes()[:200] + b"\0" * 200 + file.read_bytes()[400:]
        ),
        lambda file: file.write_bytes(b"PK\x03\x04 not a zip"),
        lambda file: file.write_bytes(pickle.dumps(_Trap())),
        lambda file: np.savez(file, other=np.zeros(3)),
        pickled,
        swap,
    ],
)
def test_a_damaged_or_foreign_cache_is_as_good_as_none(folder, cache, change):
    """Cut short, overwritten, pickled or with other numbers: worked out again, and right."""
    expected = durations(folder, cache).tolist()
    assert damaged(cache, change) == 3  # the roads, and a matrix for each profile
    assert durations(folder, cache).tolist() == expected
    drawn = load_roads(folder, cache)
    assert drawn.geometry(COUNTY, "van", 0, 1) == [A, B]


def test_the_cache_of_another_county_under_our_name_is_ignored(folder, cache, tmp_path):
    """A valid file that is another key's is not believed."""
    expected = durations(folder, cache).tolist()
    other = tmp_path / "other"
    other.mkdir()
    save(other, graph(NODES, (1, 2, "trunk", 9000), (2, 3, "tertiary", 9000)))
    foreign = Cache(tmp_path / "foreign")
    durations(other, foreign)
    for kind in ("roads", "ways"):
        names = [sorted(each.folder.glob(f"{kind}-*.npz")) for each in (cache, foreign)]
        for mine, theirs in zip(*names, strict=True):
            mine.write_bytes(theirs.read_bytes())
    assert durations(folder, cache).tolist() == expected


def test_where_nothing_can_be_kept_everything_works(folder, tmp_path):
    """A cache folder that is a file, or under one: no error."""
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        assert durations(folder, Cache(place))[0, 1] == 72


def test_the_user_s_cache_folder_is_used(folder, tmp_path, monkeypatch):
    """XDG_CACHE_HOME says where, and nothing half-written stays."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    load_roads(folder).travel_matrices(COUNTY)
    kept = [file.name for file in (tmp_path / "xdg" / "route48" / "roads").iterdir()]
    assert len(kept) == 3
    assert all(name.endswith(".npz") for name in kept)


def test_what_was_not_used_for_longest_makes_room(tmp_path, monkeypatch):
    """Of three files the two youngest stay."""
    monkeypatch.setattr("optimizer.network.caching._MOST_FILES", 2)
    for age, name in enumerate(["a", "b", "c"]):
        Cache(tmp_path).save(name, {"x": np.zeros(3)})
        if name != "c":
            os.utime(tmp_path / f"{name}.npz", (age, age))
    assert sorted(file.name for file in tmp_path.iterdir()) == ["b.npz", "c.npz"]
