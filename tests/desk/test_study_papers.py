"""What is handed on of a study: two pages in either language, and everything as a ZIP."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from optimizer.desk.study_papers import study_pdf, study_zip, whatif_paper
from optimizer.inputs import read_network
from optimizer.network import load_roads
from optimizer.store import NotFound
from tests.reports.hostile import FORMULA
from tests.reports.studies import figures, row, scenario, siting, village, whatif

WENGYUAN = Path(__file__).resolve().parents[2] / "data" / "wengyuan"
HEADLINE = {"sentence_zh": "", "sentence_en": "", "kind": ""}


@pytest.fixture
def saved(store, four):
    """Return what keeps a study of the four-stop county, and returns its id."""

    def save(kind, document):
        row = store.studies.save(
            four.network_id,
            four.version_id,
            kind,
            "x",
            headline=HEADLINE,
            document=document,
            files={"board-base-zh.json": b"{}"},
            run_id=None,
            by="li",
        )
        return row.study_id

    return save


def words(content):
    """Return what stands on the pages of a paper."""
    pages = PdfReader(io.BytesIO(content)).pages
    assert len(pages) == 2
    return "".join("".join(page.extract_text().split()) for page in pages)


def rows(archive, name):
    """Return the rows of a table of a ZIP."""
    return list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))


def test_a_scenario_has_a_paper_in_either_language(store, saved):
    """By its number, with the stations as the scenario leaves them."""
    study_id = saved("whatif", whatif(scenario(), scenario(name_zh="雨天", name_en="rainy")))
    assert "关闭甲中转站" in words(study_pdf(store, study_id, "zh"))
    assert "Scenario:rainy" in words(study_pdf(store, study_id, "en", 1))
    with pytest.raises(IndexError):
        study_pdf(store, study_id, "zh", 2)


def test_the_zip_of_a_what_if_holds_all_of_it(store, saved):
    """Document, measures, days, villages, and four papers; no board."""
    document = whatif(scenario(), scenario(name_zh="雨天"))
    study_id = saved("whatif", document)
    content = study_zip(store, study_id)
    archive = zipfile.ZipFile(io.BytesIO(content))
    papers = {f"comparison{mark}-{lang}.pdf" for mark in ("", "-2") for lang in ("zh", "en")}
    tables = {"measures.csv", "days.csv", "villages.csv"}
    assert set(archive.namelist()) == {"study.json", *tables, *papers}
    assert json.loads(archive.read("study.json")) == document
    days = rows(archive, "days.csv")
    assert len(days) == 28
    assert (days[3]["scenario_name"], days[3]["difference"]) == ("乙站代甲站", "150.0")
    villages = rows(archive, "villages.csv")
    assert [each["base_on_time_share"] for each in villages] == ["0.8", "1.0"] * 2
    assert {each["measure"] for each in rows(archive, "measures.csv")} >= {"total", "load B"}
    assert study_zip(store, study_id) == content


def test_no_table_runs_a_formula(store, saved):
    """Names that begin like one are quoted, wherever they stand."""
    told = scenario(name_zh=FORMULA, station_load={"A": figures(1.0, 2.0)})
    archive = zipfile.ZipFile(io.BytesIO(study_zip(store, saved("whatif", whatif(told)))))
    for name in archive.namelist():
        if name.endswith(".csv"):
            for row in rows(archive, name):
                assert row["scenario_name"] == f"'{FORMULA}"


def test_a_siting_has_its_paper_and_tables(store, saved):
    """One paper in either language; frontier, proposals, candidates and days."""
    study_id = saved("siting", siting())
    assert "P每天节省80±40元" in words(study_pdf(store, study_id, "zh"))
    archive = zipfile.ZipFile(io.BytesIO(study_zip(store, study_id)))
    assert {"siting-zh.pdf", "siting-en.pdf", "frontier.csv", "by_day.csv"} <= set(
        archive.namelist()
    )
    frontier = rows(archive, "frontier.csv")
    assert [each["stations"] for each in frontier] == ["", "P", "A P"]
    assert frontier[1]["cost_parts_rent"] == "60.0"
    proposals = rows(archive, "proposals.csv")
    assert [(each["is_today"], each["stations"]) for each in proposals][:2] == [
        ("True", "A"),
        ("False", "P"),
    ]


def test_a_table_of_a_siting_has_no_column_of_a_single_van(store, saved):
    """Where vans stand is in the document; maps and who gains are no tables of their own."""
    told = village("P", 1, 0.9, 1.0)
    document = siting(
        best=row("P", cost=820.0, homes={"van-1": "P"}),
        proposals=[row("P", cost=820.0, homes={"van-1": "P"})],
        boards=[{"variant": "today"}],
        villages=[told],
        gaining=[told],
        losing=[],
    )
    archive = zipfile.ZipFile(io.BytesIO(study_zip(store, saved("siting", document))))
    tables = {name for name in archive.namelist() if name.endswith(".csv")}
    assert tables == {
        *("candidates.csv", "frontier.csv", "proposals.csv", "by_day.csv", "villages.csv")
    }
    assert not any("homes" in name for name in rows(archive, "proposals.csv")[0])
    assert rows(archive, "villages.csv")[0]["base_on_time_share"] == "0.9"


def test_a_simulation_has_tables_but_no_paper(store, saved):
    """Both policies side by side, a row a day and policy, villages as a whole and by class."""
    kept = {"orders": 4, "on_time": 3}
    sides = {"by_need": kept, "habit": {"orders": 4, "on_time": 4}}
    groups = {"by_weather": {"rain": kept}, "by_class": {"food": kept}}
    classes = {policy: {"food": side} for policy, side in sides.items()}
    place = {"site_id": "P", "name_zh": "丙", "name_en": "P", "town": "镇"}
    document = {
        "policies": {policy: side | groups for policy, side in sides.items()},
        "by_day": [{"day": "2026-11-23", "seed": 0, "rain": True, **sides}],
        "villages": [{**place, **sides, "by_class": classes}],
        "failures": [],
    }
    study_id = saved("simulation", document)
    archive = zipfile.ZipFile(io.BytesIO(study_zip(store, study_id)))
    tables = ["policies.csv", "days.csv", "villages.csv", "villages_by_class.csv"]
    assert archive.namelist() == ["study.json", *tables]
    head, *_ = rows(archive, "policies.csv")
    assert head == {"of": "all", "name": "", "figure": "orders", "by_need": "4", "habit": "4"}
    assert [each["on_time"] for each in rows(archive, "days.csv")] == ["3", "4"]
    (village_told,) = rows(archive, "villages.csv")
    assert set(village_told) == {*place, *(f"{p}_{name}" for p in sides for name in kept)}
    assert [each["handling_class"] for each in rows(archive, "villages_by_class.csv")] == [
        "food"
    ] * 2
    with pytest.raises(ValueError, match="simulation"):
        study_pdf(store, study_id, "zh")


def test_a_road_that_is_closed_is_drawn_where_it_lies():
    """On the roads of the sample county, for the scenario, and for both where it holds for both."""
    network, roads = read_network(WENGYUAN), load_roads(WENGYUAN)
    hub, other = network.sites[network.hub], network.sites[1]
    ends = [[each.longitude, each.latitude] for each in (hub, other)]
    closed = {"change": "close_road", "name": "S244", "between": ends}
    slow = {"change": "slow_road", "name": "S244", "between": ends, "factor": 0.5}
    under = {"name_zh": "施工", "name_en": "", "changes": [slow]}
    told = whatif(scenario(changes=[slow, closed], villages=[], station_load={}), under=under)
    text = words(whatif_paper(told, network, roads, "zh"))
    assert "封闭的道路" in text
    assert "变慢的道路" in text
    assert "封闭的道路" not in words(whatif_paper(whatif(), network, roads, "zh"))


def test_a_study_that_is_gone_is_said(store):
    """Somebody has thrown it away meanwhile."""
    with pytest.raises(NotFound):
        study_zip(store, 99)
