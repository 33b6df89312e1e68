"""Put the report page together: template, style, script, font and figures in one file."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Final

from optimizer.reports.defuse import markup_text, script_json
from optimizer.reports.files import replace_file
from optimizer.reports.page.board import SHARED_SCRIPTS, asset
from optimizer.reports.page.figures import page_figures
from optimizer.reports.reading import PlanReading
from optimizer.reports.ways import RoadMap, Ways

_SCRIPTS: Final = (*SHARED_SCRIPTS, "costs.js", "report.js")
_FIRST_HAN: Final = "\u2e80"


def write_page(plan: PlanReading, ways: Ways, roads: RoadMap, file: Path, lang: str) -> None:
    """
    Write ``report.html``.

    The page loads nothing: style, script, font and figures are inside, and its security
    policy forbids everything else. The script is allowed by its hash, so that text from
    users never runs even if it were to slip into the markup.
    """
    from optimizer.reports.page.font import han_subset  # noqa: PLC0415 - the board needs no font

    figures = script_json(page_figures(plan, ways, roads, lang))
    script = "\n".join(asset(name) for name in _SCRIPTS)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    signs = {sign for sign in figures + script if sign >= _FIRST_HAN}
    parts = {
        "LANG": "en" if lang == "en" else "zh-CN",
        "TITLE": markup_text(plan.document["network"]),
        "POLICY": f"default-src 'none'; script-src 'sha256-{digest}'; "
        "style-src 'unsafe-inline'; font-src data:; img-src data:",
        "STYLE": asset("style.css") + asset("report.css"),
        "FONT": han_subset("".join(sorted(signs))),
        "FIGURES": figures,
        "SCRIPT": script,
    }
    # The template is cut at its slots, so that no part can pose as another's slot.
    pieces = asset("template.html").split("$$")
    text = "".join(parts[piece] if at % 2 else piece for at, piece in enumerate(pieces))
    with replace_file(file) as stream:
        stream.write(text.encode())
