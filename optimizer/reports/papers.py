"""Everything that can be printed or handed on of a plan, one file at a time or all as ZIP."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from optimizer.domain import Travel
from optimizer.reports.document import write_document
from optimizer.reports.geo import write_geojson, write_gpx
from optimizer.reports.itineraries import write_itineraries
from optimizer.reports.notes import PLAIN, Notes
from optimizer.reports.reading import PlanReading
from optimizer.reports.ways import RoadMap, Ways


@dataclass(frozen=True)
class Source:
    """A plan with all that its papers are made from."""

    plan: PlanReading
    ways: Ways
    roads: RoadMap
    travel: Travel
    notes: Notes = PLAIN
    lang: str = "zh"


def _run_sheets_pdf(source: Source, file: Path) -> None:
    from optimizer.reports.runsheets import duty_sheets, write_paper  # noqa: PLC0415

    write_paper(source.plan, duty_sheets(source.plan, source.ways, source.notes), file)


def _run_sheets_xlsx(source: Source, file: Path) -> None:
    from optimizer.reports.runsheets import duty_sheets, write_workbook  # noqa: PLC0415

    write_workbook(source.plan, duty_sheets(source.plan, source.ways, source.notes), file)


def _handovers_pdf(source: Source, file: Path) -> None:
    from optimizer.reports.handovers import handover_lists, write_handover_paper  # noqa: PLC0415

    write_handover_paper(source.plan, handover_lists(source.plan, source.notes), file)


def _handovers_xlsx(source: Source, file: Path) -> None:
    from optimizer.reports.handovers import handover_lists, write_handover_workbook  # noqa: PLC0415

    write_handover_workbook(source.plan, handover_lists(source.plan, source.notes), file)


def _report(source: Source, file: Path) -> None:
    from optimizer.reports.page import write_page  # noqa: PLC0415

    write_page(source.plan, source.ways, source.roads, file, source.lang)


def _vroom(source: Source, file: Path) -> None:
    from optimizer.reports.vroom import write_vroom  # noqa: PLC0415

    write_vroom(source.plan, source.travel, file)


_WRITERS: Final[Mapping[str, Callable[[Source, Path], None]]] = {
    "run_sheets.pdf": _run_sheets_pdf,
    "run_sheets.xlsx": _run_sheets_xlsx,
    "handovers.pdf": _handovers_pdf,
    "handovers.xlsx": _handovers_xlsx,
    "report.html": _report,
    "itineraries.csv": lambda source, file: write_itineraries(source.plan, file, source.lang),
    "trips.gpx": lambda source, file: write_gpx(source.plan, source.ways, file),
    "trips.geojson": lambda source, file: write_geojson(source.plan, source.ways, file),
    "vroom.json": _vroom,
    "plan.json": lambda source, file: write_document(source.plan.document, file),
}

PAPERS: Final = tuple(_WRITERS)
"""The names of all papers, what is printed most first."""

ALL: Final = "all.zip"
"""All of them in one."""

_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]+')


def paper(source: Source, name: str) -> bytes:
    """
    Make one paper.

    Parameters
    ----------
    source
        The plan.
    name
        One of `PAPERS`.

    Returns
    -------
    content
        The bytes of the file; nothing of it is left on the disk.
    """
    with tempfile.TemporaryDirectory(prefix="route48-") as folder:
        file = Path(folder) / name
        _WRITERS[name](source, file)
        return file.read_bytes()


def all_papers(source: Source, names: Mapping[str, str]) -> bytes:
    """Make all papers as one ZIP; ``names`` is what each file is called inside."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in PAPERS:
            archive.writestr(names.get(name, name), paper(source, name))
    return stream.getvalue()


def paper_name(plan: PlanReading, name: str, word: str) -> str:
    """
    Return what a paper is called: network, date, word; safe on every file system.

    Examples
    --------
    >>> _clean('翁源/县<b>') + ".pdf"
    '翁源_县_b_.pdf'
    """
    day = plan.instance.calendar.first_day.isoformat()
    network = _clean(str(plan.document["network"]))[:40] or "route48"
    return f"{network}_{day}_{_clean(word)}{Path(name).suffix}"


def _clean(text: str) -> str:
    """Return a text without signs that file names may not hold."""
    return _UNSAFE.sub("_", text).strip(" .")
