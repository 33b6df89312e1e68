"""What is handed on of a study: two pages for a meeting, tables, and all of it as one ZIP."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from optimizer.desk.networks_placing import open_ground
from optimizer.desk.scenarios_roads import Streets
from optimizer.domain import Network
from optimizer.errors import NetworkError
from optimizer.inputs import read_network
from optimizer.network import Roads
from optimizer.reports.comparison import Stretch, comparison_pdf, siting_pdf
from optimizer.reports.harmless_csv import csv_records
from optimizer.reports.ways import RoadMap
from optimizer.scenarios import changed_sites
from optimizer.simulation import day_rows, policy_rows, village_rows
from optimizer.store import Store, StudyRow

Document = Mapping[str, Any]

LANGUAGES: Final = ("zh", "en")
_NO_TABLES: Final = ("boards", "gaining", "losing")
"""Lists that say nothing by themselves: which maps there are, villages of another table."""
_FIGURES: Final = ("base", "scenario", "mean", "low", "high", "days_better", "days")
_BOUNDS: Final = ("mean", "low", "high")


@dataclass(frozen=True)
class _Study:
    """A study with the network that it was made from, and its roads where they can be read."""

    row: StudyRow
    document: Document
    network: Network
    roads: RoadMap | None


def whatif_paper(
    document: Document, network: Network, roads: RoadMap | None, lang: str, scenario: int = 0
) -> bytes:
    """
    Return two pages about a scenario of a what-if.

    ``network`` and ``roads`` are those before any change; without roads the maps show none.
    """
    changes = document["scenarios"][scenario]["changes"]
    return comparison_pdf(
        document,
        _under(document, network),
        changed_sites(network, changes),
        roads,
        lang,
        scenario=scenario,
        stretches=(_stretches(_common(document), roads), _stretches(changes, roads)),
    )


def siting_paper(document: Document, network: Network, roads: RoadMap | None, lang: str) -> bytes:
    """Return two pages about a siting; see `whatif_paper`."""
    stretches = _stretches(_common(document), roads)
    return siting_pdf(document, _under(document, network), roads, lang, stretches=stretches)


def study_pdf(store: Store, study_id: int, lang: str, scenario: int = 0) -> bytes:
    """
    Return two A4 pages about a study; whoever may look may have them.

    ``scenario`` counts those of a what-if from zero; a siting has one paper. A simulation has
    none yet: then a `ValueError` says so.
    """
    return _paper(_opened(store, study_id), lang, scenario)


def study_zip(store: Store, study_id: int) -> bytes:
    """Return the document, its tables, and the papers in both languages; the same every time."""
    study = _opened(store, study_id)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(study):
            member = zipfile.ZipInfo(name, study.row.made_at.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content)
    return stream.getvalue()


def _opened(store: Store, study_id: int) -> _Study:
    """Read a study; without its roads where nobody can read them any more."""
    row = store.studies.get(study_id)
    network = read_network(store.networks.folder(row.version_id))
    roads: RoadMap | None = None
    try:
        roads = open_ground(store, row.version_id, network.rules.roads.snap_limit).roads
    except NetworkError:
        roads = None
    return _Study(row, store.studies.document(study_id), network, roads)


def _files(study: _Study) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of every file of the ZIP."""
    text = json.dumps(study.document, ensure_ascii=False, indent=2)
    yield "study.json", text.encode() + b"\n"
    for name, rows in _tables(study.row.kind, study.document):
        if rows:
            yield name, csv_records(rows)
    for number in range(len(study.document.get("scenarios", ()))):
        mark = f"-{number + 1}" if number else ""
        for lang in LANGUAGES:
            yield f"comparison{mark}-{lang}.pdf", _paper(study, lang, number)
    if study.row.kind == "siting":
        for lang in LANGUAGES:
            yield f"siting-{lang}.pdf", _paper(study, lang, 0)


