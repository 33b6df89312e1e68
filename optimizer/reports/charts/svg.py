"""Writes a chart as SVG that stands alone: no script, no style sheet, no font of its own."""

from __future__ import annotations

import hashlib
from typing import Final

from optimizer.reports.charts.drawing import PAPER, Area, Dot, Drawing, Label, Line, Mark, Place
from optimizer.reports.defuse import markup_text

_FONTS: Final = (
    "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',"
    "'WenQuanYi Micro Hei','Droid Sans Fallback',sans-serif"
)
_LANGUAGES: Final = {"zh": "zh-CN", "en": "en"}


def svg(drawing: Drawing, lang: str) -> str:
    """Return a drawing as SVG; it shrinks with what it is shown in."""
    told = f"{drawing.title}|{drawing.about}|{drawing.width}"
    name = f"r{hashlib.sha256(told.encode()).hexdigest()[:10]}"
    width, height = _short(drawing.width), _short(drawing.height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" style="max-width:100%;height:auto" role="img" '
        f'lang="{_LANGUAGES.get(lang, lang)}" aria-labelledby="{name}t {name}d" '
        f'font-family="{_FONTS}">'
        f'<title id="{name}t">{markup_text(drawing.title)}</title>'
        f'<desc id="{name}d">{markup_text(drawing.about)}</desc>'
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>'
        f"{''.join(map(_mark, drawing.marks))}</svg>"
    )


def _mark(mark: Mark) -> str:
    """Return one mark."""
    match mark:
        case Line(places, colour, width, is_dashed):
            dash = ' stroke-dasharray="6 4"' if is_dashed else ""
            look = f'fill="none" stroke="{colour}" stroke-width="{_short(width)}"{dash}'
            return f'<polyline points="{_points(places)}" {look}/>'
        case Area(places, fill, colour, hint):
            rim = f' stroke="{colour}" stroke-width="0.8"' if colour else ""
            shape = f'polygon points="{_points(places)}" fill="{fill}"{rim}'
            return _hinted(shape, "polygon", hint)
        case Dot((x, y), radius, fill, colour, hint):
            place = f'cx="{_short(x)}" cy="{_short(y)}" r="{_short(radius)}"'
            shape = f'circle {place} fill="{fill}" stroke="{colour}" stroke-width="1"'
            return _hinted(shape, "circle", hint)
        case Label((x, y), text, size, anchor, is_bold, colour):
            bold = ' font-weight="700"' if is_bold else ""
            place = f'x="{_short(x)}" y="{_short(y)}" font-size="{_short(size)}"'
            look = f'text-anchor="{anchor}"{bold} fill="{colour}"'
            return f"<text {place} {look}>{markup_text(text)}</text>"


def _hinted(shape: str, element: str, hint: str) -> str:
    """Return a shape with what a pointer over it says."""
    if not hint:
        return f"<{shape}/>"
    return f"<{shape}><title>{markup_text(hint)}</title></{element}>"


def _points(places: tuple[Place, ...]) -> str:
    return " ".join(f"{_short(x)},{_short(y)}" for x, y in places)


def _short(number: float) -> str:
    return f"{number:.1f}".rstrip("0").rstrip(".")
