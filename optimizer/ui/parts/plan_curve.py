"""The falling curve of a search, as one small drawing."""

from __future__ import annotations

import math
from base64 import b64encode
from collections.abc import Sequence
from html import escape
from typing import Final

WIDTH: Final = 600
HEIGHT: Final = 64
_PAD: Final = 4


def curve_image(points: Sequence[tuple[float, float]], until: float, label: str) -> str:
    """
    Return a search's best cost over time as an image in HTML, up to the second ``until``.

    The scale is logarithmic where the first plan was much dearer than the last, so that the
    later, smaller steps can still be seen.

    Examples
    --------
    >>> curve_image([], 10, "")
    ''
    >>> curve_image([(1.0, 900.0), (4.0, 700.0)], 10, "falls").startswith('<img alt="falls"')
    True
    """
    if not points:
        return ""
    most, least = max(cost for _, cost in points), min(cost for _, cost in points)
    is_steep = least > 0 and most / least > 3
    end = max(until, points[-1][0], 1.0)

    def height(cost: float) -> float:
        if most <= least:
            return HEIGHT / 2
        if is_steep:
            share = math.log(cost / least) / math.log(most / least)
        else:
            share = (cost - least) / (most - least)
        return HEIGHT - _PAD - share * (HEIGHT - 2 * _PAD)

    corners: list[str] = []
    before: float | None = None
    for second, cost in points:
        at = WIDTH * second / end
        if before is not None:
            corners.append(f"{at:.1f},{before:.1f}")
        before = height(cost)
        corners.append(f"{at:.1f},{before:.1f}")
    corners.append(f"{WIDTH},{before:.1f}")
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'preserveAspectRatio="none" width="{WIDTH}" height="{HEIGHT}">'
        f'<polyline points="{" ".join(corners)}" fill="none" stroke="#00695c" stroke-width="2" '
        'vector-effect="non-scaling-stroke"/></svg>'
    )
    # Streamlit takes drawings out of HTML, but leaves images in.
    packed = b64encode(drawing.encode()).decode()
    return (
        f'<img alt="{escape(label)}" src="data:image/svg+xml;base64,{packed}" style="width:100%;'
        f'height:{HEIGHT}px;display:block;background:#f4f7f7;border-radius:6px">'
    )
