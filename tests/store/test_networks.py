"""Networks and their versions."""

import pytest

from optimizer.store import Conflict, NotFound

FILES = {"sites.csv": b"site_id\nH01\n", "roads/roads.graphml": b"<graphml/>"}


def save(store, files=FILES, **options):
    """Save a version of a network."""
    return store.networks.save("翁源县", files, fingerprint=f"f{len(files)}", by="li", **options)


def test_a_version_keeps_every_byte(store):
    """Files come back as they were saved, whatever they hold."""
    files = {**FILES, "odd.bin": bytes(range(256)), "empty": b""}
    assert store.networks.files(save(store, files).version_id) == files


def test_versions_count_within_their_network(store):
    """A second version is number 2 of the same network, and the first can still be had."""
    first = save(store)
    second = save(store, network_id=first.network_id, based_on=first.version_id)
    other = save(store)
    assert (first.number, second.number, other.number) == (1, 2, 1)
    assert store.networks.list() == [second, other]
    assert store.networks.versions(first.network_id) == [second, first]
    assert store.networks.get(first.version_id) == first
    assert store.networks.latest(first.network_id) == second


def test_whoever_saves_over_an_unseen_version_is_told(store):
    """An editor who saw version 1 cannot follow version 2."""
    first = save(store)
    second = save(store, network_id=first.network_id, based_on=first.version_id)
    with pytest.raises(Conflict) as conflict:
        save(store, network_id=first.network_id, based_on=first.version_id)
    assert conflict.value.current == second
    assert len(store.networks.versions(first.network_id)) == 2


def test_equal_files_are_kept_once(store):
    """A hundred versions of one file are one blob."""
    first = save(store)
    for _ in range(5):
        save(store, network_id=first.network_id)
    from tests.store.examples import table_counts

    assert table_counts(store)["blobs"] == len(FILES)


def test_a_folder_is_unpacked_once(store):
    """The folder holds every file, and stays when it is asked for again."""
    version = save(store)
    folder = store.networks.folder(version.version_id)
    assert {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    } == FILES
    before = (folder / "sites.csv").stat().st_mtime_ns
    assert store.networks.folder(version.version_id) == folder
    assert (folder / "sites.csv").stat().st_mtime_ns == before
    assert [file.name for file in folder.parent.iterdir()] == [folder.name]


def test_a_folder_that_lost_a_file_is_unpacked_again(store):
    """What somebody deleted or cut short is there again."""
    version = save(store)
    folder = store.networks.folder(version.version_id)
    (folder / "sites.csv").write_bytes(b"")
    assert store.networks.folder(version.version_id) == folder
    assert (folder / "sites.csv").read_bytes() == FILES["sites.csv"]


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", "", "C:/x", "a\\b"])
def test_no_file_leaves_its_folder(store, path):
    """A path that climbs out is refused before anything is written."""
    with pytest.raises(ValueError, match="no path inside"):
        save(store, {path: b""})
    assert store.networks.list() == []


def test_what_is_not_there_is_not_found(store):
    """Every question about an unknown network says so."""
    for ask in (store.networks.latest, store.networks.get, store.networks.folder):
        with pytest.raises(NotFound):
            ask(48)
    with pytest.raises(NotFound):
        save(store, network_id=48)
