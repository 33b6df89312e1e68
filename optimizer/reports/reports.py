"""Write every report of a plan into one folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from optimizer.domain import Drivers, Instance
from optimizer.reports.document import write_document
from optimizer.reports.geo import write_geojson, write_gpx
from optimizer.reports.itineraries import write_itineraries
from optimizer.reports.notes import Notes, people_of
from optimizer.reports.reading import PlanReading
from optimizer.reports.ways import RoadMap, Ways

NOBODY: Final = Drivers()
"""No driver is known."""


def write_reports(
    document: dict[str, Any],
    instance: Instance,
    roads: RoadMap,
    out: Path,
    lang: str,
    *,
    drivers: Drivers = NOBODY,
) -> list[Path]:
    """
    Write ``plan.json`` and everything that people read of it.

    Parameters
    ----------
    document
        What `plan_document` made of a plan.
    instance
        The inputs that the plan answers.
    roads
        Where ways and lines come from; an attribute ``boundary`` with the rings of the
        county's border is drawn where there is one.
    out
        The folder to write into, made where it is missing. Files are replaced one by one.
    lang
        ``zh`` or ``en``: the words of the table of itineraries, and the language that the
        page opens in. Run sheets always have both.
    drivers
        Who drives what, for the sheets.

    Returns
    -------
    files
        What was written, the plan itself first.
    """
    # These pull in libraries that nobody else needs, and take longer to load than to run.
    from optimizer.reports.handovers import (  # noqa: PLC0415
        handover_lists,
        write_handover_paper,
        write_handover_workbook,
    )
    from optimizer.reports.page import write_page  # noqa: PLC0415
    from optimizer.reports.runsheets import duty_sheets, write_paper, write_workbook  # noqa: PLC0415

    plan = PlanReading(document, instance)
    ways = Ways(plan, roads)
    notes = Notes(people_of(plan, drivers))
    sheets, lists = duty_sheets(plan, ways, notes), handover_lists(plan, notes)
    names = (
        "plan.json",
        "report.html",
        "run_sheets.pdf",
        "run_sheets.xlsx",
        "handovers.pdf",
        "handovers.xlsx",
        "itineraries.csv",
        "trips.geojson",
        "trips.gpx",
    )
    files = [out / name for name in names]
    write_document(document, files[0])
    write_page(plan, ways, roads, files[1], lang)
    write_paper(plan, sheets, files[2])
    write_workbook(plan, sheets, files[3])
    write_handover_paper(plan, lists, files[4])
    write_handover_workbook(plan, lists, files[5])
    write_itineraries(plan, files[6], lang)
    write_geojson(plan, ways, files[7])
    write_gpx(plan, ways, files[8])
    return files
