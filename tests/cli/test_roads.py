"""The roads commands: what they write, what they say, how they exit."""

import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from subprocess import run

import pytest
from typer.testing import CliRunner

from optimizer.cli import app
from optimizer.domain import SiteKind
from optimizer.inputs import read_network
from optimizer.network import load_roads
from tests import andorra
from tests.folders import write_network
from tests.network.importing.village import LANE, NODES, TRUNK, county
from tests.network.osm import osm_xml, write_osm

WENGYUAN = Path(__file__).resolve().parents[2] / "data" / "wengyuan"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    """Keep matrices out of the user's cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def folder(tmp_path):
    """The village's network, which has neither roads nor tables yet."""
    made = county()
    hub = replace(made.sites[0], kind=SiteKind.HUB, premises=None, name_zh="县中心")
    point = replace(made.sites[1], premises=None, name_zh="村")
    write_network(tmp_path / "county", replace(made, sites=(hub, point)))
    return tmp_path / "county"


@pytest.fixture
def source(tmp_path):
    """The village as an OSM file."""
    return write_osm(tmp_path / "village.osm.gz", NODES, TRUNK, LANE)


def roads(*arguments):
    """Run a roads command in this process and return its result."""
    return CliRunner().invoke(app, ["roads", *(str(argument) for argument in arguments)])


def names(folder):
    """Return the files of a folder."""
    return sorted(file.name for file in folder.iterdir())


@pytest.mark.parametrize("command", [(), ("import",), ("download",), ("info",)], ids=" ".join)
def test_help_says_what_a_command_takes(command):
    """Every command explains itself, in both languages, and exits 0."""
    result = roads(*command, "--help")
    assert result.exit_code == 0
    assert "。" in result.stdout


def test_import_writes_the_roads_and_reports_them(folder, source):
    """A folder without roads gets them: 3.17 km, of which the lane has no speed limit."""
    result = roads("import", source, "--into", folder, "--lang", "en")
    assert result.exit_code == 0, result.stderr
    assert names(folder) == ["network.toml", "roads.graphml", "sites.csv", "vehicles.csv"]
    assert "3 roads between 4 junctions, 3.2 km" in result.stdout
    assert "OpenStreetMap contributors" in result.stdout
    assert "maxspeed" in result.stdout
    assert "reading the roads" in result.stderr


def test_the_report_speaks_chinese_first(folder, source):
    """Without a wish for a language the dispatcher reads Chinese."""
    result = roads("import", source, "--into", folder)
    assert "按道路等级" in result.stdout
    assert "读取道路文件" in result.stderr


def test_info_says_the_same_again(folder, source):
    """What the import reported stands in the file: the report can be read again."""
    first = roads("import", source, "--into", folder, "--lang", "en").stdout
    again = roads("info", folder, "--lang", "en")
    assert again.exit_code == 0
    assert first.endswith(again.stdout)


def test_machines_get_one_object(folder, source):
    """With --json stdout is JSON and nothing else, also when importing."""
    result = roads("import", source, "--into", folder, "--json")
    told = json.loads(result.stdout)
    assert told == json.loads(roads("info", folder, "--json").stdout)
    assert told["roads"] == 3
    assert told["provenance"]["source"] == "village.osm.gz"
    assert {each["road_class"] for each in told["classes"]} == {"trunk", "tertiary"}


def test_bad_roads_exit_3_and_change_nothing(folder, tmp_path):
    """A truncated file is one sentence on stderr; the folder is as it was."""
    (tmp_path / "short.osm").write_text(osm_xml(NODES, TRUNK)[:200], "utf-8")
    before = names(folder)
    result = roads("import", tmp_path / "short.osm", "--into", folder)
    assert result.exit_code == 3
    assert "E202" in result.stderr
    assert names(folder) == before


def test_a_bad_network_exits_2(folder, source, tmp_path):
    """A folder that is not there, or with a bad table, is bad input."""
    assert roads("import", source, "--into", tmp_path / "nowhere").exit_code == 2
    (folder / "sites.csv").write_text("site_id\nA\n", "utf-8")
    result = roads("import", source, "--into", folder)
    assert result.exit_code == 2
    assert "sites.csv" in result.stderr
    assert "roads.graphml" not in names(folder)


@pytest.mark.parametrize("margin", ["-1", "nan", "1e9"])
def test_a_margin_is_a_distance(folder, source, margin):
    """Nonsense is refused before anything is read."""
    result = roads("import", source, "--into", folder, "--margin-km", margin)
    assert result.exit_code == 2
    assert "margin" in result.stderr


def test_a_download_that_fails_names_the_import(folder):
    """Nobody answers at that address: exit 3, one sentence, the way out."""
    result = roads("download", folder, "--server", "http://127.0.0.1:9/api")
    assert result.exit_code == 3
    assert "E263" in result.stderr
    assert f"route48 roads import FILE --into {folder}" in result.stderr
    assert "roads.graphml" not in names(folder)


def test_info_without_roads_is_bad_input(folder):
    """The folder has nothing to report on."""
    result = roads("info", folder)
    assert result.exit_code == 2
    assert "E137" in result.stderr


def test_the_schematic_can_be_kept(folder, source):
    """--keep-schematic-backup leaves the roads before beside the new ones."""
    assert roads("import", source, "--into", folder).exit_code == 0
    before = (folder / "roads.graphml").read_bytes()
    options = ("--into", folder, "--keep-schematic-backup")
    assert roads("import", source, *options).exit_code == 0
    assert (folder / "roads.schematic.graphml").read_bytes() == before


def test_the_embedded_county_is_reported():
    """The schematic calls itself one; every village stands by its road and is reached."""
    result = roads("info", WENGYUAN, "--json")
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert told["is_schematic"]
    assert told["far_sites"] == []
    assert {each["road_profile"] for each in told["profiles"]} == {"trike", "truck", "van"}
    assert all(each["unreached"] == [] and each["one_way"] == 0 for each in told["profiles"])


def test_the_embedded_county_is_imported_as_it_is(tmp_path):
    """A graph that needs no cleaning goes through unchanged, to the second."""
    copy = tmp_path / "wengyuan"
    shutil.copytree(WENGYUAN, copy)
    result = roads("import", WENGYUAN / "roads.graphml", "--into", copy)
    assert result.exit_code == 0, result.stderr
    assert "示意路网" in result.stdout
    network = read_network(copy)
    before, after = (load_roads(each).travel_matrices(network) for each in (WENGYUAN, copy))
    for profile in network.road_profiles:
        assert (before[profile].duration == after[profile].duration).all()
        assert (before[profile].distance == after[profile].distance).all()


def test_a_report_may_be_read_in_part():
    """What goes to `head` ends without a word about a bug."""
    code = (
        "import os, sys\n"
        "from optimizer.cli import main\n"
        "end, start = os.pipe()\n"
        "os.close(end)\n"
        "os.dup2(start, 1)\n"
        f"sys.argv = ['route48', 'roads', 'info', {str(WENGYUAN)!r}]\n"
        "main()"
    )
    done = run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "bug" not in done.stderr


def test_andorra_is_imported(tmp_path):
    """A real country: 500 km of road, everybody near one, every leg possible."""
    file = andorra.extract()
    folder = andorra.write(tmp_path / "andorra", andorra.network())
    result = roads("import", file, "--into", folder, "--json")
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert 500_000 < told["metres"] < 550_000
    assert told["far_sites"] == []
    assert [each["unreached"] for each in told["profiles"]] == [[], []]
    assert 0 < sum(each["metres"] for each in told["provenance"]["dropped"]) < 50_000
