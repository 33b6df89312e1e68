"""What the commands about many days print: papers for a meeting, pictures for a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from optimizer.desk.study_papers import siting_paper, whatif_paper
from optimizer.domain import Network
from optimizer.errors import StoreError
from optimizer.reports.charts import difference_chart, frontier_chart
from optimizer.reports.comparison import frontier_points, unit_of
from optimizer.reports.ways import RoadMap

Document = Mapping[str, Any]


def write_whatif_papers(
    document: Document, network: Network, roads: RoadMap | None, out: Path, lang: str
) -> list[Path]:
    """
    Write ``comparison.pdf`` and ``difference.svg``, numbered from the second scenario on.

    ``network`` and ``roads`` are those before any change.
    """
    return _written(out, _whatif(document, network, roads, lang))


def write_siting_papers(
    document: Document, network: Network, roads: RoadMap | None, out: Path, lang: str
) -> list[Path]:
    """
    Write ``siting.pdf`` and ``frontier.svg``.

    ``network`` and ``roads`` are those before any change.
    """
    return _written(out, _siting(document, network, roads, lang))


def _whatif(
    document: Document, network: Network, roads: RoadMap | None, lang: str
) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of every file about scenarios."""
    for number, told in enumerate(document["scenarios"]):
        mark = f"-{number + 1}" if number else ""
        yield f"comparison{mark}.pdf", whatif_paper(document, network, roads, lang, number)
        total = told["measures"]["total"]
        picture = difference_chart(
            [(each["day"], each["difference"]) for each in told["by_day"]],
            (total["mean"], total["low"], total["high"]),
            lang,
            unit=unit_of(document["currency"], lang),
            name=told[f"name_{lang}"] or told["name_zh"],
        )
        yield f"difference{mark}.svg", picture.encode()


def _siting(
    document: Document, network: Network, roads: RoadMap | None, lang: str
) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of every file about a siting."""
    yield "siting.pdf", siting_paper(document, network, roads, lang)
    unit = unit_of(document["currency"], lang)
    picture = frontier_chart(frontier_points(document, lang), lang, unit=unit)
    yield "frontier.svg", picture.encode()


def _written(out: Path, files: Iterator[tuple[str, bytes]]) -> list[Path]:
    """Write files into a folder."""
    written = []
    for name, content in files:
        try:
            (out / name).write_bytes(content)
        except OSError as error:
            raise StoreError(f"{out / name} cannot be written: {error}") from error
        written.append(out / name)
    return written
