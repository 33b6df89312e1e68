"""Network folders from outside: taken in and along as they are, or refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from optimizer.desk.networks import (
    ensure_embedded,
    export_folder,
    import_folder,
    tables,
)
from optimizer.desk.networks_tables import SITES
from optimizer.desk.networks_zip import MOST_FILES, pack, unpack
from optimizer.errors import NetworkError
from optimizer.store import Conflict
from tests.desk.networks import PLANNER, RULES, refused


def zipped(*entries, compress=zipfile.ZIP_DEFLATED):
    """Return a ZIP of pairs of name (or `ZipInfo`) and bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compress) as packed:
        for name, data in entries:
            packed.writestr(name, data)
    return target.getvalue()


class TestFolders:
    """A packed folder is what it says, or is refused before it is unpacked."""

    def test_there_and_back(self, store):
        """Exported and imported it has the same fingerprint."""
        version = ensure_embedded(store)
        packed = export_folder(store, version.version_id)
        assert packed == export_folder(store, version.version_id)
        again = import_folder(store, PLANNER, packed)
        assert again.fingerprint == version.fingerprint
        assert again.network_id != version.network_id

    def test_a_folder_in_the_zip_is_taken_off(self, files):
        """Packing a folder puts its name before every file; what systems add is left out."""
        entries = [(f"翁源/{name}", data) for name, data in files.items()]
        litter = [("翁源/.DS_Store", b""), ("__MACOSX/翁源/._sites.csv", b"")]
        assert unpack(zipped(*entries, *litter)) == files

    def test_as_a_version_of_a_network(self, store, four, files):
        """The next version, based on the one that was seen."""
        changed = files | {RULES: files[RULES].replace(b"72", b"48")}
        saved = import_folder(
            store, PLANNER, pack(changed), network_id=four.network_id, based_on=four.version_id
        )
        assert (saved.network_id, saved.number) == (four.network_id, 2)
        with pytest.raises(Conflict):
            import_folder(
                store, PLANNER, pack(files), network_id=four.network_id, based_on=four.version_id
            )

    @pytest.mark.parametrize(
        ("packed", "code"),
        [
            (b"no zip at all", "E154"),
            (b"", "E154"),
            (zipped(), "E154"),
            (zipped(("sites.csv", b"0" * 50_000_000)), "E155"),
            (zipped(*((f"travel_{n}.csv", b"") for n in range(MOST_FILES + 1))), "E155"),
            (zipped(("../sites.csv", b"")), "E156"),
            (zipped(("a/../../sites.csv", b"")), "E156"),
            (zipped(("/etc/sites.csv", b"")), "E156"),
            (zipped(("a\\sites.csv", b"")), "E156"),
            (zipped(("C:sites.csv", b"")), "E156"),
            (zipped(("a/sites.csv", b""), ("b/sites.csv", b"")), "E156"),
            (zipped(("a/b/sites.csv", b"")), "E156"),
            (zipped(("evil.exe", b"")), "E157"),
            (zipped(("travel_../x.csv", b"")), "E157"),
        ],
    )
    def test_what_is_no_network_folder(self, store, packed, code):
        """Each trap is told by its code, in both languages, and leaves nothing behind."""
        assert set(refused(import_folder, store, PLANNER, packed)) == {code}
        assert store.networks.list() == []

    def test_a_link_is_no_file(self):
        """A link in a ZIP could lead anywhere."""
        link = zipfile.ZipInfo("sites.csv")
        link.external_attr = 0o120777 << 16
        assert refused(unpack, zipped((link, b"/etc/passwd"))) == ["E156"]

    def test_a_name_that_stands_twice(self):
        """Which of the two would count?"""
        with pytest.warns(UserWarning, match="Duplicate"):
            packed = zipped(("sites.csv", b"a"), ("sites.csv", b"b"))
        assert refused(unpack, packed) == ["E156", "E156"]

    def test_sizes_are_not_believed(self):
        """A header that claims a small size does not help a bomb."""
        packed = bytearray(zipped(("sites.csv", b"0" * 20_000_000)))
        place = packed.rindex(b"PK\x01\x02")
        packed[place + 24 : place + 28] = (1000).to_bytes(4, "little")
        assert refused(unpack, bytes(packed)) in (["E154"], ["E155"])

    def test_damage_is_told(self, files):
        """A byte that was lost on the way is found."""
        packed = bytearray(pack(files))
        packed[80] ^= 0xFF
        assert refused(unpack, bytes(packed)) == ["E154"]

    def test_wrong_encodings_are_told(self, store, files):
        """GB18030 is understood, UTF-16 is told."""
        there = files[SITES].decode()
        chinese = files | {SITES: there.encode("gb18030")}
        version = import_folder(store, PLANNER, chinese)
        assert tables(store, version.version_id).rows[SITES][0]["name_zh"]
        assert "E104" in refused(
            import_folder, store, PLANNER, files | {SITES: there.encode("utf-16")}
        )

    def test_broken_roads_are_told(self, store):
        """Roads that cannot be read are refused like a table."""
        version = ensure_embedded(store)
        bad = store.networks.files(version.version_id) | {"roads.graphml": b"<graphml"}
        with pytest.raises(NetworkError):
            import_folder(store, PLANNER, bad)