def _paper(study: _Study, lang: str, scenario: int) -> bytes:
    """Return one paper."""
    document, network, roads = study.document, study.network, study.roads
    if study.row.kind == "whatif":
        return whatif_paper(document, network, roads, lang, scenario)
    if study.row.kind == "siting":
        return siting_paper(document, network, roads, lang)
    raise ValueError(f"there is no paper about a {study.row.kind}")


def _common(document: Document) -> Sequence[Mapping[str, Any]]:
    """Return the changes that hold for all that is compared."""
    return document["under"]["changes"] if document.get("under") else ()


def _under(document: Document, network: Network) -> Network:
    """Return the network with what holds for all."""
    return changed_sites(network, _common(document))


def _stretches(changes: Sequence[Mapping[str, Any]], roads: RoadMap | None) -> list[Stretch]:
    """Return the roads that changes close or slow."""
    of_roads = [each for each in changes if each.get("change") in ("close_road", "slow_road")]
    if not of_roads or not isinstance(roads, Roads):
        return []
    streets = Streets(roads)
    return [
        Stretch([(lon, lat) for lon, lat in line], each["change"] == "close_road")
        for each in of_roads
        for line in streets.lines(each)
    ]


def _tables(kind: str, document: Document) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield every table of a study, by the name of its file."""
    if kind == "whatif":
        yield "measures.csv", list(_measures(document))
        yield "days.csv", list(_days(document))
        yield "villages.csv", list(_villages(document))
        return
    if kind == "simulation":
        yield from _simulated(document)
        return
    if kind == "siting":
        # Today's stations are a set like the others.
        sets = [{"is_today": False, **each} for each in document["proposals"]]
        document = {**document, "proposals": [{"is_today": True, **document["today"]}, *sets]}
    for name, entries in document.items():
        if name in _NO_TABLES or not isinstance(entries, list):
            continue
        if entries and isinstance(entries[0], Mapping):
            yield f"{name}.csv", [dict(_flat(_without_homes(each))) for each in entries]


def _without_homes(entry: Document) -> Document:
    """Return an entry without where each van stands, which would be a column for each."""
    return {name: value for name, value in entry.items() if name != "homes"}


def _simulated(document: Document) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the tables of a simulation; by class of goods villages have one of their own."""
    yield "policies.csv", list(policy_rows(document))
    yield "days.csv", list(day_rows(document))
    whole = ({k: v for k, v in each.items() if k != "by_class"} for each in document["villages"])
    yield "villages.csv", [dict(_flat(each)) for each in whole]
    yield "villages_by_class.csv", list(village_rows(document))
    yield "failures.csv", list(document["failures"])


def _measures(document: Document) -> Iterator[dict[str, Any]]:
    """Yield every measure of every scenario, then what each station handles."""
    for scenario in document["scenarios"]:
        loads = {f"load {site}": each for site, each in scenario["station_load"].items()}
        for name, figures in {**scenario["measures"], **loads}.items():
            known = {key: figures[key] for key in _FIGURES}
            yield {"scenario_name": scenario["name_zh"], "measure": name, **known}


def _days(document: Document) -> Iterator[dict[str, Any]]:
    """Yield every day of every scenario."""
    for scenario in document["scenarios"]:
        for day in scenario.get("by_day", ()):
            yield {"scenario_name": scenario["name_zh"], **day}


def _villages(document: Document) -> Iterator[dict[str, Any]]:
    """Yield every village of every scenario."""
    for scenario in document["scenarios"]:
        for village in scenario.get("villages", ()):
            yield {"scenario_name": scenario["name_zh"], **dict(_flat(village))}


def _flat(entry: Document, before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the values of an entry; what is nested gets the name of both."""
    for name, value in entry.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}_")
        elif isinstance(value, Sequence) and not isinstance(value, str):
            yield f"{before}{name}", " ".join(map(str, value))
        else:
            yield f"{before}{name}", value
