"""Draws a chart on a page of a PDF, by the same geometry as on the screen."""

from __future__ import annotations

from typing import Any, Final

from reportlab.lib.colors import HexColor

from optimizer.reports.charts.drawing import Area, Dot, Drawing, Label, Line, Place
from optimizer.reports.pen import Align, Pen

_ALIGNS: Final[dict[str, Align]] = {"start": "left", "middle": "center", "end": "right"}


def draw(drawing: Drawing, pen: Pen, *, left: float, top: float, scale: float = 1.0) -> None:
    """Draw with the upper left corner at a place of the page, at ``scale`` points a pixel."""
    canvas = pen.canvas

    def there(place: Place) -> Place:
        return place[0], -place[1]

    canvas.saveState()
    canvas.translate(left, top)
    canvas.scale(scale, scale)
    for mark in drawing.marks:
        match mark:
            case Line(places, colour, width, is_dashed):
                canvas.setDash([5, 3] if is_dashed else [])
                canvas.setLineWidth(width * 0.8)
                canvas.setStrokeColor(HexColor(colour))
                canvas.drawPath(_path(canvas, [there(p) for p in places]), stroke=1, fill=0)
                canvas.setDash([])
            case Area(places, fill, colour, _):
                canvas.setFillColor(HexColor(fill))
                canvas.setLineWidth(0.5)
                if colour:
                    canvas.setStrokeColor(HexColor(colour))
                path = _path(canvas, [there(p) for p in places])
                path.close()
                canvas.drawPath(path, stroke=int(colour is not None), fill=1)
            case Dot(at, radius, fill, colour, _):
                x, y = there(at)
                canvas.setStrokeColor(HexColor(colour))
                canvas.setLineWidth(0.8)
                if fill != "none":
                    canvas.setFillColor(HexColor(fill))
                canvas.circle(x, y, radius, stroke=1, fill=int(fill != "none"))
            case Label(at, text, size, anchor, is_bold, colour):
                x, y = there(at)
                canvas.setFillColor(HexColor(colour))
                canvas.setStrokeColor(HexColor(colour))
                pen.write(x, y, text, size, bold=is_bold, align=_ALIGNS[anchor])
    canvas.restoreState()


def _path(canvas: Any, places: list[Place]) -> Any:
    """Return a path through some places."""
    path = canvas.beginPath()
    path.moveTo(*places[0])
    for place in places[1:]:
        path.lineTo(*place)
    return path
